"""What each rail and the calendar rest on: the evidence beside every opening hour and lag."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine import fact_checks as check

PARTS = ("window", "delivery", "lag")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One part of a rail or calendar, its value in figures, and where it comes from."""

    record: str
    part: str
    value: str
    from_: date
    class_: str
    source: str
    status: str
    note: Mapping[str, str]


def evidence_from(rails: Mapping[str, Any], calendars: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """Return the evidence of every part, in the order of the files already checked."""
    found = [
        _evidence(code, part, row[part], _written(part, row[part]))
        for code, row in rails["rails"].items()
        for part in PARTS
        if part in row
    ]
    days = calendars["holidays"]["days"]
    span = f"{min(days)}-{max(days)}: {sum(len(listed) for listed in days.values())}"
    week, clock = calendars["reference_week"], calendars["clock_week"]
    return (
        *found,
        _evidence("calendar", "holidays", calendars["holidays"], span),
        _evidence("calendar", "reference_week", week, str(week["monday"])),
        _evidence("calendar", "clock_week", clock, _plan(clock)),
    )


def _evidence(record: str, part: str, row: Mapping[str, Any], value: str) -> Evidence:
    return Evidence(
        record=record,
        part=part,
        value=value,
        from_=check.day(row["from"], f"{record}.{part}"),
        class_=str(row["class"]),
        source=str(row["source"]),
        status=str(row["status"]),
        note=dict(row.get("note", {})),
    )


def _plan(clock: Mapping[str, Any]) -> str:
    """Write the clock week in figures: first day, share held, trades, moves in deviations."""
    trades = ", ".join(f"{row['at']} {row['share']:g}%" for row in clock["trades"])
    moves = ", ".join(f"{row['at']} {row['sigma']:+g} \u03c3" for row in clock["moves"])
    return f"{clock['start']} {clock['held']:g}%; {trades}; {moves}"


def _written(part: str, row: Mapping[str, Any]) -> str:
    if part == "window":
        ahead = f" ({row['open_day']:+d} d)" if row.get("open_day") else ""
        days = f", {' '.join(row['days'])}" if "days" in row else ""
        return f"{row['open']}{ahead}-{row['close']} ET{days}"
    if part == "delivery":
        ahead = "+1 " if row["day"] == "next" else ""
        return f"{ahead}{row['time']} ET"
    congested = f" (x{row['congestion_factor']:g})" if "congestion_factor" in row else ""
    return f"{row['hours']:g} h{congested}"
