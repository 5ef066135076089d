"""The marks that charts are made of, as plain dicts: lines, dots, bars, labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pages.ui import template
from pages.ui.palette import colour
from pages.ui.shades import tint

Trace = dict[str, object]
Number = float | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is drawn: the name of its colour, and the dash or symbol, and its size."""

    shade: str
    shape: str = "solid"
    size: float = 3


def line(
    x: Iterable[float], y: Iterable[float], look: Look, name: str, unit: str, *, dark: bool
) -> Trace:
    """Line whose hover text reads ``name 12.3 unit``."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": template.rounded(x),
        "y": template.rounded(y),
        "line": {"color": colour(look.shade, dark), "dash": look.shape, "width": look.size},
        "hovertemplate": f"{name} <b>%{{y:,.3~r}}{unit}</b><extra></extra>",
    }


def dots(
    x: Sequence[Number],
    y: Sequence[Number],
    look: Look,
    name: str,
    texts: Sequence[str],
    *,
    dark: bool,
) -> Trace:
    """Dots whose hover text is the given one."""
    shade = colour(look.shade, dark)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": list(x),
        "y": list(y),
        "marker": {
            "color": shade,
            "symbol": look.shape,
            "size": look.size,
            "line": {"width": 2.5, "color": shade},
        },
        "customdata": list(texts),
        "hovertemplate": f"{name} <b>%{{customdata}}</b><extra></extra>",
        "cliponaxis": False,
    }


def joins(starts: Sequence[Number], ends: Sequence[Number], shade: str, *, dark: bool) -> Trace:
    """Bars between two values of each row."""
    rows = [(a, b, None) for a, b in zip(starts, ends, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [end for row in rows for end in row],
        "y": [place for row in range(len(rows)) for place in (row, row, None)],
        "line": {"color": tint(shade, 0.45, dark=dark), "width": 5},
        "hoverinfo": "skip",
    }


def labels(
    x: Sequence[Number],
    texts: Sequence[str],
    sides: str | Sequence[str] = "middle right",
    inks: str | Sequence[str] | None = None,
) -> Trace:
    """Texts beside the rows of a bar chart."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": list(x),
        "y": list(range(len(texts))),
        "text": [f"\u2002{text}\u2002" if text else "" for text in texts],
        "textposition": sides if isinstance(sides, str) else list(sides),
        "textfont": {"size": template.SMALL} | ({"color": inks} if inks else {}),
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def point(place: tuple[float, float], text: str, look: Look, side: str, *, dark: bool) -> Trace:
    """One marked point with its label, ringed so that it stands out from the lines."""
    ink = "muted" if look.shade == "baseline" else "text"
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": look.shade,
        "x": template.rounded(place[:1]),
        "y": template.rounded(place[1:]),
        "text": [text],
        "textposition": side,
        "textfont": {"size": template.SMALL, "color": colour(ink, dark)},
        "marker": {
            "color": colour(look.shade, dark),
            "symbol": look.shape if look.shape != "solid" else "circle",
            "size": 14,
            "line": {"width": 2, "color": colour("background", dark)},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def bars(
    values: Sequence[float],
    factor: float,
    shade: str,
    name: str,
    texts: Sequence[str],
    *,
    dark: bool,
) -> Trace:
    """Horizontal bars, one a row, whose hover text is the given one."""
    return {
        "type": "bar",
        "orientation": "h",
        "name": name,
        "y": list(range(len(values))),
        "x": template.rounded(value * factor for value in values),
        "marker": {"color": colour(shade, dark)},
        "customdata": list(texts),
        "hovertemplate": f"{name} <b>%{{customdata}}</b><extra></extra>",
    }
