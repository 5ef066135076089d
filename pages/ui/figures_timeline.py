"""The timeline: a lane a layer, a numbered mark an entry, years as wide as they are busy."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

import plotly.graph_objects as go

from pages.ui import lines, marks, template
from pages.ui.marks import flag
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

# Where the scale changes: first day and width of each part, in the width of an ordinary year.
PARTS = (
    (date(2017, 1, 1), 1.0), (date(2024, 1, 1), 1.0), (date(2025, 1, 1), 1.2),
    (date(2026, 1, 1), 1.7), (date(2026, 7, 1), 1.6), (date(2027, 1, 1), 1.0),
)  # fmt: skip
END = date(2030, 1, 1)
EARLIER = 1.7
# Of the width of an ordinary year, which is 30 pixels on a telephone; a mark takes 25.
PAD, APART, LEAST_ROWS, LANE_GAP = 0.42, 0.84, 2, 0.7
A_ROW, BORDER = 2, 0.15
PITCH, AROUND, TOP = 24, 114, 1.6  # pixels of a row, pixels above and below, rows of the day
KEYS_A_LINE = 2
LOOKS = {
    "law": ("square", 19, "text", "\u25a0"),
    "staff": ("circle", 20, "accent", "\u25cf"),
    "event": ("diamond", 18.5, "muted", "\u25c6"),
}
HEADS = ("number", "when", "entry", "layers", "place", "kind", "standing", "effect", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its number, its day, how it is drawn, and its texts in the order of ``HEADS``.

    ``look`` is one of ``LOOKS``; ``state`` is ``solid`` in force, ``hollow`` not yet in force,
    ``pale`` ended or withdrawn. ``earlier``: a day not known exactly; ``class_``: its own.
    """

    number: int
    day: date
    earlier: bool
    layers: tuple[str, ...]
    look: str
    state: str
    texts: tuple[str, ...]
    class_: str = UNTRACED


@dataclass(frozen=True, slots=True)
class Lanes:
    """Entries by date, the layers that get a lane with their names, and the scenario's day."""

    entries: tuple[Entry, ...]
    lanes: tuple[tuple[str, str], ...]
    on: date
    on_text: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entry stands."""

    entry: Entry
    x: float
    row: int


def lanes(data: Lanes, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw marks in lanes, none over another, with the scenario's day as a line."""
    traces, ticks, borders, bottom = [], [], [0.0], 0.0
    for code, name in data.lanes:
        spots = placed([entry for entry in data.entries if code in entry.layers])
        depth = max([LEAST_ROWS, *(spot.row + 1 for spot in spots)])
        if spots:
            said = [_hover(spot.entry, words) for spot in spots]
            traces.append(_marks(spots, name, bottom, dark=dark) | spoken(said))
        ticks.append((bottom + (depth - 1) / 2, name))
        bottom += depth + LANE_GAP
        borders.append(bottom)
    here = place(data.on)
    layout = {
        "annotations": [
            _key(words, dark=dark),
            flag((here, -0.5), data.on_text, "top center", dark=dark, ink="text", gap=2),
        ],
        "shapes": [*_bands(dark=dark), *_borders(borders, dark=dark), _line(here, dark=dark)],
        "xaxis": _columns(words),
        "yaxis": {
            "tickvals": [at - LANE_GAP / 2 for at, _ in ticks],
            "ticktext": [lines.wrap(name, 10) for _, name in ticks],
            "range": [bottom - LANE_GAP, -TOP],
            "showgrid": False,
            "tickfont": {"size": template.SMALL},
        },
        "margin": {"l": 70, "r": 4, "b": 40},
    }
    pixels = PITCH * (bottom - LANE_GAP + TOP) + AROUND
    height = next((name for name, held in template.HEIGHTS.items() if held >= pixels), "wall")
    return template.figure(traces, title, dark=dark, height=height, layout=layout)


def lanes_table(data: Lanes, words: Words) -> Table:
    """List every entry with its standing and source."""
    columns = zip(*(entry.texts for entry in data.entries), strict=True)
    rows = list(columns) or [()] * len(HEADS)
    return table([words(f"timeline.head.{head}") for head in HEADS], *rows)


def place(day: date) -> float:
    """Return where a day stands on the axis; days before the first part share its edge."""
    left = EARLIER
    ends = [first for first, _ in PARTS[1:]] + [END]
    for (first, width), end in zip(PARTS, ends, strict=True):
        if day < end:
            share = max(0.0, (day - first).days / (end - first).days)
            return left + PAD + share * (width - 2 * PAD)
        left += width
    return left


