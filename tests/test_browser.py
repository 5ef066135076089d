"""What only a browser shows: links, Back, reload, held keys, and whom the pages talk to."""

from collections.abc import Callable
from functools import partial
from typing import Literal
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.ui import palette, plotly_file
from tests.browser import (
    STARTS,
    Visitors,
    after,
    asked,
    css,
    free_port,
    metrics,
    query,
    serve,
    settle,
)
from tests.shots import PAGES

pytestmark = pytest.mark.browser

LINK = "/settlement?v=1&cycle=T0&r=60&mix=tbill:70,usdc:30"
PRESSES = 20
FOCUS = ("overview",)
QUICK = ("calls", "methods")  # opened in the short run; the long one opens every page
NO_SLIDERS = ("glossary", "methods", "sources", "story", "timeline")
SLIDERS = """
() => [...document.querySelectorAll("[class*=st-key-control-]:has(input[type=range])")]
  .filter(box => !box.closest("details:not([open])"))
  .map(box => "." + [...box.classList].find(name => name.startsWith("st-key-control-")))
"""


def slider(page: Page, path: str) -> Locator:
    """Find the slider of one scenario field."""
    return page.locator(css(f"control.{path}")).get_by_role("slider")


def press(page: Page, path: str, key: str, times: int = 1) -> None:
    """Press a key on a slider as fast as the browser takes it, then let the app finish."""
    slider(page, path).focus()

    def burst() -> None:
        for _ in range(times):
            page.keyboard.press(key)

    after(page, burst)


def go(page: Page, section: str, name: str) -> None:
    """Choose a page in the navigation, from its section if it stands in one."""
    role: Literal["menuitem", "link"] = "menuitem" if section else "link"
    if section:
        page.get_by_test_id("stTopNavSection").filter(has_text=section).click()
    after(page, page.get_by_role(role, name=name, exact=True).first.click)


def bar(page: Page, name: str) -> Callable[[], list[str]]:
    """Return a reader of one parameter in the address bar."""
    return lambda: query(page).get(name, [])


def shared_link(page: Page) -> str:
    """Open the link box and return the link it shows."""
    page.locator(css("link")).get_by_role("button").first.click()
    code = page.get_by_test_id("stCode").first
    expect(code).to_contain_text("v=1")
    return (code.text_content() or "").strip()


@pytest.mark.parametrize("start", STARTS)
def test_first_visitor_of_a_new_server_gets_the_linked_page(start: str, visitors: Visitors) -> None:
    """Whichever way the app was started, a deep link opens inside the frame, with its scenario."""
    with serve(start) as url:
        page = visitors.open(url + LINK)
        expect(page.get_by_text("Settlement and losses", exact=True)).to_be_visible()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert slider(page, "settlement.recycle").input_value() == "60"
        assert urlsplit(page.url).path == "/settlement"
        assert query(page) == parse_qs(urlsplit(LINK).query)


@pytest.mark.parametrize("name", QUICK)  # all of them: tests/test_browser_offline.py
def test_pages_open_cleanly_and_talk_to_nobody_else(
    name: str, server: str, visitors: Visitors
) -> None:
    for lang in ("en", "zh"):
        page = visitors.open(f"{server}/{PAGES[name]}?v=1&lang={lang}")
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        assert page.locator(".plumbline-chart:not(:has(.main-svg))").count() == 0
    assert visitors.hosts == {urlsplit(server).netloc}


def test_a_copied_link_opens_with_the_same_numbers(server: str, visitors: Visitors) -> None:
    sender = visitors.open(f"{server}/settlement?v=1&cycle=ATOM")
    before = metrics(sender)
    press(sender, "settlement.recycle", "ArrowLeft", times=7)
    sent = metrics(sender)
    assert sent != before
    link = shared_link(sender)
    receiver = visitors.open(link, locale="de-DE")
    assert metrics(receiver) == sent
    assert query(receiver)["r"] == query(sender)["r"]


