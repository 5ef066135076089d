"""The settlement-time haircut curve with the losses of the past behind it."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import lines, loss_marks, marks, numbers, template
from pages.ui.figures_curve import HaircutCurve, floor_note, line, same
from pages.ui.loss_marks import Observed
from pages.ui.marks import Look
from pages.ui.pale import UNTRACED
from pages.ui.shades import tint
from pages.ui.tables import Table, table
from pages.ui.text import Words

PERCENT = 100.0
LEAST, ROOM = 0.5, 1.16
DAY, TICKS = 24, 8
CLEAR = 5  # lines that labels keep clear of; the thin ones behind may run under them
SIGNS = ("\u25cf", "\u25cb", "\u25a1")


@dataclass(frozen=True, slots=True)
class Losses:
    """The curve of the scenario, and what was observed; ``None`` where no series speaks.

    ``floor_class`` is what the floor rests on.
    """

    curve: HaircutCurve
    observed: Observed | None
    floor_class: str = UNTRACED


def losses(data: Losses, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw what was lost first, the haircuts over it."""
    seen = [] if data.observed is None else loss_marks.seen_marks(data.observed, words, dark=dark)
    curve = [
        line(data.curve, shares, look, kind, words, dark=dark)
        for shares, look, kind in _lines(data.curve)
    ]
    top, last = _top(data), _last(data)
    frame = flags.Frame((0, last), (0, top), _drawn(data)[:CLEAR], height=360.0)
    stands = flags.stands(_stands(data, words), frame, dark=dark)
    layout = {
        "annotations": [
            _key(data, words, dark=dark),
            *floor_note(data.curve, words, dark=dark),
            *(label for _, label in stands),
        ],
        "shapes": [band | {"name": data.floor_class} for band in _floor(data.curve, dark=dark)],
        "xaxis": _hours_axis(last, words),
        "yaxis": template.percent_axis(words, "figure.past.haircut_or_loss") | {"range": [0, top]},
        "margin": {"l": 64},
    }
    traces = [*seen, *curve, *(mark for mark, _ in stands)]
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def losses_table(data: Losses, words: Words) -> Table:
    """List every point: what it is, its hours, its percentage."""
    points = [
        (words(f"figure.{kind}"), hour, share * PERCENT)
        for shares, _, kind in _lines(data.curve)
        for hour, share in zip(data.curve.hours, shares, strict=True)
        if math.isfinite(share)
    ]
    if data.observed is not None:
        points = [*_points(data.observed, words), *points]
    heads = [words(key) for key in ("figure.past.what", "figure.hours_h", "figure.past.share_pct")]
    return table(heads, *zip(*points, strict=True))


def _points(seen: Observed, words: Words) -> list[tuple[str, float, float]]:
    """Observed points of the table, the worst ones with their days."""
    found = [
        (loss_marks.level_name(level, words), float(hour), float(loss) * PERCENT)
        for level, row in zip(seen.levels, seen.quantiles, strict=True)
        for hour, loss in zip(seen.hours, row, strict=True)
    ]
    found += [
        (words("figure.past.worst_on", day=day), float(hour), float(loss) * PERCENT)
        for hour, loss, day in zip(seen.hours, seen.worst, seen.days, strict=True)
    ]
    found += [
        (words("figure.past.worst_low"), float(hour), float(loss) * PERCENT)
        for hour, loss in zip(seen.hours, seen.lows, strict=True)
        if math.isfinite(loss)
    ]
    return found + [
        (fall.name, float(hour), float(loss) * PERCENT)
        for fall in seen.falls
        for hour, loss in zip(fall.hours, fall.within, strict=True)
    ]


def _lines(curve: HaircutCurve) -> list[tuple[FloatArray, Look, str]]:
    applied = marks.REFUSED if curve.refused else marks.APPLIED
    return [
        (curve.baseline, marks.BEFORE, "baseline"),
        (curve.model, marks.MODEL, "model"),
        (curve.applied, applied, "applied.refused" if curve.refused else "applied"),
    ]


