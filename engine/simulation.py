"""Monte Carlo of a default: joint draws of position and collateral, layers, standard errors.

Random numbers come only from the ``seed`` argument. Volatility here is the world's, which
may differ from the margin model's. Source: model specification, section 6.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from engine import FloatArray, Numeric

LEAST_NU = 2.0


class LayerStatistics(NamedTuple):
    """Per column: share of paths with a loss, mean loss, and the standard error of each."""

    p_hit: FloatArray
    p_error: FloatArray
    expected_loss: FloatArray
    expected_error: FloatArray


def draws(
    n_paths: int,
    rho: float,
    seed: int,
    nu: float | None = None,
    *,
    tail_dependence: bool = False,
) -> FloatArray:
    """Pairs of unit-variance shocks with correlation ``rho``, shape (2, n_paths).

    Normal if ``nu`` is None; otherwise Student t, each shock with its own mixing variable
    unless ``tail_dependence``, which gives both the same one (so extremes come together).
    Raises ``ValueError`` for no paths, a correlation outside [-1, 1] or nu of 2 or less.
    """
    if n_paths < 1 or not -1 <= rho <= 1:
        msg = "give at least one path and a correlation between -1 and 1"
        raise ValueError(msg)
    random = np.random.Generator(np.random.PCG64(seed))
    z = random.standard_normal((2, n_paths))
    z[1] = rho * z[0] + np.sqrt(1.0 - rho * rho) * z[1]
    if nu is None:
        return z
    if not nu > LEAST_NU:
        msg = "degrees of freedom must be above 2, or the variance is infinite"
        raise ValueError(msg)
    mixing = random.chisquare(nu, (1 if tail_dependence else 2, n_paths))
    np.divide(nu - 2.0, mixing, out=mixing)  # in place: the arrays are large
    z *= np.sqrt(mixing, out=mixing)
    return z


def position_loss(
    notional: float, sd: float, z: FloatArray, side: str = "long", *, linear: bool = False
) -> FloatArray:
    """Loss of a position, never negative: long ``N(1 - e^(-v z))``, short ``N(e^(v z) - 1)``.

    ``sd`` v is the deviation over the period; ``linear`` takes ``N v z``. z > 0 is a loss.
    Raises ``ValueError`` for a side other than long or short, or a negative notional or sd.
    """
    if side not in ("long", "short") or not (notional >= 0 and sd >= 0):
        msg = "side must be long or short, notional and deviation 0 or more"
        raise ValueError(msg)
    sign = -1.0 if side == "long" else 1.0
    move = sd * z if linear else sign * np.expm1(sign * sd * z)
    return np.asarray(np.maximum(0.0, notional * move), np.float64)


def collateral_worth(
    market_value: float, sd: float, z: FloatArray, impact: float = 0.0, *, linear: bool = False
) -> FloatArray:
    """Worth of collateral when sold: ``MV e^(-v z - I)``, or ``max(0, MV(1 - v z - I))``.

    Raises ``ValueError`` for a negative value, deviation or impact.
    """
    if not (market_value >= 0 and sd >= 0 and impact >= 0):
        msg = "market value, deviation and impact must be 0 or more"
        raise ValueError(msg)
    if linear:
        return np.asarray(market_value * np.maximum(0.0, 1.0 - sd * z - impact), np.float64)
    return np.asarray(market_value * np.exp(-sd * z - impact), np.float64)


def layers_on_paths(worth: FloatArray, later: npt.ArrayLike) -> FloatArray:
    """Resources on every path: the collateral's worth first, then layers that do not move.

    Shapes: worth (n,), later (k,); returns (n, k+1) for ``waterfall.allocate``.
    """
    fixed = np.asarray(later, np.float64)
    return np.concatenate(
        [worth[:, None], np.broadcast_to(fixed, (len(worth), len(fixed)))], axis=-1
    )


def layer_statistics(allocation: FloatArray) -> LayerStatistics:
    """Frequencies and means over paths with their standard errors, shape (k+1,) each.

    A layer is hit when the loss exceeds the resources before it, whatever its own size.
    Raises ``ValueError`` for fewer than two paths.
    """
    n = len(allocation)
    if allocation.ndim != 2 or n < 2:  # noqa: PLR2004
        msg = "give an array of paths by layers with at least two paths"
        raise ValueError(msg)
    beyond = np.cumsum(allocation[:, ::-1], axis=1)[:, ::-1]
    hit = np.asarray((beyond > 0).mean(axis=0), np.float64)
    mean = np.asarray(allocation.mean(axis=0), np.float64)
    spread = np.asarray(allocation.std(axis=0, ddof=1), np.float64)
    root = np.sqrt(n)
    return LayerStatistics(hit, np.sqrt(hit * (1.0 - hit)) / root, mean, spread / root)


def fixed_layer_statistics(
    loss: FloatArray, worth: FloatArray, later: npt.ArrayLike
) -> LayerStatistics:
    """Return the statistics of margin, later layers and the unfunded rest, shape (k+2,) each.

    The same as ``layer_statistics`` of ``waterfall.allocate`` on ``layers_on_paths``, without
    the array of paths by layers: only paths whose loss exceeds the collateral's worth reach a
    later layer. Shapes: loss and worth (n,), later (k,). Raises ``ValueError`` for fewer than
    two paths, shapes that differ, or negative amounts.

    >>> found = fixed_layer_statistics(np.array([0.0, 3.0, 9.0]), np.full(3, 2.0), [4.0])
    >>> found.expected_loss.round(6).tolist()
    [1.333333, 1.666667, 1.0]
    """
    n, sizes = len(loss), np.asarray(later, np.float64)
    if loss.shape != worth.shape or loss.ndim != 1 or n < 2:  # noqa: PLR2004
        msg = "give one loss and one worth on each of at least two paths"
        raise ValueError(msg)
    if not (loss.min() >= 0 and worth.min() >= 0 and np.all(sizes >= 0)):
        msg = "losses, worth and layers must be 0 or more"
        raise ValueError(msg)
    beyond = loss - worth
    beyond = beyond[beyond > 0]
    start = np.append(0.0, np.cumsum(sizes))
    reach = beyond[:, None] - start
    borne = np.clip(reach, 0.0, np.append(sizes, np.inf))
    margin = np.minimum(loss, worth)
    hit = np.append(np.count_nonzero(loss), np.count_nonzero(reach > 0, axis=0)) / n
    mean = np.append(margin.sum(), borne.sum(axis=0)) / n
    square = np.append(margin @ margin, (borne * borne).sum(axis=0)) / n
    spread = np.sqrt(np.maximum(0.0, square - mean * mean) * n / (n - 1))
    root = np.sqrt(n)
    return LayerStatistics(hit, np.sqrt(hit * (1.0 - hit)) / root, mean, spread / root)


def no_hit_bound(n_paths: Numeric) -> FloatArray:
    """Upper bound of a probability never seen in n paths: 3/n (95 percent)."""
    n = np.asarray(n_paths, np.float64)
    if not np.all(n >= 1):
        msg = "give at least one path"
        raise ValueError(msg)
    return np.asarray(3.0 / n, np.float64)
