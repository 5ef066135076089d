"""Monte Carlo of the scenario's default against closed forms, and its laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engine import catalogue
from engine.controls import default_scenario
from engine.default_simulation import PATHS, simulate, world_of
from engine.margin import initial_margin
from engine.posting import collateral_of
from engine.requirement import margin_of
from engine.scenario import ASSETS, Scenario, replace
from engine.simulation import (
    collateral_worth,
    draws,
    fixed_layer_statistics,
    layer_statistics,
    layers_on_paths,
    position_loss,
)
from engine.waterfall import allocate, joint_shortfall, layer_risk
from tests.strategies import scenarios, thorough

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
FEW = 4_000
LAYERS = st.lists(st.floats(0.0, 20.0), max_size=4)
RHO = st.floats(-1.0, 1.0)


def with_mix(**shares: float) -> Scenario:
    return replace(DEFAULT, "collateral.mix", tuple(shares.get(code, 0.0) for code in ASSETS))


def with_typed(scenario: Scenario, **values: float) -> Scenario:
    for name, value in values.items():
        scenario = replace(scenario, f"stress.{name}", value)
    return scenario


CASH = with_mix(cash=100.0)


def tail(threshold: float, nu: float | None) -> float:
    """Chance that a loss of unit variance exceeds a threshold."""
    if nu is None:
        return float(stats.norm.sf(threshold))
    return float(stats.t.sf(threshold * math.sqrt(nu / (nu - 2.0)), nu))


@pytest.mark.parametrize("side", ["long", "short"])
@pytest.mark.parametrize(("dist", "nu"), [("normal", None), ("student_t", 4.0)])
def test_chance_of_a_loss_beyond_the_margin(side: str, dist: str, nu: float | None) -> None:
    """World = margin model, cash, no floor binding: the margin model's tail, on the exact map.

    Margin is linear in the move, the loss is not: a long passes it at ``-ln(1-q v)/v``, a
    short at ``ln(1+q v)/v``, on either side of q deviations and about one percent.
    """
    scenario = replace(replace(CASH, "margin.dist", dist), "stress.world_dist", dist)
    scenario = replace(replace(scenario, "firm.side", side), "margin.regime", "none")
    margin = margin_of(scenario, BOOK)
    assert not bool(margin.floor_binds)
    found = simulate(scenario, BOOK)
    sign = -1.0 if side == "long" else 1.0
    v, im = found.sd_position, float(np.asarray(margin.rate))
    exact = tail(sign * math.log1p(sign * im) / v, nu)
    assert abs(found.p_over_margin - exact) <= 4 * found.p_over_margin_error
    assert found.p_hit[1] == found.p_over_margin  # cash is worth the margin on every path
    assert tail(float(np.asarray(margin.multiplier)), nu) == pytest.approx(0.01)
    assert 0.5 < exact / 0.01 < 1.5
    assert (exact < 0.01) == (side == "long")


@pytest.mark.parametrize("nu", [None, 4.0])
def test_linear_losses_pass_a_margin_at_its_own_tail(nu: float | None) -> None:
    """The linear map has no such difference: one percent, for normal and t."""
    z = draws(PATHS, 0.0, 1, nu)
    q = float(stats.norm.isf(0.01)) if nu is None else float(stats.t.isf(0.01, nu) / 2**0.5)
    im = float(initial_margin(100.0, q, 0.6, 2.0, 365.0))
    loss = position_loss(100.0, 0.6 * math.sqrt(2.0 / 365.0), z[0], linear=True)
    found = fixed_layer_statistics(loss, np.full(PATHS, im), [])
    assert abs(found.p_hit[1] - 0.01) <= 4 * found.p_error[1]


def test_layers_meet_the_closed_form() -> None:
    """Cash, linear, normal: chance and mean of every layer within four standard errors."""
    sd, sizes = 8.0, [10.0, 5.0, 3.0, 4.0]
    z = draws(PATHS, 0.0, 20261122)
    loss = position_loss(100.0, sd / 100.0, z[0], linear=True)
    found = fixed_layer_statistics(loss, np.full(PATHS, sizes[0]), sizes[1:])
    exact = layer_risk(sd, sizes)
    assert np.all(np.abs(found.p_hit - exact.p_hit) <= 4 * found.p_error)
    assert np.all(np.abs(found.expected_loss - exact.expected_loss) <= 4 * found.expected_error)


@pytest.mark.parametrize("rho", [-0.5, 0.0, 0.95])
def test_joint_shortfall_meets_the_closed_form(rho: float) -> None:
    z = draws(PATHS, rho, 3)
    loss = position_loss(100.0, 0.05, z[0], linear=True)
    worth = collateral_worth(9.0, 0.08, z[1], linear=True)
    found = fixed_layer_statistics(loss, worth, [])
    exact = joint_shortfall(5.0, 0.72, rho, 9.0)
    assert abs(found.p_hit[1] - exact.probability) <= 4 * found.p_error[1]
    assert abs(found.expected_loss[1] - exact.expected_amount) <= 4 * found.expected_error[1]


@thorough(40)
@given(seed=st.integers(0, 999), rho=RHO, later=LAYERS, value=st.floats(0.0, 20.0))
def test_the_short_way_equals_allocation_path_by_path(
    seed: int, rho: float, later: list[float], value: float
) -> None:
    z = draws(400, rho, seed, 4.0)
    loss, worth = position_loss(100.0, 0.1, z[0]), collateral_worth(value, 0.1, z[1], 0.01)
    short = fixed_layer_statistics(loss, worth, later)
    borne = allocate(loss, layers_on_paths(worth, later))
    long = layer_statistics(borne)
    assert borne.sum(axis=-1) == pytest.approx(loss, rel=1e-9, abs=1e-12)
    assert short.expected_loss.sum() == pytest.approx(loss.mean(), rel=1e-9)
    assert np.all(np.diff(short.p_hit) <= 0)
    for ours, theirs in zip(short, long, strict=True):
        assert ours == pytest.approx(theirs, rel=1e-6, abs=1e-9)


FIXED = {"member_fund": 5.0, "own_layer": 5.0, "mutual_fund": 20.0, "assessments": 10.0}


def unfunded(sd: float, rho: float, notional: float) -> float:
    """Mean loss beyond fixed layers, on the same paths each time."""
    z = draws(50_000, rho, 5)
    loss = position_loss(notional, sd, z[0])
    worth = collateral_worth(15.0, 0.05, z[1])
    return float(fixed_layer_statistics(loss, worth, [5.0, 5.0]).expected_loss[-1])


@thorough(25)
@given(
    sd=st.floats(0.05, 0.4), rho=st.floats(0.0, 0.9), notional=st.floats(50.0, 400.0),
    more=st.floats(1.0, 2.0),
)  # fmt: skip
def test_more_risk_never_leaves_less_unfunded(
    sd: float, rho: float, notional: float, more: float
) -> None:
    """Resources fixed: non-decreasing in notional and deviation, path by path."""
    base = unfunded(sd, rho, notional)
    assert unfunded(sd * more, rho, notional) >= base - 1e-9
    assert unfunded(sd, rho, notional * more) >= base - 1e-9


@thorough(15)
@given(rho=st.floats(-0.9, 0.6), sd=st.floats(0.05, 0.2))
def test_wrong_way_risk_never_leaves_less_unfunded(rho: float, sd: float) -> None:
    """Non-decreasing in the correlation, up to the noise of other paths."""
    noise = 0.02 * 100.0 * sd
    assert unfunded(sd, rho + 0.3, 100.0) >= unfunded(sd, rho, 100.0) - noise


def test_correlation_of_a_scenario_raises_its_shortfall() -> None:
    """Coins that fall with the position: the switch between none and all of it."""
    coins = with_mix(btc=20.0, eth=20.0, cash=60.0)
    none, wrong = (simulate(with_typed(coins, correlation=r), BOOK) for r in (0.0, 0.95))
    assert wrong.shortfall > none.shortfall
    assert (none.correlation, wrong.correlation) == (0.0, 0.95)


def test_same_seed_same_result() -> None:
    one, two, other = (simulate(DEFAULT, BOOK, FEW, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.expected_loss, two.expected_loss)
    assert not np.array_equal(one.expected_loss, other.expected_loss)
    assert (one.paths, one.seed) == (FEW, 1)


def test_world_of_the_default_scenario() -> None:
    """Weights, deviations on own clocks, impact and correlation by hand."""
    margin = margin_of(DEFAULT, BOOK)
    held = collateral_of(DEFAULT, BOOK, np.asarray(margin.initial_margin))
    world = world_of(DEFAULT, BOOK, margin, held)
    sigma = {
        code: math.sqrt(0.75 * calm**2 + 0.25 * stress**2)
        for code, calm, stress in (("tbill", 0.004, 0.01), ("usdc", 0.02, 0.25), ("btc", 0.6, 1.2))
    }
    years = {"tbill": 2 / 252, "usdc": 2 / 365, "btc": 2 / 365}  # 48 hours in mid-week
    share = {"tbill": 0.5, "usdc": 0.3, "btc": 0.2}
    parts = {code: share[code] * sigma[code] * math.sqrt(years[code]) for code in share}
    sd = sum(parts.values())
    assert world.sd_collateral == pytest.approx(sd)
    assert world.correlation == pytest.approx((0.1 * parts["usdc"] + 0.95 * parts["btc"]) / sd)
    daily = {"tbill": 252, "usdc": 365, "btc": 365}
    volume = {"tbill": 150e9, "usdc": 8e9, "btc": 20e9}
    impact = sum(
        share[c] * sigma[c] / math.sqrt(daily[c]) * math.sqrt(50e6 / volume[c]) for c in share
    )
    assert world.impact == pytest.approx(impact)
    assert world.sd_position == pytest.approx(0.7937254 * math.sqrt(50.25 / 24 / 365))
    assert world.nu == 4.0


def test_a_short_turns_the_automatic_correlation() -> None:
    long, short = (simulate(replace(DEFAULT, "firm.side", s), BOOK, FEW) for s in ("long", "short"))
    assert short.correlation == pytest.approx(-long.correlation)


def test_cash_does_not_move_and_has_no_correlation() -> None:
    found = simulate(CASH, BOOK, FEW)
    assert (found.sd_collateral, found.impact, found.correlation) == (0.0, 0.0, 0.0)
    assert found.shortfall == pytest.approx(found.expected_loss[1:].sum())


def test_never_seen_is_bounded() -> None:
    found = simulate(with_typed(CASH, **FIXED, world_vol=5.0), BOOK, FEW)
    assert found.p_hit[-1] == 0.0
    assert found.bound[-1] == pytest.approx(3 / FEW)
    assert math.isnan(found.bound[0])


def test_a_mix_that_covers_nothing_has_no_answer() -> None:
    found = simulate(with_mix(tequity=100.0), BOOK, FEW)
    assert np.isnan(found.p_hit).all()
    assert math.isnan(found.shortfall)
    assert found.p_over_margin > 0


@thorough(40)
@given(scenario=scenarios())
def test_laws_for_any_scenario(scenario: Scenario) -> None:
    found = simulate(scenario, BOOK, 500)
    if np.isnan(found.p_hit).any():
        return
    assert np.all((found.p_hit >= 0) & (found.p_hit <= 1))
    assert np.all(np.diff(found.p_hit) <= 0)
    assert np.all(found.expected_loss >= 0)
    assert np.all(found.expected_loss[:-1] <= found.resources * (1 + 1e-9) + 1e-9) or (
        found.sd_collateral > 0
    )
    assert found.shortfall == pytest.approx(found.expected_loss[1:].sum(), rel=1e-9, abs=1e-9)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="two paths"):
        simulate(DEFAULT, BOOK, 1)
    with pytest.raises(ValueError, match="between -1 and 1"):
        simulate(with_typed(DEFAULT, correlation=1.5), BOOK, FEW)
    with pytest.raises(ValueError, match="0 or more"):
        fixed_layer_statistics(np.array([1.0, -1.0]), np.zeros(2), [])
    with pytest.raises(ValueError, match="one loss and one worth"):
        fixed_layer_statistics(np.zeros(3), np.zeros(2), [])