def _stands(data: Losses, words: Words) -> list[flags.Stand]:
    """Where scenario and baseline stand, the worst loss and the deepest episode."""
    curve, last = data.curve, _last(data)
    here = (curve.here, float(np.interp(curve.here, curve.hours, curve.applied)))
    then = np.interp(curve.baseline_here, curve.hours, curve.baseline)
    before = (curve.baseline_here, float(then))
    look = Look("muted" if curve.refused else "scenario", "circle", marks.PLACE)
    found = [_stand(here, look, "figure.here", "text", last, words)]
    if before != here and math.isfinite(before[1]):
        look = marks.WAS
        found.append(_stand(before, look, "figure.baseline_here", "muted", last, words))
    if data.observed is None:
        return found
    return [*found, *loss_marks.deepest(data.observed, last, words)]


def _stand(
    place: tuple[float, float], look: Look, key: str, ink: str, last: float, words: Words
) -> flags.Stand:
    hours, share = numbers.hours(words, place[0]), numbers.percent(words, place[1])
    text, side = words(key, hours=hours, share=share), marks.side(place[0], 0, last)
    return flags.Stand((place[0], place[1] * PERCENT), text, look, text, f"bottom {side}", ink)


def _drawn(data: Losses) -> list[tuple[FloatArray, FloatArray]]:
    """Every line of the chart, first the curves and the worst losses."""
    found = [(data.curve.hours, shares * PERCENT) for shares, _, _ in _lines(data.curve)]
    if data.observed is not None:
        seen = data.observed
        found += [(seen.hours, row * PERCENT) for row in (seen.worst, seen.lows, *seen.quantiles)]
        found += [(fall.hours, fall.within * PERCENT) for fall in seen.falls]
    return found


def _top(data: Losses) -> float:
    heights = [float(np.nanmax(shares)) for _, shares in _drawn(data) if np.isfinite(shares).any()]
    return max(LEAST, ROOM * max(heights))


def _last(data: Losses) -> float:
    return 1.02 * max(float(hours[-1]) for hours, _ in _drawn(data))


def _hours_axis(last: float, words: Words) -> dict[str, object]:
    name = words(
        "axis.with_unit", name=words("figure.past.hours_to_sale"), unit=words("axis.hours")
    )
    step = DAY * math.ceil(last / DAY / TICKS)
    return {"title": {"text": name}, "range": [0, last], "dtick": step} | template.CLEAR


def _key(data: Losses, words: Words, *, dark: bool) -> dict[str, object]:
    """Say which mark is which, haircuts in the first line, losses in the second."""
    (_, _, _), (_, model, _), (_, applied, name) = _lines(data.curve)
    first = [
        ("\u2501", words(f"figure.{name}"), applied.shade),
        ("\u254c", words("figure.model"), model.shade),
    ]
    if not same(data.curve):
        first.append(("\u2508", words("figure.baseline"), "baseline"))
    note = template.key_line(first, dark=dark)
    if data.observed is None:
        return note
    signs = zip(SIGNS, data.observed.levels, strict=False)
    second = [(sign, loss_marks.level_name(level, words), "position") for sign, level in signs]
    third = [("\u25c6", words("figure.past.worst"), "warning")]
    if np.isfinite(data.observed.lows).any():
        third.append(("\u25ca", words("figure.past.worst_low"), "warning"))
    if data.observed.falls:
        third.append(("\u2500", words("figure.past.by_hour"), "warning"))
    more = [str(template.key_line(part, dark=dark)["text"]) for part in (second, third)]
    return note | {"text": lines.BREAK.join([str(note["text"]), *more])}


def _floor(curve: HaircutCurve, *, dark: bool) -> list[dict[str, object]]:
    """Band below the floor, where the model has no say."""
    if not (math.isfinite(curve.floor) and curve.floor > 0):
        return []
    edges = {"x0": 0, "x1": 1, "y0": 0, "y1": round(curve.floor * PERCENT, template.PLACES)}
    fill = {"fillcolor": tint("haircut", marks.WASH, dark=dark), "line": {"width": 0}}
    return [{"type": "rect", "layer": "below", "xref": "paper", **edges, **fill}]
