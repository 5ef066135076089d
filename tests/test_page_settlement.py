"""The settlement page: netting with both its figures, rules of the day, the pilot, fails."""

from dataclasses import replace as changed
from datetime import date

import pytest

from engine import catalogue, provenance
from engine import formulas as book_of_formulas
from engine.netting_view import fails, netting_by_cycle
from engine.run import outcome
from engine.scenario import CYCLES, Scenario, replace
from pages.ui import figures_netting, notes, pictures_netting, pilot
from pages.ui.text import words
from tests.figure_samples_whole import NETTING
from tests.test_pages import open_page, texts

BOOK = catalogue.load()
EN, ZH = words("en"), words("zh")
DEFAULT = BOOK.presets["token-rails"].scenario


def cycle(code: str) -> Scenario:
    return replace(DEFAULT, "settlement.cycle", code)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("T1", "is the standard one"),
        ("T0", "is allowed"),
        ("T2", "longer than the rules permit"),
        ("ATOM", "thought experiment"),
    ],
)
def test_the_answer_says_what_the_rules_make_of_the_cycle(code: str, said: str) -> None:
    assert said in pilot.cycles(cycle(code), EN)


def test_the_standing_turns_with_the_day() -> None:
    before = replace(cycle("T2"), "rules.as_of", date(2023, 12, 29))
    assert "On 29 December 2023 the cycle chosen is the standard one" in pilot.cycles(before, EN)


def test_the_pilot_frees_nothing_and_says_so_with_the_figure() -> None:
    here = outcome(DEFAULT, BOOK)
    said = pilot.finding(DEFAULT, here, EN)
    assert "frees nothing of the clearing-fund share of USD 98m" in said
    early = replace(DEFAULT, "rules.as_of", date(2025, 12, 10))
    assert "not yet known" in pilot.finding(early, here, EN)
    gone = replace(DEFAULT, "rules.without", ("dtc-nal",))
    assert "withdrawn" in pilot.finding(gone, here, EN)
    assert "9800 万美元" in pilot.finding(gone, here, ZH)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 4, 1), "Full launch: not yet known."),
        (date(2026, 9, 30), "Full launch: planned for October 2026."),
        (date(2026, 10, 6), "planned for October 2026, not checked since 6 October 2026."),
    ],
)
def test_a_plan_whose_day_is_past_is_said_to_be_unchecked(day: date, said: str) -> None:
    here = replace(DEFAULT, "rules.as_of", day)
    assert said in pilot.finding(here, outcome(here, BOOK), EN)
    known = ZH("date.day", year=2026, month=ZH("date.month.10"), day=6)
    due = day >= date(2026, 10, 1)
    assert (known + "之后未再核实" in pilot.finding(here, outcome(here, BOOK), ZH)) == due


def test_netting_is_never_told_without_the_multiple() -> None:
    (row,) = netting_by_cycle(DEFAULT, BOOK, ["B7"])
    said = pictures_netting.finding(row, "7/day", EN)
    assert "96.4%" in said
    assert "2.65x" in said
    assert "keeps all" in pictures_netting.finding(
        netting_by_cycle(DEFAULT, BOOK, ["T1"])[0], "T+1", EN
    )


@pytest.mark.parametrize(
    ("code", "recycle", "kept", "said"),
    [
        ("B7", 95.0, None, ("is left, yet", "with receipts used again as here, the cash is")),
        ("B7", 0.0, None, ("is left, yet", "no receipt is used again here")),
        ("B7", 95.0, 0.3, ("only 30% of a day's netting is left, so",)),
        ("ATOM", 0.0, None, ("nothing of a day's netting is left, so", "46.9x", "no receipt")),
        ("ATOM", 95.0, None, ("is left, so", "with receipts used again as here, the cash is")),
    ],
)
def test_lost_netting_is_a_cause_and_kept_netting_a_contrast(
    code: str, recycle: float, kept: float | None, said: tuple[str, ...]
) -> None:
    (row,) = netting_by_cycle(replace(DEFAULT, "settlement.recycle", recycle), BOOK, [code])
    row = row if kept is None else changed(row, kept=kept)
    text = pictures_netting.finding(row, code, EN)
    assert all(part in text for part in said)
    chinese = pictures_netting.finding(row, code, ZH)
    assert ("因此" in chinese) == ("so the net obligations" in text)
    assert ("收款完全不再用" in chinese) == ("no receipt" in text)


@pytest.mark.parametrize("code", CYCLES)
def test_the_chart_of_netting_holds_the_scenarios_own_cycle(code: str) -> None:
    codes = pictures_netting.shown(code)
    assert codes.count(code) == 1
    assert codes[-1] == "ATOM"
    batches = [int(one[1:]) for one in codes if one[0] == "B"]
    assert batches == sorted(batches)


def test_the_bounds_of_reuse_are_drawn_with_the_scenario_between() -> None:
    fig = figures_netting.netting_panels(NETTING, "", EN, dark=False)
    span, dots = fig.data[2], fig.data[3]
    assert list(span.x)[3:5] == [1.5, 2.65]
    assert dots.x[1] == 1.57
    assert fig.layout.yaxis.ticktext[1].startswith("<b>")
    assert fig.layout.xaxis2.range[1] > 1.67


def test_netting_rests_on_the_fitted_number_of_trades_and_the_reuse_of_receipts() -> None:
    """With law and data only the chart pales, for it shows a model's fit."""
    records = book_of_formulas.load()
    found = {
        part.path: part.class_
        for item in records.by_chart["netting"]
        for part in provenance.inputs_of(item.id, DEFAULT, BOOK, records)
    }
    assert found["settlement.trades"] == "illustrative"
    assert found["settlement.recycle"] == "illustrative"
    assert found["settlement.net_pay_in"] == "data"


def test_a_fail_turns_into_a_trade_unfilled() -> None:
    late = pictures_netting.failed(fails(DEFAULT, BOOK), EN)
    assert "arrives late" in late
    unfilled = pictures_netting.failed(fails(cycle("ATOM"), BOOK), EN)
    assert "Unfilled is not zero" in unfilled


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_turns_and_bounds_stand_beside_the_recycling_share(lang: str) -> None:
    app = open_page("settlement.py", v="1", lang=lang, cycle="ATOM")
    said = texts(app)
    wanted = ("times the intraday cash", "thought experiment") if lang == "en" else ("倍", "设想")
    for part in wanted:
        assert part in said


@pytest.mark.parametrize("code", ["T2", "T1", "T0", "B2", "ATOM"])
def test_reuse_is_said_to_play_no_part_where_cash_is_paid_once(code: str) -> None:
    said = notes.recycling_bounds(cycle(code), EN)
    once = code.startswith("T")
    assert ("does not change that cash" in said) == once
    assert ("Were no receipt used again" in said) != once
    assert ("每日只付款一次" in notes.recycling_bounds(cycle(code), ZH)) == once


def test_the_page_turns_with_the_day() -> None:
    page = texts(open_page("settlement.py", v="1", lang="en", asof="2025-12-10"))
    assert "was not yet known" in page
    assert "What it frees" not in page
