"""What a settlement cycle asks of the clearing fund and of the day's cash, and what it costs.

Every function broadcasts its arguments. Money is in the unit of the inputs, rates and shares are
decimals, rates are per year, exposure is in business days. ``recycle`` is the share r of receipts
reused the same day; ``idle_share`` the share u of the day that cash is tied up. ValueError is
raised for any number that is negative, not finite or outside its stated range.
Sources: DTCC on the move to T+1 (2024); Spitzer (1956) for the running maximum; Leinonen and
Soramaki, BoF DP 16/1999, for the bounds on liquidity.
"""

from typing import Final

import numpy as np

from engine import FloatArray, Numeric
from engine.tails import CORRELATION, NON_NEGATIVE, POSITIVE, SHARE, Interval, checked

READINGS: Final = ("A", "B", "C")
DAYS: Final = Interval(0.0, 366.0, "between 0 and 366 days")
BATCHES: Final = Interval(1.0, np.inf, "one or more, or infinite for atomic settlement")
ZETA_HALF: Final = -1.4603545088095868  # Riemann zeta function at 1/2
EXACT_SUMS: Final = np.cumsum(1.0 / np.sqrt(np.arange(1.0, 129.0)))


def _amount(name: str, value: Numeric) -> FloatArray:
    return checked(name, value, NON_NEGATIVE)


def _inverse_root_sum(m: FloatArray) -> FloatArray:
    """``sum_(k<=m) k^(-1/2)``: added up to 128 terms, Euler-Maclaurin (1e-15) above."""
    if m.max() <= EXACT_SUMS.size:
        return np.asarray(EXACT_SUMS[m.astype(np.int64) - 1])
    root = np.sqrt(m)
    series = 0.5 - 1.0 / (24.0 * m) + 1.0 / (384.0 * m**3)
    tail = 2.0 * root + ZETA_HALF + series / root
    index = np.minimum(m, float(EXACT_SUMS.size)).astype(np.int64) - 1
    return np.asarray(np.where(m > EXACT_SUMS.size, tail, EXACT_SUMS[index]))


def volatility_factor(days: Numeric, reading: str = "A", rho: Numeric = 0.0) -> FloatArray:
    """Return the volatility part of margin after n days, in units of one day's.

    A ``sqrt(n)``; B ``sqrt(n + 2 sum_(k<n) (n-k) rho^k)``, net positions that persist; C
    ``sqrt(n (n+1) / 2)``, each day's trades held to their own settlement. 0 at n = 0.

    >>> float(volatility_factor(4.0))
    2.0
    """
    n, persistence = checked("days", days, DAYS), checked("rho", rho, CORRELATION)
    if reading not in READINGS:
        msg = f"reading must be one of {', '.join(READINGS)}; got {reading!r}"
        raise ValueError(msg)
    if reading == "C":
        return np.asarray(np.sqrt(n * (n + 1.0) / 2.0))
    if reading == "A":
        return np.asarray(np.sqrt(n))
    lags = np.arange(1.0, np.ceil(n.max()))
    shared = np.maximum(n[..., None] - lags, 0.0) * persistence[..., None] ** lags
    return np.asarray(np.sqrt(np.maximum(n + 2.0 * shared.sum(axis=-1), 0.0)))


def volatility_reduction(
    before: Numeric, after: Numeric, reading: str = "A", rho: Numeric = 0.0
) -> FloatArray:
    """Return the fall of the volatility part from ``before`` to ``after`` days, as a share."""
    start = checked("volatility before", volatility_factor(before, reading, rho), POSITIVE)
    return np.asarray(1.0 - volatility_factor(after, reading, rho) / start)


def unsettled(
    gross_per_day: Numeric, net_ratio: Numeric, days: Numeric, rho: Numeric = 0.0
) -> tuple[FloatArray, FloatArray]:
    """Return unsettled value, gross ``V n`` and net ``V ratio S(n)``, S being reading B."""
    value, n = _amount("gross_per_day", gross_per_day), checked("days", days, DAYS)
    net = value * checked("net_ratio", net_ratio, SHARE) * volatility_factor(n, "B", rho)
    return np.asarray(value * n), np.asarray(net)


def exposure_days(batches: Numeric) -> FloatArray:
    """Return days of exposure under m same-day batches, ``1 / (2 m)``; atomic (inf) gives 0."""
    return np.asarray(0.5 / checked("batches", batches, BATCHES))


def fund_at(
    fund_t1: Numeric,
    volatility_share: Numeric,
    days: Numeric,
    reading: str = "A",
    rho: Numeric = 0.0,
) -> FloatArray:
    """Return the clearing fund under an exposure of T days: ``a (w f(T) + 1 - w)``.

    a is the fund at T+1 and w its volatility share; f is ``sqrt(T)`` below one day and
    :func:`volatility_factor` from one day up. At T = 0 the part ``a (1-w)`` remains.

    >>> float(fund_at(9.8, 0.75, 0.0))
    2.45
    """
    n, share = checked("days", days, DAYS), checked("volatility_share", volatility_share, SHARE)
    factor, total = volatility_factor(n, reading, rho), _amount("fund_t1", fund_t1)
    if reading == "C":  # A and B are the square root below one day
        factor = np.where(n < 1.0, np.sqrt(n), factor)
    return np.asarray(total + total * share * (factor - 1.0))


