"""Where the yearly cost of settlement is lowest, and when atomic settlement pays.

This joins the functions of ``engine.settlement`` into searches and inversions. Money is in the
unit of the inputs, rates and shares are decimals, rates are per year. A U-shaped cost needs
recycling below 1 and a price of prefunding above 0: where the bottom lies is an assumption.
"""

import numpy as np

from engine import FloatArray, Numeric
from engine.settlement import exposure_days, fund_at, pay_in, prefund_multiple, yearly_cost
from engine.tails import NON_NEGATIVE, POSITIVE, PROPER_SHARE, SHARE, checked


def batch_costs(  # noqa: PLR0913, PLR0917 - every number is an argument
    fund_t1: Numeric,
    net: Numeric,
    funding_rate: Numeric,
    prefunding_rate: Numeric,
    idle_share: Numeric,
    volatility_share: Numeric,
    recycle: Numeric,
    max_batches: int,
    idle_one_pay_in: Numeric | None = None,
) -> FloatArray:
    """Return the yearly cost of m = 1 ... N same-day batches, shape (..., N).

    ``C(m) = f_M a (w sqrt(1/(2m)) + 1 - w) + f_P u(m) b multiple(m, r)``.

    Parameters
    ----------
    fund_t1, net
        Clearing fund at T+1 (a) and net pay-in of one daily batch (b), money.
    funding_rate, prefunding_rate
        Yearly price of fund money (f_M) and of pay-in cash (f_P).
    idle_share
        Share u of the day that cash is tied up in a session of batches.
    volatility_share, recycle
        Share w of the T+1 fund that is volatility; share r of receipts reused.
    max_batches
        N, at least 1.
    idle_one_pay_in
        u for m = 1; None takes ``idle_share``.

    Raises
    ------
    ValueError
        If N is below 1 or a number is negative, not finite or a share above 1.
    """
    if max_batches < 1:
        msg = f"max_batches must be at least 1; got {max_batches}"
        raise ValueError(msg)
    m = np.arange(1.0, max_batches + 1.0)
    first = idle_share if idle_one_pay_in is None else idle_one_pay_in
    idle = np.where(m == 1.0, _column(first), _column(idle_share))
    margin = _amount("funding_rate", funding_rate) * _amount("fund_t1", fund_t1)
    cash = _amount("prefunding_rate", prefunding_rate) * _amount("net", net)
    overnight = fund_at(_column(margin), _column(volatility_share), exposure_days(m))
    price = _column(cash) * checked("idle_share", idle, SHARE)
    return np.asarray(overnight + price * prefund_multiple(m, _column(recycle)))


def _amount(name: str, value: Numeric) -> FloatArray:
    return checked(name, value, NON_NEGATIVE)


def _column(value: Numeric) -> FloatArray:
    return np.asarray(value, dtype=np.float64)[..., None]


def optimal_batches(  # noqa: PLR0913, PLR0917 - every number is an argument
    fund_t1: Numeric,
    net: Numeric,
    funding_rate: Numeric,
    prefunding_rate: Numeric,
    idle_share: Numeric,
    volatility_share: Numeric,
    recycle: Numeric,
    max_batches: int,
    idle_one_pay_in: Numeric | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return the cheapest number of batches and its yearly cost, each shape (...).

    Takes the arguments of :func:`batch_costs` and tries every m; the smallest m wins a tie.

    >>> m, cost = optimal_batches(9.8, 37.7, 0.05, 0.005, 1.0, 1.0, 0.0, 2204)
    >>> int(m), round(float(cost), 4)
    (2, 0.5116)
    """
    costs = batch_costs(
        fund_t1,
        net,
        funding_rate,
        prefunding_rate,
        idle_share,
        volatility_share,
        recycle,
        max_batches,
        idle_one_pay_in,
    )
    best = np.asarray(costs.argmin(axis=-1))
    return best + 1, np.take_along_axis(costs, best[..., None], axis=-1)[..., 0]


def optimal_batches_continuous(
    fund_t1: Numeric,
    net: Numeric,
    funding_rate: Numeric,
    prefunding_rate: Numeric,
    idle_share: Numeric = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Return m* and its cost if m need not be whole, for r = 0 and w = 1.

    ``m* = f_M a / (sqrt(2) f_P u b)``, ``C* = 2 sqrt(f_M a f_P u b / sqrt(2))``. Raises
    ValueError unless every argument is above zero; without a price of cash there is no bottom.
    """
    fund = checked("fund_t1", fund_t1, POSITIVE) * checked("funding_rate", funding_rate, POSITIVE)
    price = checked("prefunding_rate", prefunding_rate, POSITIVE) * checked("net", net, POSITIVE)
    cash = price * checked("idle_share", idle_share, PROPER_SHARE)
    cost = 2.0 * np.sqrt(fund * cash / np.sqrt(2.0))
    return np.asarray(fund / (np.sqrt(2.0) * cash)), np.asarray(cost)


def breakeven_recycling(  # noqa: PLR0913, PLR0917 - every number is an argument
    cost_now: float,
    fund_atomic: float,
    net: float,
    gross: float,
    funding_rate: float,
    prefunding_rate: float,
    idle_share: float = 1.0,
) -> float | None:
    """Return the recycling share from which atomic settlement costs no more than ``cost_now``.

    Solves ``f_M CF_0 + f_P u ((1-r) G + 2 r b) = cost_now`` for r: the fund CF_0 left without
    volatility, the gross value G and the net b. 0 if atomic settlement is cheaper at any r, None
    if it is dearer at every r up to 1. Takes numbers, not arrays. Raises ValueError if a number
    is negative, not finite or a share above 1, or if G < 2 b.

    >>> round(breakeven_recycling(0.6785, 0.0, 37.7, 1770.0, 0.05, 0.005), 4)
    0.9644
    """
    target = float(_amount("cost_now", cost_now))
    cash = pay_in(net, gross, np.inf, np.array([0.0, 1.0]))
    bounds = yearly_cost(fund_atomic, cash, funding_rate, prefunding_rate, idle_share)
    unused, reused = float(bounds[0]), float(bounds[1])
    if unused <= target:
        return 0.0
    if reused > target:
        return None
    return (unused - target) / (unused - reused)
