"""The layers of a default, filling from the first to the last, and who pays as the move grows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from engine.default_records import UNFUNDED
from pages.ui import figures_flags as flags
from pages.ui import figures_steps, lines, marks, numbers, template
from pages.ui.figures_steps import Step
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

SHADES = {
    "margin": "margin",
    "member_fund": "position",
    "own_layer": "prefunding",
    "mutual_fund": "settlement",
    "assessments": "idle",
    UNFUNDED: "warning",
}
FEW = 3
A_ROW = 3
AREA = 0.78
PERCENT = 100.0
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class LossLayers:
    """What each layer holds and bears, in millions of one currency.

    Attributes
    ----------
    columns
        Names of the layers; the last one is what nobody funds if it is ``UNFUNDED``.
    borne, baseline
        Shape (columns,); the baseline's is empty where there is none.
    resources
        Shape (columns less the unfunded one,).
    margin_before
        Worth of the baseline's margin after the stress; nan for none.
    """

    columns: tuple[str, ...]
    currency: str
    borne: FloatArray
    resources: FloatArray
    baseline: FloatArray
    margin_before: float = math.nan


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


def loss_layers(data: LossLayers, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One bar a layer, each starting where the one before it ends."""
    tall = "tall" if len(data.columns) > FEW else "short"
    if not np.isfinite(data.borne).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height=tall)
    largest = max(float(data.borne.sum()), float(data.resources[0]), _known(data.margin_before))
    scale = numbers.money_scale(words, largest, data.currency.lower())
    starts = np.append(0.0, np.cumsum(data.resources))
    room = np.append(data.resources, [0.0] * (len(data.columns) - len(data.resources)))
    rows = [
        Step(
            text=_row(data, place, words),
            start=float(start) * scale.factor,
            end=float(start + borne) * scale.factor,
            shade=SHADES[code],
            hover=_row(data, place, words),
            room=float(start + max(room[place], borne)) * scale.factor,
            ghost=_ghost(data, place, scale.factor),
        )
        for place, (code, borne, start) in enumerate(
            zip(data.columns, data.borne, starts, strict=False)
        )
    ]
    known = math.isfinite(data.margin_before)
    key = [("\u2503", words("figure.baseline_margin"), "baseline")] if known else []
    axis = template.money_axis(words, "figure.loss_borne", scale)
    return figures_steps.steps(rows, axis, title, dark=dark, height=tall, key=key)


def loss_layers_table(data: LossLayers, words: Words) -> Table:
    """Size of each layer, what it bears, the share used, and what it bears in the baseline."""
    unit = words("axis.money_m", currency=words(f"currency.{data.currency.lower()}"))
    blank = len(data.columns) - len(data.resources)
    sizes = [float(size) for size in data.resources]
    used = [b / r if r > 0 else 0.0 for b, r in zip(data.borne, sizes, strict=False)]
    columns: list[Sequence[str | float]] = [
        [words(f"layer.{code}") for code in data.columns],
        [*sizes, *[""] * blank],
        [float(value) for value in data.borne],
        [*percents(used), *[""] * blank],
    ]
    heads = [words("figure.layer"), words("figure.size_m", unit=unit)]
    heads += [words("figure.borne_m", unit=unit), words("figure.used_pct")]
    if len(data.baseline):
        heads.append(words("figure.baseline_borne_m", unit=unit))
        columns.append([float(value) for value in data.baseline])
    return table(heads, *columns)


