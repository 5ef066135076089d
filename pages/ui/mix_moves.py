"""Moving one share of the asset mix; the other shares give way."""

from engine.mix import rebalance
from engine.scenario import ASSETS
from pages.ui import state

FIXED = "mix_fixed"


def move(code: str, asked: float) -> None:
    """Move one share of the mix; the other shares give way in proportion.

    While the same share is being moved, every step starts from the mix it began with, so
    that moving it up and back again returns to the same place.
    """
    last, began = state.recall("mix_from", ("", None))
    now = state.scenario().collateral.mix
    if last != code or state.recall("mix_to", None) != now:
        began = now
    kept = frozenset(ASSETS.index(c) for c in fixed() if c != code)
    new = rebalance(began, ASSETS.index(code), asked, kept)
    state.keep("mix_from", (code, began))
    state.keep("mix_to", new)
    state.move("collateral.mix", new)


def fixed() -> tuple[str, ...]:
    """Return the assets whose shares stay while others move."""
    return tuple(state.recall(FIXED, ()))


def fix(codes: list[str] | None) -> None:
    """Take the assets whose shares shall stay from their buttons."""
    state.keep(FIXED, tuple(code for code in codes or () if code in ASSETS))
