"""Rules in force for one scenario: instruments, assets, floors, charges, cycle and timeline."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.catalogue import Catalogue
from engine.codes import FACT_ASSETS
from engine.floors import asset_floors, regime_days
from engine.holdings import holding
from engine.rules import (
    Rule,
    cycle_standing,
    haircut_floors,
    legal_assets,
    open_rails,
    own_charges,
    rules_in_force,
    standing,
)
from engine.scenario import ASSETS, Scenario


@dataclass(frozen=True, slots=True)
class Instrument:
    """One rule and where it stands on the scenario's day, one of ``engine.rules.STANDINGS``."""

    rule: Rule
    standing: str


@dataclass(frozen=True, slots=True)
class Floor:
    """Lowest haircut of an asset as a share; ``facts`` name what rules set it, empty if none do."""

    asset: str
    value: float
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """Capital charge on an own position in an asset, a share; never a haircut on customers."""

    rule: str
    asset: str
    fact: str
    value: float


@dataclass(frozen=True, slots=True)
class Regulation:
    """What the rules say about one scenario.

    Attributes
    ----------
    instruments
        Every rule of the data with its standing, in the order of :func:`timeline`.
    legal
        Assets the rules in force let count.
    refused_by
        What refuses each asset: law, tests, ccp, table, or "" when it counts.
    floors, charges
        Haircut floors that hold, and capital charges that are shown only.
    period_floor
        Shortest liquidation period of the scenario's regime, business days.
    cycle, cycle_standing
        The scenario's settlement cycle and its mark, one of ``engine.rules.CYCLE_STANDINGS``.
    rails
        Call rails opened by a rule in force.
    """

    instruments: tuple[Instrument, ...]
    legal: frozenset[str]
    refused_by: Mapping[str, str]
    floors: tuple[Floor, ...]
    charges: tuple[Charge, ...]
    period_floor: float
    cycle: str
    cycle_standing: str
    rails: frozenset[str]


def timeline(catalogue: Catalogue) -> tuple[Rule, ...]:
    """Return every rule in order of its first day, then of its id."""
    return tuple(sorted(catalogue.rules.values(), key=lambda rule: (rule.from_, rule.id)))


def change_days(catalogue: Catalogue, first: date, last: date) -> tuple[date, ...]:
    """Return the days, ends included, on which a rule comes into force or ends.

    Plans and proposals are left out: they are never in force. Raises ``ValueError`` if the
    range is empty.

    >>> from engine import catalogue
    >>> change_days(catalogue.load(), date(2025, 12, 1), date(2025, 12, 31))
    (datetime.date(2025, 12, 8), datetime.date(2025, 12, 11))
    """
    if first > last:
        msg = f"no days from {first} to {last}; put the first day before the last"
        raise ValueError(msg)
    rules = [r for r in catalogue.rules.values() if r.kind not in ("plan", "proposal")]
    found = {day for rule in rules for day in (rule.from_, rule.until) if day is not None}
    return tuple(sorted(day for day in found if first <= day <= last))


def deciding(asset: str, scenario: Scenario, catalogue: Catalogue) -> tuple[Rule, ...]:
    """Return the rules in force that admit or bar an asset; all that do so if none names it.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> {rule.class_ for rule in deciding("cash", book.presets["today"].scenario, book)}
    {'law'}
    """
    standing_rules = rules_in_force(catalogue.rules, scenario.rules.as_of, scenario.rules.without)
    named = [rule for rule in standing_rules if rule.admits or rule.bars]
    own = [rule for rule in named if asset in rule.admits | rule.bars]
    return tuple(own or named)


@lru_cache(maxsize=256)
def regulation(scenario: Scenario, catalogue: Catalogue) -> Regulation:
    """Return what holds on the scenario's day once its withdrawn instruments are gone.

    Raises ``ValueError`` if a withdrawn id is not a switch.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> found = regulation(book.presets["before-letters"].scenario, book)
    >>> found.refused_by["btc"], found.cycle_standing, found.period_floor
    ('law', 'standard', 1.0)
    """
    on, without = scenario.rules.as_of, scenario.rules.without
    rules = catalogue.rules
    legal = legal_assets(rules, on, without)
    cycle = scenario.settlement.cycle
    return Regulation(
        instruments=tuple(
            Instrument(rule, standing(rule, on, without)) for rule in timeline(catalogue)
        ),
        legal=legal,
        refused_by=dict(zip(ASSETS, holding(scenario, catalogue).refused_by, strict=True)),
        floors=_floors(scenario, catalogue),
        charges=tuple(
            Charge(rule.id, asset, fact, catalogue.number(fact))
            for rule, asset, fact in own_charges(rules, on, without)
        ),
        period_floor=regime_days(scenario.margin.regime, on, without, catalogue),
        cycle=cycle,
        cycle_standing=cycle_standing(rules, on, without)[cycle],
        rails=open_rails(rules, on, without),
    )


def _floors(scenario: Scenario, catalogue: Catalogue) -> tuple[Floor, ...]:
    """Return the floors above zero, in the order of the assets."""
    on, without = scenario.rules.as_of, scenario.rules.without
    claimed = haircut_floors(catalogue.rules, on, without)
    values = zip(FACT_ASSETS, asset_floors(on, without, catalogue).tolist(), strict=True)
    return tuple(Floor(code, v, claimed.get(code, ())) for code, v in values if v > 0.0)
