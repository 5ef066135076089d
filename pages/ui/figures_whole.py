"""The whole firm in one chart: both pipes, the rail, and what the capital carries."""

import math
from collections.abc import Iterator, Sequence

import plotly.graph_objects as go

from pages.ui import marks, numbers, template
from pages.ui.lines import columns
from pages.ui.palette import colour
from pages.ui.shades import ink, tint
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words
from pages.ui.whole_panels import SECTION, Panel, Piece

GHOST = 0.5
GAP = 8
TOP, BOTTOM = 54, 6
TALL = 2.6
NARROW, COLUMN, BESIDE = 350.0, 6.5, 8.0
BASELINE, SCENARIO = 1, 0
KEY = (
    ("figure.recognised", "margin"),
    ("figure.haircut_part", "haircut"),
    ("figure.idle", "idle"),
)


def whole(data: Sequence[Panel], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Pairs of bars, baseline above scenario, one pair for each part of the picture.

    Only panels of the same scale can be compared by length; each heading holds its amounts.
    """
    # The last axes decide which names are hidden, so the first panel gets them.
    places, numbered = _places(data), list(zip(range(len(data), 0, -1), data, strict=True))
    traces = [
        _bar(number, panel, piece, side, data, dark=dark)
        | spoken([_said(panel, piece, side, words)])
        for number, panel in numbered
        for piece in panel.pieces
        for side in (BASELINE, SCENARIO)
        if math.isfinite(panel.totals[1 - side]) and piece.values[1 - side] > 0
    ]
    layout: dict[str, object] = {
        "annotations": [_key(data, words, dark=dark), *_headings(data, places)],
        "barmode": "stack",
        "bargap": 0.12,
        "uniformtext": {"minsize": template.LEAST, "mode": "hide"},
        "margin": {"l": 2, "r": 2, "b": BOTTOM},
        "shapes": _rules(data, places, dark=dark),
    }
    for place, (number, panel) in zip(places, numbered, strict=True):
        ending = "" if number == 1 else str(number)
        layout[f"xaxis{ending}"] = _length(number, panel, data)
        layout[f"yaxis{ending}"] = {
            "domain": list(place),
            "range": [-0.5, 1.5],
            "visible": False,
            "anchor": f"x{ending}",
        }
    traces = traces or [{"type": "bar", "x": [], "y": []}]
    return template.figure(traces, title, dark=dark, height="poster", layout=layout)


def whole_table(data: Sequence[Panel], words: Words) -> Table:
    """Every piece and every total, baseline beside scenario, each with its unit."""
    keys = ("figure.part", "figure.unit", "figure.baseline", "figure.scenario")
    rows = [row for panel in data for row in _rows(panel, words)]
    return table([words(key) for key in keys], *zip(*rows, strict=True))


def _rows(panel: Panel, words: Words) -> Iterator[tuple[str, str, float | str, float | str]]:
    """Rows of one panel: its pieces where there are several, and its total."""
    nothing = words("headline.no_answer")
    pairs = [(piece.label, piece.values) for piece in panel.pieces if len(panel.pieces) > 1]
    for name, values in [*pairs, (panel.name, panel.totals)]:
        before, after = (
            value if math.isfinite(total) else nothing
            for value, total in zip(values, panel.totals, strict=True)
        )
        yield name, panel.unit, before, after


def _places(data: Sequence[Panel]) -> list[tuple[float, float]]:
    """Where the bars of each panel stand, from the top, as shares of the plot's height."""
    bars = sum(TALL if panel.tall else 1.0 for panel in data)
    fixed = sum(panel.room + GAP for panel in data)
    height = template.HEIGHTS["poster"] - TOP - BOTTOM
    row, at, places = (height - fixed) / bars, 0.0, []
    for panel in data:
        at += panel.room
        size = row * (TALL if panel.tall else 1.0)
        places.append((1 - (at + size) / height, 1 - at / height))
        at += size + GAP
    return [(max(0.0, low), high) for low, high in places]


def _limit(panel: Panel, data: Sequence[Panel]) -> float:
    """Longest bar on the panel's scale."""
    known = [total for other in data if other.scale == panel.scale for total in other.totals]
    return max((total for total in known if math.isfinite(total)), default=0.0) or 1.0


def _length(number: int, panel: Panel, data: Sequence[Panel]) -> dict[str, object]:
    """Hidden axis of one panel: its heading holds the amounts and their units."""
    return {
        "anchor": f"y{'' if number == 1 else number}",
        "range": [0, 1.01 * _limit(panel, data)],
        "visible": False,
    }


def _bar(
    number: int, panel: Panel, piece: Piece, side: int, data: Sequence[Panel], *, dark: bool
) -> dict[str, object]:
    """One piece of one bar, the baseline as a ghost of the scenario; named where it has room."""
    index = 1 - side
    fill = tint(piece.shade, GHOST if side == BASELINE else 1.0, dark=dark)
    ending = "" if number == 1 else str(number)
    return {
        "type": "bar",
        "orientation": "h",
        "name": piece.label,
        "xaxis": f"x{ending}",
        "yaxis": f"y{ending}",
        "y": [side],
        "x": template.rounded([piece.values[index]]),
        "marker": {
            "color": fill,
            "line": _edge(piece, panel, side, dark=dark),
        },
        "text": [_inside(panel, piece, index, data) if panel.tall else ""],
        "textposition": "inside",
        "constraintext": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink(fill, dark=dark), "size": template.SMALL},
        "meta": panel.classes[index],
    }


