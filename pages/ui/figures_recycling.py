"""The recycling curve: when atomic settlement costs no more than T+1."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import marks, numbers, template
from pages.ui.marks import Look
from pages.ui.tables import Table, table
from pages.ui.text import Words

PERCENT = 100.0


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
    """

    share: FloatArray
    atomic: FloatArray
    slow: float
    break_even: float | None
    here: float


def recycling_curve(data: RecyclingCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Cost of atomic settlement against recycling, beside the flat cost of T+1."""
    if not np.isfinite(data.atomic).all() or not math.isfinite(data.slow):
        return template.empty(words("figure.infeasible"), title, dark=dark)
    scale = numbers.money_scale(words, float(max(data.atomic.max(), data.slow)))
    shares = data.share * PERCENT
    flat = np.full_like(data.atomic, data.slow * scale.factor)
    traces = [
        marks.line(
            shares,
            flat,
            Look("settlement", "dash", 3),
            words("figure.slow"),
            scale.written,
            dark=dark,
        ),
        marks.line(
            shares,
            data.atomic * scale.factor,
            Look("prefunding", "solid", 4),
            words("figure.atomic"),
            scale.written,
            dark=dark,
        ),
    ]
    stands = _recycling_stands(data, scale.factor, words, dark=dark)
    traces += [mark for mark, _ in stands]
    key = [
        ("\u2501", words("figure.atomic"), "prefunding"),
        ("\u254c", words("figure.slow"), "settlement"),
    ]
    name = words("axis.with_unit", name=words("figure.recycling"), unit=words("axis.percent"))
    low, high = float(shares[0]), float(shares[-1])
    pad = 0.03 * (high - low)
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
        "yaxis": template.money_axis(words, "figure.cost_year", scale),
        "hovermode": "x unified",
        "margin": {"l": 68},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def recycling_curve_table(data: RecyclingCurve, words: Words) -> Table:
    """Cost of atomic settlement at each recycling share, and that of T+1."""
    heads = [words(key) for key in ("figure.recycling_pct", "figure.atomic_m", "figure.slow_m")]
    flat = [data.slow] * len(data.share)
    return table(heads, data.share * PERCENT, data.atomic, flat)


def _recycling_stands(
    data: RecyclingCurve, factor: float, words: Words, *, dark: bool
) -> list[tuple[marks.Trace, marks.Trace]]:
    """Mark the break-even, if there is one, and the scenario's own share."""
    cost = float(np.interp(data.here, data.share, data.atomic))
    amount = numbers.money(words, cost)
    text = words("figure.here_share", share=numbers.percent(words, data.here), cost=amount)
    looks = [(data.here, cost, text, Look("scenario", "circle", 14), "bottom")]
    if data.break_even is not None and math.isfinite(data.break_even):
        text = words("figure.break_even", share=numbers.percent(words, data.break_even))
        looks = [(data.break_even, data.slow, text, Look("freed", "diamond", 15), "top"), *looks]
    stands = []
    for share, amount_m, label, look, height in looks:
        spot = (share * PERCENT, amount_m * factor)
        side = marks.side(share, float(data.share[0]), float(data.share[-1]))
        mark = marks.point(spot, look, look.shade, dark=dark)
        stands.append((mark, marks.flag(spot, label, f"{height} {side}", dark=dark)))
    return stands


def _never(data: RecyclingCurve, factor: float, words: Words, *, dark: bool) -> list[marks.Trace]:
    """Note on the line of T+1 that no share of recycling reaches it."""
    if data.break_even is not None and math.isfinite(data.break_even):
        return []
    spot = (float(data.share[0]) * PERCENT, data.slow * factor)
    return [marks.flag(spot, words("figure.never"), "top right", dark=dark)]
