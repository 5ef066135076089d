"""Links: exact round trips, and links once given out that keep their meaning."""

import hashlib
import json
from dataclasses import replace as copy_with
from itertools import islice
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.controls import default_scenario
from engine.facts import DATA, read_yaml
from engine.link import pairs, read, read_text, write
from engine.query import MAX_LINK
from engine.scenario import Scenario, get, replace
from tests import random_scenarios
from tests.strategies import FULL, SAMPLE, controls, scenarios, thorough, wild_scenarios

VERSION_1 = (  # lines published together: how many, and the hash of their names and texts
    (87, "b4ddbac3778ab85b4dcb8526f244a422c55618c56a7b1fc3f8530fcc3686322a"),
    (8, "121a1f0837e1d0a98e7ac91de7f1c05d828fb1e14ae5f072a4fc3d0c4b8db673"),
)
CORPUS = read_yaml(DATA.parent / "tests" / "link_corpus.yaml")["links"]
DEFAULT = default_scenario(controls())
TYPICAL = 300


# Round trips.


def assert_round_trip(scenario: Scenario, lang: str | None) -> None:
    text = write(scenario, controls(), lang)
    for form in (text, f"?{text}", f"https://example.org/app/margin?{text}#top"):
        reading = read_text(form, controls())
        assert reading.scenario == scenario
        assert reading.notices == ()
        assert (reading.lang, reading.version) == (lang, 1)
    decoded = {name: [value] for name, value in pairs(scenario, controls(), lang)}
    assert read(decoded, controls()).scenario == scenario
    assert len(text) <= MAX_LINK


@thorough(SAMPLE)
@given(scenarios() | wild_scenarios(), st.sampled_from([None, "en", "zh"]))
def test_scenarios_survive_the_link(scenario: Scenario, lang: str | None) -> None:
    assert_round_trip(scenario, lang)


@pytest.mark.full
def test_ten_thousand_scenarios_survive_the_link() -> None:
    random = Random(20261122)  # noqa: S311 - examples, not secrets
    seen = set()
    for _ in range(FULL):
        scenario = random_scenarios.scenario(random)
        reading = read_text(write(scenario, controls(), "zh"), controls())
        assert (reading.scenario, reading.notices, reading.lang) == (scenario, (), "zh")
        seen.add(scenario)
    assert len(seen) > FULL * 0.9


@given(scenarios())
def test_language_changes_no_setting(scenario: Scenario) -> None:
    english, chinese = (read(write(scenario, controls(), x), controls()) for x in ("en", "zh"))
    assert english.scenario == chinese.scenario
    assert (english.lang, chinese.lang) == ("en", "zh")


def test_only_what_differs_is_written() -> None:
    assert write(DEFAULT, controls()) == "v=1"
    changed = replace(DEFAULT, "collateral.haircuts.btc", 25.0)
    changed = replace(changed, "stress.shock", 40.0)
    changed = replace(changed, "rules.without", ("25-39", "26-17"))
    assert write(changed, controls(), "zh") == "v=1&h.btc=25&shock=40&without=25-39,26-17&lang=zh"


def test_titles_are_escaped_and_come_back() -> None:
    title = "抵押品: a+b & c=d, 50 %?#x"
    text = write(replace(DEFAULT, "firm.title", title), controls())
    assert read_text(text, controls()).scenario.firm.title == title
    assert text.startswith("v=1&title=%E6%8A%B5%E6%8A%BC%E5%93%81:%20a%2Bb%20%26%20c%3Dd,")


def test_a_typical_link_is_short() -> None:
    scenario = DEFAULT
    for path, value in {
        "firm.title": "What if the haircut is 30 %?", "firm.base": "token-rails",
        "firm.notional": 2500.0, "margin.since": 12.0, "margin.regime": "emir_other",
        "call.rail": "tbill_pledge", "collateral.haircuts.btc": 30.0,
        "collateral.mix": (20.0, 30.0, 0.0, 10.0, 20.0, 0.0, 15.0, 5.0, *(0.0,) * 6),
        "settlement.cycle": "ATOM", "settlement.recycle": 99.4, "stress.shock": 43.1,
        "rules.without": ("25-39", "25-40"),
    }.items():  # fmt: skip
        scenario = replace(scenario, path, value)  # type: ignore[arg-type]
    assert len(write(scenario, controls(), "zh")) <= TYPICAL


def test_values_no_link_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match=r"stress\.shock \(off_step\)"):
        write(replace(DEFAULT, "stress.shock", 0.1 + 0.2), controls())
    with pytest.raises(ValueError, match="not one of en, zh"):
        write(DEFAULT, controls(), "fr")


# Published versions keep their meaning.


def test_defaults_of_version_1_are_frozen() -> None:
    """A published line is never edited; new fields stand at the end, with a pin of their own."""
    lines = iter(read_yaml(DATA / "link" / "defaults.yaml")["versions"][1].items())
    for count, pin in VERSION_1:
        texts = dict(islice(lines, count))
        canonical = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(canonical.encode()).hexdigest() == pin
    assert list(lines) == []


def test_the_newest_version_holds_todays_defaults() -> None:
    assert controls().versions[controls().version] == DEFAULT


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: str(row["link"])[:60])
def test_links_once_given_out_keep_opening(row: dict[str, Any]) -> None:
    reading = read_text(row["link"], controls())
    assert reading.notices == ()
    found = {
        control.name: control.text(get(reading.scenario, control.path))
        for control in controls()
        if get(reading.scenario, control.path) != get(controls().versions[1], control.path)
    }
    assert found == row["holds"]


def test_the_corpus_uses_every_link_name() -> None:
    assert {name for row in CORPUS for name in row["holds"]} == set(controls().by_name)


def test_an_old_link_keeps_the_defaults_of_its_version() -> None:
    second = replace(replace(DEFAULT, "firm.notional", 2000.0), "margin.vol", 80.0)
    second = replace(second, "collateral.haircuts.btc", 30.0)
    later = copy_with(controls(), versions=MappingProxyType({1: DEFAULT, 2: second}))
    assert read("v=1&since=12", later).scenario == replace(DEFAULT, "margin.since", 12.0)
    assert read("v=2", later).scenario == second
    assert read("", later).scenario == second
    back = write(DEFAULT, later)
    assert back == "v=2&n=1000&vol=auto&h.btc=auto"
    assert read(back, later).scenario == DEFAULT
    assert [(n.code, n.used) for n in read("v=2&n=x", later).notices] == [("not_a_number", "2000")]
