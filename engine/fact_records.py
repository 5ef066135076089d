"""Records of the fact files: sources, dated values, facts and tables.

A fact has a label in both languages, a unit, a permitted range and one or more dated values.
A table is shorthand: many facts that share label, unit, range and provenance.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType

from engine import fact_checks as check
from engine.fact_checks import fields, refuse

UNITS = frozenset(
    {
        "share",
        "percent",
        "usd",
        "usd_m",
        "usd_bn",
        "usd_trn",
        "eur_m",
        "days",
        "business_days",
        "hours",
        "minutes",
        "count",
        "ratio",
        "per_year",
        "score",
        "flag",
    }
)
CLASSES = frozenset({"law", "guidance", "data", "literature", "illustrative"})
STATUSES = frozenset({"verified", "quoted", "secondary", "computed", "to_confirm", "illustrative"})
PROVENANCE = frozenset({"from", "class", "source", "status", "note"})

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_KEY = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was read; ``published`` is a year, month, day or "undated"."""

    key: str
    publisher: str
    title: str
    published: str
    url: str
    accessed: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """One value, the first day it applies, and how well it is known."""

    from_: date
    value: float
    class_: str
    source: str
    status: str
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """A quantity with its dated values, oldest first; ``row`` is the table row or empty."""

    id: str
    label: Mapping[str, str]
    unit: str
    range: tuple[float, float]
    values: tuple[Dated, ...]
    row: str = ""


def source(key: str, raw: object, where: str) -> Source:
    """Check one source record."""
    if not isinstance(key, str) or not _KEY.fullmatch(key):
        refuse(where, f"{key!r} is not a source key", "Use small letters, digits and _")
    row = fields(
        raw,
        where,
        frozenset({"publisher", "title", "published", "url"}),
        frozenset({"accessed"}),
    )
    return Source(
        key=key,
        publisher=check.text(row["publisher"], f"{where}.publisher"),
        title=check.text(row["title"], f"{where}.title"),
        published=check.published(row["published"], f"{where}.published"),
        url=check.web_address(row["url"], f"{where}.url"),
        accessed=check.published(row["accessed"], f"{where}.accessed") if "accessed" in row else "",
    )


def dated(raw: object, where: str, limits: tuple[float, float]) -> Dated:
    """Check one dated value against the range of its fact."""
    row = fields(raw, where, PROVENANCE - {"note"} | {"value"}, frozenset({"note"}))
    value = check.number(row["value"], f"{where}.value")
    low, high = limits
    if not low <= value <= high:
        refuse(where, f"value {value:g} lies outside {low:g} to {high:g}", "Correct one of them")
    return Dated(
        from_=check.day(row["from"], f"{where}.from"),
        value=value,
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        source=check.text(row["source"], f"{where}.source"),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        note=check.both_languages(row["note"], f"{where}.note")
        if "note" in row
        else MappingProxyType({}),
    )


def fact(fact_id: str, raw: object, where: str, row: str = "") -> Fact:
    """Check one fact and all its dated values."""
    if not isinstance(fact_id, str) or not _ID.fullmatch(fact_id):
        refuse(where, f"{fact_id!r} is not a fact id", "Use group.name in small letters")
    head = fields(raw, where, frozenset({"label", "unit", "range", "values"}))
    low_high = check.limits(head["range"], f"{where}.range")
    entries = head["values"]
    if not isinstance(entries, list) or not entries:
        refuse(where, "there are no values", "Give a list with at least one dated value")
    values = tuple(dated(entry, where, low_high) for entry in entries)
    days = [entry.from_ for entry in values]
    if any(later <= earlier for earlier, later in pairwise(days)):
        refuse(where, "dates are not in order", "List values from old to new, each day once")
    return Fact(
        id=fact_id,
        label=check.both_languages(head["label"], f"{where}.label"),
        unit=check.member(head["unit"], f"{where}.unit", UNITS),
        range=low_high,
        values=values,
        row=row,
    )


def table(prefix: str, raw: object, where: str) -> Iterator[Fact]:
    """Expand a table: a row is a number, a mapping that overrides, or a list of mappings."""
    shared = frozenset({"label", "unit", "range"})
    head = fields(raw, where, shared | {"rows"}, PROVENANCE)
    rows = head["rows"]
    if not isinstance(rows, dict) or not rows:
        refuse(where, "there are no rows", "Give rows as code: value")
    common = {key: head[key] for key in PROVENANCE & head.keys()}
    for code, entry in rows.items():
        entries = entry if isinstance(entry, list) else [entry]
        values = [
            common | (item if isinstance(item, dict) else {"value": item}) for item in entries
        ]
        body = {key: head[key] for key in shared} | {"values": values}
        yield fact(f"{prefix}.{code}", body, f"{where}.{code}", row=str(code))
