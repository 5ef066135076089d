"""What a formula record holds: symbols, where their numbers come from, who shows the result.

In ``latex`` a term stands in angle brackets, ``<q>``; the page puts its symbol there, or the
number it has in the scenario. A record with several ``forms`` has one for every way the scenario
can be set; ``when`` says which settings a form is for, and the first that fits is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.fact_records import UNITS

TOPICS = (
    "margin", "calls", "collateral", "haircut", "eligibility",
    "settlement", "capital", "default", "spiral", "evidence",
)  # fmt: skip
DISPLAYED = UNITS | {"times", "usd_m_year", ""}
ORIGINS = ("fact", "scenario", "result")


@dataclass(frozen=True, slots=True)
class Term:
    """One symbol and where its number comes from.

    Attributes
    ----------
    name, symbol
        Its name in ``latex`` and ``check``, and how it is typeset.
    origin, path
        One of ``ORIGINS`` with a fact id, a scenario path or a result path. ``{firm.product}``
        stands for what the scenario holds there.
    unit
        Unit of the number; "" leaves it to the origin.
    typed, own
        Scenario paths used instead of a fact: where somebody typed a value, and where the
        asset is the user's own.
    """

    name: str
    symbol: str
    origin: str
    path: str
    unit: str
    typed: str
    own: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a formula; ``check`` is plain arithmetic, or empty where none would do."""

    when: Mapping[str, tuple[object, ...]]
    latex: str
    terms: tuple[Term, ...]
    check: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A body of data a picture is drawn from that is no single fact: its class and source."""

    name: Mapping[str, str]
    class_: str
    status: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Formula:
    """What a page shows: a number or picture with its formula, inputs and sources.

    Attributes
    ----------
    result
        Path of its number in ``Outcome`` or in ``engine.workings``; "" where it has none.
    headline
        Name among ``engine.results.HEADLINES``, or "".
    charts, pages
        Keys of the charts that draw it, and the views whose sentences name it.
    rests_on
        Facts, scenario paths, results, ``rail.*`` and ``rule.*`` that are no term and count.
    reads
        Bodies of data behind it that are not facts.
    """

    id: str
    name: Mapping[str, str]
    topic: str
    symbol: str
    result: str
    unit: str
    headline: str
    charts: tuple[str, ...]
    pages: tuple[str, ...]
    forms: tuple[Form, ...]
    rests_on: tuple[str, ...]
    reads: tuple[Reading, ...]
    source: tuple[str, ...]
    simplifications: tuple[str, ...]
