"""Saving a chart as a picture: the files that a real browser hands over."""

import struct
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Locator, Page, expect

from pages.ui import picture_buttons, picture_files
from tests.browser import Visitors, after, css

pytestmark = pytest.mark.browser

LINK = "/collateral?v=1&mix=tbill:70,usdc:30&cycle=T0&r=60&lang={}"  # in its order
LOADED = "document.querySelectorAll('script[src^=\"/plotly.min.js\"]').length"
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def opened(page: Page, key: str) -> Locator:
    """Open what stands under a chart and return the buttons that save it."""
    after(page, page.locator(css(f"data.{key}")).get_by_role("button").first.click)
    return page.locator(css(f"picture.{key}"))


def saved(page: Page, box: Locator, kind: str, folder: Path) -> Path:
    """Press a button and return the file that the browser saved."""
    with page.expect_download() as download:
        box.get_by_role("button", name=kind, exact=True).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


@pytest.mark.parametrize("language", [pytest.param("en", marks=pytest.mark.full), "zh"])
def test_a_chart_is_saved_with_title_and_link(
    language: str, server: str, visitors: Visitors, tmp_path: Path
) -> None:
    page = visitors.open(server + LINK.format(language))
    title = page.locator(css("chart.haircuts")).locator("xpath=preceding::*[self::h3][1]")
    finding = (title.text_content() or "").strip()
    box = opened(page, "haircuts")
    expect(box.get_by_role("button", name="PNG", exact=True)).to_be_visible()
    assert page.evaluate(LOADED) == 1  # the charts of the page brought it
    svg = saved(page, box, "SVG", tmp_path)
    assert svg.name == "plumbline-haircuts.svg"
    picture = ET.fromstring(svg.read_text("utf-8"))  # noqa: S314 - our own file
    said = "".join("".join(picture.itertext()).split())
    assert finding
    assert "".join(finding.split()) in said
    assert page.url.partition("&lang")[0] in said
    assert picture.get("width") == str(picture_files.WIDTH)
    png = saved(page, box, "PNG", tmp_path).read_bytes()
    assert page.evaluate(LOADED) == 1
    assert png.startswith(PNG_HEAD)
    width, height = struct.unpack(">II", png[16:24])
    assert width == picture_files.WIDTH * picture_buttons.SCALE
    assert height == round(float(picture.get("height", 0))) * picture_buttons.SCALE
    assert visitors.hosts == {urlsplit(server).netloc}
