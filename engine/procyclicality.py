"""How a volatility estimate reacts, and how far a margin path rises with it.

Volatility and returns are decimals of one clock's day or year, margin is in any money unit. A
path lies along the last axis, leading axes broadcast; other arguments broadcast freely.
Sources: Murphy, Vasios and Vause, Bank of England FSP 29 (2014); Gurrola-Perez and Murphy (2024).
"""

import numpy as np

from engine import FloatArray, Numeric
from engine.tails import FINITE, INNER_SHARE, NON_NEGATIVE, POSITIVE, SHARE, checked


def ewma_variance(returns: FloatArray, initial_variance: Numeric, decay: float) -> FloatArray:
    """Run ``v_t = decay v_(t-1) + (1 - decay) r_(t-1)^2`` over the returns.

    The sum is built by doubling (1, 2, 4, ... terms), so n steps take log2(n) passes.

    Parameters
    ----------
    returns
        Shape (..., n).
    initial_variance
        ``v_0`` in the unit of a squared return, a number or shape (...).
    decay
        Weight kept each day, 0 to 1.

    Returns
    -------
    FloatArray
        Variance before each return and after the last one, shape (..., n + 1).

    Raises
    ------
    ValueError
        If a return is not finite, the variance negative or the decay outside 0 to 1.

    Examples
    --------
    >>> ewma_variance(np.array([2.0, 0.0]), 1.0, 0.5)
    array([1.  , 2.5 , 1.25])
    """
    weight = float(checked("decay", decay, SHARE))
    squares = (1.0 - weight) * np.square(checked("returns", returns, FINITE))
    start = checked("initial variance", initial_variance, NON_NEGATIVE)
    start = np.broadcast_to(start, squares.shape[:-1])
    path = np.concatenate([start[..., None], squares], axis=-1)
    step = 1
    while step < path.shape[-1]:
        path[..., step:] += weight**step * path[..., :-step]
        step *= 2
    return path


def ewma_step(sigma0: Numeric, sigma1: Numeric, decay: Numeric, t: Numeric) -> FloatArray:
    """Return volatility t days after a step: ``sqrt(s1^2 - (s1^2 - s0^2) decay^t)``.

    Raises ValueError if a volatility or ``t`` is negative or the decay is outside 0 to 1.

    >>> float(ewma_step(3.0, 3.0, 0.97, 10.0))
    3.0
    """
    before = np.square(checked("sigma0", sigma0, NON_NEGATIVE))
    after = np.square(checked("sigma1", sigma1, NON_NEGATIVE))
    left = checked("decay", decay, SHARE) ** checked("t", t, NON_NEGATIVE)
    return np.asarray(np.sqrt(left * before + (1.0 - left) * after))


def ewma_half_life(decay: Numeric) -> FloatArray:
    """Return the days until half of a step in variance has arrived: ``ln(1/2) / ln(decay)``.

    Raises ValueError unless the decay lies above 0 and below 1.

    >>> float(ewma_half_life(0.5))
    1.0
    """
    return np.asarray(np.log(0.5) / np.log(checked("decay", decay, INNER_SHARE)))


def shock_ratio(decay: Numeric, k: Numeric) -> FloatArray:
    """Return margin after one k-sigma day over margin before: ``sqrt(d + (1 - d) k^2)``.

    Raises ValueError if the decay is outside 0 to 1 or ``k`` is not finite.

    >>> float(shock_ratio(0.97, 1.0))
    1.0
    """
    weight = checked("decay", decay, SHARE)
    return np.asarray(np.sqrt(weight + (1.0 - weight) * np.square(checked("k", k, FINITE))))


def peak_to_trough(path: FloatArray) -> FloatArray:
    """Return the highest over the lowest margin of a path, shape (..., n) to (...).

    Raises ValueError if a margin is not above zero.

    >>> float(peak_to_trough(np.array([80.0, 190.0, 100.0])))
    2.375
    """
    levels = checked("margin path", path, POSITIVE)
    return np.asarray(levels.max(axis=-1) / levels.min(axis=-1))


def largest_increase(path: FloatArray, n: int) -> FloatArray:
    """Return the largest rise over n days, ``max_t IM_t / IM_(t-n) - 1``.

    Shape (..., length) to (...); below zero where the path only falls. Raises ValueError if a
    margin is not above zero or ``n`` is not from 1 to the number of steps in the path.

    >>> round(float(largest_increase(np.array([100.0, 140.0, 190.0]), 1)), 4)
    0.4
    """
    levels = checked("margin path", path, POSITIVE)
    if not 1 <= n < levels.shape[-1]:
        msg = f"n must be from 1 to {levels.shape[-1] - 1}, the steps in the path; got {n}"
        raise ValueError(msg)
    return np.asarray((levels[..., n:] / levels[..., :-n]).max(axis=-1) - 1.0)
