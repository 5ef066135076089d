"""Rules and staff positions by date: which assets they let count as margin.

The frame is customer margin for cleared trades at a futures commission merchant (FCM). A
record is in force from its first day until the day it ends; a switch withdraws it in a
scenario. Withdrawing the letter that ended an older position brings that position back.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine import fact_checks as check
from engine.codes import ASSETS
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES

REQUIRED = frozenset({"from", "class", "status", "source", "admits", "name", "effect"})
OPTIONAL = frozenset({"until", "ended_by", "switch", "bars", "document"})
FIXED = "none"


@dataclass(frozen=True, slots=True)
class Rule:
    """One instrument: when it applies, what it admits or bars, and how well it is known.

    ``switch`` is the id under which a scenario withdraws it, empty if it cannot be withdrawn.
    ``until`` is the first day it no longer applies; ``ended_by`` names the switch of the
    instrument that ended it then. ``document`` is the instrument among the sources, ``source``
    what was read about it. ``name`` and ``effect`` hold both languages.
    """

    id: str
    from_: date
    until: date | None
    ended_by: str
    switch: str
    admits: frozenset[str]
    bars: frozenset[str]
    class_: str
    status: str
    source: str
    document: str
    name: Mapping[str, str]
    effect: Mapping[str, str]


def rules_from(mapping: Mapping[str, Any]) -> dict[str, Rule]:
    """Rules by id, in the order of ``data/rules.yaml``.

    Raises ``FactError`` naming the record and the fix: an entry without date, class, source
    or status, an unknown asset, an end before the start, or a switch that does not exist.
    """
    rows = fields(mapping, "rules.yaml", frozenset({"rules"}))["rules"]
    if not isinstance(rows, dict) or not rows:
        refuse("rules.yaml", "there are no rules", "Add one")
    rules = {name: _rule(name, raw) for name, raw in rows.items()}
    known = switches(rules)
    for rule in rules.values():
        if rule.ended_by and rule.ended_by not in known:
            refuse(f"rules.yaml: {rule.id}", f"no switch {rule.ended_by!r}", "Correct ended_by")
    return rules


def switches(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Ids a scenario may withdraw, in the order of the data."""
    return tuple(dict.fromkeys(rule.switch for rule in rules.values() if rule.switch))


def rules_in_force(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = ()
) -> tuple[Rule, ...]:
    """Rules that apply on a day once the withdrawn ones are taken away.

    Raises ``ValueError`` if a withdrawn id is not a switch.
    """
    known = switches(rules)
    unknown = sorted(set(withdrawn) - set(known))
    if unknown:
        msg = f"cannot withdraw {', '.join(unknown)}; the switches are {', '.join(known)}"
        raise ValueError(msg)
    return tuple(rule for rule in rules.values() if _applies(rule, on, withdrawn))


def legal_assets(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = ()
) -> frozenset[str]:
    """Asset codes that the rules in force let count: those admitted and not barred.

    Where two positions contradict each other the stricter one is taken. Not barred does not
    mean accepted: the four tests and the clearing house's own list come on top.
    """
    in_force = rules_in_force(rules, on, withdrawn)
    admitted = {asset for rule in in_force for asset in rule.admits}
    return frozenset(admitted - {asset for rule in in_force for asset in rule.bars})


def _applies(rule: Rule, on: date, withdrawn: Collection[str]) -> bool:
    if on < rule.from_ or rule.switch in withdrawn:
        return False
    return rule.until is None or on < rule.until or rule.ended_by in withdrawn


def _rule(name: str, raw: object) -> Rule:
    where = f"rules.yaml: {name}"
    row = fields(raw, where, REQUIRED, OPTIONAL)
    begins = check.day(row["from"], f"{where}.from")
    until = check.day(row["until"], f"{where}.until") if "until" in row else None
    if until is not None and until <= begins:
        refuse(where, "it ends before it begins", "Put until after from")
    if "ended_by" in row and until is None:
        refuse(where, "ended_by needs a day", "Add until")
    switch = check.text(row.get("switch", name), f"{where}.switch")
    return Rule(
        id=check.text(name, where),
        from_=begins,
        until=until,
        ended_by=check.text(row["ended_by"], where) if "ended_by" in row else "",
        switch="" if switch == FIXED else switch,
        admits=_assets(row["admits"], f"{where}.admits"),
        bars=_assets(row.get("bars", []), f"{where}.bars"),
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        source=check.text(row["source"], f"{where}.source"),
        document=check.text(row.get("document", row["source"]), f"{where}.document"),
        name=check.both_languages(row["name"], f"{where}.name"),
        effect=check.both_languages(row["effect"], f"{where}.effect"),
    )


def _assets(raw: object, where: str) -> frozenset[str]:
    if not isinstance(raw, list):
        refuse(where, f"{raw!r} is not a list", "Write [btc, eth], or [] for none")
    return frozenset(check.member(code, where, frozenset(ASSETS)) for code in raw)
