"""Many figures of one chart, one a setting of a lever, as one figure and what differs."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

Node = Any
PACKED = "bdata"  # an array as plotly.py packs it; taken as a whole


def written(figures: Sequence[dict[str, Any]]) -> dict[str, Node]:
    """Return the first figure, the places in it that differ, and for every figure what is there.

    Parameters
    ----------
    figures
        At least one figure as plain JSON, in the order of the lever's settings.

    Returns
    -------
    dict
        ``figure``, ``places`` (a list of names and numbers each, from the outside in) and
        ``rows`` (one a figure, an entry a place).

    Raises
    ------
    ValueError
        If there is no figure.

    >>> written([{"a": [1], "b": 2}, {"a": [3], "b": 2}])["places"]
    [['a']]
    """
    if not figures:
        msg = "a response surface needs at least one figure"
        raise ValueError(msg)
    places: list[list[str | int]] = []
    columns: list[Sequence[Node]] = []
    _compare(figures, [], places, columns)
    rows = [list(row) for row in zip(*columns, strict=True)] or [[] for _ in figures]
    return {"figure": figures[0], "places": places, "rows": rows}


def _compare(
    nodes: Sequence[Node],
    place: list[str | int],
    places: list[list[str | int]],
    columns: list[Sequence[Node]],
) -> None:
    """Note where nodes at one place differ, as deep inside as they are built alike."""
    first = nodes[0]
    if all(node == first for node in nodes):
        return
    for name in _inner(nodes):
        _compare([node[name] for node in nodes], [*place, name], places, columns)
    if not _inner(nodes):
        places.append(place)
        columns.append(nodes)


def _inner(nodes: Sequence[Node]) -> Sequence[str | int]:
    """Return the names or numbers that all nodes share; nothing where they are not built alike."""
    first = nodes[0]
    if isinstance(first, Mapping) and PACKED not in first:
        alike = all(isinstance(node, Mapping) and node.keys() == first.keys() for node in nodes)
        return list(first) if alike else ()
    if isinstance(first, list) and not _is_row(first):
        alike = all(isinstance(node, list) and len(node) == len(first) for node in nodes)
        return range(len(first)) if alike else ()
    return ()


def _is_row(node: list[Node]) -> bool:
    """Tell whether a list holds data, which plotly.js compares as a whole, rather than parts."""
    return len(node) > 0 and not isinstance(node[0], Mapping)


def steady(figures: Sequence[dict[str, Any]]) -> None:
    """Give every axis of all figures the widest range that any of them has, in its direction.

    An axis whose range a figure does not say, or says in words, is left as it is.
    """
    for name in {key for one in figures for key in one["layout"] if "axis" in key}:
        axes = [one["layout"].get(name) for one in figures]
        ranges = [axis["range"] for axis in axes if axis and _is_numeric(axis.get("range"))]
        if len(ranges) == len(axes):
            for axis in axes:
                axis["range"] = _widest(ranges)


def _is_numeric(found: Node) -> bool:
    return isinstance(found, list) and all(isinstance(end, int | float) for end in found)


def _widest(ranges: list[list[float]]) -> list[float]:
    low, high = min(map(min, ranges)), max(map(max, ranges))
    return [high, low] if ranges[0][0] > ranges[0][1] else [low, high]


def compact(figure: str) -> dict[str, Any]:
    """Return a figure's JSON text as plain values with numbers of six significant digits."""
    found: dict[str, Any] = json.loads(figure, parse_float=_short)
    return found


def _short(text: str) -> float:
    return float(f"{float(text):.6g}")
