"""Do haircuts fail as often as they should? Tests on the number of failures.

``n`` counts independent trials (non-overlapping windows), ``x`` the failures among them and
``p`` is the failure probability promised, a decimal. All are shape (...) and broadcast.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from engine import FloatArray, Numeric, special
from engine.tails import INNER_SHARE, NON_NEGATIVE, POSITIVE, checked

ZONES: Final = np.array(["green", "yellow", "red"])


def _counts(x: Numeric, n: Numeric) -> tuple[FloatArray, FloatArray]:
    failures, trials = checked("x", x, NON_NEGATIVE), checked("n", n, POSITIVE)
    if np.any(failures != np.floor(failures)) or np.any(trials != np.floor(trials)):
        msg = f"failures and trials must be whole numbers; got x = {x} and n = {n}"
        raise ValueError(msg)
    if np.any(failures > trials):
        msg = f"there cannot be more failures than trials; got x = {x} and n = {n}"
        raise ValueError(msg)
    return failures, trials


def coverage(x: Numeric, n: Numeric) -> FloatArray:
    """Return the share of trials the haircut covered: ``1 - x/n``.

    Raises
    ------
    ValueError
        If the counts are not whole, negative, or more failures than trials.

    Examples
    --------
    >>> float(coverage(5, 250))
    0.98
    """
    failures, trials = _counts(x, n)
    return np.asarray(1.0 - failures / trials)


def kupiec(x: Numeric, n: Numeric, p: Numeric) -> tuple[FloatArray, FloatArray]:
    """Return Kupiec's likelihood ratio and its p-value.

    ``LR = -2 ln[ (1-p)^(n-x) p^x / ((1-x/n)^(n-x) (x/n)^x) ]`` with ``0^0 = 1``, compared with
    a chi-square of one degree of freedom. Both results have shape (...), no unit.

    Raises
    ------
    ValueError
        If the counts are impossible or ``p`` is not above 0 and below 1.

    Notes
    -----
    Source: Kupiec (1995), proportion of failures.

    Examples
    --------
    >>> ratio, p_value = kupiec(15, 1000, 0.01)
    >>> round(float(ratio), 4), round(float(p_value), 4)
    (2.1892, 0.139)
    """
    failures, trials = _counts(x, n)
    promised = checked("p", p, INNER_SHARE)
    covered, seen = trials - failures, failures / trials
    under_promise = special.xlog1py(covered, -promised) + special.xlogy(failures, promised)
    under_record = special.xlog1py(covered, -seen) + special.xlogy(failures, seen)
    ratio = np.maximum(2.0 * (under_record - under_promise), 0.0)
    return np.asarray(ratio), np.asarray(special.chdtrc(1.0, ratio))


def kupiec_region(p: float, n: int, size: float = 0.05) -> tuple[int, int]:
    """Return the smallest and largest number of failures the test does not reject.

    Every count from 0 to ``n`` is tried; ``size`` is the level of the test, a decimal.

    Raises
    ------
    ValueError
        If an argument is out of range, or no count passes at this level.

    Notes
    -----
    Source: Kupiec (1995), table of non-rejection regions, recomputed.

    Examples
    --------
    >>> kupiec_region(0.01, 1000)
    (5, 16)
    """
    level = checked("size", size, INNER_SHARE)
    failures = np.arange(int(_counts(0.0, n)[1]) + 1, dtype=np.float64)
    kept = np.flatnonzero(kupiec(failures, float(n), p)[1] >= level)
    if kept.size == 0:
        msg = f"no number of failures out of {n} passes at a level of {size}; lower the level"
        raise ValueError(msg)
    return int(kept[0]), int(kept[-1])


def traffic_light(
    x: Numeric, n: Numeric, p: Numeric, yellow: float = 0.95, red: float = 0.9999
) -> tuple[FloatArray, npt.NDArray[np.str_]]:
    """Return ``P(X <= x)`` for a binomial count and the zone it falls in.

    Zones are ``green`` below a probability of ``yellow``, ``red`` from ``red`` upwards and
    ``yellow`` between. Both results have shape (...).

    Raises
    ------
    ValueError
        If the counts are impossible, or ``p``, ``yellow`` or ``red`` is not above 0 and below
        1, or ``yellow`` is above ``red``.

    Notes
    -----
    Source: Basel Framework MAR99, with 250 days at 1 % yellow from 5 failures, red from 10.

    Examples
    --------
    >>> probability, zone = traffic_light(5, 250, 0.01)
    >>> round(float(probability), 4), str(zone)
    (0.9588, 'yellow')
    """
    failures, trials = _counts(x, n)
    start, end = checked("yellow", yellow, INNER_SHARE), checked("red", red, INNER_SHARE)
    if start > end:
        msg = f"the yellow zone must start below the red one; got {yellow} and {red}"
        raise ValueError(msg)
    probability = special.bdtr(failures, trials.astype(np.int64), checked("p", p, INNER_SHARE))
    step = (probability >= start).astype(int) + (probability >= end)
    return np.asarray(probability), np.asarray(ZONES[step])
