"""The liquidation period in its parts, beside the floor that a regime sets."""

import re
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.period_split import PARTS
from pages.ui import keys, lines, marks, numbers, template
from pages.ui.floor_marks import TALL, THICK, floor_ticks, lifted
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import ink
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

HOURS, TRADING_DAYS = "hours", "trading_days"
PER_DAY = {HOURS: 24.0, TRADING_DAYS: 1.0}
# The transfer in the blue of what moves, waiting as in the way of the money, the rest quiet.
SHADES = {
    "since": "idle",
    "detect": "haircut",
    "transfer": "margin",
    "hold": "prefunding",
    "close": "background",
}
SAMPLES = {"close": ("\u25a1", "muted")}
TAG = re.compile("<[^>]+>")
LATE = 0.5
NARROW, COLUMN, BESIDE, CLEAR, MOST = 236.0, 6.8, 6.0, 16.0, 0.5


@dataclass(frozen=True, slots=True)
class Period:
    """One liquidation period, days of the product's clock; ``name`` is the rail in words."""

    name: str
    parts: tuple[float, ...]
    floor: float

    @property
    def model(self) -> float:
        """Sum of the parts."""
        return sum(self.parts)

    @property
    def applied(self) -> float:
        """The larger of model and floor."""
        return max(self.model, self.floor)


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of baseline and scenario; ``clocks`` holds ``hours`` or ``trading_days`` of each."""

    baseline: Period
    scenario: Period
    clock: str = HOURS

    @property
    def rows(self) -> tuple[tuple[str, Period], ...]:
        """Both periods from top to bottom."""
        return (("figure.baseline", self.baseline), ("figure.scenario", self.scenario))


def period_bars(data: Periods, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Stack the parts of both periods; a hatched part shows what a floor adds."""
    factor = PER_DAY[data.clock]
    rows = [period for _, period in data.rows]
    top = max(period.applied for period in rows) * factor or 1.0
    both = any(period.floor > period.model for period in rows)
    traces = [
        _part(name, row, data, words, dark=dark) for name in _used(data) for row in range(len(rows))
    ]
    traces += [
        lifted([p.model * factor for p in rows], [p.applied * factor for p in rows], dark=dark)
        | spoken([_say("lifted", row, data, words) for row in range(len(rows))]),
        floor_ticks([p.floor * factor for p in rows], range(len(rows)), dark=dark),
        _totals(data, words),
    ]
    layout = {
        "annotations": [
            _key(data, words, both=both, dark=dark),
            *_floors(data, top, words, dark=dark),
        ],
        "barmode": "stack",
        "uniformtext": {"mode": "hide", "minsize": template.LEAST},
        "xaxis": {
            "title": {"text": words(f"figure.period.{data.clock}")},
            "range": [0, _end(data, words)],
            "nticks": 6,
        },
        "yaxis": _axis(data, words),
        "margin": {"l": template.LABEL_MARGIN - 14},
    }
    return template.figure(traces, title, dark=dark, height="short", layout=layout)


def period_bars_table(data: Periods, words: Words) -> Table:
    """Each part of both periods, their sums, the floor and what applies."""
    factor, unit = PER_DAY[data.clock], words(f"figure.unit.{data.clock}")
    names = [words(f"period.{name}") for name in (*PARTS, "model", "floor", "applied")]
    columns = [[v * factor for v in (*p.parts, p.model, p.floor, p.applied)] for _, p in data.rows]
    heads = [words("axis.with_unit", name=words(key), unit=unit) for key, _ in data.rows]
    return table([words("figure.part"), *heads], names, *columns)


def length(words: Words, days: float, clock: str) -> str:
    """Write a period in hours, or in trading days for a product with market hours."""
    if clock == HOURS:
        return numbers.hours(words, days * PER_DAY[HOURS])
    return words("figure.trading_days", value=numbers.number(words, round(days, 2)))


def _used(data: Periods) -> list[str]:
    """Parts that take any time."""
    return [n for i, n in enumerate(PARTS) if any(p.parts[i] > 0 for _, p in data.rows)]


