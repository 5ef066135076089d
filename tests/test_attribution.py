"""The split of a change by lever: exact, whatever the order, and nothing for what stood still."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import catalogue
from engine.attribution import attribute, levers_moved, shapley
from engine.controls import default_scenario
from engine.results import HEADLINES
from engine.run import baseline_of, outcome
from engine.scenario import Scenario, get, replace

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
MOVES: dict[str, float | str] = {
    "call.rail": "bank",
    "margin.since": 12.0,
    "margin.regime": "emir_otc",
    "margin.vol": 90.0,
    "firm.notional": 1500.0,
    "settlement.cycle": "B7",
    "collateral.cap": 15.0,
    "stress.stablecoin": 13.0,
}


def test_default_scenario_moves_two_levers() -> None:
    moved = levers_moved(baseline_of(DEFAULT, BOOK), DEFAULT, BOOK.controls)
    assert moved == {"transfer": ("call.rail",), "mix": ("collateral.mix",)}


@settings(max_examples=15)
@given(chosen=st.sets(st.sampled_from(sorted(MOVES)), max_size=4))
def test_parts_add_up_to_the_change_of_every_headline(chosen: set[str]) -> None:
    scenario = DEFAULT
    for path in chosen:
        scenario = replace(scenario, path, MOVES[path])
    found = attribute(scenario, BOOK)
    assert found is not None
    now = outcome(scenario, BOOK).headline
    for name in HEADLINES:
        assert found.end[name] == pytest.approx(float(now[name]))
        change = found.end[name] - found.start[name]
        assert sum(found.parts[name]) == pytest.approx(change, rel=1e-9, abs=1e-9)


def test_parts_are_the_mean_over_all_orders() -> None:
    scenario = replace(replace(DEFAULT, "margin.since", 12.0), "margin.regime", "emir_otc")
    baseline = baseline_of(scenario, BOOK)
    moved = levers_moved(baseline, scenario, BOOK.controls)
    totals = dict.fromkeys(moved, 0.0)
    orders = list(permutations(moved))
    for order in orders:
        now, before = baseline, float(outcome(baseline, BOOK).locked)
        for lever in order:
            for path in moved[lever]:
                now = replace(now, path, get(scenario, path))
            after = float(outcome(now, BOOK).locked)
            totals[lever] += (after - before) / len(orders)
            before = after
    found = attribute(scenario, BOOK)
    assert found is not None
    assert dict(zip(found.levers, found.parts["locked"], strict=True)) == pytest.approx(totals)


def test_baseline_itself_has_no_parts() -> None:
    found = attribute(BOOK.presets["today"].scenario, BOOK)
    assert found is not None
    assert found.levers == ()
    assert found.start == found.end


def test_a_lever_that_changes_nothing_has_no_part() -> None:
    """One business day is below the period, so EMIR's two change nothing with Fedwire."""
    slow = replace(BOOK.presets["today"].scenario, "margin.regime", "emir_other")
    found = attribute(slow, BOOK)
    assert found is not None
    assert found.parts["initial_margin"] == pytest.approx((0.0,))


def test_a_shock_is_no_lever_and_stands_on_both_sides() -> None:
    """The baseline holds no stablecoin, so its start is unmoved; the end is the scenario's own."""
    preset = BOOK.presets["usdc-depeg"].scenario
    found = attribute(preset, BOOK)
    assert found is not None
    assert set(found.levers) == {"transfer", "mix"}
    now, before = outcome(preset, BOOK), outcome(baseline_of(preset, BOOK), BOOK)
    assert found.end["stress_loss"] == pytest.approx(float(now.stress_loss))
    assert found.start["stress_loss"] == pytest.approx(float(before.stress_loss))


def test_infeasible_mix_has_no_attribution() -> None:
    coins: Scenario = replace(DEFAULT, "collateral.mix", (0.0,) * 6 + (100.0,) + (0.0,) * 7)
    assert attribute(coins, BOOK) is None


def test_shapley_of_a_product_shares_the_joint_effect() -> None:
    values = {
        frozenset[int](): np.array([0.0]),
        frozenset({0}): np.array([0.0]),
        frozenset({1}): np.array([0.0]),
        frozenset({0, 1}): np.array([10.0]),
    }
    assert shapley(values, 2).ravel().tolist() == [5.0, 5.0]
