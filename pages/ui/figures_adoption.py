"""The claimed order of the layers beside the days on record."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from pages.ui import lines, marks, template
from pages.ui.figures_market import year
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

SPAN, SPARE, LEAST = 1.0, 0.15, 0.2
DOTS, LEFT, GAP = 0.45, 82, 12
LABEL_WIDTH, LABEL_ROWS, YEARS = 21, 3, 3
HEADS = ("step", "layer", "first", "entry")


@dataclass(frozen=True, slots=True)
class Step:
    """A layer, its step in the claim, its first day with its text, and what opened it then."""

    step: int
    layer: str
    day: date | None
    day_text: str
    name: str


def order(data: Sequence[Step], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Layers from the top as the claim puts them; a line that turns left breaks its order."""
    known = [(row, step) for row, step in enumerate(data) if step.day is not None]
    days = [year(step.day) for _, step in known if step.day]
    low, high = (min(days), max(days)) if days else (0.0, SPAN)
    pad = max(LEAST, SPARE * max(SPAN, high - low))
    years = list(range(math.ceil(low - pad), math.floor(high + pad) + 1))
    years = years[:: math.ceil(len(years) / YEARS) or 1]
    spots = [(x, row, step) for x, (row, step) in zip(days, known, strict=True)]
    traces: list[Trace] = [_leg(a, b, dark=dark) for a, b in pairwise(spots)]
    said = [
        words("hover.opened", layer=step.layer, day=step.day_text, name=step.name)
        for _, _, step in spots
    ]
    if spots:
        traces.append(
            marks.dots([x for x, _, _ in spots], [row for _, row, _ in spots],
                       Look("scenario", "circle", marks.DOT), words("timeline.first"), [],
                       dark=dark) | spoken(said)
        )  # fmt: skip
    layout = {
        "annotations": [
            template.key_line(
                [("\u2500", words("timeline.forward"), "baseline"),
                 ("\u2500", words("timeline.backward"), "warning")], dark=dark),
            *(_label(row, step, words) for row, step in enumerate(data)),
        ],
        "xaxis": {
            "title": {"text": words("figure.year")},
            "range": [low - pad, high + pad],
            "tickangle": 0,
            "domain": [0, DOTS],
            "tickvals": years,
            "ticktext": [str(year) for year in years],
        },
        "yaxis": template.category_rows([step.layer for step in data]),
        "margin": {"l": LEFT},
    }  # fmt: skip
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def order_table(data: Sequence[Step], words: Words) -> Table:
    """List step, layer, first day and what opened it."""
    return table(
        [words(f"timeline.head.{head}") for head in HEADS],
        [str(step.step) for step in data],
        [step.layer for step in data],
        [step.day_text or words("timeline.none") for step in data],
        [step.name for step in data],
    )


def _leg(a: tuple[float, int, Step], b: tuple[float, int, Step], *, dark: bool) -> Trace:
    """Line from one layer to the next; against the claim it has the colour of a warning."""
    back = b[0] < a[0] and b[2].step > a[2].step
    look = {"color": colour("warning" if back else "baseline", dark), "width": marks.STRONG}
    return {"type": "scatter", "mode": "lines", "x": [a[0], b[0]], "y": [a[1], b[1]],
            "line": look, "hoverinfo": "skip"}  # fmt: skip


def _label(row: int, step: Step, words: Words) -> dict[str, object]:
    """Day of a layer and what opened it, in a column beside the dots that no line crosses."""
    name = lines.shorten(step.name, LABEL_WIDTH, LABEL_ROWS)
    text = f"<b>{step.day_text}</b>{lines.BREAK}{name}" if step.day else words("timeline.none")
    return {
        "text": text,
        "x": DOTS,
        "xref": "paper",
        "xanchor": "left",
        "xshift": GAP,
        "y": row,
        "align": "left",
    }
