"""The marks that charts are made of, as plain dicts: lines, dots, bars, labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pages.ui import template
from pages.ui.palette import colour
from pages.ui.shades import tint

# Widths of strokes in pixels: borders and leaders, edges of bars, and five strengths of a line.
HAIR, EDGE, FINE, LINE, STRONG, BOLD, HEAVY = 1, 1.5, 2, 2.5, 3, 4, 6
# Sizes of dots: along a line, at a value, at the place where the scenario stands.
SPOT, DOT, PLACE = 11, 12, 14
# How far a colour is laid over the ground: behind data, a band, an area, a filled mark.
WASH, BAND, AREA, FILL = 0.12, 0.22, 0.4, 0.85

FLAG_GAP = 9
JOIN = 5  # a bar between two dots
LEADER_GAP = 8
PALE = "d9"
LATE = 0.4
SIDES = {"right": "left", "left": "right", "center": "center"}
CLEAR_OF_BAR, CLEAR_OF_DOT, CLEAR_OF_RING = 10, 18, 28

Trace = dict[str, object]
Number = float | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a mark is drawn: the name of its colour, and the dash or symbol, and its size."""

    shade: str
    shape: str = "solid"
    size: float = 3


# What has one look everywhere: the ghost of the baseline, the scenario's own line, the mark "you
# are here", the baseline's own place, a rule before a floor or cap, and what is applied.
BEFORE = Look("baseline", "dot", STRONG)
AFTER = Look("scenario", "solid", BOLD)
HERE = Look("scenario", "circle", PLACE)
WAS = Look("baseline", "circle", DOT)
MODEL = Look("haircut", "dash", LINE)
APPLIED = Look("haircut", "solid", BOLD)
REFUSED = Look("muted", "solid", FINE)


def line(
    x: Iterable[float], y: Iterable[float], look: Look, name: str, written: str, *, dark: bool
) -> Trace:
    """Line whose hover text is its name and the value, in ``written`` for ``{value}``."""
    value = written.replace("{value}", "%{y:,.3~r}")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": template.rounded(x),
        "y": template.rounded(y),
        "line": {"color": colour(look.shade, dark), "dash": look.shape, "width": look.size},
        "hovertemplate": f"{name} <b>{value}</b><extra></extra>",
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
            "line": {"width": LINE, "color": shade},
        },
        "customdata": list(texts),
        "hovertemplate": f"{name} <b>%{{customdata}}</b><extra></extra>",
        "cliponaxis": False,
    }


def joins(
    starts: Sequence[Number],
    ends: Sequence[Number],
    shade: str,
    *,
    dark: bool,
    weight: float = 0.45,
) -> Trace:
    """Bars between two values of each row; a ``weight`` of 0.65 stands out without its ends."""
    rows = [(a, b, None) for a, b in zip(starts, ends, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [end for row in rows for end in row],
        "y": [place for row in range(len(rows)) for place in (row, row, None)],
        "line": {"color": tint(shade, weight, dark=dark), "width": JOIN},
        "hoverinfo": "skip",
    }


def labels(
    x: Sequence[Number],
    texts: Sequence[str],
    sides: str | Sequence[str] = "middle right",
    inks: str | Sequence[str] | None = None,
    clear: float = CLEAR_OF_BAR,
) -> Trace:
    """Texts beside the rows of a bar chart.

    Parameters
    ----------
    clear
        Size of the mark in pixels that the texts keep clear of, on whichever side they stand.
    """
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": clear, "opacity": 0},
        "x": list(x),
        "y": list(range(len(texts))),
        "text": list(texts),
        "textposition": sides if isinstance(sides, str) else list(sides),
        "textfont": {"size": template.SMALL} | ({"color": inks} if inks else {}),
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def point(place: tuple[float, float], look: Look, name: str, *, dark: bool) -> Trace:
    """One marked point, ringed so that it stands out from the lines."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": template.rounded(place[:1]),
        "y": template.rounded(place[1:]),
        "marker": {
            "color": colour(look.shade, dark),
            "symbol": look.shape,
            "size": look.size,
            "line": {"width": FINE, "color": colour("background", dark)},
        },
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def side(place: float, low: float, high: float) -> str:
    """Side of a point on which a label has room, also on a narrow screen."""
    return "left" if place - low > LATE * (high - low) else "right"


def flag(
    place: tuple[float, float],
    text: str,
    where: str,
    *,
    dark: bool,
    ink: str = "text",
    gap: float = FLAG_GAP,
) -> Trace:
    """Label of a point on a pale ground, so that lines behind it do not cross its letters.

    Parameters
    ----------
    where
        Where the label stands: ``top`` or ``bottom``, then ``left``, ``right`` or
        ``center``.
    ink
        Name of the colour of the letters.
    gap
        Pixels between the point and the label; a thin line bridges more than ``FLAG_GAP``.
    """
    height, width = where.split()
    return {
        "text": text,
        "x": round(place[0], template.PLACES),
        "y": round(place[1], template.PLACES),
        "xanchor": SIDES[width],
        "yanchor": "bottom" if height == "top" else "top",
        **_leader(-gap if height == "top" else gap, dark=dark),
        "bgcolor": colour("background", dark) + PALE,
        "borderpad": 1,
        "font": {"size": template.SMALL, "color": colour(ink, dark)},
    }


def _leader(down: float, *, dark: bool) -> Trace:
    """Distance of a label from its point, with a thin line if that is far."""
    if abs(down) <= FLAG_GAP:
        return {"yshift": -down}
    line = {"arrowhead": 0, "arrowwidth": HAIR, "arrowcolor": colour("muted", dark)}
    return {"showarrow": True, "ax": 0, "ay": down, "standoff": LEADER_GAP, **line}


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
