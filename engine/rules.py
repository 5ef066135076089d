"""Rules, staff positions and plans by date: what each changes, and where it stands on a day.

The frame is customer margin for cleared trades at a futures commission merchant (FCM). A
record is in force from its first day until the day it ends; a switch withdraws it in a
scenario. Withdrawing the letter that ended an older position brings that position back. A
proposal or a plan is never in force: the record of what it becomes is another one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from engine.codes import CYCLES

KINDS = ("law", "rule", "guidance", "no_action", "proposal", "plan", "launch")
WITHDRAWABLE = ("guidance", "no_action")
LAYERS = ("collateral", "settlement", "issuance", "cash")
PLACES = ("us", "eu", "uk", "hk", "sg", "global")
PRECISIONS = ("day", "month", "quarter", "half", "year", "earlier")
STANDINGS = ("in_force", "announced", "proposed", "not_yet", "ended", "withdrawn")
CYCLE_STANDINGS = ("not_offered", "announced", "allowed", "standard", "not_permitted")


@dataclass(frozen=True, slots=True)
class Rule:
    """One instrument: when it applies, what it changes in the model, and how well it is known.

    ``from_`` is its first day, or the first day of the span ``precision`` names; ``earlier``
    means that it is older than the days a scenario can look at. ``announced`` is the day it was
    decided or made known. ``until`` is the first day it no longer applies; ``ended_by`` names
    the switch of the instrument that ended it then. ``kind`` is its legal standing (``KINDS``).
    ``switch`` is the id under which a scenario withdraws it, empty if it cannot be withdrawn.
    ``document`` is the instrument among the sources, ``source`` what was read about it.

    ``floors`` and ``charges`` name a fact by asset, ``periods`` by regime: the lowest haircut,
    the capital charge on an own position (never a haircut on customer margin), the shortest
    liquidation period. ``cycles`` marks settlement cycles; ``rails`` are those it would open.
    """

    id: str
    from_: date
    precision: str
    announced: date | None
    until: date | None
    ended_by: str
    kind: str
    class_: str
    status: str
    source: str
    document: str
    layer: tuple[str, ...]
    place: str
    switch: str
    name: Mapping[str, str]
    effect: Mapping[str, str]
    admits: frozenset[str]
    bars: frozenset[str]
    floors: Mapping[str, str]
    charges: Mapping[str, str]
    periods: Mapping[str, str]
    cycles: Mapping[str, str]
    rails: tuple[str, ...]

    @property
    def day(self) -> str:
        """Return the first day as far as it is known: 2025-12-08, 2026-10, 2026-Q4, 2028."""
        year, month = self.from_.year, self.from_.month
        return {
            "month": f"{year}-{month:02d}",
            "quarter": f"{year}-Q{(month + 2) // 3}",
            "half": f"{year}-H{(month + 5) // 6}",
            "year": f"{year}",
            "earlier": f"< {self.from_}",
        }.get(self.precision, f"{self.from_}")


def switches(rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Ids a scenario may withdraw, in the order of the data."""
    return tuple(dict.fromkeys(rule.switch for rule in rules.values() if rule.switch))


def standing(rule: Rule, on: date, withdrawn: Collection[str] = ()) -> str:
    """Return where an instrument stands on a day, one of ``STANDINGS``.

    ``announced`` is made known before the day and effective later; proposals and plans stay
    ``proposed`` and ``announced``. Only what would stand otherwise is ``withdrawn``.
    """
    found = _untouched(rule, on, withdrawn)
    touched = rule.switch in withdrawn and found in {"in_force", "announced", "proposed"}
    return "withdrawn" if touched else found


def _untouched(rule: Rule, on: date, withdrawn: Collection[str]) -> str:
    """Return the standing as if the instrument itself were not withdrawn."""
    ended = rule.until is not None and on >= rule.until
    if ended and rule.ended_by not in withdrawn:
        return "ended"
    begun = on >= rule.from_
    if rule.kind == "proposal":
        return "proposed" if begun else "not_yet"
    if begun and rule.kind != "plan":
        return "in_force"
    known = rule.announced is not None and on >= rule.announced
    return "announced" if known else "not_yet"


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
    return tuple(r for r in rules.values() if standing(r, on, withdrawn) == "in_force")


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


def haircut_floors(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the facts of the haircut floors that rules set, by asset.

    The empty tuple: rules claim the asset's floor, none in force, so it has none that day. An
    asset not named keeps the floor of the tool's own choice.
    """
    return _claimed(rules, rules_in_force(rules, on, withdrawn), "floors")


def period_floors(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Return the facts of the shortest liquidation periods, by regime, as for the floors."""
    return _claimed(rules, rules_in_force(rules, on, withdrawn), "periods")


def own_charges(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = ()
) -> tuple[tuple[Rule, str, str], ...]:
    """Return rule, asset and fact of each charge on an own position; never customer margin."""
    return tuple(
        (rule, asset, fact)
        for rule in rules_in_force(rules, on, withdrawn)
        for asset, fact in rule.charges.items()
    )


def open_rails(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = ()
) -> frozenset[str]:
    """Return the call rails that exist only since a rule in force opened them."""
    return frozenset(code for r in rules_in_force(rules, on, withdrawn) for code in r.rails)


def cycle_standing(
    rules: Mapping[str, Rule], on: date, withdrawn: Collection[str] = (), place: str = "us"
) -> dict[str, str]:
    """Mark every settlement cycle with one of ``CYCLE_STANDINGS``; no cycle is overridden.

    The longest cycle the rule in force allows is the standard, a longer one is not permitted, a
    shorter one allowed or announced; ``not_offered`` where no rule or service on record offers
    it at the clearing house. Of several marks the later in the list holds.
    """
    marks = dict.fromkeys(CYCLES, CYCLE_STANDINGS[0])
    for rule in rules.values():
        now = standing(rule, on, withdrawn)
        if rule.place == place and now in {"in_force", "announced"}:
            for code, mark in rule.cycles.items():
                if now == "in_force" or mark != "not_permitted":
                    said = mark if now == "in_force" else now
                    marks[code] = max(marks[code], said, key=CYCLE_STANDINGS.index)
    return marks


def _claimed(
    rules: Mapping[str, Rule], in_force: Collection[Rule], part: str
) -> dict[str, tuple[str, ...]]:
    claims: dict[str, tuple[str, ...]] = {
        code: () for rule in rules.values() for code in getattr(rule, part)
    }
    for rule in in_force:
        for code, fact in getattr(rule, part).items():
            claims[code] = (*claims[code], fact)
    return claims
