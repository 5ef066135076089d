"""Which marks stay while only law and data stand out, and how all others fade.

A mark says what it rests on: a trace in ``meta``, with one class or with one for each of its
points or cells; a shape or a label in ``name``. A trace or a label that says nothing fades with
its chart, a shape that says nothing is a ground or a border and stays.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go
from plotly.basedatatypes import BaseTraceType

from engine.provenance import STRONG

UNTRACED = "untraced"
PALE = 0.3

Cells = Sequence[Sequence[bool]]


def stays(class_: object) -> bool:
    """Tell whether what rests on a class stays as it is."""
    return isinstance(class_, str) and class_ in STRONG


def pale(fig: go.Figure) -> tuple[go.Figure, bool, bool]:
    """Fade a chart but for its marks that rest on law or data alone, so that it can be read.

    Returns
    -------
    The chart, whether any mark kept its colour, and whether any faded.
    """
    copy = go.Figure(fig, skip_invalid=True)
    found = [[stays(class_) for class_ in _flat(trace.meta)] for trace in copy.data]
    found += [[stays(shape.name)] for shape in copy.layout.shapes if shape.name is not None]
    traces = [part for trace in copy.data for part in _faded(trace, copy)]
    copy = go.Figure({"data": traces, "layout": copy.layout}, skip_invalid=True)
    lost = not found or not all(all(stay) for stay in found)
    for shape in copy.layout.shapes:
        if shape.name is not None and not stays(shape.name):
            shape.opacity = PALE * (shape.opacity or 1.0)
    for note in copy.layout.annotations:
        if not stays(note.name):
            note.font.color = _muted(copy)
    return copy, any(any(stay) for stay in found), lost


def _flat(classes: object) -> Iterator[object]:
    """Yield every class of a trace; nothing said is one class that does not stay."""
    if classes is None or isinstance(classes, str):
        yield classes
        return
    for class_ in classes if isinstance(classes, list | tuple) else ():
        yield from _flat(class_)


def _faded(trace: BaseTraceType, fig: go.Figure) -> list[BaseTraceType]:
    """Return a trace with what does not stay faded; a map of cells becomes two."""
    stay = [stays(class_) for class_ in _flat(trace.meta)]
    if all(stay):
        return [trace]
    if not any(stay):
        _fade(trace, fig)
        return [trace]
    if trace.type == "heatmap":
        return _halves(trace, [[stays(class_) for class_ in row] for row in trace.meta], fig)
    solid, ink = trace.marker.opacity, trace.textfont.color or fig.layout.template.layout.font.color
    whole = _each(1.0 if solid is None else solid, len(stay))
    inks = zip(stay, _each(ink, len(stay)), strict=True)
    trace.marker.opacity = [o if kept else PALE * o for kept, o in zip(stay, whole, strict=True)]
    trace.textfont.color = [own if kept else _muted(fig) for kept, own in inks]
    return [trace]


def _fade(trace: BaseTraceType, fig: go.Figure) -> None:
    """Fade a whole trace and mute its writing."""
    if trace.type == "sankey":  # takes no opacity
        axis = fig.layout.template.layout.xaxis
        trace.link.color, trace.node.color = axis.gridcolor, axis.linecolor
    elif trace.type == "bar" or "text" in str(trace.mode if trace.type == "scatter" else ""):
        solid = trace.marker.opacity
        trace.marker.opacity = PALE * (1.0 if solid is None else solid)
        trace.textfont.color = _muted(fig)
    else:
        trace.opacity = PALE * (trace.opacity or 1.0)


def _halves(trace: BaseTraceType, stay: Cells, fig: go.Figure) -> list[BaseTraceType]:
    """Return the cells that stay, and a paler map of those that do not."""
    weak = [[not kept for kept in row] for row in stay]
    strong, faint = _only(trace, stay), _only(trace, weak)
    _fade(faint, fig)
    faint.textfont.color = _muted(fig)
    return [strong, faint]


def _only(trace: BaseTraceType, shown: Cells) -> BaseTraceType:
    """Return a map with the other cells left out."""
    part = go.Heatmap(trace)
    part.z = [_kept(row, show, None) for row, show in zip(trace.z, shown, strict=True)]
    part.text = [_kept(row, show, "") for row, show in zip(trace.text, shown, strict=True)]
    part.hoverongaps = False
    return part


def _kept(row: Sequence[object], shown: Sequence[bool], other: object) -> list[object]:
    return [value if show else other for value, show in zip(row, shown, strict=True)]


def _each(value: object, count: int) -> list[Any]:
    """Return a value for every point."""
    return list(value) if isinstance(value, list | tuple) else [value] * count


def _muted(fig: go.Figure) -> object:
    return fig.layout.template.layout.xaxis.title.font.color
