"""No English is left on a Chinese page as the browser shows it, names and units apart.

What the app itself writes is read in ``test_chinese.py``; this reads the screen, with what
Streamlit writes there of its own: buttons, hints, refusals, menus.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from pages.ui.text import words
from tests.browser import Visitors, settle
from tests.shots import PAGES
from tests.test_chinese import BILINGUAL, known

pytestmark = [pytest.mark.browser, pytest.mark.full]

NAMES = {
    "BCBS", "BENJI", "BTC", "BUIDL", "Binance", "CFR", "CFTC", "CLS", "CME", "CSV", "Clearstream",
    "Ctrl", "DTC", "DTCC", "EMIR", "ES", "ETF", "ETH", "Esc", "FCM", "Fedwire", "HQLAx", "ICE",
    "IOSCO", "Kupiec", "MB", "NSCC", "Nasdaq", "OCC", "PFMI", "Plumbline", "Robinhood", "SCO",
    "SEC", "USDC", "USDT", "VaR",
}  # fmt: skip
OPEN = "document.querySelectorAll('details:not([open]) > summary').forEach(one => one.click())"
SAID = r"""
() => {
  const found = new Set();
  const put = (text, part) => {
    if (/[A-Za-z]{2}/.test(text) && part.closest("[lang]").lang === "zh-CN") found.add(text);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, part = node.parentElement;
    const silent = part.closest("script, style, noscript, code, [translate=no], .katex");
    if (!silent && part.checkVisibility()) put(node.data, part);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const part of document.querySelectorAll(`[${name}]`)) put(part.getAttribute(name), part);
  return [...found];
}
"""
TABLE = "[data-testid=stDataFrame]"


def english(texts: list[str]) -> dict[str, list[str]]:
    """Find the Latin words that are no name, by the text they stand in."""
    found = {}
    for text in texts:
        rest = re.sub(r"https?://\S+", " ", text)
        for name in known():
            rest = rest.replace(name, " ")
        if left := [word for word in re.findall("[A-Za-z]{2,}", rest) if word not in NAMES]:
            found[text[:100]] = left
    return found


def opened(visitors: Visitors, server: str) -> Iterator[tuple[str, Page]]:
    """Open the pages that are Chinese alone, with all that can be unfolded on them."""
    for name, path in PAGES.items():
        if f"{name}.py" not in BILINGUAL:
            page = visitors.open(f"{server}/{path}?v=1&lang=zh")
            page.evaluate(OPEN)
            yield name, page
            visitors.close()


def test_no_page_shows_english(server: str, visitors: Visitors) -> None:
    found = {name: english(page.evaluate(SAID)) for name, page in opened(visitors, server)}
    assert len(found) == len(PAGES) - len(BILINGUAL)
    assert {name: left for name, left in found.items() if left} == {}


def test_streamlit_speaks_chinese(server: str, visitors: Visitors) -> None:
    """The refusal of a file, the hints of a calendar, the tools of a table."""
    own = words("zh")

    page = visitors.open(f"{server}/history?v=1&lang=zh", locale="zh-CN")
    page.evaluate(OPEN)
    box = page.get_by_test_id("stFileUploaderDropzone")
    box.get_by_text(own("own.file.most", a="1MB")).wait_for()
    box.get_by_text(own("own.file.button")).wait_for()
    for name, kind, size in [("a.pdf", "application/pdf", 1), ("b.csv", "text/csv", 1_100_000)]:
        box.locator("input").set_input_files(
            {"name": name, "mimeType": kind, "buffer": b"x" * size},
        )
    box.get_by_text(own("own.file.large", a="1.0MB")).wait_for(state="attached")
    box.get_by_text(own("own.file.type", a="application/pdf")).wait_for(state="attached")

    page.goto(f"{server}/collateral?v=1&lang=zh")
    settle(page)
    page.evaluate(OPEN)
    page.get_by_role("button", name=own("own.date")).first.click()
    page.get_by_text(own("own.date.keys")).wait_for(state="attached")
    assert english(page.evaluate(SAID)) == {}

    page.goto(f"{server}/sources?v=1&lang=zh")
    settle(page)
    page.locator(TABLE).hover()
    buttons = page.get_by_test_id("stElementToolbarButton")
    for at, key in enumerate(["columns", "save", "search", "full"]):
        buttons.nth(at).hover()
        page.get_by_test_id("stTooltipContent").get_by_text(own(f"own.table.{key}")).wait_for()
