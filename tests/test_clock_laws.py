"""Laws of the call clock that hold for every rail, switch and season; holidays checked."""

from datetime import UTC, date, datetime, timedelta
from itertools import product

import holidays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calls import ZONE, ClockOptions, Rail, hours_uncovered, route, week_hours
from engine.codes import RAILS as CODES
from engine.facts import DATA, read_yaml
from engine.rail_records import holidays_from, rails_from, reference_week_from
from engine.windows import crossings, instant_of, moment_of

CALENDAR = read_yaml(DATA / "calendars.yaml")
RAILS, HOLIDAYS = rails_from(read_yaml(DATA / "rails.yaml")), holidays_from(CALENDAR)
MONDAY = reference_week_from(CALENDAR)
SWITCHES = ("ccp_bank_hours", "must_mint", "congestion", "fed22x6")
OPTIONS = tuple(
    ClockOptions(**dict(zip(SWITCHES, flags, strict=True)))
    for flags in product((False, True), repeat=len(SWITCHES))
)
SATURDAY, SUNDAY = 5, 6
DAYS = st.dates(date(2025, 1, 1), date(2029, 11, 1))
MINUTES = st.integers(0, 20000)
EVERY_RAIL, EVERY_OPTION = st.sampled_from(CODES), st.sampled_from(OPTIONS)
ALWAYS = [code for code in CODES if RAILS[code].always]


def at(day: date, minute: int) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute)


@pytest.mark.parametrize("year", sorted(CALENDAR["holidays"]["days"]))
def test_holidays_are_those_of_the_federal_calendar(year: int) -> None:
    """Federal holidays on their own day; from Sunday to Monday, from Saturday not at all."""
    federal = holidays.country_holidays("US", years=year, observed=False)
    kept = {day + timedelta(days=day.weekday() == SUNDAY) for day in federal}
    expected = {day for day in kept if day.weekday() != SATURDAY}
    assert {day for day in HOLIDAYS if day.year == year} == expected


@pytest.mark.parametrize(
    ("code", "friday", "wednesday"),
    [("fedwire", 49.5, 0.5), ("tbill_pledge", 61.0, 0.5), ("usdc", 0.25, 0.25)],
)
def test_figures_of_the_specification(code: str, friday: float, wednesday: float) -> None:
    """Calls on Friday at 20:00 and on Wednesday at 10:00, New York time."""
    late, early = datetime(2026, 11, 20, 20, tzinfo=ZONE), datetime(2026, 11, 18, 10, tzinfo=ZONE)
    found = [hours_uncovered(call, RAILS[code], HOLIDAYS) for call in (late, early)]
    assert found == [friday, wednesday]


@given(
    day=DAYS,
    minute=MINUTES,
    code=EVERY_RAIL,
    options=EVERY_OPTION,
    extra=st.sets(st.integers(0, 20), max_size=4),
)
def test_a_holiday_never_shortens_under_any_switch(
    day: date, minute: int, code: str, options: ClockOptions, extra: set[int]
) -> None:
    more = HOLIDAYS | {day + timedelta(days=k) for k in extra}
    legs = route(code, RAILS, options)
    before, after = (hours_uncovered(at(day, minute), legs, h) for h in (HOLIDAYS, more))
    assert before <= after


@given(day=DAYS, minute=MINUTES, code=st.sampled_from(ALWAYS), slow=st.booleans())
def test_rails_that_never_close_know_no_calendar(
    day: date, minute: int, code: str, slow: bool
) -> None:
    """The same hours at any time of any day, all of them holidays or none."""
    legs = route(code, RAILS, ClockOptions(congestion=slow))
    closed = frozenset(day + timedelta(days=k) for k in range(60))
    expected = RAILS[code].lag_hours * (RAILS[code].congestion_factor if slow else 1.0)
    assert {hours_uncovered(at(day, minute), legs, h) for h in (HOLIDAYS, closed)} == {expected}


@given(code=EVERY_RAIL, options=EVERY_OPTION, switch=st.sampled_from(SWITCHES))
def test_switches_only_slow_down_except_the_longer_fedwire(
    code: str, options: ClockOptions, switch: str
) -> None:
    flags = {name: getattr(options, name) for name in SWITCHES}
    off, on = (
        week_hours(route(code, RAILS, ClockOptions(**flags | {switch: x})), HOLIDAYS, MONDAY)
        for x in (False, True)
    )
    assert np.all(on <= off) if switch == "fed22x6" else np.all(on >= off)


@pytest.mark.parametrize("switch", SWITCHES)
def test_each_switch_changes_some_rail(switch: str) -> None:
    changed = [
        code
        for code in CODES
        if route(code, RAILS) != route(code, RAILS, ClockOptions(**{switch: True}))
    ]
    expected = {
        "ccp_bank_hours": list(CODES),
        "must_mint": ["usdc"],
        "congestion": ALWAYS,
        "fed22x6": ["fedwire"],
    }
    assert changed == expected[switch]


def _changes(year: int) -> tuple[date, date]:
    """Sundays on which New York's clock goes forward and back: second of March, first of Nov."""
    first = (date(year, 3, 8), date(year, 11, 1))
    march, november = (day + timedelta(days=(SUNDAY - day.weekday()) % 7) for day in first)
    return march, november


@given(year=st.integers(2025, 2029), hour=st.integers(3, 23))
def test_clock_changes_move_an_hour(year: int, hour: int) -> None:
    """From Saturday to Sunday, 23 wall hours later: 22 elapsed in spring, 24 in autumn."""
    opening = Rail("sunday", open_minute=60 * hour, close_minute=1440, days=frozenset({SUNDAY}))
    for sunday, elapsed in zip(_changes(year), (22.0, 24.0), strict=True):
        saturday = datetime(sunday.year, sunday.month, sunday.day, tzinfo=ZONE) - timedelta(days=1)
        call = saturday + timedelta(hours=hour + 1)
        assert hours_uncovered(call, opening, HOLIDAYS) == elapsed


@given(day=DAYS, minute=MINUTES, code=EVERY_RAIL, options=EVERY_OPTION)
def test_legs_follow_each_other(day: date, minute: int, code: str, options: ClockOptions) -> None:
    """No leg leaves before the one ahead is final, and the last one is the finality."""
    call, legs = at(day, minute), route(code, RAILS, options)
    now = np.array([instant_of(call)])
    found = crossings(now, legs, HOLIDAYS, call.astimezone(ZONE).date())
    assert [leg.leg for leg in found] == [rail.code for rail in legs]
    for leg, rail in zip(found, legs, strict=True):
        assert now[0] <= leg.leaves[0] <= leg.final[0] - 60 * rail.lag_hours
        now = leg.final
    total = hours_uncovered(call, legs, HOLIDAYS)
    assert moment_of(now[0]) - call == timedelta(hours=total)