def shock_curve(data: ShockCurve, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Who bears the loss as the move grows from nothing to all of the price."""
    if not np.isfinite(data.borne).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    total = data.borne.sum(axis=1)
    scale = numbers.money_scale(words, float(total.max()), data.currency.lower())
    moves, whole = data.shocks * PERCENT, total * scale.factor
    shown = [i for i, _ in enumerate(data.columns) if data.borne[:, i].max() > SAME]
    traces = [_area(data, i, scale, words, dark=dark) for i in shown]
    top = 1.08 * float(whole.max()) or 1.0
    frame = flags.Frame((0, float(moves[-1])), (0, top), [(moves, whole)], height=340)
    stands = flags.stands([_here(data, total, scale.factor, words)], frame, dark=dark)
    if math.isfinite(data.margin_before):
        before = np.minimum(whole, data.margin_before * scale.factor)
        look = marks.BEFORE
        name = words("figure.baseline_margin")
        traces.append(marks.line(moves, before, look, name, scale.written, dark=dark))
    traces += [mark for mark, _ in stands]
    name = words("axis.with_unit", name=words("figure.shock"), unit=words("axis.percent"))
    layout = {
        "annotations": [_key(data, shown, words, dark=dark), *(label for _, label in stands)],
        "xaxis": {"title": {"text": name}, "range": [0, 100], "ticksuffix": "%", "dtick": 20},
        "yaxis": template.money_axis(words, "figure.loss", scale) | {"range": [0, top]},
        "hovermode": "x unified",
        "margin": {"l": 68, "r": 26},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def shock_curve_table(data: ShockCurve, words: Words) -> Table:
    """List what each layer bears at each move, in millions."""
    unit = words("axis.money_m", currency=words(f"currency.{data.currency.lower()}"))
    named = [words("figure.layer_m", name=words(f"layer.{c}"), unit=unit) for c in data.columns]
    return table([words("figure.shock_pct"), *named], percents(data.shocks), *data.borne.T)


def _known(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _ghost(data: LossLayers, place: int, factor: float) -> float | None:
    """Return where the baseline's margin ends, beside the first bar only."""
    if place or not math.isfinite(data.margin_before):
        return None
    return data.margin_before * factor


def _row(data: LossLayers, place: int, words: Words) -> str:
    """Name of a layer and its state."""
    name = words(f"layer.{data.columns[place]}")
    return words("figure.layer.row", name=name, state=_state(data, place, words))


def _state(data: LossLayers, place: int, words: Words) -> str:
    """Say what a layer bears of what it holds."""
    borne, currency = float(data.borne[place]), data.currency.lower()
    amount = numbers.money(words, borne, currency=currency)
    if place >= len(data.resources):
        return amount if borne > SAME else words("figure.layer.nothing")
    size = float(data.resources[place])
    if size <= SAME:
        return words("figure.layer.absent")
    held = numbers.money(words, size, currency=currency)
    if borne <= SAME:
        return words("figure.layer.untouched", size=held)
    key = "full" if borne >= size * (1 - SAME) else "partly"
    share = numbers.percent(words, borne / size)
    return words(f"figure.layer.{key}", borne=amount, size=held, share=share)


def _area(data: ShockCurve, place: int, scale: numbers.Scale, words: Words, *, dark: bool) -> Trace:
    """Area of one layer on top of the layers before it."""
    shade = SHADES[data.columns[place]]
    value = scale.written.replace("{value}", "%{y:,.3~r}")
    name = words(f"layer.{data.columns[place]}.short")
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "stackgroup": "loss",
        "x": template.rounded(data.shocks * PERCENT),
        "y": template.rounded(data.borne[:, place] * scale.factor),
        "line": {"width": 0, "color": colour(shade, dark)},
        "fillcolor": tint(shade, AREA, dark=dark),
        "hovertemplate": f"{name} <b>{value}</b><extra></extra>",
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
    """Names of the areas that can be seen, a few a line."""
    entries = [
        ("\u25a0", words(f"layer.{data.columns[i]}.short"), SHADES[data.columns[i]]) for i in shown
    ]
    if math.isfinite(data.margin_before):
        entries.append(("\u2508", words("figure.baseline_margin"), "baseline"))
    rows = [entries[i : i + A_ROW] for i in range(0, len(entries), A_ROW)]
    texts = [str(template.key_line(row, dark=dark)["text"]) for row in rows]
    return template.key_line([], dark=dark) | {"text": lines.BREAK.join(texts)}
