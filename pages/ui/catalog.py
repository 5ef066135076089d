"""The read-only data behind every page, loaded once a process."""

from functools import cache, lru_cache

from engine import catalogue, curves, glossary_records, link
from engine import formulas as records
from engine.attribution import Attribution, attribute
from engine.catalogue import Catalogue
from engine.formulas import Formulas
from engine.glossary_records import Term
from engine.results import Results
from engine.run import baseline_of, evaluate
from engine.scenario import Scenario, difference

Pairs = tuple[tuple[str, str], ...]

KEPT = 256  # scenarios, of all visitors together


@cache
def book() -> Catalogue:
    """Return facts, rails, rules, controls and presets; nobody may change them."""
    return catalogue.load()


@cache
def formulas() -> Formulas:
    """Return what every number and chart is computed from."""
    return records.load()


@cache
def terms() -> tuple[Term, ...]:
    """Return the terms of the data edition; nobody may change them."""
    return glossary_records.load(book().facts.sources, book().folder)


@lru_cache(maxsize=KEPT)
def results(scenario: Scenario) -> Results:
    """Return the outcome of a scenario beside its baseline's; nobody may change it."""
    return evaluate(scenario, book())


@lru_cache(maxsize=KEPT)
def preset_of(scenario: Scenario) -> str | None:
    """Return the preset that a scenario is, whatever its title, view and baseline."""
    kept = ("firm.base", "firm.title", "view.asset", "view.strict")
    for code, preset in book().presets.items():
        if set(difference(preset.scenario, scenario)) <= set(kept):
            return code
    return None


@lru_cache(maxsize=KEPT)
def baseline(scenario: Scenario) -> Scenario:
    """Return the scenario that a scenario is compared with."""
    return baseline_of(scenario, book())


@lru_cache(maxsize=KEPT)
def levers(scenario: Scenario) -> Attribution | None:
    """Return what each lever contributed; nobody may change it."""
    return attribute(scenario, book())


@lru_cache(maxsize=KEPT)
def pairs(scenario: Scenario, language: str | None, beside: Pairs) -> Pairs:
    """Return names and texts of the link to a scenario."""
    return link.pairs(scenario, book().controls, language, dict(beside))


@lru_cache(maxsize=KEPT)
def haircut_curve(scenario: Scenario, asset: str) -> curves.HaircutCurve:
    """Return the settlement-time haircut curve of an asset; nobody may change it."""
    return curves.haircut_curve(scenario, book(), asset)


def control_hours(scenario: Scenario, asset: str) -> float:
    """Return the hours until an asset is under control, typed or automatic."""
    return curves.control_hours(scenario, book(), asset)