def test_another_page_keeps_the_scenario(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/settlement?v=1")
    press(page, "settlement.recycle", "ArrowLeft", times=3)
    figures, settings = metrics(page), query(page)
    for section, name in (
        ("Collateral", "Collateral and haircuts"),
        ("", "Overview"),
        ("Settlement and losses", "Settlement"),
    ):
        go(page, section, name)
        assert metrics(page) == figures
        assert query(page) == settings


def test_back_and_reload_keep_what_was_seen(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/settlement?v=1")
    first = metrics(page)
    press(page, "settlement.recycle", "ArrowLeft")
    press(page, "settlement.recycle", "ArrowLeft")
    figures, settings = metrics(page), query(page)
    page.reload(wait_until="domcontentloaded")
    settle(page)
    assert (metrics(page), query(page)) == (figures, settings)
    after(page, page.go_back)
    after(page, page.go_back)
    assert metrics(page) == first


def test_a_bad_link_says_what_it_did_not_honour(server: str, visitors: Visitors) -> None:
    """Nothing is repaired in silence: the page renders, names each fault, leaves the address."""
    given = "v=1&n=abc&cshock=999&mystery=1&cycle=T0"
    page = visitors.open(f"{server}/settlement?{given}")
    notices = page.locator(css("notices"))
    for name in ("n", "cshock", "mystery"):
        expect(notices.locator("code", has_text=name).first).to_be_visible()
    assert query(page) == parse_qs(given)
    assert all(metrics(page).values())
    press(page, "settlement.recycle", "ArrowLeft")
    expect(notices).to_have_count(0)
    assert "mystery" not in query(page)
    assert query(page)["cycle"] == ["T0"]


def test_a_chinese_link_is_chinese_and_has_the_same_numbers(
    server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}{LINK}&lang=zh")
    expect(page.get_by_text("结算与损失", exact=True)).to_be_visible()
    assert query(page)["lang"] == ["zh"]
    after(page, page.locator(css("control.lang")).get_by_text("English").click)
    assert metrics(page) == metrics(visitors.open(server + LINK))


def test_browser_language_decides_where_the_link_does_not(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/", locale="zh-CN")
    expect(page.get_by_role("link", name="总览", exact=True)).to_be_visible()


def test_a_held_key_loses_no_step(server: str, visitors: Visitors) -> None:
    """Twenty presses are twenty steps; figures and address bar agree about the end."""
    page = visitors.open(f"{server}/settlement?v=1")
    start = float(slider(page, "settlement.recycle").input_value())
    press(page, "settlement.recycle", "ArrowLeft", times=PRESSES)
    expect(slider(page, "settlement.recycle")).to_have_value(f"{start - PRESSES:g}")
    assert bar(page, "r")() == [f"{start - PRESSES:g}"]
    assert metrics(page) == metrics(visitors.open(page.url))


@pytest.mark.parametrize(
    ("name", "more"),
    [
        *(
            pytest.param(name, "", marks=() if name in FOCUS else pytest.mark.full)
            for name in PAGES
            if name not in NO_SLIDERS
        ),
        pytest.param("settlement", "&rail=fedwire&mix=tbill:60,cash:40", marks=pytest.mark.full),
        pytest.param("settlement", "&mystery=1", marks=pytest.mark.full),
    ],
)
def test_moving_a_slider_keeps_the_focus_on_it(
    name: str, more: str, server: str, visitors: Visitors
) -> None:
    """Else the second press of a held key is lost.

    What comes and goes above a control (notices, chips, a preset's note) must leave its place
    in the page when it goes, because Streamlit finds containers by their order.
    """
    page = visitors.open(f"{server}/{PAGES[name]}?v=1{more}")
    found: list[str] = page.evaluate(SLIDERS)
    assert found
    lost = []
    for selector in found:
        control = page.locator(selector).get_by_role("slider")
        at_start = control.input_value() == control.get_attribute("min")
        control.focus()
        after(page, partial(page.keyboard.press, "ArrowRight" if at_start else "ArrowLeft"))
        if not page.evaluate("s => document.querySelector(s).matches(':focus-within')", selector):
            lost.append(selector)
    assert lost == []


def test_a_restarted_server_finds_the_scenario_again(visitors: Visitors) -> None:
    """The tab stays open while the server goes away and comes back at the same address.

    It asks for a new session, which reads the address bar; what is done then counts.
    """
    port = free_port()
    with serve(port=port) as url:
        page = visitors.open(f"{url}/settlement?v=1&cycle=ATOM")
        press(page, "settlement.recycle", "ArrowLeft", times=5)
        figures, settings, runs = metrics(page), query(page), asked(page)
    app = page.get_by_test_id("stApp")
    expect(app).not_to_have_attribute("data-test-connection-state", "CONNECTED")
    with serve(port=port):
        settle(page, runs)
        assert (metrics(page), query(page)) == (figures, settings)
        press(page, "settlement.recycle", "ArrowRight")
        assert metrics(page) != figures


@pytest.mark.parametrize("theme", [pytest.param("light", marks=pytest.mark.full), "dark"])
def test_the_theme_follows_the_system(theme: str, server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/", color_scheme=theme)
    shade = palette.colour("background", theme == "dark").lstrip("#")
    wanted = f"rgb({', '.join(str(int(shade[i : i + 2], 16)) for i in (0, 2, 4))})"
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", wanted)


def test_the_browser_has_the_kinds_of_charts_that_pages_draw(
    server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}/?v=1")
    page.wait_for_function("window.Plotly?.PlotSchema")
    kinds = page.evaluate("Object.keys(window.Plotly.PlotSchema.get().traces)")
    assert set(kinds) == plotly_file.DRAWN | {"scatter"}