def placed(entries: Sequence[Entry]) -> list[Spot]:
    """Give every entry of a lane the first row in which it covers no other.

    Entries older than the first part have no place of their own: they stand in rows of two.
    """
    old = [e for e in entries if e.earlier or e.day < PARTS[0][0]]
    spots = [Spot(e, PAD + APART * (i % A_ROW), i // A_ROW) for i, e in enumerate(old)]
    ends: list[float] = []
    for entry in sorted((e for e in entries if e not in old), key=lambda e: (e.day, e.number)):
        x = place(entry.day)
        row = next((i for i, end in enumerate(ends) if x - end >= APART), len(ends))
        ends[row : row + 1] = [x]
        spots.append(Spot(entry, x, row))
    return spots


def _marks(spots: Sequence[Spot], name: str, top: float, *, dark: bool) -> dict[str, object]:
    looks = [LOOKS[spot.entry.look] for spot in spots]
    fills, edges, inks = zip(*(_shades(spot.entry, dark=dark) for spot in spots), strict=True)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [round(spot.x, 3) for spot in spots],
        "y": [round(top + spot.row, 3) for spot in spots],
        "text": [str(spot.entry.number) for spot in spots],
        "textposition": "middle center",
        "textfont": {"size": template.LEAST, "color": list(inks)},
        "marker": {
            "symbol": [symbol for symbol, *_ in looks],
            "size": [size for _, size, *_ in looks],
            "color": list(fills),
            "opacity": 1,
            "line": {"width": marks.EDGE, "color": list(edges)},
        },
        "cliponaxis": False,
        "meta": [spot.entry.class_ for spot in spots],
    }


def _shades(entry: Entry, *, dark: bool) -> tuple[str, str, str]:
    """Fill, edge and number of a mark."""
    own, ground = colour(LOOKS[entry.look][2], dark), colour("background", dark)
    if entry.state == "hollow":
        return ground, own, colour("text", dark)
    if entry.state == "pale":
        return tint("grid", 0.6, dark=dark), colour("muted", dark), colour("text", dark)
    return own, own, ground


def _hover(entry: Entry, words: Words) -> str:
    """Say what an entry is, how it stands on the day, and what it does."""
    said = dict(zip(HEADS, entry.texts, strict=True))
    keys = ("number", "name", "kind", "when", "standing", "effect")
    return words("hover.entry", **{key: said["entry" if key == "name" else key] for key in keys})


def _key(words: Words, *, dark: bool) -> dict[str, object]:
    marks = LOOKS.items()
    entries = [(sign, words(f"timeline.look.{name}"), ink) for name, (_, _, ink, sign) in marks]
    entries.append(("\u25cb", words("timeline.look.hollow"), "text"))
    entries.append(("\u25cf", words("timeline.look.pale"), "grid"))
    rows = [
        template.key_line(entries[i : i + KEYS_A_LINE], dark=dark)
        for i in range(0, len(entries), KEYS_A_LINE)
    ]
    return rows[0] | {"text": lines.BREAK.join(str(row["text"]) for row in rows)}


def _edges() -> list[float]:
    return [0.0, *accumulate((width for _, width in PARTS), initial=EARLIER)]


def _bands(*, dark: bool) -> list[dict[str, object]]:
    """Grounds of every other part, so that the changes of scale show."""
    edges, fill = _edges(), tint("grid", 0.3, dark=dark)
    rest = {"yref": "paper", "y0": 0, "y1": 1, "line": {"width": 0}, "layer": "below"}
    return [
        {"type": "rect", "x0": edges[i], "x1": edges[i + 1], "fillcolor": fill} | rest
        for i in range(0, len(edges) - 1, 2)
    ]


def _borders(places: Sequence[float], *, dark: bool) -> list[dict[str, object]]:
    line = {"color": colour("grid", dark), "width": marks.HAIR}
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "line": line}
        for y in (place - 1 + BORDER for place in places[1:-1])
    ]


def _line(x: float, *, dark: bool) -> dict[str, object]:
    line = {"color": colour("scenario", dark), "width": marks.FINE, "dash": "dot"}
    rest = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
    return rest | {"x0": x, "x1": x, "line": line}


def _columns(words: Words) -> dict[str, object]:
    edges = _edges()
    names = [words("timeline.before.short", year=PARTS[0][0].year)]
    ends = [first for first, _ in PARTS[1:]] + [END]
    names += [_span(first, end, words) for (first, _), end in zip(PARTS, ends, strict=True)]
    return {
        "tickvals": [(a + b) / 2 for a, b in pairwise(edges)],
        "ticktext": names,
        "tickangle": 0,
        "tickfont": {"size": template.LEAST},
        "range": [0, edges[-1]],
        "showgrid": False,
        "ticks": "",
    }


def _span(first: date, end: date, words: Words) -> str:
    """Name a part: a year, a half of one, or several years."""
    years = end.year - first.year
    if years > 1:
        return words("timeline.years", first=first.year, last=end.year - 1)
    if years == 1 and first.month == end.month:
        return str(first.year)
    half = words("timeline.half.1" if first.month == 1 else "timeline.half.2")
    return words("timeline.half", year=first.year, half=half)
