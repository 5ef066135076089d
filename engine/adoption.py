"""In which order the layers were opened to tokens: the claim beside the record.

The first day of a layer is that of its earliest opening record (``data/claims.yaml``) that has
come into force by the scenario's day, whether or not it has ended since. Proposals and plans
never count, and an instrument the scenario withdraws does not either.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from engine.catalogue import Catalogue
from engine.claim_records import load
from engine.rules import LAYERS, PLACES, Rule, standing
from engine.scenario import Scenario

FITS = ("fits", "tied", "contradicts", "open")
COUNTED = frozenset({"in_force", "ended"})


@dataclass(frozen=True, slots=True)
class First:
    """The record that opened a layer first; None where there is none by the day."""

    layer: str
    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Adoption:
    """What came first in each layer, and whether that fits the claimed order.

    Attributes
    ----------
    firsts
        The layers in the claimed order.
    record
        Those with a first day, earliest first.
    verdict
        ``fits``, ``tied`` (not against the claim, yet two of its steps on one day),
        ``contradicts``, or ``open`` where fewer than two of its steps have a first day.
    """

    firsts: tuple[First, ...]
    record: tuple[First, ...]
    verdict: str


def adoption(
    scenario: Scenario,
    catalogue: Catalogue,
    layers: Collection[str] = LAYERS,
    places: Collection[str] = PLACES,
    market: bool = True,  # noqa: FBT001, FBT002
) -> Adoption:
    """Return the order of the layers among some places; ``market`` counts market events too.

    Raises ``ValueError`` for a layer or place that is not one.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> scenario = book.presets["today"].scenario
    >>> adoption(scenario, book).verdict, adoption(scenario, book, places=["us"]).verdict
    ('contradicts', 'contradicts')
    """
    _known(layers, LAYERS, "layer")
    _known(places, PLACES, "place")
    book = load(catalogue)
    on, without = scenario.rules.as_of, scenario.rules.without
    rules = [
        rule
        for rule in (catalogue.rules[name] for name in book.opens)
        if rule.place in places
        and (market or rule.kind != "launch")
        and standing(rule, on, without) in COUNTED
    ]
    firsts = tuple(
        First(layer, first(rules, layer))
        for group in book.order
        for layer in group
        if layer in layers
    )
    opened = {one.layer: one.rule.from_ for one in firsts if one.rule is not None}
    record = tuple(
        sorted((one for one in firsts if one.layer in opened), key=lambda one: opened[one.layer])
    )
    steps = [[opened[layer] for layer in group if layer in opened] for group in book.order]
    return Adoption(firsts, record, verdict([days for days in steps if days]))


def first(rules: Iterable[Rule], layer: str) -> Rule | None:
    """Return the earliest of the rules that touch a layer; of one day, the first by id."""
    found = [rule for rule in rules if layer in rule.layer]
    return min(found, key=lambda rule: (rule.from_, rule.id), default=None)


def verdict(steps: list[list[date]]) -> str:
    """Compare days with the claim that each step comes after all days of the step before.

    >>> verdict([[date(2025, 1, 1)], [date(2026, 1, 1), date(2027, 1, 1)]])
    'fits'
    >>> verdict([[date(2025, 1, 1)], [date(2025, 1, 1)]])
    'tied'
    """
    if len(steps) < 2:  # noqa: PLR2004 - one step has no order
        return "open"
    gaps = [(min(later) - max(sooner)).days for sooner, later in pairwise(steps)]
    if min(gaps) < 0:
        return "contradicts"
    return "fits" if min(gaps) > 0 else "tied"


def _known(chosen: Collection[str], known: tuple[str, ...], what: str) -> None:
    odd = sorted(set(chosen) - set(known))
    if odd:
        msg = f"no {what} {odd[0]!r}; choose among {', '.join(known)}"
        raise ValueError(msg)
