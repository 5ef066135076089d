"""Hours on a clock into days of an asset: the call, the wait, the time to act.

Composition for ``engine.run``: it joins the scenario's call settings with the rails.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine import FloatArray, Numeric
from engine.calls import hour_in_week, trading_days, week_hours
from engine.catalogue import Catalogue
from engine.rails import ClockOptions, route
from engine.scenario import Call

STEP_MINUTES = 15
PER_HOUR = 60 // STEP_MINUTES
CALENDAR_DAYS = 365.0
HOURS_PER_DAY = 24.0

IntArray: TypeAlias = npt.NDArray[np.intp]


@lru_cache(maxsize=256)
def _week(rail: str, options: ClockOptions, catalogue: Catalogue) -> FloatArray:
    path = route(rail, catalogue.rails, options)
    hours = week_hours(path, catalogue.holidays, catalogue.reference_week, STEP_MINUTES)
    hours.setflags(write=False)
    return hours


def _call_hours(call: Call, catalogue: Catalogue) -> FloatArray:
    """Hours uncovered for each call time of the reference week, shape (672,), read-only."""
    options = ClockOptions(
        ccp_bank_hours=call.ccp_hours,
        must_mint=call.mint,
        congestion=call.congestion,
        fed22x6=call.fed22x6,
    )
    return _week(call.rail, options, catalogue)


def hours_uncovered(call: Call, catalogue: Catalogue) -> float:
    """Hours uncovered on the call's basis: the worst call time, the mean, or the chosen hour."""
    week = _call_hours(call, catalogue)
    if call.basis == "hour":
        return float(week[hour_in_week(call.at) * PER_HOUR])
    return float(week.mean() if call.basis == "mean" else week.max())


def _call_times(call: Call, week: FloatArray) -> IntArray:
    """Places in the week that a market-hours asset is looked at: the chosen hour, or all."""
    if call.basis == "hour":
        return np.array([hour_in_week(call.at) * PER_HOUR])
    return np.arange(week.size)


def days(
    call: Call, catalogue: Catalogue, before: Numeric, after: Numeric, per_year: float
) -> FloatArray:
    """Days of the asset's clock from ``before`` hours ahead of a call to cover plus ``after``.

    A 24/7 asset counts every hour; a market-hours asset counts equivalent trading days,
    starting from the call time itself (spec section 5). Shape: that of before and after.
    """
    if per_year == CALENDAR_DAYS:
        hours = np.asarray(before) + hours_uncovered(call, catalogue) + np.asarray(after)
        return np.asarray(hours / HOURS_PER_DAY, dtype=float)
    return market_days(call, catalogue, before, [after])[0]


def market_days(
    call: Call, catalogue: Catalogue, before: Numeric, afters: Sequence[Numeric]
) -> list[FloatArray]:
    """Return :func:`days` of a market-hours asset for each ``after``, with one ``before``."""
    week = _call_hours(call, catalogue)
    at = _call_times(call, week)
    weight = catalogue.number("market.nonbusiness_weight")
    start = trading_days(at / PER_HOUR - np.asarray(before, dtype=float)[..., None], weight)
    cover = at / PER_HOUR + week[at]
    found = []
    for after in afters:
        span = trading_days(cover + np.asarray(after, dtype=float)[..., None], weight) - start
        found.append(span.mean(axis=-1) if call.basis == "mean" else span.max(axis=-1))
    return found
