"""The share dialog in a browser: what a camera reads off the screen opens on another server."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from pages.ui.text import words
from tests.browser import Visitors, css, metrics

pytestmark = pytest.mark.browser


def read_off(page: Page) -> str:
    """Return what the QR code on the screen says."""
    picture = page.get_by_role("img", name=words("en")("share.code"))
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_in_viewport(ratio=1)
    found = zxingcpp.read_barcodes(Image.open(BytesIO(page.screenshot())))
    return str(found[0].text)


@pytest.mark.parametrize("theme", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_the_code_on_the_screen_opens_elsewhere_with_the_same_figures(
    theme: str, server: str, fresh_server: str, visitors: Visitors
) -> None:
    page = visitors.open(f"{server}/settlement?v=1&lang=en&cycle=ATOM", color_scheme=theme)
    shown = metrics(page)
    page.locator(css("link")).get_by_role("button").first.click()
    code = page.get_by_test_id("stCode").first
    expect(code).to_contain_text("claim=")
    link = (code.text_content() or "").strip()
    assert link.startswith(f"{server}/settlement?v=1&cycle=ATOM&d=")
    assert read_off(page) == link
    parts = urlsplit(link)
    there = f"{fresh_server}{parts.path}?{parts.query}"
    receiver = visitors.open(there)
    assert metrics(receiver) == shown
    expect(receiver.get_by_text("This link reproduces its figures")).to_be_visible()
    chinese = visitors.open(there.replace("lang=en", "lang=zh"))
    expect(chinese.get_by_text("本链接的数字可以重现")).to_be_visible()
