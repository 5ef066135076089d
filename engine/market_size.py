"""How large the market for tokens is, by date and by who counted."""

from dataclasses import dataclass
from datetime import date

from engine.catalogue import Catalogue
from engine.facts import Dated

MONTHS_A_YEAR = 12.0
BN_PER_TRN = 1000.0


@dataclass(frozen=True, slots=True)
class Transfers:
    """Transfers in a month, USD trn: as counted raw, and as adjusted or attributed.

    ``kind`` is ``month`` or ``year`` (a twelfth of a year's total), with the adjusted count
    beside the raw one, or ``exchange``, where only the part of exchanges is known instead.
    """

    day: date
    kind: str
    raw: float
    other: float
    source: str

    @property
    def factor(self) -> float:
        """Return how many times the raw count is the other one."""
        return self.raw / self.other


def points(catalogue: Catalogue, name: str) -> tuple[Dated, ...]:
    """Return the dated values of a market fact, oldest first; ``FactError`` if there is none."""
    return catalogue.facts.get(f"market.{name}").values


def transfers(catalogue: Catalogue) -> tuple[Transfers, ...]:
    """Pair raw and adjusted counts of the same date, oldest first; a year's are divided by 12.

    >>> from engine import catalogue
    >>> round(transfers(catalogue.load())[0].factor, 6)
    10.0
    """
    found = []
    for kind, fact, other, months in (
        ("month", "raw_month", "adjusted_month", 1.0),
        ("year", "raw_year", "adjusted_year", MONTHS_A_YEAR),
        ("exchange", "raw_month", "exchange_month", 1.0),
    ):
        beside = {entry.from_: entry for entry in points(catalogue, f"transfers.{other}")}
        for entry in points(catalogue, f"transfers.{fact}"):
            if entry.from_ in beside:
                pair = (entry.value / months, beside[entry.from_].value / months)
                found.append(Transfers(entry.from_, kind, *pair, entry.source))
    return tuple(sorted(found, key=lambda row: row.day))


def share_of_treasuries(catalogue: Catalogue) -> float:
    """Return the latest count of tokenised Treasuries as a decimal share of the whole market."""
    tokens = points(catalogue, "treasuries.all")[-1].value
    return tokens / (points(catalogue, "us_treasuries")[-1].value * BN_PER_TRN)


def deepest_fall(values: tuple[Dated, ...]) -> tuple[Dated, Dated] | None:
    """Return the peak and the trough of the deepest fall, or nothing if each value is a rise."""
    pairs = [
        (peak, low) for i, peak in enumerate(values) for low in values[i:] if low.value < peak.value
    ]
    return max(pairs, key=lambda pair: 1.0 - pair[1].value / pair[0].value) if pairs else None
