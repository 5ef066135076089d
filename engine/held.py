"""Would a haircut have held? Failures, verdicts and quantiles for every holding period at once."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from engine import FloatArray
from engine.evidence import failures, needed_haircut, verdicts
from engine.evidence_answers import Failures, Verdicts
from engine.evidence_curves import HOURS_PER_YEAR
from engine.evidence_records import LossHistory
from engine.tails import NON_NEGATIVE, checked

# How past losses can be counted: prices looked at, windows.
COUNTINGS: Final = MappingProxyType(
    {
        "closes": ("close", "overlapping"),
        "separate": ("close", "separate"),
        "lows": ("low", "overlapping"),
    }
)
SAME: Final = 1e-9  # of an hour: what counts as equal in floating point


@dataclass(frozen=True, slots=True)
class Period:
    """Holding period that answers for a number of hours.

    Attributes
    ----------
    days
        Number of closes until the sale.
    hours
        Its hours on the wall clock, on average.
    beyond
        Whether the hours asked for are more than the longest period on record.
    """

    days: int
    hours: float
    beyond: bool


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """One haircut against one series, period by period.

    ``lows`` holds ``None`` where no lows are known; ``verdicts`` are on separate windows.
    """

    history: LossHistory
    haircut: float
    promised: float
    closes: dict[int, Failures]
    lows: dict[int, Failures | None]
    verdicts: dict[int, Verdicts]

    def counted(self, counting: str, days: int) -> Failures:
        """Return the failures of one way of counting; ValueError where there are none."""
        if counting == "closes":
            return self.closes[days]
        if counting == "separate":
            return self.verdicts[days].failures
        basis, windows = ways(counting)
        return failures(self.history, days, self.haircut, basis, windows)

    def verdict(self, days: int) -> str:
        """Return ``promised``, ``rarer`` or ``more``; ``open`` where the count is too vague."""
        found = self.verdicts[days]
        if not bool(found.settled):
            return "open"
        if bool(found.accepted):
            return "promised"
        return "more" if float(found.failures.share) > self.promised else "rarer"


def ways(counting: str) -> tuple[str, str]:
    """Return prices and windows of a way of counting; ValueError for an unknown one."""
    if counting in COUNTINGS:
        return COUNTINGS[counting]
    msg = f"losses are counted by {', '.join(COUNTINGS)}; got {counting!r}"
    raise ValueError(msg)


def countings(history: LossHistory) -> tuple[str, ...]:
    """Return the ways of counting that a series allows; lows are not known for all.

    >>> from engine.evidence_files import load_evidence
    >>> countings(load_evidence().losses["gold"])
    ('closes', 'separate')
    """
    lows = all(found.low is not None for found in history.horizons.values())
    return tuple(code for code in COUNTINGS if lows or code != "lows")


def period_of(history: LossHistory, hours: float) -> Period:
    """Return the shortest period on record that is not shorter than ``hours``, else the longest.

    Raises
    ------
    ValueError
        If the hours are negative or not finite.

    Examples
    --------
    >>> from engine.evidence_files import load_evidence
    >>> btc = load_evidence().losses["btc"]
    >>> period_of(btc, 24.0).days, period_of(btc, 27.25).days, period_of(btc, 300.0)
    (1, 2, Period(days=10, hours=240.0, beyond=True))
    """
    asked = float(checked("hours", hours, NON_NEGATIVE))
    known = sorted(history.horizons)
    days = next((d for d in known if hours_of(history, d) >= asked - SAME), known[-1])
    return Period(days, hours_of(history, days), asked > hours_of(history, days) + SAME)


def hours_of(history: LossHistory, days: int) -> float:
    """Return the hours of so many closes on the wall clock, on average."""
    return days * HOURS_PER_YEAR / history.days_per_year


def try_out(history: LossHistory, haircut: float, confidence: float) -> Trial:
    """Count the failures of a haircut over every period on record, and judge them.

    Parameters
    ----------
    history
        Counts of one series.
    haircut, confidence
        Decimals; a haircut promises to fail in no more than ``1 - confidence`` of windows.

    Raises
    ------
    ValueError
        If the haircut is outside 0 to 1 or the confidence not above 0 and below 1.

    Examples
    --------
    >>> from engine.evidence_files import load_evidence
    >>> trial = try_out(load_evidence().losses["btc"], 0.2, 0.99)
    >>> [float(found.count) for found in trial.closes.values()]
    [2.0, 9.0, 16.0, 36.0, 106.0]
    """
    promised = round(1.0 - confidence, 12)
    lows = "lows" in countings(history)
    return Trial(
        history=history,
        haircut=haircut,
        promised=promised,
        closes={days: failures(history, days, haircut) for days in history.horizons},
        lows={
            days: failures(history, days, haircut, "low") if lows else None
            for days in history.horizons
        },
        verdicts={days: verdicts(history, days, haircut, promised) for days in history.horizons},
    )


def quantiles(
    history: LossHistory, levels: tuple[float, ...], counting: str = "closes"
) -> FloatArray:
    """Return the haircut that would have held in a share of windows; shape (levels, periods).

    Raises
    ------
    ValueError
        If a level is outside 0.5 to below 1, or the series does not allow this counting.

    Examples
    --------
    >>> from engine.evidence_files import load_evidence
    >>> quantiles(load_evidence().losses["btc"], (0.99,))[0, :2]
    array([0.105, 0.13 ])
    """
    basis, windows = ways(counting)
    asked = np.array(levels)
    rows = [needed_haircut(history, days, asked, basis, windows) for days in history.horizons]
    return np.stack(rows, axis=-1)
