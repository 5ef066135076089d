"""Shock, calls, forced sales, price impact: the fixed point of a linear spiral.

Decimals for falls, one money unit for position, collateral, buffer and depth (depth is the
amount sold per fall of 100 percent). Source: model specification, section 7, a stylised
linear form of Brunnermeier and Pedersen (2009).
"""

from typing import NamedTuple

import numpy as np

from engine import BoolArray, FloatArray, Numeric

MOST_ROUNDS = 50
SETTLED = 1e-9


class Spiral(NamedTuple):
    """Call per unit of fall, gain of one round, total fall, average multiplier, stability."""

    call_rate: FloatArray
    loop_gain: FloatArray
    total_drop: FloatArray
    multiplier: FloatArray
    stable: BoolArray


def margin_rise(
    im_rate: Numeric, decay: Numeric, shock: Numeric, sigma_daily: Numeric
) -> FloatArray:
    """Rise of the margin rate per unit of fall: ``m (sqrt(l + (1-l)(s/sd)^2) - 1) / s``.

    Negative when the shock is smaller than one daily deviation. Raises ``ValueError`` for a
    shock or deviation that is not above 0, or a decay outside (0, 1).

    >>> round(float(margin_rise(0.12, 0.97, 0.1, 0.6 / 365**0.5)), 3)
    0.155
    """
    m, decays, s, sd = (np.asarray(x, np.float64) for x in (im_rate, decay, shock, sigma_daily))
    if not (np.all(m >= 0) and np.all(s > 0) and np.all(sd > 0)):
        msg = "shock and daily deviation must be above 0 and the margin rate 0 or more"
        raise ValueError(msg)
    if not np.all((decays > 0) & (decays < 1)):
        msg = "the decay must lie between 0 and 1"
        raise ValueError(msg)
    return np.asarray(m * (np.sqrt(decays + (1 - decays) * (s / sd) ** 2) - 1.0) / s, np.float64)


def spiral(  # noqa: PLR0913, PLR0917  (every number is an argument)
    shock: Numeric,
    position: Numeric,
    rise: Numeric,
    collateral: Numeric,
    haircut: Numeric,
    same_asset: Numeric,
    buffer: Numeric,
    depth: Numeric,
    sale_share: Numeric,
) -> Spiral:
    """Least fall d that supports itself: ``d = s + f max(0, g d - B) / D``, at most 1.

    ``g = A(1+k) + chi C(1-h)``, gain ``x = f g/D``. No sale if ``g s <= B``; otherwise
    ``d = (s - fB/D)/(1-x)`` for x < 1, and a full collapse, not stable, for x >= 1. All
    arguments broadcast. Raises ``ValueError`` for inputs outside their range.

    >>> result = spiral(0.1, 10.0, 0.5, 3.0, 0.3, 0.0, 0.5, 40.0, 1.0)
    >>> round(float(result.total_drop), 6), round(float(result.multiplier), 6)
    (0.14, 1.4)
    """
    s, h, f = (
        _within(x, 1.0, n)
        for x, n in ((shock, "shock"), (haircut, "haircut"), (sale_share, "share sold"))
    )
    a, c, chi, b = (
        _within(x, np.inf, n)
        for x, n in (
            (position, "position"),
            (collateral, "collateral"),
            (same_asset, "exposure of the collateral"),
            (buffer, "buffer"),
        )
    )
    k, d = np.asarray(rise, np.float64), np.asarray(depth, np.float64)
    if not (np.all(k >= -1) and np.all(d > 0)):
        msg = "the depth must be above 0 and the margin rise no less than -1"
        raise ValueError(msg)
    rate = np.asarray(a * (1.0 + k) + chi * c * (1.0 - h), np.float64)
    gain = np.asarray(f * rate / d, np.float64)
    total, stable = _fixed_point(s, rate, gain, b, f / d)
    with np.errstate(over="ignore"):
        ratio = np.where(s > 0, total / np.where(s > 0, s, 1.0), 1.0)
    return Spiral(rate, gain, total, np.asarray(ratio, np.float64), stable)


def rounds(  # noqa: PLR0913, PLR0917  (every number is an argument)
    shock: float,
    position: float,
    rise: float,
    collateral: float,
    haircut: float,
    same_asset: float,
    buffer: float,
    depth: float,
    sale_share: float,
    *,
    most: int = MOST_ROUNDS,
) -> FloatArray:
    """Fall after each round, the shock first: ``d' = min(1, s + f max(0, g d - B) / D)``.

    Stops when a round adds less than 1e-9, or after ``most`` rounds; shape (rounds + 1,). It
    rises towards the least fixed point of :func:`spiral`. Raises ``ValueError`` as that does.

    >>> rounds(0.1, 10.0, 0.5, 3.0, 0.3, 0.0, 0.5, 40.0, 1.0, most=2).round(6).tolist()
    [0.1, 0.125, 0.134375]
    """
    inputs = (shock, position, rise, collateral, haircut, same_asset, buffer, depth, sale_share)
    rate = float(spiral(*inputs).call_rate)
    falls = [float(shock)]
    for _ in range(most):
        sold = sale_share * max(0.0, rate * falls[-1] - buffer)
        falls.append(min(1.0, shock + sold / depth))
        if falls[-1] - falls[-2] < SETTLED:
            break
    return np.array(falls)


def marginal_multiplier(loop_gain: Numeric) -> FloatArray:
    """Fall per further unit of shock once sales have begun: ``1/(1-x)``, infinite from x = 1."""
    x = _within(loop_gain, np.inf, "loop gain")
    return np.asarray(np.where(x < 1, 1.0 / np.where(x < 1, 1.0 - x, 1.0), np.inf), np.float64)


def _fixed_point(
    s: FloatArray, rate: FloatArray, gain: FloatArray, buffer: FloatArray, impact: FloatArray
) -> tuple[FloatArray, BoolArray]:
    sells = rate * s > buffer
    runs = sells & (gain >= 1)
    below = np.where(gain < 1, gain, 0.0)
    met = np.minimum(1.0, (s - impact * buffer) / (1.0 - below))
    total = np.where(runs, 1.0, np.where(sells, met, s))
    return np.asarray(total, np.float64), np.asarray(~runs & np.isfinite(total), np.bool_)


def _within(value: Numeric, high: float, name: str) -> FloatArray:
    number = np.asarray(value, np.float64)
    single = number.ndim == 0  # plain comparison is several times as fast
    if not (0 <= float(number) <= high if single else np.all((number >= 0) & (number <= high))):
        msg = f"{name} must lie between 0 and {high:g}"
        raise ValueError(msg)
    return number
