"""Bars that run on from each other, each with its words above it, so that a phone can show them."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import marks, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import spoken

WIDE, DOWN, UP = 0.34, 0.14, 0.25
PALE = 0.22
SIDE_MARGIN = 10
ROOM = 1.04


@dataclass(frozen=True, slots=True)
class Step:
    """One bar from ``start`` to ``end`` in units of the axis, with the words above it.

    Attributes
    ----------
    hover
        The sentence that the bar says.
    room
        Where the bar would end if it were full; drawn pale, cut at the end of the axis.
    ghost
        Where the baseline's bar ends, or ``None``.
    """

    text: str
    start: float
    end: float
    shade: str
    hover: str
    room: float | None = None
    ghost: float | None = None


def steps(
    rows: Sequence[Step],
    axis: dict[str, object],
    title: str,
    *,
    dark: bool,
    height: str,
    key: Sequence[tuple[str, str, str]] = (),
) -> go.Figure:
    """Draw the bars from the top; ``axis`` is the horizontal axis, its range set here if absent."""
    ends = [value for row in rows for value in (_filled(row), row.ghost or 0.0)]
    high = max([*ends, *(r.room for r in rows[:1] if r.room is not None)]) * ROOM or 1.0
    traces = [_pale(rows, high, dark=dark), _bars(rows, dark=dark), _ghosts(rows, dark=dark)]
    layout: dict[str, object] = {
        "barmode": "overlay",
        "xaxis": {"range": [0, high]} | axis,
        "yaxis": rows_axis([row.text for row in rows]),
        "margin": {"l": SIDE_MARGIN, "r": SIDE_MARGIN},
    }
    if key:
        layout["annotations"] = [template.key_line(key, dark=dark) | {"xshift": 0}]
    traces.append(words_above([row.text for row in rows], 0.0))
    return template.figure(traces, title, dark=dark, height=height, layout=layout)


def _filled(row: Step) -> float:
    """Return where a bar ends, 0 for one that is empty."""
    return row.end if row.end > row.start else 0.0


def rows_axis(names: Sequence[str]) -> dict[str, object]:
    """Axis of rows whose names stand in the plot; they stay on the axis for its readers."""
    return {
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "showticklabels": False,
        "showgrid": False,
        "range": [len(names) - 0.55, -0.55],
    }


def words_above(texts: Sequence[str], left: float) -> Trace:
    """Words above each row, from the left edge of the plot."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [left] * len(texts),
        "y": [row - UP for row in range(len(texts))],
        "text": list(texts),
        "textposition": "middle right",
        "textfont": {"size": template.SMALL},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _pale(rows: Sequence[Step], high: float, *, dark: bool) -> Trace:
    """Return bars of what each could hold, as far as the axis goes."""
    starts = [min(row.start, high) for row in rows]
    rooms = [min(high, row.end if row.room is None else row.room) for row in rows]
    return _row_bars(starts, rooms) | {
        "marker": {
            "color": [tint(row.shade, PALE, dark=dark) for row in rows],
            "line": {
                "color": [colour(row.shade, dark) for row in rows],
                "width": [int(b > a) for a, b in zip(starts, rooms, strict=True)],
            },
        },
        **spoken([row.hover for row in rows]),
    }


def _bars(rows: Sequence[Step], *, dark: bool) -> Trace:
    return _row_bars([row.start for row in rows], [row.end for row in rows]) | {
        "marker": {"color": [colour(row.shade, dark) for row in rows]},
        **spoken([row.hover for row in rows]),
    }


def _row_bars(starts: Sequence[float], ends: Sequence[float]) -> Trace:
    lengths = (max(0.0, end - start) for start, end in zip(starts, ends, strict=True))
    return {
        "type": "bar",
        "orientation": "h",
        "y": [row + DOWN for row in range(len(starts))],
        "width": WIDE,
        "base": template.rounded(starts),
        "x": template.rounded(lengths),
    }


def _ghosts(rows: Sequence[Step], *, dark: bool) -> Trace:
    """Where the baseline's bars end."""
    found = [(row.ghost, place + DOWN) for place, row in enumerate(rows) if row.ghost is not None]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": template.rounded(ghost for ghost, _ in found),
        "y": [place for _, place in found],
        "marker": {
            "symbol": "line-ns-open",
            "size": 26,
            "color": colour("baseline", dark),
            "line": {"width": marks.STRONG, "color": colour("baseline", dark)},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
