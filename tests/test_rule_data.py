"""The shipped rules and answers of clearing houses: complete, refused when incomplete."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine import catalogue
from engine.acceptance import REQUIRED, acceptance_from
from engine.codes import CYCLES, INSTRUMENTS
from engine.facts import DATA, FactError, read_yaml
from engine.rule_records import check_rules, rules_from
from engine.rules import KINDS, WITHDRAWABLE, Rule, switches
from pages.ui.text import languages, words

BOOK = catalogue.load()
RULES = BOOK.rules
FILES = {path.name: read_yaml(path) for path in sorted(DATA.glob("rules*.yaml"))}
ACCEPTANCE = read_yaml(DATA / "acceptance.yaml")
NAMED = {
    "20-34", "25-39", "25-40", "25-41", "26-05", "26-17", "faq-2026-03", "faq-2026-09",
    "adv-24-7", "dtc-nal", "dtc-v1-limits", "sec-faq", "genius-act", "occ-genius", "sco60",
    "emir-24", "emir-26", "emir-28", "cfr-39-13-g-2", "cfr-39-13-g-10", "cfr-39-13-g-11",
    "cfr-39-13-g-13", "cfr-23-156", "bcbs-iosco", "15c6-1-t2", "15c6-1-t1", "fed-22x6",
    "eu-t1", "uk-t1",
}  # fmt: skip


def test_every_file_is_read_and_every_instrument_is_there() -> None:
    assert sum(len(content["rules"]) for content in FILES.values()) == len(RULES)
    assert set(RULES) >= NAMED
    assert {rule.kind for rule in RULES.values()} == set(KINDS)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert {rule.source, rule.document} <= BOOK.facts.sources.keys()
    named = {*rule.floors.values(), *rule.charges.values(), *rule.periods.values()}
    assert named <= BOOK.facts.facts.keys()
    assert rule.name["en"].isascii()
    assert rule.effect["en"].isascii()
    for chinese in (rule.name["zh"], rule.effect["zh"]):
        assert any("\u4e00" <= char <= "\u9fff" for char in chinese)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_status_follows_from_what_was_read(rule: Rule) -> None:
    assert rule.status in {"verified", "quoted", "secondary", "to_confirm"}
    if rule.kind in {"law", "rule"}:
        assert rule.class_ in {"law", "data"}
    if not BOOK.facts.sources[rule.source].url and rule.status == "verified":
        assert rule.class_ == "law"  # a numbered text that is found without an address


def test_supervisors_can_withdraw_letters_but_no_law() -> None:
    for rule in RULES.values():
        if rule.switch:
            assert rule.kind in WITHDRAWABLE, rule.id
        elif rule.kind in WITHDRAWABLE:
            assert rule.until or rule.place == "global", rule.id
    assert set(switches(RULES)) == set(INSTRUMENTS)
    assert INSTRUMENTS[:5] == ("25-39", "25-40", "25-41", "26-17", "dtc-nal")


def test_every_switch_has_a_name_in_both_languages() -> None:
    for code in INSTRUMENTS:
        assert all(words(lang)(f"control.rules.without.{code}") for lang in languages)


def test_days_say_no_more_than_the_source() -> None:
    shown = {name: RULES[name].day for name in ("dtc-launch", "dtcc-appchain", "dtc-stellar")}
    assert shown == {"dtc-launch": "2026-10", "dtcc-appchain": "2026-Q4", "dtc-stellar": "2027-H1"}
    assert RULES["fed-22x6"].day == "2028"
    assert RULES["26-05"].day == "2026-02-06"
    assert RULES["cfr-39-14"].day == "< 2017-01-01"


def test_wording_read_as_quoted_is_named_as_such() -> None:
    quoted = {rule.id for rule in RULES.values() if rule.status == "quoted"}
    assert quoted == {"25-39", "sec-faq", "genius-act", "dtc-crypto-etf"}
    assert all(BOOK.facts.sources[RULES[name].source].url for name in quoted)
    assert BOOK.facts.at("charge.own_dealer.usdc").status == "quoted"


def test_signing_and_vote_stand_by_themselves_and_change_no_figure() -> None:
    for name, day in (("genius-signed", "2025-07-18"), ("clarity-vote", "2026-09-15")):
        rule = RULES[name]
        assert rule.day == day
        assert not any((rule.admits, rule.bars, rule.floors, rule.charges, rule.periods))
        assert not any((rule.cycles, rule.rails, rule.switch))


def test_the_two_twenties_are_two_facts() -> None:
    facts = BOOK.facts
    assert facts.value("asset.floor.btc") == facts.value("charge.own.btc") == 0.20
    assert facts.value("charge.own.btc") == facts.value("capital.inventory_uncovered")
    assert facts.value("charge.own.usdc") == facts.value("charge.own_dealer.usdc") == 0.02
    assert facts.at("charge.own.btc").from_ == date(2026, 3, 20)
    assert facts.at("charge.own_dealer.usdc").from_ == date(2026, 2, 19)
    floors = {fact for rule in RULES.values() for fact in rule.floors.values()}
    charges = {fact for rule in RULES.values() for fact in rule.charges.values()}
    assert floors == {"asset.floor.btc", "asset.floor.eth"}
    assert not floors & charges
    assert {facts.at(fact).status for fact in floors} == {"to_confirm"}


def test_only_the_us_cycle_rules_say_what_is_standard_today() -> None:
    for rule in RULES.values():
        assert set(rule.cycles) <= set(CYCLES)
        assert "ATOM" not in rule.cycles


def test_no_large_clearing_house_is_said_to_take_crypto() -> None:
    answers = {(record.house, record.group): record for record in BOOK.acceptance}
    for house in ("CME Clearing", "ICE Clear Credit", "OCC", "LCH Ltd"):
        record = answers[house, "crypto"]
        assert (record.answer, record.day) == ("none_found", "2026-10-06")
        assert all(BOOK.facts.value(f"asset.accepted_ccp.{code}") == 0 for code in record.assets)
    assert answers["CME Clearing", "tokenised_cash"].answer == "planned"
    assert answers["Eurex Clearing", "ledger_moved"].day == "2025-06"
    assert answers["Bitnomial Clearinghouse", "crypto"].answer == "claimed"


Edit = Callable[[dict[str, Any]], object]
KEYS = ("from", "kind", "class", "status", "source", "layer", "place", "name", "effect")
EDITS: list[tuple[Edit, str]] = [
    *((lambda r, key=key: r.pop(key), f"missing {key}") for key in KEYS),
    (lambda r: r.update(kind="decree"), "'decree' is not known"),
    (lambda r: r.update(status="likely"), "'likely' is not known"),
    (lambda r: r.update({"class": "rumour"}), "'rumour' is not known"),
    (lambda r: r.update({"from": "2025"}), "not a day"),
    (lambda r: r.update(precision="week"), "'week' is not known"),
    (lambda r: r.update(precision="month"), "no month begins on 2025-12-08"),
    (lambda r: r.update({"from": date(2025, 12, 1), "precision": "quarter"}), "no quarter begins"),
    (lambda r: r.update(announced=date(2026, 1, 1)), "begins before it is announced"),
    (lambda r: r.update(kind="plan"), "needs the day it was made known"),
    (lambda r: r.update(until=date(2025, 12, 8)), "ends before it begins"),
    (lambda r: r.update(ended_by="25-41"), "ended_by needs a day"),
    (lambda r: r.update(until=date(2027, 1, 1), ended_by="99-99"), "no switch '99-99'"),
    (lambda r: r.update(layer=["paper"]), "'paper' is not known"),
    (lambda r: r.update(place="moon"), "'moon' is not known"),
    (lambda r: r.update(admits="ttbill"), "not a list"),
    (lambda r: r.update(admits=["gold"]), "'gold' is not known"),
    (lambda r: r.update(floors=["btc"]), "not a mapping"),
    (lambda r: r.update(floors={"gold": "a.b"}), "'gold' is not known"),
    (lambda r: r.update(periods={"weekly": "a.b"}), "'weekly' is not known"),
    (lambda r: r.update(cycles={"T9": "standard"}), "'T9' is not known"),
    (lambda r: r.update(cycles={"T1": "announced"}), "'announced' is not known"),
    (lambda r: r.update(name={"en": "Letter"}), "missing zh"),
    (lambda r: r.update(bans=["btc"]), "unknown key 'bans'"),
]


@pytest.mark.parametrize(("edit", "text"), EDITS)
def test_a_bad_rule_is_refused(edit: Edit, text: str) -> None:
    content = copy.deepcopy(FILES)
    edit(content["rules.yaml"]["rules"]["25-39"])
    with pytest.raises(FactError, match=text) as refusal:
        rules_from(content)
    assert "rules.yaml: 25-39" in str(refusal.value)


@pytest.mark.parametrize("content", [{}, {"rules": []}, {"rules": {}}, None])
def test_no_rules_are_refused(content: Any) -> None:  # noqa: ANN401
    with pytest.raises(FactError, match=r"rules_x\.yaml"):
        rules_from({"rules_x.yaml": content})


def test_an_id_in_two_files_is_refused() -> None:
    twice = {"rules": {"25-39": FILES["rules.yaml"]["rules"]["25-39"]}}
    with pytest.raises(FactError, match=r"rules_z\.yaml: 25-39: it is in rules\.yaml too"):
        rules_from({**FILES, "rules_z.yaml": twice})


@pytest.mark.parametrize(
    ("missing", "text"),
    [
        ("sources", "no source 'cftc_20_34'"),
        ("facts", "no fact 'asset.floor"),
        ("rails", "no rail"),
    ],
)
def test_what_is_not_on_record_is_refused(missing: str, text: str) -> None:
    known = {"sources": BOOK.facts.sources, "facts": BOOK.facts.facts, "rails": BOOK.rails}
    with pytest.raises(FactError, match=text):
        check_rules(RULES, **{**known, missing: {}})


ANSWERS: list[tuple[Edit, str]] = [
    *((lambda r, key=key: r.pop(key), f"missing {key}") for key in sorted(REQUIRED)),
    (lambda r: r.update(answer="yes"), "'yes' is not known"),
    (lambda r: r.update(group="gold"), "'gold' is not known"),
    (lambda r: r.update(assets="btc"), "not a list"),
    (lambda r: r.update(assets=["gold"]), "'gold' is not known"),
    (lambda r: r.update(source="hearsay"), "unknown source 'hearsay'"),
    (lambda r: r.update(rate=0.2), "unknown key 'rate'"),
]


@pytest.mark.parametrize(("edit", "text"), ANSWERS)
def test_a_bad_answer_is_refused(edit: Edit, text: str) -> None:
    content = copy.deepcopy(ACCEPTANCE)
    edit(content["acceptance"]["cme-crypto"])
    with pytest.raises(FactError, match=text) as refusal:
        acceptance_from(content, BOOK.facts.sources)
    assert "acceptance.yaml: cme-crypto" in str(refusal.value)


def test_no_answers_are_refused() -> None:
    with pytest.raises(FactError, match="there are no entries"):
        acceptance_from({"acceptance": {}}, BOOK.facts.sources)
