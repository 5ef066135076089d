"""The simulated default: how often each layer is reached, and its mean loss, with errors."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import marks, numbers, template
from pages.ui.figures_layers import SHADES
from pages.ui.figures_steps import DOWN, SIDE_MARGIN, rows_axis, words_above
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

PERCENT, PER = 100.0, 100_000.0
BELOW = 3.0
DECADES = range(-7, 7)
THOUSAND = 1000.0


@dataclass(frozen=True, slots=True)
class Chances:
    """Share of paths on which a loss reaches each column, shape (columns,).

    ``bound`` is an upper bound where no path did, nan elsewhere.
    """

    columns: tuple[str, ...]
    share: FloatArray
    error: FloatArray
    bound: FloatArray


@dataclass(frozen=True, slots=True)
class Means:
    """Mean loss of each column in millions, shape (columns,); ``endless`` ones have no mean."""

    columns: tuple[str, ...]
    currency: str
    mean: FloatArray
    error: FloatArray
    endless: tuple[bool, ...]


def chances(data: Chances, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One dot a layer on a log scale, with its standard error; hollow for an upper bound."""
    if not np.isfinite(data.share).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    seen = data.share > 0
    places = np.where(seen, data.share, data.bound) * PERCENT
    texts = [
        words("figure.layer.row", name=words(f"layer.{c}"), state=_chance(data, i, words))
        for i, c in enumerate(data.columns)
    ]
    said = [_chance_said(data, i, words) for i in range(len(data.columns))]
    symbols = ["circle" if hit else "triangle-left-open" for hit in seen]
    errors = np.where(seen, data.error, 0.0) * PERCENT
    low = float(places.min()) / BELOW
    name = words("axis.with_unit", name=words("figure.chance"), unit=words("axis.percent"))
    ticks = [10.0**n for n in DECADES if low <= 10.0**n <= PERCENT]
    axis: dict[str, object] = {
        "title": {"text": name},
        "type": "log",
        "range": [math.log10(low), math.log10(PERCENT * 1.3)],
        "tickvals": ticks,
        "ticktext": [numbers.percent(words, tick / PERCENT) for tick in ticks],
    }
    return _dots(data.columns, places, errors, symbols, texts, said, axis, title, dark=dark)


def chances_table(data: Chances, words: Words) -> Table:
    """Paths per 100,000 that reach each layer, the standard error, the bound where none did."""
    keys = ("figure.layer", "figure.chance_100k", "figure.error_100k", "figure.bound_100k")
    names = [words(f"layer.{code}") for code in data.columns]
    bounds = ["" if math.isnan(bound) else float(bound) * PER for bound in data.bound]
    return table([words(k) for k in keys], names, data.share * PER, data.error * PER, bounds)


