"""The line under a chart names who published what it rests on, fast and exactly."""

from time import perf_counter

import pytest
from hypothesis import given, settings

from engine import catalogue as catalogues
from engine import formulas as records
from engine.chart_inputs import chart_inputs
from engine.provenance import Input, inputs_of
from engine.scenario import Scenario, replace
from pages.ui import picture_files, source_line
from pages.ui.text import words
from tests.strategies import scenarios

BOOK, FORMULAS = catalogues.load(), records.load()
DEFAULT = BOOK.controls.versions[BOOK.controls.version]
CHARTS = sorted(FORMULAS.by_chart)
EN, ZH = words("en"), words("zh")
MILLISECOND = 1e-3


def walked(key: str, scenario: Scenario) -> set[Input]:
    """Walk the records of a chart without any short cut; only what counts."""
    items = FORMULAS.by_chart[key]
    found = (part for item in items for part in inputs_of(item.id, scenario, BOOK, FORMULAS))
    return {part for part in found if part.counts}


def quick(key: str, scenario: Scenario) -> set[Input]:
    """Find the inputs of a chart as its line does."""
    return set(chart_inputs(key, scenario, BOOK, FORMULAS))


@pytest.mark.parametrize("name", list(BOOK.presets))
def test_the_short_cut_finds_what_the_walk_finds(name: str) -> None:
    preset = BOOK.presets[name].scenario
    for scenario in (preset, replace(preset, "collateral.haircuts.btc", 33.0)):
        for key in ("whole", "haircuts", "layers", "week_scenario"):
            assert quick(key, scenario) == walked(key, scenario), key


@settings(max_examples=20)
@given(scenarios())
def test_the_short_cut_holds_for_any_scenario(scenario: Scenario) -> None:
    for key in ("whole", "spiral"):
        assert quick(key, scenario) == walked(key, scenario)


def test_a_chart_that_no_record_names_has_no_line() -> None:
    assert source_line.line("no_such_chart", DEFAULT, EN) == ""


@pytest.mark.parametrize("key", CHARTS)
def test_every_chart_names_a_publisher_in_both_languages(key: str) -> None:
    for language, head in ((EN, "Sources: "), (ZH, "来源：")):
        said = source_line.line(key, DEFAULT, language)
        assert said.startswith(head)
        assert said[len(head)] not in ".。"


def test_at_most_three_are_named_and_the_rest_counted() -> None:
    said = source_line.line("whole", DEFAULT, EN).partition(". Illustrative")[0]
    assert said.count(";") == source_line.FEW - 1
    assert "more" in said
    assert "more" not in source_line.line("netting", DEFAULT, EN)


def test_what_the_user_set_is_counted_apart() -> None:
    moved = replace(DEFAULT, "collateral.haircuts.btc", 33.0)
    assert "yours" not in source_line.line("whole", DEFAULT, EN)
    assert source_line.line("whole", moved, EN).endswith("yours: 1.")


def test_the_saved_picture_names_the_same_publishers_first() -> None:
    first = source_line.line("whole", DEFAULT, EN).removeprefix("Sources: ").partition(";")[0]
    assert picture_files.sources("whole", DEFAULT, EN).startswith(f"Sources: {first};")


def test_a_line_for_a_moved_slider_takes_less_than_a_millisecond() -> None:
    for key in CHARTS:
        source_line.line(key, replace(DEFAULT, "margin.since", 1.0), EN)
    times = []
    for step in range(2, 7):
        scenario = replace(DEFAULT, "margin.since", float(step))
        start = perf_counter()
        for key in CHARTS:
            source_line.line(key, scenario, EN)
        times.append((perf_counter() - start) / len(CHARTS))
    assert min(times) < MILLISECOND
