"""Records of rails and calendars: what the files hold, and what is refused."""

import copy
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from engine.codes import RAILS
from engine.facts import DATA, load_facts, read_yaml
from engine.rail_records import holidays_from, rails_from, reference_week_from

RAIL_FILE, CALENDAR_FILE = read_yaml(DATA / "rails.yaml"), read_yaml(DATA / "calendars.yaml")
HOLIDAYS = holidays_from(CALENDAR_FILE)


def test_every_rail_of_the_scenario_is_recorded() -> None:
    assert set(RAILS) <= rails_from(RAIL_FILE).keys()


def test_the_reference_week_is_an_ordinary_one() -> None:
    monday = reference_week_from(CALENDAR_FILE)
    assert monday.weekday() == 0
    assert not any(0 <= (day - monday).days < 7 for day in HOLIDAYS)


def test_holidays_follow_the_rule() -> None:
    """No listed day is on a weekend; a Sunday one is kept on Monday, a Saturday one dropped."""
    assert all(day.weekday() < 5 for day in HOLIDAYS)
    assert date(2027, 7, 5) in HOLIDAYS  # 4 July 2027 is a Sunday
    assert date(2026, 7, 3) not in HOLIDAYS  # 4 July 2026 is a Saturday
    assert {day.year for day in HOLIDAYS} == set(range(2025, 2030))


def test_every_source_is_recorded() -> None:
    known = load_facts().sources
    parts = [part for row in RAIL_FILE["rails"].values() for part in row.values()]
    records = [part for part in [*parts, *CALENDAR_FILE.values()] if isinstance(part, dict)]
    assert {record["source"] for record in records} <= known.keys()


Edit = Callable[[dict[str, Any]], object]
RAIL_EDITS: list[tuple[Edit, str]] = [
    (lambda r: r.clear(), "missing lag"),
    (lambda r: r.update(speed=3), "unknown key 'speed'"),
    (lambda r: r["window"].pop("source"), "missing source"),
    (lambda r: r["window"].update(status="sure"), "'sure' is not known"),
    (lambda r: r["window"].update({"from": "2026"}), "not a day"),
    (lambda r: r["window"].update(open=1260), "quotation marks"),
    (lambda r: r["window"].update(open="25:00"), "not a time of day"),
    (lambda r: r["window"].update(open="17:00"), "closes before it opens"),
    (lambda r: r["window"].update(days=["someday"]), "not known"),
    (lambda r: r["window"].update(days=[]), "no days"),
    (lambda r: r["lag"].update(hours=-1), "out of range"),
    (lambda r: r["lag"].update(hours="soon"), "not a number"),
    (lambda r: r["lag"].update(note="only English"), "not a mapping"),
    (lambda r: r.update(mint_through="cow"), "no rail 'cow'"),
    (lambda r: r.update(delivery={**r["lag"], "day": "same", "time": "12:00"}), "unknown key"),
    (lambda r: r.update(delivery=_delivery(r, "same", "12:00")), "orders close after"),
    (lambda r: r.update(delivery=_delivery(r, "never", "12:00")), "not known"),
]


def _delivery(row: dict[str, Any], day: str, time: str) -> dict[str, Any]:
    evidence = {k: row["lag"][k] for k in ("from", "class", "source", "status")}
    return {**evidence, "day": day, "time": time}


@pytest.mark.parametrize(("edit", "words"), RAIL_EDITS)
def test_bad_rail_is_refused(edit: Edit, words: str) -> None:
    content = copy.deepcopy(RAIL_FILE)
    edit(content["rails"]["bank"])
    with pytest.raises(ValueError, match=words) as refusal:
        rails_from(content)
    assert "rails.yaml: bank" in str(refusal.value)


CALENDAR_EDITS: list[tuple[Edit, str]] = [
    (lambda c: c.pop("holidays"), "missing holidays"),
    (lambda c: c["holidays"].pop("source"), "missing source"),
    (lambda c: c["holidays"].update(days={}), "no entries"),
    (lambda c: c["holidays"]["days"][2026].append("soon"), "not a day"),
    (lambda c: c["holidays"]["days"][2026].append(date(2026, 1, 1)), "listed twice"),
]


@pytest.mark.parametrize(("edit", "words"), CALENDAR_EDITS)
def test_bad_calendar_is_refused(edit: Edit, words: str) -> None:
    content = copy.deepcopy(CALENDAR_FILE)
    edit(content)
    with pytest.raises(ValueError, match=words):
        holidays_from(content)
