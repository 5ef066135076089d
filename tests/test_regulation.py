"""Regulation of a scenario: the gate, the floors and the marks follow the day and the letters."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.codes import CYCLES, FACT_ASSETS, INSTRUMENTS, REGIMES
from engine.floors import asset_floors, regime_days
from engine.holdings import holding
from engine.regulation import regulation, timeline
from engine.requirement import margin_of
from engine.run import outcome
from engine.scenario import Scenario, replace

BOOK = catalogue.load()
LETTERS = BOOK.presets["letters-btc"].scenario
COINS = {"usdc", "stable", "btc", "eth"}
AS_OF = date(2026, 10, 6)
DATES = st.dates(date(2017, 1, 1), date(2029, 12, 31))
SUBSETS = st.sets(st.sampled_from(INSTRUMENTS)).map(
    lambda chosen: tuple(code for code in INSTRUMENTS if code in chosen)
)


def at(on: date, *without: str, scenario: Scenario = LETTERS) -> Scenario:
    return replace(replace(scenario, "rules.as_of", on), "rules.without", without)


def refused_by_law(scenario: Scenario) -> set[str]:
    refused = regulation(scenario, BOOK).refused_by
    return {code for code, why in refused.items() if why == "law"}


@pytest.mark.parametrize("on", [date(2025, 12, 1), date(2025, 12, 7)])
def test_before_the_letters_coins_do_not_count(on: date) -> None:
    assert refused_by_law(at(on)) == COINS | {"ttbill", "tequity"}


@pytest.mark.parametrize("on", [date(2025, 12, 8), date(2026, 2, 6), date(2026, 3, 20), AS_OF])
def test_since_the_letters_they_do_unless_withdrawn(on: date) -> None:
    assert refused_by_law(at(on)) == {"tequity"}
    assert refused_by_law(at(on, "25-40")) == COINS | {"tequity"}


@pytest.mark.parametrize("scenario", [at(date(2025, 12, 1)), at(AS_OF, "25-40")])
def test_locked_capital_answers(scenario: Scenario) -> None:
    before, now = outcome(scenario, BOOK), outcome(at(AS_OF), BOOK)
    assert float(now.collateral.posted) == pytest.approx(235.663, abs=0.001)
    assert float(before.collateral.posted) == pytest.approx(282.973, abs=0.001)
    assert float(before.collateral.idle) == pytest.approx(0.2 * 282.973, abs=0.001)
    assert float(now.collateral.idle) == pytest.approx(0.0, abs=1e-9)
    assert float(before.locked) > float(now.locked)


def test_charges_are_shown_and_change_no_figure() -> None:
    with_them, without = regulation(at(AS_OF), BOOK), regulation(at(AS_OF, "faq-2026-03"), BOOK)
    rates = {(charge.rule, charge.asset): charge.value for charge in with_them.charges}
    assert rates == {
        ("faq-2026-03", "btc"): 0.20, ("faq-2026-03", "eth"): 0.20,
        ("faq-2026-03", "usdc"): 0.02, ("faq-2026-03", "stable"): 0.02,
        ("sec-faq", "usdc"): 0.02, ("sec-faq", "stable"): 0.02,
    }  # fmt: skip
    assert {charge.rule for charge in without.charges} == {"sec-faq"}
    assert regulation(at(date(2026, 3, 19)), BOOK).charges == without.charges
    dropped = at(AS_OF, "faq-2026-03", "faq-2026-09", "sec-faq")
    assert outcome(dropped, BOOK).headline == outcome(at(AS_OF), BOOK).headline


def test_the_coin_floor_is_the_letters() -> None:
    floors = {floor.asset: floor for floor in regulation(at(AS_OF), BOOK).floors}
    assert floors["btc"].value == 0.20
    assert floors["btc"].facts == ("asset.floor.btc",)
    assert floors["corp"].facts == ()  # the tool's own choice holds at every date
    before = {floor.asset for floor in regulation(at(date(2025, 12, 7)), BOOK).floors}
    assert before == set(floors) - {"btc", "eth"}
    btc = FACT_ASSETS.index("btc")
    assert holding(at(AS_OF), BOOK).floor[btc] == 0.20
    assert holding(at(AS_OF, "25-40"), BOOK).floor[btc] == 0.0


def without_rule(**changes: Any) -> catalogue.Catalogue:  # noqa: ANN401
    """Return the catalogue with the CFTC's periods changed: a date before the rule."""
    rule = dataclasses.replace(BOOK.rules["cfr-39-13-g-2"], **changes)
    return dataclasses.replace(BOOK, rules={**BOOK.rules, rule.id: rule})


