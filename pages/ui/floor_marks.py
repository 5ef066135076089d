"""Marks of a floor: its line, and what it adds to a model's bar."""

from collections.abc import Sequence

from pages.ui import marks, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import tint

THICK, TALL = 0.52, 0.36


def lifted(model: Sequence[float], applied: Sequence[float], *, dark: bool) -> Trace:
    """Hatched bars from the model's values to the applied ones, one a row; none draws nothing."""
    line = {"color": colour("warning", dark), "width": marks.EDGE}
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(model))),
        "base": template.rounded(model),
        "x": template.rounded(b - a for a, b in zip(model, applied, strict=True)),
        "width": [THICK if b > a else 0 for a, b in zip(model, applied, strict=True)],
        "marker": {
            "color": tint("warning", marks.WASH, dark=dark),
            "line": line,
            "pattern": {"shape": "/", "size": 7, "solidity": 0.18, "fgcolor": line["color"]},
        },
    }


def floor_ticks(floors: Sequence[float], rows: Sequence[float], *, dark: bool) -> Trace:
    """Short upright lines where the floor of each row lies; a floor of 0 is none."""
    marked = [(f, row) for f, row in zip(floors, rows, strict=True) if f > 0]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for f, _ in marked for x in (round(f, 4), round(f, 4), None)],
        "y": [y for _, row in marked for y in (row - TALL, row + TALL, None)],
        "line": {"color": colour("warning", dark), "width": marks.STRONG},
        "hoverinfo": "skip",
    }
