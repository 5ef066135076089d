"""The controls as data: every field has its row, read strictly, explained and sourced."""

from pathlib import Path
from typing import Any

import pytest

from engine.codes import LEVERS
from engine.control_rows import Control, control_from
from engine.controls import controls_from, default_scenario, load_controls
from engine.facts import DATA, Fact, FactError, load_facts, read_yaml
from engine.scenario import PATHS
from pages.ui.text import words
from tests.strategies import controls

ROWS = list(controls())
FACTS = load_facts()
NUMERIC = ("number", "optional", "mix", "keyed")
NO_FACT_NEEDED = ("choice", "flag", "text", "date", "set")
PER_CENT = {"percent": 100.0, "basis_points": 10_000.0}
SHARED_NAMES = {
    "settlement.cycle", "firm.base", "firm.product", "margin.regime", "call.rail", "view.asset",
}  # fmt: skip
NOT_THE_FACT = {
    "stress.stablecoin": "the peg holds unless the user breaks it",
    "stress.other": "other assets stand still unless the user moves them",
}
SINCE: dict[str, Any] = {
    "name": "since", "kind": "number", "default": 24, "min": 0, "max": 72, "step": 0.25,
    "unit": "hours", "lever": "call_schedule", "rests_on": ["a.b"], "why": {"en": "x", "zh": "y"},
}  # fmt: skip


def rows_of_the_repository() -> dict[str, object]:
    found: dict[str, object] = {}
    for path in sorted((DATA / "controls").glob("*.yaml")):
        found |= read_yaml(path)
    return found


def test_every_field_has_one_row_and_one_link_name() -> None:
    assert tuple(controls().by_path) == PATHS
    assert len(controls()) == len(controls().by_name) == len(PATHS)


def test_defaults_are_values_of_their_controls() -> None:
    assert controls().problems(default_scenario(controls())) == ()
    assert controls().versions[1] == default_scenario(controls())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_numbers_rest_on_facts(row: Control) -> None:
    facts = FACTS
    assert [name for name in row.rests_on if name not in facts.facts] == []
    assert row.rests_on or row.kind in NO_FACT_NEEDED
    assert row.lever in LEVERS


@pytest.mark.parametrize("row", [r for r in ROWS if r.kind == "number"], ids=lambda row: row.path)
def test_defaults_are_the_figures_they_rest_on(row: Control) -> None:
    fact: Fact = FACTS.get(row.rests_on[0])
    scale = PER_CENT.get(row.unit, 1.0) if fact.unit == "share" else 1.0
    agrees = row.default == pytest.approx(fact.values[-1].value * scale)
    assert agrees != (row.path in NOT_THE_FACT)


@pytest.mark.parametrize("row", [r for r in ROWS if r.automatic], ids=lambda row: row.path)
def test_automatic_numbers_are_the_figures_they_rest_on(row: Control) -> None:
    facts = [FACTS.get(name) for name in row.rests_on]
    assert [fact.row.removeprefix("score_") for fact in facts] == list(row.keys)
    scale = PER_CENT.get(row.unit, 1.0) if facts[0].unit == "share" else 1.0
    assert list(row.automatic) == pytest.approx([f.values[-1].value * scale for f in facts])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_control_can_be_read_out(row: Control, language: str) -> None:
    said = words(language)
    assert f"control.{row.path}.label" in said
    assert f"control.{row.path}.help" in said
    assert bool(row.why.get(language)) == (row.kind in (*NUMERIC, "text", "date"))
    if row.path not in SHARED_NAMES:
        assert [x for x in row.options if f"control.{row.path}.{x}" not in said] == []
    assert not row.unit or f"unit.suffix.{row.unit}" in said


@pytest.mark.parametrize(
    ("prefix", "path"),
    [("asset", "view.asset"), ("product", "firm.product"), ("regime", "margin.regime"),
     ("rail", "call.rail")],
)  # fmt: skip
def test_shared_names_exist(prefix: str, path: str) -> None:
    said = words("zh")
    assert [x for x in controls().by_path[path].options if f"{prefix}.{x}" not in said] == []
    assert [x for x in LEVERS if f"lever.{x}" not in said] == []
    assert said("cycle.batches", n=7) == "每天 7 批"
    cycles = controls().by_path["settlement.cycle"].options
    assert [x for x in cycles if not x.startswith("B") and f"cycle.{x}" not in said] == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"max": None}, "not a number"),
        ({"step": "x"}, "not a number"),
        ({"step": 0.7}, "do not fit"),
        ({"step": 0}, "do not fit"),
        ({"min": 80}, "do not fit"),
        ({"default": 100}, "out_of_range"),
        ({"default": 0.1}, "off_step"),
        ({"default": True}, "refused|default"),
        ({"kind": "slider"}, "not known"),
        ({"lever": "magic"}, "not known"),
        ({"rests_on": "a.b"}, "not a list"),
        ({"rests_on": [1]}, "not a text"),
        ({"why": {"en": "x"}}, "missing zh"),
        ({"unit": ""}, "not a text"),
        ({"colour": "red"}, "unknown key"),
        ({"kind": "flag"}, "unknown key"),
        ({"kind": "choice"}, "unknown key"),
    ],
)
def test_broken_rows_are_refused(change: dict[str, Any], message: str) -> None:
    row = SINCE | change
    if change.get("default") is True:
        row["default"] = True
        row["min"] = 2
        row["max"] = 74
    with pytest.raises(FactError, match=message):
        control_from("margin.since", row, "margin.yaml")


