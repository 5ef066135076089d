"""The design system: one place for colours and sizes, and a page that says what they are."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import ROOT
from tests.test_house import name_of, python, strings, tree

PAGE = ROOT / "docs/design-system.md"
FIGURES = [p for p in python("pages") if p.stem.startswith("figures_")]
EACH = pytest.mark.parametrize("path", FIGURES, ids=name_of)

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)
WORDS_FOR_COLOURS = frozenset(
    [
        "white",
        "black",
        "red",
        "green",
        "blue",
        "yellow",
        "orange",
        "purple",
        "violet",
        "pink",
        "brown",
        "cyan",
        "magenta",
        "gray",
        "grey",
        "silver",
        "gold",
        "navy",
        "teal",
        "maroon",
        "olive",
        "lime",
        "aqua",
        "crimson",
        "indigo",
        "beige",
        "ivory",
        "transparent",
    ]
)
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| `(#\w{6})` \| `(#\w{6})` \|$", re.MULTILINE)
SIZE_ROW = re.compile(r"^\| `(\w+)` \| (\d+(?:\.\d+)?) \|", re.MULTILINE)


def literal_colours(path: Path) -> list[str]:
    """Texts of a file that are a colour, or hold one."""
    return [s for s in strings(path) if COLOUR.search(s) or s.lower() in WORDS_FOR_COLOURS]


def literal_sizes(path: Path) -> Iterator[str]:
    """Sizes of letters that a file writes as a number instead of by name."""
    for text in strings(path):
        yield from re.findall(r"font-size: ?\d+", text)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Dict):
            yield from sizes_in(node)


def sizes_in(node: ast.Dict) -> Iterator[str]:
    """Numbers given for letters in one dict: ``*font: {size: 12}``, ``minsize: 12``."""
    for key, value in zip(node.keys, node.values, strict=True):
        name = str(getattr(key, "value", ""))
        if name == "minsize" and numbers_in(value):
            yield ast.unparse(value)
        if name.endswith("font") and isinstance(value, ast.Dict):
            pairs = zip(value.keys, value.values, strict=True)
            found = [part for k, part in pairs if getattr(k, "value", "") == "size"]
            yield from (ast.unparse(part) for part in found if numbers_in(part))


def numbers_in(node: ast.expr) -> list[ast.AST]:
    """Numbers written within an expression."""
    return [
        part
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, int | float)
    ]


@EACH
def test_figures_write_no_colour(path: Path) -> None:
    assert literal_colours(path) == []


@EACH
def test_figures_write_no_size_of_letters(path: Path) -> None:
    assert list(literal_sizes(path)) == []


def test_a_written_colour_or_size_is_found(tmp_path: Path) -> None:
    bad = tmp_path / "figures_bad.py"
    hexed, named = "#" + "a1b2c3", "font-" + "size:17px"
    bad.write_text(
        f'A = {{"color": "red", "textfont": {{"size": 11}}, "minsize": 9}}\n'
        f'B = "<span style=\\"color:{hexed};{named}\\">"\nC = "rg" "b(1, 2, 3)"\n',
        "utf-8",
    )
    assert len(literal_colours(bad)) == 3
    assert list(literal_sizes(bad)) == [named.removesuffix("px"), "11", "9"]
