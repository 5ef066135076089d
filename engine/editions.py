"""Past editions of the data: the numbers that results depended on, one small file per edition.

``data/editions/<day>.yaml`` keeps the dated values of the facts, the options chosen, the rails,
the calendar and what rules change, so that an old link can be evaluated as it was when it was
made. ``python -m engine.editions`` writes the file of today's edition. Changed numbers belong
to a new edition, a new day in ``data/edition.yaml``; the file of a published one stays.
"""

import sys
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine import catalogue
from engine.catalogue import Catalogue
from engine.edition_files import NO_RULE, RULE_FIELDS, Content, content_of, text
from engine.fact_records import Dated, Fact
from engine.facts import DATA, Facts, read_yaml
from engine.rails import Rail
from engine.rules import Rule

FOLDER = "editions"
NUMBERS, RULES = "data", "rules"
BOTH = (NUMBERS, RULES)
NO_LIMITS = (float("-inf"), float("inf"))
NOTHING: Mapping[str, str] = MappingProxyType({})

__all__ = ["BOTH", "NUMBERS", "RULES", "book_of", "days", "path_of", "with_content"]


def days(folder: Path = DATA) -> tuple[date, ...]:
    """Return the days of the editions on file, oldest first."""
    return tuple(sorted(date.fromisoformat(p.stem) for p in (folder / FOLDER).glob("*.yaml")))


def path_of(on: date, folder: Path = DATA) -> Path:
    """Return the place of an edition's file."""
    return folder / FOLDER / f"{on}.yaml"


@lru_cache(maxsize=32)
def book_of(on: date, book: Catalogue, parts: tuple[str, ...] = BOTH) -> Catalogue | None:
    """Return today's catalogue with the numbers of an edition, None for an unknown one.

    ``parts`` says what is the edition's: the rules with the floors they set, all other numbers,
    or both. What today's model asks for and the edition does not hold stays as it is.
    """
    path = path_of(on, book.folder)
    return with_content(read_yaml(path), book, parts) if path.is_file() else None


def with_content(content: Content, book: Catalogue, parts: Collection[str] = BOTH) -> Catalogue:
    """Return a catalogue with the numbers of an edition in it; see :func:`book_of`."""
    rules = {code: _rule(code, row, book) for code, row in content["rules"].items()}
    ruled = _ruled((*rules.values(), *book.rules.values()))
    old = {
        fact: values
        for fact, values in _facts_of(content).items()
        if (RULES if fact in ruled else NUMBERS) in parts
    }
    book = replace(book, facts=_facts(book.facts, old))
    if RULES in parts:
        book = replace(book, rules=rules)
    return _with_numbers(content, book) if NUMBERS in parts else book


def _facts_of(content: Content) -> dict[str, Mapping[date, float]]:
    groups = content["facts"].items()
    return {f"{group}.{name}": row for group, rows in groups for name, row in rows.items()}


def _with_numbers(content: Content, book: Catalogue) -> Catalogue:
    """Return a catalogue with an edition's choices, rails and calendar."""
    choices = {
        name: replace(choice, assets={**choice.assets, **content["choices"].get(name, {})})
        for name, choice in book.choices.items()
    }
    rails = {code: replace(Rail(code), **_sets(row)) for code, row in content["rails"].items()}
    return replace(
        book,
        choices=choices,
        rails={**book.rails, **rails},
        holidays=frozenset(day for year in content["holidays"].values() for day in year),
        reference_week=content["reference_week"],
    )


def _facts(today: Facts, old: Mapping[str, Mapping[date, float]]) -> Facts:
    """Return today's facts with the values of an edition in their place."""
    changed = dict(today.facts)
    for name, row in old.items():
        held = changed.get(name, Fact(name, NOTHING, "ratio", NO_LIMITS, ()))
        changed[name] = replace(held, values=tuple(_dated(*entry) for entry in row.items()))
    return Facts(MappingProxyType(changed), today.sources, today.edition, today.known_to)


def _dated(day: date, value: float) -> Dated:
    """Return a value of an edition; only the number matters here, not how well it is known."""
    return Dated(day, float(value), "data", "", "to_confirm", NOTHING)


def _rule(code: str, row: Mapping[str, Any], book: Catalogue) -> Rule:
    """Return a rule as the edition has it; what changes no figure is today's."""
    today = replace(book.rules.get(code, NO_RULE), id=code)
    usual = {name: getattr(NO_RULE, name) for name in RULE_FIELDS}
    found = _sets(row)
    if "rails" in found:
        found["rails"] = tuple(row["rails"])
    return replace(today, **{**usual, **found})


def _ruled(rules: Collection[Rule]) -> frozenset[str]:
    """Return the facts that rules set: floors and shortest periods."""
    return frozenset(k for r in rules for k in (*r.floors.values(), *r.periods.values()))


def _sets(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row with its lists as sets."""
    return {k: frozenset(value) if isinstance(value, list) else value for k, value in row.items()}


def main(folder: Path = DATA) -> Path:
    """Write the file of today's edition and return its place."""
    content = content_of(catalogue.load(folder))
    path = path_of(content["edition"], folder)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text(content), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{main()}\n")
