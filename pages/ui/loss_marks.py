"""What was lost in the past, as marks: quantiles, worst losses with their days, hourly falls."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import marks, numbers, template
from pages.ui.figures_falls import Episode
from pages.ui.marks import Look, Trace
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import spoken
from pages.ui.text import Words

PERCENT = 100.0
SHAPES = ("circle", "circle-open", "square-open")


@dataclass(frozen=True, slots=True)
class Observed:
    """Losses of one series by holding period.

    Attributes
    ----------
    hours, worst, lows
        Shape (n,); hours on the wall clock, losses as decimals: the worst ones by closes and by
        lows, NaN where no lows are known.
    days
        Name of the last day of each worst loss, "" where it is not known.
    periods
        Name of each period.
    levels, quantiles
        Shares of windows as decimals, and the losses they stayed within, shape (levels, n).
    falls
        Episodes hour by hour.
    class_, level_classes
        What the losses rest on, and each level of the quantiles.
    """

    hours: FloatArray
    worst: FloatArray
    lows: FloatArray
    days: tuple[str, ...]
    periods: tuple[str, ...]
    levels: tuple[float, ...]
    quantiles: FloatArray
    falls: tuple[Episode, ...]
    class_: str = UNTRACED
    level_classes: tuple[str, ...] = ()


def level_name(level: float, words: Words) -> str:
    """Say which share of windows lost no more."""
    return words("figure.past.level", level=numbers.percent(words, level))


def seen_marks(seen: Observed, words: Words, *, dark: bool) -> list[Trace]:
    """Draw falls by the hour, quantiles by the period, and the worst losses."""
    traces = [_fall(fall, words, dark=dark) for fall in seen.falls]
    for nth, (level, row) in enumerate(zip(seen.levels, seen.quantiles, strict=True)):
        said = [
            words(
                "figure.past.level_hover",
                level=numbers.percent(words, level),
                period=period,
                loss=numbers.percent(words, float(loss)),
            )
            for period, loss in zip(seen.periods, row, strict=True)
        ]
        look = Look("position", SHAPES[nth % len(SHAPES)], 9)
        traces.append(_said(seen.hours, row, look, said, dark=dark) | _thin(dark=dark))
        traces[-1]["meta"] = [*seen.level_classes, *[UNTRACED] * len(seen.levels)][nth]
    said = [
        words(
            "figure.past.worst_hover",
            period=period,
            loss=numbers.percent(words, float(loss)),
            day=day,
        )
        for period, loss, day in zip(seen.periods, seen.worst, seen.days, strict=True)
    ]
    low = [
        words("figure.past.low_hover", period=period, loss=numbers.percent(words, float(loss)))
        for period, loss in zip(seen.periods, seen.lows, strict=True)
    ]
    lows = _said(seen.hours, seen.lows, Look("warning", "diamond-open", 11), low, dark=dark)
    worst = _said(seen.hours, seen.worst, Look("warning", "diamond", 11), said, dark=dark)
    return [*traces, lows | {"meta": seen.class_}, worst | {"meta": seen.class_}]


def _thin(*, dark: bool) -> Trace:
    line = {"color": tint("position", 0.5, dark=dark), "width": 1.5}
    return {"mode": "lines+markers", "line": line}


def _fall(fall: Episode, words: Words, *, dark: bool) -> Trace:
    """One episode by the hour, as a thin line."""
    said = [
        words(
            "figure.past.fall_hover",
            name=fall.name,
            fall=numbers.percent(words, float(loss)),
            hours=numbers.hours(words, float(hour)),
        )
        for hour, loss in zip(fall.hours, fall.within, strict=True)
    ]
    line = {"color": tint("warning", 0.7, dark=dark), "width": 2}
    mark = _said(fall.hours, fall.within, Look("warning", "circle", 1), said, dark=dark)
    return mark | {"mode": "lines", "line": line, "meta": fall.class_}


def _said(x: FloatArray, y: FloatArray, look: Look, said: Sequence[str], *, dark: bool) -> Trace:
    """Draw marks whose hover texts are sentences."""
    shade = colour(look.shade, dark)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": template.rounded(x),
        "y": template.rounded(y * PERCENT),
        "marker": {"color": shade, "symbol": look.shape, "size": look.size},
        "cliponaxis": False,
        **spoken(said),
    }


def deepest(seen: Observed, last: float, words: Words) -> list[flags.Stand]:
    """Label the worst loss and the deepest episode; the others are named by hover and table."""
    at = int(np.argmax(seen.worst))
    look = Look("warning", "diamond", 11)
    found = [
        _stand((seen.hours[at], seen.worst[at]), seen.days[at], look, seen.class_, last, words)
    ]
    if seen.falls:
        fall = max(seen.falls, key=lambda one: float(one.within[-1]))
        look, place = Look("warning", "circle", 6), (fall.hours[-1], fall.within[-1])
        found.append(_stand(place, fall.name, look, fall.class_, last, words))
    return [stand for stand in found if stand.name]


def _stand(
    place: tuple[float, float], name: str, look: Look, class_: str, last: float, words: Words
) -> flags.Stand:
    """Name one loss with its size."""
    hours, loss = float(place[0]), float(place[1])
    text = words("figure.past.fall_end", name=name, fall=numbers.percent(words, loss))
    where = f"top {marks.side(hours, 0, last)}"
    return flags.Stand((hours, loss * PERCENT), text, look, name, where, class_=class_)
