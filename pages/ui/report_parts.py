"""What a document about a scenario says beside the answers: figures, settings, what to try."""

from dataclasses import dataclass

from engine import provenance
from engine.scenario import Scenario, difference, get
from pages.ui import catalog, describe, headlines, notes
from pages.ui.report_findings import PAGES
from pages.ui.text import Words

FIGURES = (*headlines.RIBBON, *headlines.OTHERS)
OTHER_RAIL = {"usdc": "fedwire"}
OTHER_CYCLE = {"ATOM": "T1"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: written as on the page, its baseline, its change, its weakest input.

    ``grey`` says that only law and data shall stand out and that it rests on more.
    """

    name: str
    now: str
    base: str
    change: str
    weakest: str
    grey: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that differs: its label, what it holds, what the baseline holds."""

    label: str
    now: str
    base: str


def title(scenario: Scenario, words: Words) -> str:
    """Return the scenario's own title, else the name of its preset."""
    code = catalog.preset_of(scenario)
    usual = words(f"preset.{code}.name") if code else words("report.own")
    return scenario.firm.title or usual


def about(scenario: Scenario, words: Words) -> tuple[str, ...]:
    """Say which preset this is and what it leaves out, and what it is compared with."""
    code = catalog.preset_of(scenario)
    against = words("report.against", baseline=words(f"preset.{scenario.firm.base}.name"))
    if not code:
        return (against,)
    name, note = words(f"preset.{code}.name"), words(f"preset.{code}.note")
    return words("frame.preset_about", name=name, note=note), against


def figures(scenario: Scenario, words: Words) -> tuple[Figure, ...]:
    """Return the headline figures, those of the ribbon first."""
    return tuple(_figure(name, scenario, words) for name in FIGURES)


def _figure(name: str, scenario: Scenario, words: Words) -> Figure:
    results = catalog.results(scenario)
    before, after = (float(s.headline[name]) for s in (results.baseline, results.scenario))
    item = catalog.formulas().by_headline[name]
    behind = provenance.inputs_of(item.id, scenario, catalog.book(), catalog.formulas())
    weakest = provenance.weakest(behind)
    return Figure(
        name=words(f"headline.{name}"),
        now=headlines.written(name, after, words),
        base=headlines.written(name, before, words),
        change=headlines.delta(name, before, after, words) or words(headlines.still(before, after)),
        weakest=words(f"class.{weakest or 'untraced'}"),
        grey=scenario.view.strict and weakest not in provenance.STRONG,
    )


def settings(scenario: Scenario, words: Words) -> tuple[Setting, ...]:
    """Return what differs from the baseline."""
    base = catalog.baseline(scenario)
    return tuple(
        Setting(
            label=describe.label(path, words),
            now=describe.value(path, get(scenario, path), words),
            base=describe.value(path, get(base, path), words),
        )
        for path in difference(base, scenario)
        if path not in provenance.QUIET
    )


def simplified(words: Words) -> tuple[str, ...]:
    """Return what the model simplifies on any page of the report, each once."""
    return tuple(dict.fromkeys(said for page in PAGES for said in notes.simplified(page, words)))


def tries(scenario: Scenario, words: Words) -> tuple[str, ...]:
    """Return three changes to predict before they are made; none is the scenario's own setting."""
    rail, cycle = scenario.call.rail, scenario.settlement.cycle
    return (
        words(
            "handout.try.rail",
            now=describe.option("call.rail", rail, words),
            rail=describe.option("call.rail", OTHER_RAIL.get(rail, "usdc"), words),
        ),
        words(
            "handout.try.cycle",
            now=describe.option("settlement.cycle", cycle, words),
            cycle=describe.option("settlement.cycle", OTHER_CYCLE.get(cycle, "ATOM"), words),
        ),
        words("handout.try.strict", switch=describe.label("view.strict", words)),
    )