def prefund_multiple(batches: Numeric, recycle: Numeric) -> FloatArray:
    """Return prefunding for m batches a day over one batch's net: ``(1-r) P_A + r P_B``.

    ``P_A = sqrt(m)`` (no receipt reused), ``P_B = m^(-1/2) sum_(k<=m) k^(-1/2)`` (all reused).

    >>> float(prefund_multiple(4.0, 0.0))
    2.0
    """
    m = checked("batches", batches, BATCHES)
    if not np.all((m == np.floor(m)) & np.isfinite(m)):
        msg = "batches must be whole numbers; atomic settlement has no finite multiple"
        raise ValueError(msg)
    unused = np.sqrt(m)
    reused = _inverse_root_sum(m) / unused
    return np.asarray(unused + checked("recycle", recycle, SHARE) * (reused - unused))


def pay_in(net: Numeric, gross: Numeric, batches: Numeric, recycle: Numeric) -> FloatArray:
    """Return the day's expected pay-in: net times the multiple, or ``(1-r) gross + 2 r net``.

    The second form is atomic settlement, ``batches`` = inf; it needs gross >= 2 net.

    >>> float(pay_in(40.0, 1800.0, np.inf, 1.0))
    80.0
    """
    m, b, value = checked("batches", batches, BATCHES), _amount("net", net), _amount("gross", gross)
    atomic = np.isinf(m)
    if not atomic.any():
        return np.asarray(b * prefund_multiple(m, recycle))
    if np.any(atomic & (value < 2.0 * b)):
        msg = "atomic settlement needs a gross value of at least twice the net"
        raise ValueError(msg)
    at_once = value + checked("recycle", recycle, SHARE) * (2.0 * b - value)
    if atomic.all():
        return np.broadcast_to(at_once, np.broadcast_shapes(at_once.shape, m.shape)).copy()
    return np.where(atomic, at_once, b * prefund_multiple(np.where(atomic, 1.0, m), recycle))


def yearly_cost(
    fund: Numeric,
    cash: Numeric,
    funding_rate: Numeric,
    prefunding_rate: Numeric,
    idle_share: Numeric = 1.0,
) -> FloatArray:
    """Return the yearly cost ``f_M CF + f_P u P`` of a fund and of pay-in cash."""
    tied = _amount("cash", cash) * checked("idle_share", idle_share, SHARE)
    overnight = _amount("funding_rate", funding_rate) * _amount("fund", fund)
    return np.asarray(overnight + _amount("prefunding_rate", prefunding_rate) * tied)


def locked_capital(
    posted: Numeric, fund_share: Numeric, pay_in_share: Numeric, idle_share: Numeric
) -> tuple[FloatArray, FloatArray]:
    """Return capital locked overnight, ``X + CF``, and weighted by time, plus ``u P``."""
    overnight = _amount("posted", posted) + _amount("fund_share", fund_share)
    cash = _amount("pay_in_share", pay_in_share) * checked("idle_share", idle_share, SHARE)
    return np.asarray(overnight), np.asarray(overnight + cash)


def velocity(
    value: Numeric, fund_share: Numeric, pay_in_share: Numeric, idle_share: Numeric
) -> FloatArray:
    """Return value settled per day over capital tied up: ``V / (CF + u P)``.

    Where nothing is tied up: infinite, or 0 if nothing is settled either.
    """
    settled = _amount("value", value)
    tied = locked_capital(0.0, fund_share, pay_in_share, idle_share)[1]
    if np.all(tied > 0):
        return np.asarray(settled / tied)
    shape = np.broadcast_shapes(settled.shape, tied.shape)
    free = np.broadcast_to(np.where(settled > 0, np.inf, 0.0), shape).copy()
    return np.asarray(np.divide(settled, tied, out=free, where=tied > 0))


def turns_per_year(daily_velocity: Numeric, business_days_per_year: Numeric = 252.0) -> FloatArray:
    """Return how often a year capital turns over: business days divided by days of lock."""
    days = checked("business_days_per_year", business_days_per_year, POSITIVE)
    return np.asarray(_amount("daily_velocity", daily_velocity) * days)


def fails_cost(
    fail_rate: Numeric,
    net_value: Numeric,
    rate: Numeric,
    days: Numeric,
    days_per_year: Numeric = 360.0,
) -> FloatArray:
    """Return the cost of carrying fails: ``p V rate d / 360``."""
    failed = checked("fail_rate", fail_rate, SHARE) * _amount("net_value", net_value)
    year = checked("days_per_year", days_per_year, POSITIVE)
    return np.asarray(failed * _amount("rate", rate) * _amount("days", days) / year)