def test_a_period_holds_only_while_its_rule_does() -> None:
    swaps = replace(at(AS_OF), "margin.regime", "cftc_swaps")
    assert regulation(swaps, BOOK).period_floor == 5.0
    later = without_rule(from_=date(2027, 1, 1))
    assert regulation(swaps, later).period_floor == 0.0
    assert float(margin_of(swaps, later).period_floor) == 0.0
    assert not bool(margin_of(swaps, later).floor_binds)
    assert float(margin_of(at(date(2027, 1, 1), scenario=swaps), later).period_floor) > 5.0
    assert regime_days("none", AS_OF, (), later) == 0.0


def test_of_several_floors_in_force_the_largest_holds() -> None:
    both = without_rule(floors={"btc": "asset.floor.pcredit"})
    assert asset_floors(AS_OF, (), both)[FACT_ASSETS.index("btc")] == 0.30
    assert asset_floors(AS_OF, ("25-40",), both)[FACT_ASSETS.index("btc")] == 0.30


@pytest.mark.parametrize(
    ("cycle", "on", "mark"),
    [
        ("T1", AS_OF, "standard"),
        ("T2", AS_OF, "not_permitted"),
        ("T2", date(2024, 5, 27), "standard"),
        ("T0", AS_OF, "allowed"),
        ("B4", AS_OF, "not_offered"),
        ("ATOM", date(2029, 12, 31), "not_offered"),
    ],
)
def test_the_cycle_is_marked_and_still_evaluated(cycle: str, on: date, mark: str) -> None:
    scenario = replace(at(on), "settlement.cycle", cycle)
    found = regulation(scenario, BOOK)
    assert (found.cycle, found.cycle_standing) == (cycle, mark)
    assert float(outcome(scenario, BOOK).locked) > 0.0


def test_the_timeline_is_in_order_and_complete() -> None:
    rules = timeline(BOOK)
    assert {rule.id for rule in rules} == set(BOOK.rules)
    assert [rule.from_ for rule in rules] == sorted(rule.from_ for rule in rules)
    found = regulation(at(AS_OF), BOOK).instruments
    assert [item.rule.id for item in found] == [rule.id for rule in rules]
    assert {item.standing for item in found} >= {"in_force", "announced", "proposed", "ended"}


@given(DATES, SUBSETS, st.sampled_from(REGIMES), st.sampled_from(CYCLES))
def test_dtc_tokens_never_count_and_longer_hours_never_open(
    on: date, without: tuple[str, ...], regime: str, cycle: str
) -> None:
    scenario = at(on, *without)
    scenario = replace(replace(scenario, "margin.regime", regime), "settlement.cycle", cycle)
    found = regulation(scenario, BOOK)
    assert found.refused_by["tequity"] == "law"
    assert "tequity" not in found.legal
    assert found.rails == set()
    assert found.period_floor == BOOK.number(f"regime.days.{regime}")


@given(DATES, SUBSETS, SUBSETS)
def test_withdrawing_more_lifts_no_floor(
    on: date, without: tuple[str, ...], more: tuple[str, ...]
) -> None:
    both = tuple(code for code in INSTRUMENTS if code in {*without, *more})
    assert (asset_floors(on, both, BOOK) <= asset_floors(on, without, BOOK)).all()


def test_an_unknown_withdrawal_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot withdraw 26-05"):
        regulation(at(AS_OF, "26-05"), BOOK)
    with pytest.raises(ValueError, match="cannot withdraw 26-05"):
        asset_floors(AS_OF, ("26-05",), BOOK)
    with pytest.raises(ValueError, match="cannot withdraw 26-05"):
        regime_days("none", AS_OF, ("26-05",), BOOK)
