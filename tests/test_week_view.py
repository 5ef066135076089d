"""The week of calls and the way of the money: worked examples, laws, refusals."""

from dataclasses import replace as with_fields
from datetime import datetime
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.calls import ZONE, uncovered_exposure
from engine.codes import RAILS, WEEK_HOURS
from engine.money_path import MOVING, path_of_money
from engine.period import hours_uncovered
from engine.run import outcome
from engine.scenario import Scenario, replace
from engine.week_view import exposure_course, week_view
from tests.strategies import called_scenarios, thorough

BOOK = catalogue.load()
TODAY = BOOK.presets["today"].scenario
HOURS = st.integers(0, 167)
CODES = st.sampled_from(RAILS)
Cell: TypeAlias = tuple[int, int]


def cell(rail: str, label: str) -> Cell:
    return RAILS.index(rail), WEEK_HOURS.index(label)


def with_call(scenario: Scenario, **fields: object) -> Scenario:
    call = with_fields(scenario.call, **fields)  # type: ignore[arg-type]
    return with_fields(scenario, call=call)


def test_spec_examples() -> None:
    """Friday 20:00: Fedwire 49.5 h, bills pledged 61 h, coins a quarter; Wednesday half an hour."""
    hundred = replace(TODAY, "firm.notional", 100.0)
    view = week_view(hundred, BOOK)
    assert view.hours.shape == view.exposure.shape == (10, 168)
    late = {rail: view.hours[cell(rail, "fri20")] for rail in ("fedwire", "tbill_pledge", "usdc")}
    assert late == {"fedwire": 49.5, "tbill_pledge": 61.0, "usdc": 0.25}
    early = [view.hours[cell(rail, "wed10")] for rail in ("fedwire", "tbill_pledge")]
    assert early == [0.5, 0.5]
    assert view.exposure[cell("fedwire", "fri20")] == pytest.approx(15.8, abs=0.05)
    assert view.exposure[cell("usdc", "fri20")] == pytest.approx(1.1, abs=0.05)


def test_best_and_worst_hours() -> None:
    """Fedwire misses its cut-off at 18:45: the first whole hour after it is the worst."""
    view = week_view(TODAY, BOOK)
    wire = RAILS.index("fedwire")
    assert view.labels[view.worst[wire]] == "fri19"
    assert (view.labels[view.best[wire]], view.hours[wire, view.best[wire]]) == ("mon00", 0.5)
    coin = RAILS.index("usdc")
    assert view.best[coin] == view.worst[coin] == 0


def test_market_hours_asset_over_a_weekend() -> None:
    """Friday 20:00 to Sunday 21:30: 4 business hours and 45.5 others at a weight of 0.055."""
    rates = replace(TODAY, "firm.product", "rates_10y")
    view, margin = week_view(rates, BOOK), outcome(rates, BOOK).margin
    days = (4.0 + BOOK.number("market.nonbusiness_weight") * 45.5) / 24.0
    expected = uncovered_exposure(1000.0, margin.multiplier, margin.volatility_applied, days, 252.0)
    assert view.exposure[cell("fedwire", "fri20")] == pytest.approx(expected, rel=1e-12)


@thorough(60)
@given(scenario=called_scenarios(), rail=CODES, hour=HOURS)
def test_a_cell_is_what_the_model_gives_for_that_call(
    scenario: Scenario, rail: str, hour: int
) -> None:
    view = week_view(scenario, BOOK)
    there = with_call(scenario, rail=rail, at=WEEK_HOURS[hour], basis="hour")
    found = outcome(there, BOOK)
    place = (RAILS.index(rail), hour)
    assert view.hours[place] == found.hours_uncovered
    assert view.exposure[place] == pytest.approx(float(found.exposure), rel=1e-12)


@thorough(40)
@given(scenario=called_scenarios())
def test_the_worst_whole_hour_is_never_worse_than_the_worst_call(scenario: Scenario) -> None:
    view = week_view(scenario, BOOK)
    assert np.all(view.hours[range(10), view.best][:, None] <= view.hours)
    for row, rail in enumerate(RAILS):
        call = with_call(scenario, rail=rail, basis="worst").call
        assert view.hours[row].max() <= hours_uncovered(call, BOOK) + call.hold


