"""Numbers as people read them, in the units of each language.

One rule holds everywhere: three significant digits, trailing zeros dropped, whole digits of
a plain number never rounded away. Hours keep their quarter (two decimals). Money is rounded
before its unit is chosen, so both languages show the same precision. A real plus or minus
comes first, nothing is "minus zero", and no finite number is the text ``number.none``.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pages.ui import digits as digits_of
from pages.ui.text import Words

DIGITS = 3
MINUS = "\u2212"

HOURS_A_DAY, MINUTES_AN_HOUR = 24, 60


@dataclass(frozen=True, slots=True)
class Scale:
    """How an axis counts money: ``factor`` of it make USD 1m; ``written`` holds ``{value}``."""

    factor: float
    unit: str
    written: str


def number(words: Words, value: float, *, signed: bool = False, digits: int = DIGITS) -> str:
    """Plain number: 1,770 or 21.5 or 0.0213; whole digits are kept."""
    if not math.isfinite(value):
        return words("number.none")
    below, written = digits_of.rounded(value, digits)
    return _sign(below, signed=signed) + written


def count(words: Words, value: float, *, signed: bool = False) -> str:
    """Whole number of things: 2,204."""
    whole = round(value) if math.isfinite(value) else value
    return number(words, whole, signed=signed)


def money(
    words: Words, usd_m: float, *, signed: bool = False, currency: str = "usd", digits: int = DIGITS
) -> str:
    """Money given in millions: USD 235m, USD 1.23bn, USD 840,000; 2.35 亿美元, 1120 万美元."""
    if not math.isfinite(usd_m):
        return words("number.none")
    way, value, ending = digits_of.in_units(words.language, usd_m, digits)
    text = words(f"unit.money{ending}", value=value, currency=words(f"currency.{currency}"))
    return _sign(way, signed=signed) + text


def money_scale(words: Words, largest_usd_m: float, currency: str = "usd") -> Scale:
    """Choose the unit of an axis up to ``largest_usd_m``; not finite counts as one million."""
    largest = abs(largest_usd_m) if math.isfinite(largest_usd_m) else 1.0
    factor, ending = digits_of.unit_of(words.language, largest, DIGITS)
    named = words(f"currency.{currency}")
    written = words(f"unit.money{ending}", value="{value}", currency=named)
    return Scale(factor, words(f"axis.money{ending}", currency=named), written)


def percent(words: Words, share: float, *, signed: bool = False, digits: int = DIGITS) -> str:
    """Share as a percentage: 0.294 is 29.4%."""
    return _with_unit(words, "unit.percent", share * 100, signed=signed, digits=digits)


def change(words: Words, before: float, after: float) -> str:
    """Relative change with its sign: +12% or −29.4%; from zero there is none."""
    share = after / before - 1 if before else math.nan
    return percent(words, share, signed=True)


def points(words: Words, share: float, *, signed: bool = True, full: bool = False) -> str:
    """Difference of two shares in percentage points: +3.1 pp; in full where there is room."""
    unit = "unit.points_long" if full else "unit.points"
    return _with_unit(words, unit, share * 100, signed=signed)


def basis_points(words: Words, share: float, *, signed: bool = False) -> str:
    """Share in hundredths of a percent: 0.0025 is 25 bp."""
    return _with_unit(words, "unit.basis_points", share * 10_000, signed=signed)


def times(words: Words, value: float, *, signed: bool = False, digits: int = DIGITS) -> str:
    """Multiple: 6.9x, 6.9 倍."""
    return _with_unit(words, "unit.times", value, signed=signed, digits=digits)


def hours(words: Words, value: float, *, signed: bool = False) -> str:
    """Hours to the quarter, 50.75 h; under one hour in minutes, 15 min."""
    if not math.isfinite(value):
        return words("number.none")
    if float(digits_of.NOTHING) < abs(value) < 1:
        return minutes(words, value * MINUTES_AN_HOUR, signed=signed)
    way, written = digits_of.quarters(value)
    return _sign(way, signed=signed) + words("unit.hours", value=written)


def minutes(words: Words, value: float, *, signed: bool = False) -> str:
    """Minutes: 15 min."""
    return _with_unit(words, "unit.minutes", value, signed=signed)


def duration(words: Words, value: float) -> str:
    """Hours spelt out to the minute: 2 d 2 h 45 min, 2 天 2 小时 45 分钟."""
    if not math.isfinite(value):
        return words("number.none")
    whole = round(abs(value) * MINUTES_AN_HOUR)
    full_hours, left = divmod(whole, MINUTES_AN_HOUR)
    full_days, full_hours = divmod(full_hours, HOURS_A_DAY)
    parts = (("days.short", full_days), ("hours", full_hours), ("minutes", left))
    text = " ".join(words(f"unit.{unit}", value=f"{n:,}") for unit, n in parts if n)
    sign = MINUS if value < 0 and whole else ""
    return sign + (text or words("unit.minutes", value="0"))


def days(words: Words, value: float, *, signed: bool = False) -> str:
    """Days: 1 day, 4.2 days, 4.2 天."""
    return _counted(words, "unit.days", value, signed=signed)


def business_days(words: Words, value: float, *, signed: bool = False) -> str:
    """Days of business: 1 business day, 5 个营业日."""
    return _counted(words, "unit.business_days", value, signed=signed)


def day(words: Words, when: date | str) -> str:
    """Date in full: 6 October 2026, 2026年10月6日; also a year, a month or "undated"."""
    if isinstance(when, str) and not when[:4].isdigit():
        return words("date.undated")
    year, *rest = (int(part) for part in str(when).split("-"))
    key = ("date.year", "date.month", "date.day")[len(rest)]
    month = words(f"date.month.{rest[0]}") if rest else ""
    return words(key, year=year, month=month, day=rest[-1] if rest else "")


def quantity(words: Words, value: float, unit: str) -> str:
    """Value of a fact in the unit the fact is kept in.

    Raises
    ------
    ValueError
        If there is no such unit.
    """
    if unit in MONEY_UNITS:
        factor, currency = MONEY_UNITS[unit]
        return money(words, value * factor, currency=currency)
    if unit not in QUANTITIES:
        msg = f"no way to write the unit {unit!r}; use one of {', '.join(QUANTITIES)}"
        raise ValueError(msg)
    return QUANTITIES[unit](words, value)


def flag(words: Words, value: float) -> str:
    """One or zero as yes or no."""
    return words("number.yes" if value else "number.no")


MONEY_UNITS = {
    "usd": (1e-6, "usd"),
    "usd_m": (1.0, "usd"),
    "usd_bn": (1e3, "usd"),
    "usd_trn": (1e6, "usd"),
    "eur_m": (1.0, "eur"),
}
QUANTITIES: dict[str, Callable[[Words, float], str]] = {
    "share": percent,
    "percent": lambda words, value: percent(words, value / 100),
    "days": days,
    "business_days": business_days,
    "hours": hours,
    "minutes": minutes,
    "count": number,
    "ratio": number,
    "per_year": lambda words, value: _with_unit(words, "unit.per_year", value),
    "score": lambda words, value: _with_unit(words, "unit.score", value),
    "flag": flag,
}


def _with_unit(
    words: Words, key: str, value: float, *, signed: bool = False, digits: int = DIGITS
) -> str:
    """Put a number into the text of its unit, sign first."""
    if not math.isfinite(value):
        return words("number.none")
    bare = number(words, abs(value), digits=digits)
    sign = "" if bare == "0" else _sign(value, signed=signed)
    return sign + words(key, value=bare)


def _counted(words: Words, key: str, value: float, *, signed: bool) -> str:
    """Put a number into the text of its unit, which has a singular."""
    one = number(words, abs(value)) == "1"
    return _with_unit(words, f"{key}.one" if one else key, value, signed=signed)


def _sign(value: float, *, signed: bool) -> str:
    """Sign to put in front: minus below zero, plus above it where asked for."""
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""
