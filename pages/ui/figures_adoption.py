"""The claimed order of the layers beside the days on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import plotly.graph_objects as go

from pages.ui import lines, marks, template
from pages.ui.figures_market import year
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.tables import Table, table
from pages.ui.text import Words

SPAN, SPARE, LABEL_WIDTH = 1.0, 0.4, 18
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
    pad = SPARE * max(SPAN, high - low)
    spots = [(x, row, step) for x, (row, step) in zip(days, known, strict=True)]
    traces: list[Trace] = [_leg(a, b, dark=dark) for a, b in pairwise(spots)]
    texts = [f"{step.name}, {step.day_text}" for _, _, step in spots]
    if spots:
        traces.append(
            marks.dots([x for x, _, _ in spots], [row for _, row, _ in spots],
                       Look("scenario", "circle", marks.DOT), words("timeline.first"), texts,
                       dark=dark)
        )  # fmt: skip
    layout = {
        "annotations": [
            template.key_line(
                [("\u2500", words("timeline.forward"), "baseline"),
                 ("\u2500", words("timeline.backward"), "warning")], dark=dark),
            *(_label(x, row, step, (low, high), dark=dark) for x, row, step in spots),
            *(_missing(row, (low + high) / 2, words, dark=dark)
              for row, step in enumerate(data) if step.day is None),
        ],
        "xaxis": {
            "title": {"text": words("figure.year")},
            "range": [low - pad, high + pad],
            "tickvals": list(range(int(low - pad) + 1, int(high + pad) + 1)),
            "ticktext": [str(y) for y in range(int(low - pad) + 1, int(high + pad) + 1)],
        },
        "yaxis": template.category_rows([step.layer for step in data]),
        "margin": {"l": 92},
    }  # fmt: skip
    return template.figure(traces, title, dark=dark, layout=layout)


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


def _label(
    x: float, row: int, step: Step, ends: tuple[float, float], *, dark: bool
) -> dict[str, object]:
    side = marks.side(x, *ends) if ends[1] > ends[0] else "right"
    name = lines.shorten(step.name, LABEL_WIDTH, 2)
    return marks.flag((x, row), f"<b>{step.day_text}</b>{lines.BREAK}{name}", f"bottom {side}",
                      dark=dark) | {"yanchor": "middle", "yshift": 0,
                                    "xshift": 12 if side == "right" else -12,
                                    "align": "left" if side == "right" else "right"}  # fmt: skip


def _missing(row: int, x: float, words: Words, *, dark: bool) -> dict[str, object]:
    return {
        "text": words("timeline.none"),
        "x": x,
        "y": row,
        "font": {"size": template.SMALL, "color": colour("muted", dark)},
    }
