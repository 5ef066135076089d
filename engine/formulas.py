"""The formulas of the product: read, checked against the rest of the data, filled with numbers.

A page author adds a number or a chart by a record in ``data/formulas``: ``headline``, ``charts``
(the keys given to ``charts.show``) and ``pages`` say who shows it, ``terms`` and ``rests_on``
what it comes from. A picture of plain data needs no formula: ``reads`` names the data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from engine import catalogue as catalogues
from engine.catalogue import Catalogue
from engine.controls import Control
from engine.fact_checks import refuse
from engine.facts import DATA, read_yaml
from engine.formula_links import check_links, filled, for_asset
from engine.formula_records import Form, Formula, Term
from engine.formula_rows import formula
from engine.results import Outcome
from engine.scenario import Scenario, get
from engine.workings import number_at

__all__ = [
    "Formulas", "chain", "factor", "filled", "form_of", "leads_to", "load", "settled", "unit",
    "value",
]  # fmt: skip

FOLDER = "formulas"
SHARES = {"percent": 100.0, "": 100.0, "basis_points": 10_000.0}


@dataclass(frozen=True, slots=True, eq=False)
class Formulas:
    """All records by id, and by the result, the chart and the headline they stand for."""

    by_id: Mapping[str, Formula]
    by_result: Mapping[str, Formula]
    by_headline: Mapping[str, Formula]
    by_chart: Mapping[str, tuple[Formula, ...]]

    def __iter__(self) -> Iterator[Formula]:
        """Iterate in the order of the files."""
        return iter(self.by_id.values())


@lru_cache(maxsize=2)
def load(folder: Path = DATA) -> Formulas:
    """Read ``formulas/*.yaml`` of a data folder.

    Raises
    ------
    FactError
        Names file and record for an unknown key, term, fact, result or source.
    """
    found: dict[str, Formula] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        rows = read_yaml(path)
        if not isinstance(rows, dict) or not rows:
            refuse(path.name, "there are no formulas", "Write one mapping for every id")
        for key, raw in rows.items():
            where = f"{path.name}: {key}"
            if key in found:
                refuse(where, f"{key} is defined twice", "Keep one of them")
            found[str(key)] = formula(key, raw, where)
    book = _indexed(found)
    check_links(book.by_id, book.by_result, catalogues.load(folder))
    return book


def _indexed(found: Mapping[str, Formula]) -> Formulas:
    by_result: dict[str, Formula] = {}
    by_headline: dict[str, Formula] = {}
    by_chart: dict[str, tuple[Formula, ...]] = {}
    for item in found.values():
        for index, name in ((by_result, item.result), (by_headline, item.headline)):
            if name in index:
                refuse(item.id, f"{name} is the result of {index[name].id} too", "Keep one of them")
            if name:
                index[name] = item
        for chart in item.charts:
            by_chart[chart] = (*by_chart.get(chart, ()), item)
    return Formulas(
        by_id=MappingProxyType(dict(found)),
        by_result=MappingProxyType(by_result),
        by_headline=MappingProxyType(by_headline),
        by_chart=MappingProxyType(by_chart),
    )


def form_of(item: Formula, scenario: Scenario) -> Form | None:
    """Return the form that the scenario's settings call for; None for a record without one."""
    for form in item.forms:
        if all(get(scenario, path) in allowed for path, allowed in form.when.items()):
            return form
    return None


def value(term: Term, scenario: Scenario, catalogue: Catalogue, outcome: Outcome) -> float:
    """Return the number of a term in the unit of :func:`unit`; NaN where it has none."""
    origin, path = settled(term, scenario)
    if origin == "fact":
        return catalogue.number(path)
    if origin == "result":
        return number_at(path, scenario, catalogue, outcome)
    held = get(scenario, path)
    if held is None or isinstance(held, tuple):
        return float("nan")
    return float(held) / factor(term, path, catalogue)  # type: ignore[arg-type]


def settled(term: Term, scenario: Scenario) -> tuple[str, str]:
    """Return origin and path that a term takes its number from here: typed, own, or as written."""
    if term.typed and get(scenario, filled(term.typed, scenario)) is not None:
        return "scenario", filled(term.typed, scenario)
    if term.own and scenario.view.asset == "own":
        return "scenario", term.own
    return term.origin, filled(term.path, scenario)


def unit(term: Term, scenario: Scenario, catalogue: Catalogue, book: Formulas) -> str:
    """Return the unit of a term: its own, or that of the fact, field or result behind it."""
    if term.unit:
        return term.unit
    origin, path = settled(term, scenario)
    if origin == "fact":
        return catalogue.facts.get(path).unit
    if origin == "result":
        return book.by_result[term.path].unit
    kept = control_of(path, catalogue).unit
    return "share" if kept in SHARES else kept


def factor(term: Term, path: str, catalogue: Catalogue) -> float:
    """Return by what a field's number is divided: percent and basis points become shares."""
    kept = control_of(path, catalogue).unit
    as_share = kept in SHARES and (kept or term.unit == "share")
    return SHARES[kept] if as_share else 1.0


def control_of(path: str, catalogue: Catalogue) -> Control:
    """Return the control of a scenario path, or of the field an asset's path belongs to."""
    group, field, *_ = path.split(".")
    return catalogue.controls.by_path[f"{group}.{field}"]


def chain(ids: Iterable[str], scenario: Scenario, book: Formulas) -> tuple[Formula, ...]:
    """Return records and all those they lead to, in the order in which they are reached."""
    found: dict[str, Formula] = {}
    waiting = list(ids)
    while waiting:
        item = book.by_id[waiting.pop(0)]
        if item.id not in found:
            found[item.id] = item
            waiting += [target.id for target in leads_to(item, scenario, book)]
    return tuple(found.values())


def leads_to(item: Formula, scenario: Scenario, book: Formulas) -> tuple[Formula, ...]:
    """Return the records whose results a record names, as the scenario stands."""
    form = form_of(item, scenario)
    named = [book.by_result[t.path] for t in (form.terms if form else ()) if t.origin == "result"]
    rests = (book.by_id.get(path) or book.by_result.get(for_asset(path)) for path in item.rests_on)
    return tuple(dict.fromkeys([*named, *(target for target in rests if target)]))
