"""The main job by keyboard alone: open a link, change a haircut, read the answer, share it."""

from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from pages.ui.text import words
from tests.browser import Visitors, after, css, metrics, query

pytestmark = pytest.mark.browser

SAY = words("en")
HAIRCUT = css("control.collateral.haircuts.btc")
MOST_STOPS = 60
WITHIN = "part => document.querySelector(part)?.contains(document.activeElement)"


def tab_to(page: Page, part: str, key: str = "Tab") -> None:
    """Press a key until the focus is within a part of the page."""
    for _ in range(MOST_STOPS):
        if page.evaluate(WITHIN, part):
            return
        page.keyboard.press(key)
    pytest.fail(f"{part} is not among {MOST_STOPS} stops")


def change_the_haircut(page: Page) -> None:
    """Skip the navigation, go to the slider and press it up; the answer and the link follow."""
    answer, before = page.locator("h2").first, metrics(page)
    said = answer.text_content() or ""
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=SAY("own.skip"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, f"{HAIRCUT} input")
    after(page, partial(page.keyboard.press, "ArrowRight"))
    expect(page.locator(HAIRCUT).get_by_role("slider")).to_be_focused()
    expect(answer).not_to_have_text(said)
    assert metrics(page) != before
    assert "h.btc" in query(page)


def share(page: Page) -> str:
    """Go back to the share button, copy the link, close; the focus is on the button again."""
    button = f"{css('link')} button"
    tab_to(page, button, "Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=SAY("frame.link.copy"))).to_be_visible()
    tab_to(page, css("copy_link"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(SAY("frame.link.copied"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(css("copy_link"))).to_be_hidden()
    expect(page.locator(button).first).to_be_focused()
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_the_main_job_needs_no_mouse(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/?v=1&lang=en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    change_the_haircut(page)
    assert parse_qs(urlsplit(share(page)).query)["h.btc"] == query(page)["h.btc"]


@pytest.mark.full
def test_the_week_of_the_clock_is_played_and_stopped_by_keys(
    server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}/calls?v=1&lang=en")
    button = page.get_by_role("button", name=SAY("chart.play"))
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=SAY("chart.stop"))).to_be_focused()
    page.wait_for_function(
        "() => document.querySelector('.st-key-chart-locked_clock .plumbline-chart')"
        ".data.filter(one => one.mode === 'lines+text').every(one => one.x[0] < 36)"
    )
    page.keyboard.press("Enter")
    expect(button).to_be_focused()
