"""The recycling curve: when atomic settlement costs no more than T+1."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import marks, numbers, template
from pages.ui.marks import Look
from pages.ui.spoken import SILENT, spoken_each
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

PERCENT = 100.0
ROOM = 1.08
ATOMIC = Look("prefunding", "circle", marks.DOT)


@dataclass(frozen=True, slots=True)
class RecyclingCurve:
    """Cost of atomic settlement by the share of receipts used again the same day.

    Attributes
    ----------
    share, atomic
        Decimals and USD m a year, shape (n,).
    slow
        Cost of T+1, USD m a year.
    break_even
        Share from which atomic settlement costs no more; ``None`` where there is none.
    here
        The scenario's own share.
    own
        Cost of the scenario's own cycle, USD m a year; ``None`` where that is atomic.
    """

    share: FloatArray
    atomic: FloatArray
    slow: float
    break_even: float | None
    here: float
    own: float | None = None


def recycling_curve(data: RecyclingCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Cost of atomic settlement against recycling, beside the flat cost of T+1."""
    highest = float(max(data.atomic.max(), data.slow, data.own or 0.0))
    if not math.isfinite(highest) or not np.isfinite(data.atomic).all():
        return template.empty(words("figure.infeasible"), title, dark=dark)
    scale = numbers.money_scale(words, highest)
    shares = data.share * PERCENT
    flat = np.full_like(data.atomic, data.slow * scale.factor)
    traces = [
        marks.line(
            shares,
            flat,
            Look("settlement", "dash", marks.STRONG),
            words("figure.slow"),
            scale.written,
            dark=dark,
        )
        | SILENT,
        marks.line(
            shares,
            data.atomic * scale.factor,
            Look("prefunding", "solid", marks.BOLD),
            words("figure.atomic"),
            scale.written,
            dark=dark,
        )
        | _say(data, words),
    ]
    low, high = float(shares[0]), float(shares[-1])
    pad = 0.03 * (high - low)
    top = ROOM * scale.factor * highest or 1.0
    drawn = [(shares, flat), (shares, data.atomic * scale.factor)]
    frame = flags.Frame((low - pad, high + pad), (0, top), drawn)
    stands = flags.stands(_recycling_stands(data, scale.factor, words), frame, dark=dark)
    traces += [mark for mark, _ in stands]
    key = [
        ("\u2501", words("figure.atomic"), "prefunding"),
        ("\u254c", words("figure.slow"), "settlement"),
    ]
    name = words("axis.with_unit", name=words("figure.recycling"), unit=words("axis.percent"))
    layout = {
        "annotations": [
            template.key_line(key, dark=dark),
            *_never(data, scale.factor, words, dark=dark),
            *(label for _, label in stands),
        ],
        "xaxis": {
            "title": {"text": name},
            "range": [low - pad, high + pad],
            "ticksuffix": "%",
            "nticks": 6,
        },
        "yaxis": template.money_axis(words, "figure.cost_year", scale) | {"range": [0, top]},
        "hovermode": "x",
        "hoverdistance": -1,
        "margin": {"l": 68},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def recycling_curve_table(data: RecyclingCurve, words: Words) -> Table:
    """Cost of atomic settlement at each recycling share, and that of T+1."""
    heads = [words(key) for key in ("figure.recycling_pct", "figure.atomic_m", "figure.slow_m")]
    flat = [data.slow] * len(data.share)
    return table(heads, percents(data.share), data.atomic, flat)


def _say(data: RecyclingCurve, words: Words) -> marks.Trace:
    """Say what both cost at each share, wherever above it a reader points."""
    said = spoken_each(
        words,
        "hover.recycling",
        share=[numbers.percent(words, share) for share in data.share.tolist()],
        atomic=[numbers.money(words, cost) for cost in data.atomic.tolist()],
        slow=[numbers.money(words, data.slow)] * data.share.size,
    )
    return said | {"hoverinfo": "text"}


def _recycling_stands(data: RecyclingCurve, factor: float, words: Words) -> list[flags.Stand]:
    """Stand on the scenario's own share, in its own cycle and in the atomic one, and break-even."""
    cost = float(np.interp(data.here, data.share, data.atomic))
    slots = {"share": numbers.percent(words, data.here), "cost": numbers.money(words, cost)}
    if data.own is None:
        looks = [(data.here, cost, words("figure.here_share", **slots), marks.HERE)]
    else:
        text = words("figure.here_cycle", cost=numbers.money(words, data.own))
        looks = [(data.here, data.own, text, marks.HERE)]
        looks.append((data.here, cost, words("figure.atomic_share", **slots), ATOMIC))
    if data.break_even is not None and math.isfinite(data.break_even):
        text = words("figure.break_even", share=numbers.percent(words, data.break_even))
        looks.append((data.break_even, data.slow, text, Look("freed", "diamond", 15)))
    return [
        flags.Stand((share * PERCENT, usd_m * factor), label, look, look.shade, "top right")
        for share, usd_m, label, look in looks
    ]


def _never(data: RecyclingCurve, factor: float, words: Words, *, dark: bool) -> list[marks.Trace]:
    """Note on the line of T+1 that no share of recycling reaches it."""
    if data.break_even is not None and math.isfinite(data.break_even):
        return []
    spot = (float(data.share[0]) * PERCENT, data.slow * factor)
    return [marks.flag(spot, words("figure.never"), "top right", dark=dark)]
