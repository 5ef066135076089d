"""Records of past losses and volatility: what was counted, over which days, from which source.

Losses, haircuts and volatility are decimals; ``data/evidence`` writes them in percent. The
price series behind the records are not carried, only what was counted in them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
import numpy.typing as npt

from engine import FloatArray

IntArray = npt.NDArray[np.int64]
DECAYS = ("0.97", "0.99")
WINDOWS = ("daily_2020", "weekly")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from and how well it is known; ``from_`` is the day of computing."""

    from_: date
    class_: str
    source: str
    status: str
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """How many windows lost more than each haircut of a grid.

    Attributes
    ----------
    values
        ``values[k]`` windows lost more than k steps, non-increasing, read-only, shape (m,).
    windows
        Number of windows looked at.
    worst
        Largest loss seen, of overlapping windows where separate ones are counted.
    ceiling
        A loss that no window exceeds: the worst, plus its rounding where it was rounded.
    """

    values: IntArray
    windows: int
    worst: float
    ceiling: float


@dataclass(frozen=True, slots=True)
class Episode:
    """One of the worst losses, with the days of its window; no other one overlaps it."""

    loss: float
    from_: date
    to: date


@dataclass(frozen=True, slots=True, eq=False)
class Horizon:
    """Losses over one holding period of ``days`` closes.

    ``overlapping`` starts on every day, ``separate`` on every ``days``-th; ``low`` takes the
    worst low on the way instead of the last close, where lows are known (else ``None``).
    """

    days: int
    overlapping: Counts
    separate: Counts
    low: Counts | None
    episodes: tuple[Episode, ...]


@dataclass(frozen=True, slots=True, eq=False)
class LossHistory:
    """What one price series lost in the past; ``origin`` is ``None`` for a series brought along.

    ``days_per_year`` is its clock: 365 where every day has a close, 252 for business days.
    ``step`` is the distance between two haircuts of the grid.
    """

    code: str
    first: date
    last: date
    closes: int
    days_per_year: int
    volatility: float
    step: float
    horizons: Mapping[int, Horizon]
    origin: Origin | None

    def over(self, days: int) -> Horizon:
        """Return the losses over a holding period; ValueError names the periods there are."""
        if days in self.horizons:
            return self.horizons[days]
        known = ", ".join(str(known) for known in self.horizons)
        msg = f"losses of {self.code} are counted over {known} days; got {days}"
        raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Fall:
    """The largest fall within a number of hours and the hour it began (UTC)."""

    hours: int
    loss: float
    from_: datetime


@dataclass(frozen=True, slots=True)
class HourlyEpisode:
    """Largest falls of one pair within a named window (UTC), by number of hours."""

    code: str
    asset: str
    pair: str
    first: datetime
    last: datetime
    falls: tuple[Fall, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Volatility day by day or week by week: one path of shape (n,) for each decay."""

    dates: tuple[date, ...]
    volatility: Mapping[str, FloatArray]


@dataclass(frozen=True, slots=True, eq=False)
class VolatilityPath:
    """Annual volatility of one series as an exponentially weighted estimate showed it."""

    code: str
    first: date
    last: date
    days_per_year: int
    ten_year: float
    windows: Mapping[str, Window]
    origin: Origin


@dataclass(frozen=True, slots=True)
class StandIn:
    """The series that speaks for an asset or product, or ``None``; why: evidence.reason.*."""

    code: str
    series: str | None
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceBook:
    """All records by code, and which of them speaks for which asset or product."""

    losses: Mapping[str, LossHistory]
    hourly: Mapping[str, HourlyEpisode]
    volatility: Mapping[str, VolatilityPath]
    stand_ins: Mapping[str, StandIn]
    choice: Origin

    def losses_of(self, code: str) -> LossHistory | None:
        """Return the loss history that speaks for an asset or product, ``None`` without one.

        Raises ValueError for a code that is neither.
        """
        series = self._stand_in(code).series
        return None if series is None else self.losses[series]

    def volatility_of(self, code: str) -> VolatilityPath | None:
        """Return the volatility path that speaks for an asset or product, ``None`` without one.

        Raises ValueError for a code that is neither.
        """
        series = self._stand_in(code).series
        return None if series is None else self.volatility.get(series)

    def _stand_in(self, code: str) -> StandIn:
        if code in self.stand_ins:
            return self.stand_ins[code]
        msg = f"{code!r} is no asset or product; use one of {', '.join(self.stand_ins)}"
        raise ValueError(msg)


def read_only(values: FloatArray) -> FloatArray:
    """Return the array, locked against changes."""
    values.setflags(write=False)
    return values
