"""Opening windows of rails on the calendar: when a payment can leave, and when it is final.

Instants are minutes since 1970-01-01 00:00 UTC; wall times are read in New York through
``zoneinfo``. Source: model specification, section 5.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from engine import FloatArray
from engine.rails import Rail

ZONE = ZoneInfo("America/New_York")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR_MINUTES = 60
SEARCH_DAYS = 45
MINUTE = timedelta(minutes=1)


class Crossing(NamedTuple):
    """One leg of a payment: when the money leaves and when it is final, instants of one shape."""

    leg: str
    leaves: FloatArray
    final: FloatArray


def instant(day: date, minute: int, days_later: int = 0) -> float:
    """Minutes since the epoch of a New York wall time, as ``fold=0`` reads it."""
    wall = datetime.combine(day + timedelta(days=days_later), time()) + timedelta(minutes=minute)
    return (wall.replace(tzinfo=ZONE) - EPOCH) / MINUTE


def instant_of(moment: datetime) -> float:
    """Minutes since the epoch of a moment; ``ValueError`` if it has no time zone."""
    if moment.utcoffset() is None:
        msg = "the time has no time zone; give one, for example America/New_York"
        raise ValueError(msg)
    return (moment - EPOCH) / MINUTE


def moment_of(minutes: float) -> datetime:
    """Return the New York wall time of an instant, time zone included."""
    return (EPOCH + minutes * MINUTE).astimezone(ZONE)


def crossings(
    start: FloatArray, path: Rail | Sequence[Rail], holidays: frozenset[date], first: date
) -> tuple[Crossing, ...]:
    """Follow calls at ``start`` (instants, from day ``first`` on) leg by leg.

    A call inside the half-open window [open, close) leaves at once, otherwise at the next
    opening; it is final after the rail's lag, or its delivery time and lag. Each leg starts
    when the one before is final. Raises ``ValueError`` where a rail has no open day soon.
    """
    now, found = start, []
    for rail in (path,) if isinstance(path, Rail) else tuple(path):
        found.append(_crossing(now, rail, holidays, first))
        now = found[-1].final
    return tuple(found)


def finality(
    start: FloatArray, path: Rail | Sequence[Rail], holidays: frozenset[date], first: date
) -> FloatArray:
    """Instants at which calls at ``start`` are final after every leg of ``path``."""
    legs = crossings(start, path, holidays, first)
    return legs[-1].final if legs else start


def _crossing(now: FloatArray, rail: Rail, holidays: frozenset[date], first: date) -> Crossing:
    leaves = arrives = now
    if not rail.always:
        opens, closes, delivered = _windows(rail, holidays, first)
        index = np.searchsorted(closes, now, side="right")
        if index.max() >= len(closes):
            msg = f"rail {rail.code!r} has no open day within {SEARCH_DAYS} days of {first}"
            raise ValueError(msg)
        leaves = np.maximum(now, opens[index])
        arrives = leaves if rail.delivery_minute is None else delivered[index]
    return Crossing(rail.code, leaves, arrives + rail.lag_hours * HOUR_MINUTES)


@lru_cache(maxsize=512)
def _windows(
    rail: Rail, holidays: frozenset[date], first: date
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return opening, closing and delivery instants of a rail's business days from ``first``."""
    stretch = (first + timedelta(days=k) for k in range(SEARCH_DAYS))
    days = [
        d
        for d in stretch
        if d.weekday() in rail.days and (rail.open_on_holidays or d not in holidays)
    ]
    due = days[1:] if rail.next_day else days
    days = days[: len(due)]
    minutes = rail.delivery_minute or 0
    columns = (
        [instant(d, rail.open_minute) for d in days],
        [instant(d, rail.close_minute) for d in days],
        [instant(d, minutes) for d in due],
    )
    opens, closes, delivered = (np.array(c, np.float64) for c in columns)
    return opens, closes, delivered
