"""Indicators that are a choice, and the provisions the four tests answer to, read strictly.

``data/eligibility_choices.yaml`` holds both; scores of the options are facts
(``eligibility.choice.<name>.<option>``), words are texts.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine import fact_checks as check
from engine.codes import FACT_ASSETS
from engine.eligibility import TESTS
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES

FILE = "eligibility_choices.yaml"
CHOICE = frozenset({"from", "class", "source", "status", "label", "assets"})
PROVISION = frozenset({"rules", "class", "status", "sources"})


@dataclass(frozen=True, slots=True)
class Choice:
    """An indicator that is a choice: the option that fits each asset, and how well it is known."""

    name: str
    from_: date
    class_: str
    source: str
    status: str
    label: Mapping[str, str]
    assets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Provision:
    """Paragraphs and principles that a test is matched with; words: ``test.<test>.rule``."""

    test: str
    rules: tuple[str, ...]
    class_: str
    status: str
    sources: tuple[str, ...]


def options_of(fact_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Options of every choice, out of the ids of the facts that score them.

    >>> sorted(options_of(["eligibility.choice.link.manual", "asset.adv.btc"])["link"])
    ['manual']
    """
    found: dict[str, set[str]] = {}
    for parts in (fact_id.split(".") for fact_id in fact_ids):
        if parts[:2] == ["eligibility", "choice"]:
            found.setdefault(parts[2], set()).add(parts[3])
    return {name: frozenset(options) for name, options in found.items()}


def choices_from(
    mapping: Mapping[str, Any], options: Mapping[str, frozenset[str]]
) -> dict[str, Choice]:
    """Choices by indicator.

    Raises ``FactError`` naming the record and the fix: an indicator without its choice, an
    entry without date, class, source or status, an asset missing, or an unknown option.
    """
    rows = fields(_part(mapping, "choices"), FILE, frozenset(options))
    return {name: _choice(name, rows[name], options[name]) for name in options}


def provisions_from(mapping: Mapping[str, Any]) -> dict[str, Provision]:
    """Provisions by test, in the order of the tests.

    Raises ``FactError`` naming the record and the fix: a test without provisions, or an entry
    without class, status or sources.
    """
    rows = fields(_part(mapping, "provisions"), FILE, frozenset(TESTS))
    return {test: _provision(test, rows[test]) for test in TESTS}


def _part(mapping: Mapping[str, Any], name: str) -> object:
    return fields(mapping, FILE, frozenset({"choices", "provisions"}))[name]


def _choice(name: str, raw: object, options: frozenset[str]) -> Choice:
    where = f"{FILE}: {name}"
    row = fields(raw, where, CHOICE)
    assets = fields(row["assets"], f"{where}.assets", frozenset(FACT_ASSETS))
    return Choice(
        name=name,
        from_=check.day(row["from"], f"{where}.from"),
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        source=check.text(row["source"], f"{where}.source"),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        label=check.both_languages(row["label"], f"{where}.label"),
        assets={a: check.member(assets[a], f"{where}.{a}", options) for a in FACT_ASSETS},
    )


def _provision(test: str, raw: object) -> Provision:
    where = f"{FILE}: {test}"
    row = fields(raw, where, PROVISION)
    return Provision(
        test=test,
        rules=_words(row["rules"], f"{where}.rules"),
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        sources=_words(row["sources"], f"{where}.sources"),
    )


def _words(raw: object, where: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        refuse(where, "there are none", "Write a list such as [cfr_39_13]")
    return tuple(check.text(item, where) for item in raw)
