"""The scenario's layers and its joint stress run through them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.controls import default_scenario
from engine.default_chain import house_of, later_layers, nasdaq_2018, run_through
from engine.facts import FactError
from engine.results import Outcome
from engine.run import outcome, sweep
from engine.scenario import ASSETS, Scenario, replace
from tests.strategies import scenarios, thorough

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
TYPED = ("member_fund", "own_layer", "mutual_fund", "assessments")
MONEY = st.floats(0.0, 1e6)


def with_mix(**shares: float) -> Scenario:
    return replace(DEFAULT, "collateral.mix", tuple(shares.get(code, 0.0) for code in ASSETS))


def with_layers(scenario: Scenario, *sizes: float | None) -> Scenario:
    for name, size in zip(TYPED, sizes, strict=True):
        scenario = replace(scenario, f"stress.{name}", size)
    return scenario


def test_layers_of_a_house_that_discloses_them() -> None:
    """CME Base, mid-2024: the defaulter's part of the fund is its part of the margin held."""
    found = later_layers(DEFAULT, BOOK, 211.783)
    assert np.asarray(found, float) == pytest.approx([7.857, 100.0, 7849.143, 21605.0])
    swaps = later_layers(replace(DEFAULT, "stress.ccp", "cme_irs"), BOOK, 0.0)
    assert np.asarray(swaps, float).tolist() == [0.0, 150.0, 1957.0, 550.0]


def test_contribution_never_exceeds_the_fund() -> None:
    member, _, mutual, _ = later_layers(DEFAULT, BOOK, 1e9)
    assert (float(np.asarray(member)), float(np.asarray(mutual))) == (7857.0, 0.0)


def test_house_that_does_not_disclose_margin_or_assessments() -> None:
    scenario = replace(DEFAULT, "stress.ccp", "nasdaq_2018")
    assert np.asarray(later_layers(scenario, BOOK, 50.0), float).tolist() == [0.0, 7.0, 166.0, 0.0]
    assert outcome(scenario, BOOK).waterfall.currency == "EUR"
    assert outcome(DEFAULT, BOOK).waterfall.currency == "USD"


def test_typed_layers_win_and_free_ones_are_empty() -> None:
    free = replace(DEFAULT, "stress.ccp", "free")
    assert np.asarray(later_layers(free, BOOK, 50.0), float).tolist() == [0.0] * 4
    typed = with_layers(DEFAULT, 10.0, 20.0, 30.0, 40.0)
    assert later_layers(typed, BOOK, 50.0) == (10.0, 20.0, 30.0, 40.0)
    partly = with_layers(DEFAULT, 857.0, None, None, 0.0)
    assert np.asarray(later_layers(partly, BOOK, 50.0), float).tolist() == [857, 100, 7000, 0]


def test_a_house_without_facts_is_refused() -> None:
    with pytest.raises(FactError, match="there is no such fact"):
        house_of("nowhere", BOOK)


def test_nasdaq_2018() -> None:
    """114 beyond the defaulter: 7 of the house, 107 of a fund of 166, which is 64 percent."""
    found = nasdaq_2018(BOOK)
    assert found.borne.tolist() == [7.0, 107.0, 0.0]
    assert found.borne[1] == BOOK.number("ccp.nasdaq_2018.member_fund_used")
    assert found.used == pytest.approx([1.0, 107 / 166])
    assert (found.columns[int(found.last)], found.currency) == ("mutual_fund", "EUR")


def test_coins_against_coins_as_in_the_spec() -> None:
    """Fall of 35.2 percent on 100m, margin 20: cash misses 15.2, coins at 20 percent 19.0."""
    for code, missing in (("cash", 15.2), ("btc", 19.0)):
        scenario = replace(with_mix(**{code: 100.0}), "firm.notional", 100.0)
        scenario = replace(scenario, "collateral.cap", 100.0)
        scenario = replace(scenario, "collateral.group_cap", 100.0)
        scenario = replace(scenario, "margin.stress_weight", 0.0)  # margin linear in volatility
        calm = float(outcome(scenario, BOOK).margin.initial_margin)
        scenario = replace(scenario, "margin.vol", 60.0 * 20.0 / calm)
        scenario = replace(scenario, "collateral.haircuts.btc", 20.0)
        found = outcome(scenario, BOOK)
        assert float(found.margin.initial_margin) == pytest.approx(20.0)
        assert found.waterfall.borne[1:].sum() == pytest.approx(missing)
        assert float(found.stress_loss) == pytest.approx(missing)


