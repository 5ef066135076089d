"""A room in a real browser: keys alone, everything inside 1280 by 720, and a line that is cut."""

from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from engine import story_files
from tests.browser import Visitors, after, asked, css, free_port, query, serve, settle

pytestmark = pytest.mark.browser

ROOM = {"width": 1280, "height": 720}
STEPS = story_files.load()
CHART = ".plumbline-chart"
CLOSED = "() => !document.querySelector('[role=dialog]')"


def shown(page: Page, part: str) -> None:
    """Check that the first element of a kind lies inside the screen, whole."""
    box = page.locator(part).first.bounding_box()
    assert box is not None, part
    assert box["x"] >= 0, part
    assert box["y"] >= 0, part
    assert box["x"] + box["width"] <= ROOM["width"], part
    assert box["y"] + box["height"] <= ROOM["height"], (part, box)


def all_shown(page: Page) -> None:
    """Check that question, answer, the first chart, all figures and the bar can be seen."""
    for part in ("h1", "h2", CHART, css("ribbon"), css("present")):
        shown(page, part)


def key(page: Page, name: str) -> None:
    after(page, partial(page.keyboard.press, name))


def open_room(visitors: Visitors, address: str, **options: Any) -> Page:  # noqa: ANN401
    return visitors.open(address, viewport=ROOM, **options)


def slider(page: Page) -> Locator:
    return page.locator(css("control.margin.since")).get_by_role("slider")


def test_keys_move_the_story_and_never_while_somebody_types(
    server: str, visitors: Visitors
) -> None:
    page = open_room(visitors, f"{server}/story?v=1&lang=en")
    key(page, "p")
    for name, at in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("PageUp", 1)):
        key(page, name)
        expect(page.locator("h1")).to_have_text(STEPS[at - 1].texts["question"]["en"])
        assert query(page).get("step", ["1"]) == [str(at)]
        all_shown(page)
    key(page, "t")
    tried = query(page)
    before = page.get_by_text("Before the last change")
    page.keyboard.press("l")
    expect(before).to_be_visible()
    assert query(page) == tried
    expect(before).to_be_hidden(timeout=30_000)
    settle(page)
    assert query(page) == tried
    key(page, "?")
    expect(page.get_by_role("dialog")).to_contain_text("PageDown")
    page.keyboard.press("Escape")
    page.wait_for_function(CLOSED)
    expect(page.locator(css("present"))).to_be_visible()
    key(page, "Escape")
    expect(page.locator(css("tools"))).to_be_visible()
    assert query(page)["step"] == ["1"]


def test_arrows_belong_to_a_slider_that_has_the_focus(server: str, visitors: Visitors) -> None:
    page = open_room(visitors, f"{server}/margin?v=1&lang=en&present=1")
    all_shown(page)
    page.get_by_role("button", name="Settings").focus()
    page.keyboard.press("Enter")
    slider(page).focus()
    key(page, "ArrowDown")
    assert "since" in query(page)
    assert "show" not in query(page)
    page.keyboard.press("Escape")
    expect(slider(page)).to_be_hidden()
    expect(page.locator(css("present"))).to_be_visible()


@pytest.mark.full
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_whole_story_is_presented_without_a_mouse(
    lang: str, color_scheme: str, server: str, visitors: Visitors
) -> None:
    page = open_room(visitors, f"{server}/story?v=1&lang={lang}", color_scheme=color_scheme)
    key(page, "p")
    for at, step in enumerate(STEPS, 1):
        expect(page.locator("h1")).to_have_text(step.texts["question"][lang])
        all_shown(page)
        for _ in step.charts[1:]:
            key(page, "ArrowDown")
            all_shown(page)
        if at < len(STEPS):
            key(page, "ArrowRight")
    expect(page.get_by_test_id("stException")).to_have_count(0)


@pytest.mark.full
def test_a_cut_line_leaves_what_is_on_the_screen(visitors: Visitors) -> None:
    """Streamlit's own dialog over the page is closed; the bar says it; the step comes back."""
    port = free_port()
    with serve(port=port) as url:
        page = open_room(visitors, f"{url}/story?v=1&lang=en&present=1&step=1")
        key(page, "ArrowRight")
        question, settings = page.locator("h1").text_content(), query(page)
        runs = asked(page)
    expect(page.get_by_text("Connection lost")).to_be_visible()
    for _ in range(3):
        page.wait_for_function("seen => performance.now() > seen", arg=_later(page))
        page.wait_for_function(CLOSED)
        all_shown(page)
    assert page.locator("h1").text_content() == question
    with serve(port=port):
        expect(page.get_by_text("Connection lost")).to_be_hidden()
        settle(page, runs)  # the page has asked the new server for its step
        assert page.locator("h1").text_content() == question
        assert query(page) == settings
        key(page, "ArrowRight")
        expect(page.locator("h1")).to_have_text(STEPS[2].texts["question"]["en"])


def _later(page: Page) -> float:
    """Two seconds from now on the page's own clock: Streamlit complains after three."""
    return float(page.evaluate("performance.now()")) + 2_000


@pytest.mark.full
def test_a_frame_shows_one_chart_without_scrolling(server: str, visitors: Visitors) -> None:
    size = {"width": 800, "height": 560}
    page = visitors.open(f"{server}/margin?v=1&show=period_parts&embed=true", viewport=size)
    expect(page.locator(CHART)).to_have_count(1)
    expect(page.locator("h1")).to_have_count(0)
    link = page.get_by_role("link", name="Open in Plumbline")
    box = link.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= size["height"]
    assert link.get_attribute("href") == f"{server}/margin?v=1&lang=en"
