"""The settlement-time haircut curve: what hours of delay do to one asset's haircut."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import marks, numbers, template
from pages.ui.figures_collateral import LEAST_PERCENT, PERCENT
from pages.ui.marks import Look
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.tables import Table, table
from pages.ui.text import Words


@dataclass(frozen=True, slots=True)
class HaircutCurve:
    """Haircut of one asset against the hours before it can be sold.

    Attributes
    ----------
    hours, model, applied, baseline
        Shape (n,); haircuts are decimals, ``baseline`` is the baseline's applied haircut.
    floor
        Decimal; 0 means there is none.
    here, baseline_here
        Hours at which the scenario and the baseline stand.
    """

    asset: str
    hours: FloatArray
    model: FloatArray
    applied: FloatArray
    baseline: FloatArray
    floor: float
    here: float
    baseline_here: float


def haircut_curve(data: HaircutCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Haircut against the hours from the last good call to control of the asset."""
    lines = (
        (data.baseline, Look("baseline", "dot", 2.5), "figure.baseline"),
        (data.model, Look("haircut", "dash", 2.5), "figure.model"),
        (data.applied, Look("haircut", "solid", 4), "figure.applied"),
    )
    traces = [
        marks.line(data.hours, shares * PERCENT, look, words(key), "{value}%", dark=dark)
        for shares, look, key in lines
    ]
    stands = _stands(data, words, dark=dark)
    traces += [mark for mark, _ in stands]
    key = [
        ("\u2501", words("figure.applied"), "haircut"),
        ("\u254c", words("figure.model"), "haircut"),
        ("\u2508", words("figure.baseline"), "baseline"),
    ]
    name = words("axis.with_unit", name=words("figure.hours_to_control"), unit=words("axis.hours"))
    highest = PERCENT * float(np.nanmax([data.model, data.applied, data.baseline]))
    layout = {
        "annotations": [
            template.key_line(key, dark=dark),
            *_floor_note(data, words, dark=dark),
            *(label for _, label in stands),
        ],
        "shapes": _floor_band(data, dark=dark),
        "xaxis": {"title": {"text": name}, "range": [0, float(data.hours[-1])], "dtick": 48},
        "yaxis": template.percent_axis(words, "figure.haircut")
        | {"range": [0, max(LEAST_PERCENT, 1.2 * highest)]},
        "hovermode": "x unified",
        "margin": {"l": 64},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def haircut_curve_table(data: HaircutCurve, words: Words) -> Table:
    """Hours, and the model, applied and baseline haircut there in percent."""
    keys = ("figure.hours_h", "figure.model_pct", "figure.applied_pct", "figure.baseline_pct")
    heads = [words(key) for key in keys]
    shares = [array * PERCENT for array in (data.model, data.applied, data.baseline)]
    return table(heads, data.hours, *shares)


def _stands(
    data: HaircutCurve, words: Words, *, dark: bool
) -> list[tuple[marks.Trace, marks.Trace]]:
    """Mark where the baseline and the scenario stand; the higher one has its label on top."""
    here = (data.here, float(np.interp(data.here, data.hours, data.applied)))
    before = (data.baseline_here, float(np.interp(data.baseline_here, data.hours, data.baseline)))
    heights = ("top", "bottom") if here[1] >= before[1] else ("bottom", "top")
    scenario = _stand(here, "scenario", heights[0], data, words, dark=dark)
    if here == before:
        return [scenario]
    return [_stand(before, "baseline", heights[1], data, words, dark=dark), scenario]


def _stand(
    place: tuple[float, float],
    which: str,
    height: str,
    data: HaircutCurve,
    words: Words,
    *,
    dark: bool,
) -> tuple[marks.Trace, marks.Trace]:
    """Mark one place on its line and label it on the side that is free."""
    here = which == "scenario"
    text = words(
        "figure.here" if here else "figure.baseline_here",
        hours=numbers.hours(words, place[0]),
        share=numbers.percent(words, place[1]),
    )
    spot = (place[0], place[1] * PERCENT)
    side = marks.side(place[0], 0, float(data.hours[-1]))
    mark = marks.point(spot, Look(which, "circle", 14), words(f"figure.{which}"), dark=dark)
    ink = "text" if here else "muted"
    return mark, marks.flag(spot, text, f"{height} {side}", dark=dark, ink=ink)


def _floor_band(data: HaircutCurve, *, dark: bool) -> list[dict[str, object]]:
    """Band below the floor, where the model has no say."""
    if not (math.isfinite(data.floor) and data.floor > 0):
        return []
    return [
        {
            "type": "rect",
            "layer": "below",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": 0,
            "y1": round(data.floor * PERCENT, 4),
            "fillcolor": tint("haircut", 0.12, dark=dark),
            "line": {"width": 0},
        }
    ]


def _floor_note(data: HaircutCurve, words: Words, *, dark: bool) -> list[dict[str, object]]:
    """Name of the band."""
    if not (math.isfinite(data.floor) and data.floor > 0):
        return []
    return [
        {
            "text": words("figure.floor", share=numbers.percent(words, data.floor)),
            "xref": "paper",
            "x": 1,
            "xanchor": "right",
            "y": 0,
            "yanchor": "bottom",
            "font": {"color": colour("muted", dark), "size": template.SMALL},
        }
    ]
