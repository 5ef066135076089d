"""A page sent to the printer keeps its charts whole, on A4 in landscape from a usual screen.

The browser lays a page out anew for paper, but charts keep the width they have on the screen;
so a narrower paper or a wider window can cut them, and Export offers a report that fits.
"""

import pytest

from tests.browser import Visitors
from tests.shots import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.full]

A4_LANDSCAPE = 297 / 25.4 * 96  # pixels across
USUAL = {"width": 1440, "height": 900}
ROOM = """
paper => {
  const style = getComputedStyle(document.querySelector("[data-testid=stMainBlockContainer]"));
  return paper - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
}
"""
WIDTHS = """
() => [...document.querySelectorAll(".plumbline-chart .main-svg")].map(
  picture => picture.getBoundingClientRect().width)
"""


@pytest.mark.parametrize("name", ["overview", "calls", "settlement"])
def test_charts_are_whole_on_paper(name: str, server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/{PAGES[name]}?v=1&lang=en", viewport=USUAL)
    widths = page.evaluate(WIDTHS)
    assert widths
    page.emulate_media(media="print")
    assert max(widths) <= page.evaluate(ROOM, A4_LANDSCAPE)
    assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")
