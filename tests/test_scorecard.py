"""The scorecard: what each asset scores, what binds, and who refuses it."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from engine import catalogue
from engine.choice_records import FILE, choices_from, options_of, provisions_from
from engine.codes import FACT_ASSETS
from engine.controls import default_scenario
from engine.eligibility import INDICATORS, TESTS
from engine.facts import DATA, FactError, read_yaml
from engine.holdings import refusals
from engine.run import outcome, sweep
from engine.scenario import Scenario, replace
from engine.scorecard import scorecard
from pages.ui.text import words
from tests.strategies import scenarios

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
OPTIONS = options_of(BOOK.facts.facts)


def test_worked_example() -> None:
    card = scorecard(DEFAULT, BOOK).of("usdc")
    assert card.tests == {"liquidity": 3.0, "price": 1.0, "custody": 2.0, "operations": 3.0}
    assert (card.overall, card.mean, card.status) == (1.0, 2.25, "case_by_case")
    assert (card.binding, card.legal, card.refused_by) == (("price",), True, "")
    assert card.round_the_clock
    spread = card.indicators["price"][-1]
    assert (spread.name, spread.score, spread.value) == ("dispersion", 1.0, 0.0795)
    assert (spread.unit, spread.cuts) == ("share", (0.005, 0.025, 0.1))
    assert (spread.fact, spread.option) == ("asset.dispersion.usdc", "")
    title = card.indicators["custody"][0]
    assert (title.option, title.value, title.cuts) == ("regulated_custodian", None, ())


def test_each_gate_is_named() -> None:
    named = {card.code: card.refused_by for card in scorecard(DEFAULT, BOOK).cards}
    assert named == dict.fromkeys(FACT_ASSETS, "") | {
        "tequity": "law", "pcredit": "tests", "retoken": "tests",
    }  # fmt: skip
    assert (
        scorecard(replace(DEFAULT, "collateral.accept", "ccp"), BOOK).of("btc").refused_by == "ccp"
    )
    assert (
        scorecard(replace(DEFAULT, "collateral.rule", "occ"), BOOK).of("btc").refused_by == "table"
    )


def test_the_legal_gate_overrides_every_score() -> None:
    early = scorecard(replace(DEFAULT, "rules.as_of", date(2025, 12, 1)), BOOK).of("btc")
    assert (early.overall, early.status, early.refused_by) == (1.0, "not_permitted", "law")


def test_the_mean_would_let_in_what_the_minimum_keeps_out() -> None:
    card = scorecard(DEFAULT, BOOK).of("tequity")
    assert card.mean > 1.0 > card.overall


@pytest.mark.parametrize(("least", "out"), [(1.0, ""), (2.0, "tests"), (3.0, "tests")])
def test_the_smallest_score_that_counts_can_be_raised(least: float, out: str) -> None:
    scenario = replace(DEFAULT, "tests.least", least)
    found = outcome(scenario, BOOK).collateral
    assert found.refused_by[found.codes.index("btc")] == out
    assert scorecard(scenario, BOOK).of("btc").refused_by == out
    calm = replace(scenario, "tests.dispersion", "calm")
    assert scorecard(calm, BOOK).of("btc").refused_by == ("tests" if least == 3.0 else "")


def test_a_stricter_gate_locks_more_capital() -> None:
    swept = sweep(DEFAULT, BOOK, "tests.least", np.array([1.0, 2.0, 3.0]))
    assert (np.diff(np.asarray(swept.locked)) >= 0.0).all()
    assert swept.locked[1] > swept.locked[0]  # type: ignore[index]


@settings(max_examples=60)
@given(scenarios())
def test_the_card_and_the_evaluation_refuse_alike(scenario: Scenario) -> None:
    found = scorecard(scenario, BOOK)
    assert tuple(card.refused_by for card in found.cards) == refusals(scenario, BOOK)[:-1]
    for card in found.cards:
        assert (card.status == "not_permitted") == (not card.legal)
        assert card.legal or card.refused_by == "law"
        assert (card.refused_by == "tests") == (card.legal and card.overall < found.least)
        assert card.overall == min(card.tests.values()) <= card.mean
        assert set(card.indicators) == set(TESTS)


def test_the_own_asset_has_no_card() -> None:
    with pytest.raises(ValueError, match="no card"):
        scorecard(DEFAULT, BOOK).of("own")


def test_cut_offs_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="in order"):
        outcome(replace(DEFAULT, "tests.cuts_gap_move.3", 20.0), BOOK)
    swept = replace(DEFAULT, "tests.cuts_gap_move.3", np.array([1.0, 2.0]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="cannot be swept"):
        outcome(swept, BOOK)


# Choices and provisions.


def content() -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(DATA / FILE)
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_test_choice_and_provision_has_words(language: str) -> None:
    said = words(language)
    assert [t for t in TESTS if f"test.{t}" not in said or f"test.{t}.rule" not in said] == []
    options = [f"choice.{name}.{option}" for name, some in OPTIONS.items() for option in some]
    assert [key for key in options if key not in said] == []


def test_choices_and_provisions_have_known_sources() -> None:
    used = {choice.source for choice in BOOK.choices.values()}
    used |= {key for provision in BOOK.provisions.values() for key in provision.sources}
    assert used <= set(BOOK.facts.sources)
    assert {name for names in INDICATORS.values() for name in names} >= set(BOOK.choices)
    for test, provision in BOOK.provisions.items():
        assert provision.rules[-1] == "PFMI 5", test


@pytest.mark.parametrize("key", ["from", "class", "source", "status", "label", "assets"])
def test_a_choice_without_provenance_is_refused(key: str) -> None:
    raw = content()
    del raw["choices"]["title"][key]
    with pytest.raises(FactError, match=f"title: missing {key}"):
        choices_from(raw, OPTIONS)


def test_a_choice_must_fit_its_options_and_every_asset() -> None:
    raw = content()
    raw["choices"]["title"]["assets"]["btc"] = "gold"
    with pytest.raises(FactError, match=r"title\.btc: 'gold' is not known"):
        choices_from(raw, OPTIONS)
    del raw["choices"]["title"]["assets"]["btc"]
    with pytest.raises(FactError, match="missing btc"):
        choices_from(raw, OPTIONS)
    del raw["choices"]["title"]
    with pytest.raises(FactError, match="missing title"):
        choices_from(raw, OPTIONS)


@pytest.mark.parametrize("key", ["rules", "class", "status", "sources"])
def test_a_provision_without_provenance_is_refused(key: str) -> None:
    raw = content()
    del raw["provisions"]["price"][key]
    with pytest.raises(FactError, match=f"price: missing {key}"):
        provisions_from(raw)
    raw["provisions"]["price"][key] = []
    with pytest.raises(FactError, match="price"):
        provisions_from(raw)
