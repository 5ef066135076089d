"""The locked-capital clock: where a firm's capital is through a week, on two rails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, marks, numbers, template
from pages.ui.clock_parts import BUCKETS, EVERY, MISSING, frames, now_line, written
from pages.ui.marks import Trace
from pages.ui.numbers import Scale
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import spoken_each
from pages.ui.tables import Table, table
from pages.ui.text import Words

DAY_HOURS = 24
PER_LINE = 3
HEAD_ROOM = 1.3
CLOSED = 0.75
LEFT = 70
ROW_FOR_HEADING = "\u2003"
PANELS = (("y", (0.55, 1.0)), ("y2", (0.0, 0.45)))


@dataclass(frozen=True, slots=True)
class Side:
    """Capital (USD m) of one side at 169 whole hours, by bucket, and what it owes by then."""

    heading: str
    name: str
    buckets: Mapping[str, FloatArray]
    owed: FloatArray

    @property
    def most(self) -> float:
        """Highest the stack gets."""
        return float(sum(self.buckets[name] for name in BUCKETS).max())  # type: ignore[union-attr]

    @property
    def least(self) -> float:
        """Most that is missing, as a number below zero."""
        return -float(self.buckets[MISSING].max())


@dataclass(frozen=True, slots=True)
class Clock:
    """Both sides, the weekday codes of the seven days, hours at which closed days begin, now.

    ``rails`` are the codes of both sides' rails.
    """

    sides: tuple[Side, Side]
    days: tuple[str, ...]
    closed: Sequence[int]
    now: int
    rails: tuple[str, str]


def clock_areas(data: Clock, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Stack the buckets of both sides over the same week; a line marks the hour looked at."""
    top = max(side.most for side in data.sides)
    low = min(side.least for side in data.sides)
    scale = numbers.money_scale(words, top)
    ends = [1.08 * low * scale.factor, HEAD_ROOM * top * scale.factor]
    traces: list[Trace] = []
    for side, (axis, _) in zip(data.sides, PANELS, strict=True):
        traces += [_area(name, side, scale, axis, words, dark=dark) for name in BUCKETS]
        traces.append(_missing(side, scale, axis, words, dark=dark))
        traces.append(_owed(side, scale, axis, words, dark=dark) | _say(side, data.days, words))
        traces.append(now_line(side.owed, data.now, ends, axis, words, dark=dark))
    layout = {
        "annotations": [_key(words, dark=dark), *_headings(data)],
        "shapes": _closed(data, dark=dark),
        "xaxis": _days(data, words) | {"anchor": "y2"},
        "yaxis": _money(words, scale, ends) | {"domain": list(PANELS[0][1])},
        "yaxis2": _money(words, scale, ends) | {"domain": list(PANELS[1][1])},
        "hovermode": "x",
        "hoverdistance": -1,
        "margin": {"l": LEFT, "b": 44},
    }
    lines_at = [len(traces) // 2 - 1, len(traces) - 1]
    moves = frames([side.owed for side in data.sides], ends, lines_at, words)
    return template.figure(traces, title, dark=dark, height="poster", layout=layout, frames=moves)


def clock_areas_table(data: Clock, words: Words) -> Table:
    """One row every few hours: the buckets of both sides and what they owe."""
    hours = range(0, len(data.sides[0].owed), EVERY)
    heads, amounts = [words("figure.clock.hour")], list[list[float]]()
    for side in data.sides:
        for name in (*BUCKETS, MISSING):
            heads.append(words("figure.clock.column", side=side.name, part=words(f"bucket.{name}")))
            amounts.append([float(side.buckets[name][hour]) for hour in hours])
        heads.append(words("figure.clock.column", side=side.name, part=words("bucket.uncovered")))
        amounts.append([float(side.owed[hour]) for hour in hours])
    return table(heads, [moment(hour, data.days, words) for hour in hours], *amounts)


def moment(hour: int, days: Sequence[str], words: Words) -> str:
    """Write an hour of the clock's week as weekday and time; the last one is the end of it."""
    day, rest = divmod(hour, DAY_HOURS)
    return words("day.at", day=words(f"day.{days[day % len(days)]}"), time=f"{rest:02d}:00")


def _area(name: str, side: Side, scale: Scale, axis: str, words: Words, *, dark: bool) -> Trace:
    """One bucket, stacked on those before it; amounts change at whole hours."""
    label = words(f"bucket.{name}")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": list(range(len(side.owed))),
        "y": template.rounded(side.buckets[name] * scale.factor),
        "yaxis": axis,
        "stackgroup": axis,
        "line": {"width": 0, "shape": "hv", "color": colour(BUCKETS[name], dark)},
        "fillcolor": tint(BUCKETS[name], marks.FILL, dark=dark),
        "hoverinfo": "skip",
    }


