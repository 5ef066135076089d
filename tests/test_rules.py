"""Rules by date: what is in force, what it admits, and what withdrawing it brings back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.codes import ASSETS, CYCLES, INSTRUMENTS, REGIMES
from engine.rules import (
    CYCLE_STANDINGS,
    STANDINGS,
    Rule,
    cycle_standing,
    haircut_floors,
    legal_assets,
    open_rails,
    own_charges,
    period_floors,
    rules_in_force,
    standing,
    switches,
)

RULES = catalogue.load().rules
AS_OF = date(2026, 10, 6)
ALWAYS = {"cash", "tbill", "mmf", "equity", "corp", "pcredit", "retoken", "own"}
COINS = {"usdc", "stable", "btc", "eth"}
WITHDRAWN = st.sets(st.sampled_from(INSTRUMENTS))
DATES = st.dates(date(2017, 1, 1), date(2029, 12, 31))


def in_force(on: date, *withdrawn: str) -> set[str]:
    return {rule.id for rule in rules_in_force(RULES, on, withdrawn)}


def charged(on: date, *withdrawn: str) -> set[tuple[str, str]]:
    return {(rule.id, asset) for rule, asset, _ in own_charges(RULES, on, withdrawn)}


def test_today_everything_but_tokenised_equity() -> None:
    assert legal_assets(RULES, AS_OF) == set(ASSETS) - {"tequity"}


def test_the_day_before_the_letters() -> None:
    assert legal_assets(RULES, date(2025, 12, 7)) == ALWAYS
    assert legal_assets(RULES, date(2025, 12, 8)) == ALWAYS | COINS | {"ttbill"}


@pytest.mark.parametrize(
    ("withdrawn", "lost"),
    [
        ("25-39", {"ttbill"}),
        ("25-40", COINS),
        ("25-41", COINS),  # Advisory 20-34 is back, and the stricter of two positions is taken
        *((code, set()) for code in INSTRUMENTS if code not in {"25-39", "25-40", "25-41"}),
    ],
)
def test_withdrawing_one(withdrawn: str, lost: set[str]) -> None:
    assert legal_assets(RULES, AS_OF) - legal_assets(RULES, AS_OF, {withdrawn}) == lost


def test_the_reissue_takes_the_letters_place_under_one_switch() -> None:
    assert {"25-40", "26-05"} & in_force(date(2026, 2, 5)) == {"25-40"}
    assert {"25-40", "26-05"} & in_force(date(2026, 2, 6)) == {"26-05"}
    assert not {"25-40", "26-05"} & in_force(AS_OF, "25-40")
    assert "trust banks" in RULES["26-05"].effect["en"]


def test_the_advisory_ends_and_comes_back() -> None:
    assert "20-34" in in_force(date(2025, 12, 7))
    assert "20-34" not in in_force(AS_OF)
    assert "20-34" in in_force(AS_OF, "25-41")


def test_standings() -> None:
    assert {
        name: standing(RULES[name], AS_OF, {"25-40"})
        for name in ("25-39", "25-40", "26-05", "genius-act", "occ-genius", "dtc-stellar", "eu-t1")
    } == {
        "25-39": "in_force", "25-40": "ended", "26-05": "withdrawn", "genius-act": "announced",
        "occ-genius": "proposed", "dtc-stellar": "announced", "eu-t1": "announced",
    }  # fmt: skip
    assert standing(RULES["26-05"], date(2026, 2, 5), {"25-40"}) == "not_yet"
    assert standing(RULES["genius-act"], date(2025, 7, 17)) == "not_yet"
    assert standing(RULES["genius-act"], date(2027, 1, 18)) == "in_force"
    assert standing(replace(RULES["occ-genius"], until=AS_OF), AS_OF) == "ended"


@pytest.mark.parametrize("name", ["eu-t1", "uk-t1"])
def test_one_day_cycle_abroad_is_announced_until_its_day(name: str) -> None:
    rule = RULES[name]
    assert rule.announced is not None
    assert standing(rule, rule.announced - timedelta(1)) == "not_yet"
    assert standing(rule, rule.announced) == "announced"
    assert standing(rule, date(2027, 10, 10)) == "announced"
    there = cycle_standing(RULES, date(2027, 10, 10), place=rule.place)
    assert (there["T1"], there["T2"]) == ("announced", "not_offered")


def test_one_day_cycle_abroad_holds_from_its_day_where_it_is_law() -> None:
    assert cycle_standing(RULES, date(2027, 10, 11), place="eu")["T1"] == "standard"
    assert cycle_standing(RULES, date(2027, 10, 11), place="uk")["T1"] == "announced"


@pytest.mark.parametrize(
    ("on", "standard", "longer"),
    [
        (date(2017, 9, 4), "T3", {"T5"}),
        (date(2017, 9, 5), "T2", {"T5", "T3"}),
        (date(2024, 5, 27), "T2", {"T5", "T3"}),
        (date(2024, 5, 28), "T1", {"T5", "T3", "T2"}),
        (AS_OF, "T1", {"T5", "T3", "T2"}),
    ],
)
def test_the_standard_cycle_by_date(on: date, standard: str, longer: set[str]) -> None:
    marks = cycle_standing(RULES, on)
    assert {code for code, mark in marks.items() if mark == "standard"} == {standard}
    assert {code for code, mark in marks.items() if mark == "not_permitted"} == longer
    assert marks["T0"] == "allowed"
    assert {mark for code, mark in marks.items() if code[0] in "AB"} == {"not_offered"}


def test_charges_on_own_positions_show_from_their_day() -> None:
    assert charged(date(2026, 2, 18)) == set()
    dealer = {("sec-faq", "usdc"), ("sec-faq", "stable")}
    assert charged(date(2026, 2, 19)) == charged(date(2026, 3, 19)) == dealer
    assert charged(date(2026, 3, 20)) == dealer | {("faq-2026-03", code) for code in COINS}
    assert charged(AS_OF, "faq-2026-03") == dealer
    assert charged(AS_OF, "faq-2026-03", "sec-faq") == set()


def test_a_floor_holds_while_a_rule_that_claims_it_does() -> None:
    none = {"btc": (), "eth": ()}
    both = {"btc": ("asset.floor.btc",), "eth": ("asset.floor.eth",)}
    assert haircut_floors(RULES, date(2025, 12, 7)) == none
    assert haircut_floors(RULES, date(2025, 12, 8)) == haircut_floors(RULES, AS_OF) == both
    assert haircut_floors(RULES, AS_OF, {"25-40"}) == none


@given(on=DATES, withdrawn=WITHDRAWN)
def test_periods_are_law_at_every_date(on: date, withdrawn: set[str]) -> None:
    found = period_floors(RULES, on, withdrawn)
    assert set(found) == set(REGIMES) - {"none"}
    assert all(set(facts) == {f"regime.days.{code}"} for code, facts in found.items())


def test_the_switches_are_those_of_the_scenario() -> None:
    assert set(switches(RULES)) == set(INSTRUMENTS)


@given(on=DATES, withdrawn=WITHDRAWN, more=WITHDRAWN)
def test_withdrawing_more_admits_no_more(on: date, withdrawn: set[str], more: set[str]) -> None:
    assert legal_assets(RULES, on, withdrawn | more) <= legal_assets(RULES, on, withdrawn)
    revived = {r.id for r in RULES.values() if r.ended_by}
    assert in_force(on, *withdrawn, *more) <= in_force(on, *withdrawn) | revived


@given(on=DATES, withdrawn=WITHDRAWN)
def test_what_no_letter_moves(on: date, withdrawn: set[str]) -> None:
    legal = legal_assets(RULES, on, withdrawn)
    assert legal >= ALWAYS
    assert "tequity" not in legal
    assert open_rails(RULES, on, withdrawn) == set()
    marks = cycle_standing(RULES, on, withdrawn)
    assert marks == cycle_standing(RULES, on)
    assert set(marks) == set(CYCLES)
    assert set(marks.values()) <= set(CYCLE_STANDINGS)


@given(st.sampled_from(list(RULES.values())), DATES, WITHDRAWN)
def test_a_standing_is_one_of_six_and_plans_never_hold(
    rule: Rule, on: date, withdrawn: set[str]
) -> None:
    found = standing(rule, on, withdrawn)
    assert found in STANDINGS
    assert (rule.id in in_force(on, *withdrawn)) == (found == "in_force")
    if rule.kind in {"plan", "proposal"}:
        assert found != "in_force"
    if on < rule.from_:
        assert found in {"not_yet", "announced", "withdrawn"}
    if found == "withdrawn":
        assert rule.switch in withdrawn


@given(on=DATES, withdrawn=WITHDRAWN, later=st.integers(0, 4000))
def test_nothing_unknown_becomes_known_by_going_back(
    on: date, withdrawn: set[str], later: int
) -> None:
    then = on + timedelta(later)
    unknown = {r.id for r in RULES.values() if standing(r, then, withdrawn) == "not_yet"}
    assert unknown <= {r.id for r in RULES.values() if standing(r, on, withdrawn) == "not_yet"}


def test_unknown_withdrawal_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot withdraw 26-05; the switches are 25-39"):
        legal_assets(RULES, AS_OF, {"26-05"})
