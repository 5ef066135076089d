"""The kinds of control: what a value must be.

Nothing is repaired. A value off the step grid, out of range or of another kind gets a code;
the sentence for each code is text. Grids are checked in decimal arithmetic, so that 35.2 is
on a grid of 0.1 and 35.25 is not.
"""

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

CODES = (
    "empty", "wrong_kind", "not_a_number", "out_of_range", "off_step", "unknown_option",
    "not_a_flag", "bad_date", "bad_characters", "text_too_long", "item_repeated",
    "mix_format", "mix_asset", "mix_sum", "cuts_order",
)  # fmt: skip
WHOLE = Decimal(100)
DECIMALS = 12
NOISE = Decimal("1e-9")
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"})
JOINERS = frozenset("\u200c\u200d")
LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value of one control may be; what a kind does not use stays at its default.

    ``keys`` are what a tuple holds one number for; ``automatic`` is what its automatic
    entries stand for where the numbers must keep an order, rising or falling as it does.
    """

    kind: str
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    step: Decimal = Decimal(1)
    first: date = date.min
    last: date = date.max
    options: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    automatic: tuple[Decimal, ...] = ()


def check(limits: Limits, value: object) -> str | None:
    """Code of what is wrong with a value, or None if the control can take it.

    >>> share = Limits("number", high=Decimal(100), step=Decimal("0.1"))
    >>> check(share, 35.2), check(share, 35.25), check(share, 101), check(share, "35")
    (None, 'off_step', 'out_of_range', 'wrong_kind')
    """
    return CHECKS[limits.kind](limits, value)


def exact(limits: Limits, value: float) -> float:
    """Grid number that a widget's float stands for, free of the noise of binary steps.

    >>> exact(Limits("number", high=Decimal(1), step=Decimal("0.1")), 0.1 + 0.2)
    0.3

    Raises
    ------
    ValueError
        If the float lies off the grid by more than noise, or outside the range.
    """
    if not math.isfinite(value):
        msg = f"{value!r} is no number of this control; type digits"
        raise ValueError(msg)
    steps = round((Decimal(repr(float(value))) - limits.low) / limits.step)
    near = limits.low + steps * limits.step
    off = abs(Decimal(repr(float(value))) - near)
    if off > NOISE * limits.step or not limits.low <= near <= limits.high:
        msg = f"{value!r} is no step from {limits.low} to {limits.high}; the next one is {near}"
        raise ValueError(msg)
    return float(near)


def place(limits: Limits, number: Decimal) -> str | None:
    """Judge a finite decimal: inside the range, then on the grid that starts at its foot."""
    if not limits.low <= number <= limits.high:
        return "out_of_range"
    exponent = number.as_tuple().exponent
    fine = not isinstance(exponent, int) or exponent < -DECIMALS
    return "off_step" if fine or (number - limits.low) % limits.step else None


def _check_number(limits: Limits, value: object) -> str | None:
    """Judge a number; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "wrong_kind"
    if not math.isfinite(value):
        return "not_a_number"
    return place(limits, Decimal(repr(float(value))))


def _check_optional(limits: Limits, value: object) -> str | None:
    """Judge a number that may be automatic."""
    return None if value is None else _check_number(limits, value)


def _check_choice(limits: Limits, value: object) -> str | None:
    """Judge one of the options."""
    if not isinstance(value, str):
        return "wrong_kind"
    return None if value in limits.options else "unknown_option"


def _check_flag(limits: Limits, value: object) -> str | None:  # noqa: ARG001
    """Judge a switch."""
    return None if isinstance(value, bool) else "wrong_kind"


def _check_text(limits: Limits, value: object) -> str | None:
    """Judge plain text: no control or direction marks, nothing lost in decoding."""
    if not isinstance(value, str):
        return "wrong_kind"
    if len(value) > limits.high:
        return "text_too_long"
    shown = (char for char in value if char not in JOINERS)
    hidden = any(char == LOST or unicodedata.category(char) in HIDDEN for char in shown)
    return "bad_characters" if hidden else None


def _check_date(limits: Limits, value: object) -> str | None:
    """Judge a day."""
    if isinstance(value, datetime) or not isinstance(value, date):
        return "wrong_kind"
    return None if limits.first <= value <= limits.last else "out_of_range"


def _check_set(limits: Limits, value: object) -> str | None:
    """Judge a choice of options, held in their own order."""
    if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
        return "wrong_kind"
    if not set(value) <= set(limits.options):
        return "unknown_option"
    if len(set(value)) < len(value):
        return "item_repeated"
    return None if value == tuple(x for x in limits.options if x in value) else "wrong_kind"


def _check_keyed(limits: Limits, value: object) -> str | None:
    """Judge one optional number for every key, in order where there is one to keep."""
    if not isinstance(value, tuple) or len(value) != len(limits.keys):
        return "wrong_kind"
    code = next((code for item in value if (code := _check_optional(limits, item))), None)
    return code or (_check_order(limits, value) if limits.automatic else None)


def _check_order(limits: Limits, value: tuple[float | None, ...]) -> str | None:
    """Judge whether numbers rise, or fall, as the automatic ones do."""
    usual = zip(value, limits.automatic, strict=True)
    whole = [known if x is None else Decimal(repr(float(x))) for x, known in usual]
    rising = whole if limits.automatic[0] < limits.automatic[-1] else whole[::-1]
    return None if all(low < high for low, high in pairwise(rising)) else "cuts_order"


def _check_mix(limits: Limits, value: object) -> str | None:
    """Judge one share for every key, together 100."""
    if not isinstance(value, tuple) or len(value) != len(limits.keys):
        return "wrong_kind"
    code = next((code for item in value if (code := _check_number(limits, item))), None)
    total = sum((Decimal(repr(float(x))) for x in value), Decimal(0)) if code is None else WHOLE
    return code if total == WHOLE else "mix_sum"


CHECKS: dict[str, Callable[[Limits, object], str | None]] = {
    "number": _check_number, "optional": _check_optional, "choice": _check_choice,
    "flag": _check_flag, "mix": _check_mix, "keyed": _check_keyed, "text": _check_text,
    "date": _check_date, "set": _check_set,
}  # fmt: skip
KINDS = tuple(CHECKS)
