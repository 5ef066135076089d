"""How far obligations net, over how many trades and across how many ledgers.

Every function broadcasts its arguments. Ratios and shares are decimals, money is in the unit of
the inputs, a window is in trading days. ValueError is raised for any number that is negative,
not finite or outside its stated range.
Sources: Duffie and Zhu, RAPS 1(1) (2011); Cont and Kokholm (2014); the net of equal trades is a
random walk's mean distance, that of one-way flow a folded normal; the rest as named below.
"""

from typing import Final, NamedTuple

import numpy as np

from engine import BoolArray, FloatArray, Numeric, special, tails
from engine.tails import Interval, checked

MINUTES_PER_HOUR: Final = 60.0
ROUNDING: Final = 1e-12
ABOVE_HALF: Final = Interval(
    float(np.nextafter(0.5, 1.0)), float(np.nextafter(1.0, 0.0)), "above 0.5 and below 1"
)
ABOVE_ONE: Final = Interval(
    float(np.nextafter(1.0, 2.0)), float(np.finfo(float).max), "above one and finite"
)


class ExposureComparison(NamedTuple):
    """Expected exposure of one member, bilateral and with one class cleared centrally."""

    bilateral: FloatArray
    with_ccp: FloatArray
    ccp_reduces: BoolArray


def net_ratio(gross: Numeric, net: Numeric) -> FloatArray:
    """Return net over gross; one minus it is the netting efficiency.

    >>> float(net_ratio(100.0, 4.0))
    0.04
    """
    ratio = checked("net", net, tails.NON_NEGATIVE) / checked("gross", gross, tails.POSITIVE)
    return checked("net over gross", ratio, tails.SHARE)


def net_ratio_gaussian(n: Numeric) -> FloatArray:
    """Return net over gross of n trades of Gaussian size: ``1 / sqrt(n)``, n >= 1."""
    return np.asarray(1.0 / np.sqrt(checked("n", n, tails.AT_LEAST_ONE)))


def net_ratio_equal_sizes(n: Numeric) -> FloatArray:
    """Return net over gross of n equal trades of random sign, ``E|S_n| / n``; n whole.

    ``C(n-1, floor((n-1)/2)) / 2^(n-1)``, computed as ``Gamma(j+1/2) / (sqrt(pi) Gamma(j+1))``
    with ``j = floor(n/2)``; close to ``sqrt(2 / (pi n))`` for large n.

    >>> round(float(net_ratio_equal_sizes(5.0)), 9)
    0.375
    """
    trades = checked("n", n, tails.AT_LEAST_ONE)
    half = np.floor(trades / 2.0)
    if np.any(trades != np.floor(trades)):
        msg = "n must be a whole number of trades"
        raise ValueError(msg)
    return np.asarray(special.poch(half + 1.0, -0.5) / np.sqrt(np.pi))


def _mean_size(mean: FloatArray, sd: FloatArray) -> FloatArray:
    ratio = mean / sd
    bell = np.sqrt(2.0 / np.pi) * np.exp(-0.5 * np.square(ratio))
    return np.asarray(sd * (bell + ratio * special.erf(ratio / np.sqrt(2.0))))


def net_ratio_one_way(n: Numeric, mean: Numeric, sd: Numeric) -> FloatArray:
    """Return net over gross of n trades ``N(mean, sd)``: ``m(n mu, s sqrt(n)) / (n m(mu, s))``.

    m is the mean of the folded normal. The ratio never falls below :func:`one_way_floor`.
    """
    trades, drift = checked("n", n, tails.AT_LEAST_ONE), checked("mean", mean, tails.FINITE)
    spread = checked("sd", sd, tails.POSITIVE)
    net = _mean_size(trades * drift, spread * np.sqrt(trades))
    return np.asarray(net / (trades * _mean_size(drift, spread)))


def one_way_floor(mean: Numeric, sd: Numeric) -> FloatArray:
    """Return what netting cannot remove from a one-way market: ``|mu| / E|x|``."""
    drift, spread = checked("mean", mean, tails.FINITE), checked("sd", sd, tails.POSITIVE)
    return np.asarray(np.abs(drift) / _mean_size(drift, spread))


def implied_trades(gross: Numeric, net: Numeric) -> FloatArray:
    """Return the Gaussian trades per netting set that net so far: ``(gross / net)^2``.

    >>> round(float(implied_trades(100.0, 4.0)), 6)
    625.0
    """
    return np.asarray(
        np.square(1.0 / checked("net over gross", net_ratio(gross, net), tails.PROPER_SHARE))
    )


def trades_in_window(trades_per_day: Numeric, window_days: Numeric) -> FloatArray:
    """Return the trades that a window nets, ``max(1, N W)``: a trade alone is its own net."""
    trades = checked("trades_per_day", trades_per_day, tails.AT_LEAST_ONE)
    return np.asarray(
        np.maximum(1.0, trades * checked("window_days", window_days, tails.NON_NEGATIVE))
    )


