"""The chain from inputs to headline figures as named cells: what is typed, and what follows.

Every formula is that of its record in ``data/formulas``. A result whose record holds no
arithmetic, or whose arithmetic would not give the engine's number here, is an input with the
engine's number and the status ``engine``.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from engine import formulas, provenance
from engine.formula_records import Form, Formula, Term
from engine.results import Outcome
from engine.scenario import Scenario, replace
from engine.workings import number_at
from pages.ui import catalog, input_names
from pages.ui.text import Words
from pages.ui.workbook_arithmetic import NoFormulaError, Sum, translated

COMPUTED = "engine"
MONEY = {"usd": 1e-6, "usd_m": 1.0, "usd_bn": 1e3, "usd_trn": 1e6}
MONEY_UNIT = "usd_m"
EQUAL = 1e-9
LETTER = re.compile(r"[^A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """One named cell: an input, or a step with a formula; ``sources`` are keys of sources."""

    name: str
    label: str
    value: float
    unit: str
    formula: str = ""
    class_: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()
    from_: date | None = None


@dataclass(slots=True)
class Chain:
    """The cells reached so far, inputs and steps in the order in which they are needed.

    ``own`` adds the steps of results whose records hold no arithmetic.
    """

    scenario: Scenario
    outcome: Outcome
    words: Words
    own: Mapping[str, "Callable[[Chain], None]"]
    inputs: dict[str, Cell] = field(default_factory=dict)
    steps: dict[str, Cell] = field(default_factory=dict)

    def result(self, path: str, asset: str = "") -> Sum:
        """Return the cell of a result, with everything it needs; ``{view.asset}`` is ``asset``."""
        at = replace(self.scenario, "view.asset", asset) if asset else self.scenario
        item = catalog.formulas().by_result[path]
        name = named(formulas.filled(path, at))
        own = self.own.get(path)
        if name not in self.inputs and name not in self.steps and own:
            own(self)
        if name not in self.inputs and name not in self.steps:
            value = number_at(formulas.filled(path, at), at, catalog.book(), self.outcome)
            self._record(name, item, at, value * MONEY.get(item.unit, 1.0))
        return self.at(name)

    def at(self, name: str) -> Sum:
        """Return a cell that is there."""
        return Sum(name, (self.inputs.get(name) or self.steps[name]).value)

    def value(self, path: str, asset: str = "") -> float:
        """Return the engine's number of a result."""
        at = replace(self.scenario, "view.asset", asset) if asset else self.scenario
        return number_at(formulas.filled(path, at), at, catalog.book(), self.outcome)

    def step(self, name: str, label: str, unit: str, check: str, names: dict[str, Sum]) -> Sum:
        """Add a step that has no record of its own."""
        found = translated(check, names)
        self.steps[name] = Cell(name, label, found.value, unit, found.text)
        return self.at(name)

    def computed(self, name: str, label: str, value: float, item: Formula, at: Scenario) -> Sum:
        """Add a number of the engine as an input, of the weakest class it rests on."""
        rests = provenance.inputs_of(item.id, at, catalog.book(), catalog.formulas())
        unit = MONEY_UNIT if item.unit in MONEY else item.unit
        weak = provenance.weakest(rests)
        self.inputs[name] = Cell(name, label, value, unit, "", weak, COMPUTED, item.source)
        return self.at(name)

    def fact(self, path: str) -> Sum:
        """Add a fact as an input."""
        known = catalog.book().facts.get(path)
        part = provenance.fact_input(path, catalog.book())
        value = catalog.book().number(path) * MONEY.get(known.unit, 1.0)
        return self._input(part, value, MONEY_UNIT if known.unit in MONEY else known.unit)

    def setting(self, path: str, value: float, unit: str) -> Sum:
        """Add a setting as an input."""
        basis = provenance.basis_of(self.scenario, catalog.book(), catalog.formulas())
        return self._input(provenance.setting(path, self.scenario, basis), value, unit)

    def _input(self, part: provenance.Input, value: float, unit: str) -> Sum:
        kind = "set" if part.kind == "setting" else part.kind
        name, label = named(f"{kind}.{part.path}"), input_names.name(part, self.words)
        found = self.inputs.get(name)
        if found and found.value != value:
            name = f"{name}_{unit}"
        sources = (part.source,) if part.source else ()
        self.inputs.setdefault(
            name, Cell(name, label, value, unit, "", part.class_, part.status, sources, part.from_)
        )
        return self.at(name)

    def _record(self, name: str, item: Formula, at: Scenario, value: float) -> None:
        """Add a result by the arithmetic of its record, else by the engine's number."""
        label = self.label(item, at)
        form = formulas.form_of(item, at)
        try:
            found = self._by_record(form, at) if form and form.check else None
        except NoFormulaError:
            found = None
        if found is None or differ(found.value, value):
            self.computed(name, label, value, item, at)
            return
        unit = MONEY_UNIT if item.unit in MONEY else item.unit
        self.steps[name] = Cell(name, label, found.value, unit, found.text)

    def _by_record(self, form: Form, at: Scenario) -> Sum:
        return translated(form.check, {term.name: self._term(term, at) for term in form.terms})

    def label(self, item: Formula, at: Scenario) -> str:
        """Return the name of a result; of one asset's, with the asset."""
        text = item.name[self.words.language]
        if "{view.asset}" not in item.result:
            return text
        asset = self.words(f"asset.{at.view.asset}")
        return self.words("sources.fact_of", label=text, part=asset)

    def _term(self, term: Term, at: Scenario) -> Sum:
        """Return the cell of a term; a value nobody typed is no number."""
        origin, path = formulas.settled(term, at)
        if origin == "result":
            if term.path in OPTIONAL and math.isnan(self._held(path, at)):
                return Sum("", math.nan)
            own = "{view.asset}" in term.path
            return self.result(term.path, at.view.asset if own else "")
        if origin == "fact":
            return self.fact(path)
        value = formulas.value(term, at, catalog.book(), self.outcome)
        unit = formulas.unit(term, at, catalog.book(), catalog.formulas())
        factor = MONEY.get(unit, 1.0)
        return self.setting(path, value * factor, MONEY_UNIT if unit in MONEY else unit)

    def _held(self, path: str, at: Scenario) -> float:
        return number_at(path, at, catalog.book(), self.outcome)


OPTIONAL = frozenset({"workings.typed_haircut.{view.asset}"})


def named(path: str) -> str:
    """Return the name of the cell of a path.

    >>> named("collateral.haircut.btc")
    'collateral_haircut_btc'
    """
    return LETTER.sub("_", path).strip("_")


def differ(a: float, b: float) -> bool:
    """Return whether two numbers differ by more than rounding; what is no number does not."""
    if not (math.isfinite(a) and math.isfinite(b)):
        return False
    return not math.isclose(a, b, rel_tol=EQUAL, abs_tol=EQUAL)
