"""The page of calls: its answers with both signs, its charts, the choosers of the hour."""

from dataclasses import replace as with_fields

import numpy as np
import pytest

from engine import catalogue
from engine.codes import WEEK_HOURS
from engine.run import baseline_of
from engine.scenario import Scenario
from engine.week_view import week_view
from pages.ui import answers_calls as answers
from pages.ui import (
    figures_building,
    figures_clock,
    figures_now,
    figures_rails,
    figures_way,
    figures_week,
    pictures_calls,
    pictures_clock,
    template,
)
from pages.ui import hour_control as hour
from pages.ui.palette import colour
from pages.ui.text import words
from tests.drawn import charts
from tests.figure_samples_calls import BUILDING, CLOCK, RAILS, WAYS, WEEK
from tests.test_pages import open_page, texts

BOOK = catalogue.load()
EN = words("en")
TOKEN = BOOK.presets["token-rails"].scenario


def said(language: str = "en", scenario: Scenario = TOKEN, **fields: object) -> str:
    call = with_fields(scenario.call, **fields)  # type: ignore[arg-type]
    here = with_fields(scenario, call=call)
    before, after, free = (
        answers.side(side, week_view(side, BOOK))
        for side in (baseline_of(here, BOOK), here, answers.plain(here))
    )
    return answers.calls(before, after, free, here.call.at, words(language))


def test_friday_night_as_the_specification_states_it() -> None:
    """At USD 1bn: Fedwire 49.5 h and 158m, USDC a quarter of an hour and 11m."""
    text = said()
    assert "covered after 15 min by USDC, against 49.5 h by Fedwire" in text
    assert "USD 11.2m is exposed, against USD 158m" in text
    assert "faster at every hour" in text
    assert "In 110 of 168 hours the difference is an hour or less." in text
    assert "经USDC在 15 分钟后到账" in said("zh")


def test_bought_first_the_coin_loses_its_lead() -> None:
    text = said(mint=True)
    assert "covered only after 62.25 h by USDC" in text
    assert "against USD 158m in the baseline" in text
    assert "take the advantage away: without them it would be 15 min" in text
    assert "抵消了优势" in said("zh", mint=True)


def test_a_hold_slows_without_costing_the_lead() -> None:
    text = said(hold=2.0)
    assert "covered after 2.25 h by USDC" in text
    assert "slow it down: without them it would be 15 min" in text
    assert "faster in 53 of 168 hours and slower in" in text


def test_on_a_weekday_morning_pledged_bills_are_as_fast_as_fedwire() -> None:
    text = said(rail="tbill_pledge", at="wed10")
    assert "covered after 30 min, by Pledge of T-bills as by Fedwire" in text
    late = said(rail="tbill_pledge", at="fri20")
    assert "covered only after 61 h" in late
    assert "slower in" in late


def test_the_same_rail_changes_nothing_and_a_sale_is_never_in_front() -> None:
    text = said(rail="fedwire")
    assert text.startswith("Fedwire is the baseline's rail too: a call on Fri 20:00 ET is covered")
    assert text.endswith("and USD 158m is exposed meanwhile. Nothing about the call changes.")
    assert text.count("Fedwire") == 1
    assert "没有变化" in said("zh", rail="fedwire")
    held = said(rail="fedwire", hold=2.0)
    assert "by Fedwire here; Fedwire in the baseline takes 49.5 h" in held
    assert "Nothing about" not in held
    small = with_fields(TOKEN, firm=with_fields(TOKEN.firm, notional=500.0))
    assert "on both sides. Meanwhile USD 79" in said(scenario=small, rail="fedwire")
    assert "slower at every hour" in said(rail="tbill_sale")


def test_a_tie_in_part_of_the_week() -> None:
    nothing = np.zeros(168)
    some = np.where(np.arange(168) < 40, 1.5, 0.0)
    sides = [answers.Side("usdc", hours, nothing) for hours in (some, nothing, nothing)]
    text = answers.calls(*sides, "mon00", EN)  # type: ignore[call-arg, arg-type]
    assert "faster in 40 of 168 hours, and as fast in the rest" in text


