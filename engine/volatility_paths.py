"""The tools against procyclicality run through real volatility, such as March 2020.

Every tool starts from the same volatility path, so that they can be compared and never stack.
Margins are shares of the notional; only volatility moves, the period stays as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from engine import FloatArray, margin
from engine.catalogue import Catalogue
from engine.evidence_records import VolatilityPath, Window
from engine.procyclicality import largest_increase, peak_to_trough
from engine.requirement import margin_of, multiplier_of, volatilities
from engine.scenario import Scenario
from engine.tails import effective_volatility

TOOLS: Final = ("raw", "buffer", "stress", "floor")
SPANS: Final = {"daily_2020": (1, 5, 30), "weekly": (1, 4, 13)}  # steps of the window
WEEK_DAYS: Final = {365: 7, 252: 5}


@dataclass(frozen=True, slots=True, eq=False)
class ToolPaths:
    """Margin under each tool along one volatility path, n points in time.

    Attributes
    ----------
    series, window, decay
        Which path: code of the series, ``daily_2020`` or ``weekly``, weight kept each day.
    dates, volatility
        Days and annual volatility, length n and shape (n,).
    margins
        By tool of ``TOOLS``: share of the notional, shape (..., n).
    peak_to_trough
        By tool: highest over lowest margin, shape (...).
    spans, largest_increase
        Steps (days or weeks), and by tool the largest rise over each, shape (..., spans).
    """

    series: str
    window: str
    decay: str
    dates: tuple[date, ...]
    volatility: FloatArray
    margins: Mapping[str, FloatArray]
    peak_to_trough: Mapping[str, FloatArray]
    spans: tuple[int, ...]
    largest_increase: Mapping[str, FloatArray]


def tools_through(
    scenario: Scenario, catalogue: Catalogue, window: str = "daily_2020", decay: str = "0.97"
) -> ToolPaths:
    """Return margin under every tool along the product's real volatility.

    ``raw = q sigma_t sqrt(T / A)`` with the scenario's multiplier and applied period;
    ``buffer`` starts from it with the buffer full, ``stress`` mixes the stressed volatility
    into sigma_t with the scenario's weight, ``floor`` is never below ten-year volatility.
    A typed volatility is replaced by the path; a typed stressed volatility counts. Ten-year
    volatility is the one known today, which nobody had at the time.

    Raises
    ------
    ValueError
        If window or decay are unknown or no volatility path speaks for the product.

    Notes
    -----
    Source: EMIR RTS 153/2013 Art 28(1)(a) to (c).

    Examples
    --------
    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> paths = tools_through(book.presets["today"].scenario, book)
    >>> {tool: round(float(ratio), 2) for tool, ratio in paths.peak_to_trough.items()}
    {'raw': 3.45, 'buffer': 2.97, 'stress': 2.26, 'floor': 2.46}
    """
    path = _path(scenario.firm.product, catalogue)
    points = _window(path, window, decay)
    sigma = points.volatility[decay]
    per_year = catalogue.number(f"product.days_per_year.{scenario.firm.product}")
    multiplier = np.asarray(multiplier_of(scenario, catalogue), dtype=float)[..., None]
    period = np.asarray(margin_of(scenario, catalogue).period, dtype=float)[..., None]

    def share(volatility: FloatArray) -> FloatArray:
        return margin.initial_margin(1.0, multiplier, volatility, period, per_year)

    stressed = np.asarray(volatilities(scenario, catalogue)[1], dtype=float)[..., None]
    weight = np.asarray(scenario.margin.stress_weight, dtype=float)[..., None] / 100.0
    raw = share(sigma)
    rebuild = catalogue.number("apc.rebuild") * _days_per_step(window, path.days_per_year)
    margins = {
        "raw": raw,
        "buffer": margin.buffered_margin(raw, catalogue.number("apc.buffer"), min(rebuild, 1.0)),
        "stress": share(effective_volatility(sigma, stressed, weight)),
        "floor": margin.floored_margin(raw, share(np.asarray(path.ten_year))),
    }
    spans = SPANS[window]
    return ToolPaths(
        series=path.code,
        window=window,
        decay=decay,
        dates=points.dates,
        volatility=sigma,
        margins=margins,
        peak_to_trough={tool: peak_to_trough(margins[tool]) for tool in TOOLS},
        spans=spans,
        largest_increase={tool: _increases(margins[tool], spans) for tool in TOOLS},
    )


def _path(product: str, catalogue: Catalogue) -> VolatilityPath:
    path = catalogue.evidence.volatility_of(product)
    if path is None:
        msg = f"no volatility path speaks for {product}; choose another product"
        raise ValueError(msg)
    return path


def _window(path: VolatilityPath, window: str, decay: str) -> Window:
    for name, choice, known in (("window", window, SPANS), ("decay", decay, _decays(path))):
        if choice not in known:
            msg = f"{name} must be one of {', '.join(known)}; got {choice!r}"
            raise ValueError(msg)
    return path.windows[window]


def _decays(path: VolatilityPath) -> Mapping[str, FloatArray]:
    return next(iter(path.windows.values())).volatility


def _days_per_step(window: str, days_per_year: int) -> int:
    """Days of the series' clock between two points of a window."""
    return WEEK_DAYS[days_per_year] if window == "weekly" else 1


def _increases(path: FloatArray, spans: tuple[int, ...]) -> FloatArray:
    return np.stack([largest_increase(path, span) for span in spans], axis=-1)