def check_laws(found: Outcome) -> None:
    fall = found.waterfall
    borne, within = fall.borne, fall.borne[..., :-1]
    np.testing.assert_allclose(borne.sum(axis=-1), fall.loss, rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(borne[..., 1:].sum(axis=-1), found.stress_loss, rtol=1e-9, atol=1e-6)
    assert np.all((within >= 0) & (within <= fall.resources))
    assert np.all((fall.used >= 0) & (fall.used <= 1))
    spilt = borne[..., 1:] > 0
    assert np.all(within[spilt] == fall.resources[spilt])
    places = np.arange(borne.shape[-1])
    assert np.all(borne[places > fall.last[..., None]] == 0.0)


@thorough(80)
@given(scenario=scenarios())
def test_laws_for_any_scenario(scenario: Scenario) -> None:
    found = outcome(scenario, BOOK)
    if not found.collateral.feasible:
        assert np.isnan(found.waterfall.borne).all()
        assert int(found.waterfall.last) == -1
        return
    check_laws(found)


@thorough(50)
@given(sizes=st.tuples(*[MONEY] * 4), more=MONEY, at=st.integers(0, 3))
def test_enlarging_a_layer_never_raises_a_later_one(
    sizes: tuple[float, ...], more: float, at: int
) -> None:
    larger = tuple(size + more * (k == at) for k, size in enumerate(sizes))
    before, after = (outcome(with_layers(DEFAULT, *s), BOOK).waterfall for s in (sizes, larger))
    assert np.all(after.borne[at + 2 :] <= before.borne[at + 2 :] + 1e-6)


@pytest.mark.parametrize(
    ("path", "high"),
    [
        ("stress.shock", 100.0),
        ("stress.crypto", 100.0),
        ("stress.stablecoin", 100.0),
        ("stress.other", 100.0),
        ("stress.member_fund", 500.0),
        ("stress.mutual_fund", 500.0),
        ("margin.vol", 200.0),
        ("firm.notional", 10_000.0),
        ("collateral.mix.btc", 30.0),
    ],
)
def test_sweeps_give_arrays_and_keep_the_laws(path: str, high: float) -> None:
    found = sweep(DEFAULT, BOOK, path, np.linspace(1.0, high, 101))
    assert found.waterfall.borne.shape == (101, 6)
    check_laws(found)


def test_a_swept_shock_gives_one_row_a_point() -> None:
    fall = sweep(DEFAULT, BOOK, "stress.shock", np.linspace(0.0, 100.0, 101)).waterfall
    assert fall.borne.shape == (101, 6)
    assert fall.last.shape == (101,)
    assert np.all(np.diff(fall.last) >= 0)
    assert (int(fall.last[0]), int(fall.last[100])) == (0, 3)


def test_a_mix_that_covers_nothing_has_no_answer() -> None:
    fall = outcome(with_mix(tequity=100.0), BOOK).waterfall
    assert np.isnan(fall.borne).all()
    assert int(fall.last) == -1
    assert math.isfinite(float(np.asarray(fall.loss)))


def test_everything_used_up_ends_at_the_unfunded_rest() -> None:
    free = with_layers(replace(DEFAULT, "stress.ccp", "free"), 1.0, 2.0, 3.0, 4.0)
    fall = outcome(replace(free, "stress.shock", 100.0), BOOK).waterfall
    assert fall.columns[int(fall.last)] == "unfunded"
    assert float(fall.unfunded) == pytest.approx(1000.0 - float(fall.resources.sum()))
    assert fall.used.tolist() == [1.0] * 5


def test_negative_layers_are_refused() -> None:
    with pytest.raises(ValueError, match="every layer"):
        run_through(1.0, np.array([-1.0, 2.0]), ("a", "b"), "USD")
    with pytest.raises(ValueError, match="0 or more"):
        outcome(with_layers(DEFAULT, -5.0, None, None, None), BOOK)