def means(data: Means, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One dot a layer on a log scale of money, with its standard error."""
    if not np.isfinite(data.mean).all():
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    drawn = (data.mean > 0) & ~np.array(data.endless)
    places = np.where(drawn, data.mean, np.nan)
    texts = [
        words("figure.layer.row", name=words(f"layer.{c}"), state=_mean(data, i, words))
        for i, c in enumerate(data.columns)
    ]
    low = float(np.nanmin(places)) / BELOW if drawn.any() else 0.1
    high = float(np.nanmax(places)) * BELOW if drawn.any() else 10.0
    unit = words(f"currency.{data.currency.lower()}")
    ticks = [10.0**n for n in DECADES if low <= 10.0**n <= high]
    axis: dict[str, object] = {
        "title": {"text": words("figure.mean_axis", name=words("figure.mean_loss"), unit=unit)},
        "type": "log",
        "range": [math.log10(low), math.log10(high)],
        "tickvals": ticks,
        "ticktext": [numbers.money(words, t, currency=data.currency.lower()) for t in ticks],
        "tickangle": 0,
        "tickfont": {"size": template.SMALL},
    }
    errors = np.where(drawn, data.error, 0.0)
    said = [_mean_said(data, i, words) for i in range(len(data.columns))]
    symbols = ["circle"] * len(places)
    return _dots(data.columns, places, errors, symbols, texts, said, axis, title, dark=dark)


def means_table(data: Means, words: Words) -> Table:
    """Mean loss of each layer and its standard error, in thousands."""
    unit = words(f"currency.{data.currency.lower()}")
    heads = [words("figure.layer")]
    heads += [words(key, unit=unit) for key in ("figure.mean_k", "figure.mean_error_k")]
    none = words("figure.mean.endless")
    columns = (
        [none if no else float(v) * THOUSAND for v, no in zip(values, data.endless, strict=True)]
        for values in (data.mean, data.error)
    )
    return table(heads, [words(f"layer.{code}") for code in data.columns], *columns)


def _chance(data: Chances, place: int, words: Words) -> str:
    """Frequency with its error, or its upper bound."""
    if data.share[place] <= 0:
        bound = numbers.percent(words, float(data.bound[place]))
        return words("figure.chance.unseen", bound=bound)
    return words(
        "figure.chance.seen",
        share=numbers.percent(words, float(data.share[place])),
        error=numbers.percent(words, float(data.error[place]), digits=2),
    )


def _mean(data: Means, place: int, words: Words) -> str:
    """Mean with its error, or why there is none."""
    if data.endless[place]:
        return words("figure.mean.endless")
    currency, value = data.currency.lower(), float(data.mean[place])
    if value <= 0:
        return words("figure.layer.nothing")
    return words(
        "figure.with_error",
        value=numbers.money(words, value, currency=currency),
        error=numbers.money(words, float(data.error[place]), currency=currency, digits=2),
    )


def _chance_said(data: Chances, place: int, words: Words) -> str:
    """Say how often a loss reaches a layer."""
    name, seen = words(f"layer.{data.columns[place]}"), data.share[place] > 0
    return words(
        "hover.chance" if seen else "hover.chance.unseen",
        name=name,
        share=numbers.percent(words, float(data.share[place])),
        error=numbers.percent(words, float(data.error[place]), digits=2),
        bound="" if seen else numbers.percent(words, float(data.bound[place])),
    )


def _mean_said(data: Means, place: int, words: Words) -> str:
    """Say what a layer loses on average."""
    name, currency = words(f"layer.{data.columns[place]}"), data.currency.lower()
    if data.endless[place]:
        return words("hover.mean.endless", name=name)
    if data.mean[place] <= 0:
        return words("hover.mean.none", name=name)
    return words(
        "hover.mean",
        name=name,
        value=numbers.money(words, float(data.mean[place]), currency=currency),
        error=numbers.money(words, float(data.error[place]), currency=currency, digits=2),
    )


def _dots(  # noqa: PLR0913, PLR0917
    columns: tuple[str, ...],
    places: FloatArray,
    errors: FloatArray,
    symbols: list[str],
    texts: list[str],
    said: list[str],
    axis: dict[str, object],
    title: str,
    *,
    dark: bool,
) -> go.Figure:
    """Dots with error bars below their words."""
    shades = [colour(SHADES[code], dark) for code in columns]
    dots = {
        "type": "scatter",
        "mode": "markers",
        "x": [float(x) if math.isfinite(x) else None for x in places],
        "y": [row + DOWN for row in range(len(columns))],
        "marker": {"color": shades, "symbol": symbols, "size": 13, "line": {"width": marks.FINE}},
        "error_x": {
            "type": "data",
            "array": [float(error) for error in errors],
            "color": colour("text", dark),
            "thickness": 2,
            "width": 6,
        },
        **spoken(said),
        "cliponaxis": False,
    }
    low = axis["range"][0]  # type: ignore[index]
    layout = {
        "xaxis": axis,
        "yaxis": rows_axis(texts),
        "margin": {"l": SIDE_MARGIN, "r": 24},
    }
    traces = [dots, words_above(texts, 10.0**low)]
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)
