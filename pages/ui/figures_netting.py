"""Chart of netting: what each cycle keeps of it, and what cash it needs with and without reuse."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.netting_view import Netted
from pages.ui import figures_cycles, marks, numbers, template
from pages.ui.marks import Look
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

ROW_MARGIN = 66
LEFT_PANEL, RIGHT_PANEL = (0.0, 0.4), (0.5, 1.0)
TICKS = (1, 5, 50)
ROOM_BELOW, ROOM_ABOVE = -0.12, 1.45
FULL = 100


@dataclass(frozen=True, slots=True)
class Netting:
    """What each cycle keeps and needs, slowest first, and the place of the scenario's own.

    ``class_`` is what the range of cash rests on.
    """

    labels: tuple[str, ...]
    rows: tuple[Netted, ...]
    here: int
    class_: str = UNTRACED


def netting_panels(data: Netting, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Netting kept on the left, cash as a multiple of one daily batch on the right.

    The right panel runs from all receipts reused to none, on a logarithmic axis: its far end is
    also the multiple of net obligations.
    """
    kept = [row.kept for row in data.rows]
    bounds = [(row.reused, row.unused) for row in data.rows]
    rows = [float(place) for place in range(len(data.rows))]
    written = [numbers.percent(words, share) for share in kept]
    here = [numbers.times(words, row.here) for row in data.rows]
    ends = template.rounded(high for _, high in bounds)
    lows = template.rounded(low for low, _ in bounds)
    span = marks.joins(lows, ends, "prefunding", dark=dark, weight=0.65)
    ends_of = {"meta": data.class_}
    dots = marks.dots(
        template.rounded(row.here for row in data.rows),
        rows,
        Look("prefunding", "circle", marks.SPOT),
        words("figure.netting.here"),
        here,
        dark=dark,
    )
    traces = [
        marks.bars(kept, FULL, "settlement", words("figure.netting.kept"), written, dark=dark)
        | spoken(_say("kept", data, words)),
        marks.labels(template.rounded(share * FULL for share in kept), written),
        span | ends_of | {"xaxis": "x2"},
        dots | spoken(_say("cash", data, words)) | {"xaxis": "x2"},
        *_cash_labels(data, here, ends, words, dark=dark),
    ]
    category = template.category_rows(data.labels)
    layout = {
        "annotations": [
            _head(LEFT_PANEL[0], "figure.netting.kept", "figure.netting.kept.under", words),
            _head(RIGHT_PANEL[0], "figure.netting.cash", "figure.netting.cash.under", words),
        ],
        "shapes": [figures_cycles.row_band(data.here, dark=dark)],
        "xaxis": {
            "domain": list(LEFT_PANEL),
            "range": [0, 1.5 * FULL],
            "tickvals": [0, FULL // 2, FULL],
            "ticktext": [f"{tick}%" for tick in (0, FULL // 2, FULL)],
        },
        "xaxis2": {
            "domain": list(RIGHT_PANEL),
            "type": "log",
            "range": [ROOM_BELOW, math.log10(max(high for _, high in bounds)) * ROOM_ABOVE + 0.3],
            "tickvals": list(TICKS),
            "ticktext": [numbers.times(words, tick) for tick in TICKS],
            "tickangle": 0,
        },
        "yaxis": category | {"ticktext": _names(data)},
        "margin": {"l": ROW_MARGIN, "r": 14, "b": 32},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def _cash_labels(
    data: Netting, here: Sequence[str], ends: Sequence[float | None], words: Words, *, dark: bool
) -> list[marks.Trace]:
    """Print the scenario's own value above its dot, and the far end, quietly, beside the line."""
    unused = [numbers.times(words, row.unused) for row in data.rows]
    apart = ["" if own == far else far for own, far in zip(here, unused, strict=True)]
    quiet = [colour("muted", dark)] * len(apart)
    own = marks.labels(
        template.rounded(row.here for row in data.rows),
        [f"<b>{text}</b>" for text in here],
        "top center",
        clear=marks.CLEAR_OF_DOT,
    )
    far = marks.labels(ends, apart, inks=quiet, clear=marks.CLEAR_OF_DOT)
    return [trace | {"meta": data.class_, "xaxis": "x2"} for trace in (own, far)]


def _say(what: str, data: Netting, words: Words) -> list[str]:
    """Say of each cycle what netting is left, or what cash it needs."""
    return [
        words(
            f"hover.netting.{what}",
            cycle=label,
            kept=numbers.percent(words, row.kept),
            here=numbers.times(words, row.here),
            reused=numbers.times(words, row.reused),
            unused=numbers.times(words, row.unused),
        )
        for label, row in zip(data.labels, data.rows, strict=True)
    ]


def netting_panels_table(data: Netting, words: Words) -> Table:
    """Netting kept and the three multiples of each cycle."""
    keys = ("figure.cycle", "figure.netting.kept_pct", "figure.netting.unused")
    heads = [words(key) for key in (*keys, "figure.netting.here_times", "figure.netting.reused")]
    return table(
        heads,
        data.labels,
        percents(row.kept for row in data.rows),
        [row.unused for row in data.rows],
        [row.here for row in data.rows],
        [row.reused for row in data.rows],
    )


def _head(place: float, key: str, under: str, words: Words) -> marks.Trace:
    """Name of a panel above it, and how to read it."""
    return {
        "text": f"<b>{words(key)}</b><br>{words(under)}",
        "x": place,
        "xshift": 0 if place else -ROW_MARGIN,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 4,
        "align": "left",
        "font": {"size": template.SMALL},
    }


def _names(data: Netting) -> Sequence[str]:
    """Names of the cycles, the scenario's own marked."""
    return [
        f"<b>\u25b6 {name}</b>" if row == data.here else name
        for row, name in enumerate(data.labels)
    ]
