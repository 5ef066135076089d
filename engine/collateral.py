"""What posted collateral counts for, and how much of a mix covers a requirement.

Haircuts, shares, caps and correlations are decimals; money is in any one unit. Assets are
the last axis, ``k`` of them; leading axes (...) broadcast. A cap is the share of the
requirement an asset, or a group of assets together, may meet; one or more means no cap.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from engine import BoolArray, FloatArray, Numeric
from engine.tails import LARGEST, NON_NEGATIVE, SHARE, Interval, checked

TOLERANCE: Final = 1e-9
ROUNDING: Final = 1e-12  # of the requirement; caps of 0.1 ten times add up to one
FAINT: Final = 1e-300  # a share this small counts as none; its inverse would overflow
CAP: Final = Interval(0.0, np.inf, "zero or more (one or more means no cap)")
ONE: Final = Interval(1.0 - TOLERANCE, 1.0 + TOLERANCE, "1")


def _flags(eligible: npt.ArrayLike) -> BoolArray:
    flags = np.asarray(eligible)
    if flags.dtype == np.bool_:
        return flags
    msg = "eligible must be true or false for each asset"
    raise ValueError(msg)


def _shares(mix: Numeric) -> FloatArray:
    shares = np.atleast_1d(checked("share of the mix", mix, NON_NEGATIVE))
    checked("the sum of the shares of the mix", shares.sum(axis=-1), ONE)
    return shares


def _grouped(
    groups: npt.ArrayLike, group_caps: npt.ArrayLike, k: int
) -> list[tuple[BoolArray, FloatArray]]:
    """Pair the members of each group, shape (k,), with its cap, shape (...)."""
    members = np.asarray(groups)
    if members.size == 0:
        return []
    caps = np.atleast_1d(checked("group_caps", np.asarray(group_caps, dtype=np.float64), CAP))
    if members.dtype != np.bool_ or members.shape != (caps.shape[-1], k):
        msg = f"groups must be true or false for {caps.shape[-1]} group caps by {k} assets"
        raise ValueError(msg)
    if len(members) > 1 and np.any(members.sum(axis=0) > 1):
        msg = "an asset may belong to one group only"
        raise ValueError(msg)
    return [(member, caps[..., i]) for i, member in enumerate(members)]


def _room(cap: FloatArray, need: FloatArray) -> FloatArray:
    """Return the money a cap allows; infinite without a cap or a requirement."""
    return np.where((cap < 1.0) & (need > 0.0), np.minimum(cap, 1.0) * need, np.inf)


def recognised_value(
    market_value: Numeric,
    haircut: Numeric,
    cap: Numeric,
    requirement: Numeric,
    eligible: npt.ArrayLike,
    groups: npt.ArrayLike = (),
    group_caps: npt.ArrayLike = (),
) -> FloatArray:
    """Return what each asset counts for: ``elig min(MV (1-H), cap R)``, shape (..., k).

    Then the members of each group g are scaled by ``min(1, cap_g R / sum of their values)``.
    Without a requirement (``R = 0``) caps do not apply. Market value, haircut, cap and
    eligibility are (..., k), requirement (...), groups (g, k) true or false, group caps
    (..., g).

    Raises ``ValueError`` if a number is out of range, a flag is not true or false, or two
    groups share an asset.

    >>> recognised_value([60.0, 50.0], [0.0, 0.2], [1.0, 0.3], 100.0, [True, True])
    array([60., 30.])
    """
    need = checked("requirement", requirement, NON_NEGATIVE)[..., None]
    value = checked("market_value", market_value, NON_NEGATIVE)
    value = value * (1.0 - checked("haircut", haircut, SHARE))
    counted = np.minimum(value, _room(checked("cap", cap, CAP), need)) * _flags(eligible)
    for member, group_cap in _grouped(groups, group_caps, counted.shape[-1]):
        total = (counted * member).sum(axis=-1, keepdims=True)
        kept = np.minimum(total, _room(group_cap[..., None], need))
        scale = np.divide(kept, total, out=np.ones_like(kept), where=total > 0.0)
        counted = np.where(member, counted * scale, counted)
    return np.asarray(counted)


def capped(
    market_value: Numeric,
    haircut: Numeric,
    cap: Numeric,
    requirement: Numeric,
    eligible: npt.ArrayLike,
    groups: npt.ArrayLike = (),
    group_caps: npt.ArrayLike = (),
) -> BoolArray:
    """Return which held assets have reached their own cap or their group's, shape (..., k).

    Arguments and errors as for :func:`recognised_value`; a cap counts as reached within
    1e-9 of the requirement.

    >>> capped([60.0, 50.0], [0.0, 0.2], [1.0, 0.3], 100.0, [True, True])
    array([False,  True])
    """
    need = checked("requirement", requirement, NON_NEGATIVE)[..., None]
    value = checked("market_value", market_value, NON_NEGATIVE)
    value = value * (1.0 - checked("haircut", haircut, SHARE)) * _flags(eligible)
    room, slack = _room(checked("cap", cap, CAP), need), TOLERANCE * need
    full = value >= room - slack
    counted = np.minimum(value, room)
    for member, group_cap in _grouped(groups, group_caps, counted.shape[-1]):
        total = (counted * member).sum(axis=-1, keepdims=True)
        full = full | (member & (total >= _room(group_cap[..., None], need) - slack))
    return np.asarray(full & (value > 0.0))


def _first_reach(target: Numeric, slope: FloatArray, limit: FloatArray) -> FloatArray:
    """Return the smallest x with ``sum min(slope x, limit) >= target``, infinite if none.

    The sum is concave and piecewise linear, so x is the largest of the points where its
    pieces, extended to straight lines, meet the target.
    """
    turn = limit / np.where(slope > 0.0, slope, 1.0)
    past = (turn[..., None, :] < turn[..., :, None]).astype(np.float64)
    fixed = (past @ limit[..., None])[..., 0]
    rising = ((1.0 - past) @ slope[..., None])[..., 0]
    missing = np.asarray(target)[..., None] - fixed
    missing = missing * (missing > ROUNDING)
    reach = (missing / np.where(rising > 0.0, rising, 1.0)).max(axis=-1)
    return np.where(target - limit.sum(axis=-1) > ROUNDING, np.inf, reach)


def required_posting(
    requirement: Numeric,
    mix: Numeric,
    haircut: Numeric,
    cap: Numeric,
    eligible: npt.ArrayLike,
    groups: npt.ArrayLike = (),
    group_caps: npt.ArrayLike = (),
) -> FloatArray:
    """Return the smallest market value X of the mix that covers the requirement, shape (...).

    Smallest X with ``sum elig min(m (1-H) X, cap R) >= R``, each group at most ``cap_g R``:
    exact, from the breakpoints. Infinite where caps and eligibility leave less than R, zero
    where R is zero. Mix, haircut, cap and eligibility are (..., k), the requirement (...).

    Raises ``ValueError`` if the mix does not add up to 1 within 1e-9, or as
    :func:`recognised_value` does.

    >>> float(required_posting(96.0, [0.5, 0.5], [0.0, 0.08], [1.0, 1.0], [True, True]))
    100.0
    """
    need, shares = checked("requirement", requirement, NON_NEGATIVE), _shares(mix)
    slope = shares * (1.0 - checked("haircut", haircut, SHARE)) * _flags(eligible)
    held = slope > FAINT
    slope, limit = slope * held, np.minimum(checked("cap", cap, CAP), 1.0) * held
    if shares.shape[-1] != limit.shape[-1]:
        msg = f"give a share of the mix for each of the {limit.shape[-1]} assets"
        raise ValueError(msg)
    for member, group_cap in _grouped(groups, group_caps, limit.shape[-1]):
        stop = _first_reach(np.minimum(group_cap, 1.0), slope * member, limit * member)
        kept = np.minimum(limit, slope * np.minimum(stop, LARGEST)[..., None])
        limit = np.where(member, kept, limit)
    return np.asarray(need * np.where(need > 0.0, _first_reach(1.0, slope, limit), 0.0))


def main_driver(mix: Numeric, haircut: Numeric) -> npt.NDArray[np.intp]:
    """Return the index of the asset with the largest share times haircut, shape (...).

    Mix and haircut are (..., k); the first one wins a tie. Raises ``ValueError`` if the mix
    does not add up to 1 or a haircut is outside 0 to 1.

    >>> int(main_driver([0.5, 0.3, 0.2], [0.005, 0.02, 0.2]))
    2
    """
    return np.asarray(np.argmax(_shares(mix) * checked("haircut", haircut, SHARE), axis=-1))


def net_exposure(
    exposure: Numeric, exposure_haircut: Numeric, collateral: Numeric, haircut: Numeric, fx: Numeric
) -> FloatArray:
    """Return the exposure left: ``max(0, E (1+He) - C (1 - min(1, Hc+Hfx)))``, shape (...).

    Exposure and collateral in the same money. Raises ``ValueError`` on a negative amount or
    a haircut outside 0 to 1. Source: Basel Framework CRE22, additive form.

    >>> float(net_exposure(4000.0, 0.0, 4000.0, 0.12, 0.08))
    800.0
    """
    owed = checked("exposure", exposure, NON_NEGATIVE)
    owed = owed * (1.0 + checked("exposure_haircut", exposure_haircut, SHARE))
    cut = np.minimum(1.0, checked("haircut", haircut, SHARE) + checked("fx", fx, SHARE))
    held = checked("collateral", collateral, NON_NEGATIVE) * (1.0 - cut)
    return np.asarray(np.maximum(owed - held, 0.0))
