"""The scenario's forced-sale loop and its chain of re-use."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.controls import default_scenario
from engine.default_records import SpiralOutcome
from engine.forced_sales import modelled_rise, reuse_of, rounds_of, spiral_of, two_by_two
from engine.posting import collateral_of
from engine.requirement import margin_of
from engine.run import outcome, sweep
from engine.scenario import ASSETS, Scenario, replace
from engine.spiral import margin_rise
from tests.strategies import scenarios, thorough

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
TYPED = replace(DEFAULT, "spiral.margin_rise", 0.155)
SWEEPS = {
    "shock": 100.0, "position": 1000.0, "collateral": 1000.0, "haircut": 100.0, "buffer": 1000.0,
    "sale_share": 100.0, "same_asset": 200.0, "margin_rise": 5.0,
}  # fmt: skip


def settled(scenario: Scenario) -> SpiralOutcome:
    return spiral_of(scenario, BOOK, margin_of(scenario, BOOK))


def with_fields(scenario: Scenario, **values: float) -> Scenario:
    for name, value in values.items():
        scenario = replace(scenario, f"spiral.{name}", value)
    return scenario


def test_defaults_of_the_spec() -> None:
    """With k = 0.155 bills behind it fall 12.3 percent, coins 13.3."""
    bills, coins = (settled(with_fields(TYPED, same_asset=x)) for x in (0.0, 100.0))
    assert float(np.asarray(bills.total_drop)) == pytest.approx(0.123, abs=5e-4)
    assert float(np.asarray(coins.total_drop)) == pytest.approx(0.133, abs=5e-4)
    assert float(np.asarray(coins.call_rate)) == pytest.approx(13.65)
    assert float(np.asarray(coins.loop_gain)) == pytest.approx(0.34125)
    assert float(np.asarray(coins.marginal_multiplier)) == pytest.approx(1 / (1 - 0.34125))


def test_parts_of_the_extra_fall() -> None:
    """10, 1.55 and 2.1 of a call rate of 13.65."""
    found = settled(TYPED)
    parts = np.array([found.by_loss, found.by_margin, found.by_collateral], float)
    assert parts / np.asarray(found.extra) == pytest.approx(np.array([10, 1.55, 2.1]) / 13.65)


def test_rise_comes_from_the_margin_model() -> None:
    """``m`` = IM/N and the unstressed daily deviation; about 0.2 at the defaults."""
    margin = margin_of(DEFAULT, BOOK)
    expected = margin_rise(margin.rate, 0.97, 0.1, 0.6 / math.sqrt(365))
    assert float(modelled_rise(DEFAULT, BOOK, margin)) == pytest.approx(float(expected))
    assert float(np.asarray(settled(DEFAULT).rise)) == pytest.approx(0.205, abs=0.001)
    dearer = replace(DEFAULT, "call.rail", "fedwire")
    assert np.asarray(settled(dearer).rise) > np.asarray(settled(DEFAULT).rise)


def test_typed_rise_wins_and_the_model_stays_visible() -> None:
    found = settled(with_fields(DEFAULT, margin_rise=0.0))
    assert float(np.asarray(found.rise)) == 0.0
    assert float(np.asarray(found.rise_model)) == pytest.approx(0.205, abs=0.001)
    assert float(np.asarray(found.by_margin)) == 0.0


def test_no_shock_no_spiral() -> None:
    found = settled(with_fields(DEFAULT, shock=0.0))
    assert [float(np.asarray(x)) for x in (found.rise, found.total_drop, found.extra)] == [0, 0, 0]
    assert (float(np.asarray(found.multiplier)), bool(found.stable)) == (1.0, True)


def test_a_small_shock_never_lowers_the_margin() -> None:
    """Below one daily deviation the filter calms down: the model's rise is negative, k is 0."""
    found = settled(with_fields(DEFAULT, shock=0.1))
    assert float(np.asarray(found.rise_model)) < -1.0
    assert float(np.asarray(found.rise)) == 0.0


def test_no_volatility_to_scale() -> None:
    found = settled(replace(DEFAULT, "margin.vol", 0.0))
    assert float(np.asarray(found.rise)) == 0.0


def test_two_by_two_moves_each_lever_alone() -> None:
    found = two_by_two(TYPED, BOOK)
    assert found.total_drop.shape == (2, 2)
    assert found.total_drop[1] == pytest.approx([0.12302284710017578, 0.13282732447817838])
    for i, sold in enumerate(found.sale_share):
        for j, same in enumerate(found.same_asset):
            single = settled(with_fields(TYPED, sale_share=100 * sold, same_asset=100 * same))
            assert found.total_drop[i, j] == pytest.approx(float(np.asarray(single.total_drop)))
    assert np.all(np.diff(found.total_drop, axis=0) > 0)
    assert np.all(np.diff(found.total_drop, axis=1) > 0)
    assert found.stable.all()


def test_two_by_two_of_a_sweep() -> None:
    swept = replace(DEFAULT, "spiral.shock", np.array([0.0, 10.0, 20.0]))  # type: ignore[arg-type]
    found = two_by_two(swept, BOOK)
    assert found.total_drop.shape == (2, 2, 3)
    assert found.total_drop[..., 1] == pytest.approx(two_by_two(DEFAULT, BOOK).total_drop)