def _missing(side: Side, scale: Scale, axis: str, words: Words, *, dark: bool) -> Trace:
    """Draw what the firm must find elsewhere, below the line of nothing."""
    label = words(f"bucket.{MISSING}")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": list(range(len(side.owed))),
        "y": template.rounded(-side.buckets[MISSING] * scale.factor),
        "yaxis": axis,
        "fill": "tozeroy",
        "line": {"width": 0, "shape": "hv", "color": colour("warning", dark)},
        "fillcolor": tint("warning", marks.FILL, dark=dark),
        "hoverinfo": "skip",
    }


def _owed(side: Side, scale: Scale, axis: str, words: Words, *, dark: bool) -> Trace:
    """Line of what is owed and not there: it is part of no bucket before it is called."""
    label = words("bucket.uncovered")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": label,
        "x": list(range(len(side.owed))),
        "y": template.rounded(side.owed * scale.factor),
        "yaxis": axis,
        "line": {"width": marks.FINE, "dash": "dot", "shape": "hv", "color": colour("text", dark)},
    }


def _say(side: Side, days: Sequence[str], words: Words) -> Trace:
    """Say of each hour where the capital of one side is, wherever above it a reader points."""
    amounts = {name: side.buckets[name] for name in (*BUCKETS, MISSING)} | {"owed": side.owed}
    said = spoken_each(
        words,
        "hover.clock",
        at=[moment(hour, days, words) for hour in range(side.owed.size)],
        rail=[side.name] * side.owed.size,
        **{name: written(values, words) for name, values in amounts.items()},
    )
    return said | {"hoverinfo": "text"}


def _money(words: Words, scale: Scale, ends: list[float]) -> Trace:
    look = template.money_axis(words, "figure.clock.capital", scale)
    return look | {"range": ends, "rangemode": "normal", "nticks": 4}


def _days(data: Clock, words: Words) -> Trace:
    """Name of each day under its middle, a line at each midnight."""
    middles = [day * DAY_HOURS + DAY_HOURS // 2 for day in range(len(data.days))]
    return {
        "tickvals": middles,
        "ticktext": [words(f"day.{day}") for day in data.days],
        "range": [0, len(data.days) * DAY_HOURS],
        "showgrid": False,
    }


def _closed(data: Clock, *, dark: bool) -> list[Trace]:
    """Grounds of the days on which the banks' rails stand still, and a line at each midnight."""
    grounds: list[Trace] = [
        {
            "type": "rect",
            "layer": "below",
            "x0": hour,
            "x1": hour + DAY_HOURS,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "fillcolor": tint("grid", CLOSED, dark=dark),
            "line": {"width": 0},
        }
        for hour in data.closed
    ]
    line = {"color": colour("grid", dark), "width": marks.HAIR}
    return grounds + [
        {"type": "line", "layer": "below", "x0": h, "x1": h, "yref": "paper", "y0": 0, "y1": 1}
        | {"line": line}
        for h in range(DAY_HOURS, len(data.days) * DAY_HOURS, DAY_HOURS)
    ]


def _headings(data: Clock) -> list[Trace]:
    """Side, rail and what it owes, over each panel."""
    return [
        {
            "text": f"<b>{side.heading}</b>",
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -LEFT,
            "y": top,
            "yref": "paper",
            "yanchor": "bottom",
            "align": "left",
        }
        for side, (_, (_, top)) in zip(data.sides, PANELS, strict=True)
    ]


def _key(words: Words, *, dark: bool) -> Trace:
    """Say which colour is which bucket, three a line, above the first heading."""
    entries = [("\u25a0", words(f"bucket.{name}"), shade) for name, shade in BUCKETS.items()]
    entries += [("\u25a0", words(f"bucket.{MISSING}"), "warning")]
    entries += [("\u25a0", words("bucket.closed"), "grid")]
    entries += [("\u2504", words("bucket.uncovered"), "text")]
    parts = [
        str(template.key_line(entries[i : i + PER_LINE], dark=dark)["text"])
        for i in range(0, len(entries), PER_LINE)
    ]
    note = template.key_line([], dark=dark)
    return note | {"text": lines.BREAK.join([*parts, ROW_FOR_HEADING])}


def at_hour(side: Side, hour: int) -> dict[str, float]:
    """Return the buckets of one side at an hour."""
    return {name: float(np.asarray(side.buckets[name])[hour]) for name in (*BUCKETS, MISSING)}
