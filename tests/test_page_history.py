"""The page of past prices: answers with both signs, charts with their tables, prices brought."""

from dataclasses import replace as copy_with
from datetime import date, timedelta

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import link
from engine.own_history import HistoryRefused, read_history
from engine.run import evaluate
from pages.ui import (
    answers_history,
    figures_falls,
    figures_losses,
    figures_past,
    own_prices,
    pale,
    past,
)
from pages.ui.own_prices import Brought
from pages.ui.palette import colour
from tests.drawn import charts
from tests.figure_samples import EN, ZH, named, notes
from tests.figure_samples_history import FALLS, LATER, LOSSES, MARCH, OBSERVED, ROWS
from tests.test_pages import BOOK, open_page, texts

NOTHING = Brought(None, None)


def case(query: str = "v=1") -> past.Past:
    scenario = link.read(query, BOOK.controls).scenario
    return past.case_of(scenario, evaluate(scenario, BOOK), NOTHING)


def answer(query: str = "v=1", language: str = "en") -> str:
    return answers_history.history(case(query), EN if language == "en" else ZH)


def prices(fall: float, days: int = 100) -> bytes:
    """Return a flat price that falls once, by so much."""
    first = date(2020, 1, 1)
    closes = [100.0 if day < days // 2 else 100.0 * (1 - fall) for day in range(days)]
    rows = [f"{first + timedelta(day)},{close}" for day, close in enumerate(closes)]
    return "\n".join(["date,close", *rows]).encode()


def upload(app: AppTest, content: bytes) -> AppTest:
    app.file_uploader(key=own_prices.KEY).set_value(("prices.csv", content, "text/csv"))
    return app.run()


def test_answer_counts_failures_and_keeps_the_promise() -> None:
    said = answer()
    assert "haircut of 20% on bitcoin failed over 2 days in 9 of 4,328 windows" in said
    assert "(0.208%), within the 1% that 99% confidence allows." in said
    assert "takes 27.25 h" in said
    assert "2 days (48 h) is the shortest period on record" in said


def test_answer_turns_when_it_failed_more_often_than_promised() -> None:
    said = answer("v=1&h.btc=10")
    assert "100 of 4,328 windows" in said
    assert "more often than the 1% that 99% confidence allows; 13% would have been enough" in said
    assert "超过 99% 置信水平容许的 1%" in answer("v=1&h.btc=10", "zh")


def test_answer_turns_when_it_never_failed() -> None:
    assert "never failed over 2 days: it held in all 4,328 windows" in answer("v=1&h.btc=60")
    assert "从未失效" in answer("v=1&h.btc=60", "zh")


def test_a_kept_promise_names_the_periods_over_which_it_was_broken() -> None:
    assert "Over 10 days it failed more often than allowed. Counted by lows, it failed" in answer()
    assert "more often than allowed over 3 days, 5 days and 10 days." in answer()
    assert "容许的 1%。10 天持有期内则超过容许水平。若按最低价统计，3 天、5 天和 10 天" in answer(
        "v=1", "zh"
    )
    assert "allows failures in 1%. The scenario" in answer("v=1&h.btc=60")
    assert "1% 的窗口失效。本情景" in answer("v=1&h.btc=60", "zh")


def test_answer_turns_without_a_series() -> None:
    said = answer("v=1&asset=cash")
    assert "cannot be shown (no series: dollars do not change their price in dollars)" in said
    assert "USDC does not speak for other stablecoins" in answer("v=1&asset=stable")
    assert "无法检验" in answer("v=1&asset=own", "zh")


def test_proxies_are_named_and_refused_assets_are_said_to_be() -> None:
    assert "its proxy, the series “3-month Treasury bill”" in answer("v=1&asset=tbill")
    said = answer("v=1&asset=tequity")
    assert "its proxy, the series “S&P 500 index”" in said
    assert "does not count" in said


def test_hours_beyond_the_record_are_said_to_understate() -> None:
    said = answer("v=1&c.btc=720")
    assert "longer than the 10 days (240 h) looked at, so failures are understated" in said


def test_a_count_between_two_steps_is_a_bound() -> None:
    assert "in at most" in answer("v=1&h.btc=12.3")


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ("v=1&h.btc=40", "clearly rarer than the 1% allowed"),
        ("v=1&h.btc=13", "fits the 1% allowed"),
        ("v=1&h.btc=10", "clearly more than the 1% allowed"),
    ],
)
def test_verdict_turns(query: str, verdict: str) -> None:
    found = past.tried(case(query))
    assert found is not None
    assert verdict in answers_history.verdict(found, EN)


