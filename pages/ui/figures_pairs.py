"""Charts of two shares a row: a published fall beside the model's, or before beside after."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import plotly.graph_objects as go

from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.spoken import spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

PERCENT = 100.0
LABEL_WIDTH = 46
LEAST_PERCENT = 5.0
NARROW, BESIDE, COLUMN = 320.0, 20.0, 8.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two shares of one row, as decimals; the note says how the second came about."""

    label: str
    first: float
    second: float
    note: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What the two dots of a chart mean: text keys, looks and the signs of the key line."""

    first: str
    second: str
    axis: str
    heads: tuple[str, str, str, str]
    look: Look
    sign: str
    empty: str
    digits: int
    said: str


FALLS = Kind(
    first="figure.published",
    second="figure.model_value",
    axis="figure.fall",
    heads=("figure.fact", "figure.published_pct", "figure.model_pct", "figure.reading"),
    look=Look("position", "diamond", marks.DOT),
    sign="\u25c6",
    empty="figure.no_facts",
    digits=3,
    said="hover.falls",
)
SECOND = Look("scenario", "circle-open", 19)


def pairs(data: Sequence[Pair], kind: Kind, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw two dots a row, the row's name above them and each value on its outer side."""
    if not data:
        return template.empty(words(kind.empty), title, dark=dark)
    rows = [float(row) for row in range(len(data))]
    first = [round(pair.first * PERCENT, 4) for pair in data]
    second = [round(pair.second * PERCENT, 4) for pair in data]
    write = partial(numbers.percent, words, digits=kind.digits)
    said = [
        words(kind.said, row=p.label, first=write(p.first), second=write(p.second), note=p.note)
        for p in data
    ]
    traces = [
        marks.joins(first, second, "grid", dark=dark),
        marks.dots(first, rows, kind.look, words(kind.first), said, dark=dark) | spoken(said),
        marks.dots(second, rows, SECOND, words(kind.second), said, dark=dark) | spoken(said),
        *_both_sides(data, write),
    ]
    key = [
        (kind.sign, words(kind.first), kind.look.shade),
        ("\u25cb", words(kind.second), SECOND.shade),
    ]
    layout = {
        "annotations": [template.key_line(key, dark=dark), *_row_labels(data)],
        "xaxis": template.percent_axis(words, kind.axis) | {"range": _span(data, write)},
        "yaxis": {
            "range": [len(data) - 0.5, -0.85],
            "tickvals": rows,
            "showticklabels": False,
        },
        "margin": {"l": 8},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def pairs_table(data: Sequence[Pair], kind: Kind, words: Words) -> Table:
    """List both shares of each row in percent, with the note."""
    return table(
        [words(key) for key in kind.heads],
        [pair.label for pair in data],
        percents(pair.first for pair in data),
        percents(pair.second for pair in data),
        [pair.note for pair in data],
    )


def _span(data: Sequence[Pair], write: Callable[[float], str]) -> list[float]:
    """Find ends of the axis between which the values fit beside the dots on a narrow screen."""
    left = [min(pair.first, pair.second) for pair in data]
    right = [max(pair.first, pair.second) for pair in data]
    needs = [[BESIDE + COLUMN * len(write(v)) for v in side] for side in (left, right)]
    high = max(LEAST_PERCENT, PERCENT * max(right))
    unit = high / (NARROW - max(needs[0]) - max(needs[1]))
    low = min(v * PERCENT - need * unit for v, need in zip(left, needs[0], strict=True))
    return [min(0.0, low), high + max(needs[1]) * unit]


def _both_sides(data: Sequence[Pair], write: Callable[[float], str]) -> list[Trace]:
    """Values of the two dots of each row, on their outer sides."""
    return [
        _values(
            [pair.first for pair in data],
            [pair.first <= pair.second for pair in data],
            write,
        ),
        _values(
            [pair.second for pair in data],
            [pair.second < pair.first for pair in data],
            write,
        ),
    ]


def _values(
    values: Sequence[float], on_the_left: Sequence[bool], write: Callable[[float], str]
) -> Trace:
    """Write one value a row beside its dot."""
    return marks.labels(
        template.rounded(value * PERCENT for value in values),
        [f"<b>{write(value)}</b>" for value in values],
        ["middle left" if left else "middle right" for left in on_the_left],
        clear=marks.CLEAR_OF_RING,
    )


def _row_labels(data: Sequence[Pair]) -> list[dict[str, object]]:
    """Name of each row above its dots."""
    return [
        {
            "text": lines.wrap(pair.label, LABEL_WIDTH),
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "align": "left",
            "y": row,
            "yanchor": "bottom",
            "yshift": 12,
        }
        for row, pair in enumerate(data)
    ]