def test_every_cell_can_be_clicked_and_the_chosen_one_is_framed() -> None:
    fig = figures_week.week_map(WEEK, "", EN, dark=False)
    grips = fig.data[1]
    assert [data[0] for data in grips.customdata] == list(WEEK_HOURS)
    assert grips.marker.opacity == grips.selected.marker.opacity == 0
    frame = fig.layout.shapes[-1]
    assert (frame.x0, frame.y0) == (19.5, 3.5)
    assert fig.data[0].z[4][20] == 52.0
    assert fig.data[0].zmax == 97


def test_only_a_known_hour_can_be_picked() -> None:
    assert hour.picked(["fri20", "text"]) == "fri20"
    assert hour.picked("sat01") == "sat01"
    assert not hour.picked(["someday"])
    assert not hour.picked(None)
    assert not hour.picked([])
    assert not hour.picked({"a": 1})


def test_the_way_of_the_money_has_a_row_for_every_stretch() -> None:
    fig = figures_way.money_way(WAYS, "", EN, dark=False)
    assert len(fig.data) == 5
    notes = [note.text for note in fig.layout.annotations]
    assert "<b>Baseline: Fedwire, 49.5 h</b>" in notes
    assert "Fedwire: waits 49 h, opens Sun 21:00" in notes
    assert "Clearing house: at once, Fri 20:15" in notes
    rows = figures_way.money_way_table(WAYS, EN).rows
    assert rows[0][2:] == (0, 49, 49)
    many = (WAYS[0], with_fields(WAYS[1], stretches=WAYS[1].stretches * 2))
    tall = figures_way.money_way(many, "", EN, dark=False)
    assert tall.layout.height == template.HEIGHTS["tall"]


def test_exposure_builds_until_the_money_counts_and_then_is_nothing() -> None:
    fig = figures_building.building(BUILDING, "", EN, dark=False)
    wire = next(trace for trace in fig.data if trace.name == "Fedwire")
    assert (wire.x[0], wire.y[0], wire.x[-1]) == (0, 0, 49.5)
    assert [(t.x[0], t.y[1]) for t in fig.data if t.x == (49.5, 49.5)] == [(49.5, 0)]
    said = [note.text for note in fig.layout.annotations]
    assert "Fedwire: USD 158m after 49.5 h" in said
    assert "USDC: USD 11.2m after 15 min" in said
    assert "Baseline: Fedwire, at 99% confidence" in said[0]
    rows = figures_building.building_table(BUILDING, EN).rows
    assert rows[99][2] == pytest.approx(158.3, abs=0.1)
    assert rows[-1][1:] == (0.25, 11.2)
    alone = with_fields(BUILDING, scenario=BUILDING.baseline)
    fig = figures_building.building(alone, "", EN, dark=False)
    assert len(fig.layout.annotations) == 2


def test_the_rails_of_both_sides_stand_out() -> None:
    fig = figures_rails.rail_bars(RAILS, "", EN, dark=False)
    shades = fig.data[0].marker.color
    assert shades[:2] == (colour("scenario", dark=False), colour("baseline", dark=False))
    assert fig.data[1].x == (150,)
    assert fig.data[2].text[0] == "<b>15 min</b>, USD 11.2m"


def test_nothing_in_the_clock_plays_by_itself_and_only_the_lines_move() -> None:
    fig = figures_clock.clock_areas(CLOCK, "", EN, dark=False)
    assert not fig.layout.updatemenus
    assert fig.frames[2].traces == (7, 15)
    assert fig.frames[2].data[0].x == (6, 6)
    assert {fig.data[place].mode for place in (7, 15)} == {"lines+text"}
    assert fig.data[7].x == (38, 38)
    assert "owed USD 40m" in fig.data[7].text[1]
    assert (fig.data[6].name, fig.data[6].y[20], fig.data[6].y[38]) == ("owed", 0, 40)
    grounds = [shape.x0 for shape in fig.layout.shapes if shape.type == "rect"]
    assert grounds == [24, 72, 96]
    assert figures_clock.moment(168, CLOCK.days, EN) == "Wed 00:00"


