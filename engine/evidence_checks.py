"""Checks of evidence files: rows of numbers, hours, and counts that agree with each other.

Each refusal is a ``FactError`` that names the place, the fault and the fix.
"""

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import numpy as np

from engine import FloatArray
from engine import fact_checks as check
from engine.evidence_records import Counts, Episode, Horizon, IntArray, Origin, read_only
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES

PERCENT = 100.0
DIGITS = 10  # so that 24.54 % is 0.2454 and nothing beside it
ROUNDING = 0.005 / PERCENT  # losses are written to a hundredth of a percent
CLOCKS = frozenset({252.0, 365.0})
SPAN = frozenset({"first", "last"})
PROVENANCE = frozenset({"class", "status", "source", "computed", "note"})

_WHOLE = re.compile(r"\d+( \d+)*", re.ASCII)
_DECIMAL = re.compile(r"\d+\.\d+( \d+\.\d+)*", re.ASCII)
_HOUR = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:00Z", re.ASCII)


def origin(row: dict[str, object], where: str) -> Origin:
    """Return the provenance of a record."""
    return Origin(
        from_=check.day(row["computed"], f"{where}.computed"),
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        source=check.text(row["source"], f"{where}.source"),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        note=check.both_languages(row["note"], f"{where}.note"),
    )


def span(row: dict[str, object], where: str) -> tuple[date, date]:
    """Return the first and last day of a record, in this order."""
    first, last = (check.day(row[key], f"{where}.{key}") for key in ("first", "last"))
    if last <= first:
        refuse(where, f"it ends on {last}, before it begins", "Swap first and last")
    return first, last


def positive(raw: object, where: str) -> float:
    """Return a number above zero."""
    value = check.number(raw, where)
    if not 0.0 < value < float("inf"):
        refuse(where, f"{value:g} is not above zero and finite", "Correct it")
    return value


def share(raw: object, where: str) -> float:
    """Return a percent above zero as a decimal."""
    return round(positive(raw, where) / PERCENT, DIGITS)


def whole(raw: object, where: str) -> int:
    """Return a whole number above zero."""
    value = positive(raw, where)
    if value != int(value):
        refuse(where, f"{value:g} is not a whole number", "Write it without a fraction")
    return int(value)


def whole_row(raw: object, where: str) -> IntArray:
    """Return whole numbers written in one text, separated by spaces, shape (n,)."""
    if not isinstance(raw, str) or not _WHOLE.fullmatch(raw):
        refuse(where, "it is not a row of whole numbers", "Separate digits by single spaces")
    values = np.array([int(part) for part in raw.split(" ")], dtype=np.int64)
    values.setflags(write=False)
    return values


def percent_row(raw: object, where: str) -> FloatArray:
    """Return positive percents written in one text as decimals, shape (n,)."""
    if not isinstance(raw, str) or not _DECIMAL.fullmatch(raw):
        refuse(
            where, "it is not a row of numbers", "Write them as 12.5, with single spaces between"
        )
    values = np.round(np.array([float(part) for part in raw.split(" ")]) / PERCENT, DIGITS)
    if values.min() <= 0.0:
        refuse(where, "a volatility is zero", "Correct it")
    return read_only(values)


def hour(raw: object, where: str) -> datetime:
    """Return an hour in UTC."""
    try:
        if not isinstance(raw, str) or not _HOUR.fullmatch(raw):
            raise ValueError  # noqa: TRY301
        return datetime.fromisoformat(raw).astimezone(UTC)
    except ValueError:
        refuse(where, f"{raw!r} is not an hour", 'Write "2020-03-12T10:00Z", in quotation marks')


def day_row(raw: object, where: str) -> tuple[date, ...]:
    """Return rising days written in one text, separated by spaces."""
    try:
        days = tuple(date.fromisoformat(part) for part in check.text(raw, where).split(" "))
    except ValueError:
        refuse(where, "it is not a row of days", "Write 2020-03-12, with single spaces between")
    if any(later <= earlier for earlier, later in pairwise(days)):
        refuse(where, "days are not in order", "List each day once, the oldest first")
    return days


def clock(row: dict[str, object], where: str) -> int:
    """Return the days a year of a record: 365 or 252."""
    days = check.number(row["days_per_year"], f"{where}.days_per_year")
    if days not in CLOCKS:
        refuse(where, f"{days:g} days a year is no clock", "Write 365 or 252")
    return int(days)


def rows(content: object, key: str, where: str) -> dict[str, object]:
    """Return the named mapping of a file or record; it must have text keys and rows."""
    found = content.get(key) if isinstance(content, dict) else None
    if not isinstance(found, dict) or not found or not all(isinstance(k, str) for k in found):
        refuse(where, f"there are no {key}", f"Give {key}: with at least one row")
    return found


def counts(raw: object, windows: object, worst: float, where: str) -> Counts:
    """Return counts that never rise and never exceed the number of windows."""
    values, number = whole_row(raw, where), whole(windows, f"{where}: windows")
    if np.any(np.diff(values) > 0):
        refuse(where, "a count rises with the haircut", "Counts can only fall")
    if values[0] > number:
        refuse(where, f"{values[0]} losses in {number} windows", "Correct one of them")
    return Counts(values, number, worst, worst + ROUNDING)


def episode(raw: object, where: str) -> Episode:
    """Return one of the worst losses with its days."""
    row = fields(raw, where, frozenset({"loss_pct", "from", "to"}))
    days = (check.day(row[key], f"{where}.{key}") for key in ("from", "to"))
    return Episode(share(row["loss_pct"], where), *days)


def agreement(found: Horizon, step: float, period: tuple[date, date], where: str) -> None:
    """Refuse a horizon whose counts, worst losses and days contradict each other."""
    losses = [item.loss for item in found.episodes]
    if any(later > earlier for earlier, later in pairwise(losses)):
        refuse(where, "the worst losses are not in order", "List the largest first")
    for item in found.episodes:
        if not period[0] <= item.from_ < item.to <= period[1]:
            refuse(where, f"{item.from_} to {item.to} lies outside the record", "Correct a day")
    grid = step * np.arange(found.overlapping.values.size)
    surely = (np.array(losses) > grid[:, None] + ROUNDING).sum(axis=1)
    if np.any(surely > found.overlapping.values):
        refuse(where, "more worst losses than the count admits", "Correct one of them")
    _bounded(found.overlapping, step, where)
    if found.low is not None:
        _bounded(found.low, step, where)
        if found.low.windows == found.overlapping.windows:
            _no_fewer(found.low, found.overlapping, f"{where}: fewer lows than closes")
    _no_fewer(found.overlapping, found.separate, f"{where}: more separate windows than start days")


def _bounded(found: Counts, step: float, where: str) -> None:
    """Refuse counts that go on beyond the worst loss or stop before it."""
    grid = step * np.arange(found.values.size)
    beyond, short = grid >= found.ceiling, grid < found.worst - ROUNDING
    if np.any(found.values[beyond] > 0) or np.any(found.values[short] == 0):
        refuse(where, f"counts and worst loss {found.worst:.4f} disagree", "Correct one of them")
    if found.values[-1] == 0 and found.worst - ROUNDING > grid[-1]:
        refuse(
            where,
            f"counts end at zero below the worst loss {found.worst:.4f}",
            "Correct one of them",
        )


def _no_fewer(more: Counts, fewer: Counts, problem: str) -> None:
    """Refuse if ``fewer`` exceeds ``more`` at any haircut both know."""
    size = min(more.values.size, fewer.values.size)
    if np.any(more.values[:size] < fewer.values[:size]):
        refuse(problem, "a count is impossible", "Correct it")
