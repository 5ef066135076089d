"""The meaning of a word opens on the keyboard's focus and leads to its entry."""

import pytest

from pages.ui import explain
from tests.browser import Visitors

pytestmark = [pytest.mark.browser, pytest.mark.full]
OPENER = ".st-key-answer [data-testid=stTooltipIcon] button"
HOVER = "[data-testid=stTooltipContent]"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_hover_of_an_answer_opens_on_focus_and_leads_to_a_term(
    lang: str, server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}/collateral?v=1&lang={lang}")
    page.locator(OPENER).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(HOVER)
    answer = page.locator(".st-key-answer h2 [data-heading-text]").inner_text()
    question = page.locator("h1").first.inner_text()
    uses = explain.uses(f"{question}\n{answer}", lang)
    links = page.locator(f"{HOVER} a")
    assert links.count() == len(uses)
    address = explain.address(uses[0].term.id, lang)
    assert links.first.get_attribute("href") == address
    entry = visitors.open(f"{server}/{address}")
    assert entry.locator(f"#{explain.anchor(uses[0].term.id)}").is_visible()
