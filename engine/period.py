"""Hours on a clock into days of an asset: the call, the wait, the time to act.

Composition for ``engine.run``: it joins the scenario's call settings with the rails.
"""

from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from engine import FloatArray, Numeric
from engine.calls import equivalent_days_in_week, hour_in_week, week_hours
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
    """Places in the week that a market-hours asset is looked at.

    The chosen hour, or every full hour; for the worst case also the rail's worst moment,
    which may lie between two full hours.
    """
    if call.basis == "hour":
        return np.array([hour_in_week(call.at) * PER_HOUR])
    full = np.arange(0, week.size, PER_HOUR)
    return full if call.basis == "mean" else np.append(full, int(week.argmax()))


def days(
    call: Call, catalogue: Catalogue, before: Numeric, after: Numeric, per_year: float
) -> FloatArray:
    """Days of the asset's clock from ``before`` hours ahead of a call to cover plus ``after``.

    A 24/7 asset counts every hour; a market-hours asset counts equivalent trading days,
    starting from the call time itself (spec section 5). Shape: that of before and after.
    """
    lead, tail = np.asarray(before, dtype=float), np.asarray(after, dtype=float)
    if per_year == CALENDAR_DAYS:
        return np.asarray((lead + hours_uncovered(call, catalogue) + tail) / HOURS_PER_DAY)
    week = _call_hours(call, catalogue)
    at = _call_times(call, week)
    length = lead[..., None] + week[at] + tail[..., None]
    start = at / PER_HOUR - lead[..., None]
    weight = catalogue.number("market.nonbusiness_weight")
    found = equivalent_days_in_week(start, length, weight)
    return np.asarray(found.mean(axis=-1) if call.basis == "mean" else found.max(axis=-1))
