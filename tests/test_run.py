"""The whole chain: spec headline numbers, laws and refusals."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from engine import catalogue
from engine.controls import default_scenario
from engine.run import evaluate, outcome, sweep
from engine.scenario import ASSETS, Scenario, get, replace
from tests.strategies import scenarios

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
PER_100M = replace(DEFAULT, "firm.notional", 100.0)


def margin(scenario: Scenario) -> float:
    return float(outcome(scenario, BOOK).margin.initial_margin)


@pytest.mark.parametrize(
    ("regime", "legacy", "token"),
    [
        ("none", 22.552949440107994, 15.927545409583557),
        ("cftc_futures", 22.552949440107994, 15.927545409583557),
        ("emir_other", 22.552949440107994, 18.7347369398947),
        ("cftc_swaps", 29.62222004712276, 29.62222004712276),
    ],
)
def test_margin_per_100m_of_bitcoin_futures(regime: str, legacy: float, token: float) -> None:
    """Spec section 3: 22.55 to 15.93, to 18.73 with two days, 29.62 both with five."""
    with_floor = replace(PER_100M, "margin.regime", regime)
    assert margin(replace(with_floor, "call.rail", "fedwire")) == pytest.approx(legacy, rel=1e-9)
    assert margin(with_floor) == pytest.approx(token, rel=1e-9)


def test_worst_hour_of_each_rail() -> None:
    fedwire = outcome(replace(DEFAULT, "call.rail", "fedwire"), BOOK)
    assert float(fedwire.hours_uncovered) == 50.75
    assert float(outcome(DEFAULT, BOOK).hours_uncovered) == 0.25


def test_locked_overnight_by_cycle_as_in_case_lk_01() -> None:
    expected = {"T2": 128.03876754329687, "T1": 98.0, "T0": 76.75938377164843}
    for code, fund in expected.items():
        pipe = outcome(replace(DEFAULT, "settlement.cycle", code), BOOK).settlement
        assert float(pipe.fund_share) == pytest.approx(fund, rel=1e-9)
        assert float(pipe.peak_cash) == pytest.approx(377.0, rel=1e-9)


def test_time_weighted_figure_as_in_case_lk_01() -> None:
    found = outcome(DEFAULT, BOOK)
    posted = float(found.collateral.posted)
    assert float(found.weighted) - posted == pytest.approx(348.7083333333459 - 235.0, rel=1e-9)


def test_haircut_of_bitcoin_by_hours_as_in_the_spec() -> None:
    rows = {26.25: 0.111, 46.0: 0.144, 70.0: 0.174, 76.75: 0.181}
    for hours, haircut in rows.items():
        wait = replace(DEFAULT, "collateral.control", (hours - 26.25,) * len(ASSETS))
        found = outcome(wait, BOOK).collateral
        assert float(found.haircut_model[ASSETS.index("btc")]) == pytest.approx(haircut, abs=5e-4)


def test_floor_shows_model_and_applied() -> None:
    found = outcome(DEFAULT, BOOK).collateral
    btc = ASSETS.index("btc")
    assert found.set_by[btc] == "floor"
    assert found.haircut_model[btc] < found.haircut[btc] == 0.2


def test_ineligible_asset_stays_idle_and_the_rest_carries_all() -> None:
    """Half in an asset that counts for nothing: twice the posting, half of it idle."""
    mix = tuple(50.0 if code in {"cash", "tequity"} else 0.0 for code in ASSETS)
    found = outcome(replace(DEFAULT, "collateral.mix", mix), BOOK)
    need = float(found.margin.initial_margin)
    assert float(found.collateral.posted) == pytest.approx(2 * need)
    assert float(found.collateral.idle) == pytest.approx(need)
    assert float(found.collateral.accepted) == pytest.approx(need)


def test_only_coins_cannot_cover() -> None:
    """Two coins capped at a fifth each: no amount covers the margin, and no error is raised."""
    mix = tuple(50.0 if code in {"btc", "eth"} else 0.0 for code in ASSETS)
    found = outcome(replace(DEFAULT, "collateral.mix", mix), BOOK)
    assert not found.collateral.feasible
    assert math.isinf(float(found.locked))
    assert math.isnan(float(found.cost))
    assert math.isnan(float(found.leverage))


def test_clearing_house_lists_take_no_token() -> None:
    found = outcome(replace(DEFAULT, "collateral.accept", "ccp"), BOOK).collateral
    refused = dict(zip(found.codes, found.refused_by, strict=True))
    assert {refused[c] for c in ("usdc", "stable", "btc", "eth", "ttbill")} == {"ccp"}


def test_published_table_sets_the_haircut_and_refuses_what_it_does_not_list() -> None:
    found = outcome(replace(DEFAULT, "collateral.rule", "us_uncleared"), BOOK).collateral
    tbill, btc = ASSETS.index("tbill"), ASSETS.index("btc")
    assert (found.set_by[tbill], float(found.haircut[tbill])) == ("table", 0.005)
    assert found.refused_by[btc] == "table"


def test_typed_haircut_is_final() -> None:
    typed = replace(DEFAULT, "collateral.haircuts.btc", 35.5)
    found = outcome(replace(typed, "collateral.wrong_way", value=True), BOOK).collateral
    btc = ASSETS.index("btc")
    assert found.set_by[btc] == "typed"
    assert float(found.haircut[btc]) == pytest.approx(0.355)


def test_whole_market_counts_as_all_of_it() -> None:
    whole = outcome(replace(DEFAULT, "firm.market", value=True), BOOK).settlement
    assert float(whole.fund_share) == pytest.approx(9800.0)


def test_permission_hold_lengthens_the_call_and_lowers_recycling() -> None:
    held = outcome(replace(DEFAULT, "call.hold", 1.3), BOOK)
    assert float(held.hours_uncovered) == pytest.approx(1.55)
    assert float(held.settlement.recycling) == pytest.approx(0.95 - 1.3 / 6.5)


def test_confidence_is_the_larger_of_chosen_and_regime() -> None:
    found = outcome(replace(DEFAULT, "margin.regime", "emir_otc"), BOOK).margin
    assert (found.confidence_chosen, found.confidence) == (0.99, 0.995)


@pytest.mark.parametrize("apc", ["buffer", "floor"])
def test_other_procyclicality_tools_replace_the_stress_weight(apc: str) -> None:
    found = outcome(replace(DEFAULT, "margin.apc", apc), BOOK).margin
    assert float(found.volatility_applied) == pytest.approx(0.6)
    raw = float(found.multiplier) * 0.6 * math.sqrt(float(found.period) / 365.0)
    factor = 1.25 if apc == "buffer" else BOOK.number("product.sigma_ten_year.btc_future") / 0.6
    assert float(found.rate) == pytest.approx(raw * factor, rel=1e-12)


@settings(max_examples=60)
@given(scenario=scenarios())
def test_laws_hold_for_any_scenario(scenario: Scenario) -> None:
    results = evaluate(scenario, BOOK)
    found = results.scenario
    held = found.collateral
    need = float(found.margin.initial_margin)
    assert need >= float(found.margin.initial_margin_model) - 1e-9
    assert np.all((held.haircut >= 0.0) & (held.haircut <= 1.0))
    if held.feasible:
        assert float(held.posted) >= need - 1e-6 * max(1.0, need)
        assert float(held.recognised.sum()) == pytest.approx(need, rel=1e-6, abs=1e-6)
        assert float(held.accepted + held.idle) == pytest.approx(float(held.posted), rel=1e-9)
    assert float(found.settlement.peak_cash) >= 0.0
    assert float(found.stress_loss) >= 0.0 or not held.feasible


@settings(max_examples=40)
@given(scenario=scenarios())
def test_market_value_splits_into_its_three_parts(scenario: Scenario) -> None:
    held = outcome(scenario, BOOK).collateral
    parts = held.recognised + held.haircut_value + held.unused_value
    assert np.allclose(parts, held.market_value, rtol=1e-9, atol=1e-6)


def test_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="no field"):
        sweep(DEFAULT, BOOK, "margin.colour", np.array([1.0]))


def test_negative_volatility_is_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="zero or more"):
        outcome(replace(DEFAULT, "margin.vol", -5.0), BOOK)


def test_mix_that_is_not_whole_is_refused_with_a_sentence() -> None:
    mix = (50.0,) + (0.0,) * (len(ASSETS) - 1)
    with pytest.raises(ValueError, match="must be 1"):
        outcome(replace(DEFAULT, "collateral.mix", mix), BOOK)


def test_every_preset_evaluates() -> None:
    for preset in BOOK.presets.values():
        found = evaluate(preset.scenario, BOOK).scenario
        assert math.isfinite(float(found.locked)), preset
        assert get(preset.scenario, "firm.base") == "today"


def test_a_table_that_leaves_an_asset_to_a_model_keeps_the_model() -> None:
    """OCC takes equities but values them in its own simulation, so our model stands in."""
    equity = ASSETS.index("equity")
    found = outcome(replace(DEFAULT, "collateral.rule", "occ"), BOOK).collateral
    assert found.refused_by[equity] == ""
    assert found.set_by[equity] == "floor"
