"""Losses of a default, layer by layer: allocation, a single stress, and normal closed forms.

Money in the unit of the inputs; layers are listed from the first to bear a loss to the last.
Source: model specification, section 6 (order of EMIR Art. 45 and PFMI principle 4).
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine import FloatArray, Numeric, special


class Stress(NamedTuple):
    """One joint shock: loss, collateral posted before it, its worth after it, what is missing."""

    loss: FloatArray
    posted: FloatArray
    liquidation_value: FloatArray
    shortfall: FloatArray


class LayerRisk(NamedTuple):
    """Per layer, the last one unfunded: chance that a loss reaches it, and its expected loss."""

    p_hit: FloatArray
    expected_loss: FloatArray


class Shortfall(NamedTuple):
    """Chance that loss exceeds collateral, and the expected amount missing."""

    probability: FloatArray
    expected_amount: FloatArray


def allocate(loss: Numeric, layers: npt.ArrayLike) -> FloatArray:
    """Share out a loss: ``l_k = min(R_k, max(0, L - sum of the layers before))``.

    Shapes: loss (...), layers (..., k); returns (..., k+1), the last column unfunded. The row
    sums to the loss. A layer may be infinite. Raises ``ValueError`` for negative amounts.

    >>> allocate(100.0, [80.0, 15.0]).tolist()
    [80.0, 15.0, 5.0]
    """
    amount = np.asarray(loss, np.float64)[..., None]
    size = np.asarray(layers, np.float64)
    if not (np.all(amount >= 0) and np.all(np.isfinite(amount)) and np.all(size >= 0)):
        msg = "the loss must be 0 or more and finite, and every layer 0 or more"
        raise ValueError(msg)
    before = _before(size)
    left = np.maximum(0.0, amount - before)
    borne = np.minimum(size, left[..., :-1])
    return np.concatenate([borne, left[..., -1:]], axis=-1)


def shortfall(notional: Numeric, shock: Numeric, cover: Numeric) -> FloatArray:
    """Loss that the cover does not meet: ``max(0, |N| s - cover)``.

    Raises ``ValueError`` for a negative shock or cover.
    """
    s, left = np.asarray(shock, np.float64), np.asarray(cover, np.float64)
    if not (np.all(s >= 0) and np.all(left >= 0)):
        msg = "shock and cover must be 0 or more"
        raise ValueError(msg)
    return np.asarray(np.maximum(0.0, np.abs(notional) * s - left), np.float64)


def stress_shortfall(
    notional: Numeric,
    margin: Numeric,
    shock_position: Numeric,
    haircut: Numeric,
    shock_collateral: Numeric,
) -> Stress:
    """Shock position and collateral at once; the margin was met with ``IM/(1-h)`` of value.

    ``loss = |N| s_p``, ``worth = IM (1-s_c)/(1-h)``, missing ``max(0, loss - worth)``. Raises
    ``ValueError`` unless shocks lie in [0, 1] (the position's may exceed 1) and h in [0, 1).

    >>> float(stress_shortfall(100.0, 20.0, 0.5, 0.2, 0.4).shortfall)
    35.0
    """
    m, h, fall = (np.asarray(x, np.float64) for x in (margin, haircut, shock_collateral))
    if not (np.all(m >= 0) and np.all((h >= 0) & (h < 1)) and np.all((fall >= 0) & (fall <= 1))):
        msg = "margin must be 0 or more, haircut in [0, 1) and the collateral's fall in [0, 1]"
        raise ValueError(msg)
    posted = np.asarray(m / (1.0 - h), np.float64)
    worth = np.asarray(posted * (1.0 - fall), np.float64)
    loss = np.asarray(np.abs(notional) * np.asarray(shock_position, np.float64), np.float64)
    return Stress(loss, posted, worth, shortfall(notional, shock_position, worth))


def expected_excess(level: Numeric, sd: Numeric) -> FloatArray:
    """Return the mean excess of a centred normal over a level: ``B(a) = s phi(a/s) - a Phi(-a/s)``.

    Zero deviation gives ``max(0, -a)``. Raises ``ValueError`` for a negative deviation.
    """
    a, s = np.asarray(level, np.float64), np.asarray(sd, np.float64)
    if not np.all(s >= 0):
        msg = "the standard deviation must be 0 or more"
        raise ValueError(msg)
    with np.errstate(over="ignore"):
        z = a / np.where(s > 0, s, 1.0)
        density = np.exp(-0.5 * z * z) / np.sqrt(2.0 * np.pi)
    excess = np.where(s > 0, s * density - a * special.ndtr(-z), np.maximum(0.0, -a))
    return np.asarray(excess, np.float64)


def layer_risk(sd: Numeric, layers: npt.ArrayLike) -> LayerRisk:
    """Risk of each layer when the position's result is normal with deviation ``sd``.

    Linear loss, cash collateral: ``P(hit k) = Phi(-a/s)`` and ``E = B(a) - B(b)`` for a layer
    from a to b. Shapes: sd (...), layers (..., k); returns (..., k+1).
    """
    s = np.asarray(sd, np.float64)[..., None]
    size = np.asarray(layers, np.float64)
    if not (np.all(s > 0) and np.all(np.isfinite(size)) and np.all(size >= 0)):
        msg = "the deviation must be above 0 and every layer finite and 0 or more"
        raise ValueError(msg)
    start = _before(size)
    excess = expected_excess(start, s)
    within = np.concatenate([excess[..., :-1] - excess[..., 1:], excess[..., -1:]], axis=-1)
    return LayerRisk(np.asarray(special.ndtr(-start / s), np.float64), within)


def joint_shortfall(
    sd_position: Numeric, sd_collateral: Numeric, rho: Numeric, market_value: Numeric
) -> Shortfall:
    """Loss beyond collateral, both linear and normal: ``D ~ N(-C, a^2 + b^2 + 2 rho a b)``.

    a and b are standard deviations in money, C the market value; rho > 0 is wrong-way.
    Raises ``ValueError`` for a correlation outside [-1, 1] or no deviation at all.
    """
    a, b, r = (np.asarray(x, np.float64) for x in (sd_position, sd_collateral, rho))
    if not (np.all(np.abs(r) <= 1) and np.all(a >= 0) and np.all(b >= 0)):
        msg = "deviations must be 0 or more and the correlation between -1 and 1"
        raise ValueError(msg)
    sd = np.sqrt(np.maximum(0.0, a * a + b * b + 2.0 * r * a * b))
    if not np.all(sd > 0):
        msg = "position and collateral cancel out or do not move; there is nothing to measure"
        raise ValueError(msg)
    value = np.asarray(market_value, np.float64)
    chance = np.asarray(special.ndtr(-value / sd), np.float64)
    return Shortfall(chance, expected_excess(value, sd))


def _before(size: FloatArray) -> FloatArray:
    """Resources ahead of each layer and of the unfunded rest, shape (..., k+1)."""
    none = np.zeros((*size.shape[:-1], 1))
    return np.concatenate([none, np.cumsum(size, axis=-1)], axis=-1)