def _part(name: str, row: int, data: Periods, words: Words, *, dark: bool) -> Trace:
    """One part of one period."""
    fill, edge = colour(SHADES[name], dark), SAMPLES.get(name, ("", SHADES[name]))[1]
    value = data.rows[row][1].parts[PARTS.index(name)]
    text, anchor = _inside(name, row, data, words)
    return {
        "type": "bar",
        "orientation": "h",
        "name": words(f"period.{name}"),
        "y": [row],
        "x": template.rounded([value * PER_DAY[data.clock]]),
        "width": THICK,
        "marker": {"color": fill, "line": {"color": colour(edge, dark), "width": marks.HAIR}},
        "text": [text],
        "textposition": "inside",
        "insidetextanchor": anchor,
        "textangle": 0,
        "textfont": {"color": ink(fill, dark=dark), "size": template.SMALL},
        **spoken([_say(name, row, data, words)]),
    }


def _inside(name: str, row: int, data: Periods, words: Words) -> tuple[str, str]:
    """Return what stands inside a part and where, clear of the line of the floor."""
    period, place = data.rows[row][1], PARTS.index(name)
    begin, value = sum(period.parts[:place]), period.parts[place]
    text = numbers.number(words, value * PER_DAY[data.clock], digits=4) if value > 0 else ""
    before, after = period.floor - begin, begin + value - period.floor
    if min(before, after) <= 0:
        return text, "middle"
    part = max(before, after) * PER_DAY[data.clock] / _end(data, words)
    fits = part * NARROW >= lines.columns(text) * COLUMN + BESIDE
    return text if fits else "", "start" if before > after else "end"


def _end(data: Periods, words: Words) -> float:
    """End of the axis: far enough for the totals beside their bars on a narrow screen."""
    ends = []
    for (_, period), text in zip(data.rows, _written(data, words), strict=True):
        longest = max(lines.columns(TAG.sub("", part)) for part in text.split(lines.BREAK))
        room = min(COLUMN * longest + CLEAR, MOST * NARROW)
        ends.append(period.applied * PER_DAY[data.clock] * NARROW / (NARROW - room))
    return max(ends) or 1.0


def _say(name: str, row: int, data: Periods, words: Words) -> str:
    """Say how long a part takes; of the floor's part nothing where no floor lifts the period."""
    side, period = data.rows[row]
    days = period.parts[PARTS.index(name)] if name in PARTS else period.floor - period.model
    if days <= 0:
        return ""
    return words(
        f"hover.period.{name}",
        side=words(side),
        rail=period.name,
        time=length(words, days, data.clock),
        model=length(words, period.model, data.clock),
        applied=length(words, period.applied, data.clock),
    )


def _written(data: Periods, words: Words) -> list[str]:
    """Write what applies to each side, and the model's value where a floor lifts it."""
    texts = []
    for _, period in data.rows:
        text = f"<b>{length(words, period.applied, data.clock)}</b>"
        if period.floor > period.model:
            model = length(words, period.model, data.clock)
            text += lines.BREAK + words("figure.period.model", value=model)
        texts.append(text)
    return texts


def _totals(data: Periods, words: Words) -> Trace:
    """Write the totals beside the bars."""
    ends = template.rounded(p.applied * PER_DAY[data.clock] for _, p in data.rows)
    return marks.labels(ends, _written(data, words))


def _floors(data: Periods, top: float, words: Words, *, dark: bool) -> list[Trace]:
    """Value of each floor above its line, once where both sides have the same."""
    first, second = (period.floor for _, period in data.rows)
    shown = [(0, first)] if first == second else [(0, first), (1, second)]
    factor = PER_DAY[data.clock]
    return [
        {
            "text": words("figure.floor", share=length(words, floor, data.clock)),
            "x": round(floor * factor, 4),
            "xanchor": "left" if floor * factor < LATE * top else "right",
            "y": row - TALL,
            "yanchor": "bottom",
            "font": {"size": template.SMALL, "color": colour("warning", dark)},
        }
        for row, floor in shown
        if floor > 0
    ]


def _key(data: Periods, words: Words, *, both: bool, dark: bool) -> Trace:
    """Say which colour is which part."""
    key = [(*SAMPLES.get(n, ("\u25a0", SHADES[n])), words(f"period.{n}")) for n in _used(data)]
    key += [("\u25a8", "warning", words("period.lifted"))] if both else []
    return keys.rows([(mark, name, shade) for mark, shade, name in key], dark=dark)


def _axis(data: Periods, words: Words) -> Trace:
    """Name of each row and, under it, its rail."""
    texts = [
        f"<b>{words(key)}</b>{lines.BREAK}{lines.shorten(period.name, template.LABEL_WIDTH, 2)}"
        for key, period in data.rows
    ]
    return {"tickvals": [0, 1], "ticktext": texts, "range": [1.5, -0.72], "showgrid": False}
