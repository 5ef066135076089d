"""Values of controls: judged, written and read back, never repaired."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.control_limits import room
from engine.control_rows import Control
from engine.grammar import PARSERS, Refused, number_text, parse, write
from engine.kinds import CHECKS, CODES, exact
from engine.scenario import Value
from tests.strategies import controls, keyed, numbers, values

ROWS = list(controls())
NUMERIC = ("number", "optional", "mix", "keyed")


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
        ("tests.cuts_dispersion", (None, 300.0, None), None),
        ("tests.cuts_dispersion", (None, 50.0, None), "cuts_order"),
        ("tests.cuts_dispersion", (300.0, None, None), "cuts_order"),
        ("tests.cuts_dispersion", (300.0, 200.0, 100.0), "cuts_order"),
        ("tests.cuts_sources", (8.0, 6.0, 1.0), None),
        ("tests.cuts_sources", (1.0, 6.0, 8.0), "cuts_order"),
        ("tests.cuts_sources", (1.0, 6.0), "wrong_kind"),
    ],
)  # fmt: skip
def test_values_are_judged(path: str, value: object, code: str | None) -> None:
    assert controls().by_path[path].check(value) == code
    assert code is None or code in CODES


def test_room_of_an_entry_ends_one_step_beside_its_neighbours() -> None:
    """Automatic days to sell are 0.25, 1 and 5: the middle one may be 0.3 to 4.95."""
    days = controls().by_path["tests.cuts_days_to_sell"].limits
    assert room(days, (None, None, None), 1) == (0.3, 4.95)
    assert room(days, (None, 2.0, None), 0) == (0.0, 1.95)
    assert room(days, (None, 2.0, None), 2) == (2.05, 60.0)
    assert room(controls().by_path["tests.cuts_sources"].limits, (None, None, None), 1) == (3, 4)
    haircuts = controls().by_path["collateral.haircuts"].limits
    assert room(haircuts, (None,) * 14, 3) == (float(haircuts.low), float(haircuts.high))


@given(st.sampled_from([row for row in ROWS if row.limits.automatic]), st.data())
def test_what_has_room_is_taken_and_nothing_else(row: Control, data: st.DataObject) -> None:
    held = data.draw(keyed(row.limits))
    place = data.draw(st.integers(0, len(row.keys) - 1))
    asked = data.draw(numbers(row.limits))
    low, high = room(row.limits, held, place)
    moved = (*held[:place], asked, *held[place + 1 :])
    assert (row.check(moved) is None) == (low <= asked <= high)


@pytest.mark.parametrize(("path", "held"), [("tests.cuts_sources", (None,) * 3), ("call.hold", ())])
def test_room_of_no_entry_is_refused(path: str, held: tuple[None, ...]) -> None:
    with pytest.raises(ValueError, match="there is no entry 3"):
        room(controls().by_path[path].limits, held, 3)


def test_ten_tenths_make_a_hundred() -> None:
    """Ten shares of 9.9 and one of 1.0 make 100 exactly, which binary sums would miss."""
    assert controls().by_path["collateral.mix"].check((9.9,) * 10 + (1.0,) + (0.0,) * 3) is None


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [("number", 35.2, "35.2"), ("number", 1000.0, "1000"), ("number", -0.0, "0"),
     ("optional", None, "auto"), ("flag", True, "1"), ("set", (), "none"),
     ("date", date(2026, 1, 2), "2026-01-02"), ("text", "a b", "a b"),
     ("mix", (0.0, 50.0, 0.0, 50.0) + (0.0,) * 10, "tbill:50,ttbill:50"),
     ("keyed", (0.0,) + (None,) * 13, "cash:0")],
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
    assert found.find("t.spread.2") == (found.by_path["tests.cuts_dispersion"], "2")
    for unknown in (
        "h",
        "h.",
        "h.gold",
        "t",
        "t.spread",
        "t.spread.4",
        "mix.btc",
        "nothing",
        "margin.since",
        "",
    ):
        assert found.find(unknown) is None


def test_every_kind_is_checked_and_read() -> None:
    assert set(CHECKS) == set(PARSERS) == {row.kind for row in ROWS}


@given(st.sampled_from([row for row in ROWS if row.kind == "number"]), st.data())
def test_noise_of_a_widget_is_taken_off(row: Control, data: st.DataObject) -> None:
    value = data.draw(values(row))
    assert isinstance(value, float)
    assert exact(row.limits, value) == value
    noise = data.draw(st.floats(-1e-12, 1e-12))
    assert exact(row.limits, value + noise) == value


@pytest.mark.parametrize("value", [35.25, 100.1, -0.1, float("nan"), float("inf")])
def test_more_than_noise_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match=r"no (number|step)"):
        exact(controls().by_path["stress.shock"].limits, value)
