"""The settlement-time haircut curve: what hours of delay do to one asset's haircut."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import marks, numbers, template
from pages.ui.figures_collateral import LEAST_PERCENT, PERCENT
from pages.ui.marks import Look
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import spoken_each
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

COVERED = 0.01  # of the highest value: less than the width of a line


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
    refused
        Whether the asset does not count in the scenario, whatever its haircut.
    """

    asset: str
    hours: FloatArray
    model: FloatArray
    applied: FloatArray
    baseline: FloatArray
    floor: float
    here: float
    baseline_here: float
    refused: bool = False


def haircut_curve(data: HaircutCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Haircut against the hours from the last good call to control of the asset."""
    lines = (
        (data.baseline, marks.BEFORE, "baseline"),
        (data.model, marks.MODEL, "model"),
        (data.applied, _applied(data), "applied.refused" if data.refused else "applied"),
    )
    traces = [line(data, *parts, words, dark=dark) for parts in lines]
    highest = PERCENT * float(np.nanmax([data.model, data.applied, data.baseline]))
    top = max(LEAST_PERCENT, 1.2 * highest)
    drawn = [(data.hours, shares * PERCENT) for shares, _, _ in lines]
    frame = flags.Frame((0, float(data.hours[-1])), (0, top), drawn)
    stands = flags.stands(_stands(data, words), frame, dark=dark)
    traces += [mark for mark, _ in stands]
    key = [
        ("\u2501", words(f"figure.{lines[-1][-1]}"), lines[-1][1].shade),
        ("\u254c", words("figure.model"), "haircut"),
    ]
    if not same(data):
        key.append(("\u2508", words("figure.baseline"), "baseline"))
    name = words("axis.with_unit", name=words("figure.hours_to_control"), unit=words("axis.hours"))
    layout = {
        "annotations": [
            template.key_line(key, dark=dark),
            *floor_note(data, words, dark=dark),
            *(label for _, label in stands),
        ],
        "shapes": _floor_band(data, dark=dark),
        "xaxis": {"title": {"text": name}, "range": [0, float(data.hours[-1])], "dtick": 48}
        | template.CLEAR,
        "yaxis": template.percent_axis(words, "figure.haircut") | {"range": [0, top]},
        "margin": {"l": 64},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def line(
    data: HaircutCurve, shares: FloatArray, look: Look, kind: str, words: Words, *, dark: bool
) -> marks.Trace:
    """One haircut against the hours, which says both in a sentence."""
    said = spoken_each(
        words,
        f"hover.curve.{kind}",
        hours=[numbers.hours(words, hour) for hour in data.hours.tolist()],
        share=[numbers.percent(words, share) for share in shares.tolist()],
    )
    name = words(f"figure.{kind}")
    drawn = marks.line(data.hours, shares * PERCENT, look, name, "", dark=dark)
    return drawn | said


def haircut_curve_table(data: HaircutCurve, words: Words) -> Table:
    """Hours, and the model, applied and baseline haircut there in percent."""
    keys = ("figure.hours_h", "figure.model_pct", "figure.applied_pct", "figure.baseline_pct")
    heads = [words(key) for key in keys]
    shares = [percents(array) for array in (data.model, data.applied, data.baseline)]
    return table(heads, data.hours, *shares)


def same(data: HaircutCurve) -> bool:
    """Tell whether the scenario's line covers the baseline's, so that only one is seen."""
    apart = np.nanmax(np.abs(data.baseline - data.applied), initial=0.0)
    return bool(apart <= COVERED * np.nanmax(data.applied, initial=0.0))


def _applied(data: HaircutCurve) -> Look:
    """Look of the applied haircut: muted where the asset does not count anyway."""
    return marks.REFUSED if data.refused else marks.APPLIED


def _stands(data: HaircutCurve, words: Words) -> list[flags.Stand]:
    """Where the scenario and the baseline stand; the higher one has its label on top."""
    here = (data.here, float(np.interp(data.here, data.hours, data.applied)))
    before = (data.baseline_here, float(np.interp(data.baseline_here, data.hours, data.baseline)))
    heights = ("top", "bottom") if here[1] >= before[1] else ("bottom", "top")
    found = [] if data.refused else [_stand(here, "scenario", heights[0], data, words)]
    if data.refused or here != before:
        found.append(_stand(before, "baseline", heights[1], data, words))
    return [stand for stand in found if math.isfinite(stand.place[1])]


def _stand(
    place: tuple[float, float], which: str, height: str, data: HaircutCurve, words: Words
) -> flags.Stand:
    """One place on its line, with its label."""
    here = which == "scenario"
    text = words(
        "figure.here" if here else "figure.baseline_here",
        hours=numbers.hours(words, place[0]),
        share=numbers.percent(words, place[1]),
    )
    return flags.Stand(
        (place[0], place[1] * PERCENT),
        text,
        Look(which, "circle", marks.PLACE),
        words(f"figure.{which}"),
        f"{height} {marks.side(place[0], 0, float(data.hours[-1]))}",
        "text" if here else "muted",
    )


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
            "fillcolor": tint("haircut", marks.WASH, dark=dark),
            "line": {"width": 0},
        }
    ]


def floor_note(data: HaircutCurve, words: Words, *, dark: bool) -> list[dict[str, object]]:
    """Name of the band."""
    if not (math.isfinite(data.floor) and data.floor > 0):
        return []
    return [
        {
            "text": words("figure.floor", share=numbers.percent(words, data.floor)),
            "xref": "paper",
            "x": 1,
            "xanchor": "right",
            "y": round(data.floor * PERCENT, 4),
            "yanchor": "top",
            "font": {"color": colour("muted", dark), "size": template.SMALL},
        }
    ]