@pytest.mark.parametrize(
    ("path", "change", "message"),
    [
        ("margin.since", {}, "one value only"),
        ("tests.cuts_sources", {"automatic": [5, 3]}, "does not fit"),
        ("tests.cuts_sources", {"automatic": 5}, "does not fit"),
        ("tests.cuts_sources", {"automatic": [5, 3, 80]}, "does not fit"),
        ("tests.cuts_sources", {"automatic": [5, 2, 3]}, "cuts_order"),
        ("tests.cuts_sources", {"default": "3:2"}, "cuts_order"),
    ],
)
def test_broken_rows_with_keys_are_refused(path: str, change: dict[str, Any], message: str) -> None:
    row = SINCE | {"kind": "keyed", "default": "auto", "automatic": [5, 3, 2]} | change
    with pytest.raises(FactError, match=message):
        control_from(path, row, "tests.yaml")


@pytest.mark.parametrize("key", sorted(SINCE))
def test_missing_keys_are_refused(key: str) -> None:
    row = {name: value for name, value in SINCE.items() if name != key}
    with pytest.raises(FactError, match=key):
        control_from("margin.since", row, "margin.yaml")


def test_options_are_a_list_or_the_name_of_one() -> None:
    row = {"name": "x", "kind": "choice", "default": "a", "options": ["a", "b"],
           "lever": "none", "rests_on": []}  # fmt: skip
    assert control_from("view.asset", row, "view.yaml").options == ("a", "b")
    for options in ([], ["a", "a"], "gold", 3):
        with pytest.raises(FactError):
            control_from("view.asset", row | {"options": options}, "view.yaml")
    with pytest.raises(FactError, match="not known"):
        control_from("view.asset", ["no mapping"], "view.yaml")


def test_rows_and_fields_must_match() -> None:
    rows = rows_of_the_repository()
    assert controls_from(rows).versions[1] == default_scenario(controls())
    with pytest.raises(FactError, match=r"margin\.since"):
        controls_from({path: row for path, row in rows.items() if path != "margin.since"})
    with pytest.raises(FactError, match=r"margin\.extra"):
        controls_from(rows | {"margin.extra": SINCE})
    with pytest.raises(FactError, match="same link name"):
        controls_from(rows | {"margin.since": SINCE | {"name": "detect"}})


def test_published_defaults_must_fit_the_controls() -> None:
    rows = rows_of_the_repository()
    texts = dict(read_yaml(DATA / "link" / "defaults.yaml")["versions"][1])
    with pytest.raises(FactError, match="off_step"):
        controls_from(rows, {1: texts | {"since": "0.1"}})
    with pytest.raises(FactError, match="extra"):
        controls_from(rows, {1: texts | {"extra": "1"}})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("controls/b.yaml", "margin.since: {}\n", "another file"),
        ("controls/b.yaml", "", "no rows"),
        ("link/defaults.yaml", "versions: {1: {n: 1000}}\n", "not a text"),
        ("link/defaults.yaml", "versions: {'1': {n: '1000'}}\n", "not a text"),
        ("link/defaults.yaml", "versions: {}\n", "no rows"),
        ("link/defaults.yaml", "other: {}\n", "unknown key"),
    ],
)
def test_broken_folders_are_refused(tmp_path: Path, name: str, content: str, message: str) -> None:
    for folder in ("controls", "link"):
        (tmp_path / folder).mkdir()
        for path in (DATA / folder).glob("*.yaml"):
            target = "a_" + path.name if folder == "controls" else path.name
            (tmp_path / folder / target).write_text(path.read_text("utf-8"), "utf-8")
    assert default_scenario(load_controls(tmp_path)) == default_scenario(controls())
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(FactError, match=message):
        load_controls(tmp_path)
