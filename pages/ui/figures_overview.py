"""Charts of the whole firm: its locked capital before and after, and which lever moved it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import marks, numbers, template
from pages.ui.palette import colour
from pages.ui.shades import ink, tint
from pages.ui.tables import Table, table
from pages.ui.text import Words

GHOST = 0.55
ROOM_FOR_TEXT = 0.42
SHADES = (1.0, 0.8, 0.62)


@dataclass(frozen=True, slots=True)
class Levers:
    """A total before and after, USD m, and what each lever contributed to the difference."""

    baseline: float
    names: tuple[str, ...]
    contributions: tuple[float, ...]
    scenario: float


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Market value posted by asset, shape (codes,), and the fund share; all in USD m."""

    codes: tuple[str, ...]
    baseline: FloatArray
    scenario: FloatArray
    baseline_fund: float
    scenario_fund: float


def lever_bars(data: Levers, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Bridge from the baseline's total to the scenario's, one bar a lever.

    Raises
    ------
    ValueError
        If the contributions do not add up to the difference.
    """
    if not math.isfinite(data.baseline + data.scenario):
        return template.empty(words("figure.infeasible"), title, dark=dark)
    gap = data.baseline + sum(data.contributions) - data.scenario
    if abs(gap) > 1e-6 * max(1.0, abs(data.baseline), abs(data.scenario)):
        msg = f"the levers miss the scenario's total by {gap:.6g}; give one contribution for each"
        raise ValueError(msg)
    bars = _bridge(data, words)
    scale = numbers.money_scale(words, max(bar.end for bar in bars))
    top = max(bar.end for bar in bars) * scale.factor or 1.0
    traces = [_steps(data, scale.factor, dark=dark), _bridge_trace(bars, scale.factor, dark=dark)]
    traces += [_bridge_labels(bars, scale.factor, top, dark=dark)]
    least = min(0.0, *(bar.start for bar in bars)) * scale.factor
    layout = {
        "xaxis": template.money_axis(words, "figure.locked", scale)
        | {"range": [1.3 * least, 1.06 * top]},
        "yaxis": template.category_rows([bar.label for bar in bars]),
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def lever_bars_table(data: Levers, words: Words) -> Table:
    """Total of the baseline, the contribution of each lever, total of the scenario."""
    steps = [words("figure.baseline"), *data.names, words("figure.scenario")]
    amounts = [data.baseline, *data.contributions, data.scenario]
    return table([words("figure.step"), words("figure.amount_m")], steps, amounts)


def before_after(data: BeforeAfter, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Baseline and scenario as two stacked bars: each asset posted, then the fund share."""
    totals = _totals(data)
    if not any(math.isfinite(total) and total > 0 for total in totals):
        reason = words("figure.no_flows" if totals == (0, 0) else "figure.infeasible")
        return template.empty(reason, title, dark=dark, height="short")
    data = _finite(data)
    scale = numbers.money_scale(words, max(_totals(data)))
    traces = [
        _stacked(label, pair, (*look, scale.factor), words, dark=dark)
        for label, pair, look in _parts(data, words)
    ]
    labels = [
        f"<b>{words(key)}</b><br>{numbers.money(words, total)}"
        for key, total in zip(("figure.baseline", "figure.scenario"), totals, strict=True)
    ]
    layout = {
        "barmode": "stack",
        "uniformtext": {"mode": "hide", "minsize": 12},
        "xaxis": template.money_axis(words, "figure.locked", scale),
        "yaxis": {
            "tickvals": [0, 1],
            "ticktext": labels,
            "range": [1.5, -0.5],
            "showgrid": False,
        },
        "margin": {"l": template.LABEL_MARGIN - 14},
    }
    return template.figure(traces, title, dark=dark, height="short", layout=layout)


def before_after_table(data: BeforeAfter, words: Words) -> Table:
    """Each asset and the fund share, baseline beside scenario, and the totals."""
    names = [words(f"asset.{code}") for code in data.codes]
    names += [words("figure.fund_share"), words("figure.total")]
    before, after = _totals(data)
    heads = [words(key) for key in ("figure.part", "figure.baseline_m", "figure.scenario_m")]
    return table(
        heads,
        names,
        [*data.baseline, data.baseline_fund, before],
        [*data.scenario, data.scenario_fund, after],
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar of the bridge: where it lies, what stands beside it, what it means."""

    label: str
    start: float
    end: float
    text: str
    colour: str


def _bridge(data: Levers, words: Words) -> list[_Bar]:
    """Bars of the bridge from top to bottom; ``start`` is the smaller end."""
    first, last = (numbers.money(words, total) for total in (data.baseline, data.scenario))
    bars = [_Bar(words("figure.baseline"), 0.0, data.baseline, first, "baseline")]
    level = data.baseline
    for name, part in zip(data.names, data.contributions, strict=True):
        low, high = sorted((level, level + part))
        text = numbers.money(words, part, signed=True)
        bars.append(_Bar(name, low, high, text, "freed" if part < 0 else "warning"))
        level += part
    return [*bars, _Bar(words("figure.scenario"), 0.0, data.scenario, last, "scenario")]


def _bridge_trace(bars: Sequence[_Bar], factor: float, *, dark: bool) -> dict[str, object]:
    """Floating bars of the bridge."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(bars))),
        "base": template.rounded(bar.start * factor for bar in bars),
        "x": template.rounded((bar.end - bar.start) * factor for bar in bars),
        "marker": {"color": [colour(bar.colour, dark) for bar in bars]},
        "customdata": [[bar.label, bar.text] for bar in bars],
        "hovertemplate": "%{customdata[0]}<br><b>%{customdata[1]}</b><extra></extra>",
    }


def _steps(data: Levers, factor: float, *, dark: bool) -> dict[str, object]:
    """Thin lines that carry the level from one bar to the next."""
    levels = list(accumulate(data.contributions, initial=data.baseline))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for at in template.rounded(v * factor for v in levels) for x in (at, at, None)],
        "y": [y for row in range(len(levels)) for y in (row, row + 1, None)],
        "line": {"color": colour("muted", dark), "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _bridge_labels(
    bars: Sequence[_Bar], factor: float, top: float, *, dark: bool
) -> dict[str, object]:
    """Amounts beside the bars, on the side that has room, and inside the long totals."""
    places, sides, inks = [], [], []
    for bar in bars:
        total = bar.colour in {"baseline", "scenario"}
        left = bar.start * factor > ROOM_FOR_TEXT * top
        inside = total and bar.end * factor > ROOM_FOR_TEXT * top
        places.append(bar.start if left else bar.end)
        sides.append("middle left" if left or inside else "middle right")
        inks.append(ink(colour(bar.colour, dark), dark=dark) if inside else colour("text", dark))
    xs = template.rounded(place * factor for place in places)
    return marks.labels(xs, [f"<b>{bar.text}</b>" for bar in bars], sides, inks)