def test_sources_readings_and_overlap_are_said() -> None:
    found, dollar = past.tried(case()), past.tried(case("v=1&asset=usdc"))
    assert found is not None
    assert dollar is not None
    said = answers_history.source(found, EN)
    assert "Yahoo Finance, Binance" in said
    assert "windows overlap and one fall is counted several times" in said
    readings = answers_history.readings(found, EN)
    assert [part in readings for part in ("35.2%", "37.2%", "50.6%")] == [True] * 3
    assert "19% on one venue" in answers_history.readings(dollar, EN)


def test_curve_names_the_worst_loss_and_the_deepest_episode_and_no_other() -> None:
    both = copy_with(LOSSES, observed=copy_with(OBSERVED, falls=(MARCH, LATER)))
    fig = figures_losses.losses(both, "", EN, dark=False)
    said = notes(fig)
    assert "16 March 2020: 45%" in said
    assert "March 2020: 35%" in said
    assert "12 March 2020" not in said
    assert "October 2025" not in said
    assert "99.5% of losses" in said
    assert "You are here: 26.25 h, 20%" in said
    assert "Floor 20%" in said
    hovers = str([trace.customdata for trace in fig.data])
    assert "12 March 2020" in hovers
    assert "October 2025" in hovers
    bare = notes(figures_losses.losses(copy_with(LOSSES, observed=None), "", EN, dark=False))
    assert "Worst" not in bare
    rows = figures_losses.losses_table(both, EN).rows
    assert ("Worst by closes, to 12 March 2020", 24.0, 37.0) in rows
    assert ("Worst by lows", 24.0, 39.0) in rows
    assert "October 2025" in {row[0] for row in rows}


def test_a_worst_loss_of_unknown_day_has_no_label() -> None:
    same = copy_with(OBSERVED, days=("", ""))
    fig = figures_losses.losses(copy_with(LOSSES, observed=same), "", EN, dark=False)
    assert ": 45%" not in notes(fig)


def test_losses_keep_their_colour_beside_a_faded_curve() -> None:
    own = copy_with(OBSERVED, class_="data", level_classes=("data", "yours"), falls=())
    fig = figures_losses.losses(copy_with(LOSSES, observed=own), "", EN, dark=False)
    found, kept, lost = pale.pale(fig)
    assert (kept, lost) == (True, True)
    by_meta = {str(trace.meta): trace for trace in found.data if trace.mode != "markers"}
    assert by_meta["data"].opacity is None
    assert by_meta["yours"].opacity == pale.PALE
    assert named(found, "Model").opacity == pale.PALE
    assert found.layout.shapes[0].opacity == pale.PALE
    brought = copy_with(OBSERVED, class_="yours", level_classes=("yours", "yours"))
    fig = figures_losses.losses(copy_with(LOSSES, observed=brought), "", EN, dark=False)
    assert pale.pale(fig)[1] is False


def test_falls_by_the_hour_double_along_the_axis() -> None:
    fig = figures_falls.falls(FALLS, "", EN, dark=False)
    assert list(named(fig, "March 2020").x) == [0, 1, 2]
    assert list(fig.layout.xaxis.ticktext) == ["1", "2", "4"]
    assert fig.layout.shapes[0].y0 == 20
    assert "October 2025: 13%" in notes(fig)
    trace = named(fig, "March 2020")
    assert "up to %{customdata[1]} was lost within %{customdata[2]}" in trace.hovertemplate
    assert list(trace.customdata[-1]) == ["March 2020", "35%", "4 h"]


