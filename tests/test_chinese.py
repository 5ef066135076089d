"""No English is left on a Chinese page, names and titles of documents apart."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict  # type: ignore[import-untyped]
from streamlit.testing.v1 import AppTest

from pages.ui import catalog, describe
from pages.ui.chart_element import NAME as CHART
from pages.ui.text import words
from tests.drawn import charts
from tests.test_pages import VIEWS, open_page

ZH = words("zh")

# Names of institutions and of their units; sources and their publishers are read from the data.
NAMES = (
    "Bitnomial Clearinghouse", "CME Clearing", "CME Group", "Eurex Clearing", "Google Cloud",
    "ICE Clear Credit", "LCH Ltd", "LCH SA", "Nasdaq Clearing", "Yahoo Finance",
)  # fmt: skip
RUN = re.compile(r"[A-Za-z]{2,}[ \u00a0]+[A-Za-z]{2,}")
LINK = re.compile(r"\]\([^)]*\)|https?://\S+|`[^`]*`|\$[^$]+\$|%\{[^}]*\}|:[a-z]+\[|:material/\w+:")
BREAKS = re.compile(r"<[^>]+>|\s+")

# Pages that set both languages side by side, because that is what they are for.
BILINGUAL = {"glossary.py"}

# Settings of an element that nobody reads as words.
SILENT = {
    "id", "elementId", "formId", "key", "url", "page", "icon", "iconPosition", "type", "spec",
    "config", "columns", "data", "style", "scriptHash", "pageScriptHash", "shortcut", "format",
    "dataType", "theme", "elementType", "jsContent", "htmlContent", "cssContent",
}  # fmt: skip
TRANSLATOR = "plumbline_language"  # knows what Streamlit says in English, to say it in Chinese
SHOWN = {"text", "name", "ticktext", "customdata", "hovertemplate", "label", "title"}


@cache
def known() -> tuple[str, ...]:
    """Titles and publishers of the sources in Chinese pages, and names; longest first."""
    sources = catalog.book().facts.sources.values()
    titles = {describe.title(source, ZH) for source in sources}
    publishers = {describe.publisher(source, ZH) for source in sources}
    return tuple(sorted({*titles, *publishers, *NAMES}, key=len, reverse=True))


def left(text: str) -> list[str]:
    """Find runs of two Latin words that are neither a known name nor part of a link or formula."""
    plain = BREAKS.sub(" ", LINK.sub(" ", text))
    if not RUN.search(plain):
        return []
    for name in known():
        plain = plain.replace(name, "、")
    return RUN.findall(plain)


def leaves(part: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of nested settings with the name it is under."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in SILENT:
                yield from leaves(value, key)
    elif isinstance(part, list):
        for value in part:
            yield from leaves(value, name)
    elif isinstance(part, str):
        yield name, part


def elements(node: Any) -> Iterator[Any]:  # noqa: ANN401
    """Every element and block of a page."""
    yield node
    for child in getattr(node, "children", {}).values():
        yield from elements(child)


def said(app: AppTest) -> Iterator[str]:
    """Every word of a page: titles, labels, options, helps, figures, tables and charts."""
    for node in elements(app._tree):
        proto = getattr(node, "proto", None)
        if hasattr(proto, "DESCRIPTOR"):
            plain = MessageToDict(proto)
            if plain.get("componentName", "").startswith((TRANSLATOR, CHART)):
                continue
            yield from (text for _, text in leaves(plain))
    for frame in (*app.dataframe, *app.table):
        yield from (str(cell) for row in frame.value.to_numpy().tolist() for cell in row)
    for chart in charts(app):
        yield chart.alt
        spec = chart.figure
        spec["layout"].pop("template", None)
        yield from (text for name, text in leaves(spec) if name in SHOWN)


@pytest.mark.parametrize("view", [view for view in VIEWS if view not in BILINGUAL])
def test_no_english_is_left_on_a_chinese_page(view: str) -> None:
    app = open_page(view, v="1", lang="zh")
    texts = set(said(app))
    assert len(texts) > 40
    assert {text[:200]: found for text in texts if (found := left(text))} == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("占用资本 posted collateral 上升", ["posted collateral"]),
        ("来源：CME Clearing，2026年", []),
        ("见 [Any title of it](https://example.org/a b)", ["Any title", "of it"]),
        ("USDC 与 T+1", []),
    ],
)
def test_two_latin_words_are_found_unless_they_are_a_name(text: str, found: list[str]) -> None:
    assert left(text) == found
