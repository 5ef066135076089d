"""No formula is wider than the screen of a phone."""

import pytest

from tests.browser import Visitors, after, css

pytestmark = [pytest.mark.browser, pytest.mark.full]

PHONE = {"width": 390, "height": 844}
TOO_WIDE = """
() => [...document.querySelectorAll(".katex")].filter(formula => {
  const room = formula.closest("[data-testid=stMarkdownContainer]").getBoundingClientRect();
  const parts = [...formula.querySelectorAll(".katex-html > .base")];
  return parts.some(part => part.getBoundingClientRect().right > room.right + 1);
}).map(formula => formula.querySelector("annotation").textContent)
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_formula_is_wider_than_a_phone(language: str, server: str, visitors: Visitors) -> None:
    link = f"{server}/methods?v=1&lang={language}"
    page = visitors.open(link, viewport=PHONE)
    parts = page.locator(css(f"methods.part.{language}")).get_by_role("radio")
    assert parts.count() > 2
    for place in range(2, parts.count()):
        after(page, parts.nth(place).click)
        assert page.evaluate(TOO_WIDE) == []
