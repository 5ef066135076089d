"""The cost curve of settlement: what a faster cycle saves, and what it needs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import marks, numbers, template
from pages.ui.lines import wrap
from pages.ui.marks import Look
from pages.ui.palette import colour
from pages.ui.spoken import SILENT, spoken_each
from pages.ui.tables import Table, table
from pages.ui.text import Words

TICKS = 12
ROOM = 1.15
TOWERING = 4.0
SIDE = 0.4
WIDE = 2.0


@dataclass(frozen=True, slots=True)
class CostCurve:
    """Cost a year by settlement cycle, slowest first; USD m, shape (cycles,).

    Attributes
    ----------
    labels
        Short names of the cycles; a bare number means so many batches a day.
    fund, cash
        Cost of the clearing-fund share and of the cash for pay-ins.
    baseline
        Total cost of the baseline's settings in each cycle.
    here, best
        Positions of the scenario's own cycle and of the cheapest.
    """

    labels: tuple[str, ...]
    fund: FloatArray
    cash: FloatArray
    baseline: FloatArray
    here: int
    best: int


def cost_curve(data: CostCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Cost a year from the slowest cycle to atomic: fund, cash, and their total."""
    total = data.fund + data.cash
    if not np.isfinite(total).all():
        return template.empty(words("figure.infeasible"), title, dark=dark)
    top = _top(data, total)
    scale = numbers.money_scale(words, top)
    lines = (
        (data.baseline, marks.BEFORE, "figure.baseline"),
        (data.fund, Look("settlement", "solid", marks.LINE), "figure.cost_fund"),
        (data.cash, Look("prefunding", "solid", marks.LINE), "figure.cost_cash"),
        (total, marks.AFTER, "figure.cost_total"),
    )
    places = _places(data.labels)
    traces = [
        marks.line(places, values * scale.factor, look, words(key), scale.written, dark=dark)
        | (_say(data, words) if values is total else SILENT)
        for values, look, key in lines
    ]
    ends = (-SIDE, float(places[-1]) + SIDE)
    drawn = [(places, values * scale.factor) for values, _, _ in lines]
    frame = flags.Frame(ends, (0, top * scale.factor), drawn, height=250)
    stands = flags.stands(_stands(data, total, scale.factor, words), frame, dark=dark)
    traces += [mark for mark, _ in stands]
    same = np.allclose(data.baseline, total)
    key = [("\u2501", words(name), look.shade) for _, look, name in lines[:0:-1]]
    key += [] if same else [("\u2508", words(lines[0][-1]), lines[0][1].shade)]
    layout = {
        "annotations": [
            template.key_line(key, dark=dark),
            *(label for _, label in stands),
            *_off_chart(data, total, top * scale.factor, words, dark=dark),
        ],
        "xaxis": cycle_axis(data.labels, words),
        "yaxis": template.money_axis(words, "figure.cost_year", scale)
        | {"range": [0, top * scale.factor]},
        "hovermode": "x",
        "hoverdistance": -1,
        "margin": {"l": 68, "b": 86},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def cost_curve_table(data: CostCurve, words: Words) -> Table:
    """Cost of each cycle and its two parts, and the baseline's total, USD m a year."""
    keys = ("figure.cycle", "figure.cost_fund_m", "figure.cost_cash_m", "figure.cost_total_m")
    heads = [words(key) for key in (*keys, "figure.baseline_cost_m")]
    total = data.fund + data.cash
    names = [_full(label, words) for label in data.labels]
    return table(heads, names, data.fund, data.cash, total, data.baseline)


def cycle_label(code: str, words: Words) -> str:
    """Return the short name of a cycle code, as in T1, B12 or ATOM."""
    if code.startswith("B"):
        return words("figure.cycle.batches", n=code[1:])
    return words("figure.cycle.atomic") if code == "ATOM" else f"T+{code[1:]}"


def cycle_axis(labels: Sequence[str], words: Words) -> dict[str, object]:
    """Axis of cycles from slow to fast; every other name stands one line lower.

    The cycles of whole days and the last one are always named, the others as there is room.
    """
    last, places = len(labels) - 1, _places(labels)
    step = max(1, math.ceil(len(labels) / TICKS))
    days = [place for place, label in enumerate(labels) if label.startswith("T+")]
    first = days[-1] + step if days else 0
    rest = [place for place in range(first, last, step) if last - place >= step]
    shown = sorted({*days, *rest, last})
    names = [("<br>" if order % 2 else "") + labels[place] for order, place in enumerate(shown)]
    return {
        "title": {"text": wrap(words("figure.cycle_axis"), template.TITLE_WIDTH)},
        "range": [-SIDE, float(places[-1]) + SIDE],
        "tickvals": [float(places[order]) for order in shown],
        "ticktext": names,
        "tickangle": 0,
        "tickfont": {"size": template.SMALL},
        "ticklabelstandoff": 4,
        "showgrid": False,
    }


def _places(labels: Sequence[str]) -> FloatArray:
    """Places of the cycles on their axis: whole days stand wider, so that all can be named."""
    wide = np.array([label.startswith("T+") for label in labels[:-1]], dtype=bool)
    return np.concatenate([[0.0], np.cumsum(np.where(wide, WIDE, 1.0))])


def _say(data: CostCurve, words: Words) -> marks.Trace:
    """Say what each cycle costs, in parts and before, wherever above it a reader points."""
    amounts = {
        "total": data.fund + data.cash,
        "fund": data.fund,
        "cash": data.cash,
        "before": data.baseline,
    }
    said = spoken_each(
        words,
        "hover.cost",
        cycle=[_full(label, words) for label in data.labels],
        **{name: [numbers.money(words, v) for v in row.tolist()] for name, row in amounts.items()},
    )
    return said | {"hoverinfo": "text"}


def _top(data: CostCurve, total: FloatArray) -> float:
    """Upper end of the axis: the whole curve, unless its tail would flatten the rest."""
    seen = max(TOWERING * float(total.min()), ROOM * float(total[data.here]))
    whole = ROOM * float(np.nanmax([total, data.baseline]))
    return min(whole, seen) or 1.0


def _full(label: str, words: Words) -> str:
    """Name of a cycle where it stands alone: 5 is five batches a day."""
    return words("cycle.batches", n=label) if label.isdigit() else label


def _short(label: str, words: Words) -> str:
    """Name of a cycle beside its mark: 5 is 5/day."""
    return words("figure.cycle.batches", n=label) if label.isdigit() else label


def _stands(data: CostCurve, total: FloatArray, factor: float, words: Words) -> list[flags.Stand]:
    """Stand on the scenario's own cycle and on the cheapest, each with its label."""
    both = data.here == data.best
    key = "figure.here_best" if both else "figure.here_cycle"
    picks = [(data.here, key, marks.HERE)]
    picks += [] if both else [(data.best, "figure.best", Look("freed", "star", 18))]
    found, places = [], _places(data.labels)
    for place, text, look in picks:
        spot = (float(places[place]), float(total[place]) * factor)
        cost = numbers.money(words, float(total[place]))
        label = words(text, cycle=_short(data.labels[place], words), cost=cost)
        where = f"top {marks.side(spot[0], 0, float(places[-1]))}"
        found.append(flags.Stand(spot, label, look, words(text, cycle="", cost=""), where))
    return found


def _off_chart(
    data: CostCurve, total: FloatArray, top: float, words: Words, *, dark: bool
) -> list[dict[str, object]]:
    """Note at the upper edge for the cycle whose cost lies beyond it."""
    highest = int(total.argmax())
    scale = numbers.money_scale(words, _top(data, total))
    if float(total[highest]) * scale.factor <= top:
        return []
    cost = numbers.money(words, float(total[highest]))
    text = words("figure.off_chart", cycle=_full(data.labels[highest], words), cost=cost)
    return [
        {
            "text": text,
            "x": float(_places(data.labels)[highest]) - (0.85 if highest else 0),
            "xanchor": "right" if highest else "left",
            "y": top,
            "yanchor": "top",
            "font": {"color": colour("text", dark), "size": template.SMALL},
        }
    ]
