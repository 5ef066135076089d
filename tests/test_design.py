"""The design system: one place for colours and sizes, and a page that says what they are."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from pages.ui import charts, marks, numbers, palette, source_line, template
from pages.ui.text import Words, words
from tests.browser import ROOT
from tests.test_house import name_of, python, strings, tree

PAGE = ROOT / "docs/design-system.md"
FIGURES = [p for p in python("pages") if p.stem.startswith("figures_")]
EACH = pytest.mark.parametrize("path", FIGURES, ids=name_of)

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)
NAMED = frozenset(
    {"white", "black", "red", "green", "blue", "yellow", "orange", "purple", "violet", "pink",
     "brown", "cyan", "magenta", "gray", "grey", "silver", "gold", "navy", "teal", "crimson"}
)  # fmt: skip
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| `(#\w{6})` \| `(#\w{6})` \|$", re.MULTILINE)
SIZE_ROW = re.compile(r"^\| `(\w+)` \| (\d+(?:\.\d+)?) \|", re.MULTILINE)


def literal_colours(path: Path) -> list[str]:
    """Texts of a file that are a colour, or hold one."""
    return [s for s in strings(path) if COLOUR.search(s) or s.lower() in NAMED]


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


@cache
def page() -> str:
    """Return the page on the design system."""
    return PAGE.read_text("utf-8")


def test_the_page_gives_every_colour_its_meaning_and_shade() -> None:
    found = {name: (means, light, dark) for name, means, light, dark in ROW.findall(page())}
    assert found == {
        name: (means, palette.colour(name, dark=False), palette.colour(name, dark=True))
        for name, means in palette.MEANINGS.items()
    }
    assert tuple(found) == palette.SERIES


def test_the_page_gives_every_size_and_stroke() -> None:
    held = vars(template) | vars(marks)
    found = dict(SIZE_ROW.findall(page()))
    assert {name: float(size) for name, size in found.items()} == {n: held[n] for n in found}
    sizes = {n for n in vars(template) if n.endswith("SIZE") or n in {"SMALL", "LEAST"}}
    assert sizes <= set(found)
    heights = ", ".join(str(height) for height in template.HEIGHTS.values())
    assert f"`template.HEIGHTS`: {heights} px" in page()


def test_the_page_gives_the_sizes_of_the_theme() -> None:
    theme = tomllib.loads(palette.CONFIG.read_text("utf-8"))["theme"]
    question, answer, finding = (f"{size[:-3]} rem" for size in theme["headingFontSizes"][:3])
    sizes = f"{theme['baseFontSize']} px base; question {question}, answer {answer}"
    assert f"{sizes}, finding of a chart {finding}" in " ".join(page().split())


def test_the_page_names_only_what_the_furniture_modules_hold() -> None:
    modules = {"marks": marks, "template": template, "charts": charts, "source_line": source_line}
    named = re.findall(r"`(marks|template|charts|source_line)\.(\w+)", page())
    assert named
    assert [pair for pair in named if not hasattr(modules[pair[0]], pair[1])] == []


def formats(say: Words) -> dict[str, str]:
    """Write one number of each kind."""
    return {
        "money": numbers.money(say, 265.0),
        "less money": numbers.money(say, -58.8),
        "much money": numbers.money(say, 1.2e6),
        "share": numbers.percent(say, 0.294),
        "points": numbers.points(say, 0.031),
        "basis points": numbers.basis_points(say, 0.0025),
        "multiple": numbers.times(say, 5.34),
        "hours": numbers.hours(say, 50.75),
        "part of an hour": numbers.hours(say, 0.25),
        "days": numbers.days(say, 4.2),
        "count": numbers.count(say, 2204),
        "date": numbers.day(say, date(2026, 10, 6)),
    }


def test_the_page_writes_numbers_as_the_app_does() -> None:
    en, zh = formats(words("en")), formats(words("zh"))
    for kind, english in en.items():
        assert f"| {kind} | {english} | {zh[kind]} |" in page()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("usd_m", [0.5, 12.0, 98.0, 324.0, 9_999.0, 250_000.0, 1.2e6])
def test_an_axis_of_money_counts_as_the_text_does(language: str, usd_m: float) -> None:
    """Same unit, and a comma only where the text has one."""
    say = words(language)
    scale, said = numbers.money_scale(say, usd_m), numbers.money(say, usd_m, digits=6)
    tick = f"{usd_m * scale.factor:,.6g}"
    tick = tick if "," in template.TICKS[language] else tick.replace(",", "")
    assert scale.written.replace("{value}", tick) == said
