"""The file of a data edition: what of a catalogue goes into it, and how it is written.

Plain data only: numbers by day, names, lists. A rule that changes no figure is left out, so
that a new line of the timeline makes no new edition.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from engine.catalogue import Catalogue
from engine.rails import Rail
from engine.rules import Rule

EFFECTS = ("admits", "bars", "floors", "periods", "rails", "switch")
RULE_FIELDS = ("from_", "until", "ended_by", "kind", *EFFECTS)
RAIL_FIELDS = tuple(field.name for field in fields(Rail) if field.name != "code")
NO_RULE = Rule(
    id="", from_=date.min, precision="day", announced=None, until=None, ended_by="", kind="rule",
    class_="law", status="to_confirm", source="", document="", layer=(), place="us", switch="",
    name=MappingProxyType({}), effect=MappingProxyType({}), admits=frozenset(), bars=frozenset(),
    floors=MappingProxyType({}), charges=MappingProxyType({}), periods=MappingProxyType({}),
    cycles=MappingProxyType({}), rails=(),
)  # fmt: skip
HEAD = "# Numbers that results depend on in this edition; python -m engine.editions writes it."

ENDLESS = {math.inf: ".inf", -math.inf: "-.inf"}

Content = Mapping[str, Any]

__all__ = ["NO_RULE", "RAIL_FIELDS", "RULE_FIELDS", "Content", "content_of", "text"]


def content_of(book: Catalogue) -> dict[str, Any]:
    """Return the numbers that results depend on, as plain data for a file."""
    facts: dict[str, dict[str, dict[date, float]]] = {}
    for fact in book.facts.facts.values():
        group, _, name = fact.id.rpartition(".")
        facts.setdefault(group, {})[name] = {entry.from_: entry.value for entry in fact.values}
    return {
        "edition": book.facts.edition,
        "facts": facts,
        "choices": {name: dict(choice.assets) for name, choice in book.choices.items()},
        "rails": {code: _row(rail, Rail(""), RAIL_FIELDS) for code, rail in book.rails.items()},
        "holidays": _by_year(book.holidays),
        "reference_week": book.reference_week,
        "rules": {
            code: _row(rule, NO_RULE, RULE_FIELDS)
            for code, rule in book.rules.items()
            if any(getattr(rule, name) for name in EFFECTS)
        },
    }


def text(content: Content) -> str:
    """Return the text of an edition's file: one line for a group of facts, a rail or a rule.

    >>> text({"facts": {"a.b": {"c": {date(2025, 1, 1): 1e-05}}}}).splitlines()[1:]
    ['facts:', '  "a.b": {"c": {2025-01-01: 0.00001}}']
    """
    return "\n".join((HEAD, *_lines(content))) + "\n"


def _lines(content: Content) -> Iterator[str]:
    for name, part in content.items():
        if isinstance(part, Mapping):
            yield f"{name}:"
            yield from (f"  {_flow(key)}: {_flow(row)}" for key, row in part.items())
        else:
            yield f"{name}: {_flow(part)}"


def _row(record: object, usual: object, names: tuple[str, ...]) -> dict[str, Any]:
    """Return the fields of a record that differ from the usual."""
    found = ((name, getattr(record, name)) for name in names)
    return {name: _plain(value) for name, value in found if value != getattr(usual, name)}


def _plain(value: object) -> object:
    """Return a value of a record as plain data, a set as a sorted list."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _by_year(days: frozenset[date]) -> dict[int, list[date]]:
    return {
        year: sorted(day for day in days if day.year == year)
        for year in sorted({day.year for day in days})
    }


def _flow(value: object) -> str:
    """Return plain data as one line of YAML, every text in quotation marks."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(_flow(item) for item in value)}]"
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}" if math.isfinite(value) else ENDLESS[value]
    return f'"{value}"' if isinstance(value, str) else str(value)
