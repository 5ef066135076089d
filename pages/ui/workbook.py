"""The scenario as a workbook: inputs with their sources, and formulas that follow from them.

Four sheets: the headline figures beside those of the engine, the inputs, the chain of formulas
over named cells, and every number the figures rest on. Change an input and the rest follows.
"""

import datetime as dt
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from engine import VERSION, link
from engine.grounds import grounds
from engine.results import HEADLINES
from engine.scenario import Scenario
from pages.ui import catalog, describe
from pages.ui.text import Words
from pages.ui.workbook_chain import COMPUTED, Cell, Chain, named
from pages.ui.workbook_posting import NEVER, OWN, recognised

SHEETS = ("summary", "inputs", "chain", "sources")
SHOWN = {"share": "0.00%", "usd_m": "#,##0.00", "hours": "0.00", "days": "0.0000", "times": "0.00"}
PLAIN = "0.######"
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
HEAD_ROW = 8  # of the summary, under its title and what it is about
HEAD_HEIGHT = 30  # two lines
NUMBERS = frozenset({"value", "here", "engine", "difference", "baseline", "change"})
AFTER = frozenset({"unit", "unit_code"})  # beside a number on their left
LINKED = "http"
ENDLESS = '"∞"'  # how an input without bound is shown

Cached = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook being written."""

    file: Workbook
    words: Words
    cached: Cached

    def sheet(
        self, key: str, heads: Sequence[str], widths: Sequence[int], top: int = 0
    ) -> Worksheet:
        """Add a sheet with heads that stay in sight."""
        sheet = self.file.add_worksheet(self.words(f"export.sheet.{key}"))
        style = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
            over = {"align": "right"} if head in NUMBERS else {"indent": int(head in AFTER)}
            look = self.file.add_format({**style, **over})
            sheet.write_string(top, column, self.words(f"export.head.{head}"), look)
            gap = self.file.add_format({"indent": 1}) if head in AFTER else None
            sheet.set_column(column, column, width, gap)
        sheet.set_row(top, HEAD_HEIGHT)
        sheet.freeze_panes(top + 1, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def look(self, unit: str, **more: Any) -> Format:  # noqa: ANN401
        """Return how numbers of a unit are shown."""
        return self.file.add_format({"num_format": SHOWN.get(unit, PLAIN), **more})

    def number(self, sheet: Worksheet, row: int, column: int, value: float, look: Format) -> None:
        """Write a number; a figure without one is #N/A, as in the formulas that meet it."""
        if math.isfinite(value):
            sheet.write_number(row, column, value, look)
        else:
            self.formula(sheet, row, column, Cell("", "", value, "", "NA()"), look)

    def formula(self, sheet: Worksheet, row: int, column: int, cell: Cell, look: Format) -> None:
        """Write a formula with the number it comes to, for readers that do not calculate."""
        value = self.cached(cell.value) if math.isfinite(cell.value) else "#N/A"
        sheet.write_formula(row, column, f"={cell.formula}", look, value)

    def unit(self, unit: str) -> str:
        """Return the words for a unit."""
        return self.words(f"export.unit.{unit or 'none'}")


def build(scenario: Scenario, words: Words, at: str = "", cached: Cached = float) -> bytes:
    """Return the workbook of a scenario as a file, with the address ``at`` that opens it.

    ``cached`` changes the numbers kept beside formulas for readers that do not calculate.
    """
    chain = Chain(scenario, catalog.results(scenario).scenario, words, OWN)
    headlines = {name: chain.result(_record(name).result) for name in HEADLINES}
    recognised(chain)
    memory = io.BytesIO()
    file = xlsxwriter.Workbook(memory, OPTIONS)
    edition = catalog.book().facts.edition
    file.set_properties(
        {
            "title": "Plumbline",
            "created": dt.datetime.combine(edition, dt.time(), dt.UTC),
        }
    )
    book = Book(file, words, cached)
    at = at or "?" + link.write(scenario, catalog.book().controls, words.language)
    _summary(book, at, {name: found.text for name, found in headlines.items()}, chain)
    _inputs(book, chain)
    _chain(book, chain)
    _sources(book, scenario)
    file.close()
    return memory.getvalue()


def _record(headline: str) -> Any:  # noqa: ANN401
    return catalog.formulas().by_headline[headline]


