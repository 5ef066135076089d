"""Nothing jumps: pages and controls change in place, and no setting is lost on the way.

Measured by the browser's own layout-shift entries. Its metric leaves out what moves within half
a second of a key or a click; here that counts too, because a control change is such an input.
"""

from functools import partial

import pytest
from playwright.sync_api import Page

from pages.ui.text import words
from tests.browser import Visitors, after, css, query
from tests.shots import PAGES

pytestmark = pytest.mark.browser

LIMIT = 0.02
SETTINGS = "v=1&lang=en&rail=tmmf&cycle=T0&r=60&mix=tbill:70,usdc:30"
WATCH = """
() => {
  window.watcher?.disconnect();
  window.shifts = [];
  const note = entry => window.shifts.push({
    value: entry.value,
    recent: entry.hadRecentInput,
    at: entry.sources.slice(0, 3).map(source => (source.node?.className || "").toString()),
  });
  window.watcher = new PerformanceObserver(list => list.getEntries().forEach(note));
  window.watcher.observe({type: "layout-shift"});
}
"""
SLIDERS = {
    "overview": "margin.since",
    "collateral": "collateral.control.btc",
    "settlement": "settlement.prefunding_rate",
    "margin": "margin.since",
    "calls": "margin.since",
    "waterfall": "stress.shock",
    "leverage": "leverage.buffer",
    "history": "collateral.control.btc",
    "tokens": "call.hold",
}


def watch(page: Page) -> None:
    """Begin to note layout shifts."""
    page.evaluate(WATCH)


def moved(page: Page, *, recent: bool) -> float:
    """Sum of the shifts noted; ``recent`` counts those right after an input as well."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    found = page.evaluate("window.shifts")
    return sum(float(one["value"]) for one in found if recent or not one["recent"])


@pytest.mark.parametrize(
    "name",
    [pytest.param(n, marks=() if n == "overview" else pytest.mark.full) for n in SLIDERS],
)
def test_a_control_change_moves_nothing(name: str, server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/{PAGES[name]}?{SETTINGS}")
    control = page.locator(css(f"control.{SLIDERS[name]}")).get_by_role("slider")
    control.focus()
    before = query(page)
    watch(page)
    after(page, partial(page.keyboard.press, "ArrowRight"))
    assert moved(page, recent=False) < LIMIT
    assert moved(page, recent=True) < LIMIT, page.evaluate("window.shifts")
    kept = query(page)
    assert {key: kept[key] for key in before} == before


@pytest.mark.full
def test_page_switches_lose_nothing_and_nothing_jumps(server: str, visitors: Visitors) -> None:
    """By the links of the overview to every page, and back by the navigation."""
    page = visitors.open(f"{server}/?{SETTINGS}")
    before, say = query(page), words("en")
    for name in PAGES:
        if name == "overview":
            continue
        watch(page)
        short = f"ways.short.{name}"
        asks = say(short if short in say else f"question.{name}")
        after(page, page.get_by_role("link", name=asks, exact=True).last.click)
        found = moved(page, recent=False)
        assert found < LIMIT, (name, page.evaluate("window.shifts"))
        assert query(page) == before, name
        watch(page)
        after(page, page.get_by_role("link", name=say("page.overview"), exact=True).first.click)
        assert moved(page, recent=False) < LIMIT, (name, page.evaluate("window.shifts"))
        assert query(page) == before, name