def test_the_bars_of_one_hour_show_what_is_owed() -> None:
    fig = figures_now.clock_now(CLOCK, "", EN, dark=False)
    assert fig.data[1].x == (40, 40)
    assert fig.data[-1].text[0] == "<b>owed USD 40m</b>"
    rows = {row[0]: row[1] for row in figures_now.clock_now_table(CLOCK, EN).rows}
    assert rows["owed"] == 40.0


def test_what_is_owed_says_what_it_waits_for_and_why_idle_money_stays() -> None:
    owed = with_fields(CLOCK.sides[0], owed=np.full(169, 70.0))
    late = with_fields(CLOCK, sides=(owed, CLOCK.sides[1]))
    assert pictures_clock.why("baseline", late, EN).endswith(
        "of what is owed, USD 30m waits for the next call, USD 40m waits for the rail to open."
    )
    early = with_fields(late, now=20)
    text = pictures_clock.why("baseline", early, EN)
    assert text.endswith(
        "USD 70m waits for the next call. The idle USD 40m is paid only once a call goes out."
    )
    assert "nothing is owed" in pictures_clock.why("scenario", early, EN)
    assert "待下次追缴" in pictures_clock.why("baseline", early, words("zh"))


def test_the_chosen_rail_is_named_beside_the_fastest_and_the_slowest() -> None:
    def title(here: int, language: str = "en") -> str:
        data = with_fields(RAILS, here=here)
        return pictures_calls.rails_title(data, "fri20", words(language))

    assert "no rail is faster than USDC, which leaves USD 11.2m exposed" in title(0)
    middle = title(1)
    assert (
        "Fedwire (central-bank money) leaves USD 158m exposed; the fastest, USDC, leaves USD"
        in middle
    )
    assert "no rail is slower than Sale of equity" in title(2)
    assert "没有比USDC更快的渠道" in title(0, "zh")


def test_day_and_hour_move_the_same_field() -> None:
    app = open_page("calls.py", v="1", lang="en")
    app.select_slider(key="control.call.at.hour.en").set_value("fri09").run()
    assert app.query_params["at"] == ["fri09"] or app.query_params["at"] == "fri09"
    app.select_slider(key="control.call.at.day.en").set_value("wed09").run()
    assert not app.exception
    assert app.query_params["at"] in (["wed09"], "wed09")
    assert "A call on Wed 09:00 ET is covered after 15 min" in texts(app)


def test_reversal_on_the_page() -> None:
    page = texts(open_page("calls.py", v="1", lang="en"))
    assert "covered after 15 min by USDC" in page
    assert "exposure grows to USD 158m in 49.5 h by Fedwire, to " in page
    lost = texts(open_page("calls.py", v="1", lang="en", mint="1"))
    assert "take the advantage away" in lost
    same = texts(open_page("calls.py", v="1", lang="en", rail="fedwire"))
    assert "exposure grows to USD 158m in 49.5 h by Fedwire, as in the baseline" in same
    assert "by Fedwire, the same rail as in the baseline" in same
    assert "with Fedwire in the baseline, up to" in same
    equal = texts(open_page("calls.py", v="1", lang="zh", rail="tbill_pledge", at="wed10"))
    assert "同样在 30 分钟后到账" in equal


def test_the_hour_of_the_clock_moves_line_and_bars() -> None:
    app = open_page("calls.py", v="1", lang="en")
    app.select_slider(key="clock.hour.en").set_value(100).run()
    assert not app.exception
    assert "Sun 04:00: USD" in texts(app)


@pytest.mark.parametrize("query", [{"mix": "btc:50,eth:50"}, {"since": "0"}, {"n": "1"}])
def test_page_stands_at_the_edges(query: dict[str, str]) -> None:
    app = open_page("calls.py", v="1", lang="en", **query)
    assert not app.exception
    assert len(charts(app)) == 7
