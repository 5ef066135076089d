"""The page of what counts: answers with both signs, what refuses whom, the page itself."""

from dataclasses import replace as copy_with
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from engine import link
from engine.codes import INSTRUMENTS
from engine.regulation import change_days, regulation
from engine.scenario import Scenario
from engine.scorecard import scorecard
from pages.ui import answers_eligibility, figures_eligibility, figures_gate, terms
from pages.ui import pictures_eligibility as pictures
from pages.ui.text import words as words_of
from tests.drawn import charts
from tests.figure_samples import EN, ZH, notes
from tests.figure_samples_eligibility import MATRIX, SIDES
from tests.test_pages import BOOK, open_page, texts

DAYS = st.dates(date(2017, 1, 1), date(2029, 12, 31))


def scenario(query: str = "v=1") -> Scenario:
    return link.read(query, BOOK.controls).scenario


def answer(query: str = "v=1", language: str = "en") -> str:
    moved = scenario(query)
    return answers_eligibility.answer(scorecard(moved, BOOK), moved, words_of(language))


def verdicts(query: str) -> dict[str, str]:
    return {card.code: pictures.why(card, EN) for card in scorecard(scenario(query), BOOK).cards}


def test_answer_when_nothing_of_the_mix_is_refused() -> None:
    said = answer()
    assert "On 6 October 2026, 10 of 13 assets count as margin." in said
    assert "Everything in this mix counts." in said
    assert "the same as with everything in force" in said


@pytest.mark.parametrize("query", ["v=1&without=25-40", "v=1&asof=2025-12-01"])
def test_answer_turns_without_the_letters_and_before_december_2025(query: str) -> None:
    said = answer(query)
    assert "USDC (no rule admits it), BTC (no rule admits it)" in said
    assert "more than with everything in force" in said
    assert "没有规则准许" in answer(query, "zh")


def test_answer_names_clearing_house_test_and_table() -> None:
    assert "BTC (clearing house does not take it)" in answer("v=1&accept=ccp")
    assert "BTC (test fails: Price)" in answer("v=1&pass=2")
    assert "USDC (not in the schedule)" in answer("v=1&rule=basel")


def test_answer_when_no_amount_is_enough_here_or_only_elsewhere() -> None:
    assert "No amount of this mix" in answer("v=1&mix=btc:100&without=25-40")
    turn = answers_eligibility._turn
    assert turn(1.0, float("inf")) == "only"
    assert turn(1.0, 2.0) == "less"
    assert "no amount of this mix would" in EN("answer.eligibility.post.only", posted="", idle="")


def test_refusals_are_told_apart() -> None:
    found = verdicts("v=1")
    assert found["tequity"] == "no rule admits it"
    assert found["pcredit"].startswith("test fails: Liquidity")
    assert found["cash"] == "counts"


def test_every_cell_says_its_finding() -> None:
    fig = figures_eligibility.matrix(MATRIX, "", EN, dark=False)
    law, price, *_ = fig.data[0].text[1]
    assert (law, ">1<" in price) == ("No", True)
    assert "<b>BTC</b>" in fig.layout.yaxis.ticktext
    none = figures_eligibility.matrix(copy_with(MATRIX, cells=(), names=()), "", ZH, dark=True)
    assert "没有资产" in notes(none)


def test_a_reading_without_an_answer_says_so() -> None:
    fig = figures_gate.gate(SIDES, "", EN, dark=False)
    assert list(fig.data[-1].text) == ["USD 265m", "no amount is enough"]
    assert figures_gate.gate_table(SIDES, EN).rows[1][1] == EN("number.none")


def test_terms_list_letters_with_floor_and_charge_apart() -> None:
    rows = {row[0]: row for row in terms.letters(regulation(scenario(), BOOK), EN).rows}
    letter = next(row for name, row in rows.items() if "26-05" in str(name))
    assert letter[1] == "in force"
    assert "BTC 20%" in str(letter[3])
    assert letter[4] == EN("value.nothing")
    faq = next(row for name, row in rows.items() if "20 March 2026" in str(name))
    assert "BTC 20%" in str(faq[4])
    assert faq[3] == EN("value.nothing")
    assert len(terms.houses(EN).rows) == len(BOOK.acceptance)


def twenties(query: str, language: str = "en") -> str:
    moved = scenario(query)
    return terms.twenties(regulation(moved, BOOK), moved.rules.as_of, words_of(language))


