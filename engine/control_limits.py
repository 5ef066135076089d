"""What a row of a control allows: range, grid, options and keys, read strictly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace as copy_with
from decimal import Decimal
from types import MappingProxyType

from engine import codes
from engine import fact_checks as checks
from engine.kinds import Limits, place
from engine.scenario import KEYS

LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {name.lower(): value for name, value in vars(codes).items() if name.isupper()}
)


def limits_from(kind: str, path: str, row: Mapping[str, object], where: str) -> Limits:
    """Limits of the values of one field, from its row.

    Raises
    ------
    FactError
        If range and step do not fit, options are unknown, or the automatic numbers of a
        field with keys are not one number of the range for every key.
    """
    return _with_keys(_range(kind, row, where), path, row, where)


def room(limits: Limits, numbers: Sequence[float | None], index: int) -> tuple[float, float]:
    """Smallest and largest number that one entry may take while the others stay.

    Where the entries keep an order this is one step beside each neighbour, an automatic one
    counting as what it stands for; else it is the whole range.

    Parameters
    ----------
    numbers, index
        What the field holds for each key, and the entry asked about.

    Raises
    ------
    ValueError
        If the field holds no entry of that index.
    """
    if not 0 <= index < len(limits.keys) or len(numbers) != len(limits.keys):
        msg = f"there is no entry {index}; the field holds one for each of {limits.keys}"
        raise ValueError(msg)
    low, high = limits.low, limits.high
    if limits.automatic:
        usual = zip(numbers, limits.automatic, strict=True)
        whole = [known if x is None else Decimal(repr(float(x))) for x, known in usual]
        falling = limits.automatic[0] > limits.automatic[-1]
        sides = (whole[:index], whole[index + 1 :])
        under, over = sides[::-1] if falling else sides
        low = max([low, *(x + limits.step for x in under)])
        high = min([high, *(x - limits.step for x in over)])
    return float(low), float(high)


def _range(kind: str, row: Mapping[str, object], where: str) -> Limits:
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


def _with_keys(limits: Limits, path: str, row: Mapping[str, object], where: str) -> Limits:
    """Add what the field holds one number for, and the numbers that automatic stands for."""
    if limits.kind not in {"mix", "keyed"}:
        return limits
    if path not in KEYS:
        checks.refuse(where, "the field holds one value only", "Choose another kind")
    raw = row.get("automatic", [])
    automatic = tuple(_decimal(x, where) for x in raw) if isinstance(raw, list) else ()
    fits = len(automatic) == len(KEYS[path]) and not any(place(limits, x) for x in automatic)
    if "automatic" in row and not fits:
        checks.refuse(where, "automatic does not fit", "Give every key a number of the range")
    return copy_with(limits, keys=KEYS[path], automatic=automatic)


def _decimal(raw: object, where: str) -> Decimal:
    """Exact decimal of a number in a row."""
    return Decimal(repr(checks.number(raw, where)))


def _options(raw: object, where: str) -> tuple[str, ...]:
    """Options written out, or the name of a list of ``engine.codes``."""
    if isinstance(raw, str):
        return LISTS[checks.member(raw, where, frozenset(LISTS))]
    found = words(raw, where)
    if not found or len(set(found)) < len(found):
        checks.refuse(where, "options are empty or repeated", "Name each option once")
    return found


def words(raw: object, where: str) -> tuple[str, ...]:
    """Return a list of words."""
    if not isinstance(raw, list):
        checks.refuse(where, f"{raw!r} is not a list", "Write [one, two]")
    return tuple(checks.text(item, where) for item in raw)
