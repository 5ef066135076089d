"""The controls: rows of data, strictly read; values judged, never repaired."""

from dataclasses import replace as copy_with
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.codes import LEVERS
from engine.control_rows import Control, control_from
from engine.controls import controls_from, default_scenario, load_controls
from engine.facts import DATA, Fact, FactError, load_facts, read_yaml
from engine.grammar import PARSERS, Refused, number_text, parse, write
from engine.kinds import CHECKS, CODES, Limits
from engine.scenario import PATHS, Value
from pages.ui.text import words
from tests.strategies import controls, values

ROWS = list(controls())
FACTS = load_facts()
NUMERIC = ("number", "optional", "mix", "per_asset")
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
    assert said("cycle.batches", n=7) == "每天7批"
    cycles = controls().by_path["settlement.cycle"].options
    assert [x for x in cycles if not x.startswith("B") and f"cycle.{x}" not in said] == []


@given(st.sampled_from(ROWS), st.data())
def test_every_value_is_written_and_read_back(row: Control, data: st.DataObject) -> None:
    value = data.draw(values(row))
    assert row.check(value) is None
    text = row.text(value)
    assert row.read(text) == value
    assert "e" not in text or row.kind not in NUMERIC or ":" in text or text.startswith("auto")


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("stress.shock", 35.2, None),
        ("stress.shock", 35, None),
        ("stress.shock", 35.25, "off_step"),
        ("stress.shock", 0.1 + 0.2, "off_step"),
        ("stress.shock", 100.1, "out_of_range"),
        ("stress.shock", -0.1, "out_of_range"),
        ("stress.shock", float("nan"), "not_a_number"),
        ("stress.shock", float("inf"), "not_a_number"),
        ("stress.shock", None, "wrong_kind"),
        ("stress.shock", True, "wrong_kind"),
        ("stress.shock", "35", "wrong_kind"),
        ("margin.vol", None, None),
        ("margin.vol", 200.0, None),
        ("margin.confidence", "99.5", None),
        ("margin.confidence", 99.5, "wrong_kind"),
        ("margin.confidence", "98", "unknown_option"),
        ("call.mint", True, None),
        ("call.mint", 1, "wrong_kind"),
        ("firm.title", "保" * 80, None),
        ("firm.title", "x" * 81, "text_too_long"),
        ("firm.title", "a\nb", "bad_characters"),
        ("firm.title", "a\u202eb", "bad_characters"),
        ("firm.title", "\ud800", "bad_characters"),
        ("firm.title", "lost \ufffd", "bad_characters"),
        ("firm.title", 3, "wrong_kind"),
        ("rules.as_of", date(2026, 10, 6), None),
        ("rules.as_of", date(2016, 12, 31), "out_of_range"),
        ("rules.as_of", datetime(2026, 10, 6),  "wrong_kind"),  # noqa: DTZ001
        ("rules.without", ("25-39", "26-17"), None),
        ("rules.without", ("26-17", "25-39"), "wrong_kind"),
        ("rules.without", ("25-39", "25-39"), "item_repeated"),
        ("rules.without", ("1-1",), "unknown_option"),
        ("rules.without", "25-39", "wrong_kind"),
        ("collateral.mix", (100.0,) + (0.0,) * 13, None),
        ("collateral.mix", (99.9,) + (0.0,) * 13, "mix_sum"),
        ("collateral.mix", (120.0, -20.0) + (0.0,) * 12, "out_of_range"),
        ("collateral.mix", (99.95, 0.05) + (0.0,) * 12, "off_step"),
        ("collateral.mix", (100.0,), "wrong_kind"),
        ("collateral.mix", (None,) * 14, "wrong_kind"),
        ("collateral.haircuts", (None,) * 13 + (25.0,), None),
        ("collateral.haircuts", (None,) * 13 + (250.0,), "out_of_range"),
        ("collateral.haircuts", None, "wrong_kind"),
    ],
)  # fmt: skip
def test_values_are_judged(path: str, value: object, code: str | None) -> None:
    assert controls().by_path[path].check(value) == code
    assert code is None or code in CODES


def test_ten_tenths_make_a_hundred() -> None:
    """Ten shares of 9.9 and one of 1.0 make 100 exactly, which binary sums would miss."""
    assert controls().by_path["collateral.mix"].check((9.9,) * 10 + (1.0,) + (0.0,) * 3) is None


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("number", 35.2, "35.2"), ("number", 1000.0, "1000"), ("number", -0.0, "0"),
     ("optional", None, "auto"), ("flag", True, "1"), ("set", (), "none"),
     ("date", date(2026, 1, 2), "2026-01-02"), ("text", "a b", "a b"),
     ("mix", (0.0, 50.0, 0.0, 50.0) + (0.0,) * 10, "tbill:50,ttbill:50"),
     ("per_asset", (0.0,) + (None,) * 13, "cash:0")],
)  # fmt: skip
def test_texts_are_short(kind: str, value: Value, text: str) -> None:
    assert write(kind, value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_never_written_in_powers_of_ten(value: float) -> None:
    assert float(number_text(value)) == value
    assert "e" not in number_text(value).lower()


@given(st.sampled_from(ROWS), st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_code(row: Control, text: str) -> None:
    code: str | None = None
    try:
        code = row.check(row.read(text))
    except Refused as refusal:
        code = "" if refusal.code in CODES else refusal.code
    assert not code


@pytest.mark.parametrize(
    ("text", "code"),
    [("35.20000000000000000001", "off_step"), ("35.25", "off_step"), ("101", "out_of_range"),
     ("9" * 400, "out_of_range"), ("1e1", "not_a_number"), ("1e309", "not_a_number"),
     ("nan", "not_a_number"), ("+5", "not_a_number"), (" 5", "not_a_number"),
     ("５", "not_a_number"), ("5,0", "not_a_number"), ("", "empty"), ("5.", "not_a_number")],
)  # fmt: skip
def test_numbers_are_not_repaired(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        controls().by_path["stress.shock"].read(text)


def test_an_asset_of_a_field_has_its_own_limits() -> None:
    mix, haircuts = (controls().by_path[f"collateral.{x}"] for x in ("mix", "haircuts"))
    assert mix.element.kind == "number"
    assert parse(haircuts.element, "auto") is None
    assert parse(haircuts.element, "25") == 25.0
    assert controls().by_path["margin.since"].element.kind == "number"
    assert controls().by_path["margin.since"].decimals == 2
    assert controls().by_path["firm.notional"].decimals == 0


def test_link_names_are_found() -> None:
    found = controls()
    assert found.find("own.vol") == (found.by_path["collateral.own_vol"], "")
    assert found.find("h.btc") == (found.by_path["collateral.haircuts"], "btc")
    for unknown in ("h", "h.", "h.gold", "mix.btc", "nothing", "margin.since", ""):
        assert found.find(unknown) is None


def test_every_kind_is_checked_and_read() -> None:
    assert set(CHECKS) == set(PARSERS) == {row.kind for row in ROWS}


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


def test_limits_can_be_copied_for_a_narrower_range() -> None:
    share = controls().by_path["stress.shock"].limits
    assert copy_with(share, high=share.low + share.step) != share
    assert isinstance(share, Limits)
