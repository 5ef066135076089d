"""Position carried per unit of capital, and how often pledged collateral can be used again."""

import numpy as np

from engine import FloatArray, Numeric


def leverage(
    im_rate: Numeric, mix_haircut: Numeric, buffer: Numeric, prefund: Numeric = 0.0
) -> FloatArray:
    """Notional per unit of capital: ``1 / (m/(1-H) + b + p)``; all inputs are shares of notional.

    Infinite where no capital is needed, zero where the mix counts for nothing (H = 1).
    Raises ``ValueError`` for a negative share or a haircut outside [0, 1].
    Source: model specification, section 8.

    >>> float(leverage(0.12, 0.04, 0.025, 0.05))
    5.0
    """
    m, b, p = (np.asarray(x, np.float64) for x in (im_rate, buffer, prefund))
    h = _share(mix_haircut, "the haircut of the mix")
    if not (np.all(m >= 0) and np.all(b >= 0) and np.all(p >= 0)):
        msg = "margin rate, buffer and prefunding must be 0 or more"
        raise ValueError(msg)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        margin = np.where(m > 0, m / (1.0 - h), 0.0)
        return np.asarray(1.0 / (margin + b + p), np.float64)


def self_financed(haircut: Numeric) -> FloatArray:
    """Leverage ``1/h`` of an asset that is its own collateral (Geanakoplos); inf at h = 0.

    Raises ``ValueError`` for a haircut outside [0, 1].
    """
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(1.0 / _share(haircut, "the haircut"), np.float64)


def reuse_multiplier(reuse: Numeric, haircut: Numeric, links: Numeric) -> FloatArray:
    """Pledges per unit of collateral along a chain: ``1 + x + ... + x^(n-1)``, x = theta(1-h).

    ``links`` n is a whole number of 1 or more. Raises ``ValueError`` otherwise, or for shares
    outside [0, 1].

    >>> float(reuse_multiplier(0.5, 0.0, 3))
    1.75
    """
    n = np.asarray(links, np.float64)
    if not (np.all(np.isfinite(n)) and np.all(n >= 1) and np.all(n == np.floor(n))):
        msg = "the chain needs a whole number of links, 1 or more"
        raise ValueError(msg)
    x = _ratio(reuse, haircut)
    below = np.where(x < 1, x, 0.0)
    return np.asarray(np.where(x < 1, (1.0 - below**n) / (1.0 - below), n), np.float64)


def reuse_limit(reuse: Numeric, haircut: Numeric) -> FloatArray:
    """Pledges per unit of collateral in an endless chain: ``1/(1-x)``, infinite at x = 1."""
    with np.errstate(divide="ignore"):
        return np.asarray(1.0 / (1.0 - _ratio(reuse, haircut)), np.float64)


def _ratio(reuse: Numeric, haircut: Numeric) -> FloatArray:
    kept = 1.0 - _share(haircut, "the haircut")
    return np.asarray(_share(reuse, "the re-used share") * kept, np.float64)


def _share(value: Numeric, name: str) -> FloatArray:
    share = np.asarray(value, np.float64)
    single = share.ndim == 0  # plain comparison is several times as fast
    if not (0 <= float(share) <= 1 if single else np.all((share >= 0) & (share <= 1))):
        msg = f"{name} must lie between 0 and 1"
        raise ValueError(msg)
    return share
