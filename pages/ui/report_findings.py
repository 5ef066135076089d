"""The answers of the pages that a document is made of, sentence by sentence the pages' own."""

from dataclasses import dataclass

from engine import cycles
from engine.attribution import attribute
from engine.period_split import margin_split
from engine.scenario import Scenario
from pages.ui import answers, answers_margin, answers_waterfall, catalog, describe, pilot
from pages.ui.text import Words

PAGES = ("overview", "collateral", "margin", "settlement", "waterfall")


@dataclass(frozen=True, slots=True)
class Finding:
    """The question of a page and the sentence that answers it."""

    page: str
    question: str
    answer: str


def findings(scenario: Scenario, words: Words) -> tuple[Finding, ...]:
    """Return question and answer of each page of the report, in its order."""
    results, book = catalog.results(scenario), catalog.book()
    split = margin_split(scenario, book, scenario.call.basis)
    said = {
        "overview": answers.overview(results, attribute(scenario, book), words),
        "collateral": answers.collateral(results.scenario, words),
        "margin": answers_margin.margin(split, scenario, catalog.baseline(scenario), words),
        "settlement": _settlement(scenario, words),
        "waterfall": answers_waterfall.waterfall(scenario, results, words),
    }
    return tuple(Finding(page, words(f"question.{page}"), said[page]) for page in PAGES)


def _settlement(scenario: Scenario, words: Words) -> str:
    """Return what the cycle asks for, and what the rules of the day make of it."""
    book, code = catalog.book(), scenario.settlement.cycle
    pipes, best = cycles.by_cycle(scenario, book), cycles.cheapest(scenario, book)
    said = answers.settlement(pipes[code], pipes[cycles.ONE_DAY], code, best, words)
    return describe.sentences(words, [said, pilot.cycles(scenario, words)])
