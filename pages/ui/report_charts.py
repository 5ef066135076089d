"""The charts of a document: the pages' own, collected instead of drawn, in the light theme."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from engine import cycles, provenance
from engine.attribution import attribute
from engine.scenario import Scenario
from pages.ui import (
    catalog,
    collected,
    numbers,
    pictures_collateral,
    pictures_margin,
    pictures_overview,
    pictures_settlement,
    pictures_waterfall,
    pictures_whole,
    strict,
)
from pages.ui.collected import Chart
from pages.ui.tables import Cell
from pages.ui.text import Words

WIDTH = 670  # pixels of the text on an A4 page with margins of 16 mm
PAGES = {
    "whole": "overview",
    "levers": "overview",
    "haircuts": "collateral",
    "period_parts": "margin",
    "cost_curve": "settlement",
    "layers": "waterfall",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart for the template; a cell of its table is a text and whether that is a number."""

    number: int
    page: str
    chart: Chart
    weakest: str
    figure: Markup
    rows: tuple[tuple[tuple[str, bool], ...], ...]


def report(scenario: Scenario, words: Words) -> tuple[Drawing, ...]:
    """Return the charts of the report in the order of its pages."""
    results, book = catalog.results(scenario), catalog.book()
    with strict.at(scenario), collected.collect() as found:
        pictures_whole.whole(scenario, results, words)
        pictures_overview.levers(attribute(scenario, book), words)
        pictures_collateral.haircuts(results, words)
        pictures_margin.period(scenario, words)
        pictures_settlement.cost_curve(scenario, cycles.cheapest(scenario, book), words)
        pictures_waterfall.layers(results, words)
    return _drawings(found, scenario, words)


def handout(scenario: Scenario, words: Words) -> tuple[Drawing, ...]:
    """Return the one chart of the handout: which lever moved what, or else the haircuts."""
    parts = attribute(scenario, catalog.book())
    with strict.at(scenario), collected.collect() as found:
        if parts is not None and parts.levers:
            pictures_overview.levers(parts, words)
        else:
            pictures_collateral.haircuts(catalog.results(scenario), words)
    return _drawings(found, scenario, words)


def _drawings(found: Iterable[Chart], scenario: Scenario, words: Words) -> tuple[Drawing, ...]:
    return tuple(
        Drawing(
            number=number,
            page=PAGES[chart.key],
            chart=chart,
            weakest=_weakest(chart.key, scenario, words),
            figure=Markup(chart.figure.to_json(validate=False)),  # noqa: S704 - "<" escaped
            rows=tuple(tuple(_cell(cell, words) for cell in row) for row in chart.table.rows),
        )
        for number, chart in enumerate(found, 1)
    )


def _weakest(key: str, scenario: Scenario, words: Words) -> str:
    """Return the weakest class that a chart rests on."""
    with strict.at(scenario):
        records = catalog.formulas().by_chart.get(key, ())
        found = provenance.weakest(part for item in records for part in strict.inputs(item))
    return words(f"class.{found or 'untraced'}")


def _cell(cell: Cell, words: Words) -> tuple[str, bool]:
    """Return a cell as text, and whether it is a number; numbers keep the digits of the table."""
    if isinstance(cell, str):
        return cell, False
    if cell != cell or abs(cell) == float("inf"):  # noqa: PLR0124 - no number
        return words("number.none"), True
    text = f"{abs(cell):,.2f}".rstrip("0").rstrip(".")
    return (numbers.MINUS if cell < 0 else "") + text, True
