"""Charts of the cycles side by side, and of published facts beside the model."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.tables import Table, table
from pages.ui.text import Words

PERCENT = 100.0
CYCLE_MARGIN = 66
ROOM_FOR_AMOUNT = 1.9
LOCKED_PARTS = (
    ("figure.posted.short", "margin"),
    ("figure.fund_share.short", "settlement"),
)
PEAK_PART = (("figure.within_day", "prefunding"),)
FACT_WIDTH = 46
LEFT_PANEL = (0.0, 0.52)
RIGHT_PANEL = (0.59, 1.0)
LEAST_PERCENT = 5.0


@dataclass(frozen=True, slots=True)
class CapitalByCycle:
    """What each cycle locks overnight and needs within the day; USD m, shape (cycles,)."""

    labels: tuple[str, ...]
    posted: FloatArray
    fund: FloatArray
    peak_cash: FloatArray
    here: int


@dataclass(frozen=True, slots=True)
class FactBesideModel:
    """One published fall beside the model's, decimals; the label names date and base."""

    label: str
    published: float
    model: float
    reading: str


def capital_by_cycle(data: CapitalByCycle, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Locked overnight on the left, peak intraday cash on the right, each on its own axis."""
    locked = data.posted + data.fund
    if not data.labels or not np.isfinite(locked).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    left = numbers.money_scale(words, float(locked.max()))
    right = numbers.money_scale(words, float(data.peak_cash.max()))
    traces = [
        _panel(data.posted, left.factor, ("margin", "figure.posted", "x"), words, dark=dark),
        _panel(data.fund, left.factor, ("settlement", "figure.fund_share", "x"), words, dark=dark),
        _panel(
            data.peak_cash, right.factor, ("prefunding", "figure.peak_cash", "x2"), words, dark=dark
        ),
        _amounts(locked, left.factor, "x", words),
        _amounts(data.peak_cash, right.factor, "x2", words),
    ]
    rows = template.category_rows(data.labels)
    layout = {
        "annotations": [
            _panel_head(LEFT_PANEL[0], "figure.locked_short", LOCKED_PARTS, words, dark=dark),
            _panel_head(RIGHT_PANEL[0], "figure.peak_cash", PEAK_PART, words, dark=dark),
        ],
        "barmode": "stack",
        "shapes": [_row_band(data.here, dark=dark)],
        "xaxis": _panel_axis(left.unit, LEFT_PANEL, float(locked.max()) * left.factor),
        "xaxis2": _panel_axis(right.unit, RIGHT_PANEL, float(data.peak_cash.max()) * right.factor),
        "yaxis": rows | {"ticktext": _bold(data.labels, data.here)},
        "margin": {"l": CYCLE_MARGIN, "r": 14},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def capital_by_cycle_table(data: CapitalByCycle, words: Words) -> Table:
    """Collateral posted, fund share and peak intraday cash of each cycle, USD m."""
    keys = ("figure.cycle", "figure.posted_m", "figure.fund_share_m", "figure.peak_cash_m")
    heads = [words(key) for key in keys]
    return table(heads, data.labels, data.posted, data.fund, data.peak_cash)


def facts_beside_model(
    data: Sequence[FactBesideModel], title: str, words: Words, *, dark: bool
) -> go.Figure:
    """Draw published falls beside modelled ones, one row for each date and base."""
    if not data:
        return template.empty(words("figure.no_facts"), title, dark=dark)
    rows = [float(row) for row in range(len(data))]
    published = [round(fact.published * PERCENT, 4) for fact in data]
    model = [round(fact.model * PERCENT, 4) for fact in data]
    texts = [numbers.percent(words, fact.published) for fact in data]
    modelled = [f"{numbers.percent(words, fact.model)} ({fact.reading})" for fact in data]
    traces = [
        marks.joins(published, model, "grid", dark=dark),
        marks.dots(
            published,
            rows,
            Look("position", "diamond", 12),
            words("figure.published"),
            texts,
            dark=dark,
        ),
        marks.dots(
            model,
            rows,
            Look("scenario", "circle-open", 19),
            words("figure.model_value"),
            modelled,
            dark=dark,
        ),
        *_both_sides(data, dark=dark, words=words),
    ]
    key = [
        ("\u25c6", words("figure.published"), "position"),
        ("\u25cb", words("figure.model_value"), "scenario"),
    ]
    high = max(LEAST_PERCENT, *published, *model)
    layout = {
        "annotations": [template.key_line(key, dark=dark), *_row_labels(data)],
        "xaxis": template.percent_axis(words, "figure.fall") | {"range": [0, 1.3 * high]},
        "yaxis": {
            "range": [len(data) - 0.5, -0.85],
            "tickvals": rows,
            "showticklabels": False,
        },
        "margin": {"l": 8},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def facts_beside_model_table(data: Sequence[FactBesideModel], words: Words) -> Table:
    """List published and modelled fall in percent, with the reading the model used."""
    keys = ("figure.fact", "figure.published_pct", "figure.model_pct", "figure.reading")
    heads = [words(key) for key in keys]
    return table(
        heads,
        [fact.label for fact in data],
        [fact.published * PERCENT for fact in data],
        [fact.model * PERCENT for fact in data],
        [fact.reading for fact in data],
    )


def _panel(
    values: FloatArray, factor: float, look: tuple[str, str, str], words: Words, *, dark: bool
) -> marks.Trace:
    """Bars of one panel."""
    shade, key, axis = look
    plain = [float(value) for value in values]
    texts = [numbers.money(words, value) for value in plain]
    return marks.bars(plain, factor, shade, words(key), texts, dark=dark) | {"xaxis": axis}


def _amounts(values: FloatArray, factor: float, axis: str, words: Words) -> marks.Trace:
    """Amount of each row, beside its bar."""
    texts = [numbers.money(words, float(value)) for value in values]
    return marks.labels(template.rounded(values * factor), texts, gap="\u2004") | {"xaxis": axis}


def _panel_axis(unit: str, domain: tuple[float, float], high: float) -> dict[str, object]:
    """Axis of one panel."""
    return {
        "domain": list(domain),
        "title": {"text": unit},
        "range": [0, ROOM_FOR_AMOUNT * high or 1.0],
        "nticks": 4,
        "tickformat": ",~f",
    }


def _panel_head(
    place: float, key: str, parts: Sequence[tuple[str, str]], words: Words, *, dark: bool
) -> marks.Trace:
    """Name of a panel above it, and which part has which colour."""
    marked = [("\u25a0", words(part), shade) for part, shade in parts]
    line = template.key_line(marked, dark=dark)
    return line | {"x": place, "xshift": 0, "text": f"<b>{words(key)}</b><br>{line['text']}"}


def _row_band(row: int, *, dark: bool) -> dict[str, object]:
    """Band behind the scenario's own cycle."""
    return {
        "type": "rect",
        "layer": "below",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "fillcolor": tint("scenario", 0.1, dark=dark),
        "line": {"width": 0},
    }


def _bold(labels: Sequence[str], here: int) -> list[str]:
    """Names of the cycles, the scenario's own marked."""
    return [f"<b>\u25b6 {name}</b>" if row == here else name for row, name in enumerate(labels)]


def _both_sides(data: Sequence[FactBesideModel], words: Words, *, dark: bool) -> list[marks.Trace]:
    """Values of the two dots of each row, on their outer sides."""
    pairs = (("published", "position"), ("model", "scenario"))
    traces = []
    for field, shade in pairs:
        other = "model" if field == "published" else "published"
        values = [float(getattr(fact, field)) for fact in data]
        rivals = [float(getattr(fact, other)) for fact in data]
        outer = [
            "middle left"
            if value < rival or (value == rival and field == "published")
            else "middle right"
            for value, rival in zip(values, rivals, strict=True)
        ]
        texts = [f"<b>{numbers.percent(words, value)}</b>" for value in values]
        places = template.rounded(value * PERCENT for value in values)
        traces.append(
            marks.labels(
                places, texts, outer, [colour(shade, dark)] * len(data), gap=marks.WIDE_GAP
            )
        )
    return traces


def _row_labels(data: Sequence[FactBesideModel]) -> list[dict[str, object]]:
    """Sentence above each row that names date and base."""
    return [
        {
            "text": lines.wrap(fact.label, FACT_WIDTH),
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "align": "left",
            "y": row,
            "yanchor": "bottom",
            "yshift": 12,
        }
        for row, fact in enumerate(data)
    ]