def test_rows_hold_the_line_of_the_promise_and_room_for_their_texts() -> None:
    fig = figures_past.rows(ROWS, "", EN, dark=False)
    assert fig.layout.shapes[0].x0 == 1
    assert fig.layout.yaxis.ticktext[1] == "<b>2 days</b>"
    assert "30 of 1,000 (3%)" in notes(fig)
    assert fig.layout.xaxis.range[1] > 3 / 0.5
    assert figures_past.rows_table(ROWS, EN).rows == (("1 day", 2.0), ("2 days", 30.0))
    assert np.allclose([trace.x[0] for trace in fig.data], [0.2, 3])


def test_a_loss_shows_the_part_that_the_haircut_covers() -> None:
    fig = figures_past.rows(copy_with(ROWS, covered="idle"), "", EN, dark=False)
    assert np.allclose([trace.x[0] for trace in fig.data], [0.2, 3, 0.2, 1])
    assert {trace.marker.color for trace in fig.data[2:]} == {colour("idle", dark=False)}


def test_a_text_that_the_line_would_cross_stands_beyond_it() -> None:
    fig = figures_past.rows(ROWS, "", EN, dark=False)
    assert [note.x for note in fig.layout.annotations[1:]] == [1, 3]
    apart = copy_with(ROWS, limit=0.2)
    fig = figures_past.rows(apart, "", EN, dark=False)
    places = [note.x for note in fig.layout.annotations[1:]]
    assert places == [20, 20]
    assert figures_past.rows(ROWS, "", EN, dark=False).layout.xaxis.range[1] < 20
    low = figures_past.rows(copy_with(ROWS, limit=0.001), "", EN, dark=False)
    assert [note.x for note in low.layout.annotations[1:]] == [0.2, 3]


def test_page_turns_with_the_haircut() -> None:
    held = open_page("history.py", v="1", lang="en")
    assert "within the 1% that 99% confidence allows" in texts(held)
    assert len(charts(held)) == 5
    failed = open_page("history.py", v="1", lang="zh", **{"h.btc": "10"})
    assert "超过 99% 置信水平容许的 1%" in texts(failed)


def test_page_without_a_series_asks_for_prices() -> None:
    app = open_page("history.py", v="1", lang="en", asset="pcredit")
    assert not app.exception
    assert len(charts(app)) == 2
    assert "Give a file of its prices below" in texts(app)


def test_how_the_page_looks_is_kept_and_stays_out_of_the_link() -> None:
    app = open_page("history.py", v="1", lang="en")
    app.selectbox(key="chosen.past.period.en").set_value("10").run()
    app.selectbox(key="chosen.past.counting.en").set_value("lows").run()
    assert "By lows, starting each day, the haircut of 20% on bitcoin failed over 10 days" in texts(
        app
    )
    assert "past" not in "".join(app.query_params)
    app.switch_page("views/overview.py").run()
    app.switch_page("views/history.py").run()
    assert "By lows, starting each day, the haircut of 20% on bitcoin failed over 10 days" in texts(
        app
    )
    app.selectbox(key="control.view.asset.en").set_value("equity").run()
    assert not app.exception
    assert "By closes, starting each day, the haircut of 15%" in texts(app)


def test_prices_brought_along_take_the_place_of_the_series() -> None:
    app = upload(open_page("history.py", v="1", lang="en", asset="own"), prices(0.25))
    assert not app.exception
    said = texts(app)
    assert "your own asset's haircut of" in said
    assert "tried on your prices, failed" in said
    assert "windows of your prices" not in said
    assert "1 of the 1 largest" not in said
    assert "up to 25% on 20 February 2020" in said
    assert len(charts(app)) == 4


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_refused_file_is_said_as_plain_text(lang: str) -> None:
    content = b"date,close\n2020-01-01,[x](javascript:alert(1))\n"
    app = upload(open_page("history.py", v="1", lang=lang), content)
    assert not app.exception
    assert len(app.warning) == 1
    assert "[x](javascript:alert(1))" in app.text[0].value
    assert "javascript" not in texts(app)
    assert len(charts(app)) == 5


def test_every_refusal_has_its_sentence() -> None:
    for content in (b"", b"\xff", b"date;close", b"a,b", prices(0.1, 20), prices(1.0)):
        with pytest.raises(HistoryRefused) as refusal:
            read_history(content)
        sentence = ZH(f"history.{refusal.value.code}", **refusal.value.fields)
        assert sentence.isascii() is False