def test_rounds_lead_to_where_the_loop_settles() -> None:
    path = rounds_of(DEFAULT, BOOK, margin_of(DEFAULT, BOOK))
    assert path[0] == pytest.approx(0.1)
    assert np.all(np.diff(path) >= 0)
    assert path[-1] == pytest.approx(float(np.asarray(settled(DEFAULT).total_drop)), abs=1e-8)


@pytest.mark.parametrize("name", SWEEPS)
def test_sweeps_give_arrays_equal_to_single_values(name: str) -> None:
    values = np.linspace(0.0, SWEEPS[name], 101)
    found = sweep(DEFAULT, BOOK, f"spiral.{name}", values).spiral
    assert np.shape(found.total_drop) == np.shape(found.by_loss) == (101,)
    for at in (0, 7, 50, 100):
        single = settled(with_fields(DEFAULT, **{name: float(values[at])}))
        for field in ("rise", "total_drop", "call_rate", "by_loss", "by_margin", "by_collateral"):
            swept = np.broadcast_to(np.asarray(getattr(found, field)), (101,))[at]
            assert swept == pytest.approx(float(np.asarray(getattr(single, field)))), (field, at)


def test_a_sweep_of_the_margin_moves_the_rise() -> None:
    found = sweep(DEFAULT, BOOK, "margin.vol", np.linspace(0.0, 200.0, 101)).spiral
    assert np.shape(found.rise) == (101,)
    assert np.all(np.asarray(found.rise) >= 0)


@thorough(80)
@given(scenario=scenarios())
def test_laws_for_any_scenario(scenario: Scenario) -> None:
    found = settled(scenario)
    drop, shock = float(np.asarray(found.total_drop)), float(np.asarray(found.shock))
    assert shock <= drop + 1e-12
    assert drop <= 1.0
    parts = np.array([found.by_loss, found.by_margin, found.by_collateral], float)
    assert np.all(parts >= -1e-12)
    assert parts.sum() == pytest.approx(float(np.asarray(found.extra)), abs=1e-9)


def test_no_reuse_by_default() -> None:
    found = outcome(DEFAULT, BOOK).reuse
    assert [float(np.asarray(x)) for x in (found.multiplier, found.limit)] == [1.0, 1.0]


def test_reuse_at_the_haircut_of_the_mix() -> None:
    """Bills at 0.5 percent, USDC at 2.5 and coins at 20: x is half of what they count for."""
    chain = replace(replace(DEFAULT, "leverage.reuse", 50.0), "leverage.links", 3.0)
    found = outcome(chain, BOOK)
    held = found.collateral
    cut = float((held.share * held.haircut).sum())
    x = 0.5 * (1 - cut)
    assert float(np.asarray(found.reuse.haircut)) == pytest.approx(cut)
    assert float(np.asarray(found.reuse.multiplier)) == pytest.approx(1 + x + x * x)
    assert float(np.asarray(found.reuse.limit)) == pytest.approx(1 / (1 - x))


def test_what_counts_for_nothing_cannot_be_passed_on() -> None:
    mix = tuple(100.0 if code == "tequity" else 0.0 for code in ASSETS)
    scenario = replace(replace(DEFAULT, "collateral.mix", mix), "leverage.reuse", 100.0)
    found = outcome(replace(scenario, "leverage.links", 5.0), BOOK).reuse
    assert [float(np.asarray(x)) for x in (found.haircut, found.multiplier)] == [1.0, 1.0]


def test_cash_passed_on_whole_has_no_limit() -> None:
    mix = tuple(100.0 if code == "cash" else 0.0 for code in ASSETS)
    scenario = replace(replace(DEFAULT, "collateral.mix", mix), "leverage.reuse", 100.0)
    found = outcome(replace(scenario, "leverage.links", 5.0), BOOK).reuse
    assert float(np.asarray(found.multiplier)) == 5.0
    assert math.isinf(float(np.asarray(found.limit)))


@thorough(40)
@given(scenario=scenarios(), theta=st.integers(0, 100), links=st.integers(1, 19))
def test_chain_laws_for_any_scenario(scenario: Scenario, theta: int, links: int) -> None:
    """At least 1, at most the limit, growing with every link; a finite limit if x < 1."""
    held = collateral_of(scenario, BOOK, np.asarray(1.0))
    reused = replace(scenario, "leverage.reuse", float(theta))
    one, two = (
        reuse_of(replace(reused, "leverage.links", float(links + more)), held) for more in (0, 1)
    )
    first, second = (float(np.asarray(found.multiplier)) for found in (one, two))
    limit = float(np.asarray(one.limit))
    assert first * (1 + 1e-12) >= 1.0
    assert first <= second * (1 + 1e-12) <= limit * (1 + 1e-9)
    x = theta / 100.0 * (1.0 - float(np.asarray(one.haircut)))
    assert math.isfinite(limit) == (x < 1.0)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="depth"):
        settled(with_fields(DEFAULT, depth=0.0))
    with pytest.raises(ValueError, match="whole number"):
        outcome(replace(DEFAULT, "leverage.links", 1.5), BOOK)
