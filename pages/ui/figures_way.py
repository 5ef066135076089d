"""The way of one call's money on two rails: when it waits, when it moves, when it is final."""

from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import numbers, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

WAITING, MOVING, CHECKED = "waiting", "moving", "checked"
SHADES = {WAITING: "haircut", MOVING: "margin", CHECKED: "warning"}
MANY_ROWS = 7
RAISED, LOWERED = 8, 0.22
LATE, OVER, NEXT = 0.5, 6, 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch: on which leg, in which state, from and to in hours after the call, until when.

    ``kind`` is ``waiting`` (until the leg opens), ``moving`` or ``checked`` (held for a check);
    ``until`` is a weekday and time in words.
    """

    leg: str
    kind: str
    begin: float
    end: float
    until: str


@dataclass(frozen=True, slots=True)
class Way:
    """All stretches of one side, and the heading over them."""

    heading: str
    name: str
    stretches: tuple[Stretch, ...]


Ways = tuple[Way, Way]


def money_way(data: Ways, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw two timelines over the same hours, one row a stretch, its sentence above its bar."""
    rows = _rows(data)
    last = max(stretch.end for way in data for stretch in way.stretches)
    used = dict.fromkeys(s.kind for way in data for s in way.stretches)
    key = [("\u25a0", words(f"figure.way.{kind}"), SHADES[kind]) for kind in SHADES if kind in used]
    layout = {
        "annotations": [template.key_line(key, dark=dark), *_texts(rows, words, dark=dark)],
        "xaxis": {
            "title": {"text": words("figure.hours_after_call")},
            "range": [-0.015 * last, 1.04 * last],
            "nticks": 6,
        },
        "yaxis": {
            "range": [len(rows) - 0.5, -0.75],
            "tickvals": list(range(len(rows))),
            "ticktext": [""] * len(rows),
            "showgrid": False,
        },
        "margin": {"l": 16},
    }
    traces = [
        _bar(row, stretch, dark=dark) | spoken([_told(side, stretch, words)] * 2)
        for row, (side, stretch) in enumerate(rows)
        if stretch is not None
    ]
    height = "tall" if len(rows) > MANY_ROWS else "normal"
    return template.figure(traces, title, dark=dark, height=height, layout=layout)


def money_way_table(data: Ways, words: Words) -> Table:
    """One row a stretch: side, what happens, from, to and how long."""
    found = [(way.name, stretch) for way in data for stretch in way.stretches]
    keys = ("figure.rail", "figure.step", "figure.from_h", "figure.to_h", "figure.hours_h")
    return table(
        [words(key) for key in keys],
        [name for name, _ in found],
        [sentence(stretch, words) for _, stretch in found],
        [stretch.begin for _, stretch in found],
        [stretch.end for _, stretch in found],
        [stretch.end - stretch.begin for _, stretch in found],
    )


def sentence(stretch: Stretch, words: Words) -> str:
    """Say what happens in a stretch."""
    return words(
        f"figure.way.{stretch.kind}.text" if stretch.end > stretch.begin else "figure.way.at_once",
        leg=stretch.leg,
        hours=numbers.hours(words, stretch.end - stretch.begin),
        until=stretch.until,
    )


def _told(side: str, stretch: Stretch, words: Words) -> str:
    """Say the same to a reader who points at the stretch, with its side."""
    return words(
        f"hover.way.{stretch.kind if stretch.end > stretch.begin else 'at_once'}",
        side=side,
        leg=stretch.leg,
        hours=numbers.hours(words, stretch.end - stretch.begin),
        until=stretch.until,
    )


def _rows(data: Ways) -> list[tuple[str, Stretch | None]]:
    """Heading, or name of the side and stretch, of both sides from top to bottom."""
    rows: list[tuple[str, Stretch | None]] = []
    for way in data:
        rows.append((way.heading, None))
        rows += [(way.name, stretch) for stretch in way.stretches]
    return rows


def _bar(row: int, stretch: Stretch, *, dark: bool) -> Trace:
    """Thick line from begin to end, with an end that shows however short it is."""
    shade = colour(SHADES[stretch.kind], dark)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": template.rounded((stretch.begin, stretch.end)),
        "y": [row + LOWERED, row + LOWERED],
        "line": {"color": shade, "width": 9},
        "marker": {"color": shade, "size": [0, 13], "symbol": "diamond", "opacity": 1},
        "name": stretch.leg,
        "cliponaxis": False,
    }


def _side(stretch: Stretch | None, last: float) -> Trace:
    """Place a sentence at its own bar: from its begin, or up to its end where that is late."""
    if stretch is None:
        return {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -16}
    if stretch.begin > LATE * last:
        return {"x": round(stretch.end, 4), "xanchor": "right", "xshift": OVER}
    return {"x": round(stretch.begin, 4), "xanchor": "left", "xshift": NEXT}


def _texts(rows: list[tuple[str, Stretch | None]], words: Words, *, dark: bool) -> list[Trace]:
    """Bold headings, and the sentence of each stretch above its bar."""
    last = max(stretch.end for _, stretch in rows if stretch)
    return [
        {
            "text": f"<b>{heading}</b>" if stretch is None else sentence(stretch, words),
            "align": "left",
            "bgcolor": colour("background", dark),
            **_side(stretch, last),
            "y": row + (0 if stretch is None else LOWERED),
            "yanchor": "middle" if stretch is None else "bottom",
            "yshift": 0 if stretch is None else RAISED,
            "font": {"size": template.SMALL if stretch else template.SIZE},
        }
        for row, (heading, stretch) in enumerate(rows)
    ]