def _summary(book: Book, at: str, names: dict[str, str], chain: Chain) -> None:
    """Write the headline figures: by formula, by the engine, the difference, and the baseline."""
    words, results = book.words, catalog.results(chain.scenario)
    heads = ("figure", "unit", "here", "engine", "difference", "baseline", "change")
    sheet = book.sheet("summary", heads, (34, 20, 18, 18, 14, 14, 18), HEAD_ROW)
    edition = str(catalog.book().facts.edition)
    about = (
        chain.scenario.firm.title or words("export.workbook.title"),
        words("export.workbook.about", version=VERSION, edition=edition),
        at,
        words("export.workbook.follows"),
        words("export.workbook.checked"),
        words("export.workbook.once"),
        words("export.workbook.advice"),
    )
    for row, text in enumerate(about):
        sheet.write_string(row, 0, text, book.file.add_format({"bold": row == 0}))
    for row, name in enumerate(HEADLINES, HEAD_ROW + 1):
        unit = "usd_m_year" if name == "cost" else _record(name).unit
        look = book.look("usd_m" if unit == "usd_m_year" else unit)
        after, before = (float(x.headline[name]) for x in (results.scenario, results.baseline))
        here = Cell("", "", chain.at(names[name]).value, unit, names[name])
        sheet.write_string(row, 0, words(f"headline.{name}"))
        sheet.write_string(row, 1, book.unit(unit))
        book.formula(sheet, row, 2, here, book.look(unit.removesuffix("_year"), bold=True))
        book.number(sheet, row, 3, after, look)
        line = row + 1
        book.formula(
            sheet, row, 4, Cell("", "", here.value - after, unit, f"C{line}-D{line}"), look
        )
        book.number(sheet, row, 5, before, look)
        book.formula(
            sheet, row, 6, Cell("", "", here.value - before, unit, f"C{line}-F{line}"), look
        )


def _inputs(book: Book, chain: Chain) -> None:
    """Write every input in a named cell, with its class, status, source and date."""
    heads = ("input", "value", "unit", "class", "status", "source", "date", "url", "name")
    sheet = book.sheet("inputs", heads, (64, 14, 18, 14, 18, 60, 14, 40, 44))
    words, sources = book.words, catalog.book().facts.sources
    for row, cell in enumerate(chain.inputs.values(), 1):
        known = [sources[key] for key in cell.sources]
        texts = {
            0: cell.label, 2: book.unit(cell.unit), 8: cell.name,
            3: words(f"class.{cell.class_}" if cell.class_ else "class.choice"),
            4: _status(cell, words),
            5: "; ".join(_titled(book, key) for key in cell.sources),
            6: cell.from_.isoformat() if cell.from_ else "",
            7: next((source.url for source in known), ""),
        }  # fmt: skip
        _texts(sheet, row, texts)
        look = book.look(
            cell.unit, **({} if math.isfinite(cell.value) else {"num_format": ENDLESS})
        )
        sheet.write_number(row, 1, min(cell.value, float(NEVER)), look)
        _name(book, cell.name, sheet, f"$B${row + 1}")
    sheet.autofilter(0, 0, len(chain.inputs), len(heads) - 1)


def _status(cell: Cell, words: Words) -> str:
    """Return how well an input is known, or that the engine gives it."""
    computed = cell.status == COMPUTED
    return words("export.workbook.computed") if computed else words(f"status.{cell.status}")


def _chain(book: Book, chain: Chain) -> None:
    """Write every step as a formula over named cells, with the formula to read beside it."""
    heads = ("step", "value", "unit", "formula", "name")
    sheet = book.sheet("chain", heads, (64, 16, 18, 100, 44))
    for row, cell in enumerate(chain.steps.values(), 1):
        _texts(
            sheet,
            row,
            {0: cell.label, 2: book.unit(cell.unit), 3: cell.formula, 4: cell.name},
        )
        book.formula(sheet, row, 1, cell, book.look(cell.unit))
        _name(book, cell.name, sheet, f"$B${row + 1}")


def _sources(book: Book, scenario: Scenario) -> None:
    """Write the register of numbers that the headline figures rest on."""
    heads = (
        "id", "kind", "value", "unit_code", "date", "class", "status", "source", "published", "url",
    )  # fmt: skip
    sheet = book.sheet("sources", heads, (40, 10, 18, 12, 12, 14, 18, 60, 12, 60))
    rows = grounds(scenario, catalog.book(), catalog.formulas())
    for row, found in enumerate(rows, 1):
        keys = {0: "id", 1: "kind", 3: "unit", 4: "date", 8: "published", 9: "url"}
        texts = {place: found[key] or "" for place, key in keys.items()} | {
            5: book.words(f"class.{found['class']}"),
            6: book.words(f"status.{found['status']}"),
            7: _titled(book, found["source"]) if found["source"] else "",
        }
        _texts(sheet, row, texts)
        value = found["value"]
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            sheet.write_number(row, 2, value)
        elif value is not None:
            sheet.write_string(row, 2, str(value))
    sheet.autofilter(0, 0, len(rows), len(heads) - 1)


def _texts(sheet: Worksheet, row: int, texts: dict[int, str]) -> None:
    """Write plain texts; an address of a source can be followed."""
    for column, text in texts.items():
        if text.startswith(LINKED):
            sheet.write_url(row, column, text, None, text)
        elif text:
            sheet.write_string(row, column, text)


def _titled(book: Book, key: str) -> str:
    """Return publisher and title of a source."""
    source = catalog.book().facts.sources[key]
    names = describe.publisher(source, book.words), describe.cited(source, book.words)
    return book.words("export.workbook.source", publisher=names[0], title=names[1])


def _name(book: Book, name: str, sheet: Worksheet, at: str) -> None:
    book.file.define_name(named(name), f"='{sheet.get_name()}'!{at}")
