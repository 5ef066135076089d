"""The page on margin and time: its answers with both signs, its charts, its reversal on screen."""

from dataclasses import replace as with_fields

import pytest

from engine import catalogue
from engine.period_split import margin_split
from engine.run import baseline_of
from engine.scenario import Scenario, replace
from pages.ui import (
    answers_margin,
    figures_floors,
    figures_paths,
    figures_period,
    figures_split,
    floor_marks,
)
from pages.ui.palette import colour
from pages.ui.text import words
from tests.drawn import charts
from tests.figure_samples_margin import FLOORS, PATHS, PERIODS, SPLIT
from tests.test_pages import open_page, texts

BOOK = catalogue.load()
EN = words("en")
TOKEN = BOOK.presets["token-rails"].scenario


def answer(scenario: Scenario, language: str = "en") -> str:
    split = margin_split(scenario, BOOK, scenario.call.basis)
    baseline = baseline_of(scenario, BOOK)
    return answers_margin.margin(split, scenario, baseline, words(language))


def with_call(**fields: object) -> Scenario:
    return with_fields(TOKEN, call=with_fields(TOKEN.call, **fields))  # type: ignore[arg-type]


def test_less_margin_by_a_faster_transfer() -> None:
    said = answer(TOKEN)
    assert said.startswith(
        "Initial margin is USD 159m, USD 66.3m (29.4%) less than in the baseline."
    )
    assert "A faster transfer takes off USD 66.3m." in said
    assert said.endswith("No floor binds.")
    assert "比基准少 6630 万美元" in answer(TOKEN, "zh")


def test_more_margin_by_a_slower_transfer() -> None:
    said = answer(with_call(rail="tbill_sale"))
    assert "more than in the baseline. A slower transfer adds USD 39.9m." in said
    assert "更慢的划转使其增加" in answer(with_call(rail="tbill_sale"), "zh")


def test_a_floor_that_takes_everything_away_is_said_with_the_model_value() -> None:
    said = answer(replace(TOKEN, "margin.regime", "cftc_swaps"))
    assert "does not move the margin: a floor of 7.24 days decides" in said
    assert "USD 159m" in said
    assert "takes off" not in said
    partly = answer(replace(TOKEN, "margin.regime", "emir_other"))
    assert "A faster transfer takes off" in partly
    assert "part of the gain is lost" in partly


def test_the_same_margin_and_the_same_transfer() -> None:
    said = answer(replace(TOKEN, "firm.base", "token-rails"))
    assert "the same as in the baseline. The transfer takes as long" in said


def test_call_schedule_has_its_own_sentence_with_both_signs() -> None:
    assert "More frequent calls take off" in answer(replace(TOKEN, "margin.since", 12.0))
    assert "Less frequent calls add" in answer(replace(TOKEN, "margin.since", 48.0))


def test_the_largest_cause_is_named_first_with_its_sign() -> None:
    said = answer(replace(TOKEN, "margin.vol", 150.0))
    assert "more than in the baseline. “Volatility a year” adds USD 171m. A faster transf" in said
    assert "the tool" not in said
    less = answer(replace(TOKEN, "margin.vol", 20.0))
    assert "“Volatility a year” takes off" in less
    assert "“年化波动率”使其增加" in answer(replace(TOKEN, "margin.vol", 150.0), "zh")
    ruled = answer(replace(TOKEN, "margin.regime", "cftc_swaps"))
    assert "“Regime” adds USD 70.7m. The transfer takes 15 min" in ruled


def test_the_tool_is_named_where_it_outweighs_the_volatility_set() -> None:
    said = answer(replace(TOKEN, "margin.vol", 0.0))
    assert "volatility of 60%, not on the 0% set here, because the tool “Weight on stress”" in said
    floor = answer(replace(replace(TOKEN, "margin.vol", 0.0), "margin.apc", "floor"))
    assert "the tool “Ten-year floor” decides" in floor
    none = answer(replace(replace(TOKEN, "margin.vol", 0.0), "margin.apc", "none"))
    assert "decides" not in none
    assert "Initial margin is USD 0" in none


