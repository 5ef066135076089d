"""The multiplier of the forced-sale loop against the depth of the market."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from engine.spiral_curves import ByDepth
from pages.ui import figures_flags as flags
from pages.ui import marks, numbers, template
from pages.ui.marks import Trace
from pages.ui.shades import tint
from pages.ui.spoken import SILENT, spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

LOW, HIGH, MILLIONS = 3.0, 1.6, 1000.0
LOOKS = (marks.BEFORE, marks.AFTER)


@dataclass(frozen=True, slots=True)
class DepthCurve:
    """Multiplier by depth, the baseline's on the same depths, and where the scenario stands."""

    scenario: ByDepth
    baseline: FloatArray
    depth: float
    multiplier: float
    stable: bool


def depth_curve(data: DepthCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Multiplier against the depth of the market, shaded where the loop runs away."""
    scale = numbers.money_scale(words, float(data.scenario.depth[-1]) * MILLIONS)
    factor = scale.factor * MILLIONS
    found, seen = data.scenario, data.scenario.depth > data.scenario.edge
    calm = found.multiplier[seen] if seen.any() else found.multiplier
    highest = float(found.multiplier.max())
    top = min(1.06 * highest, max(LOW, HIGH * data.multiplier, 1.02 * float(calm[-1])))
    shown = np.where(found.multiplier <= 1.2 * top, found.multiplier, np.nan)
    before = np.where(data.baseline <= 1.2 * top, data.baseline, np.nan)
    traces = [
        marks.line(found.depth * factor, values, look, "", "", dark=dark) | SILENT
        for values, look in zip((before, shown), LOOKS, strict=True)
    ]
    traces[-1] |= {"hoverinfo": "all"} | spoken(_said(data, shown, words))
    ends = (float(found.depth[0]) * factor, float(found.depth[-1]) * factor)
    frame = flags.Frame(ends, (0, top), [(found.depth * factor, np.nan_to_num(shown, nan=top))])
    stands = flags.stands([_here(data, top, factor, words)], frame, dark=dark)
    traces += [mark for mark, _ in stands]
    key = [("\u2501", words("figure.scenario"), "scenario")]
    key += [("\u2508", words("figure.baseline"), "baseline")]
    note = template.key_line(key, dark=dark)
    away = _away(found.edge * factor, ends, dark=dark)
    if away:
        swatch = template.sample("\u25a0", tint("warning", marks.AREA, dark=dark))
        note["text"] = f"{note['text']}\u2003{swatch} {words('figure.away')}"
    name = words("axis.with_unit", name=words("figure.depth"), unit=scale.unit)
    multiple = words("axis.with_unit", name=words("figure.multiplier"), unit=words("figure.times"))
    layout = {
        "annotations": [note, *(label for _, label in stands)],
        "shapes": away,
        "xaxis": {"title": {"text": name}, "range": list(ends), "nticks": 6},
        "yaxis": {"title": {"text": multiple}, "range": [0, top], "nticks": 6},
        "hovermode": "x",
        "margin": {"l": 64},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def depth_curve_table(data: DepthCurve, words: Words) -> Table:
    """Multiplier of scenario and baseline at each depth."""
    keys = ("figure.depth_bn", "figure.multiplier_x", "figure.multiplier_before")
    heads = [words(key) for key in keys]
    return table(heads, data.scenario.depth, data.scenario.multiplier, data.baseline)


def _said(data: DepthCurve, shown: FloatArray, words: Words) -> list[str]:
    """Say where the fall ends at each depth that has a place on the line."""
    found = []
    for depth, now, before in zip(data.scenario.depth, shown, data.baseline, strict=True):
        at, times = numbers.money(words, float(depth) * MILLIONS), numbers.times(words, float(now))
        text = words("hover.depth", depth=at, times=times)
        then = words("hover.depth.before", times=numbers.times(words, float(before)))
        both = words("hover.two", first=text, second=then)
        found.append(both if math.isfinite(now) else "")
    return found


def _here(data: DepthCurve, top: float, factor: float, words: Words) -> flags.Stand:
    """Stand on the scenario's depth; at the upper edge where the loop runs away."""
    here = min(data.multiplier, 0.98 * top) if data.stable else 0.5 * top
    key = "figure.here_times" if data.stable else "figure.here_away"
    text = words(key, times=numbers.times(words, data.multiplier))
    look = marks.HERE
    ends = data.scenario.depth
    where = f"top {marks.side(data.depth, float(ends[0]), float(ends[-1]))}"
    return flags.Stand((data.depth * factor, here), text, look, text, where)


def _away(edge: float, ends: Sequence[float], *, dark: bool) -> list[Trace]:
    """Return the band in which the loop runs away."""
    if not math.isfinite(edge) or edge <= ends[0]:
        return []
    return [
        {
            "type": "rect",
            "layer": "below",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": ends[0],
            "x1": min(edge, ends[1]),
            "fillcolor": tint("warning", marks.AREA, dark=dark),
            "line": {"width": 0},
        }
    ]
