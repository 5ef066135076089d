"""A page sent to the printer keeps its charts whole, on A4 in landscape from a usual screen.

The browser lays a page out anew for paper, but charts keep the width they have on the screen;
on narrower paper they are shown smaller, and Export offers a report that fits.
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
# How wide the pictures of a narrow place are while it is printed; and whether they go back.
NARROW = 300
SHRUNK = """
width => {
  const places = [...document.querySelectorAll(".plumbline-chart")];
  const pictures = () => places.flatMap(place => [...place.querySelectorAll(".main-svg")]);
  const sizes = () => pictures().map(one => one.getBoundingClientRect()).map(
    box => [Math.round(box.width), Math.round(100 * box.width / box.height)]);
  const before = sizes();
  dispatchEvent(new Event("beforeprint"));
  places.forEach(place => { place.style.width = `${width}px`; });
  const during = sizes();
  places.forEach(place => { place.style.width = ""; });
  dispatchEvent(new Event("afterprint"));
  return [before, during, sizes()];
}
"""


@pytest.mark.parametrize("name", ["overview", "calls", "settlement"])
def test_charts_are_whole_on_paper(name: str, server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/{PAGES[name]}?v=1&lang=en", viewport=USUAL)
    widths = page.evaluate(WIDTHS)
    assert widths
    before, during, afterwards = page.evaluate(SHRUNK, NARROW)
    assert {width for width, _ in during} == {NARROW}
    assert all(abs(a[1] - b[1]) <= 2 for a, b in zip(before, during, strict=True))
    assert afterwards == before
    page.emulate_media(media="print")
    assert max(widths) <= page.evaluate(ROOM, A4_LANDSCAPE)
    assert page.pdf(format="A4", landscape=True).startswith(b"%PDF")
