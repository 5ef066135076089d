"""The settlement question across cycles: cheapest, break-even, and what was published."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import catalogue, cycles
from engine.controls import default_scenario
from engine.curves import haircut_curve, together
from engine.pipes import cycle, settlement_of
from engine.published import settlement_comparisons
from engine.scenario import ASSETS, CYCLES, Scenario, replace

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)


def at(recycle: float, **moves: object) -> Scenario:
    scenario = replace(DEFAULT, "settlement.recycle", recycle)
    for name, value in moves.items():
        scenario = replace(scenario, f"settlement.{name}", value)  # type: ignore[arg-type]
    return scenario


def test_five_batches_are_cheapest_without_recycling() -> None:
    best = cycles.cheapest(at(0.0), BOOK)
    assert (best.code, best.batches) == ("B5", 5)


def test_break_even_at_the_page_defaults() -> None:
    assert cycles.breakeven(DEFAULT, BOOK) == pytest.approx(0.883, abs=5e-4)


def test_wallets_funded_round_the_clock_never_pay() -> None:
    assert cycles.breakeven(at(95.0, round_the_clock=True), BOOK) is None


def test_break_even_makes_both_costs_equal() -> None:
    share = cycles.breakeven(DEFAULT, BOOK)
    assert share is not None
    cost = cycles.atomic_cost_by_recycling(DEFAULT, BOOK, np.array([100 * share]))
    slow = cycles.pipe_cost(settlement_of(DEFAULT, BOOK, "T1"))
    assert float(cost[0]) == pytest.approx(slow, rel=1e-9)


def test_a_firm_without_a_share_sees_the_cheapest_cycle_all_the_same() -> None:
    none = cycles.cheapest(replace(DEFAULT, "firm.share", 0.0), BOOK)
    assert (none.code, none.cost) == (cycles.cheapest(DEFAULT, BOOK).code, 0.0)


@settings(max_examples=25)
@given(
    recycle=st.integers(0, 100),
    share=st.integers(0, 100),
    price=st.integers(0, 20),
    always=st.booleans(),
)
def test_the_cheapest_cycle_is_no_dearer_than_any(
    recycle: int, share: int, price: int, *, always: bool
) -> None:
    scenario = at(
        float(recycle),
        volatility_share=float(share),
        prefunding_rate=price / 4.0,
        round_the_clock=always,
    )
    best = cycles.cheapest(scenario, BOOK).cost
    costs = [cycles.pipe_cost(pipe) for pipe in cycles.by_cycle(scenario, BOOK).values()]
    assert best <= min(costs) * (1 + 1e-12) + 1e-12


def test_curve_runs_from_slow_to_atomic_with_best_and_here() -> None:
    best = cycles.cheapest(DEFAULT, BOOK)
    codes = cycles.curve_codes(best, "B9")
    assert codes[0] == "T2"
    assert codes[-1] == "ATOM"
    assert {best.code, "B9"} <= set(codes)
    days = [cycle(code).days for code in codes]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("code", CYCLES)
def test_every_cycle_is_read(code: str) -> None:
    found = cycle(code)
    assert found.code == code
    assert found.days >= 0.0
    assert found.batches >= 1


def test_published_falls_beside_the_model() -> None:
    rows = {row.code: row for row in settlement_comparisons(BOOK)}
    assert rows["first_days"].published == pytest.approx(0.2890625)
    assert rows["first_days"].model == pytest.approx(0.29289, abs=1e-5)
    assert rows["quarter"].published == pytest.approx(0.234375)
    assert rows["quarter"].model == pytest.approx(0.8 * 0.29289, abs=1e-5)
    assert rows["simulation"].published == pytest.approx(0.41)
    assert rows["simulation"].model == pytest.approx(0.42265, abs=1e-5)


@pytest.mark.parametrize("asset", ASSETS)
def test_haircut_curve_rises_with_hours_and_never_undercuts_the_floor(asset: str) -> None:
    curve = haircut_curve(DEFAULT, BOOK, asset)
    assert np.all(np.diff(curve.model) >= -1e-12)
    assert np.all(curve.applied >= curve.floor)
    assert curve.hours[0] == 26.25
    assert curve.here in curve.hours


def test_typed_haircut_flattens_the_curve() -> None:
    typed = replace(DEFAULT, "collateral.haircuts.btc", 33.0)
    assert haircut_curve(typed, BOOK, "btc").applied == pytest.approx(0.33)


def test_curve_stretches_to_where_the_scenario_stands() -> None:
    slow = replace(DEFAULT, "collateral.control.btc", 500.0)
    assert haircut_curve(slow, BOOK, "btc").hours[-1] == 526.25


def test_curve_and_baseline_share_their_hours() -> None:
    before = haircut_curve(BOOK.presets["today"].scenario, BOOK, "btc")
    here, baseline = together(haircut_curve(DEFAULT, BOOK, "btc"), before)
    assert before.here == 77.75
    both = ~np.isnan(baseline) & ~np.isnan(here.applied)
    assert baseline[both] == pytest.approx(here.applied[both], abs=2e-3)
    assert np.isnan(baseline[here.hours < 76.75]).all()
    assert {here.here, before.here} <= set(here.hours)