def _totals(data: BeforeAfter) -> tuple[float, float]:
    """Locked overnight before and after."""
    return (
        float(data.baseline.sum()) + data.baseline_fund,
        float(data.scenario.sum()) + data.scenario_fund,
    )


def _finite(data: BeforeAfter) -> BeforeAfter:
    """Leave out a side whose total is not finite, with its fund share."""
    before, after = (math.isfinite(total) for total in _totals(data))
    nothing = np.zeros(len(data.codes))
    return BeforeAfter(
        data.codes,
        data.baseline if before else nothing,
        data.scenario if after else nothing,
        data.baseline_fund if before else 0.0,
        data.scenario_fund if after else 0.0,
    )


def _parts(
    data: BeforeAfter, words: Words
) -> Iterator[tuple[str, tuple[float, float], tuple[str, float]]]:
    """Label, both amounts, colour name and strength of each part; neighbours differ."""
    columns = zip(data.codes, data.baseline.tolist(), data.scenario.tolist(), strict=True)
    for row, (code, before, after) in enumerate(columns):
        look = ("margin", SHADES[row % len(SHADES)])
        yield words(f"asset.{code}.short"), (before, after), look
    pair = (data.baseline_fund, data.scenario_fund)
    yield words("figure.fund_share.short"), pair, ("settlement", 1.0)


def _stacked(
    label: str, pair: Sequence[float], look: tuple[str, float, float], words: Words, *, dark: bool
) -> dict[str, object]:
    """One stacked trace of two bars, the baseline as a ghost of the scenario."""
    shade, weight, factor = look
    fills = [tint(shade, weight * fade, dark=dark) for fade in (GHOST, 1.0)]
    amounts = [numbers.money(words, value) for value in pair]
    return {
        "type": "bar",
        "orientation": "h",
        "name": label,
        "y": [0, 1],
        "x": template.rounded(value * factor for value in pair),
        "width": 0.72,
        "marker": {"color": fills, "line": {"color": colour("background", dark), "width": 1.5}},
        "text": [
            f"{label}<br>{amount}" if v > 0 else "" for v, amount in zip(pair, amounts, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": [ink(fill, dark=dark) for fill in fills], "size": template.SMALL},
        "customdata": amounts,
        "hovertemplate": f"{label}<br><b>%{{customdata}}</b><extra></extra>",
    }