def test_floor_and_charge_follow_the_day_and_the_switches() -> None:
    both = twenties("v=1")
    assert "Two figures that look alike" in both
    assert "20% and 20%" not in both
    assert "2% for payment stablecoins" in both
    early = twenties("v=1&asof=2025-12-07")
    assert "On 7 December 2025, with these rules, neither a floor" in early
    assert "%" not in early
    assert "no floor for customers' bitcoin and ether is in force" in twenties("v=1&without=25-40")
    only = twenties("v=1&without=faq-2026-03")
    assert only.startswith("20% is the least that an FCM takes off")
    assert "no capital charge on an FCM's own" in only
    assert "既没有" in twenties("v=1&asof=2025-12-07", "zh")


def title(query: str, language: str = "en") -> str:
    return pictures.verdicts(scorecard(scenario(query), BOOK), words_of(language))


def test_title_leaves_out_what_refuses_nothing() -> None:
    assert title("v=1") == "10 of 13 count; no rule admits 1, a failed test bars 2"
    assert "the clearing houses do not take" in title("v=1&accept=ccp")
    assert title("v=1", "zh") == "13 种中计入 10 种；法律未准许 1 种、测试未通过 2 种"
    cards = scorecard(scenario("v=1"), BOOK)
    counting = tuple(copy_with(card, refused_by="") for card in cards.cards)
    assert pictures.verdicts(copy_with(cards, cards=counting), EN) == "All 13 assets count"


def test_title_of_the_readings_has_a_sentence_for_none() -> None:
    one, *_ = scorecard(scenario("v=1"), BOOK).cards
    refused = copy_with(one, refused_by="tests")
    assert "none of them starts or stops" in pictures.spread_title([(one, one)], EN)
    assert "1 of 1 start or stop" in pictures.spread_title([(one, refused)], EN)
    assert "changes no asset here" in pictures.spread_title([], EN)


def test_days_of_change_worked_example_and_refusal() -> None:
    days = change_days(BOOK, date(2025, 12, 1), date(2026, 2, 28))
    assert {date(2025, 12, 8), date(2026, 2, 6)} <= set(days)
    with pytest.raises(ValueError, match="first day before the last"):
        change_days(BOOK, date(2026, 1, 2), date(2026, 1, 1))


@given(DAYS, DAYS)
def test_between_days_of_change_nothing_new_is_in_force(one: date, other: date) -> None:
    first, last = sorted((one, other))
    days = change_days(BOOK, first, last)
    assert list(days) == sorted(set(days))
    assert all(first <= day <= last for day in days)
    if not days:
        states = [
            [found.standing == "in_force" for found in regulation(on, BOOK).instruments]
            for on in (scenario(f"v=1&asof={first}"), scenario(f"v=1&asof={last}"))
        ]
        assert states[0] == states[1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_shows_charts_tables_and_the_reversal(lang: str) -> None:
    app = open_page("eligibility.py", v="1", lang=lang)
    assert not app.exception
    assert len(charts(app)) == 3
    boxes = [box.label for box in app.expander]
    assert sum("26-05" in label for label in boxes) == 1
    assert sum("Eurex" in label for label in boxes) == 1
    before = said(app)
    app.pills(key=f"control.rules.without.{lang}").set_value(["25-40"]).run()
    assert not app.exception
    assert said(app) != before
    assert app.query_params["without"] == "25-40"


def said(app: AppTest) -> str:
    return str(app.header[0].value)


def test_slider_over_days_of_change_and_any_day_set_one_field() -> None:
    app = open_page("eligibility.py", v="1", lang="en")
    app.date_input(key="control.rules.as_of").set_value(date(2025, 12, 1)).run()
    assert "7 of 13" in said(app) or "no rule admits" in said(app)
    slider = app.select_slider(key="control.rules.as_of.slider.en")
    assert slider.value == date(2025, 12, 1)
    slider.set_value(date(2025, 12, 8)).run()
    assert not app.exception
    assert app.query_params["asof"] == "2025-12-08"
    assert "no rule admits" not in said(app)


def test_normal_times_change_what_counts_where_more_is_asked() -> None:
    app = open_page("eligibility.py", v="1", lang="en", **{"pass": "2"})
    assert "BTC (test fails: Price)" in said(app)
    app.segmented_control(key="control.tests.dispersion.en").set_value("calm").run()
    assert not app.exception
    assert "Everything in this mix counts" in said(app)
    assert "3 of 3 start or stop counting" in texts(app)


def test_every_instrument_has_its_button() -> None:
    assert [code for code in INSTRUMENTS if f"instrument.{code}" not in EN] == []
