"""Initial and variation margin, the period they cover and the tools against procyclicality.

Every function broadcasts its arguments; a path lies along the last axis. Money is in the unit
of the inputs, volatility is annual and a decimal, losses are positive. The days of a period
and ``days_per_year`` share one clock (365 for assets that trade every day, 252 otherwise).
ValueError is raised for any number that is negative, not finite or outside its stated range.
Sources: EMIR RTS 153/2013 Art 24, 26 and 28; 17 CFR 39.13(g)(2); 12 CFR 45 App. A.
"""

from typing import Final

import numpy as np

from engine import FloatArray, Numeric
from engine.tails import FINITE, NON_NEGATIVE, POSITIVE, SHARE, checked

HOURS_PER_DAY: Final = 24.0
MEAN_GAIN: Final = float(1.0 / np.sqrt(2.0 * np.pi))  # mean positive part of a standard normal
CLOSE_OUT_WEIGHT: Final = {"block": 1.0, "linear": 1.0 / 3.0}
DIRECTION: Final = {"long": -1.0, "short": 1.0}
MIX_POWER: Final = {"variance": 2.0, "margin": 1.0}


def _chosen(name: str, choice: str, options: dict[str, float]) -> float:
    if choice in options:
        return options[choice]
    msg = f"{name} must be one of {', '.join(options)}; got {choice!r}"
    raise ValueError(msg)


def _amount(name: str, value: Numeric) -> FloatArray:
    return checked(name, value, NON_NEGATIVE)


def floor_days(
    business_days: Numeric, days_per_year: Numeric, business_days_per_year: Numeric = 252.0
) -> FloatArray:
    """Return a floor of n business days in the asset's days: ``n A / 252``.

    >>> floor_days(2.0, 252.0)
    array(2.)
    """
    business_year = checked("business_days_per_year", business_days_per_year, POSITIVE)
    days_a_year = checked("days_per_year", days_per_year, POSITIVE)
    return np.asarray(_amount("business_days", business_days) * days_a_year / business_year)


def applied_period(model_days: Numeric, floor: Numeric) -> FloatArray:
    """Return the period that counts, ``max(model, floor)``, in days (EMIR RTS Art 26)."""
    return np.asarray(np.maximum(_amount("model_days", model_days), _amount("floor", floor)))


def close_out_days(hours: Numeric, profile: str = "block") -> FloatArray:
    """Return a close-out's days of risk: ``block`` is hours / 24, ``linear`` a third of that."""
    weight = _chosen("profile", profile, CLOSE_OUT_WEIGHT)
    return np.asarray(_amount("close-out hours", hours) * weight / HOURS_PER_DAY)


def period_days(
    since: Numeric, detect: Numeric, transfer: Numeric, close: Numeric, profile: str = "block"
) -> FloatArray:
    """Return the liquidation period in days, from hours since the last good call to close-out.

    ``(since + detect + transfer) / 24`` plus :func:`close_out_days` (EMIR RTS Art 26(1)).

    >>> float(period_days(24.0, 2.0, 10.0, 24.0))
    2.5
    """
    waiting = _amount("since", since) + _amount("detect", detect) + _amount("transfer", transfer)
    return np.asarray(waiting / HOURS_PER_DAY + close_out_days(close, profile))


def quantile_exposure(
    notional: Numeric, multiplier: Numeric, sigma: Numeric, hours: Numeric, hours_per_year: Numeric
) -> FloatArray:
    """Return the loss at the multiplier's quantile over t hours: ``|N| q sigma sqrt(t / A)``."""
    time = _amount("period", hours) / checked("periods per year", hours_per_year, POSITIVE)
    spread = _amount("multiplier", multiplier) * _amount("sigma", sigma) * np.sqrt(time)
    return np.asarray(np.abs(checked("notional", notional, FINITE)) * spread)


def initial_margin(
    notional: Numeric, multiplier: Numeric, sigma: Numeric, days: Numeric, days_per_year: Numeric
) -> FloatArray:
    """Return delta-normal margin ``|N| q sigma sqrt(T / A)``, equal for long and short.

    >>> round(float(initial_margin(100.0, 2.0, 0.60, 4.0, 365.0)), 3)
    12.562
    """
    return quantile_exposure(notional, multiplier, sigma, days, days_per_year)


def initial_margin_exact(
    notional: Numeric,
    multiplier: Numeric,
    sigma: Numeric,
    days: Numeric,
    days_per_year: Numeric,
    side: str,
) -> FloatArray:
    """Return margin for a log move x: long ``|N| (1 - exp(-x))``, short ``|N| (exp(x) - 1)``.

    ``x = q sigma sqrt(T / A)``; the long side never needs more than the notional.
    """
    sign = _chosen("side", side, DIRECTION)
    move = quantile_exposure(1.0, multiplier, sigma, days, days_per_year)
    return np.asarray(sign * np.abs(checked("notional", notional, FINITE)) * np.expm1(sign * move))


