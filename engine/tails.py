"""Tails of loss distributions: multipliers, mixed volatility, quantiles of past losses.

Every arithmetic module may use this one, so the check of arguments lives here too.
"""

import sys
from dataclasses import dataclass
from typing import Final

import numpy as np

from engine import FloatArray, Numeric, special

LARGEST: Final = sys.float_info.max
SMALLEST: Final = sys.float_info.min


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed range of permitted values and the words that state it."""

    low: float
    high: float
    words: str


NON_NEGATIVE: Final = Interval(0.0, LARGEST, "zero or more, and finite")
POSITIVE: Final = Interval(SMALLEST, LARGEST, "above zero and finite")
AT_LEAST_ONE: Final = Interval(1.0, LARGEST, "one or more, and finite")
SHARE: Final = Interval(0.0, 1.0, "between 0 and 1")
PROPER_SHARE: Final = Interval(SMALLEST, 1.0, "above 0 and at most 1")
BELOW_ONE: Final = Interval(0.0, float(np.nextafter(1.0, 0.0)), "zero or more and below 1")
INNER_SHARE: Final = Interval(SMALLEST, float(np.nextafter(1.0, 0.0)), "above 0 and below 1")
CORRELATION: Final = Interval(-1.0, 1.0, "between -1 and 1")
CONFIDENCE: Final = Interval(0.5, float(np.nextafter(1.0, 0.0)), "at least 0.5 and below 1")
FREEDOM: Final = Interval(float(np.nextafter(2.0, 3.0)), LARGEST, "above 2 and finite")
FINITE: Final = Interval(-LARGEST, LARGEST, "finite")


def checked(name: str, value: Numeric, allowed: Interval) -> FloatArray:
    """Return ``value`` as an array once every element lies in ``allowed``.

    Raises
    ------
    ValueError
        If an element is outside the range, not a number, or there is no element at all.

    >>> checked("haircut", 0.2, SHARE)
    array(0.2)
    """
    values = np.asarray(value, dtype=np.float64)
    if values.ndim == 0:
        low = high = float(values)
    elif values.size:
        low = float(np.minimum.reduce(values, axis=None))
        high = float(np.maximum.reduce(values, axis=None))
    else:
        msg = f"{name} is empty; give at least one value"
        raise ValueError(msg)
    if allowed.low <= low and high <= allowed.high:
        return values
    wrong = low if not low >= allowed.low else high
    msg = f"{name} must be {allowed.words}; got {wrong:g}"
    raise ValueError(msg)


def _student_es(level: FloatArray, nu: FloatArray) -> FloatArray:
    """Return the expected shortfall of a t variable of unit variance."""
    t = special.stdtrit(nu, level)
    spread = 1.0 + t * t / nu
    density = spread ** (-0.5 * (nu + 1.0)) / (np.sqrt(nu) * special.beta(0.5, 0.5 * nu))
    scale = np.sqrt((nu - 2.0) / nu)
    return np.asarray(density / (1.0 - level) * (nu + t * t) / (nu - 1.0) * scale)


def tail_multiplier(dist: str, confidence: Numeric, nu: Numeric = 4.0) -> FloatArray:
    """Return the tail of a loss of unit variance, in standard deviations.

    ``normal``: ``z = Phi^-1(a)``. ``es_normal``: ``phi(z) / (1-a)``. ``student_t``:
    ``t sqrt((nu-2)/nu)`` with ``t = t_nu^-1(a)``. ``es_t``:
    ``f_nu(t)/(1-a) (nu+t^2)/(nu-1) sqrt((nu-2)/nu)``.

    Parameters
    ----------
    dist
        One of the four names above.
    confidence
        Level ``a``, a decimal from 0.5 to below 1, shape (...).
    nu
        Degrees of freedom of the t distributions, above 2, shape (...).

    Returns
    -------
    FloatArray
        Shape (...), no unit.

    Raises
    ------
    ValueError
        If the name is unknown or a number is out of range.

    Notes
    -----
    Source: McNeil, Frey and Embrechts, Quantitative Risk Management.

    Examples
    --------
    >>> round(float(tail_multiplier("normal", 0.99)), 5)
    2.32635
    >>> round(float(tail_multiplier("student_t", 0.99)), 5)
    2.64949
    """
    level = checked("confidence", confidence, CONFIDENCE)
    if dist == "normal":
        return np.asarray(special.ndtri(level))
    if dist == "es_normal":
        density = np.exp(-0.5 * special.ndtri(level) ** 2) / np.sqrt(2.0 * np.pi)
        return np.asarray(density / (1.0 - level))
    freedom = checked("nu", nu, FREEDOM)
    if dist == "student_t":
        return np.asarray(special.stdtrit(freedom, level) * np.sqrt((freedom - 2.0) / freedom))
    if dist == "es_t":
        return _student_es(level, freedom)
    msg = f"unknown distribution {dist!r}; use normal, student_t, es_normal or es_t"
    raise ValueError(msg)


def effective_volatility(sigma: Numeric, sigma_stress: Numeric, weight: Numeric) -> FloatArray:
    """Return a volatility that remembers stress.

    ``sqrt((1-w) sigma^2 + w max(sigma, sigma_stress)^2)``, all three shape (...).
    Volatilities are annual decimals, the weight is a decimal from 0 to 1.

    Raises
    ------
    ValueError
        If a volatility is negative or the weight is outside 0 to 1.

    Notes
    -----
    Source: the 25 % weight of stressed observations in EU 153/2013 Article 28(1)(b); the
    ``max`` keeps the result from falling when volatility already exceeds its stressed value.

    Examples
    --------
    >>> round(float(effective_volatility(0.6, 1.2, 0.25)), 4)
    0.7937
    """
    calm = checked("sigma", sigma, NON_NEGATIVE)
    worst = np.maximum(calm, checked("sigma_stress", sigma_stress, NON_NEGATIVE))
    share = checked("weight", weight, SHARE)
    return np.asarray(np.sqrt((1.0 - share) * calm**2 + share * worst**2))


def _series(losses: FloatArray) -> FloatArray:
    values = checked("losses", losses, FINITE)
    if values.ndim == 1:
        return values
    msg = f"losses must be one series of numbers; got {values.ndim} dimensions"
    raise ValueError(msg)


def historical_quantile(losses: FloatArray, confidence: float) -> float:
    """Return the smallest past loss that a share ``confidence`` of losses does not exceed.

    The empirical quantile, numpy method ``inverted_cdf``. Losses are positive, shape (n,);
    the result has their unit.

    Raises
    ------
    ValueError
        If the series is empty, not one-dimensional or not finite, or the level is not in
        0.5 to below 1.

    >>> historical_quantile(np.array([1.0, 2.0, 3.0, 4.0]), 0.5)
    2.0
    """
    level = float(checked("confidence", confidence, CONFIDENCE))
    return float(np.quantile(_series(losses), level, method="inverted_cdf"))


def historical_es(losses: FloatArray, confidence: float) -> float:
    """Return the mean of the worst ``(1-a) n`` past losses; the last one counts in part.

    Losses are positive, shape (n,); the result has their unit. With fewer than one loss in
    the tail the worst loss is returned.

    Raises ``ValueError`` as :func:`historical_quantile` does.

    >>> historical_es(np.array([1.0, 2.0, 3.0, 4.0]), 0.5)
    3.5
    """
    worst_first = np.sort(_series(losses))[::-1]
    level = float(checked("confidence", confidence, CONFIDENCE))
    count = (1.0 - level) * worst_first.size
    weights = np.clip(count - np.arange(worst_first.size), 0.0, 1.0)
    return float(weights @ worst_first / count)
