"""Haircuts from volatility, horizon, spread and market impact, and back again.

Haircuts, volatilities and rates are decimals; volatility is annual unless called daily;
horizons are days of the asset's own clock. All arguments broadcast, shape (...); a number
out of range raises ``ValueError``.
"""

from typing import Final

import numpy as np

from engine import FloatArray, Numeric, special
from engine.tails import (
    AT_LEAST_ONE,
    BELOW_ONE,
    CONFIDENCE,
    NON_NEGATIVE,
    POSITIVE,
    PROPER_SHARE,
    SHARE,
    SMALLEST,
    Interval,
    checked,
)

VOLUME: Final = Interval(SMALLEST, np.inf, "above zero (infinite means no limit)")
TABLE_DAYS: Final = 10.0  # holding period behind the standard table


def sale_days(size: Numeric, participation: Numeric, adv: Numeric) -> FloatArray:
    """Return the days needed to sell: ``Q / (participation ADV)``.

    Size and daily volume in the same money; participation is a share above 0, at most 1.

    >>> float(sale_days(50.0, 0.1, 2000.0))
    0.25
    """
    pace = checked("participation", participation, PROPER_SHARE) * checked("adv", adv, VOLUME)
    return np.asarray(checked("size", size, NON_NEGATIVE) / pace)


def horizon_days(delay_days: Numeric, sale_days: Numeric) -> FloatArray:
    """Return the days of full risk: ``delay + sale/3``.

    A position sold evenly has a third of the variance of one held throughout, the limit of
    :func:`effective_liquidation_days` over n (Almgren and Chriss 2000).

    >>> float(horizon_days(1.0, 3.0))
    2.0
    """
    delay = checked("delay_days", delay_days, NON_NEGATIVE)
    return np.asarray(delay + checked("sale_days", sale_days, NON_NEGATIVE) / 3.0)


def price_impact(sigma_daily: Numeric, size: Numeric, adv: Numeric, y: Numeric) -> FloatArray:
    """Return the price fall of one's own sale: ``y sigma_daily sqrt(Q/ADV)``, a log return.

    Square-root law (Toth et al. 2011; Almgren et al. 2005 find a power of 3/5), not reliable
    once the size passes one day's volume.

    >>> float(price_impact(0.04, 25.0, 100.0, 1.0))
    0.02
    """
    factor = checked("y", y, NON_NEGATIVE) * checked("sigma_daily", sigma_daily, NON_NEGATIVE)
    days = checked("size", size, NON_NEGATIVE) / checked("adv", adv, VOLUME)
    return np.asarray(factor * np.sqrt(days))


def model_haircut(
    multiplier: Numeric,
    sigma: Numeric,
    horizon_days: Numeric,
    days_per_year: Numeric,
    spread: Numeric = 0.0,
    impact: Numeric = 0.0,
) -> FloatArray:
    """Return ``1 - exp(-[q sigma sqrt(T/A) + spread/2 + impact])``.

    Exact for a quantile multiplier on lognormal prices; an upper bound for an expected
    shortfall multiplier. Below 1 as a formula; in double precision an exponent above about
    37 gives 1. Spread and impact are decimals of the price.

    >>> round(float(model_haircut(2.32634787404, 0.6, 1.0, 365.0)), 6)
    0.070455
    """
    year = checked("days_per_year", days_per_year, POSITIVE)
    years = checked("horizon_days", horizon_days, NON_NEGATIVE) / year
    tail = checked("multiplier", multiplier, NON_NEGATIVE) * checked("sigma", sigma, NON_NEGATIVE)
    cost = 0.5 * checked("spread", spread, NON_NEGATIVE) + checked("impact", impact, NON_NEGATIVE)
    return np.asarray(-np.expm1(-(tail * np.sqrt(years) + cost)))


def applied_haircut(model: Numeric, floor: Numeric) -> FloatArray:
    """Return the larger of the model haircut and its floor, both decimals from 0 to 1.

    >>> float(applied_haircut(0.107, 0.20))
    0.2
    """
    return np.asarray(np.maximum(checked("floor", floor, SHARE), checked("haircut", model, SHARE)))


def es_haircut_exact(
    sigma: Numeric, days: Numeric, days_per_year: Numeric, confidence: Numeric
) -> FloatArray:
    """Return the mean price fall beyond the quantile of a lognormal price.

    ``1 - exp(v^2/2) Phi(-z-v) / (1-a)``, ``v = sigma sqrt(T/A)``. The ``es_normal`` multiplier
    in :func:`model_haircut` bounds it from above (Jensen).

    >>> round(float(es_haircut_exact(0.6, 10.0, 365.0, 0.99)), 6)
    0.232195
    """
    z = special.ndtri(checked("confidence", confidence, CONFIDENCE))
    years = checked("days", days, NON_NEGATIVE) / checked("days_per_year", days_per_year, POSITIVE)
    v = checked("sigma", sigma, NON_NEGATIVE) * np.sqrt(years)
    return np.asarray(-np.expm1(0.5 * v * v + special.log_ndtr(-z - v) - special.log_ndtr(-z)))