def buffered_margin(raw: FloatArray, buffer: float, rebuild: float) -> FloatArray:
    """Return a margin path with a buffer that is used up and rebuilt (Art 28(1)(a)).

    ``IM_0 = (1+b) raw_0``; ``IM_t = max(raw_t, min((1+b) raw_t, IM_(t-1) + gain))`` where
    ``gain = rebuild b raw_t`` if raw has not risen, else 0 (the rebuild rule is this tool's).
    Shape (..., n) to (..., n).

    >>> buffered_margin(np.array([100.0, 130.0, 90.0]), 0.25, 0.02)
    array([125. , 130. , 112.5])
    """
    paths = np.moveaxis(_amount("raw", raw), -1, 0)
    share, pace = float(_amount("buffer", buffer)), float(checked("rebuild", rebuild, SHARE))
    gains = np.where(np.diff(paths, axis=0) <= 0, pace * share * paths[1:], 0.0)
    margin = (1.0 + share) * paths
    for t, gain in enumerate(gains, start=1):
        margin[t] = np.maximum(paths[t], np.minimum(margin[t], margin[t - 1] + gain))
    return np.moveaxis(margin, 0, -1)


def stressed_volatility(
    sigma: Numeric, sigma_stress: Numeric, weight: Numeric, on: str = "variance"
) -> FloatArray:
    """Return volatility with stress mixed in on ``variance`` or on ``margin`` (Art 28(1)(b)).

    ``((1-w) sigma^p + w max(sigma, sigma_stress)^p)^(1/p)``, p = 2 or 1: never below sigma.
    """
    power = _chosen("on", on, MIX_POWER)
    calm, share = _amount("sigma", sigma), checked("weight", weight, SHARE)
    tense = np.maximum(calm, _amount("sigma_stress", sigma_stress))
    return np.asarray(((1.0 - share) * calm**power + share * tense**power) ** (1.0 / power))


def floored_margin(margin: Numeric, floor: Numeric) -> FloatArray:
    """Return margin no lower than the one at ten-year volatility, ``max`` (Art 28(1)(c))."""
    return np.asarray(np.maximum(_amount("margin", margin), _amount("floor", floor)))


def variation_margin(notional: Numeric, prices: FloatArray) -> FloatArray:
    """Return payments ``N (P_t - P_(t-1)) / P_0``, shape (..., n) to (..., n - 1).

    A negative notional is a short position.
    """
    path = checked("prices", prices, POSITIVE)
    position = checked("notional", notional, FINITE)[..., None]
    return np.asarray(position * np.diff(path, axis=-1) / path[..., :1])


def intraday_call(loss_since_call: Numeric, margin: Numeric, threshold: Numeric) -> FloatArray:
    """Return the loss to call where it exceeds ``threshold`` times the margin, else 0."""
    trigger = _amount("threshold", threshold) * _amount("margin", margin)
    loss = checked("loss_since_call", loss_since_call, FINITE)
    return np.where(loss > trigger, loss, 0.0)


def expected_positive_exposure(
    notional: Numeric, sigma: Numeric, hours: Numeric, hours_per_year: Numeric
) -> FloatArray:
    """Return the mean positive part t hours on: ``|N| sigma sqrt(t / A) / sqrt(2 pi)``."""
    return quantile_exposure(notional, MEAN_GAIN, sigma, hours, hours_per_year)


def expected_adverse_move(
    notional: Numeric, sigma: Numeric, hours: Numeric, hours_per_year: Numeric
) -> FloatArray:
    """Return the mean worst loss within t hours: ``|N| sigma sqrt(2 t / (pi A))``."""
    return quantile_exposure(notional, 2.0 * MEAN_GAIN, sigma, hours, hours_per_year)


def schedule_margin(
    notional: FloatArray,
    rate: FloatArray,
    net_replacement_cost: Numeric,
    gross_replacement_cost: Numeric,
    gross_weight: Numeric = 0.4,
) -> FloatArray:
    """Return schedule margin of uncleared trades, last axis summed: ``GIM (g + (1-g) NGR)``.

    ``GIM = sum |N| rate``; NGR is net over gross replacement cost, 1 if gross is 0 (App. A).
    """
    gross = _amount("gross_replacement_cost", gross_replacement_cost)
    net = _amount("net_replacement_cost", net_replacement_cost)
    if np.any(net > gross):
        msg = "net replacement cost cannot exceed the gross one"
        raise ValueError(msg)
    shape = np.broadcast_shapes(net.shape, gross.shape)
    ratio = np.divide(net, gross, out=np.ones(shape), where=gross > 0)
    share = checked("gross_weight", gross_weight, SHARE)
    total = np.sum(np.abs(checked("notional", notional, FINITE)) * _amount("rate", rate), axis=-1)
    return np.asarray(total * (share + (1.0 - share) * ratio))
