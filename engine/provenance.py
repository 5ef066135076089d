"""What a result rests on: every input with class, status, source and date, and the weakest.

A number that the user moved is of class ``yours``. An untouched number is of the class of the
facts behind its control, or of the preset it belongs to. What is chosen rather than measured (a
product, a rail, a cycle, a switch) selects the facts that apply; it is listed, not counted.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from engine.catalogue import Catalogue
from engine.control_rows import Control
from engine.fact_records import Dated
from engine.formula_links import ALL, HELD, RULES, filled, for_asset
from engine.formula_records import Formula
from engine.formulas import Formulas, control_of, form_of, settled
from engine.presets import Preset
from engine.provenance_sets import gathered
from engine.scenario import ASSETS, FIELDS, KEYS, Scenario, difference, get, replace

CLASSES = ("law", "data", "guidance", "literature", "illustrative", "yours")
STRONG = frozenset({"law", "data", ""})
COUNTED = frozenset({"number", "optional", "mix", "keyed"})
QUIET = frozenset({"firm.base", "firm.title", "view.asset", "view.strict"})
OUR_CHOICE = ("illustrative", "illustrative", "plumbline")


@dataclass(frozen=True, slots=True)
class Input:
    """One input: a fact, a setting, a part of a rail, a rule, or a body of data.

    ``counts`` is false for what only selects other inputs, and for a value left automatic.
    """

    kind: str
    path: str
    class_: str
    status: str
    source: str
    from_: date | None
    counts: bool


def weakest(inputs: Iterable[Input]) -> str:
    """Return the weakest class that counts among inputs; "" where none counts."""
    found = [item.class_ for item in inputs if item.counts]
    return max(found, key=CLASSES.index) if found else ""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """What inputs are judged against: the data, and the settings that are nobody's own.

    ``preset`` is the preset that the scenario is, if it is one.
    """

    catalogue: Catalogue
    book: Formulas
    default: Scenario
    baseline: Scenario
    preset: Preset | None


@lru_cache(maxsize=64)
def basis_of(scenario: Scenario, catalogue: Catalogue, book: Formulas) -> Basis:
    """Return what the inputs of a scenario are judged against."""
    default = catalogue.controls.versions[catalogue.controls.version]
    baseline = catalogue.presets[scenario.firm.base].scenario
    found = (
        preset
        for preset in catalogue.presets.values()
        if set(difference(preset.scenario, scenario)) <= QUIET
    )
    return Basis(catalogue, book, default, baseline, next(found, None))


@lru_cache(maxsize=2048)
def inputs_of(
    formula_id: str, scenario: Scenario, catalogue: Catalogue, book: Formulas
) -> tuple[Input, ...]:
    """Return all inputs of a formula, those of the results it names included, each once.

    Raises
    ------
    KeyError
        If there is no such formula.
    """
    basis = basis_of(scenario, catalogue, book)
    return tuple(dict.fromkeys(_walk(book.by_id[formula_id], scenario, basis, set())))


def own_inputs(
    item: Formula, scenario: Scenario, catalogue: Catalogue, book: Formulas
) -> tuple[Input, ...]:
    """Return what a record rests on beside its terms and beside other records, each once."""
    basis = basis_of(scenario, catalogue, book)
    known = {*book.by_id, *book.by_result}
    paths = [path for path in item.rests_on if not {path, for_asset(path)} & known]
    found = (part for path in paths for part in _rests(path, scenario, basis, set()))
    return tuple(dict.fromkeys([*_reads(item), *found]))


def _reads(item: Formula) -> Iterator[Input]:
    """Yield the bodies of data that a record is drawn from; the path is their place in it."""
    for place, part in enumerate(item.reads):
        path = f"{item.id}:{place}"
        yield Input("data", path, part.class_, part.status, part.source, None, counts=True)


def _walk(item: Formula, scenario: Scenario, basis: Basis, seen: set[str]) -> Iterator[Input]:
    """Yield the inputs of a record and of every record it leads to; ``seen`` ends circles."""
    mark = f"{item.id} {scenario.view.asset}"
    if mark in seen:
        return
    seen.add(mark)
    form = form_of(item, scenario)
    yield from _reads(item)
    for path in form.when if form else ():
        yield setting(path, scenario, basis)
    for term in form.terms if form else ():
        origin, path = settled(term, scenario)
        if origin == "result":
            yield from _walk(basis.book.by_result[term.path], scenario, basis, seen)
        elif origin == "fact":
            yield fact_input(path, basis.catalogue)
        else:
            yield setting(path, scenario, basis)
    for path in item.rests_on:
        yield from _rests(path, scenario, basis, seen)


def _rests(path: str, scenario: Scenario, basis: Basis, seen: set[str]) -> Iterator[Input]:
    """Yield the inputs that one entry of ``rests_on`` stands for, once for each asset held."""
    if f"{{{HELD}}}" not in path:
        yield from _rest(path, scenario, basis, seen)
        return
    for asset in held_assets(scenario):
        at = replace(scenario, "view.asset", asset)
        yield from _rest(for_asset(path), at, basis, seen)


def _rest(path: str, scenario: Scenario, basis: Basis, seen: set[str]) -> Iterator[Input]:
    book, known = basis.book, basis.catalogue.facts.facts
    target = book.by_id.get(path) or book.by_result.get(path)
    if target is not None:
        yield from _walk(target, scenario, basis, seen)
        return
    name = filled(path, scenario)
    if name in FIELDS or name.rpartition(".")[0] in KEYS:
        yield setting(name, scenario, basis)
    elif name in known:
        yield fact_input(name, basis.catalogue)
    elif name.endswith(ALL) and not name.startswith(RULES):
        keys = (key for key in known if key.startswith(name[:-1]))
        yield from (fact_input(key, basis.catalogue) for key in keys)
    else:
        yield from (
            Input(*found, counts=True) for found in gathered(name, scenario, basis.catalogue)
        )


def fact_input(path: str, catalogue: Catalogue) -> Input:
    """Return a fact as an input, with the provenance of its latest value."""
    entry = catalogue.facts.at(path)
    return Input("fact", path, entry.class_, entry.status, entry.source, entry.from_, counts=True)


def setting(path: str, scenario: Scenario, basis: Basis) -> Input:
    """Return a field of the scenario, or one key of it, as an input."""
    control, held = control_of(path, basis.catalogue), get(scenario, path)
    counts = control.kind in COUNTED and held is not None
    own, preset = get(basis.default, path), basis.preset
    if held not in (own, get(basis.baseline, path)):
        if preset is None:
            return Input("setting", path, "yours", "illustrative", "", None, counts)
        return Input("setting", path, *OUR_CHOICE[:2], preset.sources[0], None, counts)
    entry = behind(control, path, basis.catalogue)
    if entry is None:
        return Input("setting", path, *OUR_CHOICE, None, counts)
    return Input("setting", path, entry.class_, entry.status, entry.source, entry.from_, counts)


def behind(control: Control, path: str, catalogue: Catalogue) -> Dated | None:
    """Return the weakest of the facts that a control's default or range rests on."""
    facts, key = catalogue.facts, path.rpartition(".")[-1]
    own = [f"{name.rpartition('.')[0]}.{key}" for name in control.rests_on]
    pairs = zip(own, control.rests_on, strict=True)
    paths = [mine if mine in facts.facts else name for mine, name in pairs]
    entries = [facts.at(name) for name in paths]
    return max(entries, key=lambda entry: CLASSES.index(entry.class_)) if entries else None


def held_assets(scenario: Scenario) -> tuple[str, ...]:
    """Return the assets of the mix, in their fixed order."""
    return tuple(a for a, share in zip(ASSETS, scenario.collateral.mix, strict=True) if share)
