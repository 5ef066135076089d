"""Every chart can be read: letters 4.5 to 1, marks 3 to 1, and colours apart for every eye."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations
from typing import Any

import numpy as np
import pytest

from pages.ui import figures_spiral, palette, template
from pages.ui.shades import ink, tint
from tests.figure_samples import EN
from tests.test_figures import FIGURES
from tests.test_palette import THEMES, VISION, contrast, difference, lab, linear

LETTERS, MARKS, APART = 4.5, 3.0, 8.0
HEX = re.compile("#[0-9a-f]{6}")
SPAN = re.compile(r'<span style="color:(#\w{6})[^>]*>(.*?)</span>')
CHARTS = pytest.mark.parametrize("name", FIGURES)

# Marks that may be pale, and what says the same in another way.
PALE = {
    "haircut_dumbbell": "a reading aid between two dots that carry the values",
    "falls": "a reading aid between two dots that carry the values",
    "supply": "a reading aid between dots that carry the values",
    "losses": "a reading aid between diamonds that carry the values",
    "locked_sankey": "ribbons between nodes in full colour, each with name and amount",
    "matrix": "cells that hold their word",
    "tokens_grid": "cells that hold their word",
    "four_cells": "cells that hold their value",
    "week_map": "a scale of ten steps with its bar and a hover sentence",
}

# Charts with two colours nearer than the minimum, and the sign that tells them apart as well.
SIGNS = {
    "matrix": "the word in each cell",
    "tokens_grid": "the word in each cell",
    "week_map": "the colour bar and the hover sentence",
    "locked_sankey": "name and amount at each node",
    "loss_layers": "rows of their own: the pale rest has an edge and its words above it",
    "together": "rows of their own, as above",
    "fall_parts": "rows of their own, as above",
    "losses": "thin line with diamonds, bare line, dashes; each labelled at its end",
    "lanes": "number in each mark, its shape, and whether it is filled",
    "whole": "place: the upper bar is the scenario, the lower, with an edge, the baseline",
}


@cache
def drawn(name: str, dark: bool) -> dict[str, Any]:
    """Return a sample chart as the browser gets it, its template left out."""
    build, _, data = FIGURES[name]
    spec: dict[str, Any] = build(data, "Title", EN, dark=dark).to_plotly_json()
    spec["layout"].pop("template")
    return spec


def shades(value: object) -> list[str]:
    """Colours in a setting, whether it holds one, a list or a scale."""
    if isinstance(value, str):
        return [value[:7]] if HEX.match(value) else []
    if isinstance(value, list | tuple | np.ndarray):
        return list(chain.from_iterable(shades(part) for part in value))
    return []


def inside(trace: dict[str, Any]) -> bool:
    """Tell whether the letters of a trace stand on its own marks."""
    place = trace.get("textposition", "")
    return place in ("inside", "middle center") or trace["type"] == "heatmap"


def fills(trace: dict[str, Any]) -> list[str]:
    """Colours of the areas of a trace."""
    return shades(trace.get("colorscale")) or shades(trace.get("marker", {}).get("color"))


def letters(name: str, *, dark: bool) -> Iterator[tuple[str, str]]:
    """Every colour of letters with the ground it stands on."""
    spec, ground = drawn(name, dark), palette.colour("background", dark)
    for trace in spec["data"]:
        inks = shades(trace.get("textfont", {}).get("color"))
        if inside(trace) and len(inks) == len(fills(trace)):
            yield from zip(inks, fills(trace), strict=True)
        elif inside(trace):
            yield from ((letter, fill) for letter in inks for fill in fills(trace))
        else:
            yield from ((letter, ground) for letter in inks if letter != ground)
    for note in spec["layout"].get("annotations", ()):
        own = note.get("font", {}).get("color", palette.colour("text", dark))
        if own != ground:
            yield own, ground
        for shade, said in SPAN.findall(note["text"]):
            if re.search(r"\w", said):
                yield shade, ground


def marks(name: str, *, dark: bool) -> Iterator[str]:
    """Colours of lines, dots and bars; of a mark with an edge, the one that stands out more."""
    ground = palette.colour("background", dark)
    for trace in drawn(name, dark)["data"]:
        mark = trace.get("marker", {})
        edge = max(
            (contrast(c, ground) for c in shades(mark.get("line", {}).get("color"))), default=0
        )
        yield from (c for c in fills(trace) if edge < MARKS)
        yield from shades(trace.get("line", {}).get("color"))
        yield from shades(trace.get("fillcolor")) if "line" not in trace else ()
        for part in ("node", "link"):
            yield from shades(trace.get(part, {}).get("color"))
    for shape in drawn(name, dark)["layout"].get("shapes", ()):
        if shape.get("line", {}).get("dash"):
            yield from shades(shape["line"]["color"])


def faint_marks(name: str, *, dark: bool) -> set[str]:
    """Colours of marks that stand out too little from the ground."""
    ground = palette.colour("background", dark)
    return {shade for shade in marks(name, dark=dark) if contrast(shade, ground) < MARKS}


def colours(name: str, *, dark: bool) -> set[str]:
    """Colours of the marks of a chart, the ground left out."""
    traces = drawn(name, dark)["data"]
    found = set(marks(name, dark=dark)) | {c for trace in traces for c in fills(trace)}
    return found - {palette.colour("background", dark)}


def near(found: set[str]) -> list[tuple[str, str, str]]:
    """Pairs of colours that some eye, named with them, sees too near each other."""
    return [
        (one, other, vision)
        for one, other in combinations(sorted(found), 2)
        for vision, matrix in VISION.items()
        if difference(lab(matrix @ linear(one)), lab(matrix @ linear(other))) < APART
    ]


@THEMES
@CHARTS
def test_letters_of_a_chart_can_be_read(name: str, dark: bool) -> None:
    faint = {pair for pair in letters(name, dark=dark) if contrast(*pair) < LETTERS}
    assert faint == set()


@THEMES
@CHARTS
def test_letters_can_be_read_on_grounds_and_bands(name: str, dark: bool) -> None:
    spots = [shades(s.get("fillcolor")) for s in drawn(name, dark)["layout"].get("shapes", ())]
    for ground in chain.from_iterable(spots):
        assert contrast(palette.colour("text", dark), ground) >= LETTERS


@THEMES
@CHARTS
def test_marks_stand_out_or_something_else_says_it(name: str, dark: bool) -> None:
    assert faint_marks(name, dark=dark) == set() or name in PALE


@pytest.mark.parametrize("name", PALE)
def test_a_chart_is_excused_only_where_a_mark_is_pale(name: str) -> None:
    assert faint_marks(name, dark=False) or faint_marks(name, dark=True)


@THEMES
@CHARTS
def test_colours_of_one_chart_differ_for_every_eye(name: str, dark: bool) -> None:
    """Eight CIEDE2000 units between any two colours of marks, whoever looks."""
    assert near(colours(name, dark=dark)) == [] or name in SIGNS


@pytest.mark.parametrize("name", SIGNS)
def test_a_chart_is_excused_only_where_two_of_its_colours_are_near(name: str) -> None:
    assert near(colours(name, dark=False)) or near(colours(name, dark=True))


@THEMES
def test_two_shades_of_one_colour_are_found_to_be_near(dark: bool) -> None:
    pair = {palette.colour("margin", dark), tint("margin", 0.9, dark=dark)}
    assert {vision for *_, vision in near(pair)} == set(VISION)


@THEMES
@pytest.mark.parametrize("shade", palette.SERIES)
def test_letters_on_a_filled_bar_can_be_read(shade: str, dark: bool) -> None:
    fill = palette.colour(shade, dark)
    assert contrast(ink(fill, dark=dark), fill) >= LETTERS


@THEMES
def test_letters_on_every_depth_of_warning_can_be_read(dark: bool) -> None:
    """The four cells of the spiral take any depth between the faint and the strong one."""
    depths = np.linspace(figures_spiral.FAINT, figures_spiral.STRONG, 50)
    fills_of = [tint("warning", float(depth), dark=dark) for depth in depths]
    assert min(contrast(ink(fill, dark=dark), fill) for fill in fills_of) >= LETTERS


@THEMES
def test_letters_of_the_template_can_be_read(dark: bool) -> None:
    layout = template._template(dark=dark).layout
    fonts = [layout.font, layout.annotationdefaults.font, layout.hoverlabel.font]
    fonts += [layout[a].tickfont for a in ("xaxis", "yaxis")]
    fonts += [layout[a].title.font for a in ("xaxis", "yaxis")]
    grounds = [palette.colour(part, dark) for part in ("background", "panel")]
    for font in fonts:
        assert min(contrast(font.color, ground) for ground in grounds) >= LETTERS


def laid(shade: str, ground: str, weight: float) -> str:
    """Colour that a transparent one shows on a ground."""
    parts = zip(*(bytes.fromhex(one[1:]) for one in (shade, ground)), strict=True)
    return "#" + bytes(round(weight * a + (1 - weight) * b) for a, b in parts).hex()


@THEMES
@pytest.mark.parametrize("ground", ["background", "panel"])
def test_links_and_captions_can_be_read(ground: str, dark: bool) -> None:
    """Streamlit draws captions in the text colour at 60 %."""
    under = palette.colour(ground, dark)
    faint = laid(palette.colour("text", dark), under, 0.6)
    for shade in (palette.colour("accent", dark), faint):
        assert contrast(shade, under) >= LETTERS


@pytest.mark.parametrize("listed", [PALE, SIGNS], ids=["pale", "signs"])
def test_exceptions_name_charts_that_exist(listed: dict[str, str]) -> None:
    assert set(listed) <= set(FIGURES)
