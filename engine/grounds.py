"""What the headline figures of a scenario rest on, as plain data: one row for each input."""

from typing import Any

from engine import formulas, provenance
from engine.catalogue import Catalogue
from engine.formulas import Formulas
from engine.provenance import Input
from engine.report import plain
from engine.results import HEADLINES
from engine.scenario import Scenario, get

COLUMNS = (
    "id", "kind", "value", "unit", "date", "class", "status", "source",
    "publisher", "title", "published", "url", "figures",
)  # fmt: skip
DRAWN = "view."  # settings that say what the pages draw


def grounds(scenario: Scenario, catalogue: Catalogue, book: Formulas) -> list[dict[str, Any]]:
    """Return every input of the headline figures once, with the figures that rest on it.

    A fact has the value of its latest entry, in the unit it is kept in; a setting the value it
    has in the scenario, in display units; a rail its hours as text. A rule, a body of
    data behind a picture, and a fact without bound have no value. ``date`` is the first day
    the value applies.

    >>> from engine import catalogue as catalogues
    >>> known = catalogues.load()
    >>> rows = grounds(known.presets["today"].scenario, known, formulas.load())
    >>> next(row["value"] for row in rows if row["id"] == "settlement.fund")
    9.8
    """
    figures: dict[Input, list[str]] = {}
    for name in HEADLINES:
        item = book.by_headline[name]
        for part in provenance.inputs_of(item.id, scenario, catalogue, book):
            if not part.path.startswith(DRAWN):
                figures.setdefault(part, []).append(name)
    rows = [_row(part, names, scenario, catalogue) for part, names in figures.items()]
    return sorted(rows, key=lambda row: (row["kind"], row["id"]))


def _row(part: Input, names: list[str], scenario: Scenario, catalogue: Catalogue) -> dict[str, Any]:
    """Return one input as plain data; the source is empty for what the user set."""
    known = catalogue.facts.sources.get(part.source)
    value, unit = held(part, scenario, catalogue)
    origin = (known.publisher, known.title, known.published, known.url) if known else ("",) * 4
    first = part.from_.isoformat() if part.from_ else None
    found = (part.path, part.kind, value, unit, first, part.class_, part.status, part.source)
    return dict(zip(COLUMNS, (*found, *origin, names), strict=True))


def held(part: Input, scenario: Scenario, catalogue: Catalogue) -> tuple[Any, str]:
    """Return the value of an input as plain data, and its unit; (None, "") where it has none."""
    if part.kind == "fact":
        return plain(catalogue.number(part.path)), catalogue.facts.get(part.path).unit
    if part.kind == "setting":
        control = formulas.control_of(part.path, catalogue)
        return plain(get(scenario, part.path)), control.unit
    if part.kind == "rail":
        record, name = part.path.split(".")[1:]
        found = (e.value for e in catalogue.rail_evidence if (e.record, e.part) == (record, name))
        return next(found), ""
    return None, ""
