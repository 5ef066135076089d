"""The table of what can be done where holds: every page is there, with every control it names."""

import re
from functools import cache

import pytest

from tests.browser import ROOT
from tests.test_pages import BOOK, VIEWS, open_whole

TABLE = ROOT / "docs/coverage.md"
PROMISES = 13
WIDGETS = (
    "slider",
    "select_slider",
    "selectbox",
    "segmented_control",
    "multiselect",
    "pills",
    "toggle",
    "date_input",
    "number_input",
)
CODE = re.compile(r"`([^`]+)`")


def rows() -> list[tuple[str, str, tuple[str, ...], str]]:
    """Topic, page, controls and what to look at, of each row."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [(row[0], CODE.findall(row[1])[0], tuple(CODE.findall(row[2])), row[3]) for row in cells]


def view(page: str) -> str:
    return f"{page.strip('/') or 'overview'}.py"


@cache
def widgets(page: str) -> frozenset[str]:
    """Keys of the widgets on a page; those of closed boxes are among them."""
    app = open_whole(view(page), v="1", lang="en")
    return frozenset(str(one.key) for kind in WIDGETS for one in getattr(app, kind) if one.key)


def test_the_table_has_a_row_for_every_promise() -> None:
    assert len(rows()) >= PROMISES
    assert all(controls and look for _, _, controls, look in rows())
    assert "docs/coverage.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_the_page_of_a_row_exists_with_its_controls(
    row: tuple[str, str, tuple[str, ...], str],
) -> None:
    _, page, controls, _ = row
    assert view(page) in VIEWS
    for path in controls:
        assert path in BOOK.controls.by_path
        place = re.compile(rf"control\.{re.escape(path)}(\.|$)")
        assert any(place.match(key) for key in widgets(page)), path
