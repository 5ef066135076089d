"""One control: the row of data behind one scenario field, read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from engine import codes
from engine import fact_checks as checks
from engine.control_limits import limits_from, words
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
        "keyed": NUMERIC,
        "choice": frozenset({"options"}),
        "set": frozenset({"options"}),
        "flag": frozenset(),
        "text": frozenset({"max", "why"}),
        "date": frozenset({"min", "max", "why"}),
    }
)
ORDERED = frozenset({"automatic"})


@dataclass(frozen=True, slots=True)
class Control:
    """One row: what a field may be, in display units.

    Attributes
    ----------
    path, name
        Field of the scenario ("margin.since") and its name in links ("since").
    kind
        number, optional, choice, flag, mix, keyed, text, date or set.
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
    def keys(self) -> tuple[str, ...]:
        """What a field holds one number for (assets, scores); empty for other kinds."""
        return self.limits.keys

    @property
    def automatic(self) -> tuple[float, ...]:
        """What automatic entries stand for where the numbers must keep an order."""
        return tuple(float(number) for number in self.limits.automatic)

    @property
    def element(self) -> Limits:
        """Limits of the value of one key (for other kinds: of the field itself)."""
        inner = {"mix": "number", "keyed": "optional"}.get(self.kind, self.kind)
        found = self.limits
        return Limits(inner, found.low, found.high, found.step, options=found.options)

    def check(self, value: object) -> str | None:
        """Code of what is wrong with a value, or None; nothing is rounded or repaired."""
        return check(self.limits, value)

    def text(self, value: Value) -> str:
        """Text of a value as links write it."""
        return write(self.kind, value, self.keys)

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
    optional = ORDERED if kind == "keyed" else frozenset()
    found = checks.fields(row, where, COMMON | EXTRA[kind], optional)
    limits = limits_from(kind, path, found, where)
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
        rests_on=words(found["rests_on"], where),
        why=checks.both_languages(found["why"], where) if "why" in found else MappingProxyType({}),
        limits=limits,
    )


def _kind(row: object, where: str) -> str:
    """Kind named by a row."""
    raw = row.get("kind") if isinstance(row, Mapping) else None
    return checks.member(raw, f"{where}.kind", frozenset(EXTRA))


def _default(limits: Limits, raw: object, where: str) -> Value:
    """Read the default as a link would."""
    text = str(int(raw)) if isinstance(raw, bool) else str(raw)
    try:
        return parse(limits, text)
    except Refused as error:
        checks.refuse(where, f"default {raw!r} is refused ({error.code})", "Take one in range")
