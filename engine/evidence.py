"""Questions to past losses: how often a haircut failed, when, and which one would have held.

Haircuts and losses are decimals. Counts are known on a grid of haircuts only; between two
grid points the true count lies between ``at_least`` and ``at_most``. A loss equal to the
haircut is covered.
"""

from typing import Final

import numpy as np

from engine import FloatArray, Numeric
from engine.backtest import kupiec, traffic_light
from engine.evidence_answers import Failures, Verdicts
from engine.evidence_records import Counts, Episode, LossHistory
from engine.tails import CONFIDENCE, INNER_SHARE, SHARE, checked

BASES: Final = ("close", "low")
WINDOWS: Final = ("overlapping", "separate")
ON_GRID: Final = 1e-6  # of a step: what counts as a grid point in floating point


def failures(
    history: LossHistory,
    days: int,
    haircut: Numeric,
    basis: str = "close",
    windows: str = "overlapping",
) -> Failures:
    """Return in how many windows the loss after so many days exceeded a haircut.

    Parameters
    ----------
    history
        Counts of one series.
    days
        Holding period, one that the history knows.
    haircut
        Decimals from 0 to 1, shape (...).
    basis
        ``close`` for the last close, ``low`` for the worst low on the way.
    windows
        ``overlapping`` (one from every day) or ``separate`` (one after the other).

    Raises
    ------
    ValueError
        If a name is unknown, a haircut outside 0 to 1, or the count was not made.

    Examples
    --------
    >>> from engine.evidence_files import load_evidence
    >>> btc = load_evidence().losses["btc"]
    >>> found = failures(btc, 1, [0.20, 0.352, 0.40])
    >>> found.count, found.windows
    (array([2., 1., 0.]), 4329)
    """
    return _between(_counts(history, days, basis, windows), history.step, haircut)


def verdicts(
    history: LossHistory,
    days: int,
    haircut: Numeric,
    promised: Numeric = 0.01,
    size: float = 0.05,
    windows: str = "separate",
) -> Verdicts:
    """Judge whether a haircut failed as often as promised (Kupiec) and in which zone it lies.

    Raises
    ------
    ValueError
        If windows overlap: such failures come in runs and are no independent trials. Also for
        a share or haircut out of range, or a period the history does not know.

    Notes
    -----
    Source: Kupiec (1995); Basel Framework MAR99 for the zones.

    Examples
    --------
    >>> from engine.evidence_files import load_evidence
    >>> found = verdicts(load_evidence().losses["btc"], 1, 0.105)
    >>> bool(found.accepted), str(found.zone)
    (True, 'green')
    """
    if windows == "overlapping":
        msg = "overlapping windows fail in runs, so the test does not apply; use separate windows"
        raise ValueError(msg)
    found = failures(history, days, haircut, windows=windows)
    level, promise = float(checked("size", size, INNER_SHARE)), checked("p", promised, INNER_SHARE)
    upper, lower = (
        (kupiec(count, found.windows, promise), traffic_light(count, found.windows, promise)[1])
        for count in (found.at_most, found.at_least)
    )
    (ratio, p_value), zone = upper
    accepted = p_value >= level
    settled = (accepted == (lower[0][1] >= level)) & (zone == lower[1])
    return Verdicts(found, promise, ratio, p_value, accepted, zone, np.asarray(settled))


def episodes(history: LossHistory, days: int, haircut: float) -> tuple[Episode, ...]:
    """Return the worst losses above a haircut, the largest first, with their days.

    A record keeps the worst few episodes only, each counted once however many windows it hit.
    Raises ValueError for a haircut outside 0 to 1 or an unknown period.

    >>> from engine.evidence_files import load_evidence
    >>> btc = load_evidence().losses["btc"]
    >>> [str(item.from_) for item in episodes(btc, 1, 0.20)]
    ['2020-03-11', '2015-01-13']
    """
    above = float(checked("haircut", haircut, SHARE))
    return tuple(item for item in history.over(days).episodes if item.loss > above)


def needed_haircut(
    history: LossHistory,
    days: int,
    confidence: Numeric,
    basis: str = "close",
    windows: str = "overlapping",
) -> FloatArray:
    """Return the smallest grid haircut that failed in at most ``1 - confidence`` of windows.

    ``confidence`` is a decimal from 0.5 to below 1, shape (...), and so is the result.

    Raises
    ------
    ValueError
        If the confidence is out of range, the count was not made, or the grid ends before.

    Examples
    --------
    >>> from engine.evidence_files import load_evidence
    >>> float(needed_haircut(load_evidence().losses["btc"], 1, 0.99))
    0.105
    """
    level = checked("confidence", confidence, CONFIDENCE)
    found = _counts(history, days, basis, windows)
    allowed = np.floor((1.0 - level) * found.windows + ON_GRID)
    place = np.searchsorted(-found.values, -allowed)
    if np.any(place == found.values.size):
        msg = f"the counts end at {found.values[-1]} failures; choose a lower confidence"
        raise ValueError(msg)
    return np.asarray(np.round(np.asarray(place, dtype=float) * history.step, 12))


def _counts(history: LossHistory, days: int, basis: str, windows: str) -> Counts:
    for name, choice, allowed in (("basis", basis, BASES), ("windows", windows, WINDOWS)):
        if choice not in allowed:
            msg = f"{name} must be one of {', '.join(allowed)}; got {choice!r}"
            raise ValueError(msg)
    found = history.over(days)
    if basis == "close":
        return found.overlapping if windows == "overlapping" else found.separate
    if windows == "separate":
        msg = "lows are counted over overlapping windows only; use closes for separate windows"
        raise ValueError(msg)
    if found.low is None:
        msg = f"no lows are known for {history.code}; use closes"
        raise ValueError(msg)
    return found.low


def _between(found: Counts, step: float, haircut: Numeric) -> Failures:
    """Return the counts at the grid points around each haircut; beyond the worst loss, none."""
    cut = checked("haircut", haircut, SHARE)
    place, last = cut / step, found.values.size - 1
    nearest = np.rint(place)
    place = np.where(np.abs(place - nearest) <= ON_GRID, nearest, place)
    below, above = (np.asarray(end(place), dtype=int) for end in (np.floor, np.ceil))
    at_most = np.where(cut >= found.ceiling, 0, found.values[np.minimum(below, last)])
    at_least = np.where(above <= last, found.values[np.minimum(above, last)], 0)
    return Failures(
        at_most=at_most.astype(float),
        at_least=np.minimum(at_least, at_most).astype(float),
        windows=found.windows,
    )
