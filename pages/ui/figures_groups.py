"""Groups of bars with units of their own, each group on the scale of its largest bar."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import lines, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

PERCENT = 100.0
NARROW, SIGN = 240.0, 7.2
LEFT = 96
EDGE = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One value with its name and how it is written; nan has no bar, only its text.

    ``hover`` is the sentence for a reader who points at the bar, if there is a special one.
    """

    name: str
    value: float
    text: str
    shade: str
    error: float = math.nan
    hover: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Bars of one measure; ``unit_name`` is the measure with its unit, for the table."""

    name: str
    unit_name: str
    bars: tuple[Bar, ...]


Groups = tuple[Group, ...]


def groups(data: Groups, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw each group under its name; bars within a group compare, groups do not."""
    rows = [bar for group in data for bar in (None, *group.bars)]
    tops = {id(bar): _largest(group) for group in data for bar in group.bars}
    shares = [PERCENT * bar.value / tops[id(bar)] if _drawn(bar) else 0.0 for bar in rows if bar]
    names = [bar.name if bar else "" for bar in rows]
    index = [row for row, bar in enumerate(rows) if bar]
    bars = [bar for bar in rows if bar]
    errors = [
        PERCENT * bar.error / tops[id(bar)] if math.isfinite(bar.error) and _drawn(bar) else 0.0
        for bar in bars
    ]
    span = max(
        (share + error) * NARROW / (NARROW - EDGE - SIGN * lines.columns(bar.text))
        for bar, share, error in zip(bars, shares, errors, strict=True)
    )
    name = words("axis.with_unit", name=words("figure.relative"), unit=words("axis.percent"))
    longest = max(lines.columns(bar.name) for bar in bars)
    left = max(LEFT, round(SIGN * longest) + EDGE)
    layout = {
        "annotations": _headings(data, left),
        "xaxis": {
            "title": {"text": name},
            "range": [0, max(span, PERCENT)],
            "tickvals": [0, 50, 100],
            "ticksuffix": "%",
        },
        "yaxis": template.category_rows(names) | {"range": [len(rows) - 0.4, -0.7]},
        "margin": {"l": left, "r": EDGE},
    }
    said = [_said(group, bar, words) for group in data for bar in group.bars]
    traces = [
        _bars(index, bars, shares, errors, said, dark=dark),
        _texts(index, bars, shares, errors),
    ]
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def groups_table(data: Groups, words: Words) -> Table:
    """Each measure and case with its value, and its standard error where there is one."""
    bars = [(group, bar) for group in data for bar in group.bars]
    heads = [words(key) for key in ("figure.measure", "figure.case", "figure.value")]
    columns: list[Sequence[str | float]] = [
        [group.unit_name for group, _ in bars],
        [bar.name.replace(lines.BREAK, " ") for _, bar in bars],
        [bar.value if math.isfinite(bar.value) else bar.text for _, bar in bars],
    ]
    if any(math.isfinite(bar.error) for _, bar in bars):
        heads.append(words("figure.error"))
        columns.append([bar.error if math.isfinite(bar.error) else "" for _, bar in bars])
    return table(heads, *columns)


def _drawn(bar: Bar) -> bool:
    return math.isfinite(bar.value) and bar.value > 0


def _largest(group: Group) -> float:
    return max((bar.value for bar in group.bars if _drawn(bar)), default=1.0)


def _said(group: Group, bar: Bar, words: Words) -> str:
    """Return the sentence of a bar."""
    name = bar.name.replace(lines.BREAK, " ")
    return bar.hover or words("hover.bar", measure=group.name, name=name, value=bar.text)


def _headings(data: Groups, left: float) -> list[Trace]:
    """Name of each group above its bars, from the left edge."""
    found, row = [], 0
    for group in data:
        found.append(
            {
                "text": f"<b>{group.name}</b>",
                "x": 0,
                "xref": "paper",
                "xanchor": "left",
                "xshift": EDGE - left,
                "y": row,
                "align": "left",
            }
        )
        row += len(group.bars) + 1
    return [{"text": "", "x": 0, "y": 1, "xref": "paper", "yref": "paper"}, *found]


def _bars(
    index: Sequence[int],
    bars: Sequence[Bar],
    shares: Sequence[float],
    errors: Sequence[float],
    said: Sequence[str],
    *,
    dark: bool,
) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(index),
        "x": template.rounded(shares),
        "width": 0.62,
        "marker": {"color": [colour(bar.shade, dark) for bar in bars]},
        "error_x": {
            "type": "data",
            "array": template.rounded(errors),
            "visible": any(errors),
            "color": colour("text", dark),
            "thickness": 2,
            "width": 5,
        },
        **spoken(said),
    }


def _texts(
    index: Sequence[int], bars: Sequence[Bar], shares: Sequence[float], errors: Sequence[float]
) -> Trace:
    """Value of each bar beside it."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "marker": {"size": EDGE, "opacity": 0},
        "x": template.rounded(s + e for s, e in zip(shares, errors, strict=True)),
        "y": list(index),
        "text": [f"<b>{bar.text}</b>" for bar in bars],
        "textposition": "middle right",
        "textfont": {"size": template.SMALL},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }
