"""Rules read from plain mappings: the content of ``data/rules*.yaml``, merged and checked."""

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from engine import fact_checks as check
from engine.codes import CYCLES, FACT_ASSETS, REGIMES
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES
from engine.rules import (
    CYCLE_STANDINGS,
    KINDS,
    LAYERS,
    PLACES,
    PRECISIONS,
    WITHDRAWABLE,
    Rule,
    switches,
)

REQUIRED = frozenset(
    {"from", "kind", "class", "status", "source", "layer", "place", "name", "effect"}
)
EFFECTS = frozenset({"admits", "bars", "floors", "charges", "periods", "cycles", "rails"})
OPTIONAL = EFFECTS | {"precision", "announced", "until", "ended_by", "switch", "document"}
FIXED = "none"
ASSETS = frozenset((*FACT_ASSETS, "own"))
MARKS = frozenset(CYCLE_STANDINGS) - {"not_offered", "announced"}
EVERY_MONTH = range(1, 13)
SPANS: Mapping[str, Collection[int]] = {  # months on whose first day a span can begin
    "month": EVERY_MONTH, "quarter": (1, 4, 7, 10), "half": (1, 7), "year": (1,),
}  # fmt: skip


def rules_from(files: Mapping[str, Any]) -> dict[str, Rule]:
    """Rules by id out of the content of several files, in the order given.

    Raises ``FactError`` naming file, entry and fix: an entry without date, kind, class, source
    or status, an unknown code, an id in two files, an end before the start, a plan nobody
    announced, or a switch that does not exist.
    """
    rules: dict[str, Rule] = {}
    places: dict[str, str] = {}
    for file, content in files.items():
        rows = fields(content, file, frozenset({"rules"}))["rules"]
        if not isinstance(rows, dict) or not rows:
            refuse(file, "there are no rules", "Add one")
        for name, raw in rows.items():
            if name in rules:
                refuse(f"{file}: {name}", f"it is in {places[name]} too", "Keep one of them")
            rules[name], places[name] = rule_from(name, raw, f"{file}: {name}"), file
    known = switches(rules)
    for rule in rules.values():
        if rule.ended_by and rule.ended_by not in known:
            where = f"{places[rule.id]}: {rule.id}"
            refuse(where, f"no switch {rule.ended_by!r}", "Correct ended_by")
    return rules


def check_rules(
    rules: Mapping[str, Rule],
    sources: Collection[str],
    facts: Collection[str],
    rails: Collection[str],
) -> None:
    """Refuse a rule that names a source, fact or rail that is not on record."""
    for rule in rules.values():
        named = [*rule.floors.values(), *rule.charges.values(), *rule.periods.values()]
        for kind, found, known in (
            ("source", {rule.source, rule.document}, sources),
            ("fact", set(named), facts),
            ("rail", set(rule.rails), rails),
        ):
            missing = sorted(found - set(known))
            if missing:
                refuse(f"rules: {rule.id}", f"no {kind} {missing[0]!r}", "Add it or correct it")


def rule_from(name: object, raw: object, where: str) -> Rule:
    """Check one entry; ``where`` names file and entry."""
    row = fields(raw, where, REQUIRED, OPTIONAL)
    kind = check.member(row["kind"], f"{where}.kind", frozenset(KINDS))
    own = name if kind in WITHDRAWABLE else FIXED
    switch = check.text(row.get("switch", own), f"{where}.switch")
    rule = Rule(
        id=check.text(name, where),
        from_=check.day(row["from"], f"{where}.from"),
        precision=check.member(row.get("precision", "day"), where, frozenset(PRECISIONS)),
        announced=_day(row, "announced", where),
        until=_day(row, "until", where),
        ended_by=check.text(row["ended_by"], where) if "ended_by" in row else "",
        kind=kind,
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        source=check.text(row["source"], f"{where}.source"),
        document=check.text(row.get("document", row["source"]), f"{where}.document"),
        layer=_listed(row["layer"], f"{where}.layer", frozenset(LAYERS)),
        place=check.member(row["place"], f"{where}.place", frozenset(PLACES)),
        switch="" if switch == FIXED else switch,
        name=check.both_languages(row["name"], f"{where}.name"),
        effect=check.both_languages(row["effect"], f"{where}.effect"),
        admits=frozenset(_listed(row.get("admits", []), f"{where}.admits", ASSETS)),
        bars=frozenset(_listed(row.get("bars", []), f"{where}.bars", ASSETS)),
        floors=_by_code(row, "floors", where, frozenset(FACT_ASSETS)),
        charges=_by_code(row, "charges", where, frozenset(FACT_ASSETS)),
        periods=_by_code(row, "periods", where, frozenset(REGIMES)),
        cycles=_by_code(row, "cycles", where, frozenset(CYCLES), MARKS),
        rails=_listed(row.get("rails", []), f"{where}.rails"),
    )
    _check_days(rule, where)
    return rule


def _check_days(rule: Rule, where: str) -> None:
    """Refuse days that contradict each other."""
    if rule.until is not None and rule.until <= rule.from_:
        refuse(where, "it ends before it begins", "Put until after from")
    if rule.ended_by and rule.until is None:
        refuse(where, "ended_by needs a day", "Add until")
    if rule.announced is not None and rule.announced > rule.from_:
        refuse(where, "it begins before it is announced", "Put announced before from")
    if rule.kind == "plan" and rule.announced is None:
        refuse(where, "a plan needs the day it was made known", "Add announced")
    months = SPANS.get(rule.precision)
    if months is not None and (rule.from_.day != 1 or rule.from_.month not in months):
        problem = f"no {rule.precision} begins on {rule.from_}"
        refuse(where, problem, f"Write the first day of the {rule.precision}")


def _day(row: Mapping[str, object], key: str, where: str) -> date | None:
    return check.day(row[key], f"{where}.{key}") if key in row else None


def _listed(raw: object, where: str, allowed: frozenset[str] | None = None) -> tuple[str, ...]:
    if not isinstance(raw, list):
        refuse(where, f"{raw!r} is not a list", "Write [btc, eth], or [] for none")
    found = (check.text(code, where) for code in raw)
    return tuple(code if allowed is None else check.member(code, where, allowed) for code in found)


def _by_code(
    row: Mapping[str, object],
    key: str,
    where: str,
    codes: frozenset[str],
    values: frozenset[str] | None = None,
) -> Mapping[str, str]:
    raw, place = row.get(key, {}), f"{where}.{key}"
    if not isinstance(raw, dict):
        refuse(place, f"{raw!r} is not a mapping", "Write {code: value}")
    return MappingProxyType(
        {
            check.member(code, place, codes): check.text(value, place)
            if values is None
            else check.member(value, place, values)
            for code, value in raw.items()
        }
    )
