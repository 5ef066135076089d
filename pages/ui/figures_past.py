"""Rows of bars against one line: failures by period, episodes, the same haircut elsewhere."""

import re
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from pages.ui import lines, marks, template
from pages.ui.marks import Trace
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Cell, Table, table
from pages.ui.text import Words

PERCENT = 100.0
NARROW, COLUMN, GAP = 218.0, 7.2, 10.0
LEAST = 0.1
SHIFT = 6
THICK = 0.62
TAG = re.compile("<[^>]*>")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its share as a decimal, the text at its end, its colour, and its hover sentence."""

    share: float
    text: str
    shade: str
    hover: str


@dataclass(frozen=True, slots=True)
class Row:
    """Bars that share a name, and what stands under it; ``here``: the answer speaks of it."""

    name: str
    bars: tuple[Bar, ...]
    here: bool = False
    under: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of bars, a line across them, and the words around.

    Attributes
    ----------
    limit, limit_text
        Share at which the line stands, as a decimal, and its name.
    limit_class
        What the line rests on; the bars rest on the haircut too.
    key
        Mark, label and colour of each kind of bar.
    axis
        Text key of the axis.
    covered
        Colour of the part of a bar up to the line; "" where a bar has one colour.
    heads, cells
        Text keys of the table's heads, and its columns.
    """

    rows: tuple[Row, ...]
    limit: float
    limit_text: str
    key: tuple[tuple[str, str, str], ...]
    axis: str
    heads: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]
    height: str = "normal"
    limit_class: str = UNTRACED
    covered: str = ""


def rows(data: Rows, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw the rows from the top, the line behind their texts."""
    traces = [_trace(place, bar, size, dark=dark) for place, bar, size in _places(data)]
    if data.covered:
        for place, bar, size in _places(data):
            part = replace(bar, share=min(bar.share, data.limit), shade=data.covered)
            traces.append(_trace(place, part, size, dark=dark))
    key = [*data.key, ("\u2506", data.limit_text, "haircut")]
    labels = [_label(place, bar, data, dark=dark) for place, bar, _ in _places(data)]
    layout = {
        "annotations": [template.key_line(key, dark=dark), *labels],
        "shapes": [_line(data, dark=dark) | {"name": data.limit_class}],
        "barmode": "overlay",
        "xaxis": template.percent_axis(words, data.axis) | {"range": [0, _end(data)]},
        "yaxis": _names(data),
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(traces, title, dark=dark, height=data.height, layout=layout)


def rows_table(data: Rows, words: Words) -> Table:
    """Return the numbers behind the rows."""
    return table([words(head) for head in data.heads], *data.cells)


def _places(data: Rows) -> list[tuple[float, Bar, float]]:
    """Return the place of every bar on the axis of rows, the bar, and its thickness."""
    found = []
    for at, row in enumerate(data.rows):
        size = THICK / len(row.bars)
        for nth, bar in enumerate(row.bars):
            found.append((at + (nth - (len(row.bars) - 1) / 2) * size, bar, 0.88 * size))
    return found


def _trace(place: float, bar: Bar, size: float, *, dark: bool) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "x": [round(bar.share * PERCENT, template.PLACES)],
        "y": [round(place, template.PLACES)],
        "width": [size],
        "marker": {"color": colour(bar.shade, dark)},
        **spoken([bar.hover]),
    }


def _label(place: float, bar: Bar, data: Rows, *, dark: bool) -> Trace:
    """Text at the end of a bar; where the line would cross its letters, beyond the line."""
    return {
        "text": bar.text,
        "x": round(_start(bar, data) * PERCENT, template.PLACES),
        "y": round(place, template.PLACES),
        "xanchor": "left",
        "yanchor": "middle",
        "xshift": SHIFT,
        "bgcolor": colour("background", dark) + marks.PALE,
        "borderpad": 0,
        "font": {"size": template.SMALL},
    }


def _line(data: Rows, *, dark: bool) -> dict[str, object]:
    at = round(data.limit * PERCENT, template.PLACES)
    pen = {"color": colour("haircut", dark), "width": marks.LINE, "dash": "dash"}
    return {"type": "line", "x0": at, "x1": at, "yref": "paper", "y0": 0, "y1": 1, "line": pen}


def _start(bar: Bar, data: Rows) -> float:
    """Return where the text of a bar begins: at its end, or at the line if that is in the way."""
    end = bar.share + _room(bar) * _end(data) / PERCENT
    return data.limit if bar.share < data.limit < end else bar.share


def _room(bar: Bar) -> float:
    """Return the part of a narrow chart's width that the text of a bar takes."""
    return min(0.75, (lines.columns(TAG.sub("", bar.text)) * COLUMN + GAP) / NARROW)


def _end(data: Rows) -> float:
    """End of the axis at which the texts fit beyond bar and line on a narrow screen."""
    ends = [LEAST, data.limit * PERCENT * 1.08]
    for row in data.rows:
        for bar in row.bars:
            at = max(bar.share, data.limit)
            ends.append(at * PERCENT / (1.0 - _room(bar)))
    return max(ends)


def _names(data: Rows) -> dict[str, object]:
    """Axis of the rows; the name of the row that the answer speaks of is bold."""
    axis = template.category_rows([row.name for row in data.rows])
    return axis | {"ticktext": [_name(row) for row in data.rows]}


def _name(row: Row) -> str:
    name = lines.wrap(row.name, template.LABEL_WIDTH)
    bold = f"<b>{name}</b>" if row.here else name
    return lines.BREAK.join([bold, row.under] if row.under else [bold])
