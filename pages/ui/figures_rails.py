"""What builds up while a call is open, rail by rail, at one hour of the week."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import keys, lines, marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.shades import ink
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

ROOMS = (1.02, 1.06, 1.15, 1.3, 1.5, 1.75, 2.0, 2.25)
WIDE, SAME = 20, 1e-3
NARROW, BEYOND, COLUMN, BESIDE = 208.0, 12.0, 6.1, 8.0


@dataclass(frozen=True, slots=True)
class Rails:
    """Hours and exposure (USD m) of every rail, shape (rails,), from the fastest on.

    ``here`` and ``before`` are the places of the scenario's and the baseline's rail, ``own`` the
    exposure of the baseline under its own settings; ``at`` is the hour of the call in words.
    """

    names: tuple[str, ...]
    hours: FloatArray
    exposure: FloatArray
    here: int
    before: int
    own: float
    at: str


def rail_bars(data: Rails, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One bar a rail, the scenario's and the baseline's in their colours."""
    top = max(float(data.exposure.max()), data.own) or 1.0
    scale = numbers.money_scale(words, top)
    room, inside = _room(data, top, words)
    traces = [
        _bars(data, scale.factor, words, dark=dark),
        _own(data, scale.factor, words, dark=dark),
        _beside(data, scale.factor, inside, words, dark=dark),
    ]
    key = [
        ("\u25a0", words("figure.scenario"), "scenario"),
        ("\u25a0", words("figure.baseline_rail"), "baseline"),
        ("\u2503", words("figure.baseline_own"), "warning"),
        ("\u25a0", words("figure.other_rails"), "idle"),
    ]
    layout = {
        "annotations": [keys.rows(key, dark=dark)],
        "xaxis": template.money_axis(words, "figure.exposure", scale)
        | {"range": [0, top * scale.factor * room]},
        "yaxis": template.category_rows(data.names)
        | {"ticktext": [lines.shorten(name, WIDE, 2) for name in data.names]},
        "margin": {"l": template.LABEL_MARGIN + 12},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def rail_bars_table(data: Rails, words: Words) -> Table:
    """One row a rail: hours uncovered and exposure."""
    heads = [words(f"figure.{name}") for name in ("rail", "uncovered_h", "exposure_m")]
    return table(heads, data.names, data.hours, data.exposure)


def _bars(data: Rails, factor: float, words: Words, *, dark: bool) -> Trace:
    """Bars of the exposure; each says what the hours and the amount are."""
    said = [
        words(
            "hover.rails",
            at=data.at,
            rail=name,
            hours=numbers.hours(words, float(hours)),
            exposure=numbers.money(words, float(exposure)),
        )
        for name, hours, exposure in zip(data.names, data.hours, data.exposure, strict=True)
    ]
    values = [float(value) for value in data.exposure]
    bars = marks.bars(values, factor, "idle", words("figure.exposure"), said, dark=dark)
    shades = [colour(shade, dark) for shade in _shades(data)]
    return bars | {"marker": {"color": shades}} | spoken(said)


def _shades(data: Rails) -> list[str]:
    """Names of the colours of the bars."""
    shades = ["idle"] * len(data.names)
    shades[data.before] = "baseline"
    shades[data.here] = "scenario"
    return shades


def _own(data: Rails, factor: float, words: Words, *, dark: bool) -> Trace:
    """Mark of the baseline under its own settings."""
    place = template.rounded([data.own * factor])
    look = Look("warning", "line-ns-open", 20)
    name = words("figure.baseline_own")
    said = words("hover.rails.own", exposure=numbers.money(words, data.own))
    mark = marks.dots(place, [float(data.before)], look, name, [said], dark=dark)
    return mark | spoken([said])


def _ends(data: Rails) -> list[float]:
    """Right end of each row, the mark of the baseline's own settings included."""
    ends = [float(value) for value in data.exposure]
    ends[data.before] = max(ends[data.before], data.own)
    return ends


def _room(data: Rails, top: float, words: Words) -> tuple[float, list[bool]]:
    """Find how much longer than the longest row the axis is, and which labels stand inside.

    On a narrow screen every label has room within its bar or beside it; the row with a mark
    apart from its end has its label beside it.
    """
    needs = [BESIDE + COLUMN * lines.columns(re.sub("<.*?>", "", s)) for s in _labels(data, words)]
    plain = math.isclose(data.own, float(data.exposure[data.before]), rel_tol=SAME)
    for room in ROOMS:
        long = [end / top / room * NARROW for end in _ends(data)]
        inside = [
            size >= need and (row != data.before or plain)
            for row, (size, need) in enumerate(zip(long, needs, strict=True))
        ]
        if all(
            within or size + need <= NARROW + BEYOND
            for within, size, need in zip(inside, long, needs, strict=True)
        ):
            return room, inside
    return ROOMS[-1], [False] * len(needs)


def _beside(
    data: Rails, factor: float, inside: Sequence[bool], words: Words, *, dark: bool
) -> Trace:
    """Write hours and amount within the end of a bar where it is long enough, else beside it."""
    inks = [
        ink(colour(shade, dark), dark=dark) if within else colour("text", dark)
        for shade, within in zip(_shades(data), inside, strict=True)
    ]
    sides = ["middle left" if within else "middle right" for within in inside]
    places = template.rounded(end * factor for end in _ends(data))
    return marks.labels(places, _labels(data, words), sides, inks)


def _labels(data: Rails, words: Words) -> list[str]:
    """Hours in bold, then the exposure."""
    return [
        words(
            "figure.rails.label",
            hours=numbers.hours(words, float(hours)),
            exposure=numbers.money(words, float(exposure)),
        )
        for hours, exposure in zip(data.hours, data.exposure, strict=True)
    ]
