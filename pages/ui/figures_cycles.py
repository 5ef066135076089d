"""Chart of the cycles side by side: what each locks overnight and needs within the day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import marks, numbers, template
from pages.ui.lines import BREAK, columns
from pages.ui.shades import tint
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

CYCLE_MARGIN = 86
NARROW_PLOT, BESIDE, COLUMN = 250.0, 10.0, 7.2
LEAST_ROOM = 1.2
TAG = re.compile("<[^>]+>")
LOCKED_PARTS = (
    ("figure.posted.short", "margin"),
    ("figure.fund_share.short", "settlement"),
)
PEAK_PART = (("figure.within_day", "prefunding"),)
PARTS = {
    "posted": ("margin", "figure.posted", "x"),
    "fund": ("settlement", "figure.fund_share", "x"),
    "peak_cash": ("prefunding", "figure.peak_cash", "x2"),
}
LEFT_PANEL = (0.0, 0.48)
RIGHT_PANEL = (0.56, 1.0)


@dataclass(frozen=True, slots=True)
class CapitalByCycle:
    """What each cycle locks overnight and needs within the day; USD m, shape (cycles,).

    ``classes`` are what fund and peak cash of each cycle rest on.
    """

    labels: tuple[str, ...]
    posted: FloatArray
    fund: FloatArray
    peak_cash: FloatArray
    here: int
    classes: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def capital_by_cycle(data: CapitalByCycle, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Locked overnight on the left, peak intraday cash on the right, each on its own axis."""
    locked = data.posted + data.fund
    if not data.labels or not np.isfinite(locked).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    left = numbers.money_scale(words, float(locked.max()))
    right = numbers.money_scale(words, float(data.peak_cash.max()))
    fund, peak = ({"meta": list(part)} for part in data.classes)
    traces = [
        _panel("posted", data, left.factor, words, dark=dark),
        _panel("fund", data, left.factor, words, dark=dark) | fund,
        _panel("peak_cash", data, right.factor, words, dark=dark) | peak,
        _amounts(locked, left.factor, _written(data, left.factor, words), "x"),
        _amounts(data.peak_cash, right.factor, _plain(data.peak_cash, right.factor, words), "x2")
        | peak,
    ]
    rows = template.category_rows(data.labels)
    layout = {
        "annotations": [
            _panel_head(LEFT_PANEL[0], "figure.locked_short", LOCKED_PARTS, words, dark=dark),
            _panel_head(RIGHT_PANEL[0], "figure.peak_cash", PEAK_PART, words, dark=dark),
        ],
        "barmode": "stack",
        "shapes": [row_band(data.here, dark=dark)],
        "xaxis": _panel_axis(left, LEFT_PANEL, locked, _written(data, left.factor, words), words),
        "xaxis2": _panel_axis(
            right, RIGHT_PANEL, data.peak_cash, _plain(data.peak_cash, right.factor, words), words
        ),
        "yaxis": rows | {"ticktext": _bold(data.labels, data.here)},
        "margin": {"l": CYCLE_MARGIN, "r": 14},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def capital_by_cycle_table(data: CapitalByCycle, words: Words) -> Table:
    """Collateral posted, fund share and peak intraday cash of each cycle, USD m."""
    keys = ("figure.cycle", "figure.posted_m", "figure.fund_share_m", "figure.peak_cash_m")
    heads = [words(key) for key in keys]
    names = [label.replace(BREAK, ", ") for label in data.labels]
    return table(heads, names, data.posted, data.fund, data.peak_cash)


def _panel(
    part: str, data: CapitalByCycle, factor: float, words: Words, *, dark: bool
) -> marks.Trace:
    """Bars of one part, each with its sentence."""
    shade, key, axis = PARTS[part]
    plain = [float(value) for value in getattr(data, part)]
    said = [
        words(
            f"hover.capital.{part}",
            cycle=label.partition(BREAK)[0],
            amount=numbers.money(words, value),
        )
        for label, value in zip(data.labels, plain, strict=True)
    ]
    bars = marks.bars(plain, factor, shade, words(key), said, dark=dark)
    return bars | spoken(said) | {"xaxis": axis}


def _amounts(values: FloatArray, factor: float, texts: Sequence[str], axis: str) -> marks.Trace:
    """Amount of each row, beside its bar."""
    return marks.labels(template.rounded(values * factor), texts) | {"xaxis": axis}


def _plain(values: FloatArray, factor: float, words: Words) -> list[str]:
    """Amounts in the unit of their axis."""
    return [numbers.number(words, float(value) * factor) for value in values]


def _written(data: CapitalByCycle, factor: float, words: Words) -> list[str]:
    """Write what each cycle locks and, under it, how much of that the fund has."""
    whole = _plain(data.posted + data.fund, factor, words)
    parts = [words("figure.of_fund", value=part) for part in _plain(data.fund, factor, words)]
    return [f"<b>{all_}</b>{BREAK}{part}" for all_, part in zip(whole, parts, strict=True)]


def _panel_axis(
    scale: numbers.Scale,
    domain: tuple[float, float],
    values: FloatArray,
    texts: Sequence[str],
    words: Words,
) -> dict[str, object]:
    """Axis of one panel, long enough for the amounts beside its bars on a narrow screen."""
    wide = NARROW_PLOT * (domain[1] - domain[0])
    needs = [BESIDE + COLUMN * _columns(text) for text in texts]
    ends = [float(v) * wide / (wide - need) for v, need in zip(values, needs, strict=True)]
    high = max(*ends, LEAST_ROOM * float(values.max())) * scale.factor
    return {
        "domain": list(domain),
        "title": {"text": scale.unit},
        "range": [0, high or 1.0],
        "nticks": 4,
        "tickformat": template.TICKS[words.language],
    }


def _columns(text: str) -> int:
    """Width of a label: its longest line, without its tags."""
    return max(columns(TAG.sub("", line)) for line in text.split(BREAK))


def _panel_head(
    place: float, key: str, parts: Sequence[tuple[str, str]], words: Words, *, dark: bool
) -> marks.Trace:
    """Name of a panel above it, and which part has which colour."""
    marked = [("\u25a0", words(part), shade) for part, shade in parts]
    line = template.key_line(marked, dark=dark)
    shift = 0 if place else -CYCLE_MARGIN
    return line | {"x": place, "xshift": shift, "text": f"<b>{words(key)}</b><br>{line['text']}"}


def row_band(row: int, *, dark: bool) -> dict[str, object]:
    """Band behind the scenario's own cycle."""
    return {
        "type": "rect",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "fillcolor": tint("scenario", marks.WASH, dark=dark),
        "line": {"width": 0},
    }


def _bold(labels: Sequence[str], here: int) -> list[str]:
    """Names of the cycles, the scenario's own marked."""
    marked = [label.partition(BREAK) for label in labels]
    return [
        f"<b>\u25b6 {name}</b>{gap}{rest}" if row == here else f"{name}{gap}{rest}"
        for row, (name, gap, rest) in enumerate(marked)
    ]
