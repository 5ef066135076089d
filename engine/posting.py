"""From the margin requirement to what must be posted: haircuts, what counts, market value.

No formula of its own: each function looks up facts, converts display units and calls the
arithmetic modules.
"""

import numpy as np

from engine import FloatArray, addons, haircuts
from engine import collateral as coll
from engine.catalogue import Catalogue
from engine.holdings import Holding, holding
from engine.period import CALENDAR_DAYS, days, market_days
from engine.requirement import multiplier_of
from engine.results import Collateral
from engine.scenario import ASSETS, Scenario
from engine.tails import effective_volatility

USD_PER_M = 1e6


def haircut_delays(scenario: Scenario, catalogue: Catalogue, held: Holding) -> FloatArray:
    """Days from the last good call until each asset can first be sold, shape (..., assets)."""
    before = np.asarray(scenario.margin.since + scenario.margin.detect, dtype=float)
    after = held.control_hours + np.asarray(scenario.call.hold, dtype=float)[..., None]
    always = np.asarray(held.days_per_year == CALENDAR_DAYS)
    around = days(scenario.call, catalogue, before[..., None], after, CALENDAR_DAYS)
    if always.all():
        return around
    columns = list(np.where(always, 0.0, after).T)
    distinct = {hours.tobytes(): hours for hours in columns}
    tails = [h.flat[0] if np.all(h == h.flat[0]) else h for h in distinct.values()]
    found = dict(zip(distinct, market_days(scenario.call, catalogue, before, tails), strict=True))
    market = np.broadcast_arrays(*(found[hours.tobytes()] for hours in columns))
    return np.where(always, around, np.stack(market, axis=-1))


def _block(scenario: Scenario) -> FloatArray:
    """Return the block to be sold in USD, shape (..., 1)."""
    return np.asarray(scenario.collateral.block, dtype=float)[..., None] * USD_PER_M


def applied_sigma(scenario: Scenario, held: Holding) -> FloatArray:
    """Yearly volatility of each asset with its stressed part, shape (..., assets)."""
    weight = np.asarray(scenario.margin.stress_weight, dtype=float)[..., None] / 100.0
    return effective_volatility(held.sigma, held.sigma_stress, weight)


def block_impact(scenario: Scenario, held: Holding, sigma: FloatArray) -> FloatArray:
    """Price fall of each asset when the block is sold, a log return, shape (..., assets)."""
    factor = np.asarray(scenario.collateral.impact)[..., None]
    daily = sigma / np.sqrt(held.days_per_year)
    return haircuts.price_impact(daily, _block(scenario), held.adv, factor)


def model_haircuts(
    scenario: Scenario, catalogue: Catalogue, held: Holding, delay: FloatArray
) -> FloatArray:
    """Return the model haircut of each asset at its delay, shape (..., assets)."""
    participation = np.asarray(scenario.collateral.participation, dtype=float)[..., None] / 100.0
    sigma = applied_sigma(scenario, held)
    pace = haircuts.sale_days(_block(scenario), participation, held.adv)
    horizon = haircuts.horizon_days(delay, pace)
    impact = block_impact(scenario, held, sigma)
    q = multiplier_of(scenario, catalogue)[..., None]
    return haircuts.model_haircut(q, sigma, horizon, held.days_per_year, held.spread, impact)


def _applied(
    scenario: Scenario, held: Holding, model: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray, tuple[str, ...]]:
    """Return wrong-way add-on, floor, applied haircut and what set it, asset by asset."""
    c = scenario.collateral
    addon = addons.wrong_way_addon(model, held.correlation, np.asarray(c.sd_ratio)[..., None])
    used = addon if c.wrong_way else np.zeros_like(addon)
    listed = ~np.isnan(held.table)
    total = addons.total_haircut(np.where(listed, held.table, model), 0.0, used, c.convention)
    is_typed = ~np.isnan(held.typed)
    floor = np.where(listed | is_typed, 0.0, held.floor)
    applied = np.where(is_typed, held.typed, haircuts.applied_haircut(total, floor))
    marks = zip(np.atleast_2d(is_typed)[-1], listed, np.atleast_2d(floor > total)[-1], strict=True)
    set_by = tuple(
        "typed" if typed else "table" if table else "floor" if floored else "model"
        for typed, table, floored in marks
    )
    return addon, floor, applied, set_by


def collateral_of(scenario: Scenario, catalogue: Catalogue, requirement: FloatArray) -> Collateral:
    """Haircuts, what counts, and the market value that covers ``requirement`` (USD m)."""
    held = holding(scenario, catalogue)
    delay = haircut_delays(scenario, catalogue, held)
    model = model_haircuts(scenario, catalogue, held, delay)
    addon, floor, haircut, set_by = _applied(scenario, held, model)
    counted = (held.eligible, held.groups, held.group_caps)
    posted = coll.required_posting(requirement, held.share, haircut, held.cap, *counted)
    feasible = bool(np.all(np.isfinite(posted)))
    value = np.where(np.isfinite(posted), posted, 0.0)[..., None] * held.share
    recognised = coll.recognised_value(value, haircut, held.cap, requirement, *counted)
    accepted = np.asarray((value * held.eligible).sum(axis=-1))
    need = np.asarray(requirement, dtype=float)
    over = np.divide(posted, need, out=np.ones_like(posted + need), where=need > 0)
    counting = np.where(held.eligible, haircut, 0.0)
    driver = int(np.atleast_1d(coll.main_driver(held.share, counting))[-1])
    return Collateral(
        codes=ASSETS,
        share=held.share,
        eligible=held.eligible,
        refused_by=held.refused_by,
        delay_days=delay,
        haircut_model=model,
        haircut_floor=floor,
        wrong_way=addon,
        haircut=haircut,
        set_by=set_by,
        cap=held.cap,
        at_cap=coll.capped(value, haircut, held.cap, requirement, *counted),
        market_value=value,
        recognised=recognised,
        posted=posted,
        accepted=accepted,
        idle=np.where(np.isfinite(posted), posted - accepted, 0.0),
        over_collateralisation=over,
        feasible=feasible,
        main_driver=ASSETS[driver],
        turnover=_block(scenario) / held.adv,
    )
