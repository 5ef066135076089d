"""Views of the forced-sale loop: round by round for each kind of collateral, and by depth.

No formula of its own. Falls as decimals, depth in USD bn. Source: model specification,
section 7.
"""

from typing import NamedTuple

import numpy as np

from engine import FloatArray, haircuts
from engine.catalogue import Catalogue
from engine.default_records import SpiralOutcome
from engine.forced_sales import rounds_of, spiral_of
from engine.holdings import COINS, holding
from engine.posting import applied_sigma
from engine.results import Collateral, Margin
from engine.scenario import ASSETS, Scenario, replace

POINTS = 241
SOLD = ASSETS.index("btc")
USD_PER_BN = 1e9
DEEPEST = 3.0
SHALLOWEST = 0.25


class Path(NamedTuple):
    """Fall after each round, the shock first, and where the rounds lead."""

    rounds: FloatArray
    settled: float
    stable: bool


class ByDepth(NamedTuple):
    """Multiplier at each depth, shape (n,); below ``edge`` the loop runs away (0: nowhere)."""

    depth: FloatArray
    multiplier: FloatArray
    edge: float


class MixHint(NamedTuple):
    """Share of coins in the accepted mix, and how far it would fall with the asset, 0 to 1."""

    coins: float
    falls: float
    accepted: bool


def mix_hint(scenario: Scenario, catalogue: Catalogue, held: Collateral) -> MixHint:
    """Say what the mix would suggest for ``same_asset``, which does not follow it.

    ``sum(w rho) / sum(w)`` over the accepted assets, ``w`` the market value and ``rho`` the
    correlation with the position's asset, not turned for a short; at least 0. All cash gives 0.

    >>> from engine import catalogue
    >>> from engine.run import outcome
    >>> book = catalogue.load()
    >>> today = book.presets["today"].scenario
    >>> mix_hint(today, book, outcome(today, book).collateral).coins
    0.0
    """
    value = np.where(held.eligible, held.share, 0.0)
    total = float(value.sum())
    if total <= 0:
        return MixHint(0.0, 0.0, accepted=False)
    related = holding(replace(scenario, "firm.side", "long"), catalogue).correlation
    coins = sum(float(value[held.codes.index(code)]) for code in COINS)
    falls = max(0.0, float((value * related).sum()))
    return MixHint(coins / total, falls / total, accepted=True)


class Impact(NamedTuple):
    """What is sold in the loop, USD bn, and its price impact here and by the haircuts' law."""

    sold: float
    linear: float
    root: float


def impact(scenario: Scenario, catalogue: Catalogue, found: SpiralOutcome) -> Impact:
    """Set the fall that the loop adds beside the haircuts' impact of selling as much bitcoin.

    ``sold = D (d - s)`` moves the price by ``sold/D`` here; the square-root law of the haircuts
    gives ``Y sigma_d sqrt(sold/ADV)``. Nothing sold gives 0 for all three.

    >>> from engine import catalogue
    >>> from engine.run import outcome
    >>> book = catalogue.load()
    >>> today = book.presets["today"].scenario
    >>> near = impact(today, book, outcome(today, book).spiral)
    >>> round(near.sold, 2), round(near.linear / near.root, 1)
    (1.6, 3.4)
    """
    held, linear = holding(scenario, catalogue), float(found.extra)
    sold = linear * scenario.spiral.depth
    daily = applied_sigma(scenario, held)[SOLD] / np.sqrt(held.days_per_year[SOLD])
    factor = scenario.collateral.impact
    root = haircuts.price_impact(daily, sold * USD_PER_BN, held.adv[SOLD], factor)
    return Impact(sold, linear, float(root))


def path_of(
    scenario: Scenario, catalogue: Catalogue, margin: Margin, same_asset: float | None = None
) -> Path:
    """Follow the loop round by round; ``same_asset`` (percent) replaces the scenario's.

    Raises ``ValueError`` for an exposure below 0.
    """
    at = scenario if same_asset is None else replace(scenario, "spiral.same_asset", same_asset)
    found = spiral_of(at, catalogue, margin)
    rounds = rounds_of(at, catalogue, margin)
    return Path(rounds, float(found.total_drop), bool(found.stable))


def edge_of(scenario: Scenario, found: SpiralOutcome) -> float:
    """Depth up to which the loop runs away, USD bn: ``f g``, or 0 where nothing is sold."""
    call = float(found.call_rate)
    if call * float(found.shock) <= scenario.spiral.buffer:
        return 0.0
    return call * scenario.spiral.sale_share / 100.0


def by_depth(
    scenario: Scenario,
    catalogue: Catalogue,
    margin: Margin,
    ends: tuple[float, float] | None = None,
) -> ByDepth:
    """Multiplier from a shallow to a deep market, the rest kept.

    ``ends`` are the depths to start and to stop at; automatic is from a quarter of the smaller
    to three times the larger of the scenario's depth and the edge. Raises ``ValueError`` for
    a depth that is not above 0.
    """
    edge = edge_of(scenario, spiral_of(scenario, catalogue, margin))
    known = (scenario.spiral.depth, edge or scenario.spiral.depth)
    low, high = ends or (SHALLOWEST * min(known), DEEPEST * max(known))
    depth = np.linspace(low, high, POINTS)
    found = spiral_of(replace(scenario, "spiral.depth", depth), catalogue, margin)  # type: ignore[arg-type]
    return ByDepth(depth, np.broadcast_to(np.asarray(found.multiplier), depth.shape), edge)
