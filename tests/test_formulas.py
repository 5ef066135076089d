"""Formulas as data: read strictly, and the numbers filled in give the results they name."""

import math
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, formulas, run
from engine.facts import DATA, FactError
from engine.formula_rows import formula
from engine.results import HEADLINES
from engine.scenario import ASSETS, Scenario, replace
from engine.workings import number_at
from tests.formula_checks import MONEY, arithmetic, numbers_of

BOOK = catalogue.load()
FORMULAS = formulas.load()
DEFAULT = BOOK.controls.versions[1]
RECORD: dict[str, Any] = {
    "name": {"en": "Sum", "zh": "和"}, "topic": "margin", "latex": "<a>+<b>", "check": "a+b",
    "terms": {"a": {"fact": "apc.buffer"}, "b": {"scenario": "firm.notional"}},
    "source": ["plumbline"],
}  # fmt: skip
TRIED: dict[str, dict[str, Any]] = {
    "buffer": {"margin.apc": "buffer"}, "floor": {"margin.apc": "floor"},
    "normal": {"margin.dist": "normal"}, "es": {"margin.dist": "es_normal"},
    "es_t": {"margin.dist": "es_t"}, "typed": {"margin.vol": 45.0, "spiral.margin_rise": 0.5},
    "index": {"firm.product": "index_future", "firm.side": "short", "view.asset": "equity"},
    "wrong": {"collateral.wrong_way": True, "collateral.cap": 60.0},
    "product": {"collateral.wrong_way": True, "collateral.convention": "multiplicative"},
    "batches": {"settlement.cycle": "B7"}, "t5": {"settlement.cycle": "T5"},
    "vintage": {"settlement.cycle": "T2", "settlement.reading": "C"},
    "clock": {"leverage.buffer_basis": "clock", "leverage.reuse": 60.0, "leverage.links": 4.0},
    "own": {"view.asset": "own", "collateral.mix": (50.0, *(0.0,) * 12, 50.0)},
    "market": {"firm.market": True, "settlement.round_the_clock": True, "settlement.cycle": "ATOM"},
    "linear": {"margin.profile": "linear", "call.hold": 2.0, "margin.regime": "cftc_swaps"},
    "haircut": {"collateral.haircuts.btc": 45.0, "margin.confidence": "99.7"},
}  # fmt: skip


def changed(moves: dict[str, Any]) -> Scenario:
    scenario = DEFAULT
    for path, value in moves.items():
        scenario = replace(scenario, path, value)
    return scenario


