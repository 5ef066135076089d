"""The liquidation period in its parts, beside the floor that a regime sets."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.period_split import PARTS
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import ink, tint
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

HOURS, TRADING_DAYS = "hours", "trading_days"
PER_DAY = {HOURS: 24.0, TRADING_DAYS: 1.0}
WEIGHTS = {"since": 0.5, "detect": 0.72, "transfer": 1.0, "hold": 0.72, "close": 0.3}
PER_LINE = 3
ROOM, ROOM_FOR_BOTH = 1.5, 1.7
THICK, TALL = 0.52, 0.36
LATE = 0.5
NARROW, COLUMN, BESIDE = 236.0, 7.2, 10.0


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
            "range": [0, top * (ROOM_FOR_BOTH if both else ROOM)],
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


def lifted(model: Sequence[float], applied: Sequence[float], *, dark: bool) -> Trace:
    """Hatched bars from the model's values to the applied ones, one a row; none draws nothing."""
    line = {"color": colour("warning", dark), "width": marks.EDGE}
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(model))),
        "base": template.rounded(model),
        "x": template.rounded(b - a for a, b in zip(model, applied, strict=True)),
        "width": [THICK if b > a else 0 for a, b in zip(model, applied, strict=True)],
        "marker": {
            "color": tint("warning", marks.WASH, dark=dark),
            "line": line,
            "pattern": {"shape": "/", "size": 7, "solidity": 0.18, "fgcolor": line["color"]},
        },
    }


def floor_ticks(floors: Sequence[float], rows: Sequence[float], *, dark: bool) -> Trace:
    """Short upright lines where the floor of each row lies; a floor of 0 is none."""
    marked = [(f, row) for f, row in zip(floors, rows, strict=True) if f > 0]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for f, _ in marked for x in (round(f, 4), round(f, 4), None)],
        "y": [y for _, row in marked for y in (row - TALL, row + TALL, None)],
        "line": {"color": colour("warning", dark), "width": marks.STRONG},
        "hoverinfo": "skip",
    }


def _used(data: Periods) -> list[str]:
    """Parts that take any time."""
    return [n for i, n in enumerate(PARTS) if any(p.parts[i] > 0 for _, p in data.rows)]


def _part(name: str, row: int, data: Periods, words: Words, *, dark: bool) -> Trace:
    """One part of one period; the transfer in full colour, as it is what a rail changes."""
    fill = tint("margin", WEIGHTS[name], dark=dark)
    value = data.rows[row][1].parts[PARTS.index(name)]
    text, anchor = _inside(name, row, data, words)
    return {
        "type": "bar",
        "orientation": "h",
        "name": words(f"period.{name}"),
        "y": [row],
        "x": template.rounded([value * PER_DAY[data.clock]]),
        "width": THICK,
        "marker": {"color": fill, "line": {"color": colour("margin", dark), "width": marks.HAIR}},
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
    text = length(words, value, data.clock) if value > 0 else ""
    before, after = period.floor - begin, begin + value - period.floor
    if min(before, after) <= 0:
        return text, "middle"
    longest = max(p.applied for _, p in data.rows) * ROOM
    fits = max(before, after) / longest * NARROW >= lines.columns(text) * COLUMN + BESIDE
    return text if fits else "", "start" if before > after else "end"


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


def _totals(data: Periods, words: Words) -> Trace:
    """Write what applies beside each bar, and the model's value where a floor lifts it."""
    texts = []
    for _, period in data.rows:
        text = f"<b>{length(words, period.applied, data.clock)}</b>"
        if period.floor > period.model:
            model = length(words, period.model, data.clock)
            text += lines.BREAK + words("figure.period.model", value=model)
        texts.append(text)
    factor = PER_DAY[data.clock]
    return marks.labels(template.rounded(p.applied * factor for _, p in data.rows), texts)


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
    """Say which shade is which part, at most three a line."""
    names = list(_used(data))
    shades = [tint("margin", WEIGHTS[n], dark=dark) for n in names]
    samples = [template.sample("\u25a0", shade) for shade in shades]
    shown = zip(samples, names, strict=True)
    spans = [f"{sample} {words(f'period.{name}')}" for sample, name in shown]
    if both:
        mark = template.sample("\u25a8", colour("warning", dark))
        spans.append(f"{mark} {words('period.lifted')}")
    parts = [spans[i : i + PER_LINE] for i in range(0, len(spans), PER_LINE)]
    note = template.key_line([], dark=dark)
    return note | {"text": lines.BREAK.join("\u2003".join(part) for part in parts)}


def _axis(data: Periods, words: Words) -> Trace:
    """Name of each row and, under it, its rail."""
    texts = [
        f"<b>{words(key)}</b>{lines.BREAK}{lines.shorten(period.name, template.LABEL_WIDTH, 2)}"
        for key, period in data.rows
    ]
    return {"tickvals": [0, 1], "ticktext": texts, "range": [1.5, -0.72], "showgrid": False}
