"""Who bears the loss as the move against the position grows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import lines, marks, numbers, template
from pages.ui.figures_layers import SAME, SHADES
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.shades import ink, tint
from pages.ui.spoken import listed, spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

A_ROW = 3
AREA = 0.78
PERCENT = 100.0
PLACES = (0.5, 0.3, 0.7)
NAMED, HEIGHT = np.linspace(60.0, 100.0, 9), 370
EDGE = Look("scenario", "solid", 2)
NAMED_AT, THICK, INSET = 0.7, 0.07, 4


@dataclass(frozen=True, slots=True)
class ShockCurve:
    """Loss by the size of the move, shape (n,) and (n, columns); ``here`` is the scenario's move.

    ``margin_before`` is the worth of the baseline's margin, nan where it has none.
    """

    columns: tuple[str, ...]
    currency: str
    shocks: FloatArray
    borne: FloatArray
    here: float
    margin_before: float


def shock_curve(data: ShockCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Who bears the loss as the move grows from nothing to all of the price."""
    if not np.isfinite(data.borne).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    total = data.borne.sum(axis=1)
    scale = numbers.money_scale(words, float(total.max()), data.currency.lower())
    moves, whole = data.shocks * PERCENT, total * scale.factor
    shown = [i for i, _ in enumerate(data.columns) if data.borne[:, i].max() > SAME]
    traces = [_area(data, i, scale.factor, words, dark=dark) for i in shown]
    top = 1.08 * float(whole.max()) or 1.0
    names = [_name(data, i, (top, scale.factor), words, dark=dark) for i in shown]
    unnamed = [i for i, found in zip(shown, names, strict=True) if not found]
    taken = [(NAMED, np.full(NAMED.shape, found["y"])) for found in names if found]
    taken += [(moves, level * scale.factor) for level in data.borne.cumsum(axis=1).T]
    frame = flags.Frame((0, float(moves[-1])), (0, top), taken, height=HEIGHT)
    stands = flags.stands([_here(data, total, scale.factor, words)], frame, dark=dark)
    if math.isfinite(data.margin_before):
        before = np.minimum(whole, data.margin_before * scale.factor)
        traces.append(_silent(moves, before, marks.BEFORE, dark=dark))
    names_of = [words(f"layer.{code}.short") for code in data.columns]
    said = spoken([_sentence(data, place, names_of, words) for place in range(len(moves))])
    traces.append(_silent(moves, whole, EDGE, dark=dark) | {"hoverinfo": "all"} | said)
    traces += [mark for mark, _ in stands]
    name = words("axis.with_unit", name=words("figure.shock"), unit=words("axis.percent"))
    layout = {
        "annotations": [
            _key(data, unnamed, words, dark=dark),
            *(found for found in names if found),
            *(label for _, label in stands),
        ],
        "xaxis": {"title": {"text": name}, "range": [0, 100], "ticksuffix": "%", "dtick": 20},
        "yaxis": template.money_axis(words, "figure.loss", scale) | {"range": [0, top]},
        "hovermode": "x",
        "margin": {"l": 68, "r": 26},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def shock_curve_table(data: ShockCurve, words: Words) -> Table:
    """List what each layer bears at each move, in millions."""
    unit = words("axis.money_m", currency=words(f"currency.{data.currency.lower()}"))
    named = [words("figure.layer_m", name=words(f"layer.{c}"), unit=unit) for c in data.columns]
    return table([words("figure.shock_pct"), *named], percents(data.shocks), *data.borne.T)


def _silent(x: FloatArray, y: FloatArray, look: Look, *, dark: bool) -> Trace:
    """Line that says nothing by itself."""
    return marks.line(x, y, look, "", "", dark=dark) | {"hovertemplate": None, "hoverinfo": "skip"}


def _sentence(data: ShockCurve, place: int, layers: Sequence[str], words: Words) -> str:
    """Say what one move costs, who bears it, and what the baseline's margin would bear."""
    money = partial(numbers.money, words, currency=data.currency.lower())
    borne = data.borne[place]
    loss = float(borne.sum())
    if loss <= SAME:
        return words("hover.shock.none")
    parts = [
        words("hover.shock.part", name=name, amount=money(amount))
        for name, amount in zip(layers, borne.tolist(), strict=True)
        if amount > SAME
    ]
    shock = numbers.percent(words, float(data.shocks[place]))
    text = words("hover.shock", shock=shock, loss=money(loss), parts=listed(words, parts))
    if not math.isfinite(data.margin_before):
        return text
    before = words("hover.shock.before", amount=money(min(loss, data.margin_before)))
    return words("hover.two", first=text, second=before)


def _area(data: ShockCurve, place: int, factor: float, words: Words, *, dark: bool) -> Trace:
    """Area of one layer on top of the layers before it."""
    shade = SHADES[data.columns[place]]
    return {
        "type": "scatter",
        "mode": "lines",
        "name": words(f"layer.{data.columns[place]}.short"),
        "stackgroup": "loss",
        "x": template.rounded(data.shocks * PERCENT),
        "y": template.rounded(data.borne[:, place] * factor),
        "line": {"width": 0, "color": colour(shade, dark)},
        "fillcolor": tint(shade, AREA, dark=dark),
        "hoverinfo": "skip",
    }


def _name(
    data: ShockCurve, place: int, axis: tuple[float, float], words: Words, *, dark: bool
) -> Trace:
    """Name of an area at its right end; nothing where it is too thin for a name."""
    at = int(NAMED_AT * (len(data.shocks) - 1))
    low, high = (float(data.borne[at, :end].sum()) for end in (place, place + 1))
    top, factor = axis
    if (high - low) * factor < THICK * top:
        return {}
    fill = tint(SHADES[data.columns[place]], AREA, dark=dark)
    line = data.margin_before if math.isfinite(data.margin_before) else -top
    heights = [low + share * (high - low) for share in PLACES]
    return {
        "text": f"<b>{words(f'layer.{data.columns[place]}.short')}</b>",
        "x": 1,
        "xref": "paper",
        "xanchor": "right",
        "xshift": -INSET,
        "y": factor * max(heights, key=lambda height: abs(height - line)),
        "font": {"color": ink(fill, dark=dark)},
    }


def _here(data: ShockCurve, total: FloatArray, factor: float, words: Words) -> flags.Stand:
    """Stand on the scenario's own move."""
    loss = float(np.interp(data.here, data.shocks, total))
    amount = numbers.money(words, loss, currency=data.currency.lower())
    text = words("figure.here_loss", shock=numbers.percent(words, data.here), loss=amount)
    where = f"top {marks.side(data.here, 0, 1)}"
    place = (data.here * PERCENT, loss * factor)
    return flags.Stand(place, text, marks.HERE, text, where)


def _key(data: ShockCurve, shown: Sequence[int], words: Words, *, dark: bool) -> Trace:
    """Names of the areas too thin to carry them, a few a line."""
    entries = [
        ("\u25a0", words(f"layer.{data.columns[i]}.short"), SHADES[data.columns[i]]) for i in shown
    ]
    if math.isfinite(data.margin_before):
        entries.append(("\u2508", words("figure.baseline_margin"), "baseline"))
    rows = [entries[i : i + A_ROW] for i in range(0, len(entries), A_ROW)]
    texts = [str(template.key_line(row, dark=dark)["text"]) for row in rows]
    return template.key_line([], dark=dark) | {"text": lines.BREAK.join(texts)}
