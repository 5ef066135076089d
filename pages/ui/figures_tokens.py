"""Grids of products: a word in every cell, its ground a shade that repeats what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import lines, marks, template
from pages.ui.figures_eligibility import lifted, roomy
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import WIDTH
from pages.ui.tables import Table, table
from pages.ui.text import Words

NAME_WIDTH, NAME_MARGIN, HEAD_MARGIN = 13, 102, 40
FEW, ROOM = 5, (8, 6)  # columns of letters in a cell on a phone, and where there are more heads
TONES = {"good": ("freed", 0.34), "part": ("prefunding", 0.26), "bad": ("warning", 0.26)}
PLAIN = ("grid", 0.55)
HEADS = ("figure.product", "figure.point", "figure.finding", "figure.remark", "figure.known_from")


@dataclass(frozen=True, slots=True)
class Cell:
    """One finding: the head of its column, its word, tone, remark, where from, and its class."""

    head: str
    word: str
    tone: str
    note: str
    source: str
    class_: str = UNTRACED


@dataclass(frozen=True, slots=True)
class Grid:
    """Products by findings, row by row.

    Attributes
    ----------
    names, cells
        Short name and cells of each product; all rows have the same heads.
    chosen
        Which products the page looks at; their names are bold.
    apart
        How many columns at the right stand apart from the rest.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    chosen: tuple[bool, ...]
    apart: int = 0


def grid(data: Grid, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Heat map whose cells hold words; a narrow screen shows all columns."""
    tones = [*TONES.values(), PLAIN]
    order, room = list(TONES), ROOM[len(data.cells[0]) > FEW]
    z = [
        [order.index(cell.tone) if cell.tone in order else len(order) for cell in row]
        for row in data.cells
    ]
    trace = {
        "type": "heatmap",
        "z": z,
        "zmin": 0,
        "zmax": len(order),
        "colorscale": _steps([tint(*tone, dark=dark) for tone in tones]),
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "text": [[lines.wrap(cell.word, room) for cell in row] for row in data.cells],
        "texttemplate": "%{text}",
        "textfont": {"size": template.LEAST, "color": colour("text", dark)},
        "customdata": [
            [_hover(name, cell, words) for cell in row]
            for name, row in zip(data.names, data.cells, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "meta": [[cell.class_ for cell in row] for row in data.cells],
    }
    heads = [cell.head for cell in data.cells[0]]
    layout = {
        "xaxis": _head_axis(heads),
        "yaxis": _name_axis(data),
        "shapes": _divider(data, dark=dark),
        "margin": {"l": NAME_MARGIN, "r": 4, "t": HEAD_MARGIN, "b": 8},
        "meta": roomy(heads, data.names, data.chosen),
    }
    return template.figure([trace], title, dark=dark, layout=layout)


def grid_table(data: Grid, words: Words) -> Table:
    """List every cell with its remark and where it is known from."""
    rows = [(name, cell) for name, row in zip(data.names, data.cells, strict=True) for cell in row]
    return table(
        [words(head) for head in HEADS],
        [name for name, _ in rows],
        [cell.head for _, cell in rows],
        [cell.word for _, cell in rows],
        [cell.note for _, cell in rows],
        [cell.source for _, cell in rows],
    )


def _hover(name: str, cell: Cell, words: Words) -> str:
    """Say of which product a cell speaks, what it finds and why."""
    parts = {"head": cell.head, "word": cell.word.replace(lines.BREAK, " "), "note": cell.note}
    text = words("hover.cell", product=name, **parts)
    if cell.source:
        source = words("hover.cell.source", source=cell.source)
        text = words("hover.two", first=text, second=source)
    return lines.fold(text, WIDTH)


def _steps(shades: Sequence[str]) -> list[list[object]]:
    """Colour scale of flat steps, one for each whole number from zero."""
    last = len(shades) - 1
    ends = [(i, (i - 0.5) / last, (i + 0.5) / last) for i in range(len(shades))]
    return [[min(1.0, max(0.0, end)), shades[i]] for i, low, high in ends for end in (low, high)]


def _head_axis(heads: Sequence[str]) -> dict[str, object]:
    """Axis of columns above the grid; where they are long, every other stands one line higher."""
    return {
        "side": "top",
        "tickvals": list(range(len(heads))),
        "ticktext": lifted(heads),
        "range": [-0.5, len(heads) - 0.5],
        "tickangle": 0,
        "tickfont": {"size": template.SMALL},
        "showgrid": False,
        "showline": False,
        "ticks": "",
    }


def _name_axis(data: Grid) -> dict[str, object]:
    """Axis of products from the top; the chosen ones are bold."""
    names = [lines.wrap(name, NAME_WIDTH) for name in data.names]
    texts = [
        f"<b>{name}</b>" if bold else name for name, bold in zip(names, data.chosen, strict=True)
    ]
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


def _divider(data: Grid, *, dark: bool) -> list[dict[str, object]]:
    """Line between the columns that belong together and those that stand apart."""
    if not data.apart:
        return []
    place = len(data.cells[0]) - data.apart - 0.5
    return [
        {
            "type": "line",
            "x0": place,
            "x1": place,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": colour("muted", dark), "width": marks.FINE},
        }
    ]
