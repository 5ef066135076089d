"""The statistics of the carried records for a price history brought along."""

from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from engine import FloatArray
from engine.evidence_records import Counts, Episode, Horizon, LossHistory
from engine.own_history import OwnHistory
from engine.tails import Interval, checked

HORIZONS: Final = (1, 2, 3, 5, 10)
STEP: Final = Interval(0.0001, 0.1, "from 0.0001 to 0.1")
DIGITS: Final = 12  # losses are rounded so that a loss equal to a haircut is covered
EPISODES, APART = 8, 10  # worst losses listed, and closes between their starts at least
CALENDAR, BUSINESS = 365, 252
SATURDAY: Final = 5
WEEKEND_SHARE: Final = 1 / 7  # half of what a series with every day of the week has


def history_of(own: OwnHistory, step: float = 0.005) -> LossHistory:
    """Count the losses of a history as the carried records do.

    A loss over h days is ``1 - close_(t+h) / close_t``, h closes later; with lows it is also
    ``1 - min(low_(t+1..t+h)) / close_t``. Counts are of losses above k steps. Volatility is
    annual from daily log returns with zero mean, on a clock of 365 days if weekends have
    closes and of 252 if not
    (one close in seven falls on a weekend, or fewer do).

    Parameters
    ----------
    own
        A checked history.
    step
        Distance between two haircuts of the grid, a decimal from 0.0001 to 0.1.

    Raises
    ------
    ValueError
        If the step is out of range.

    Examples
    --------
    >>> from engine.own_history import read_history
    >>> rows = [f"2020-0{month}-{day:02},100" for month in (1, 3) for day in range(1, 32)]
    >>> rows += [f"2020-02-{day:02},80" for day in range(1, 30)]
    >>> own = read_history(chr(10).join(["date,close", *sorted(rows)]).encode())
    >>> found = history_of(own).horizons[1]
    >>> found.overlapping.worst, str(found.episodes[0].to)
    (0.2, '2020-02-01')
    """
    distance = float(checked("step", step, STEP))
    clock = _clock(own)
    returns = np.diff(np.log(own.closes))
    return LossHistory(
        code="own",
        first=own.dates[0],
        last=own.dates[-1],
        closes=len(own.dates),
        days_per_year=clock,
        volatility=float(np.sqrt(np.mean(returns**2) * clock)),
        step=distance,
        horizons=MappingProxyType({days: _horizon(own, days, distance) for days in HORIZONS}),
        origin=None,
    )


def _clock(own: OwnHistory) -> int:
    weekend = sum(day.weekday() >= SATURDAY for day in own.dates)
    return CALENDAR if weekend >= WEEKEND_SHARE * len(own.dates) else BUSINESS


def _horizon(own: OwnHistory, days: int, step: float) -> Horizon:
    start = own.closes[:-days]
    losses = np.round(1.0 - own.closes[days:] / start, DIGITS)
    low = None
    if own.lows is not None:
        deepest = sliding_window_view(own.lows[1:], days).min(axis=-1)
        low = _counts(np.round(1.0 - deepest / start, DIGITS), step)
    return Horizon(
        days=days,
        overlapping=_counts(losses, step),
        separate=_counts(losses[::days], step),
        low=low,
        episodes=_episodes(own, losses, days),
    )


def _counts(losses: FloatArray, step: float) -> Counts:
    """Count losses above each haircut of the grid, up to the first that nothing exceeds."""
    worst = max(float(losses.max()), 0.0)
    grid = np.round(np.arange(int(worst / step) + 2) * step, DIGITS)
    values = losses.size - np.searchsorted(np.sort(losses), grid, side="right")
    values = values[: int(np.argmax(values == 0)) + 1].astype(np.int64)
    values.setflags(write=False)
    return Counts(values, losses.size, worst, worst)


def _episodes(own: OwnHistory, losses: FloatArray, days: int) -> tuple[Episode, ...]:
    """Return the worst losses whose starts are far enough apart to be different episodes."""
    left, apart = losses.copy(), max(days, APART)
    found: list[Episode] = []
    while len(found) < EPISODES and left.max() > 0.0:
        at = int(left.argmax())
        found.append(Episode(float(losses[at]), own.dates[at], own.dates[at + days]))
        left[max(at - apart + 1, 0) : at + apart] = 0.0
    return tuple(found)
