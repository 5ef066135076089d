"""The layers of a default, filling from the first to the last."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from engine.default_records import UNFUNDED
from pages.ui import figures_steps, numbers, template
from pages.ui.figures_steps import Step
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
SAME = 1e-9

Column = Sequence[str | float]


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
            hover=_said(data, place, words),
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
    columns: list[Column] = [
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


def _said(data: LossLayers, place: int, words: Words) -> str:
    """Say in a sentence what a layer bears, and what it bears in the baseline."""
    money = partial(numbers.money, words, currency=data.currency.lower())
    borne = float(data.borne[place])
    size = float(data.resources[place]) if place < len(data.resources) else math.nan
    text = words(
        f"hover.layer.{_fate(borne, size)}",
        name=words(f"layer.{data.columns[place]}"),
        borne=money(borne),
        size=money(size) if size > SAME else "",
        share=numbers.percent(words, borne / size) if size > SAME else "",
    )
    if place >= len(data.baseline) or not math.isfinite(data.baseline[place]):
        return text
    before = words("hover.layer.before", amount=money(float(data.baseline[place])))
    return words("hover.two", first=text, second=before)


def _fate(borne: float, size: float) -> str:
    """Name what becomes of a layer of a size; nan for what nobody funds."""
    if math.isnan(size):
        return "unfunded" if borne > SAME else "nothing"
    if size <= SAME:
        return "absent"
    if borne <= SAME:
        return "untouched"
    return "full" if borne >= size * (1 - SAME) else "partly"