def implied_volatility(
    haircut: Numeric, multiplier: Numeric, days: Numeric, days_per_year: Numeric
) -> FloatArray:
    """Return the annual volatility a haircut stands for: ``-ln(1-h) / (q sqrt(T/A))``.

    Inverts :func:`model_haircut` without spread and impact.

    >>> round(float(implied_volatility(0.2, 2.32634787404, 1.0, 365.0)), 4)
    1.8326
    """
    depth = -np.log1p(-checked("haircut", haircut, BELOW_ONE))
    years = checked("days", days, POSITIVE) / checked("days_per_year", days_per_year, POSITIVE)
    return np.asarray(depth / (checked("multiplier", multiplier, POSITIVE) * np.sqrt(years)))


def _whole_value(haircut: FloatArray) -> FloatArray:
    if np.all(haircut <= 1.0):
        return np.asarray(haircut)
    msg = f"scaled haircut {np.max(haircut):.0%} is above 100%; shorten the holding period"
    raise ValueError(msg)


def basel_scaled(h10: Numeric, revaluation_days: Numeric, holding_days: Numeric) -> FloatArray:
    """Return a ten-day haircut for another period: ``H10 sqrt((N_R + T_M - 1)/10)``.

    Business days, one or more: ``N_R`` between revaluations, ``T_M`` to hold (5 repo, 10
    capital market, 20 secured lending); above 1 is refused. Source: Basel Framework CRE22.

    >>> round(float(basel_scaled(0.15, 1.0, 20.0)), 4)
    0.2121
    """
    between = checked("revaluation_days", revaluation_days, AT_LEAST_ONE)
    days = between + checked("holding_days", holding_days, AT_LEAST_ONE) - 1.0
    return _whole_value(checked("h10", h10, SHARE) * np.sqrt(days / TABLE_DAYS))


def own_estimate_scaled(
    h_n: Numeric, t_n: Numeric, t_m: Numeric, revaluation_days: Numeric
) -> FloatArray:
    """Return an own estimate for another period: ``H_N sqrt((N_R + T_M - 1)/T_N)``.

    That is ``H_M = H_N sqrt(T_M/T_N)`` times ``sqrt((N_R + T_M - 1)/T_M)``. Business days, one
    or more; above 1 is refused. Source: Basel Framework CRE22, EU 2016/2251 Annex III.

    >>> round(float(own_estimate_scaled(0.1, 1.0, 10.0, 5.0)), 4)
    0.3742
    """
    between = checked("revaluation_days", revaluation_days, AT_LEAST_ONE)
    ratio = (between + checked("t_m", t_m, AT_LEAST_ONE) - 1.0) / checked("t_n", t_n, AT_LEAST_ONE)
    return _whole_value(checked("h_n", h_n, SHARE) * np.sqrt(ratio))


def effective_liquidation_days(n: Numeric) -> FloatArray:
    """Return the days of full risk of n equal daily slices: ``(n+1)(2n+1)/(6n)``.

    ``n`` is whole, one or more. Source: Jorion, Value at Risk (liquidity-adjusted VaR).

    >>> float(effective_liquidation_days(5))
    2.2
    """
    slices = checked("n", n, AT_LEAST_ONE)
    if np.any(slices != np.floor(slices)):
        msg = f"the number of daily slices must be whole; got {n}"
        raise ValueError(msg)
    return np.asarray((slices + 1.0) * (2.0 * slices + 1.0) / (6.0 * slices))


def liquidity_bridge(
    proceeds: Numeric, days: Numeric, rate: Numeric, days_per_year: Numeric = 365.0
) -> FloatArray:
    """Return the cost of waiting for money after the sale: ``proceeds rate days / A``.

    The price is fixed at execution: these days cost funding, at a yearly rate, and carry no
    price risk. The result has the unit of the proceeds.

    >>> float(liquidity_bridge(365.0, 2.0, 0.05))
    0.1
    """
    amount = checked("proceeds", proceeds, NON_NEGATIVE) * checked("rate", rate, NON_NEGATIVE)
    year = checked("days_per_year", days_per_year, POSITIVE)
    return np.asarray(amount * (checked("days", days, NON_NEGATIVE) / year))
