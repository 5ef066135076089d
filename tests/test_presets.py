"""Presets: every one decodes to the letter, is short, sourced and explained."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine.codes import PRESETS
from engine.controls import default_scenario
from engine.facts import DATA, FactError, load_facts, read_yaml
from engine.link import write
from engine.presets import load_presets, presets_from
from engine.scenario import ASSETS, difference, get
from pages.ui.text import words
from tests.strategies import controls

FOUND = load_presets(DATA, controls())
SHORT = 300


def test_the_published_ids_are_all_there() -> None:
    assert tuple(FOUND) == PRESETS
    assert len(PRESETS) == 14
    assert controls().by_path["firm.base"].options == PRESETS


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_short_valid_and_written_back_the_same(name: str) -> None:
    preset = FOUND[name]
    assert len(preset.link) <= SHORT
    assert controls().problems(preset.scenario) == ()
    assert preset.scenario.firm.base == "today"
    same = dict(part.split("=") for part in preset.link.split("&"))
    again = dict(part.split("=") for part in write(preset.scenario, controls()).split("&"))
    assert set(same) == set(again)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_sourced_and_explained(name: str) -> None:
    known = load_facts().sources
    assert [key for key in FOUND[name].sources if key not in known] == []
    for language in ("en", "zh"):
        assert words(language)(f"preset.{name}.name")
        assert words(language)(f"preset.{name}.note")


def test_presets_differ_from_each_other() -> None:
    assert len({preset.scenario for preset in FOUND.values()}) == len(FOUND)


def test_the_empty_link_is_token_rails() -> None:
    assert FOUND["token-rails"].scenario == default_scenario(controls())


def test_the_baseline_is_cash_and_bills_by_fedwire_once_a_day() -> None:
    today = FOUND["today"].scenario
    held = {asset: get(today, f"collateral.mix.{asset}") for asset in ASSETS}
    assert {asset: share for asset, share in held.items() if share} == {"cash": 40.0, "tbill": 60.0}
    assert (today.call.rail, today.margin.since, today.settlement.cycle) == ("fedwire", 24.0, "T1")


@pytest.mark.parametrize(
    ("name", "against", "moved"),
    [
        ("usdc-calls", "today", {"call.rail"}),
        ("letters-btc", "today", {"collateral.mix"}),
        ("bills-tokenised", "today", {"call.rail", "collateral.mix"}),
        ("t2-2023", "today", {"settlement.cycle", "rules.as_of"}),
        ("netted-t0", "today", {"settlement.cycle"}),
        ("atomic-prefunded", "today", {"settlement.cycle", "settlement.recycle"}),
        ("atomic-recycled", "today", {"settlement.cycle", "settlement.recycle"}),
        ("dtc-v1", "today", {"collateral.mix"}),
        ("before-letters", "token-rails", {"rules.as_of"}),
        ("usdc-depeg", "token-rails", {"stress.stablecoin"}),
        ("letters-withdrawn", "token-rails", {"rules.without"}),
    ],
)
def test_presets_move_what_they_are_about(name: str, against: str, moved: set[str]) -> None:
    assert set(difference(FOUND[against].scenario, FOUND[name].scenario)) == moved


def test_dated_presets_stand_on_their_day() -> None:
    assert FOUND["before-letters"].scenario.rules.as_of == date(2025, 12, 7)
    assert FOUND["march-2020"].scenario.rules.as_of == date(2020, 3, 15)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"today": {"link": "v=1&n=0.5", "sources": ["plumbline"]}}, "out_of_range"),
        ({"today": {"link": "n=500", "sources": ["plumbline"]}}, "version_missing"),
        ({"today": {"link": "v=1", "sources": []}}, "no sources"),
        ({"today": {"link": "v=1", "sources": "plumbline"}}, "no sources"),
        ({"today": {"link": "v=1"}}, "missing sources"),
        ({"today": {"link": 3, "sources": ["plumbline"]}}, "not a text"),
        ({"tomorrow": {"link": "v=1", "sources": ["plumbline"]}}, "unknown key"),
    ],
)
def test_broken_presets_are_refused(change: dict[str, Any], message: str) -> None:
    rows = read_yaml(DATA / "presets.yaml") | change
    with pytest.raises(FactError, match=message):
        presets_from(rows, controls())


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"presets\.yaml"):
        load_presets(tmp_path, controls())