def _inside(panel: Panel, piece: Piece, index: int, data: Sequence[Panel]) -> str:
    """Name of a piece, or its sign where the name is too long for it on a narrow screen."""
    room = NARROW * piece.values[index] / _limit(panel, data)
    return (
        piece.label if COLUMN * columns(piece.label) + BESIDE <= room else piece.sign or piece.label
    )


def _said(panel: Panel, piece: Piece, side: int, words: Words) -> str:
    """Say what a bar shows; a part of several, of which total it is a part."""
    if len(panel.pieces) == 1:
        before, after = piece.written
        return words("hover.whole.one", name=panel.name, before=before, after=after)
    which, index = "baseline" if side == BASELINE else "scenario", 1 - side
    total = numbers.money(words, panel.totals[index])
    key = f"hover.whole.{piece.shade}.{which}"
    return words(key, name=piece.label, amount=piece.written[index], total=total)


def _edge(piece: Piece, panel: Panel, side: int, *, dark: bool) -> dict[str, object]:
    """Line around a piece: a ghost is pale, so its own colour marks where it ends."""
    if side == BASELINE:
        return {"color": colour(piece.shade, dark), "width": int(piece.values[1 - side] > 0)}
    return {"color": colour("background", dark), "width": marks.FINE if panel.tall else 0}


def _headings(
    data: Sequence[Panel], places: Sequence[tuple[float, float]]
) -> list[dict[str, object]]:
    """Heading above each pair of bars."""
    at = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "align": "left"}
    return [
        {"text": panel.heading, "x": 0, "y": high, **at, "font": {"size": template.SIZE}}
        for panel, (_, high) in zip(data, places, strict=True)
    ]


def _rules(
    data: Sequence[Panel], places: Sequence[tuple[float, float]], *, dark: bool
) -> list[dict[str, object]]:
    """Thin line above each group of panels but the first."""
    height = template.HEIGHTS["poster"] - TOP - BOTTOM
    return [
        {
            "type": "line",
            "xref": "paper",
            "yref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": high + (panel.room - SECTION / 2) / height,
            "y1": high + (panel.room - SECTION / 2) / height,
            "line": {"color": colour("grid", dark), "width": marks.HAIR},
        }
        for panel, (_, high) in zip(data[1:], places[1:], strict=True)
        if panel.starts
    ]


def _key(data: Sequence[Panel], words: Words, *, dark: bool) -> dict[str, object]:
    """Which bar is which, and which part of the collateral has which colour."""
    pieces = [piece for panel in data if panel.tall for piece in panel.pieces]
    drawn = {piece.shade for piece in pieces if any(value > 0 for value in piece.values)}
    key = [("\u25a0", words(key), shade) for key, shade in KEY if shade in drawn]
    parts = template.key_line(key, dark=dark)
    return parts | {"text": f"{words('figure.whole.key')}<br>{parts['text']}"}
