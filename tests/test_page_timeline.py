"""The page of what came when: answers with every verdict, the chart's places, the page itself."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from streamlit.testing.v1 import AppTest

from engine import link
from engine.adoption import adoption
from engine.claim_records import load
from engine.regulation import timeline
from engine.rules import LAYERS, PLACES
from engine.scenario import Scenario
from pages.ui import answers_timeline, figures_adoption, figures_timeline, pictures_timeline
from pages.ui.pictures_timeline import Chosen
from pages.ui.text import words as words_of
from tests.drawn import charts
from tests.figure_samples import EN, ZH, notes
from tests.figure_samples_timeline import LANES, STEPS
from tests.test_pages import BOOK, open_page, texts

EVERYTHING = Chosen(LAYERS, PLACES, market=True)


def scenario(query: str = "v=1") -> Scenario:
    return link.read(query, BOOK.controls).scenario


def answer(query: str, language: str = "en", places: tuple[str, ...] = PLACES,
           *, market: bool = True) -> str:  # fmt: skip
    found = adoption(scenario(query), BOOK, LAYERS, places, market)
    return answers_timeline.answer(found, scenario(query), words_of(language))


def test_answer_gives_the_record_and_contradicts_the_claim() -> None:
    said = answer("v=1")
    assert "settlement and issuance (23 March 2023), then cash leg" in said
    assert "then collateral (8 December 2025)" in said
    assert "That contradicts" in said
    assert "相矛盾" in answer("v=1", "zh")


def test_answer_turns_with_place_and_kind_and_day() -> None:
    assert "two of its steps fall on the same day" in answer("v=1", places=("us",), market=False)
    assert "cannot be judged" in answer("v=1", places=("hk",))
    early = answer("v=1&asof=2018-01-01")
    assert "nothing on record had opened" in early
    fits = answer("v=1&without=dtc-nal&asof=2026-03-19", places=("us",), market=False)
    assert "contradicts" in fits
    assert "That fits" in EN("answer.timeline.fits")


def title(data: figures_timeline.Lanes) -> str:
    return pictures_timeline.standings(data, EN)


@pytest.mark.parametrize("layer", LAYERS)
def test_no_mark_covers_another(layer: str) -> None:
    data = [
        pictures_timeline._entry(number, rule, scenario(), EN)
        for number, rule in pictures_timeline.shown(EVERYTHING)
        if layer in rule.layer
    ]
    spots = figures_timeline.placed(data)
    assert len(spots) == len(data)
    for one, other in combinations(spots, 2):
        assert one.row != other.row or abs(one.x - other.x) >= 0.5


def test_days_run_from_left_to_right() -> None:
    days = [date(2017, 1, 1), date(2023, 12, 31), date(2026, 3, 1), date(2026, 10, 1),
            date(2029, 12, 31), date(2031, 1, 1)]  # fmt: skip
    spots = [figures_timeline.place(day) for day in days]
    assert spots == sorted(spots)
    assert figures_timeline.place(date(2010, 1, 1)) == spots[0]


def test_marks_carry_number_and_standing() -> None:
    fig = figures_timeline.lanes(LANES, "", EN, dark=False)
    (marks,) = fig.data
    assert list(marks.text) == ["1", "2", "3", "4", "5", "6"]
    assert len(set(marks.marker.color)) == 4
    assert "6 October 2026" in notes(fig)


def test_title_counts_every_entry_and_names_the_ended_only_where_there_are_any() -> None:
    said = title(LANES)
    assert said.endswith(
        ": 4 in force, 1 not yet in force, unconfirmed or only proposed, 1 ended or withdrawn"
    )
    kept = tuple(entry for entry in LANES.entries if entry.state != "pale")
    assert "ended" not in title(replace(LANES, entries=kept))
    assert pictures_timeline.standings(replace(LANES, entries=()), ZH) == "这些层与地区没有条目"


@pytest.mark.parametrize("query", ["v=1", "v=1&without=25-40", "v=1&asof=2018-01-01"])
def test_states_in_the_title_add_up(query: str) -> None:
    every = pictures_timeline.shown(EVERYTHING)
    found = tuple(pictures_timeline._entry(n, rule, scenario(query), EN) for n, rule in every)
    said = title(replace(LANES, entries=found, on_text="today"))
    total, *parts = [int(number) for number in re.findall(r"\d+", said)]
    assert total == len(every) == sum(parts)


def test_a_step_before_its_turn_is_marked() -> None:
    fig = figures_adoption.order(STEPS, "", EN, dark=False)
    plain = figures_adoption.order([STEPS[1], STEPS[0]], "", EN, dark=False)
    assert fig.data[0].line.color != plain.data[1].marker.color
    assert "none by this day" in notes(fig)
    assert figures_adoption.order([STEPS[2]], "", ZH, dark=False).data == ()


def test_filters_leave_entries_and_their_numbers() -> None:
    assert len(pictures_timeline.shown(EVERYTHING)) == len(timeline(BOOK))
    some = pictures_timeline.shown(Chosen(("cash",), ("us",), market=True))
    assert all("cash" in rule.layer and rule.place == "us" for _, rule in some)
    every = dict(pictures_timeline.shown(EVERYTHING))
    assert all(every[number] is rule for number, rule in some)


def test_days_known_in_part_are_written_so() -> None:
    written = {rule.precision: pictures_timeline.when(rule, EN) for rule in timeline(BOOK)}
    assert written["earlier"] == "before 2017"
    assert written["half"] == "half 1 of 2027"
    assert written["quarter"] == "quarter 4 of 2026"
    assert written["month"] == "October 2026"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_claim_has_its_numbers(language: str) -> None:
    said = {c.id: pictures_timeline.evidence(c, words_of(language)) for c in load(BOOK).claims}
    assert not [text for text in said.values() if "{" in text]
    assert "23%" in said["faster_is_less"]
    assert "97.9%" in said["faster_is_less"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_shows_charts_list_claims_and_the_reversal(lang: str) -> None:
    app = open_page("timeline.py", v="1", lang=lang)
    assert not app.exception
    assert len(charts(app)) == 2
    assert len(app.dataframe[0].value) == len(timeline(BOOK))
    assert len([box for box in app.expander if box.label[0].isdigit()]) == 13
    before = said(app)
    app.date_input(key="control.rules.as_of").set_value(date(2018, 1, 1)).run()
    assert not app.exception
    assert said(app) != before
    assert app.query_params["asof"] == "2018-01-01"


def said(app: AppTest) -> str:
    return str(app.header[0].value)


def test_a_filter_changes_the_answer_and_not_the_link() -> None:
    app = open_page("timeline.py", v="1", lang="en")
    link_before = dict(app.query_params)
    app.toggle(key="timeline.market").set_value(False).run()
    app.pills(key="timeline.place").set_value(["us"]).run()
    assert not app.exception
    assert "two of its steps fall on the same day" in said(app)
    assert dict(app.query_params) == link_before
    assert "does not break" in texts(app) or "does not go against" in texts(app)
