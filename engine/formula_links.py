"""Check that formulas name only what exists, and put settings into the paths they write."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import product

from engine.catalogue import Catalogue
from engine.codes import FACT_ASSETS
from engine.fact_checks import refuse
from engine.formula_records import Formula, Term
from engine.results import HEADLINES
from engine.scenario import FIELDS, KEYS, Scenario, get

GAP = re.compile(r"\{([a-z_.]+)\}")
HELD = "held"
ALL = ".*"
RULES = "rule."
GATHERED = ("rail.", RULES, "table.", "ccp_facts.")


def filled(path: str, scenario: Scenario) -> str:
    """Put what the scenario holds into the gaps of a path.

    >>> from engine import catalogue
    >>> scenario = catalogue.load().presets["today"].scenario
    >>> filled("product.sigma.{firm.product}", scenario)
    'product.sigma.btc_future'
    """
    return GAP.sub(lambda gap: str(get(scenario, gap[1])), path)


def for_asset(path: str) -> str:
    """Return a path for every asset held as the path for the asset that a page looks at."""
    return path.replace(f"{{{HELD}}}", "{view.asset}")


def check_links(
    by_id: Mapping[str, Formula], by_result: Mapping[str, Formula], catalogue: Catalogue
) -> None:
    """Refuse a record that names an unknown fact, field, result, source or headline.

    Raises
    ------
    FactError
        Names the record, the word that is unknown and the nearest known ones.
    """
    for item in by_id.values():
        _check_sources(item, catalogue)
        for path in item.rests_on:
            if path not in by_id:
                _check_rest(item.id, path, by_result, catalogue)
        for form in item.forms:
            for path in form.when:
                _check_field(item.id, path)
            for term in form.terms:
                _check_term(item.id, term, by_result, catalogue)


def _check_sources(item: Formula, catalogue: Catalogue) -> None:
    if item.headline and item.headline not in HEADLINES:
        _unknown(item.id, item.headline, HEADLINES)
    for source in (*item.source, *(part.source for part in item.reads)):
        if source not in catalogue.facts.sources:
            _unknown(item.id, source, catalogue.facts.sources)
    if not item.source and not item.reads:
        refuse(item.id, "there is no source", "Name one; plumbline for our own choice")


def _check_term(
    where: str, term: Term, by_result: Mapping[str, Formula], catalogue: Catalogue
) -> None:
    for path in (term.typed, term.own):
        if path:
            _check_field(where, path)
    if term.origin == "scenario":
        _check_field(where, term.path)
    elif term.origin == "fact":
        _check_fact(where, term.path, catalogue)
    elif term.path not in by_result:
        _unknown(where, term.path, by_result)


def _check_rest(
    where: str, path: str, by_result: Mapping[str, Formula], catalogue: Catalogue
) -> None:
    """Accept a result, a field of the scenario, rails and rules, or a fact."""
    if for_asset(path) in by_result or path in FIELDS or path.startswith(GATHERED):
        return
    if path.endswith(ALL):
        known = catalogue.facts.facts
        if not any(key.startswith(path[:-1]) for key in known):
            _unknown(where, path, known)
        return
    _check_fact(where, path, catalogue)


def _check_field(where: str, path: str) -> None:
    """Accept a field, or one key of a field that holds a value for each of its keys."""
    whole = GAP.search(path)
    field = path[: whole.start()].rstrip(".") if whole else path.rpartition(".")[0]
    key = path[len(field) + 1 :]
    keyed = field in KEYS and (key in KEYS[field] or GAP.fullmatch(key))
    if path not in FIELDS and not keyed:
        _unknown(where, path, FIELDS)


def _check_fact(where: str, path: str, catalogue: Catalogue) -> None:
    known = catalogue.facts.facts
    missing = [key for key in expanded(path, catalogue) if key not in known]
    if missing:
        _unknown(where, missing[0], known)


def expanded(path: str, catalogue: Catalogue) -> Iterator[str]:
    """Yield a path once for everything its gaps can stand for; the user's own asset is left out."""
    gaps = GAP.findall(path)
    choices: list[tuple[str, ...]] = []
    for gap in gaps:
        if gap in {HELD, "view.asset"}:
            choices.append(FACT_ASSETS)
        elif gap in catalogue.controls.by_path:
            choices.append(catalogue.controls.by_path[gap].options)
        else:
            _unknown(path, gap, catalogue.controls.by_path)
    for chosen in product(*choices):
        named = dict(zip(gaps, chosen, strict=True))
        yield GAP.sub(lambda gap, named=named: named[gap[1]], path)  # type: ignore[misc]


def _unknown(where: str, name: str, known: Iterable[str]) -> None:
    near = get_close_matches(name, list(known), n=3)
    advice = f"Did you mean {' or '.join(near)}?" if near else "Correct the name"
    refuse(where, f"{name!r} is not known", advice)
