"""The margin-call clock: rails, calendars, hours uncovered and what they expose."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import calls
from engine.calls import ZONE, ClockOptions, Rail, hours_uncovered, route, week_hours
from engine.facts import DATA, read_yaml
from engine.rail_records import holidays_from, rails_from, reference_week_from

RAIL_FILE, CALENDAR_FILE = read_yaml(DATA / "rails.yaml"), read_yaml(DATA / "calendars.yaml")
RAILS, HOLIDAYS = rails_from(RAIL_FILE), holidays_from(CALENDAR_FILE)
MONDAY = reference_week_from(CALENDAR_FILE)
SWITCHES = ("ccp_bank_hours", "must_mint", "congestion", "fed22x6")
OPTIONS = tuple(
    ClockOptions(**dict(zip(SWITCHES, flags, strict=True)))
    for flags in product((False, True), repeat=len(SWITCHES))
)
DAYS = st.dates(date(2025, 1, 1), date(2029, 11, 1))
MINUTES = st.integers(0, 20000)
CODES = st.sampled_from(sorted(RAILS))


def at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)


def test_friday_evening() -> None:
    """From Friday 20:00 Fedwire reopens on Sunday 21:00; coins need a quarter of an hour."""
    friday = datetime(2026, 11, 20, 20, tzinfo=ZONE)
    assert hours_uncovered(friday, RAILS["fedwire"], HOLIDAYS) == 49.5
    assert hours_uncovered(friday, RAILS["usdc"], HOLIDAYS) == 0.25


def test_worst_hour_of_the_week() -> None:
    wire = week_hours(RAILS["fedwire"], HOLIDAYS, MONDAY)
    assert (len(wire), wire.max(), wire.argmax() / 4) == (672, 50.75, 4 * 24 + 18.75)
    assert set(week_hours(RAILS["usdc"], HOLIDAYS, MONDAY)) == {0.25}


@pytest.mark.parametrize(
    ("option", "code", "worst"),
    [
        ("fed22x6", "fedwire", 26.75),  # Friday 18:45 to Saturday 21:00, and half an hour
        ("congestion", "usdc", 3.0),
        ("must_mint", "usdc", 65.25),  # bank money from Friday 17:00 to Monday 10:00
        ("ccp_bank_hours", "usdc", 61.25),  # sent Friday 17:45, booked on Monday at 07:00
    ],
)
def test_switches_change_the_route(option: str, code: str, worst: float) -> None:
    legs = route(code, RAILS, ClockOptions(**{option: True}))
    assert week_hours(legs, HOLIDAYS, MONDAY).max() == worst


def test_clock_changes() -> None:
    """Saturday 22:00 to Sunday 21:00: 24 elapsed hours in autumn, 22 in spring."""
    autumn = datetime(2026, 10, 31, 22, tzinfo=ZONE)
    spring = datetime(2027, 3, 13, 22, tzinfo=ZONE)
    assert hours_uncovered(autumn, RAILS["fedwire"], HOLIDAYS) == 24.5
    assert hours_uncovered(spring, RAILS["fedwire"], HOLIDAYS) == 22.5


def test_skipped_and_repeated_wall_times() -> None:
    """A skipped opening at 02:30 moves to 03:30; of two openings at 01:30 the first counts."""
    night = Rail("night", open_minute=150, close_minute=300, days=frozenset({6}))
    early = Rail("early", open_minute=90, close_minute=300, days=frozenset({6}))
    spring, autumn = date(2027, 3, 14), date(2026, 11, 1)
    assert hours_uncovered(at(spring, 5 * 60), night, frozenset()) == 2.5  # 00:00 EST
    assert hours_uncovered(at(autumn, 4 * 60), early, frozenset()) == 1.5  # 00:00 EDT


@given(day=DAYS, minute=MINUTES, code=CODES, options=st.sampled_from(OPTIONS))
def test_never_faster_than_the_lag(
    day: date, minute: int, code: str, options: ClockOptions
) -> None:
    legs = route(code, RAILS, options)
    lag = sum(leg.lag_hours for leg in legs)
    assert hours_uncovered(at(day, minute), legs, HOLIDAYS) >= lag


@given(day=DAYS, first=MINUTES, second=MINUTES, code=CODES, options=st.sampled_from(OPTIONS))
def test_a_later_call_is_never_covered_sooner(
    day: date, first: int, second: int, code: str, options: ClockOptions
) -> None:
    legs = route(code, RAILS, options)
    sooner, later = (
        minute / 60 + hours_uncovered(at(day, minute), legs, HOLIDAYS)
        for minute in sorted((first, second))
    )
    assert sooner <= later + 1e-9


@given(day=DAYS, minute=MINUTES, code=CODES, extra=st.sets(st.integers(0, 20), max_size=4))
def test_a_holiday_never_shortens(day: date, minute: int, code: str, extra: set[int]) -> None:
    more = HOLIDAYS | {day + timedelta(days=k) for k in extra}
    call, rail = at(day, minute), RAILS[code]
    before, after = (hours_uncovered(call, rail, h) for h in (HOLIDAYS, more))
    assert before <= after
    if rail.always:
        assert before == after == rail.lag_hours


@given(hour=st.integers(0, 671), code=CODES)
def test_the_week_agrees_with_single_calls(hour: int, code: str) -> None:
    call = datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=ZONE) + timedelta(
        minutes=15 * hour
    )
    week = week_hours(RAILS[code], HOLIDAYS, MONDAY)
    assert week[hour] == hours_uncovered(call, RAILS[code], HOLIDAYS)


def test_hour_in_week() -> None:
    assert [calls.hour_in_week(label) for label in ("mon00", "fri20", "sun23")] == [0, 116, 167]


@pytest.mark.parametrize("label", ["", "fri24", "fri2", "fr20", "fri020", "FRI20"])
def test_hour_label_refused(label: str) -> None:
    with pytest.raises(ValueError, match="such as fri20"):
        calls.hour_in_week(label)


def test_equivalent_days_of_a_weekend() -> None:
    """Friday 20:00 to Sunday 21:30: 4 business hours, 45.5 others at a weight of 0.055."""
    call = datetime(2026, 11, 20, 20, tzinfo=ZONE)
    cover = datetime(2026, 11, 22, 21, 30, tzinfo=ZONE)
    assert calls.business_split(call, cover, HOLIDAYS) == (4.0, 45.5)
    assert calls.equivalent_days(call, cover, HOLIDAYS, 0.055) == pytest.approx(0.2709375)
    assert calls.equivalent_days_in_week(116.0, 49.5, 0.055) == pytest.approx(0.2709375)


@given(start=st.integers(0, 167), length=st.integers(0, 400), weight=st.floats(0.0, 1.0))
def test_closed_form_agrees_with_the_calendar(start: int, length: int, weight: float) -> None:
    monday = datetime(2026, 7, 6, tzinfo=ZONE)  # three ordinary weeks follow
    call = monday + timedelta(hours=start)
    general = calls.equivalent_days(call, call + timedelta(hours=length), frozenset(), weight)
    assert calls.equivalent_days_in_week(start, length, weight) == pytest.approx(general)


@given(
    start=st.floats(-500, 500),
    parts=st.tuples(st.floats(0, 400), st.floats(0, 400)),
    weight=st.floats(0.0, 1.0),
)
def test_equivalent_days_add_up(start: float, parts: tuple[float, float], weight: float) -> None:
    days = calls.equivalent_days_in_week
    joined = days(start, sum(parts), weight)
    split = days(start, parts[0], weight) + days(start + parts[0], parts[1], weight)
    assert joined == pytest.approx(split, abs=1e-9)
    assert sum(parts) * weight / 24 - 1e-9 <= joined <= sum(parts) / 24 + 1e-9


def test_exposure_worked_example() -> None:
    """100 at 20 percent a year, two deviations, over a quarter of a year: 20."""
    assert calls.uncovered_exposure(-100.0, 2.0, 0.2, 63.0, 252.0) == pytest.approx(20.0)


@given(days=st.floats(0, 400), factor=st.floats(1, 10))
def test_exposure_grows_with_time(days: float, factor: float) -> None:
    short, long = (calls.uncovered_exposure(1.0, 2.3, 0.6, d, 365.0) for d in (days, days * factor))
    assert short <= long


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: hours_uncovered(datetime(2026, 1, 1), RAILS["bank"], HOLIDAYS), "time zone"),  # noqa: DTZ001
        (lambda: hours_uncovered(at(MONDAY, 0), RAILS["bank"], _all_days()), "no open day"),
        (lambda: week_hours(RAILS["usdc"], HOLIDAYS, date(2026, 11, 17)), "Monday"),
        (lambda: week_hours(RAILS["usdc"], HOLIDAYS, MONDAY, 7000), "divides"),
        (lambda: week_hours(RAILS["usdc"], HOLIDAYS, date(2026, 10, 26)), "clock changes"),
        (lambda: route("pigeon", RAILS), "no rail 'pigeon'"),
        (lambda: calls.uncovered_exposure(1.0, 2.0, -0.1, 1.0, 365.0), "0 or more"),
        (lambda: calls.uncovered_exposure(1.0, 2.0, 0.1, 1.0, 0.0), "above 0"),
        (lambda: calls.business_split(at(MONDAY, 9), at(MONDAY, 0), HOLIDAYS), "before the call"),
        (lambda: calls.equivalent_days(at(MONDAY, 0), at(MONDAY, 9), HOLIDAYS, 1.5), "weight"),
        (lambda: calls.equivalent_days_in_week(0.0, -1.0, 0.1), "0 or more"),
        (lambda: calls.equivalent_days_in_week(0.0, 1.0, -0.1), "weight"),
    ],
)
def test_refusals(bad: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bad()


def _all_days() -> frozenset[date]:
    return frozenset(MONDAY + timedelta(days=k) for k in range(60))


def test_week_is_fast_enough_to_be_used_often() -> None:
    """All rails under all switches: one array each, no call longer than a week and a half."""
    for code, options in product(sorted(RAILS), OPTIONS):
        week = week_hours(route(code, RAILS, options), HOLIDAYS, MONDAY)
        assert week.shape == (672,)
        assert np.all((week >= 0) & (week < 260))
