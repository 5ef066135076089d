"""Past losses as curves: by holding period, and by the hour in the worst episodes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine import FloatArray
from engine.evidence import needed_haircut
from engine.evidence_records import HourlyEpisode, LossHistory

HOURS_PER_YEAR: Final = 8760.0
LEVELS: Final = (0.99, 0.995)


@dataclass(frozen=True, slots=True, eq=False)
class LossCurve:
    """Past losses by holding period: quantiles (levels, periods), the rest shape (periods,).

    ``hours`` are hours on the wall clock, on average: 24 a day on a clock of 365 days, about
    34.8 a day on one of 252. ``low_worst`` is NaN where no lows are known.
    """

    days: FloatArray
    hours: FloatArray
    levels: tuple[float, ...]
    quantiles: FloatArray
    worst: FloatArray
    low_worst: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class FallCurve:
    """Falls of one episode by hours, shape (n,); ``within`` is the largest up to each hour."""

    code: str
    asset: str
    hours: FloatArray
    falls: FloatArray
    within: FloatArray


def loss_curve(history: LossHistory, levels: tuple[float, ...] = LEVELS) -> LossCurve:
    """Return quantiles of past losses and the worst loss for every holding period.

    Quantiles are grid haircuts, at most one step above the empirical quantile. Raises
    ValueError for a level outside 0.5 to below 1, or one that the grid does not reach.

    >>> from engine.evidence_files import load_evidence
    >>> curve = loss_curve(load_evidence().losses["btc"])
    >>> curve.quantiles[0], curve.worst
    (array([0.105, 0.13 , 0.16 , 0.19 , 0.26 ]), array([0.3717, 0.3716, 0.3727, 0.4421, 0.4503]))
    """
    asked = np.array(levels)
    days = np.array(list(history.horizons), dtype=float)
    known = list(history.horizons.values())
    lows = [np.nan if item.low is None else item.low.worst for item in known]
    return LossCurve(
        days=days,
        hours=days * HOURS_PER_YEAR / history.days_per_year,
        levels=levels,
        quantiles=np.stack([needed_haircut(history, h, asked) for h in history.horizons], axis=-1),
        worst=np.array([item.overlapping.worst for item in known]),
        low_worst=np.array(lows),
    )


def hourly_falls(found: Iterable[HourlyEpisode]) -> tuple[FallCurve, ...]:
    """Return each episode's falls by hours, and the largest fall within each number of hours.

    >>> from engine.evidence_files import load_evidence
    >>> curve = hourly_falls(load_evidence().hourly.values())[0]
    >>> curve.code, float(curve.hours[0]), float(curve.falls[0])
    ('btc_2020_03', 1.0, 0.2454)
    """
    curves = []
    for item in found:
        hours = np.array([fall.hours for fall in item.falls], dtype=float)
        falls = np.array([fall.loss for fall in item.falls])
        within = np.maximum.accumulate(falls)
        curves.append(FallCurve(item.code, item.asset, hours, falls, within))
    return tuple(curves)
