"""Margin through a stretch of real volatility: without a tool and under each of three."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.spoken import SILENT, spoken_each
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

PERCENT = 100.0
LOOKS = {
    "raw": Look("warning", "solid", marks.FINE),
    "buffer": Look("haircut", "dash", marks.LINE),
    "stress": Look("margin", "solid", marks.HEAVY),
    "floor": Look("settlement", "dot", marks.BOLD),
}
DRAWN = sorted(LOOKS, key=lambda tool: -LOOKS[tool].size)  # thin ones on top where they meet
SIGNS = {"solid": "\u2501", "dash": "\u254c", "dot": "\u2508"}
CHOSEN = 1.5
LETTERS = 3  # of the name of a month; Chinese ones have no more
MARGIN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Paths:
    """Margin as a share of the position on each day, by tool, with two figures for each.

    ``chosen`` is the tool of the scenario; ``peak`` the highest over the lowest margin; ``rise``
    the largest rise in ``days`` days, as a share.
    """

    dates: Sequence[date]
    shares: dict[str, FloatArray]
    peak: dict[str, float]
    rise: dict[str, float]
    days: int
    chosen: str


def tool_paths(data: Paths, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One line a tool; what it does to the peak and to the steepest rise stands beside its name."""
    days = [float(day.toordinal()) for day in data.dates]
    traces = [
        marks.line(
            days,
            (share * PERCENT for share in data.shares[tool]),
            Look(look.shade, look.shape, look.size + (CHOSEN if tool == data.chosen else 0)),
            words(f"figure.tool.{tool}"),
            "{value}%",
            dark=dark,
        )
        | (_say(data, words) if tool == data.chosen else SILENT)
        for tool, look in ((tool, LOOKS[tool]) for tool in DRAWN)
    ]
    months = list({day.month: day for day in reversed(data.dates)}.values())[::-1]
    top = max(float(share.max()) for share in data.shares.values())
    layout = {
        "annotations": [_key(data, words, dark=dark)],
        "xaxis": {
            "title": {"text": words("figure.month", year=data.dates[0].year)},
            "tickvals": [day.toordinal() for day in months],
            "ticktext": [words(f"date.month.{day.month}")[:LETTERS] for day in months],
            "range": [days[0] - MARGIN_DAYS, days[-1] + 1],
        },
        "yaxis": template.percent_axis(words, "figure.margin_rate") | {"range": [0, 108 * top]},
        "hovermode": "x",
        "hoverdistance": -1,
        "margin": {"l": 64},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def tool_paths_table(data: Paths, words: Words) -> Table:
    """Margin in percent of the position, one row a day."""
    heads = [words("axis.with_unit", name=words(f"figure.tool.{t}"), unit="%") for t in LOOKS]
    shares = [percents(data.shares[tool]) for tool in LOOKS]
    return table([words("figure.day"), *heads], [day.isoformat() for day in data.dates], *shares)


def _say(data: Paths, words: Words) -> Trace:
    """Say of each day what every tool would ask for, wherever above it a reader points."""
    said = {
        tool: [numbers.percent(words, float(share)) for share in data.shares[tool]]
        for tool in LOOKS
    }
    days = [numbers.day(words, day) for day in data.dates]
    return spoken_each(words, "hover.paths", day=days, **said) | {"hoverinfo": "text"}


def _key(data: Paths, words: Words, *, dark: bool) -> dict[str, object]:
    """One line a tool: its sign, its name, its two figures."""
    rows = []
    for tool, look in LOOKS.items():
        text = words(
            "figure.tool.figures",
            name=words(f"figure.tool.{tool}"),
            peak=numbers.times(words, data.peak[tool]),
            rise=numbers.percent(words, data.rise[tool], signed=True),
            days=data.days,
        )
        text = f"<b>{text}</b>" if tool == data.chosen else text
        note = template.key_line([(SIGNS[look.shape], text, look.shade)], dark=dark)
        rows.append(str(note["text"]))
    return template.key_line([], dark=dark) | {"text": lines.BREAK.join(rows)}
