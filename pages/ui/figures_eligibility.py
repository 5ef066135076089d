"""Assets by test: a digit or a word in every cell, its ground a shade that repeats it."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import lines, marks, template
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.tables import Table, table
from pages.ui.text import Words

TONES = {
    "best": ("freed", 0.42), "good": ("freed", 0.22), "part": ("prefunding", 0.3),
    "bad": ("warning", 0.3), "plain": ("grid", 0.5),
}  # fmt: skip
NAME_WIDTH, MARGIN, HEAD, CELL_WIDTH, HOVER_WIDTH = 12, 84, 40, 7, 48
SHORT_HEAD = 6  # columns that a head has on a phone
FEW = 6  # heads whose cells hold seven columns there
ROOMY_MARGIN, ROOMY_HEAD = 126, 36


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, its tone of ``TONES``, the sentence behind it, and what it rests on."""

    word: str
    tone: str
    note: str
    class_: str = UNTRACED


@dataclass(frozen=True, slots=True)
class Matrix:
    """Assets by columns; ``apart`` are the places of columns before which a line stands."""

    names: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    bold: tuple[bool, ...]
    apart: tuple[int, ...]
    height: str = "poster"


def matrix(data: Matrix, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Heat map read by its words; without rows, the sentence that nothing is to be shown."""
    if not data.cells:
        sentence = words("eligibility.no_rows")
        return template.empty(sentence, title, dark=dark, height=data.height)
    order, last, tight = list(TONES), len(TONES) - 1, len(data.heads) > FEW
    trace = {
        "type": "heatmap",
        "z": [[order.index(cell.tone) for cell in row] for row in data.cells],
        "zmin": 0,
        "zmax": last,
        "colorscale": _steps([tint(*tone, dark=dark) for tone in TONES.values()]),
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "text": [[_word(cell, CELL_WIDTH - tight) for cell in row] for row in data.cells],
        "texttemplate": "%{text}",
        "textfont": {"size": template.LEAST, "color": colour("text", dark)},
        "customdata": [[lines.wrap(cell.note, HOVER_WIDTH) for cell in row] for row in data.cells],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": [[cell.class_ for cell in row] for row in data.cells],
    }
    layout = {
        "xaxis": _heads(data.heads),
        "yaxis": _names(data),
        "shapes": [_divider(place, dark=dark) for place in data.apart],
        "margin": {"l": MARGIN, "r": 2, "t": HEAD, "b": 8},
        "meta": roomy(data.heads, data.names, data.bold),
    }
    return template.figure([trace], title, dark=dark, height=data.height, layout=layout)


def matrix_table(data: Matrix, words: Words) -> Table:
    """List the cells with their sentences."""
    rows = [
        (name, head, cell)
        for name, row in zip(data.names, data.cells, strict=True)
        for head, cell in zip(data.heads, row, strict=True)
    ]
    return table(
        [words(f"eligibility.head.{head}") for head in ("asset", "column", "says", "why")],
        [name for name, _, _ in rows],
        [head for _, head, _ in rows],
        [cell.word for _, _, cell in rows],
        [cell.note for _, _, cell in rows],
    )


def roomy(
    heads: Sequence[str], names: Sequence[str], bold: Sequence[bool]
) -> dict[str, dict[str, object]]:
    """Return what changes where there is room: one line for all, in larger letters."""
    font = {"size": template.SIZE}
    rows = [f"<b>{name}</b>" if strong else name for name, strong in zip(names, bold, strict=True)]
    layout = {
        "xaxis": {"ticktext": list(heads), "tickfont": font},
        "yaxis": {"ticktext": rows, "tickfont": font},
        "margin": {"l": ROOMY_MARGIN, "t": ROOMY_HEAD},
    }
    return {"wide": {"layout": layout, "cells": {"textfont": font}}}


def _word(cell: Cell, width: int) -> str:
    """Return what a cell says, a score larger than words, for it has room."""
    if cell.word.isdigit():
        return f'<span style="font-size:{template.TITLE_SIZE}px">{cell.word}</span>'
    return lines.wrap(cell.word, width)


def _steps(shades: Sequence[str]) -> list[list[object]]:
    """Colour scale of flat steps, one for each whole number from zero."""
    last = len(shades) - 1
    ends = [(i, (i - 0.5) / last, (i + 0.5) / last) for i in range(len(shades))]
    return [[min(1.0, max(0.0, end)), shades[i]] for i, low, high in ends for end in (low, high)]


def _heads(heads: Sequence[str]) -> dict[str, object]:
    """Axis of columns above the cells."""
    return {
        "side": "top",
        "tickvals": list(range(len(heads))),
        "ticktext": lifted([lines.wrap(h, CELL_WIDTH) if " " in h else h for h in heads]),
        "range": [-0.5, len(heads) - 0.5],
        "tickangle": 0,
        "tickfont": {"size": template.LEAST},
        "showgrid": False,
        "showline": False,
        "ticks": "",
    }


def lifted(heads: Sequence[str]) -> list[str]:
    """Lift every second head of a narrow column by a line, where some would touch on a phone."""
    widths = [lines.columns(part) for head in heads for part in head.split("<br>")]
    if max(widths, default=0) <= SHORT_HEAD:
        return list(heads)
    return [
        head + "<br>\u2060" if i % 2 and "<br>" not in head else head
        for i, head in enumerate(heads)
    ]


def _names(data: Matrix) -> dict[str, object]:
    names = [lines.wrap(name, NAME_WIDTH) for name in data.names]
    texts = [f"<b>{n}</b>" if bold else n for n, bold in zip(names, data.bold, strict=True)]
    return {
        "tickvals": list(range(len(names))),
        "ticktext": texts,
        "range": [len(names) - 0.5, -0.5],
        "tickfont": {"size": template.SMALL},
        "showgrid": False,
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 4,
    }


def _divider(place: int, *, dark: bool) -> dict[str, object]:
    ends = {"x0": place - 0.5, "x1": place - 0.5, "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **ends, "line": {"color": colour("muted", dark), "width": marks.FINE}}
