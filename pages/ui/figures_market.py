"""Size of the market for tokens: supplies by date, and transfers raw beside adjusted."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look
from pages.ui.shades import tint
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

USD_M_PER_BN, USD_M_PER_TRN = 1e3, 1e6
ROOM = 1.2
DAYS_A_YEAR = 365.25
LABEL_WIDTH = 15
BAR, OFFSET = 0.34, 0.19
NARROW_PLOT = 34
LEAST_ROOM, MOST_ROOM = 1.3, 2.4
KEYS_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Dot:
    """One count: its day, USD bn, its sentence, and whether it still has to be confirmed."""

    day: date
    value: float
    text: str
    open: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of one kind, oldest first; ``label`` gives the dots that carry their amount."""

    name: str
    dots: tuple[Dot, ...]
    look: Look
    joined: bool = True
    labelled: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Transfers of one month in USD trn: raw, and what stands beside it."""

    label: str
    raw: float
    other: float
    beside: str
    shade: str


def supply(data: Sequence[Series], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Dots by date, one look a series; a ring is still to be confirmed."""
    highest = max(dot.value for series in data for dot in series.dots) * USD_M_PER_BN
    scale = numbers.money_scale(words, highest)
    traces, labels = [], []
    for series in data:
        x = [year(dot.day) for dot in series.dots]
        y = [dot.value * USD_M_PER_BN * scale.factor for dot in series.dots]
        if series.joined:
            traces.append(_thread(x, y, series.look.shade, dark=dark))
        traces += _dots(series, x, y, words, dark=dark)
        for place, where in series.labelled:
            text = numbers.money(words, series.dots[place].value * USD_M_PER_BN)
            labels.append(marks.flag((x[place], y[place]), text, where, dark=dark))
    layout = {
        "annotations": [_key_lines(_key(data, words), dark=dark), *labels],
        "xaxis": _years(data, words),
        "yaxis": template.money_axis(words, "figure.outstanding", scale)
        | {"range": [0, ROOM * highest * scale.factor]},
        "margin": {"l": 68},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def supply_table(data: Sequence[Series], words: Words) -> Table:
    """List every count with its day and where it is known from."""
    rows = [(series.name, dot) for series in data for dot in series.dots]
    keys = ("figure.series", "figure.date", "figure.amount_bn", "figure.remark")
    return table(
        [words(key) for key in keys],
        [name for name, _ in rows],
        [when(words, dot.day) for _, dot in rows],
        [dot.value for _, dot in rows],
        [dot.text for _, dot in rows],
    )


def transfers(data: Sequence[Pair], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw two bars a period: the raw count, and the adjusted one or a part of it."""
    highest = max(pair.raw for pair in data) * USD_M_PER_TRN
    scale = numbers.money_scale(words, highest)
    bars, room = [], LEAST_ROOM
    for row, pair in enumerate(data):
        both = ((pair.raw, "idle", words("figure.raw")), (pair.other, pair.shade, pair.beside))
        said = spoken([_said(pair, words)])
        for side, (value, shade, name) in zip((-OFFSET, OFFSET), both, strict=True):
            amount = numbers.money(words, value * USD_M_PER_TRN)
            width = value * USD_M_PER_TRN
            bar = marks.bars([width], scale.factor, shade, name, [amount], dark=dark)
            bars.append(bar | _beside(row + side, f"{name} <b>{amount}</b>") | said)
            room = max(room, _room(width / highest, f"{name} {amount}"))
    layout = {
        "xaxis": template.money_axis(words, "figure.transfers_month", scale)
        | {"range": [0, room * highest * scale.factor], "nticks": 5},
        "yaxis": template.category_rows([pair.label for pair in data])
        | {"range": [len(data) - 0.5, -0.5]},
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(bars, title, dark=dark, layout=layout)


def _said(pair: Pair, words: Words) -> str:
    """Say both counts of a month and how many times one is the other."""
    return words(
        "hover.transfers",
        period=pair.label,
        raw=numbers.money(words, pair.raw * USD_M_PER_TRN),
        beside=pair.beside,
        other=numbers.money(words, pair.other * USD_M_PER_TRN),
        factor=numbers.times(words, pair.raw / pair.other),
    )


def transfers_table(data: Sequence[Pair], words: Words) -> Table:
    """List raw and other transfers, USD trn a month, and how many times one is the other."""
    keys = ("figure.period", "figure.raw_tn", "figure.beside", "figure.other_tn", "figure.factor")
    return table(
        [words(key) for key in keys],
        [pair.label for pair in data],
        [pair.raw for pair in data],
        [pair.beside for pair in data],
        [pair.other for pair in data],
        [pair.raw / pair.other for pair in data],
    )


def year(day: date) -> float:
    """Return a day as a decimal year."""
    return round(day.year + (day.timetuple().tm_yday - 1) / DAYS_A_YEAR, template.PLACES)


def when(words: Words, day: date) -> str:
    """Write a day; the first of a month stands for the month."""
    return numbers.day(words, f"{day:%Y-%m}" if day.day == 1 else day)


def _thread(x: Iterable[float], y: Iterable[float], shade: str, *, dark: bool) -> marks.Trace:
    """Pale line from dot to dot: a reading aid, not a measurement."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "y": template.rounded(y),
        "line": {"color": tint(shade, marks.AREA, dark=dark), "width": marks.FINE},
        "hoverinfo": "skip",
    }


def _dots(
    series: Series, x: Sequence[float], y: Sequence[float], words: Words, *, dark: bool
) -> Iterable[marks.Trace]:
    """Return the dots of a series, those to confirm as rings."""
    for ring in (False, True):
        index = [i for i, dot in enumerate(series.dots) if dot.open == ring]
        if index:
            shape = series.look.shape + ("-open" if ring else "")
            look = Look(series.look.shade, shape, series.look.size)
            said = [
                words("hover.counted", name=series.name, text=series.dots[i].text) for i in index
            ]
            places = [x[i] for i in index], template.rounded(y[i] for i in index)
            yield marks.dots(*places, look, series.name, [], dark=dark) | spoken(said)


def _key(data: Sequence[Series], words: Words) -> list[tuple[str, str, str]]:
    signs = {"circle": "\u25cf", "diamond": "\u25c6", "square": "\u25a0", "triangle-up": "\u25b2"}
    key = [(signs[series.look.shape], series.name, series.look.shade) for series in data]
    if any(dot.open for series in data for dot in series.dots):
        key.append(("\u25cb", words("figure.to_confirm"), "muted"))
    return key


def _key_lines(key: Sequence[tuple[str, str, str]], *, dark: bool) -> dict[str, object]:
    """Key in lines that fit a narrow screen."""
    rows = [
        template.key_line(key[start : start + KEYS_A_LINE], dark=dark)
        for start in range(0, len(key), KEYS_A_LINE)
    ]
    return rows[0] | {"text": lines.BREAK.join(str(row["text"]) for row in rows)}


def _years(data: Sequence[Series], words: Words) -> dict[str, object]:
    """Axis of years that ends a little beyond the dots."""
    days = [year(dot.day) for series in data for dot in series.dots]
    low, high = min(days), max(days)
    pad = 0.09 * (high - low)
    years = list(range(math.ceil(low - pad), math.floor(high + pad) + 1))
    return {
        "title": {"text": words("figure.year")},
        "range": [low - pad, high + pad],
        "tickvals": years,
        "ticktext": [f"{place}" for place in years],
    }


def _room(length: float, text: str) -> float:
    """How far the axis runs beyond its longest bar so that a text fits a narrow screen."""
    left = max(0.01, 1 - (lines.columns(text) + 1) / NARROW_PLOT)
    return min(MOST_ROOM, length / left)


def _beside(place: float, text: str) -> marks.Trace:
    """Place of a bar, and the text at its end."""
    return {
        "y": [place],
        "width": BAR,
        "text": [text],
        "textposition": "outside",
        "textfont": {"size": template.SMALL},
        "cliponaxis": False,
    }
