"""Hours on a clock into days of an asset: the call, the wait, the time to act.

Composition for ``engine.run``: it joins the scenario's call settings with the rails.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from engine import BoolArray, FloatArray, Numeric
from engine.calls import hour_in_week, trading_days, week_hours
from engine.catalogue import Catalogue
from engine.rails import ClockOptions, route
from engine.scenario import Call

STEP_MINUTES = 15
PER_HOUR = 60 // STEP_MINUTES
CALENDAR_DAYS = 365.0
HOURS_PER_DAY = 24.0
ROUNDING = 1e-14


@lru_cache(maxsize=256)
def quarter_hours(rail: str, options: ClockOptions, catalogue: Catalogue) -> FloatArray:
    """Hours uncovered for calls at every quarter of an hour of the reference week, shape (672,)."""
    path = route(rail, catalogue.rails, options)
    hours = week_hours(path, catalogue.holidays, catalogue.reference_week, STEP_MINUTES)
    hours.setflags(write=False)
    return hours


def options_of(call: Call) -> ClockOptions:
    """Return the switches of a call that change its route."""
    return ClockOptions(
        ccp_bank_hours=call.ccp_hours,
        must_mint=call.mint,
        congestion=call.congestion,
        fed22x6=call.fed22x6,
    )


@lru_cache(maxsize=1024)
def _on_basis(rail: str, options: ClockOptions, basis: str, at: str, catalogue: Catalogue) -> float:
    week = quarter_hours(rail, options, catalogue)
    if basis == "hour":
        return float(week[hour_in_week(at) * PER_HOUR])
    return float(week.mean() if basis == "mean" else week.max())


def hours_uncovered(call: Call, catalogue: Catalogue) -> float:
    """Hours uncovered on the call's basis: the worst call time, the mean, or the chosen hour."""
    return _on_basis(call.rail, options_of(call), call.basis, call.at, catalogue)


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
    """Return :func:`days` of a market-hours asset for each ``after``, with one ``before``.

    Single numbers are remembered, since most controls leave these periods as they are.
    """
    route_of = (call.rail, options_of(call), call.basis, call.at)
    if np.ndim(before) == 0 and all(np.ndim(after) == 0 for after in afters):
        lead = float(before)
        return [np.asarray(_span(*route_of, lead, float(after), catalogue)) for after in afters]
    return _spans(*route_of, before, afters, catalogue)


@lru_cache(maxsize=4096)
def _span(  # noqa: PLR0913, PLR0917 - plain numbers and codes, so that they can be remembered
    rail: str,
    options: ClockOptions,
    basis: str,
    at: str,
    before: float,
    after: float,
    catalogue: Catalogue,
) -> float:
    return float(_spans(rail, options, basis, at, before, [after], catalogue)[0])


def _spans(  # noqa: PLR0913, PLR0917 - the same, for arrays
    rail: str,
    options: ClockOptions,
    basis: str,
    at: str,
    before: Numeric,
    afters: Sequence[Numeric],
    catalogue: Catalogue,
) -> list[FloatArray]:
    week = quarter_hours(rail, options, catalogue)
    place = np.array([hour_in_week(at) * PER_HOUR]) if basis == "hour" else np.arange(week.size)
    weight = catalogue.number("market.nonbusiness_weight")
    start = trading_days(place / PER_HOUR - np.asarray(before, dtype=float)[..., None], weight)
    cover = place / PER_HOUR + week[place]
    if basis == "worst" and start.size == place.size:
        kept = can_be_worst(start.ravel(), cover, weight)
        start, cover = start[..., kept], cover[kept]
    found = []
    for after in afters:
        span = trading_days(cover + np.asarray(after, dtype=float)[..., None], weight) - start
        found.append(span.mean(axis=-1) if basis == "mean" else span.max(axis=-1))
    return found


def can_be_worst(start: FloatArray, cover: FloatArray, weight: float) -> BoolArray:
    """Mark the calls that can leave the longest span, whatever hours follow the cover.

    ``start`` holds trading days before each call, ``cover`` the hours at which it is covered,
    both in the order of the calls. An hour later adds at least ``weight / 24`` and at most
    ``1 / 24`` of a day to the end of a span, so of two neighbours one is often never shorter.

    >>> can_be_worst(np.array([0.0, 1.0, 2.0]), np.array([5.0, 5.0, 29.0]), 0.055).tolist()
    [True, False, False]
    """
    ahead, wait = np.diff(start), np.diff(cover) / HOURS_PER_DAY
    earlier = ahead >= wait - ROUNDING
    later = ~earlier & (ahead <= weight * wait + ROUNDING)
    kept = np.ones(start.size, dtype=np.bool_)
    kept[1:] &= ~earlier
    kept[:-1] &= ~later
    return kept
