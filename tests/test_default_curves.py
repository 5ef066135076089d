"""Loss against the shock, falls alone and together, related and unrelated collateral."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, default_curves
from engine.controls import default_scenario
from engine.run import outcome, sweep
from engine.scenario import ASSETS, Scenario, replace
from tests.strategies import scenarios, thorough

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
HERE = outcome(DEFAULT, BOOK)
PATHS = 2000


def test_automatic_layers_stay_what_they_are_while_one_is_typed() -> None:
    margin = float(HERE.margin.initial_margin)
    free = default_curves.automatic_layers(DEFAULT, BOOK, margin)
    assert free["own_layer"] == 100.0
    typed = replace(DEFAULT, "stress.own_layer", 5.0)
    assert default_curves.automatic_layers(typed, BOOK, margin) == free
    paid = replace(DEFAULT, "stress.member_fund", 57.0)
    assert default_curves.automatic_layers(paid, BOOK, margin)["mutual_fund"] == 7800.0


def test_automatic_correlation_is_the_mix_own_whatever_is_typed() -> None:
    typed = replace(DEFAULT, "stress.correlation", -0.5)
    assert default_curves.automatic_correlation(typed, BOOK, HERE) == pytest.approx(0.772, abs=1e-3)


def test_the_curve_meets_the_scenario_and_sums_to_the_loss() -> None:
    found = default_curves.loss_by_shock(DEFAULT, BOOK)
    assert found.borne.sum(axis=1) == pytest.approx(1000 * found.shocks)
    at = np.interp(0.352, found.shocks, found.borne[:, 0])
    assert at == pytest.approx(float(HERE.waterfall.borne[0]), rel=0.01)


@given(scenarios())
@thorough(20)
def test_a_layer_bears_nothing_before_it_is_reached(scenario: Scenario) -> None:
    found = outcome(scenario, BOOK).waterfall
    if not np.isfinite(found.borne).all():
        return
    reached = default_curves.reached_at(scenario, found)
    assert np.all(np.diff(reached) >= 0)
    shock = scenario.stress.shock / 100
    assert np.all(found.borne[reached > shock * (1 + 1e-9)] <= 1e-6)


def test_reached_at_takes_one_scenario_only() -> None:
    swept = sweep(DEFAULT, BOOK, "stress.crypto", np.array([0.0, 50.0])).waterfall
    with pytest.raises(ValueError, match="not of a sweep"):
        default_curves.reached_at(DEFAULT, swept)
    none = replace(DEFAULT, "firm.notional", 0.0)
    assert default_curves.reached_at(none, HERE.waterfall).tolist() == [0.0] + [np.inf] * 5


def test_falls_together_cost_more_than_alone() -> None:
    """Worked by hand: USD 352m less 167.4m, then less 155.6m after the coins' fall."""
    found = default_curves.alone(DEFAULT, HERE.collateral)
    assert found == pytest.approx((184.606, 0.0, 196.390), abs=1e-3)


@given(st.floats(0, 100), st.floats(0, 100))
@thorough(20)
def test_together_is_never_less_than_alone(shock: float, coins: float) -> None:
    moved = replace(replace(DEFAULT, "stress.shock", shock), "stress.crypto", coins)
    found = default_curves.alone(moved, HERE.collateral)
    assert found.both >= max(found.position, found.collateral) - 1e-9


def test_relation_to_the_position_raises_what_is_missing() -> None:
    found = default_curves.related(DEFAULT, BOOK)
    assert found.cash.correlation == 0.0 == found.unrelated.correlation
    assert found.cash.p_hit[1] == found.cash.p_over_margin
    assert found.related.shortfall > found.unrelated.shortfall
    assert default_curves.related(DEFAULT, BOOK) is found


def test_cash_for_collateral_is_the_same_related_or_not() -> None:
    mix = tuple(100.0 if code == "cash" else 0.0 for code in ASSETS)
    found = default_curves.related(replace(DEFAULT, "collateral.mix", mix), BOOK, PATHS)
    assert found.cash.shortfall == found.related.shortfall == found.unrelated.shortfall
    with pytest.raises(ValueError, match="two paths"):
        default_curves.related(DEFAULT, BOOK, 1)


def test_only_a_short_with_heavy_tails_has_no_mean() -> None:
    short = replace(DEFAULT, "firm.side", "short")
    assert default_curves.has_mean(DEFAULT)
    assert not default_curves.has_mean(short)
    assert default_curves.has_mean(replace(short, "stress.world_dist", "normal"))
