"""Monte Carlo of the scenario's default: the world's volatility, the same layers as the stress.

No formula of its own. Position and accepted collateral are one factor each. Source: model
specification, section 6.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from engine import FloatArray, simulation
from engine.calls import equivalent_days_in_week
from engine.catalogue import Catalogue
from engine.default_chain import LAYERS, house_of, later_layers
from engine.default_records import UNFUNDED, Simulation
from engine.holdings import holding
from engine.period import CALENDAR_DAYS, HOURS_PER_DAY
from engine.posting import applied_sigma, block_impact, collateral_of
from engine.requirement import margin_of
from engine.results import Collateral, Margin
from engine.scenario import Scenario, refuse_sweep

PATHS = 200_000
SEED = 20261122
WEEK = np.arange(168.0)


class World(NamedTuple):
    """What moves: deviations over their periods, impact (a log return), correlation, shape."""

    sd_position: float
    sd_collateral: float
    impact: float
    correlation: float
    nu: float | None


@lru_cache(maxsize=256)
def _trading_days(hours: float, weight: float) -> float:
    """Trading days in a stretch of hours that starts at the worst hour of a week."""
    return float(equivalent_days_in_week(WEEK, hours, weight).max())


def _sale_years(scenario: Scenario, catalogue: Catalogue, days_per_year: FloatArray) -> FloatArray:
    """Years of risk in the time to sell, on each asset's own clock, shape (assets,)."""
    hours = float(scenario.stress.liquidation)
    trading = _trading_days(hours, catalogue.number("market.nonbusiness_weight"))
    days = np.where(days_per_year == CALENDAR_DAYS, hours / HOURS_PER_DAY, trading)
    return np.asarray(days / days_per_year)


def world_of(scenario: Scenario, catalogue: Catalogue, margin: Margin, posted: Collateral) -> World:
    """Gather deviations, impact and correlation of one scenario (single numbers, no sweep).

    Position: volatility of the world over the margin model's period. Collateral: means over
    the accepted value of ``sigma sqrt(T/A)`` and of the impact; the correlation is the typed
    one, or the mean of the assets' own weighted by their deviations (turned for a short).
    """
    stress, held = scenario.stress, holding(scenario, catalogue)
    value = np.where(posted.eligible, posted.market_value, 0.0)
    weight = value / value.sum() if value.sum() > 0 else value
    sigma = applied_sigma(scenario, held)
    parts = weight * sigma * np.sqrt(_sale_years(scenario, catalogue, held.days_per_year))
    sd = float(parts.sum())
    rho = stress.correlation
    if rho is None:
        mean = float((parts * held.correlation).sum()) / sd if sd > 0 else 0.0
        rho = min(1.0, max(-1.0, mean))  # a mean of 1 may miss it by rounding
    vol = margin.volatility_applied if stress.world_vol is None else stress.world_vol / 100.0
    return World(
        sd_position=float(vol * np.sqrt(margin.period_model / margin.days_per_year)),
        sd_collateral=sd,
        impact=float((weight * block_impact(scenario, held, sigma)).sum()),
        correlation=float(rho),
        nu=scenario.margin.nu if stress.world_dist == "student_t" else None,
    )


def _paths(
    scenario: Scenario, world: World, value: float, paths: int, seed: int
) -> tuple[FloatArray, FloatArray]:
    """Loss of the position and worth of the collateral on every path, shape (paths,) each."""
    z = simulation.draws(
        paths, world.correlation, seed, world.nu, tail_dependence=scenario.stress.tail_dependence
    )
    size, side = abs(float(scenario.firm.notional)), scenario.firm.side
    loss = simulation.position_loss(size, world.sd_position, z[0], side)
    return loss, simulation.collateral_worth(value, world.sd_collateral, z[1], world.impact)


def simulate(
    scenario: Scenario, catalogue: Catalogue, paths: int = PATHS, seed: int = SEED
) -> Simulation:
    """Run the default on many paths; the same seed gives the same result.

    Where no amount of the mix covers the margin, the layers' figures are NaN. Raises
    ``ValueError`` for fewer than two paths, and for a sweep.
    """
    refuse_sweep(scenario, "the simulation")
    margin = margin_of(scenario, catalogue)
    im = float(np.asarray(margin.initial_margin))
    posted = collateral_of(scenario, catalogue, np.asarray(im))
    world = world_of(scenario, catalogue, margin, posted)
    value = float(np.asarray(posted.accepted))
    later = np.array(later_layers(scenario, catalogue, im), dtype=float)
    loss, worth = _paths(scenario, world, value, paths, seed)
    found = simulation.fixed_layer_statistics(loss, worth, later)
    missing = np.maximum(0.0, loss - worth)
    over = np.count_nonzero(loss > im) / paths
    known = 1.0 if posted.feasible else np.nan
    return Simulation(
        columns=(*LAYERS, UNFUNDED),
        currency=house_of(scenario.stress.ccp, catalogue).currency,
        paths=paths,
        seed=seed,
        resources=np.append(value, later) * known,
        p_hit=found.p_hit * known,
        p_hit_error=found.p_error * known,
        expected_loss=found.expected_loss * known,
        expected_error=found.expected_error * known,
        bound=np.where(found.p_hit > 0, np.nan, simulation.no_hit_bound(paths)) * known,
        p_over_margin=over,
        p_over_margin_error=float(np.sqrt(over * (1.0 - over) / paths)),
        shortfall=float(missing.mean()) * known,
        shortfall_error=float(missing.std(ddof=1) / np.sqrt(paths)) * known,
        sd_position=world.sd_position,
        sd_collateral=world.sd_collateral,
        correlation=world.correlation,
        impact=world.impact,
    )
