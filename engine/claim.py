"""The headline figures a link claims: ``claim=locked:265.4,im:159.3``, in the link's short names.

A figure is written with four significant digits in its display unit (USD million, hours, a
multiple), so that equal figures are written alike; ``none`` stands where there is no answer.
Reading never raises: what cannot be used is left out, and a notice says so.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from engine import Numeric
from engine.companions import CLAIM
from engine.grammar import NOTHING
from engine.notices import Notice, notice

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "locked": "locked", "im": "initial_margin", "posted": "posted", "fund": "fund_share",
        "cash": "peak_cash", "cost": "cost", "hours": "hours", "loss": "stress_loss",
        "exp": "exposure", "lev": "leverage", "vel": "velocity",
    }
)  # fmt: skip
WRITTEN = ("locked", "im", "posted", "fund", "cash", "cost", "hours", "loss")
DIGITS = 4
NO_ANSWER = "none"
NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,15})?", re.ASCII)
NOISE = Decimal("1e-9")
SLACK = Decimal("1.000001")  # rounding of the last bit, where a figure lies between two texts
MOST = 40
CODES = ("claim_unknown", "claim_repeated", "claim_bad", "edition_bad")

__all__ = ["CODES", "NAMES", "WRITTEN", "Claim", "Gap", "compare", "figure", "read", "write"]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a link claims: texts by headline name, and what of it could not be read."""

    figures: Mapping[str, str]
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """One headline figure that differs: its name, the text claimed, the text it has now."""

    name: str
    said: str
    now: str


def write(headline: Mapping[str, Numeric]) -> str:
    """Return the claim of a scenario's headline figures, as a link carries it.

    >>> write(dict.fromkeys(NAMES.values(), 159.2754))[:24]
    'locked:159.3,im:159.3,po'
    """
    return ",".join(f"{name}:{figure(float(headline[NAMES[name]]))}" for name in WRITTEN)


def figure(value: float) -> str:
    """Return a figure with four significant digits, without exponent or trailing zeros.

    >>> figure(1234567.0), figure(0.25), figure(-3.00004), figure(float("nan"))
    ('1235000', '0.25', '-3', 'none')
    """
    if not math.isfinite(value):
        return NO_ANSWER
    exact = Decimal(repr(value))
    if abs(exact) < NOISE:
        return "0"
    rounded = (exact / _step(exact)).quantize(Decimal(1), rounding=ROUND_HALF_UP) * _step(exact)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def read(text: str) -> Claim:
    """Read a claim; never raises.

    >>> dict(read("im:159.3,zz:1").figures), [n.code for n in read("im:159.3,zz:1").notices]
    ({'initial_margin': '159.3'}, ['claim_unknown'])
    """
    figures: dict[str, str] = {}
    faults: list[Notice] = []
    items = text.split(",") if text else []
    if len(items) > MOST:
        faults.append(notice("claim_bad", CLAIM, text, NOTHING))
    for item in items[:MOST]:
        name, _, said = item.partition(":")
        code = _fault(name, said, figures)
        if code:
            faults.append(notice(code, CLAIM, item, NOTHING))
        else:
            figures[NAMES[name]] = said
    return Claim(MappingProxyType(figures), tuple(faults))


def compare(claimed: Mapping[str, str], headline: Mapping[str, Numeric]) -> tuple[Gap, ...]:
    """Return the claimed figures that the headline figures do not reproduce, in their order."""
    return tuple(
        Gap(name, said, figure(float(headline[name])))
        for name, said in claimed.items()
        if not _same(said, float(headline[name]))
    )


def _fault(name: str, said: str, figures: Mapping[str, str]) -> str:
    """Return the code of what is wrong with one item, "" if nothing is."""
    if name not in NAMES:
        return "claim_unknown"
    if NAMES[name] in figures:
        return "claim_repeated"
    return "" if said == NO_ANSWER or NUMBER.fullmatch(said) else "claim_bad"


def _same(said: str, value: float) -> bool:
    """Whether a figure is what the text says, to the precision that claims are written with."""
    now = figure(value)
    if NO_ANSWER in {said, now} or said == now:
        return said == now
    exact, claimed = Decimal(repr(value)), Decimal(said)
    if abs(exact) < NOISE:
        return claimed == 0
    written = figure(float(claimed)) == f"{claimed.normalize():f}"
    return written and abs(exact - claimed) <= _step(exact) / 2 * SLACK


def _step(exact: Decimal) -> Decimal:
    """Return the unit of the last significant digit of a number other than zero."""
    return Decimal(1).scaleb(exact.adjusted() - DIGITS + 1)