def test_on_a_weekday_morning_the_gain_is_nearly_nothing_and_the_hour_is_named() -> None:
    said = answer(with_call(basis="hour", at="wed10"))
    assert "(0.248%) less" in said
    assert "the same call hour: Wed 10:00 ET" in said


def test_parts_of_the_period_stand_in_their_order_and_the_floor_is_hatched() -> None:
    fig = figures_period.period_bars(PERIODS, "", EN, dark=False)
    names = [trace.name for trace in fig.data][:10:2]
    assert names == [EN(f"period.{n}") for n in ("since", "detect", "transfer", "hold", "close")]
    assert [*fig.data[4].x, *fig.data[5].x] == [50.75, 0.25]
    assert fig.data[10].width == (floor_marks.THICK, 0)
    assert fig.data[10].x[0] == pytest.approx(174 - 100.75)
    assert "model 100.75 h" in fig.data[-1].text[0]
    rows = figures_period.period_bars_table(PERIODS, EN).rows
    assert [row[1] for row in rows[-3:]] == [100.75, 174.0, 174.0]


def test_bars_of_the_split_go_left_for_less_and_right_for_more() -> None:
    fig = figures_split.split_rows(SPLIT, "", EN, dark=False)
    assert list(fig.data[0].x)[:4] == [None, -66, -9, 90]
    shades = list(fig.data[0].marker.color)
    assert shades[1] == colour("freed", dark=False)
    assert shades[3] == colour("warning", dark=False)
    low, high = fig.layout.xaxis.range
    assert low < -66
    assert high > 90
    assert "USD 226m to USD 241m (+6.64%)" in fig.layout.annotations[1].text
    rows = figures_split.split_rows_table(SPLIT, EN).rows
    assert rows[0] == ("Worst hour of the week", 226.0, -66.0, -9.0, 90.0, 241.0)


def test_floor_bars_show_model_and_applied_value() -> None:
    fig = figures_floors.floor_bars(FLOORS, "", EN, dark=False)
    assert list(fig.data[0].x) == [None, 22.55, 15.93, None, 22.55, 15.93]
    assert fig.data[0].text[5] == "model 15.9%"
    assert fig.data[-1].text[5] == "<b>29.6%</b>"
    assert "−29.4%" in fig.layout.annotations[1].text
    rows = figures_floors.floor_bars_table(FLOORS, EN).rows
    assert rows[1][1:] == (22.6, 29.6, 29.6, 15.9, 29.6, 29.6) or rows[1][1] == 22.5


def test_the_chosen_tool_stands_out_and_every_tool_has_its_figures() -> None:
    fig = figures_paths.tool_paths(PATHS, "", EN, dark=False)
    widths = {trace.name: trace.line.width for trace in fig.data}
    assert max(widths, key=lambda name: widths[name]) == "Weight on stress"
    assert fig.layout.annotations[0].text.count("+231%") == 4
    assert list(fig.layout.xaxis.ticktext) == ["Feb", "Mar"]


def test_reversal_on_the_page() -> None:
    falls = texts(open_page("margin.py", v="1", lang="en"))
    assert "less than in the baseline. A faster transfer takes off" in falls
    taken = texts(open_page("margin.py", v="1", lang="en", regime="cftc_swaps"))
    assert "this does not move the margin" in taken
    chinese = texts(open_page("margin.py", v="1", lang="zh", rail="tbill_sale"))
    assert "更慢的划转使其增加" in chinese


def test_chooser_of_the_hour_appears_with_its_basis() -> None:
    app = open_page("margin.py", v="1", lang="en")
    keys = {str(box.key) for box in app.selectbox}
    assert "control.call.at.en" not in keys
    app = open_page("margin.py", v="1", lang="en", basis="hour")
    assert "control.call.at.en" in {str(box.key) for box in app.selectbox}


@pytest.mark.parametrize("product", ["eth_future", "index_future", "rates_10y"])
def test_every_product_has_its_charts(product: str) -> None:
    app = open_page("margin.py", v="1", lang="en", product=product)
    assert not app.exception
    assert len(charts(app)) == 5
