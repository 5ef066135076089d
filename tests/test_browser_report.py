"""The report and the handout in a real browser: from the app, from disk, on paper."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import BrowserContext, Page

from engine.scenario import Scenario, replace
from pages.ui import catalog, report
from pages.ui.text import words
from tests.browser import Visitors, after, css, new_context

pytestmark = pytest.mark.browser

BOOK = catalog.book()
DEFAULT = BOOK.presets["token-rails"].scenario
AT = "https://plumbline.example/?v=1&cycle=T0&claim=locked:265.4,im:159.3"
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
A4 = {"width": 794, "height": 1123}
ROOM = 1123 - 2 * 61  # pixels between margins of 16 mm
LEAF = re.compile(rb"/Type\s*/Page\b(?!s)")
MOST = 18
# Everything drawn that reaches beyond its chart, and every chart wider than the page or cut off.
CUT = """
() => [...document.querySelectorAll(".chart")].flatMap(chart => {
  const frame = chart.getBoundingClientRect();
  const marks = chart.querySelectorAll("text, .point path, .bars path, .lines path");
  const out = [...marks].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width > 0 && (box.left < frame.left - 1 || box.right > frame.right + 1
      || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  }).map(one => chart.dataset.figure + ": " + (one.textContent || one.tagName));
  const page = document.body.getBoundingClientRect();
  return frame.right > page.right + 1 ? [...out, chart.dataset.figure + ": too wide"] : out;
})
"""
TALLEST = "() => Math.max(...[...document.querySelectorAll('figure')].map(f => f.offsetHeight))"


@dataclass
class Reader:
    """Opens files from disk with the network off, and notes all that is asked for or goes wrong."""

    context: BrowserContext
    folder: Path
    asked: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def open(self, content: bytes) -> Page:
        """Write a file and open it, until its charts are drawn."""
        file = self.folder / "document.html"
        file.write_bytes(content)
        page = self.context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda said: self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.goto(file.as_uri())
        page.wait_for_function("document.documentElement.dataset.drawn === 'yes'")
        assert [one for one in self.asked if not one.startswith("data:")] == [file.as_uri()]
        assert self.wrong == []
        return page


@pytest.fixture
def reader(context: BrowserContext, tmp_path: Path) -> Iterator[Reader]:
    browser = context.browser
    assert browser is not None
    own = new_context(browser, offline=True, viewport=A4)
    yield Reader(own, tmp_path)
    own.close()


def printed(page: Page) -> int:
    """Print to PDF as the page asks for it; return the number of its pages."""
    return len(LEAF.findall(page.pdf(prefer_css_page_size=True, print_background=True)))


def checked(page: Page) -> None:
    """Assert that every chart is drawn, and whole on the screen and on paper."""
    charts = page.locator(".chart").count()
    assert page.locator(".chart .main-svg").first.is_visible()
    assert (
        page.evaluate(
            "document.querySelectorAll('.chart > .js-plotly-plot, .chart.js-plotly-plot').length"
        )
        == charts
    )
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        assert page.evaluate(CUT) == []
    assert page.evaluate(TALLEST) <= ROOM


@pytest.mark.full
@LANGUAGES
@pytest.mark.parametrize("preset", ["token-rails", "before-letters", "atomic-prefunded"])
def test_the_report_opens_from_disk_and_prints_whole(
    preset: str, lang: str, reader: Reader
) -> None:
    page = reader.open(report.report(BOOK.presets[preset].scenario, AT, words(lang)))
    assert page.locator(".chart").count() == 6
    checked(page)
    assert 5 < printed(page) <= MOST


def crowded(lang: str) -> Scenario:
    """Return a scenario with a title as long as one may be, and seven levers moved."""
    found = replace(DEFAULT, "firm.title", "M" * 80 if lang == "en" else "长" * 80)
    for path, value in (
        ("settlement.cycle", "ATOM"),
        ("firm.notional", 2000.0),
        ("margin.since", 12.0),
        ("collateral.wrong_way", True),
    ):
        found = replace(found, path, value)
    return found


@pytest.mark.full
@LANGUAGES
@pytest.mark.parametrize("case", ["usual", "crowded", "nothing moved"])
def test_the_handout_is_one_page(case: str, lang: str, reader: Reader) -> None:
    scenario = {"usual": DEFAULT, "crowded": crowded(lang)}.get(
        case, BOOK.presets["today"].scenario
    )
    at = AT + "&x=" + "y" * (report.PRINTED - len(AT) - 3) if case == "crowded" else AT
    page = reader.open(report.handout(scenario, at, words(lang)))
    checked(page)
    assert printed(page) == 1
    picture = Image.open(BytesIO(page.locator(".code").screenshot(scale="device")))
    found = zxingcpp.read_barcodes(picture.resize((picture.width * 3, picture.height * 3)))
    assert [one.text for one in found] == [at]


@pytest.mark.parametrize("lang", [pytest.param("en", marks=pytest.mark.full), "zh"])
def test_the_app_hands_over_both_files(
    lang: str, server: str, visitors: Visitors, reader: Reader, tmp_path: Path
) -> None:
    page = visitors.open(f"{server}/settlement?v=1&cycle=T0&lang={lang}")
    after(page, page.locator(css("export")).get_by_role("button").first.click)
    for name in ("report", "handout"):
        with page.expect_download() as download:
            page.locator(css(f"export.{name}")).get_by_role("button").click()
        assert download.value.suggested_filename == f"plumbline-{name}.html"
        file = tmp_path / name
        download.value.save_as(file)
        read = reader.open(file.read_bytes())
        reader.asked.clear()
        at = str(read.locator("#link").get_attribute("href"))
        assert at.startswith(f"{server}/?v=1&")
        assert {"cycle=T0", f"lang={lang}"} <= set(at.partition("?")[2].split("&"))
