"""Parts of the liquidation period and of the change of margin: examples, laws, refusals."""

from dataclasses import replace as with_fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.clock_view import closed_days
from engine.codes import BASES
from engine.floor_view import FLOORS, MORNING, margins_under_floors
from engine.period_split import PARTS, margin_split, period_parts
from engine.requirement import margin_of
from engine.run import baseline_of
from engine.scenario import Scenario, replace
from tests.strategies import called_scenarios, thorough

BOOK = catalogue.load()
TOKEN = BOOK.presets["token-rails"].scenario
HUNDRED = replace(TOKEN, "firm.notional", 100.0)


def test_worked_example_of_the_specification() -> None:
    """USD 100m: 22.55 to 15.93 with once-daily calls, all of it the transfer."""
    found = margin_split(replace(TOKEN, "margin.since", 12.0), BOOK, "worst")
    assert found.levers == ("transfer", "call_schedule")
    assert float(found.before.initial_margin) / 10 == pytest.approx(22.55, abs=0.01)
    plain = margin_split(TOKEN, BOOK, "worst")
    assert float(plain.after.initial_margin) / 10 == pytest.approx(15.93, abs=0.01)
    assert plain.part("transfer") == pytest.approx(plain.change)
    assert plain.part("call_schedule") == 0.0


def test_parts_of_the_default_period() -> None:
    parts = period_parts(TOKEN, BOOK)
    assert [parts[name] * 24 for name in PARTS] == pytest.approx([24, 2, 0.25, 0, 24])
    linear = period_parts(replace(TOKEN, "margin.profile", "linear"), BOOK)
    assert linear["close"] * 24 == pytest.approx(8)


def test_three_floors_and_both_hours_as_the_specification_states_them() -> None:
    worst = margins_under_floors(HUNDRED, BOOK, "worst")
    assert [row.regime for row in worst] == list(FLOORS)
    assert [row.change for row in worst] == pytest.approx([-0.294, -0.169, 0.0], abs=5e-4)
    morning = margins_under_floors(HUNDRED, BOOK, "hour", MORNING)
    assert morning[0].change == pytest.approx(-0.002, abs=6e-4)
    model = margin_of(HUNDRED, BOOK)
    assert worst[2].scenario.model == pytest.approx(float(model.rate))
    assert worst[2].scenario.applied == worst[2].scenario.floor > worst[2].scenario.model
    assert worst[0].scenario.floor < worst[0].scenario.applied == worst[0].scenario.model


def test_the_chosen_regime_is_added_unless_it_is_one_of_them() -> None:
    uncleared = replace(TOKEN, "margin.regime", "uncleared")
    assert [row.regime for row in margins_under_floors(uncleared, BOOK, "mean")][-1] == "uncleared"
    for regime in ("none", *FLOORS):
        rows = margins_under_floors(replace(TOKEN, "margin.regime", regime), BOOK, "mean")
        assert len(rows) == len(FLOORS)


@thorough(60)
@given(called_scenarios(), st.sampled_from(BASES))
def test_parts_of_the_period_add_up_on_every_clock(scenario: Scenario, basis: str) -> None:
    here = replace(scenario, "call.basis", basis)
    parts = period_parts(here, BOOK)
    assert min(parts.values()) >= -1e-9
    model = float(margin_of(here, BOOK).period_model)
    assert sum(parts.values()) == pytest.approx(model, rel=1e-9, abs=1e-9)


@thorough(25)
@given(called_scenarios(), st.sampled_from(BASES))
def test_parts_of_the_change_add_up(scenario: Scenario, basis: str) -> None:
    found = margin_split(scenario, BOOK, basis)
    size = abs(float(found.before.initial_margin)) + abs(float(found.after.initial_margin)) + 1
    assert sum(found.parts) == pytest.approx(found.change, abs=1e-9 * size)


def test_both_sides_stand_at_the_same_hour() -> None:
    """A basis that only the scenario changes is no gain of its rail."""
    morning = replace(replace(baseline_of(TOKEN, BOOK), "call.basis", "hour"), "call.at", "wed10")
    found = margin_split(morning, BOOK, "hour")
    assert found.levers == ()
    assert found.change == 0.0


def test_where_a_floor_decides_the_rail_gets_no_credit() -> None:
    swaps = replace(TOKEN, "margin.regime", "cftc_swaps")
    found = margin_split(swaps, BOOK, "worst")
    assert found.levers == ("transfer", "floor")
    assert found.part("transfer") == 0.0
    assert found.part("floor") == pytest.approx(found.change)
    partly = margin_split(replace(TOKEN, "margin.regime", "emir_other"), BOOK, "worst")
    assert partly.part("transfer") == pytest.approx(187.3 - 225.5, abs=0.1)


def test_refusals() -> None:
    with pytest.raises(ValueError, match="fri20"):
        margins_under_floors(TOKEN, BOOK, "hour", "someday")


def test_a_holiday_on_a_weekend_is_a_weekend_and_no_holiday_none() -> None:
    week = BOOK.clock_week
    saturday = frozenset({date(2026, 11, 28)})
    assert closed_days(week, saturday) == ((72, "weekend"), (96, "weekend"))
    monday = with_fields(week, start=date(2026, 11, 30))
    assert closed_days(monday, frozenset()) == ((120, "weekend"), (144, "weekend"))
