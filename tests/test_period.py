"""Days from a call to cover: every call of the week tried by hand, laws and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import FloatArray, catalogue
from engine.calls import ClockOptions, route, trading_days, week_hours
from engine.controls import default_scenario
from engine.period import CALENDAR_DAYS, can_be_worst, days, hours_uncovered, market_days
from engine.scenario import RAILS, Call, Value, get, replace

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
WEIGHT = BOOK.number("market.nonbusiness_weight")
hours = st.floats(0.0, 200.0)
flags = st.booleans()


def call_of(rail: str, basis: str, *, mint: bool = False, late: bool = False) -> Call:
    """Return the default call on another rail and basis."""
    moves: dict[str, Value] = {"rail": rail, "basis": basis, "mint": mint, "congestion": late}
    scenario = DEFAULT
    for name, value in moves.items():
        scenario = replace(scenario, f"call.{name}", value)
    return scenario.call


def by_hand(call: Call, before: float, after: float) -> FloatArray:
    """Trading days from before a call to after its cover, for every quarter of an hour."""
    options = ClockOptions(must_mint=call.mint, congestion=call.congestion)
    legs = route(call.rail, BOOK.rails, options)
    wait = week_hours(legs, BOOK.holidays, BOOK.reference_week)
    place = np.arange(wait.size) / 4.0
    return trading_days(place + wait + after, WEIGHT) - trading_days(place - before, WEIGHT)


def test_fedwire_at_its_worst_hour() -> None:
    """26 hours before, 50.75 uncovered and 24 after: 100.75 hours of a 24/7 asset."""
    call = call_of("fedwire", "worst")
    assert hours_uncovered(call, BOOK) == 50.75
    assert days(call, BOOK, 26.0, 24.0, CALENDAR_DAYS) == pytest.approx(100.75 / 24.0)


def test_a_call_that_is_never_the_worst_is_left_out() -> None:
    """Three calls covered at the same time: only the first has waited longest."""
    start, cover = np.array([0.0, 0.5, 1.0]), np.full(3, 40.0)
    assert can_be_worst(start, cover, WEIGHT).tolist() == [True, False, False]
    slow = np.array([0.0, 0.0, 0.0])
    later = can_be_worst(slow, np.array([10.0, 20.0, 30.0]), WEIGHT)
    assert later.tolist() == [False, False, True]


def test_of_two_calls_either_may_be_the_worst() -> None:
    """Half a day later at the start, a day later at cover: a weekend or a week decides."""
    kept = can_be_worst(np.array([0.0, 0.5]), np.array([0.0, 24.0]), WEIGHT)
    assert kept.tolist() == [True, True]


@settings(max_examples=80)
@given(
    rail=st.sampled_from(RAILS), mint=flags, late=flags,
    before=hours, afters=st.lists(hours, min_size=2, max_size=4),
)  # fmt: skip
def test_the_worst_and_the_mean_are_those_of_all_672_calls(
    rail: str, before: float, afters: list[float], *, mint: bool, late: bool
) -> None:
    for basis, of in (("worst", np.max), ("mean", np.mean)):
        call = call_of(rail, basis, mint=mint, late=late)
        swept, single = market_days(call, BOOK, np.array([before]), [np.array(afters), afters[0]])
        expected = [of(by_hand(call, before, after)) for after in afters]
        assert swept == pytest.approx(np.array(expected), rel=1e-12)
        assert single == pytest.approx(expected[0], rel=1e-12)


@settings(max_examples=60)
@given(rail=st.sampled_from(RAILS), weight=st.floats(0.0, 1.0), before=hours, after=hours)
def test_what_is_left_out_is_shorter_at_any_weight(
    rail: str, weight: float, before: float, after: float
) -> None:
    wait = week_hours(route(rail, BOOK.rails), BOOK.holidays, BOOK.reference_week)
    place = np.arange(wait.size) / 4.0
    start = trading_days(place - before, weight)
    kept = can_be_worst(start, place + wait, weight)
    span = trading_days(place + wait + after, weight) - start
    assert span[kept].max() == pytest.approx(span.max(), rel=1e-12, abs=1e-12)


@settings(max_examples=60)
@given(
    rail=st.sampled_from(RAILS), basis=st.sampled_from(["worst", "mean", "hour"]),
    before=hours, after=hours, more=hours, clock=st.sampled_from([252.0, 365.0]),
)  # fmt: skip
def test_more_hours_on_either_side_never_shorten_the_period(
    rail: str, basis: str, before: float, after: float, more: float, clock: float
) -> None:
    call = call_of(rail, basis)
    base = days(call, BOOK, before, after, clock)
    assert days(call, BOOK, before + more, after, clock) >= base - 1e-12
    assert days(call, BOOK, before, after + more, clock) >= base - 1e-12
    assert days(call, BOOK, before, after, 252.0) <= days(call, BOOK, before, after, 365.0) + 1e-9


def test_an_hour_that_is_none_is_refused() -> None:
    call = replace(replace(DEFAULT, "call.basis", "hour"), "call.at", "noon").call
    assert get(DEFAULT, "call.basis") == "worst"
    with pytest.raises(ValueError, match="such as fri20"):
        hours_uncovered(call, BOOK)
