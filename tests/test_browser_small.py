"""Small screens and large letters: nothing is cut, and the levers are on the page itself.

A window of 720 by 450 is what 200 % zoom leaves of 1440 by 900; 320 pixels
are what 400 % leaves of 1280.
"""

from typing import Any

import pytest
from playwright.sync_api import expect

from pages.ui.text import words
from tests.browser import Visitors, css
from tests.shots import PAGES

pytestmark = pytest.mark.browser

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
SIZES = {"phone": (390, 844), "200 %": (720, 450), "400 %": (320, 256)}
# Charts and grids take the width of a window a moment after it changes.
FIT = """
() => [...document.querySelectorAll(".js-plotly-plot svg, [data-testid=stDataFrame]")]
  .every(chart => chart.getBoundingClientRect().right <= innerWidth + 1)
"""
# The first control of a page that has no column of levers.
FIRST = {
    "glossary": css("glossary.search"),
    "methods": "[data-testid=stButtonGroup]:not(.st-key-control-lang *)",
    "sources": css("sources.search"),
    "story": css("story.next"),
}
# Tables of figures and formulas may scroll in a box of their own.
WIDE = """
() => {
  const own = "input, svg, table, pre, .katex-display, [data-testid=stDataFrame]";
  const main = document.querySelector("[data-testid=stMain]");
  const past = [...main.querySelectorAll("*")].filter(part => part.checkVisibility()
    && !part.closest(own) && part.getBoundingClientRect().right > innerWidth + 1);
  const scrolls = main.scrollWidth > main.clientWidth + 1;
  return (scrolls ? ["the page scrolls sideways"] : []).concat(
    past.map(part => part.outerHTML.slice(0, 120)));
}
"""
# A text that ends in dots or at an edge.
CUT = """
() => [...document.querySelectorAll("[data-testid=stMain] :is(p, label, h1, h2, h3, a span)")]
  .filter(part => part.checkVisibility()
    && part.scrollWidth > part.clientWidth + 1
    && getComputedStyle(part).overflowX !== "visible")
  .map(part => part.innerText)
"""


@pytest.mark.full
@LANGUAGES
def test_no_page_scrolls_sideways_or_cuts_a_text_and_levers_are_on_the_page(
    lang: str, server: str, visitors: Visitors
) -> None:
    found = {}
    for name, path in PAGES.items():
        page = visitors.open(f"{server}/{path}?v=1&lang={lang}", **PHONE)
        place = FIRST.get(name, f"{css('levers')} [class*=st-key-control-]")
        expect(page.get_by_role("main").locator(place).first, name).to_be_visible()
        for size, (width, height) in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(FIT)
            found[name, size] = page.evaluate(WIDE) + page.evaluate(CUT)
        visitors.close()
    assert not any(found.values()), {name: what for name, what in found.items() if what}


def test_a_button_leads_a_phone_to_the_levers_the_charts_and_back(
    server: str, visitors: Visitors
) -> None:
    say = words("en")
    page = visitors.open(f"{server}/margin?v=1&lang=en", reduced_motion="reduce", **PHONE)
    lever = page.locator(css("control.firm.product.en"))
    page.get_by_role("button", name=say("jump.first")).click()
    expect(lever).to_be_in_viewport()
    down = page.get_by_role("button", name=say("jump.charts"))
    down.click()
    expect(page.locator(".plumbline-chart").first).to_be_in_viewport()
    page.get_by_role("button", name=say("jump.levers")).click()
    expect(lever).to_be_in_viewport()
    expect(down).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 720})
    expect(page.locator(css("jump")).get_by_role("button")).to_have_count(0)
