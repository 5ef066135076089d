"""The same chart for the last row of a room: everything in it larger by one factor."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

import plotly.graph_objects as go

MOST = 1.3
ROOM = 540
LENGTHS = frozenset(
    {"b", "l", "pad", "r", "size", "standoff", "t", "ticklabelstandoff", "xshift", "yshift"}
)
WRITTEN = re.compile(r"font-size:(\d+)px")


def enlarged(fig: go.Figure, room: int = ROOM) -> go.Figure:
    """Return a figure whose type, marks and margins have grown with its height.

    It grows until it is ``room`` pixels high, at most by ``MOST``; one that is higher is only
    made less high, because smaller type would help nobody.
    """
    whole = fig.to_plotly_json()
    height = float(whole["layout"].get("height") or room)
    factor = max(1.0, min(MOST, room / height))
    grown: dict[str, dict[str, object]] = {
        name: cast("dict[str, object]", _grown(whole[name], factor)) for name in ("data", "layout")
    }
    grown["layout"]["height"] = min(room, round(height * factor))
    return go.Figure(grown, _validate=False)


def _grown(part: object, factor: float) -> object:
    """Return a part of a figure with its lengths grown; numbers that are data stay."""
    if isinstance(part, str):
        return WRITTEN.sub(lambda found: f"font-size:{int(found[1]) * factor:.0f}px", part)
    if isinstance(part, Mapping):
        return {
            name: _length(value, factor) if name in LENGTHS else _grown(value, factor)
            for name, value in part.items()
        }
    if isinstance(part, Sequence):
        return [_grown(item, factor) if _is_nested(item) else item for item in part]
    return part


def _length(value: object, factor: float) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(value * factor, 1)
    return _grown(value, factor)


def _is_nested(item: object) -> bool:
    return isinstance(item, Mapping | str)
