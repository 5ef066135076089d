"""Views of a default: loss against the shock, alone against together, related against unrelated.

No formula of its own beyond what a layer's place costs: the composed functions are called at
several settings. Source: model specification, section 6.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from engine import FloatArray
from engine.catalogue import Catalogue
from engine.default_chain import later_layers
from engine.default_records import Simulation, Waterfall
from engine.default_simulation import PATHS, SEED, simulate, world_of
from engine.results import Collateral, Outcome
from engine.run import stress_loss_of, sweep
from engine.scenario import ASSETS, Scenario, replace

SHOCKS = np.linspace(0.0, 100.0, 201)
TYPED = ("member_fund", "own_layer", "mutual_fund", "assessments")
COLLATERAL_FALLS = ("crypto", "stablecoin", "other")


class LossByShock(NamedTuple):
    """Shocks as decimals, shape (n,), and what each column bears there, shape (n, columns)."""

    shocks: FloatArray
    borne: FloatArray


class Alone(NamedTuple):
    """Loss beyond the collateral, USD m, by what falls."""

    position: float
    collateral: float
    both: float


class Related(NamedTuple):
    """The same default with cash for collateral, with collateral unrelated, and as it is."""

    cash: Simulation
    unrelated: Simulation
    related: Simulation


def automatic_layers(
    scenario: Scenario, catalogue: Catalogue, initial_margin: float
) -> dict[str, float]:
    """Return the sizes, in millions, that the later layers have while nothing is typed.

    A typed contribution still lowers the automatic mutual fund, as in the waterfall itself.
    """
    found = {}
    for place, name in enumerate(TYPED):
        free = replace(scenario, f"stress.{name}", None)
        found[name] = float(np.asarray(later_layers(free, catalogue, initial_margin)[place]))
    return found


def automatic_correlation(scenario: Scenario, catalogue: Catalogue, found: Outcome) -> float:
    """Correlation of collateral and position that the mix has while none is typed."""
    free = replace(scenario, "stress.correlation", None)
    return world_of(free, catalogue, found.margin, found.collateral).correlation


def loss_by_shock(scenario: Scenario, catalogue: Catalogue) -> LossByShock:
    """Run shocks from nothing to all of the price through the layers, the rest kept."""
    found = sweep(scenario, catalogue, "stress.shock", SHOCKS).waterfall
    return LossByShock(SHOCKS / 100.0, found.borne)


def reached_at(scenario: Scenario, found: Waterfall) -> FloatArray:
    """Shock at which the loss reaches each column: resources before it over ``|N|``.

    Shape (columns,), the first 0; infinite for a position of nothing. Raises ``ValueError``
    for a swept waterfall.

    >>> from engine import catalogue
    >>> from engine.run import outcome
    >>> book = catalogue.load()
    >>> today = book.presets["today"].scenario
    >>> float(reached_at(today, outcome(today, book).waterfall)[1].round(3))
    0.226
    """
    if np.ndim(found.resources) != 1:
        msg = "give the waterfall of one scenario, not of a sweep"
        raise ValueError(msg)
    before = np.append(0.0, np.cumsum(found.resources))
    size = abs(float(scenario.firm.notional))
    if size == 0.0:
        return np.where(np.arange(len(before)) > 0, np.inf, 0.0)
    return np.asarray(before / size)


def alone(scenario: Scenario, held: Collateral) -> Alone:
    """Loss beyond the collateral if only the position falls, only the collateral, or both."""
    calm = scenario
    for name in COLLATERAL_FALLS:
        calm = replace(calm, f"stress.{name}", 0.0)
    still = replace(scenario, "stress.shock", 0.0)
    return Alone(*(float(stress_loss_of(at, held)) for at in (calm, still, scenario)))


@lru_cache(maxsize=32)
def related(
    scenario: Scenario, catalogue: Catalogue, paths: int = PATHS, seed: int = SEED
) -> Related:
    """Simulate the default three times on the same draws of the position.

    Remembered for the last scenarios, because a run takes about a tenth of a second. Raises
    ``ValueError`` for fewer than two paths.
    """
    mix = tuple(100.0 if code == "cash" else 0.0 for code in ASSETS)
    cash = replace(scenario, "collateral.mix", mix)
    unrelated = replace(scenario, "stress.correlation", 0.0)
    return Related(*(simulate(at, catalogue, paths, seed) for at in (cash, unrelated, scenario)))


def has_mean(scenario: Scenario) -> bool:
    """Tell whether the loss beyond every layer has a mean.

    A short loses ``N (e^(v z) - 1)``: under Student t its mean is infinite, so that the
    average over paths grows with their number and says nothing.
    """
    return not (scenario.firm.side == "short" and scenario.stress.world_dist == "student_t")
