"""Common claims and what the evidence says: ``data/claims.yaml``, read and checked.

A number or a day in a sentence is a named slot, filled from the facts and rules. The file also
says in which order a claim about adoption puts the layers, and which records open one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from string import Formatter
from types import MappingProxyType
from typing import Any

from engine import fact_checks as check
from engine.catalogue import Catalogue
from engine.fact_checks import fields, refuse
from engine.facts import read_yaml
from engine.rules import LAYERS

FILE = "claims.yaml"
VERDICTS = ("wrong", "one_sided", "dated", "incomplete")
FORMS = ("fact", "ratio", "remainder", "day")
TWO = {"ratio", "remainder"}
REQUIRED = frozenset({"verdict", "claim", "evidence", "sources"})
# Digits stand only in the names of instruments and cycles: 25-40, SCO60, T+1, 39.13(g)(10).
NAMES = re.compile(r"\d\d-\d\d(?!\d)|SCO\d+|T\+\d|39\.13(\(\w+\))*")


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a sentence: ``form`` of ``FORMS``, its facts or its rule, and their day."""

    form: str
    keys: tuple[str, ...]
    on: date | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A common claim, one of ``VERDICTS``, the evidence in both languages and its sources."""

    id: str
    verdict: str
    claim: Mapping[str, str]
    evidence: Mapping[str, str]
    values: Mapping[str, Amount]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimBook:
    """The claims, the groups of layers in their claimed order, and the ids that open a layer."""

    order: tuple[tuple[str, ...], ...]
    opens: tuple[str, ...]
    claims: tuple[Claim, ...]


@lru_cache(maxsize=2)
def load(catalogue: Catalogue) -> ClaimBook:
    """Read the claims of a catalogue's folder once."""
    return claims_from(read_yaml(catalogue.folder / FILE), catalogue)


def claims_from(content: Any, catalogue: Catalogue) -> ClaimBook:  # noqa: ANN401
    """Return the checked content of the file.

    Raises ``FactError`` naming entry and fix: an unknown field, verdict, rule, fact or source, a
    layer missing from the order or named twice, a digit typed into a sentence, or a named slot
    without a value.
    """
    rows = fields(content, FILE, frozenset({"order", "opens", "claims"}))
    if not isinstance(rows["claims"], dict) or not rows["claims"]:
        refuse(FILE, "there are no claims", "Add one")
    return ClaimBook(
        order=_order(rows["order"]),
        opens=tuple(_rule(name, f"{FILE}: opens", catalogue) for name in _texts(rows["opens"])),
        claims=tuple(_claim(name, raw, catalogue) for name, raw in rows["claims"].items()),
    )


def amount(item: Amount, catalogue: Catalogue) -> tuple[float | date, str]:
    """Return a number with its unit, or a rule's first day with the unit ``day``.

    ``ratio`` is the first fact over the second, ``remainder`` one less that, a share.
    """
    if item.form == "day":
        return catalogue.rules[item.keys[0]].from_, "day"
    found = [catalogue.facts.value(key, item.on) for key in item.keys]
    if item.form == "fact":
        return found[0], catalogue.facts.get(item.keys[0]).unit
    ratio = found[0] / found[1]
    return (ratio, "ratio") if item.form == "ratio" else (1.0 - ratio, "share")


def _order(raw: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(raw, list):
        refuse(f"{FILE}: order", f"{raw!r} is not a list", "Write [[collateral], [settlement]]")
    groups = tuple(tuple(_texts(group)) for group in raw)
    if sorted(layer for group in groups for layer in group) != sorted(LAYERS):
        refuse(f"{FILE}: order", "not every layer once", f"Name each of {', '.join(LAYERS)}")
    return groups


def _claim(name: object, raw: object, catalogue: Catalogue) -> Claim:
    where = f"{FILE}: {name}"
    row = fields(raw, where, REQUIRED, frozenset({"values"}))
    values = row.get("values", {})
    if not isinstance(values, dict):
        refuse(where, f"{values!r} is not a mapping", "Write {share: nscc.fund_fall.quarter}")
    item = Claim(
        id=check.text(name, where),
        verdict=check.member(row["verdict"], f"{where}.verdict", frozenset(VERDICTS)),
        claim=check.both_languages(row["claim"], f"{where}.claim"),
        evidence=check.both_languages(row["evidence"], f"{where}.evidence"),
        values=MappingProxyType(
            {key: _amount(part, f"{where}.{key}", catalogue) for key, part in values.items()}
        ),
        sources=tuple(_texts(row["sources"])),
    )
    for source in item.sources:
        if source not in catalogue.facts.sources:
            refuse(where, f"unknown source {source!r}", "Add it or correct it")
    _check_sentences(item, where)
    return item


def _check_sentences(item: Claim, where: str) -> None:
    """Refuse typed digits, and named slots that differ from the values given."""
    for part in (item.claim, item.evidence):
        for language, text in part.items():
            if re.search(r"\d", NAMES.sub("", text)):
                refuse(f"{where}.{language}", "a number is typed", "Give it under values")
    for language, text in item.evidence.items():
        named = {name for _, name, _, _ in Formatter().parse(text) if name}
        if named != set(item.values):
            odd = ", ".join(sorted(named ^ set(item.values)))
            refuse(f"{where}.{language}", f"{odd} in one of text and values", "Name it in both")


def _amount(raw: object, where: str, catalogue: Catalogue) -> Amount:
    """Read a fact's id, or {fact|ratio|remainder|day: ..., at: day}."""
    row = fields({"fact": raw} if isinstance(raw, str) else raw, where, frozenset(),
                 frozenset((*FORMS, "at")))  # fmt: skip
    form = next((name for name in FORMS if name in row), "")
    if not form or len(set(row) - {"at"}) != 1:
        refuse(where, "one of the forms is needed", f"Use {', '.join(FORMS)}")
    keys = tuple(_texts(row[form] if form in TWO else [row[form]]))
    if form == "day":
        _rule(keys[0], where, catalogue)
    elif len(keys) != 1 + (form in TWO) or not set(keys) <= set(catalogue.facts.facts):
        refuse(where, f"{', '.join(keys)} is not what {form} needs", "Name facts on record")
    return Amount(form, keys, check.day(row["at"], where) if "at" in row else None)


def _rule(name: str, where: str, catalogue: Catalogue) -> str:
    if name not in catalogue.rules:
        refuse(where, f"no rule {name!r}", "Add it or correct it")
    return name


def _texts(raw: object) -> list[str]:
    if not isinstance(raw, list) or not raw:
        refuse(FILE, f"{raw!r} is not a list with entries", "Write [one, two]")
    return [check.text(part, FILE) for part in raw]
