"""Changes that follow each other at once, in a real browser."""

import pytest

from tests.browser import Visitors, css, settle

pytestmark = pytest.mark.browser

STATE = "data-test-connection-state"


def test_two_changes_at_once_are_both_answered(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/settlement?v=1")
    first = page.locator(css("control.settlement.cycle.en")).get_by_role("slider")
    second = page.locator(css("control.settlement.recycle")).get_by_role("slider")
    for _ in range(3):
        first.press("ArrowLeft")
        second.press("ArrowLeft")
        settle(page)
        first.press("ArrowRight")
        second.press("ArrowLeft")
        settle(page)
    assert page.get_by_test_id("stApp").get_attribute(STATE) == "CONNECTED"
    assert second.input_value() in page.url.partition("r=")[2]
