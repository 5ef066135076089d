"""The text of a value: how a link writes it and how it is read back.

Numbers are plain decimals in display units, 0 and 1 are switches, ``auto`` is automatic,
``none`` is an empty choice, and a mix is ``tbill:50,usdc:30,btc:20``.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NoReturn, TypeVar

from engine.codes import ASSETS
from engine.kinds import Limits, check, place
from engine.scenario import Value

AUTOMATIC = "auto"
NOTHING = "none"
FLAGS = {"0": False, "1": True}
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
T = TypeVar("T")


class Refused(ValueError):  # noqa: N818
    """A text that is no value of a control; ``code`` (one of ``CODES``) says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _refuse(code: str) -> NoReturn:
    """Raise :class:`Refused` with a code."""
    raise Refused(code)


def parse(limits: Limits, text: str) -> Value:
    """Value that a text stands for.

    Raises
    ------
    Refused
        With the code of what is wrong with the text.

    Examples
    --------
    >>> parse(Limits("number", high=Decimal(50), step=Decimal("0.1")), "35.2")
    35.2
    """
    if not text and limits.kind != "text":
        _refuse("empty")
    return PARSERS[limits.kind](limits, text)


def write(kind: str, value: Value, keys: tuple[str, ...] = ASSETS) -> str:
    """Shortest text of a value, read back by :func:`parse` of its kind.

    >>> write("number", 1000.0), write("optional", None), write("flag", True)
    ('1000', 'auto', '1')
    """
    if value is None:
        return AUTOMATIC
    if isinstance(value, tuple):
        return _write_tuple(kind, value, keys)
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int | float):
        return number_text(value)
    return value.isoformat() if isinstance(value, date) else value


def number_text(value: float) -> str:
    """Shortest plain decimal of a number, never in powers of ten.

    >>> number_text(0.00001), number_text(-0.0), number_text(1e6)
    ('0.00001', '0', '1000000')
    """
    text = format(Decimal(repr(float(value))).normalize(), "f")
    return "0" if text == "-0" else text


def _write_tuple(
    kind: str, value: tuple[float | None, ...] | tuple[str, ...], keys: tuple[str, ...]
) -> str:
    """Options joined by commas, or key:number; a mix leaves out what it does not hold."""
    if kind == "set":
        return ",".join(str(item) for item in value) or NOTHING
    blank = 0 if kind == "mix" else None
    pairs = zip(keys, value, strict=True)
    given = [f"{key}:{write(kind, item)}" for key, item in pairs if item != blank]
    return ",".join(given) or AUTOMATIC


def _parse_number(limits: Limits, text: str) -> float:
    """Read a plain decimal; the grid is judged before it becomes binary."""
    if not NUMBER.fullmatch(text):
        _refuse("not_a_number")
    code = place(limits, Decimal(text))
    if code:
        _refuse(code)
    return float(text) + 0.0


def _parse_optional(limits: Limits, text: str) -> float | None:
    """Read a number or the word for automatic."""
    return None if text == AUTOMATIC else _parse_number(limits, text)


def _parse_keyed(limits: Limits, text: str) -> tuple[float | None, ...]:
    """Read "auto" (every key automatic) or key:number pairs."""
    given = {} if text == AUTOMATIC else _pairs(limits, text)
    return _judged(limits, tuple(given.get(key) for key in limits.keys))


def _parse_mix(limits: Limits, text: str) -> tuple[float, ...]:
    """Read asset:share pairs that add up to 100."""
    given = _pairs(limits, text)
    return _judged(limits, tuple(given.get(key, 0.0) for key in limits.keys))


def _pairs(limits: Limits, text: str) -> dict[str, float]:
    """Read key:number pairs joined by commas."""
    given: dict[str, float] = {}
    for item in text.split(","):
        key, colon, number = item.partition(":")
        if not colon or not NUMBER.fullmatch(number):
            _refuse("mix_format")
        if key not in limits.keys:
            _refuse("mix_asset")
        if key in given:
            _refuse("item_repeated")
        given[key] = _parse_number(limits, number)
    return given


def _parse_flag(limits: Limits, text: str) -> bool:  # noqa: ARG001
    """Read 0 or 1."""
    if text not in FLAGS:
        _refuse("not_a_flag")
    return FLAGS[text]


def _parse_word(limits: Limits, text: str) -> str:
    """Read an option or plain text."""
    return _judged(limits, text)


def _parse_date(limits: Limits, text: str) -> date:
    """Read a day written year-month-day."""
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        _refuse("bad_date")
    return _judged(limits, day)


def _parse_set(limits: Limits, text: str) -> tuple[str, ...]:
    """Read options in any order; "none" is the empty choice."""
    items = [] if text == NOTHING else text.split(",")
    if len(set(items)) < len(items):
        _refuse("item_repeated")
    if not set(items) <= set(limits.options):
        _refuse("unknown_option")
    return tuple(option for option in limits.options if option in items)


def _judged(limits: Limits, value: T) -> T:
    """Return the value, or refuse it by its code."""
    code = check(limits, value)
    if code:
        _refuse(code)
    return value


PARSERS: dict[str, Callable[[Limits, str], Value]] = {
    "number": _parse_number, "optional": _parse_optional, "choice": _parse_word,
    "flag": _parse_flag, "mix": _parse_mix, "keyed": _parse_keyed, "text": _parse_word,
    "date": _parse_date, "set": _parse_set,
}  # fmt: skip