def test_a_sweep_is_refused() -> None:
    many = replace(TODAY, "call.hold", np.array([0.0, 1.0]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a sweep"):
        week_view(many, BOOK)


def test_exposure_grows_with_the_root_of_time_until_cover() -> None:
    """A quarter of the 49.5 hours leaves half of the exposure; the coin ends where it crosses."""
    wire = exposure_course(TODAY, BOOK, "fedwire", WEEK_HOURS.index("fri20"))
    assert (wire.hours[0], wire.hours[-1], wire.exposure[0]) == (0.0, 49.5, 0.0)
    quarter = wire.hours[-1] / 4
    half = wire.exposure[np.flatnonzero(wire.hours == quarter)]
    assert half == pytest.approx(wire.exposure[-1] / 2, rel=1e-12)
    coin = exposure_course(TODAY, BOOK, "usdc", WEEK_HOURS.index("fri20"))
    assert coin.hours[-1] == 0.25
    there = np.interp(0.25, wire.hours, wire.exposure)
    assert coin.exposure[-1] == pytest.approx(there, rel=2e-2)


def test_a_product_with_market_hours_hardly_builds_up_over_a_weekend() -> None:
    rates = replace(TODAY, "firm.product", "rates_10y")
    course = exposure_course(rates, BOOK, "fedwire", WEEK_HOURS.index("fri20"))
    at = dict(zip(course.hours, course.exposure, strict=True))
    assert at[4.0] - at[3.0] > at[5.0] - at[4.0]
    weight = BOOK.number("market.nonbusiness_weight")
    assert at[5.0] / at[4.0] == pytest.approx(np.sqrt((4.0 + weight) / 4.0), rel=1e-12)


@thorough(60)
@given(scenario=called_scenarios(), rail=CODES, hour=HOURS)
def test_the_course_of_a_call_never_falls_and_ends_in_the_cell_of_the_week(
    scenario: Scenario, rail: str, hour: int
) -> None:
    course, view = exposure_course(scenario, BOOK, rail, hour), week_view(scenario, BOOK)
    place = (RAILS.index(rail), hour)
    assert course.hours.shape == course.exposure.shape
    assert np.all(np.diff(course.hours) > 0)
    assert np.all(np.diff(course.exposure) >= -1e-9)
    assert course.hours[-1] == view.hours[place]
    assert course.exposure[-1] == pytest.approx(view.exposure[place], rel=1e-12)
    assert course.exposure[0] == 0.0


def test_a_course_without_a_rail_or_an_hour_is_refused() -> None:
    with pytest.raises(ValueError, match="no rail 'pigeon'"):
        exposure_course(TODAY, BOOK, "pigeon", 0)
    with pytest.raises(ValueError, match="not in the week"):
        exposure_course(TODAY, BOOK, "usdc", 168)
    many = replace(TODAY, "call.hold", np.array([0.0, 1.0]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not a sweep"):
        exposure_course(many, BOOK, "usdc", 0)


def test_path_of_a_minted_coin_on_friday_evening() -> None:
    """Bank money waits for Monday 09:00, then an hour, coins a quarter, booked at once, checks."""
    minted = with_call(TODAY, mint=True, ccp_hours=True, hold=2.0)
    path = path_of_money(minted, BOOK, "usdc", WEEK_HOURS.index("fri20"))
    assert [(step.leg, step.kind, step.hours) for step in path] == [
        ("bank", "waiting", 61.0),
        ("bank", "moving", 1.0),
        ("usdc", "moving", 0.25),
        ("ccp_credit", "moving", 0.0),
        ("hold", "waiting", 2.0),
    ]
    assert path[0].begin == datetime(2026, 11, 20, 20, tzinfo=ZONE)
    assert path[-1].end == datetime(2026, 11, 23, 12, 15, tzinfo=ZONE)


def test_sold_bills_move_until_their_delivery() -> None:
    """Ordered on Wednesday at 10:00 within the window, delivered on Thursday at 10:00."""
    (step,) = path_of_money(TODAY, BOOK, "tbill_sale", WEEK_HOURS.index("wed10"))
    assert (step.kind, step.hours, step.from_hour) == (MOVING, 24.5, 58.0)


@thorough(100)
@given(scenario=called_scenarios(), rail=CODES, hour=HOURS)
def test_steps_follow_each_other_and_add_up(scenario: Scenario, rail: str, hour: int) -> None:
    path = path_of_money(scenario, BOOK, rail, hour)
    there = with_call(scenario, rail=rail, at=WEEK_HOURS[hour], basis="hour").call
    total = hours_uncovered(there, BOOK) + there.hold
    assert sum(step.hours for step in path) == pytest.approx(total, abs=1e-9)
    assert path[0].from_hour == hour
    for before, after in pairwise(path):
        assert (before.end, before.to_hour) == (after.begin, after.from_hour)
    for step in path:
        seconds = (step.end - step.begin).total_seconds()
        assert seconds == pytest.approx(3600 * step.hours, abs=1e-3)


@pytest.mark.parametrize(
    ("rail", "hour", "words"),
    [
        ("pigeon", 0, "no rail 'pigeon'"),
        ("usdc", -1, "not in the week"),
        ("usdc", 168, "not in the week"),
    ],
)
def test_path_refusals(rail: str, hour: int, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        path_of_money(TODAY, BOOK, rail, hour)
