"""Two scenarios against each other: exact sums both ways, nothing without an answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import catalogue, versus
from engine.attribution import attribute
from engine.results import HEADLINES
from engine.run import baseline_of, outcome
from engine.scenario import Scenario, replace

BOOK = catalogue.load()
PRESETS = sorted(BOOK.presets)


def preset(code: str) -> Scenario:
    return BOOK.presets[code].scenario


def test_worked_example_is_the_split_from_the_baseline() -> None:
    now = preset("token-rails")
    found, known = versus.between(baseline_of(now, BOOK), now, BOOK), attribute(now, BOOK)
    assert found == known
    assert found is not None
    assert found.levers == ("transfer", "mix")


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PRESETS), st.sampled_from(PRESETS))
def test_parts_add_up_from_one_sides_own_figures_to_the_others(first: str, second: str) -> None:
    found = versus.between(preset(first), preset(second), BOOK)
    sides = [outcome(preset(code), BOOK) for code in (first, second)]
    if found is None:
        return
    back = versus.between(preset(second), preset(first), BOOK)
    assert back is not None
    for name in HEADLINES:
        start, end = (float(side.headline[name]) for side in sides)
        assert (found.start[name], found.end[name]) == pytest.approx((start, end))
        assert sum(found.parts[name]) == pytest.approx(end - start, rel=1e-9, abs=1e-9)
        assert sum(back.parts[name]) == pytest.approx(start - end, rel=1e-9, abs=1e-9)


def test_presets_with_an_answer_have_a_split() -> None:
    today = preset("today")
    for code in PRESETS:
        assert versus.between(today, preset(code), BOOK) is not None, code


def test_a_shock_is_a_part_of_its_own_where_it_moves_a_figure() -> None:
    found = versus.between(preset("token-rails"), preset("usdc-depeg"), BOOK)
    assert found is not None
    assert found.levers == (versus.NO_LEVER,)
    assert found.parts["locked"] == (0.0,)
    assert found.parts["stress_loss"][0] > 0


def test_what_moves_no_figure_is_no_part() -> None:
    now = preset("today")
    viewed = replace(replace(now, "view.asset", "eth"), "firm.title", "Mine")
    assert versus.differing(now, viewed) == ()
    milder = replace(viewed, "spiral.shock", 12.0)
    assert versus.differing(now, milder) == ("spiral.shock",)
    found = versus.between(now, milder, BOOK)
    assert found is not None
    assert found.levers == ()


def test_a_side_without_an_answer_has_no_split() -> None:
    coins = replace(preset("today"), "collateral.mix", (0.0,) * 6 + (100.0,) + (0.0,) * 7)
    assert versus.between(coins, preset("today"), BOOK) is None
    assert versus.between(preset("today"), coins, BOOK) is None


def test_a_sweep_is_refused() -> None:
    swept = replace(preset("today"), "margin.vol", np.array([50.0, 60.0]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="the split between two scenarios takes one scenario"):
        versus.between(preset("today"), swept, BOOK)
