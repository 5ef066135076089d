"""Margin-call clock: hours from a call until cover is final, and the exposure they leave.

All clock arithmetic is done on UTC instants; wall times are read in New York through
``zoneinfo``. Rails, holidays and the reference week are arguments (``engine.rails`` reads
them from data). Source: model specification, section 5.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import numpy as np

from engine import FloatArray, Numeric
from engine.rails import WORKING_DAYS, ClockOptions, Rail, hour_in_week, route
from engine.windows import HOUR_MINUTES, ZONE, finality, instant, instant_of

__all__ = [
    "ZONE",
    "ClockOptions",
    "Rail",
    "business_split",
    "equivalent_days",
    "equivalent_days_in_week",
    "hour_in_week",
    "hours_uncovered",
    "route",
    "trading_days",
    "uncovered_exposure",
    "week_hours",
]

DAY_HOURS, WEEK_HOURS, WORKING_HOURS = 24, 168, 120
WEEK_MINUTES = WEEK_HOURS * HOUR_MINUTES


def hours_uncovered(
    call: datetime, path: Rail | Sequence[Rail], holidays: frozenset[date]
) -> float:
    """Elapsed hours from a call to final cover over one rail or a route of legs.

    A call inside the half-open window [open, close) starts at once, otherwise at the next
    opening. A wall time that occurs twice is the first; one that is skipped moves forward.
    Raises ``ValueError`` for a call without a time zone.

    >>> wire = Rail("fedwire", open_minute=-180, close_minute=1125, lag_hours=0.5)
    >>> hours_uncovered(datetime(2026, 11, 20, 20, tzinfo=ZONE), wire, frozenset())
    49.5
    """
    start = np.array([instant_of(call)])
    first = call.astimezone(ZONE).date()
    return float(finality(start, path, holidays, first)[0] - start[0]) / HOUR_MINUTES


def week_hours(
    path: Rail | Sequence[Rail], holidays: frozenset[date], monday: date, step_minutes: int = 15
) -> FloatArray:
    """Hours uncovered for calls every ``step_minutes`` of the week from Monday 00:00.

    Returns shape (10080 / step,), at most 672 points by default. Raises ``ValueError`` if the
    week does not start on a Monday, changes its clock, or the step does not divide the week.
    """
    if monday.weekday() != 0 or step_minutes < 1 or WEEK_MINUTES % step_minutes:
        msg = f"give a Monday and a step that divides {WEEK_MINUTES} minutes"
        raise ValueError(msg)
    begin, end = instant(monday, 0), instant(monday, WEEK_MINUTES)
    if end - begin != WEEK_MINUTES:
        msg = f"the clock changes in the week of {monday}; choose another reference week"
        raise ValueError(msg)
    start = begin + np.arange(0, WEEK_MINUTES, step_minutes, dtype=np.float64)
    return (finality(start, path, holidays, monday) - start) / HOUR_MINUTES


def uncovered_exposure(
    notional: Numeric, multiplier: Numeric, sigma: Numeric, days: Numeric, days_per_year: Numeric
) -> FloatArray:
    """Loss ``|N| q sigma sqrt(T/A)`` not exceeded at the multiplier's level while uncovered.

    ``days`` on the asset's clock: hours/24 for a 24/7 asset, equivalent days otherwise.
    Raises ``ValueError`` for negative inputs or a year without days.
    """
    q, s, t, a = (np.asarray(x, np.float64) for x in (multiplier, sigma, days, days_per_year))
    if not (np.all(q >= 0) and np.all(s >= 0) and np.all(t >= 0) and np.all(a > 0)):
        msg = "multiplier, volatility and days must be 0 or more, days per year above 0"
        raise ValueError(msg)
    return np.asarray(np.abs(notional) * q * s * np.sqrt(t / a), np.float64)


def business_split(
    call: datetime, cover: datetime, holidays: frozenset[date]
) -> tuple[float, float]:
    """Elapsed hours between two instants on business days (all 24 h) and on other days."""
    if call.utcoffset() is None or cover.utcoffset() is None or cover < call:
        msg = "call and cover need time zones, and cover must not come before the call"
        raise ValueError(msg)
    begin, end = instant_of(call), instant_of(cover)
    first, last = (x.astimezone(ZONE).date() for x in (call, cover))
    business = 0.0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        if day.weekday() in WORKING_DAYS and day not in holidays:
            business += min(end, instant(day, 0, 1)) - max(begin, instant(day, 0))
    return business / HOUR_MINUTES, (end - begin - business) / HOUR_MINUTES


def equivalent_days(
    call: datetime, cover: datetime, holidays: frozenset[date], weight: float
) -> float:
    """Trading days of variance between two instants: business/24 + weight x other/24."""
    business, other = business_split(call, cover, holidays)
    return (business + float(_checked(weight)) * other) / DAY_HOURS


def equivalent_days_in_week(start_hour: Numeric, hours: Numeric, weight: Numeric) -> FloatArray:
    """Trading days of variance on ordinary weeks (five business days, no holiday).

    ``start_hour`` counts from Monday 00:00 and may lie outside [0, 168); broadcasts.
    """
    start, length = np.asarray(start_hour, np.float64), np.asarray(hours, np.float64)
    if not (np.all(np.isfinite(start)) and np.all(length >= 0)):
        msg = "start hour must be finite and hours 0 or more"
        raise ValueError(msg)
    return trading_days(start + length, weight) - trading_days(start, weight)


def trading_days(hour: Numeric, weight: Numeric) -> FloatArray:
    """Trading days until an hour after Monday 00:00; 120 floor(t/168) + min(t mod 168, 120)."""
    until, share = np.asarray(hour, np.float64), _checked(weight)
    weeks = np.floor(until * (1.0 / WEEK_HOURS))
    business = weeks * (WORKING_HOURS - WEEK_HOURS)  # then in place: sweeps are large
    business += until
    weeks *= WORKING_HOURS
    business = np.minimum(business, weeks + WORKING_HOURS)
    business *= (1.0 - share) / DAY_HOURS
    business += until * (share / DAY_HOURS)
    return np.asarray(business, np.float64)


def _checked(weight: Numeric) -> FloatArray:
    share = np.asarray(weight, np.float64)
    if not np.all((share >= 0) & (share <= 1)):
        msg = "the weight of a non-business hour must lie between 0 and 1"
        raise ValueError(msg)
    return share
