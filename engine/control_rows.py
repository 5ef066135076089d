"""One control: the row of data behind one scenario field, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from engine import codes
from engine import fact_checks as checks
from engine.grammar import Refused, parse, write
from engine.kinds import Limits, check
from engine.scenario import Value

COMMON = frozenset({"name", "kind", "default", "lever", "rests_on"})
NUMERIC = frozenset({"min", "max", "step", "unit", "why"})
EXTRA: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "number": NUMERIC,
        "optional": NUMERIC,
        "mix": NUMERIC,
        "per_asset": NUMERIC,
        "choice": frozenset({"options"}),
        "set": frozenset({"options"}),
        "flag": frozenset(),
        "text": frozenset({"max", "why"}),
        "date": frozenset({"min", "max", "why"}),
    }
)
LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name.lower(): value for name, value in vars(codes).items() if name.isupper()}
)


@dataclass(frozen=True, slots=True)
class Control:
    """One row: what a field may be, in display units.

    Attributes
    ----------
    path, name
        Field of the scenario ("margin.since") and its name in links ("since").
    kind
        number, optional, choice, flag, mix, per_asset, text, date or set.
    default
        Default of the newest link version.
    min, max, step
        Ends and grid of the range (text: longest length; a kind that has none: None).
    first, last
        Ends of the range of a date.
    unit
        Code of the unit, label ``unit.<code>``; "" where there is none.
    options
        Codes to choose from, in display order.
    lever
        Cause to which attribution assigns a change of this field.
    rests_on
        Ids of the facts behind the default or the range.
    why
        By language, why the range ends where it does; empty for choices and switches.
    limits
        The same range in exact decimals.
    """

    path: str
    name: str
    kind: str
    default: Value
    min: float | None
    max: float | None
    step: float | None
    first: date | None
    last: date | None
    unit: str
    options: tuple[str, ...]
    lever: str
    rests_on: tuple[str, ...]
    why: Mapping[str, str]
    limits: Limits

    @property
    def decimals(self) -> int:
        """Number of decimals of the step: 0.25 has two."""
        exponent = self.limits.step.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0

    @property
    def element(self) -> Limits:
        """Limits of the value of one asset (for other kinds: of the field itself)."""
        inner = {"mix": "number", "per_asset": "optional"}.get(self.kind, self.kind)
        found = self.limits
        return Limits(inner, found.low, found.high, found.step, options=found.options)

    def check(self, value: object) -> str | None:
        """Code of what is wrong with a value, or None; nothing is rounded or repaired."""
        return check(self.limits, value)

    def text(self, value: Value) -> str:
        """Text of a value as links write it."""
        return write(self.kind, value)

    def read(self, text: str) -> Value:
        """Value of a text as links write it; raises ``Refused`` with a code."""
        return parse(self.limits, text)


def control_from(path: str, row: object, where: str) -> Control:
    """Read one row, which stands at ``where``.

    Raises
    ------
    FactError
        If a key is missing or unknown, or the default is no value of the control.
    """
    where = f"{where}: {path}"
    kind = _kind(row, where)
    found = checks.fields(row, where, COMMON | EXTRA[kind])
    limits = _limits(kind, found, where)
    ranged, dated = "step" in found, kind == "date"
    return Control(
        path=path,
        name=checks.text(found["name"], where),
        kind=kind,
        default=_default(limits, found["default"], where),
        min=float(limits.low) if ranged else None,
        max=float(limits.high) if ranged or kind == "text" else None,
        step=float(limits.step) if ranged else None,
        first=limits.first if dated else None,
        last=limits.last if dated else None,
        unit=checks.text(found["unit"], where) if ranged else "",
        options=limits.options,
        lever=checks.member(found["lever"], where, frozenset(codes.LEVERS)),
        rests_on=_words(found["rests_on"], where),
        why=checks.both_languages(found["why"], where) if "why" in found else MappingProxyType({}),
        limits=limits,
    )


def _kind(row: object, where: str) -> str:
    """Kind named by a row."""
    raw = row.get("kind") if isinstance(row, Mapping) else None
    return checks.member(raw, f"{where}.kind", frozenset(EXTRA))


def _limits(kind: str, row: Mapping[str, object], where: str) -> Limits:
    """Range, grid and options of a row."""
    if kind == "date":
        first, last = (checks.day(row[key], where) for key in ("min", "max"))
        return Limits(kind, first=first, last=last)
    if "options" in row:
        return Limits(kind, options=_options(row["options"], where))
    if kind == "flag":
        return Limits(kind)
    low, step = _decimal(row.get("min", 0), where), _decimal(row.get("step", 1), where)
    high = _decimal(row["max"], where)
    if step <= 0 or low >= high or (high - low) % step:
        checks.refuse(where, "min, max and step do not fit", "Let max be min plus whole steps")
    return Limits(kind, low, high, step)


def _default(limits: Limits, raw: object, where: str) -> Value:
    """Read the default as a link would."""
    text = str(int(raw)) if isinstance(raw, bool) else str(raw)
    try:
        return parse(limits, text)
    except Refused as error:
        checks.refuse(where, f"default {raw!r} is refused ({error.code})", "Take one in range")


def _decimal(raw: object, where: str) -> Decimal:
    """Exact decimal of a number in a row."""
    return Decimal(repr(checks.number(raw, where)))


def _options(raw: object, where: str) -> tuple[str, ...]:
    """Options written out, or the name of a list of ``engine.codes``."""
    if isinstance(raw, str):
        return LISTS[checks.member(raw, where, frozenset(LISTS))]
    found = _words(raw, where)
    if not found or len(set(found)) < len(found):
        checks.refuse(where, "options are empty or repeated", "Name each option once")
    return found


def _words(raw: object, where: str) -> tuple[str, ...]:
    """Return a list of words."""
    if not isinstance(raw, list):
        checks.refuse(where, f"{raw!r} is not a list", "Write [one, two]")
    return tuple(checks.text(item, where) for item in raw)
