"""What comes on top of a haircut, and how far margin and haircut reach together.

Haircuts, shares and correlations are decimals; all arguments broadcast, shape (...).
"""

import numpy as np

from engine import FloatArray, Numeric, special
from engine.tails import CONFIDENCE, CORRELATION, NON_NEGATIVE, POSITIVE, SHARE, checked


def total_haircut(
    haircut: Numeric, fx: Numeric, wrong_way: Numeric, convention: str = "additive"
) -> FloatArray:
    """Return the haircut with currency mismatch and wrong-way add-on, shape (...).

    ``additive``: ``min(1, h + fx + w)``; ``multiplicative``: ``1 - (1-h)(1-fx)(1-w)``, where an
    add-on of one or more takes the whole value.

    Raises
    ------
    ValueError
        If a share is outside 0 to 1, the add-on negative or the convention unknown.

    Notes
    -----
    Source: EU 2016/2251 Annex II, ``C (1 - HC - HFX)``, for the additive form.

    Examples
    --------
    >>> float(total_haircut(0.12, 0.08, 0.0))
    0.2
    """
    h, mismatch = checked("haircut", haircut, SHARE), checked("fx", fx, SHARE)
    addon = checked("wrong_way", wrong_way, NON_NEGATIVE)
    if convention == "additive":
        return np.asarray(np.minimum(1.0, h + mismatch + addon))
    if convention == "multiplicative":
        return np.asarray(1.0 - (1.0 - h) * (1.0 - mismatch) * (1.0 - np.minimum(1.0, addon)))
    msg = f"unknown convention {convention!r}; use additive or multiplicative"
    raise ValueError(msg)


def wrong_way_addon(haircut: Numeric, rho: Numeric, sd_ratio: Numeric) -> FloatArray:
    """Return what restores the joint coverage of uncorrelated losses, shape (...).

    ``h (1+k)/k [sqrt(1 + 2 k max(rho, 0)/(1+k^2)) - 1]``: rho correlates the loss on the
    collateral with the loss on the position, k is the ratio of their standard deviations in
    money. A choice of this tool; no standard prescribes a formula.

    Raises
    ------
    ValueError
        If the haircut is outside 0 to 1, rho outside -1 to 1 or the ratio not above zero.

    Examples
    --------
    >>> round(float(wrong_way_addon(0.3, 1.0, 1.0)), 6)
    0.248528
    """
    h, k = checked("haircut", haircut, SHARE), checked("sd_ratio", sd_ratio, POSITIVE)
    together = 2.0 * k * np.maximum(checked("rho", rho, CORRELATION), 0.0) / (1.0 + k * k)
    return np.asarray(h * (1.0 + k) / k * (np.sqrt(1.0 + together) - 1.0))


def joint_coverage(a: Numeric, b: Numeric, rho: Numeric, confidence: Numeric) -> FloatArray:
    """Return the chance that margin and haircut together cover the joint loss, shape (...).

    ``Phi(z (a+b)/sqrt(a^2 + b^2 + 2 rho a b))`` for normal losses with standard deviations a
    and b in money, each covered at ``confidence``; 1 where the two cancel exactly.

    Raises
    ------
    ValueError
        If a or b is negative, rho outside -1 to 1 or the confidence not in 0.5 to below 1.

    Examples
    --------
    >>> round(float(joint_coverage(1.0, 1.0, 0.0, 0.99)), 6)
    0.999499
    """
    first, second = checked("a", a, NON_NEGATIVE), checked("b", b, NON_NEGATIVE)
    shared = 2.0 * (1.0 + checked("rho", rho, CORRELATION)) * first * second
    joint = np.hypot(first - second, np.sqrt(shared))
    ratio = (first + second) / np.where(joint > 0.0, joint, 1.0)
    covered = special.ndtr(special.ndtri(checked("confidence", confidence, CONFIDENCE)) * ratio)
    return np.asarray(np.where(joint > 0.0, covered, 1.0))
