"""The digits of numbers as people read them: rounded exactly, grouped, and remembered.

Curves write the same hundreds of numbers run after run; what was written once is kept.
"""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

KEPT = 8192  # numbers, of all visitors together
NOTHING, MILLION = Decimal("1e-9"), Decimal("1e6")

# Where the next unit of money begins, largest first, and the ending of its text keys.
MONEY_STEPS = {
    "en": ((Decimal("1e12"), "_tn"), (Decimal("1e9"), "_bn"), (Decimal("1e6"), "_m")),
    "zh": ((Decimal("1e12"), "_tn"), (Decimal("1e8"), "_yi"), (Decimal("1e4"), "_wan")),
}
COMMA = {"en": 1_000, "zh": 10_000}  # 亿 and 万 leave four digits: 9800 万


@lru_cache(KEPT)
def rounded(value: float, digits: int) -> tuple[int, str]:
    """Which way from zero a number is once it is rounded, and its digits."""
    whole = _exact(value)
    places = max(0, digits - 1 - whole.adjusted()) if whole else 0
    found = _round(whole, -places)
    return _way(found), _written(found)


@lru_cache(KEPT)
def quarters(value: float) -> tuple[int, str]:
    """Which way from zero some hours are once they are rounded, and their digits."""
    found = _round(_exact(value), -2)
    return _way(found), _written(found)


@lru_cache(KEPT)
def in_units(language: str, usd_m: float, digits: int) -> tuple[int, str, str]:
    """Which way from zero an amount is, its digits in its unit, and the unit's ending."""
    amount = _significant(_exact(usd_m) * MILLION, digits)
    amount = _round(amount, 0) if abs(amount) < 1 else amount
    limit, ending = _step(language, abs(amount))
    return _way(amount), _written(amount / limit, COMMA[language]), ending


def unit_of(language: str, usd_m: float, digits: int) -> tuple[float, str]:
    """How many of the unit that an amount is written in make USD 1m, and the unit's ending."""
    limit, ending = _step(language, _significant(_exact(usd_m) * MILLION, digits))
    return float(MILLION / limit), ending


def _way(value: Decimal) -> int:
    return (value > 0) - (value < 0)


def _exact(value: float) -> Decimal:
    """Decimal of a float as it prints, with rounding noise taken for zero."""
    found = Decimal(repr(float(value)))
    return found if abs(found) >= NOTHING else Decimal(0)


def _round(value: Decimal, exponent: int) -> Decimal:
    """Round half away from zero to a power of ten."""
    return value.quantize(Decimal(1).scaleb(exponent), rounding=ROUND_HALF_UP)


def _significant(value: Decimal, digits: int) -> Decimal:
    """Round to a number of significant digits."""
    if not value:
        return Decimal(0)
    unit = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return (value / unit).quantize(Decimal(1), rounding=ROUND_HALF_UP) * unit


def _step(language: str, amount: Decimal) -> tuple[Decimal, str]:
    """Return the size of the money unit an amount is written in, and its key ending."""
    for limit, ending in MONEY_STEPS[language]:
        if amount >= limit:
            return limit, ending
    return Decimal(1), ""


def _written(value: Decimal, comma_from: int = 1_000) -> str:
    """Digits of a number without its sign, grouped, trailing zeros dropped."""
    text = f"{abs(value):,f}" if abs(value) >= comma_from else f"{abs(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