def share_of_daily_netting(trades_per_day: Numeric, window_days: Numeric) -> FloatArray:
    """Return netting kept by a window, ``(1 - nu(W)) / (1 - nu(1 day))``; needs N > 1.

    Show it beside :func:`net_obligation_multiple`: either alone misleads.
    """
    daily = net_ratio_gaussian(checked("trades_per_day", trades_per_day, ABOVE_ONE))
    window = net_ratio_gaussian(trades_in_window(trades_per_day, window_days))
    return np.asarray((1.0 - window) / (1.0 - daily))


def net_obligation_multiple(trades_per_day: Numeric, window_days: Numeric) -> FloatArray:
    """Return net obligations under a window over those of a day: ``nu(W) / nu(1 day)``."""
    window = net_ratio_gaussian(trades_in_window(trades_per_day, window_days))
    return np.asarray(window / net_ratio_gaussian(trades_per_day))


def liquidity_at_risk_ratio(confidence: Numeric) -> FloatArray:
    """Return peak need over end-of-day net at a quantile, all receipts reused at once.

    ``z_((1+a)/2) / z_a`` by reflection of a Brownian path; a above 0.5 and below 1.
    """
    level = checked("confidence", confidence, ABOVE_HALF)
    return np.asarray(special.ndtri((1.0 + level) / 2.0) / special.ndtri(level))


def recycling_from_lag(lag_minutes: Numeric, session_hours: Numeric) -> FloatArray:
    """Return the share of receipts reused in the session: ``r = 1 - lag / session``.

    >>> float(recycling_from_lag(39.0, 6.5))
    0.9
    """
    session = MINUTES_PER_HOUR * checked("session_hours", session_hours, tails.POSITIVE)
    lag = checked("lag_minutes", lag_minutes, tails.NON_NEGATIVE) / session
    return np.asarray(1.0 - checked("lag over session", lag, tails.SHARE))


def _compare(
    entities: Numeric, own: FloatArray, rest: FloatArray, total: FloatArray
) -> ExposureComparison:
    others = checked("entities", entities, Interval(2.0, ABOVE_ONE.high, "two or more")) - 1.0
    bilateral = others * np.sqrt(total / (2.0 * np.pi))
    cleared = np.sqrt(others / (2.0 * np.pi)) * own
    with_ccp = others * np.sqrt(rest / (2.0 * np.pi)) + cleared
    return ExposureComparison(np.asarray(bilateral), np.asarray(with_ccp), with_ccp < bilateral)


def duffie_zhu_threshold(entities: Numeric) -> FloatArray:
    """Return the number of equal classes below which one CCP lowers exposure: ``N^2/(4(N-1))``."""
    n = checked("entities", entities, ABOVE_ONE)
    return np.asarray(np.square(n) / (4.0 * (n - 1.0)))


def duffie_zhu(entities: Numeric, classes: Numeric) -> ExposureComparison:
    """Compare exposures when a CCP clears one of K equal, independent classes (sd 1 each).

    Bilateral ``(N-1) sqrt(K/2pi)``; cleared ``(N-1) sqrt((K-1)/2pi) + sqrt((N-1)/2pi)``.
    """
    k = checked("classes", classes, tails.AT_LEAST_ONE)
    return _compare(entities, np.ones_like(k), k - 1.0, k)


def cont_kokholm(
    entities: Numeric, sigmas: FloatArray, correlation: Numeric = 0.0, cleared: int = 0
) -> ExposureComparison:
    """Compare exposures for unequal, correlated classes, the class ``cleared`` going to a CCP.

    ``sum s_i^2 + 2 rho sum_(i<j) s_i s_j`` takes the place of K, with and without the cleared
    class. ``sigmas`` has shape (..., K). Raises ValueError if the correlation is impossible.
    """
    sd = checked("sigmas", sigmas, tails.NON_NEGATIVE)
    rho = checked("correlation", correlation, tails.CORRELATION)
    if not 0 <= cleared < sd.shape[-1]:
        msg = f"cleared must name one of the {sd.shape[-1]} classes, from 0; got {cleared}"
        raise ValueError(msg)
    own, kept = sd[..., cleared], np.delete(sd, cleared, axis=-1)
    total, rest = (_variance(part, rho) for part in (sd, kept))
    return _compare(entities, own, rest, total)


def _variance(sigmas: FloatArray, rho: FloatArray) -> FloatArray:
    squares = np.square(sigmas).sum(axis=-1)
    variance = (1.0 - rho) * squares + rho * np.square(sigmas.sum(axis=-1))
    rounding = np.abs(variance) < ROUNDING * squares
    return checked(
        "variance under this correlation", np.where(rounding, 0.0, variance), tails.NON_NEGATIVE
    )
