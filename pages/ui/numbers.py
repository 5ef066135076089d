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
from decimal import ROUND_HALF_UP, Decimal

from pages.ui.text import Words

DIGITS = 3
MINUS = "\u2212"
NOTHING, MILLION = Decimal("1e-9"), Decimal("1e6")

# Where the next unit of money begins, largest first, and the ending of its text keys.
MONEY_STEPS = {
    "en": ((Decimal("1e12"), "_tn"), (Decimal("1e9"), "_bn"), (Decimal("1e6"), "_m")),
    "zh": ((Decimal("1e12"), "_tn"), (Decimal("1e8"), "_yi"), (Decimal("1e4"), "_wan")),
}
COMMA = {"en": 1_000, "zh": 10_000}  # 亿 and 万 leave four digits: 9800 万
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
    exact = _exact(value)
    places = max(0, digits - 1 - exact.adjusted()) if exact else 0
    rounded = _round(exact, -places)
    return _sign(rounded, signed=signed) + _write(rounded)


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
    amount = _significant(_exact(usd_m) * MILLION, digits)
    amount = _round(amount, 0) if abs(amount) < 1 else amount
    limit, ending = _step(words.language, abs(amount))
    named, value = words(f"currency.{currency}"), _write(amount / limit, COMMA[words.language])
    text = words(f"unit.money{ending}", value=value, currency=named)
    return _sign(amount, signed=signed) + text


def money_scale(words: Words, largest_usd_m: float, currency: str = "usd") -> Scale:
    """Choose the unit of an axis up to ``largest_usd_m``; not finite counts as one million."""
    largest = abs(largest_usd_m) if math.isfinite(largest_usd_m) else 1.0
    limit, ending = _step(words.language, _significant(_exact(largest) * MILLION, DIGITS))
    named = words(f"currency.{currency}")
    written = words(f"unit.money{ending}", value="{value}", currency=named)
    return Scale(float(MILLION / limit), words(f"axis.money{ending}", currency=named), written)


def percent(words: Words, share: float, *, signed: bool = False, digits: int = DIGITS) -> str:
    """Share as a percentage: 0.294 is 29.4%."""
    return _with_unit(words, "unit.percent", share * 100, signed=signed, digits=digits)


def change(words: Words, before: float, after: float) -> str:
    """Relative change with its sign: +12% or −29.4%; from zero there is none."""
    share = after / before - 1 if before else math.nan
    return percent(words, share, signed=True)


def points(words: Words, share: float, *, signed: bool = True) -> str:
    """Difference of two shares in percentage points: +3.1 pp."""
    return _with_unit(words, "unit.points", share * 100, signed=signed)


def basis_points(words: Words, share: float, *, signed: bool = False) -> str:
    """Share in hundredths of a percent: 0.0025 is 25 bp."""
    return _with_unit(words, "unit.basis_points", share * 10_000, signed=signed)


def times(words: Words, value: float, *, digits: int = DIGITS) -> str:
    """Multiple: 6.9x, 6.9 倍."""
    return _with_unit(words, "unit.times", value, digits=digits)


def hours(words: Words, value: float, *, signed: bool = False) -> str:
    """Hours to the quarter, 50.75 h; under one hour in minutes, 15 min."""
    if not math.isfinite(value):
        return words("number.none")
    if NOTHING < abs(value) < 1:
        return minutes(words, value * MINUTES_AN_HOUR, signed=signed)
    rounded = _round(_exact(value), -2)
    return _sign(rounded, signed=signed) + words("unit.hours", value=_write(rounded))


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
    sign = "" if bare == "0" else _sign(_exact(value), signed=signed)
    return sign + words(key, value=bare)


def _counted(words: Words, key: str, value: float, *, signed: bool) -> str:
    """Put a number into the text of its unit, which has a singular."""
    one = number(words, abs(value)) == "1"
    return _with_unit(words, f"{key}.one" if one else key, value, signed=signed)


def _exact(value: float) -> Decimal:
    """Decimal of a float as it prints, with rounding noise taken for zero."""
    exact = Decimal(repr(float(value)))
    return exact if abs(exact) >= NOTHING else Decimal(0)


def _round(value: Decimal, exponent: int) -> Decimal:
    """Round half away from zero to a power of ten."""
    return value.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP)


def _significant(value: Decimal, digits: int) -> Decimal:
    """Round to a number of significant digits."""
    if not value:
        return Decimal(0)
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def _step(language: str, amount: Decimal) -> tuple[Decimal, str]:
    """Return the size of the money unit an amount is written in, and its key ending."""
    for limit, ending in MONEY_STEPS[language]:
        if amount >= limit:
            return limit, ending
    return Decimal(1), ""


def _write(value: Decimal, comma_from: int = 1_000) -> str:
    """Digits of a number without its sign, grouped, trailing zeros dropped."""
    text = f"{abs(value):,f}" if abs(value) >= comma_from else f"{abs(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sign(value: Decimal, *, signed: bool) -> str:
    """Sign to put in front: minus below zero, plus above it where asked for."""
    if value < 0:
        return MINUS
    return "+" if signed and value > 0 else ""
