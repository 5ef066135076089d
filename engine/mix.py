"""Moving one share of an asset mix while the whole stays at 100 percent."""

from collections.abc import Set as AbstractSet

import numpy as np

from engine import BoolArray, FloatArray

WHOLE = 100.0
TENTHS = 10


def rebalance(
    mix: tuple[float | None, ...], index: int, percent: float, fixed: AbstractSet[int] = frozenset()
) -> tuple[float, ...]:
    """Give one asset ``percent`` and let the others that are not fixed share the rest.

    The others keep their proportions; where they held nothing, the first free place of the
    order takes the rest. Shares are on a grid of whole percents if every given share is
    whole, of tenths otherwise, and always total 100: the largest remainders are rounded up.

    Parameters
    ----------
    mix
        Shares in percent that total 100.
    index, percent
        The asset that moves and the share asked for.
    fixed
        Assets that keep their share; the moving one stops where only they remain.

    Raises
    ------
    ValueError
        If the mix does not total 100, or the share is outside 0 to 100.

    >>> rebalance((60.0, 40.0, 0.0), 2, 20.0)
    (48.0, 32.0, 20.0)
    """
    shares = np.array(mix, dtype=float)
    if not 0.0 <= percent <= WHOLE:
        msg = f"a share of {percent:g} % is outside 0 to 100 %; choose one inside"
        raise ValueError(msg)
    if abs(shares.sum() - WHOLE) > 1e-6:  # noqa: PLR2004
        msg = f"the mix totals {shares.sum():g} %, not 100 %; change one of its shares"
        raise ValueError(msg)
    scale = 1 if np.all(shares == np.round(shares)) and percent == round(percent) else TENTHS
    kept = np.zeros(shares.size, dtype=bool)
    kept[list(fixed)] = True
    kept[index] = False
    free = ~kept
    free[index] = False
    room = WHOLE - shares[kept].sum()
    target = min(percent, room) if free.any() else room
    out = np.where(kept, shares, 0.0)
    out[index] = target
    units = _spread(round((room - target) * scale), shares, free)
    total = (np.round(out * scale) + units) / scale
    return tuple(total.tolist())


def _spread(units: int, shares: FloatArray, free: BoolArray) -> FloatArray:
    """Split whole units over the free places in proportion, largest remainders first."""
    weights = np.where(free, shares, 0.0)
    if weights.sum() == 0.0 and free.any():
        weights[int(np.argmax(free))] = 1.0
    if weights.sum() == 0.0:
        return np.zeros(shares.size)
    exact = units * weights / weights.sum()
    down = np.floor(exact + 1e-9)
    order = np.argsort(-(exact - down), kind="stable")
    down[order[: units - int(down.sum())]] += 1.0
    return np.asarray(down)