def compare(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Formulas whose filled-in terms miss the result they name."""
    outcome = run.outcome(scenario, BOOK)
    wrong = {}
    for item in FORMULAS:
        form = formulas.form_of(item, scenario)
        if form is None or not form.check or not item.result:
            continue
        path = formulas.filled(item.result, scenario)
        given_ = number_at(path, scenario, BOOK, outcome) * MONEY.get(item.unit, 1.0)
        try:
            found = arithmetic(form.check, numbers_of(form, scenario, BOOK, outcome, FORMULAS))
        except (ZeroDivisionError, StopIteration):
            continue
        both = math.isfinite(found) and math.isfinite(given_)
        if both and not math.isclose(found, given_, rel_tol=1e-9, abs_tol=1e-12):
            wrong[item.id] = (found, given_)
    return wrong


@pytest.mark.parametrize("preset", sorted(BOOK.presets))
def test_formulas_reproduce_the_results_they_name_in_every_preset(preset: str) -> None:
    assert compare(BOOK.presets[preset].scenario) == {}


@pytest.mark.parametrize("asset", ASSETS)
def test_formulas_reproduce_the_results_they_name_for_every_asset(asset: str) -> None:
    assert compare(replace(DEFAULT, "view.asset", asset)) == {}


@pytest.mark.parametrize("name", TRIED)
def test_formulas_reproduce_the_results_they_name_in_other_settings(name: str) -> None:
    assert compare(changed(TRIED[name])) == {}


def test_most_formulas_can_be_checked() -> None:
    """A formula without a check may be prose, a sum over assets or a search over hours."""
    with_number = [item for item in FORMULAS if item.result]
    checked = [item for item in with_number if any(form.check for form in item.forms)]
    assert len(checked) > 0.75 * len(with_number)


def test_worked_example() -> None:
    """USD 1bn at 99%, t with 4, a day of risk: the margin of the default scenario."""
    item = FORMULAS.by_headline["initial_margin"]
    form = formulas.form_of(item, DEFAULT)
    assert form is not None
    outcome = run.outcome(DEFAULT, BOOK)
    found = numbers_of(form, DEFAULT, BOOK, outcome, FORMULAS)
    assert found["q"] == pytest.approx(2.64949, abs=1e-5)
    assert arithmetic(form.check, found) == pytest.approx(159.3, abs=0.1)


@given(st.floats(-1e6, 1e6), st.floats(0.1, 1e6))
def test_arithmetic_follows_its_rules(a: float, b: float) -> None:
    names = {"a": a, "b": b}
    assert arithmetic("a+b", names) == a + b
    assert arithmetic("max(a, b)-min(a, b)", names) == pytest.approx(abs(a - b))
    assert arithmetic("-(a*b)/b", names) == pytest.approx(-a, abs=1e-6)
    assert arithmetic("sqrt(b**2)", names) == pytest.approx(b)


@pytest.mark.parametrize("text", ["a.b", "a[0]", "lambda: 1", "'x'", "a if a else 1", "a < 1"])
def test_anything_but_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="plain arithmetic"):
        arithmetic(text, {"a": 1.0})


def test_every_headline_has_its_formula() -> None:
    assert set(FORMULAS.by_headline) == set(HEADLINES)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"topic": "weather"}, "not known"),
        ({"colour": "red"}, "unknown key"),
        ({"latex": "<a>"}, "no form writes b"),
        ({"latex": "<a>+<b>+<c>"}, "latex and terms differ in c"),
        ({"terms": {"a": {}, "b": {}}}, "one origin"),
        ({"terms": {"a": {"fact": "x", "result": "y"}, "b": {}}}, "one origin"),
        ({"terms": []}, "not a mapping"),
        ({"forms": []}, "latex beside forms"),
        ({"charts": ["one", "one"]}, "stands twice"),
        ({"pages": "one"}, "not a list"),
        ({"name": {"en": "Sum"}}, "missing zh"),
        ({"unit": "furlong"}, "not known"),
        ({"reads": [{"class": "data"}]}, "missing"),
    ],
)
def test_a_record_that_cannot_be_used_is_refused(change: dict[str, Any], complaint: str) -> None:
    with pytest.raises(FactError, match=complaint):
        formula("topic.sum", RECORD | change, "here")


def test_a_record_without_a_proper_id_is_refused() -> None:
    with pytest.raises(FactError, match="not a formula id"):
        formula("Topic Sum", RECORD, "here")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("x.y: {name: {en: a, zh: b}, topic: margin}", "there is no source"),
        ("x.y: {name: {en: a, zh: b}, topic: margin, source: [cftc_25_49]}", "Did you mean cftc"),
        ("x.y: {name: {en: a, zh: b}, topic: margin, source: [plumbline], headline: x}", "known"),
        (
            "x.y: {name: {en: a, zh: b}, topic: margin, source: [plumbline],"
            " rests_on: [apc.bufer]}",
            "apc.buffer",
        ),
        (
            "x.y: {name: {en: a, zh: b}, topic: margin, source: [plumbline], latex: <q>,"
            " terms: {q: {scenario: margin.nux}}}",
            "margin.nu",
        ),
        (
            "x.y: {name: {en: a, zh: b}, topic: margin, source: [plumbline], latex: <q>,"
            " terms: {q: {result: margin.multiplyer}}}",
            "margin.multiplier",
        ),
        (
            "x.y: {name: {en: a, zh: b}, topic: margin, source: [plumbline], latex: <q>,"
            " terms: {q: {fact: 'asset.sigma.{firm.produkt}'}}}",
            "firm.product",
        ),
        ("x.y: {name: {en: a, zh: b}, topic: margin, source: [plumbline], result: locked}", "too"),
        ("[]", "there are no formulas"),
    ],
)
def test_what_does_not_exist_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    folder = tmp_path / "data"
    copytree(DATA, folder)
    (folder / "formulas/zz.yaml").write_text(line + "\n", "utf-8")
    with pytest.raises(FactError, match=complaint):
        formulas.load(folder)


def test_terms_are_typeset_once_for_symbols_and_once_for_numbers() -> None:
    """A number that stands in braces or backslashes of its own would be lost."""
    for item in FORMULAS:
        for form in item.forms:
            assert form.latex.count("{") == form.latex.count("}"), item.id
            assert form.latex.count(r"\left") == form.latex.count(r"\right"), item.id
