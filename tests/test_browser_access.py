"""Access, as axe-core judges it: no fault on any page, in any state, language and theme."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import axe_playwright_python
import pytest
from PIL import ImageColor
from playwright.sync_api import Page, expect

from pages.ui import palette
from pages.ui.text import words
from tests.browser import Visitors, after, css
from tests.shots import PAGES

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RUN = """
async known => {
  await document.fonts.ready;
  const still = Promise.allSettled(document.getAnimations().filter(
    one => one.effect.getComputedTiming().iterations < Infinity).map(one => one.finished));
  await Promise.race([still, new Promise(done => setTimeout(done, 3000))]);  // one may be paused
  const found = await axe.run(document, {resultTypes: ["violations"]});
  const listed = (rule, target) => known.some(
    one => one.rule === rule && document.querySelector(target)?.closest(one.place));
  return found.violations.flatMap(one => one.nodes
    .filter(node => !listed(one.id, node.target[0]))
    .map(node => `${one.impact}: ${one.id}: ${node.html.slice(0, 160)}`));
}
"""
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
CHART = "period_parts"
SHADE = ImageColor.getrgb(palette.colour("background", dark=True))
DARK = f"rgb({', '.join(str(part) for part in SHADE)})"


@dataclass(frozen=True, slots=True)
class Known:
    """A fault of Streamlit itself: the rule, the only place it may be in, and its thread."""

    rule: str
    place: str
    thread: str


KNOWN = (
    # The text of an open popover's plain button is a darkened accent, on a dark page too.
    Known(
        "color-contrast",
        "[data-testid=stPopoverButton][kind=tertiary][aria-expanded=true]",
        "no issue found at streamlit/streamlit",
    ),
    # The place for a file has a name and is said to be without meaning.
    Known(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "no issue found at streamlit/streamlit",
    ),
    # A formula wider than its box scrolls; Chromium lets the keyboard scroll it, axe wants more.
    Known(
        "scrollable-region-focusable",
        ".katex-display",
        "no issue found at streamlit/streamlit; KaTeX/KaTeX#4182",
    ),
)


@cache
def script() -> str:
    """Text of axe-core, which is put into the page: nothing is fetched."""
    return AXE.read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Faults of a page that are not Streamlit's, each with the element it was found on."""
    page.evaluate(script())
    found: list[str] = page.evaluate(RUN, [asdict(one) for one in KNOWN])
    return found


def in_the_dark(page: Page) -> None:
    """Put a page into the dark theme."""
    if page.locator(".plumbline-chart").count():  # drawn anew by the app
        after(page, lambda: page.emulate_media(color_scheme="dark"))
    else:
        page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", DARK)


def faults_in_both_themes(page: Page) -> list[str]:
    """Faults of a page in the light theme, then in the dark one."""
    light = faults(page)
    in_the_dark(page)
    return light + [f"dark: {fault}" for fault in faults(page)]


@pytest.mark.full
@LANGUAGES
def test_no_page_has_a_fault_in_either_theme(lang: str, server: str, visitors: Visitors) -> None:
    found = {}
    for name, path in PAGES.items():
        page = visitors.open(f"{server}/{path}?v=1&lang={lang}")
        found[name] = faults_in_both_themes(page)
        visitors.close()
    assert not any(found.values()), {name: what for name, what in found.items() if what}


def opened(part: str, shows: str) -> Callable[[Page], None]:
    """Return what presses the first button of a part and waits until something is shown."""

    def press(page: Page) -> None:
        page.locator(part).get_by_role("button").first.click()
        expect(page.locator(shows).first).to_be_visible()

    return press


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "share": ("margin?v=1", opened(css("link"), "#copy:not(:empty)")),
    "export": ("margin?v=1", opened(css("export"), "[data-testid=stDownloadButton]")),
    "numbers": ("margin?v=1", opened(css(f"data.{CHART}"), "#png:not(:empty)")),
    "origins": ("margin?v=1", opened(css("origins"), "[role=dialog]")),
    "present": ("margin?v=1&present=1", lambda _: None),
    "keys": ("margin?v=1&present=1", opened(css("present.help"), "[role=dialog]")),
    "levers": ("margin?v=1&present=1", opened(css("present"), css("control.margin.since"))),
    "guess": ("story?v=1&step=3&guess=ask", lambda _: None),
    "notices": ("margin?v=1&n=abc&mystery=1", lambda _: None),
}
FRAMES = {"chart": f"margin?v=1&show={CHART}&embed=true", "ribbon": "?v=1&show=ribbon&embed=true"}


@pytest.mark.full
@LANGUAGES
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_state_of_a_page_has_a_fault(
    lang: str, theme: str, server: str, visitors: Visitors
) -> None:
    found = {}
    for name, (path, reach) in STATES.items():
        page = visitors.open(f"{server}/{path}&lang={lang}")
        if theme == "dark":
            in_the_dark(page)  # before a dialog is open, which a run of the page closes
        reach(page)
        found[name] = faults(page)
        visitors.close()
    assert not any(found.values()), {name: what for name, what in found.items() if what}


@pytest.mark.full
@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_has_no_fault_but_that_its_heading_is_the_other_page_s(
    name: str, server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}/{FRAMES[name]}")
    assert [one for one in faults(page) if "page-has-heading-one" not in one] == []


def test_the_check_finds_a_fault(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/sources?v=1&lang=en")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert any("button-name" in fault for fault in faults(page))


def test_the_document_says_its_language_and_so_does_what_is_in_the_other(
    server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}/glossary?v=1&lang=zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page).to_have_title(words("zh")("title", page=words("zh")("page.glossary")))
    entry = page.locator(css("glossary.collateral"))
    expect(entry.locator("p[lang=en]").first).to_be_visible()
    expect(entry.locator("[lang=zh-CN]")).to_have_count(0)
    expect(page.get_by_role("navigation", name=words("zh")("own.pages"))).to_be_visible()
    after(page, page.locator(css("control.lang")).get_by_text("English").click)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Glossary · Plumbline")
    expect(entry.locator("p[lang=zh-CN]").first).to_be_visible()
    expect(entry.locator("p[lang=en]")).to_have_count(0)
    expect(page.get_by_role("navigation", name="App pages")).to_be_visible()
