"""Access, as axe-core judges it: no serious or critical fault on any page, language and theme."""

from functools import cache
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import expect

from pages.ui.text import words
from tests.browser import Visitors, after, css
from tests.shots import PAGES

pytestmark = pytest.mark.browser
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RUN = "() => axe.run(document, {resultTypes: ['violations']})"
GRAVE = ("serious", "critical")


@cache
def script() -> str:
    """Text of axe-core, which is put into the page: nothing is fetched."""
    return AXE.read_text("utf-8")


def faults(page: Any) -> list[str]:  # noqa: ANN401
    """Grave faults of a page, each with the element it was found on."""
    page.evaluate(script())
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in page.evaluate(RUN)["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]


@pytest.mark.full
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_page_has_a_grave_fault(lang: str, theme: str, server: str, visitors: Visitors) -> None:
    found = {}
    for name, path in PAGES.items():
        page = visitors.open(f"{server}/{path}?v=1&lang={lang}", color_scheme=theme)
        found[name] = faults(page)
        visitors.close()
    assert not any(found.values()), {name: what for name, what in found.items() if what}


def test_the_check_finds_a_fault(server: str, visitors: Visitors) -> None:
    page = visitors.open(f"{server}/sources?v=1&lang=en")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert any(fault.startswith("button-name") for fault in faults(page))


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
