"""Rails, holidays and the reference week, read from plain mappings.

``data/rails.yaml`` and ``data/calendars.yaml`` hold the figures, each part with date, class,
source and status; ``engine.facts.read_yaml`` reads the files.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from engine import fact_checks as check
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, PROVENANCE, STATUSES
from engine.rails import WEEKDAYS, WORKING_DAYS, Rail

HOUR_MINUTES, DAY_MINUTES = 60, 1440
EVIDENCE = PROVENANCE - {"note"}
PARTS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {  # part: (required, optional) keys
    "window": (frozenset({"open", "close"}), frozenset({"open_day", "days", "holidays"})),
    "lag": (frozenset({"hours"}), frozenset({"congestion_factor"})),
    "delivery": (frozenset({"day", "time"}), frozenset()),
}
CALENDARS = frozenset({"holidays", "reference_week", "clock_week"})
RAIL_KEYS = frozenset({"window", "delivery", "mint_through", "fed22x6"})
TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")


def rails_from(mapping: Mapping[str, Any]) -> dict[str, Rail]:
    """Rails by code from the content of ``data/rails.yaml``.

    Raises ``FactError`` naming the record and the fix for anything missing or unknown.
    """
    where = "rails.yaml"
    rows = _rows(fields(mapping, where, frozenset({"rails"}))["rails"], where)
    rails = {code: _rail(code, row) for code, row in rows.items()}
    for code, rail in rails.items():
        for other in (rail.mint_through, rail.fed22x6):
            if other is not None and other not in rails:
                refuse(f"{where}: {code}", f"no rail {other!r}", "Add it or correct the name")
    return rails


def holidays_from(mapping: Mapping[str, Any]) -> frozenset[date]:
    """Holidays from the content of ``data/calendars.yaml``.

    Raises ``FactError`` for a missing source, a date given twice, or something not a date.
    """
    where = "calendars.yaml: holidays"
    record = calendar_record(mapping, "holidays", "days")
    days = [check.day(day, where) for rows in _rows(record["days"], where).values() for day in rows]
    if len(set(days)) < len(days):
        refuse(where, "a date is listed twice", "Keep one")
    return frozenset(days)


def reference_week_from(mapping: Mapping[str, Any]) -> date:
    """Return the Monday of the reference week from ``data/calendars.yaml``."""
    record = calendar_record(mapping, "reference_week", "monday")
    return check.day(record["monday"], "calendars.yaml: reference_week")


def calendar_record(mapping: Mapping[str, Any], name: str, *keys: str) -> dict[str, object]:
    """Return one record of ``data/calendars.yaml`` with its own keys and complete provenance."""
    where = "calendars.yaml"
    content = fields(mapping, where, CALENDARS)
    return _evident(content[name], f"{where}: {name}", frozenset(keys))


def _rail(code: str, raw: object) -> Rail:
    where = f"rails.yaml: {code}"
    row = fields(raw, where, frozenset({"lag"}), RAIL_KEYS)
    lag = _evident(row["lag"], f"{where}.lag", *PARTS["lag"])
    links = (
        None if row.get(k) is None else check.text(row[k], where)
        for k in ("mint_through", "fed22x6")
    )
    mint, wire = links
    rail = Rail(
        code,
        always="window" not in row,
        lag_hours=_positive(lag["hours"], where),
        congestion_factor=_positive(lag.get("congestion_factor", 1.0), where),
        mint_through=mint,
        fed22x6=wire,
    )
    if "window" in row:
        rail = _with_window(rail, row["window"], f"{where}.window")
    if "delivery" in row:
        rail = _with_delivery(rail, row["delivery"], f"{where}.delivery")
    return rail


def _with_window(rail: Rail, raw: object, where: str) -> Rail:
    window = _evident(raw, where, *PARTS["window"])
    opens = _minute(window["open"], where)
    opens += DAY_MINUTES * int(check.number(window.get("open_day", 0), where))
    closes = _minute(window["close"], where)
    if not opens < closes:
        refuse(
            where, "it closes before it opens", "Set open_day: -1 if it opens the evening before"
        )
    days = window.get("days", list(WEEKDAYS[: len(WORKING_DAYS)]))
    if not isinstance(days, list) or not days:
        refuse(where, "it has no days", f"List some of {', '.join(WEEKDAYS)}")
    return replace(
        rail,
        open_minute=opens,
        close_minute=closes,
        days=frozenset(WEEKDAYS.index(check.member(d, where, frozenset(WEEKDAYS))) for d in days),
        open_on_holidays=_either(window.get("holidays", "closed"), where, "open", "closed"),
    )


def _with_delivery(rail: Rail, raw: object, where: str) -> Rail:
    delivery = _evident(raw, where, *PARTS["delivery"])
    following = _either(delivery["day"], where, "next", "same")
    minute = _minute(delivery["time"], where)
    if rail.always or (not following and minute < rail.close_minute):
        refuse(
            where, "orders close after it delivers", "Give a window and day: next or a later time"
        )
    return replace(rail, delivery_minute=minute, next_day=following)


def _evident(
    raw: object, where: str, required: frozenset[str], optional: frozenset[str] = frozenset()
) -> dict[str, object]:
    """Return a record with its own keys and complete provenance."""
    record = fields(raw, where, required | EVIDENCE, optional | {"note"})
    check.day(record["from"], where)
    check.text(record["source"], where)
    check.member(record["class"], where, CLASSES)
    check.member(record["status"], where, STATUSES)
    if "note" in record:
        check.both_languages(record["note"], where)
    return record


def _rows(raw: object, where: str) -> dict[str, Any]:
    if not isinstance(raw, dict) or not raw:
        refuse(where, "there are no entries", "Add one")
    return raw


def _either(raw: object, where: str, yes: str, no: str) -> bool:
    return check.member(raw, where, frozenset({yes, no})) == yes


def _minute(raw: object, where: str) -> int:
    match = TIME.fullmatch(raw) if isinstance(raw, str) else None
    if match is None:
        refuse(where, f"{raw!r} is not a time of day", "Write it in quotation marks, as '21:00'")
    return int(match[1]) * HOUR_MINUTES + int(match[2])


def _positive(raw: object, where: str) -> float:
    value = check.number(raw, where)
    if not 0 <= value < float("inf"):
        refuse(where, f"{value:g} is out of range", "Give a number of 0 or more")
    return value
