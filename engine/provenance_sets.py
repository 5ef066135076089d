"""Inputs that stand for several: a rail with its calendar, rules in force, a table, layers."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from engine.catalogue import Catalogue
from engine.rules import rules_in_force
from engine.scenario import Scenario

Found = tuple[str, str, str, str, str, date | None]

CALENDAR, CREDIT, EVERY = "calendar", "ccp_credit", "all"


def gathered(path: str, scenario: Scenario, catalogue: Catalogue) -> Iterator[Found]:
    """Yield kind, path, class, status, source and first day of each input a name stands for.

    ``rail.CODE`` is every part of the route and the calendar, ``rule.*`` the rules that decide
    what counts on the scenario's day, ``rule.all`` every rule on record, ``table.RULE.ASSET``
    the published haircut if there is one, and ``ccp_facts.CCP`` what a clearing house
    discloses. Any other name yields nothing.
    """
    head, _, rest = path.partition(".")
    find = SETS.get(head)
    if find is not None:
        yield from find(rest, scenario, catalogue)


def _rail(code: str, scenario: Scenario, catalogue: Catalogue) -> Iterator[Found]:
    records = {*_route(code, scenario, catalogue), CALENDAR}
    for part in catalogue.rail_evidence:
        if part.record in records:
            path = f"rail.{part.record}.{part.part}"
            yield ("rail", path, part.class_, part.status, part.source, part.from_)


def _route(code: str, scenario: Scenario, catalogue: Catalogue) -> Iterator[str]:
    """Yield the records behind a rail, the switches of the call applied."""
    rail, call = catalogue.rails[code], scenario.call
    yield rail.fed22x6 if call.fed22x6 and rail.fed22x6 else code
    if call.mint and rail.mint_through:
        yield from _route(rail.mint_through, scenario, catalogue)
    if call.ccp_hours:
        yield CREDIT


def _rule(rest: str, scenario: Scenario, catalogue: Catalogue) -> Iterator[Found]:
    chosen, rules = scenario.rules, catalogue.rules
    standing = rules_in_force(rules, chosen.as_of, chosen.without)
    deciding = (rule for rule in standing if rule.admits or rule.bars or rule.floors)
    for rule in rules.values() if rest == EVERY else deciding:
        yield ("rule", f"rule.{rule.id}", rule.class_, rule.status, rule.source, rule.from_)


def _table(rest: str, _: Scenario, catalogue: Catalogue) -> Iterator[Found]:
    yield from _facts([f"haircut.{rest}"], catalogue)


def _house(code: str, _: Scenario, catalogue: Catalogue) -> Iterator[Found]:
    keys = (key for key in catalogue.facts.facts if key.startswith("ccp."))
    yield from _facts([key for key in keys if code in key.split(".")], catalogue)


def _facts(keys: list[str], catalogue: Catalogue) -> Iterator[Found]:
    for key in keys:
        if key in catalogue.facts.facts:
            entry = catalogue.facts.at(key)
            yield ("fact", key, entry.class_, entry.status, entry.source, entry.from_)


SETS: Mapping[str, Callable[[str, Scenario, Catalogue], Iterator[Found]]] = MappingProxyType(
    {"rail": _rail, "rule": _rule, "table": _table, "ccp_facts": _house}
)
