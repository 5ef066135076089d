"""Rules by date: what is in force, what it admits, and what withdrawing it brings back."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.codes import ASSETS, INSTRUMENTS
from engine.facts import DATA, load_facts, read_yaml
from engine.rules import legal_assets, rules_from, rules_in_force, switches

FILE = read_yaml(DATA / "rules.yaml")
RULES = rules_from(FILE)
AS_OF = date(2026, 10, 6)
ALWAYS = {"cash", "tbill", "mmf", "equity", "corp", "pcredit", "retoken", "own"}
COINS = {"usdc", "stable", "btc", "eth"}
WITHDRAWN = st.sets(st.sampled_from(INSTRUMENTS))
DATES = st.dates(date(2017, 1, 1), date(2029, 12, 31))


def in_force(on: date, *withdrawn: str) -> list[str]:
    return [rule.id for rule in rules_in_force(RULES, on, withdrawn)]


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
        ("26-17", set()),
        ("dtc-nal", set()),
    ],
)
def test_withdrawing_one(withdrawn: str, lost: set[str]) -> None:
    assert legal_assets(RULES, AS_OF) - legal_assets(RULES, AS_OF, {withdrawn}) == lost


def test_the_reissue_takes_the_letters_place_under_one_switch() -> None:
    assert "25-40" in in_force(date(2026, 2, 5))
    assert "26-05" not in in_force(date(2026, 2, 5))
    assert "26-05" in in_force(date(2026, 2, 6))
    assert "25-40" not in in_force(date(2026, 2, 6))
    assert not {"25-40", "26-05"} & set(in_force(AS_OF, "25-40"))


def test_the_advisory_ends_and_comes_back() -> None:
    assert "20-34" in in_force(date(2025, 12, 7))
    assert "20-34" not in in_force(AS_OF)
    assert "20-34" in in_force(AS_OF, "25-41")


def test_the_switches_are_those_of_the_scenario() -> None:
    assert set(switches(RULES)) == set(INSTRUMENTS)


@given(on=DATES, withdrawn=WITHDRAWN, more=WITHDRAWN)
def test_withdrawing_more_admits_no_more(on: date, withdrawn: set[str], more: set[str]) -> None:
    assert legal_assets(RULES, on, withdrawn | more) <= legal_assets(RULES, on, withdrawn)


@given(on=DATES, withdrawn=WITHDRAWN)
def test_what_no_letter_moves(on: date, withdrawn: set[str]) -> None:
    legal = legal_assets(RULES, on, withdrawn)
    assert legal >= ALWAYS
    assert "tequity" not in legal


def test_every_source_is_recorded() -> None:
    known = load_facts().sources.keys()
    assert {r.source for r in RULES.values()} | {r.document for r in RULES.values()} <= known


def test_unknown_withdrawal_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot withdraw 26-05; the switches are 25-39"):
        legal_assets(RULES, AS_OF, {"26-05"})


Edit = Callable[[dict[str, Any]], object]
EDITS: list[tuple[Edit, str]] = [
    *((lambda r, key=key: r.pop(key), f"missing {key}") for key in ("from", "source", "status")),
    (lambda r: r.update(status="likely"), "'likely' is not known"),
    (lambda r: r.update({"class": "rumour"}), "'rumour' is not known"),
    (lambda r: r.update({"from": "2025"}), "not a day"),
    (lambda r: r.update(until=date(2025, 12, 8)), "ends before it begins"),
    (lambda r: r.update(ended_by="25-41"), "ended_by needs a day"),
    (lambda r: r.update(until=date(2027, 1, 1), ended_by="99-99"), "no switch '99-99'"),
    (lambda r: r.update(admits="ttbill"), "not a list"),
    (lambda r: r.update(admits=["gold"]), "'gold' is not known"),
    (lambda r: r.update(name={"en": "Letter"}), "missing zh"),
    (lambda r: r.update(bans=["btc"]), "unknown key 'bans'"),
]


@pytest.mark.parametrize(("edit", "words"), EDITS)
def test_bad_rule_is_refused(edit: Edit, words: str) -> None:
    content = copy.deepcopy(FILE)
    edit(content["rules"]["25-39"])
    with pytest.raises(ValueError, match=words) as refusal:
        rules_from(content)
    assert "rules.yaml: 25-39" in str(refusal.value)


@pytest.mark.parametrize("content", [{}, {"rules": []}, {"rules": {}}, None])
def test_no_rules_are_refused(content: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValueError, match=r"rules\.yaml"):
        rules_from(content)
