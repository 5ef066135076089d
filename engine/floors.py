"""The floors that hold on a day: lowest haircuts and shortest liquidation periods.

Formula: a floor that rules claim is the largest of those in force and 0 where none is in force;
a floor no rule claims is the tool's own choice and always holds. Source: ``data/rules*.yaml``
for which rule sets what, the facts they name for how much.
"""

from datetime import date
from functools import lru_cache

import numpy as np

from engine import FloatArray
from engine.catalogue import Catalogue
from engine.codes import FACT_ASSETS
from engine.rules import haircut_floors, period_floors

NO_FLOOR = 0.0


@lru_cache(maxsize=256)
def asset_floors(as_of: date, without: tuple[str, ...], catalogue: Catalogue) -> FloatArray:
    """Return the haircut floor of every asset but the user's own, shape (13,), read-only.

    Raises ``ValueError`` if a withdrawn id is not a switch.

    >>> from engine import catalogue
    >>> from engine.codes import FACT_ASSETS
    >>> floors = asset_floors(date(2025, 12, 7), (), catalogue.load())
    >>> float(floors[FACT_ASSETS.index("btc")]), float(floors[FACT_ASSETS.index("corp")])
    (0.0, 0.08)
    """
    claimed = haircut_floors(catalogue.rules, as_of, without)
    floors = np.array(
        [_largest(claimed.get(code, (f"asset.floor.{code}",)), catalogue) for code in FACT_ASSETS]
    )
    floors.setflags(write=False)
    return floors


@lru_cache(maxsize=256)
def regime_days(regime: str, as_of: date, without: tuple[str, ...], catalogue: Catalogue) -> float:
    """Return the shortest liquidation period of a regime, business days.

    Raises ``ValueError`` if a withdrawn id is not a switch.

    >>> from engine import catalogue
    >>> regime_days("cftc_swaps", date(2026, 10, 6), (), catalogue.load())
    5.0
    """
    claimed = period_floors(catalogue.rules, as_of, without)
    return _largest(claimed.get(regime, (f"regime.days.{regime}",)), catalogue)


def _largest(facts: tuple[str, ...], catalogue: Catalogue) -> float:
    return max((catalogue.number(fact) for fact in facts), default=NO_FLOOR)
