"""The clearing fund: what a member is charged, and what published totals imply about it.

Every function broadcasts its arguments. Money is in the unit of the inputs, shares are decimals,
a fall is a positive share. ValueError is raised for any number out of its stated range.
Sources: NSCC Rules, Procedure XV; DTCC and SIFMA on the move to T+1 (2024).
"""

import numpy as np

from engine import FloatArray, Numeric
from engine.tails import BELOW_ONE, NON_NEGATIVE, POSITIVE, PROPER_SHARE, SHARE, Interval, checked

CAP = Interval(0.0, np.inf, "zero or more (infinite for no cap)")


def relative_change(before: Numeric, after: Numeric) -> FloatArray:
    """Return the fall from ``before`` to ``after`` as a share, ``1 - after / before``.

    A rise is negative. Raises ValueError unless before > 0 and after >= 0.

    >>> float(relative_change(12.0, 9.0))
    0.25
    """
    start = checked("before", before, POSITIVE)
    return np.asarray(1.0 - checked("after", after, NON_NEGATIVE) / start)


def implied_correlation(volatility_reduction: Numeric) -> FloatArray:
    """Return the persistence of daily nets that a fall x from T+2 to T+1 implies.

    Reading B inverted: ``rho = 1 / (2 (1-x)^2) - 1``. Raises ValueError unless 0 <= x < 1 and
    the persistence is at most 1 (x at most one half).
    """
    left = 1.0 - checked("volatility_reduction", volatility_reduction, BELOW_ONE)
    persistence = 0.5 / np.square(left) - 1.0
    if np.any(persistence > 1.0):
        msg = "no persistence explains a fall of more than one half; lower volatility_reduction"
        raise ValueError(msg)
    return np.asarray(persistence)


def implied_volatility_share(volatility_reduction: Numeric, total_reduction: Numeric) -> FloatArray:
    """Return the volatility share w of the fund before: fall of the fund / fall of its part.

    Raises ValueError unless 0 <= fall of the fund <= fall of the part <= 1 and the latter > 0.

    >>> float(implied_volatility_share(0.4, 0.2))
    0.5
    """
    part = checked("volatility_reduction", volatility_reduction, PROPER_SHARE)
    total = checked("total_reduction", total_reduction, SHARE)
    if np.any(total > part):
        msg = "total_reduction cannot exceed volatility_reduction: the other parts do not move"
        raise ValueError(msg)
    return np.asarray(total / part)


def volatility_charge(estimates: FloatArray) -> FloatArray:
    """Return the highest estimate along the last axis, shape (..., k) to (...).

    The estimates are the EWMA, the evenly weighted one, the gap measure and the floor.
    Raises ValueError if one is negative.
    """
    return np.asarray(checked("estimates", estimates, NON_NEGATIVE).max(axis=-1))


def excess_capital_premium(
    volatility_charge: Numeric, net_capital: Numeric, ratio_cap: Numeric = 2.0
) -> FloatArray:
    """Return the premium on a charge V above net capital K: ``(V-K) min(cap, V/K)``, else 0.

    ``ratio_cap`` = inf gives the rule of 2021. Raises ValueError if V is negative or K is not
    above zero.

    >>> float(excess_capital_premium(300.0, 100.0))
    400.0
    """
    charge = checked("volatility_charge", volatility_charge, NON_NEGATIVE)
    capital = checked("net_capital", net_capital, POSITIVE)
    ratio = np.minimum(checked("ratio_cap", ratio_cap, CAP), charge / capital)
    return np.asarray(np.maximum(charge - capital, 0.0) * ratio)


def implied_net_capital(volatility_charge: Numeric, premium: Numeric) -> FloatArray:
    """Return the net capital at which the uncapped premium arises: ``K = V^2 / (P + V)``.

    Raises ValueError unless V > 0 and P >= 0.

    >>> float(implied_net_capital(300.0, 600.0))
    100.0
    """
    charge = checked("volatility_charge", volatility_charge, POSITIVE)
    return np.asarray(charge**2 / (checked("premium", premium, NON_NEGATIVE) + charge))


def clearing_fund(
    volatility: Numeric, other_parts: FloatArray, minimum: Numeric, premium: Numeric = 0.0
) -> FloatArray:
    """Return a member's requirement: ``max(minimum, V + sum of other parts) + premium``.

    ``other_parts`` (bid-ask, margin requirement differential, mark to market, fails, liquidity
    adjustment) lie along the last axis, shape (..., k); the rest has shape (...). Raises
    ValueError if any amount is negative.

    >>> float(clearing_fund(80.0, np.array([15.0, 5.0]), 10.0))
    100.0
    """
    parts = checked("other_parts", other_parts, NON_NEGATIVE).sum(axis=-1)
    required = checked("volatility", volatility, NON_NEGATIVE) + parts
    floored = np.maximum(checked("minimum", minimum, NON_NEGATIVE), required)
    return np.asarray(floored + checked("premium", premium, NON_NEGATIVE))
