"""What a step of the story consists of: figures by name, claims, and what is asked first.

Quantities have names such as ``here.posted``, ``baseline.margin.period`` or
``other.share.stress.shock``; ``engine.story`` works them out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from engine import fact_checks as check
from engine.fact_checks import fields, refuse
from engine.scenario import Scenario

SIDES = ("here", "other", "baseline")
UNITS = frozenset({"usd_m", "share", "hours", "days", "clock_days", "times"})
RELATIONS = frozenset({"less", "more", "same"})
SECOND = ("over", "against")

Pair = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure in a sentence: a quantity, or its ratio ``over`` or change ``against`` another."""

    value: str
    unit: str
    over: str
    against: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What must hold for a finding to be true."""

    left: str
    relation: str
    right: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What to guess before a step is shown: a direction, or an amount on a grid.

    ``value`` and ``against`` are the quantities of a direction; ``slot`` names the figure of an
    amount, guessed from ``low`` to ``high`` by ``step`` (shares in percent).
    """

    text: Pair
    value: str = ""
    against: str = ""
    slot: str = ""
    low: int = 0
    high: int = 0
    step: int = 1

    @property
    def is_amount(self) -> bool:
        """Whether a number is asked for."""
        return bool(self.slot)


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``scenario`` and ``other`` are what its two links stand for."""

    id: str
    page: str
    link: str
    scenario: Scenario
    other_link: str
    other: Scenario
    charts: tuple[str, ...]
    texts: Mapping[str, Pair]
    slots: Mapping[str, Slot]
    claims: tuple[Claim, ...]
    ask: Ask | None


def quantity(raw: object, where: str) -> str:
    """Return the name of a quantity; refuse one of no side."""
    name = check.text(raw, where)
    side, _, rest = name.partition(".")
    if side not in SIDES or not rest:
        refuse(
            where, f"{name!r} names no figure", f"Start with one of {', '.join(SIDES)} and a dot"
        )
    return name


def slot_from(raw: object, where: str) -> Slot:
    """Return a figure of a sentence."""
    row = fields(raw, where, frozenset({"value", "unit"}), frozenset(SECOND))
    if all(name in row for name in SECOND):
        refuse(where, "over and against stand together", "Keep one of them")
    second = {name: quantity(row[name], where) if name in row else "" for name in SECOND}
    unit = check.member(row["unit"], where, UNITS)
    return Slot(quantity(row["value"], where), unit, second["over"], second["against"])


def claim_from(raw: object, where: str) -> Claim:
    """Return what must hold."""
    row = fields(raw, where, frozenset({"left", "relation", "right"}))
    relation = check.member(row["relation"], where, RELATIONS)
    return Claim(quantity(row["left"], where), relation, quantity(row["right"], where))


def ask_from(raw: object, slots: Mapping[str, Slot], where: str) -> Ask:
    """Return what is asked first: a direction or an amount on a grid."""
    row = fields(raw, where, frozenset({"en", "zh"}), frozenset({"direction", "amount"}))
    text = check.both_languages({lang: row[lang] for lang in ("en", "zh")}, where)
    if ("direction" in row) == ("amount" in row):
        refuse(where, "it asks for both or neither", "Give either direction or amount")
    if "direction" in row:
        pair = fields(row["direction"], where, frozenset({"value", "against"}))
        return Ask(text, quantity(pair["value"], where), quantity(pair["against"], where))
    amount = fields(row["amount"], where, frozenset({"slot", "low", "high", "step"}))
    low, high, step = (int(check.number(amount[name], where)) for name in ("low", "high", "step"))
    if low >= high or step < 1 or (high - low) % step:
        refuse(where, f"{low} to {high} by {step} is no grid", "Let steps lead from low to high")
    slot = check.member(amount["slot"], where, frozenset(slots))
    return Ask(text, slot=slot, low=low, high=high, step=step)


def named(text: str, where: str) -> set[str]:
    """Return the named slots of a text; refuse braces that stand alone.

    >>> sorted(named("{a} of {b}", "here"))
    ['a', 'b']
    """
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError as error:
        refuse(where, str(error), "Write braces in pairs")
