"""Who pays when it fails: the answer in every sense, titles, the box, remarks."""

import math
from dataclasses import replace as changed

import numpy as np
import pytest

from engine import catalogue, default_curves
from engine.controls import default_scenario
from engine.run import evaluate
from engine.scenario import Scenario, replace
from pages.ui import (
    answers_waterfall,
    figures_areas,
    figures_chances,
    figures_layers,
    figures_together,
    pictures_waterfall,
)
from pages.ui.text import languages, words
from tests.drawn import charts
from tests.figure_samples import EN, ZH, notes
from tests.figure_samples_default import BY_SHOCK, COLUMNS, FILLED, MEANS, SEEN, TOGETHER
from tests.test_pages import open_page, open_whole, texts

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)


def answer(scenario: Scenario, language: str = "en") -> str:
    said = answers_waterfall.waterfall(scenario, evaluate(scenario, BOOK), words(language))
    return str(said)


def at(shock: float, **stress: object) -> Scenario:
    scenario = replace(DEFAULT, "stress.shock", shock)
    for name, value in stress.items():
        scenario = replace(scenario, f"stress.{name}", value)  # type: ignore[arg-type]
    return scenario


@pytest.mark.parametrize(
    ("shock", "said"),
    [
        (0.0, "no loss to share out"),
        (10.0, "margin pays all of it"),
        (16.0, "defaulter's own contribution to the members' fund"),
        (20.0, "The other members are spared"),
        (35.2, "falls on the other members' fund, which pays USD 90.5m"),
    ],
)
def test_the_last_dollar_moves_from_layer_to_layer(shock: float, said: str) -> None:
    assert said in answer(at(shock))
    assert answer(at(shock), "zh") != answer(at(shock))


def test_assessments_and_what_nobody_pays_are_named() -> None:
    called = at(35.2, mutual_fund=50.0)
    assert "called from the other members, who pay another USD 40.5m" in answer(called)
    left = answer(at(35.2, ccp="free"))
    assert "Nobody has undertaken to pay the last USD 196m" in left
    assert "无人承担" in answer(at(35.2, ccp="free"), "zh")


def test_the_comparison_with_the_baseline_turns() -> None:
    assert "USD 70.6m more than in the baseline" in answer(DEFAULT)
    assert "less than in the baseline" in answer(at(20.0))
    assert "In the baseline USD 126m goes beyond the margin" in answer(
        replace(at(35.2), "margin.vol", 200.0)
    )
    base = replace(BOOK.presets["today"].scenario, "firm.base", "today")
    assert "As much goes beyond the margin as in the baseline" in answer(base)


@pytest.mark.parametrize("language", languages)
def test_euro_layers_are_said_and_our_rule_is_named(language: str) -> None:
    said = words(language)
    euro = at(35.2, ccp="nasdaq_2018")
    remark = answers_waterfall.remarks(euro, evaluate(euro, BOOK), said)
    assert remark == said("answer.waterfall.currency", currency=said("currency.eur"))
    ours = answers_waterfall.remarks(DEFAULT, evaluate(DEFAULT, BOOK), said)
    assert ours == said("answer.waterfall.rule")
    typed = at(35.2, member_fund=10.0)
    assert answers_waterfall.remarks(typed, evaluate(typed, BOOK), said) == ""


def test_a_layer_starts_where_the_one_before_it_ends() -> None:
    fig = figures_layers.loss_layers(FILLED, "", EN, dark=False)
    bars = fig.data[1]
    assert list(bars.base) == [0, 156, 162, 262, 8112, 29712]
    assert list(bars.x) == [156, 6, 100, 90, 0, 0]
    assert list(fig.data[2].x) == [226]
    rows = list(fig.layout.yaxis.ticktext)
    assert rows[3] == "<b>Other members' fund</b>: USD 90m of USD 7.85bn (1.15%)"
    assert rows[4].endswith("untouched (USD 21.6bn)")
    assert rows[5].endswith("nothing")
    table = figures_layers.loss_layers_table(FILLED, EN).rows
    assert table[3] == ("Other members' fund", 7850, 90, 1.1, 18)
    assert table[5][1] == ""


def test_areas_add_up_to_the_loss_and_skip_empty_layers() -> None:
    fig = figures_areas.shock_curve(BY_SHOCK, "", EN, dark=False)
    assert [trace.name for trace in fig.data[:2]] == ["Margin", "Unfunded"]
    assert "You are here: 35.2%, EUR 352m" in notes(fig)
    total = np.sum([trace.y for trace in fig.data[:2]], axis=0)
    assert total == pytest.approx(BY_SHOCK.shocks)


def test_frequencies_carry_errors_or_a_bound() -> None:
    rows = figures_chances.chances(SEEN, "", EN, dark=False).layout.yaxis.ticktext
    assert rows[1].endswith("0.68% ± 0.02%")
    assert rows[5].endswith("< 0.0015% (no path)")
    table = figures_chances.chances_table(SEEN, EN).rows
    assert table[1][1:] == (680, 20, "")
    assert table[5][1:] == (0, 0, 1.5)


def test_a_mean_that_does_not_exist_is_not_drawn() -> None:
    fig = figures_chances.means(MEANS, "", ZH, dark=True)
    assert fig.data[0].x[-1] is None
    assert fig.layout.yaxis.ticktext[-1].endswith("均值不存在")
    assert figures_chances.means_table(MEANS, EN).rows[-1][1:] == ("no finite mean",) * 2


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((100.0, 0.0, 112.0), "falls together with the position, USD 12m more is missing"),
        ((100.0, 0.0, 100.0), "holds its value in this stress"),
        ((0.0, 0.0, 0.0), "Neither alone nor together"),
        ((0.0, 0.0, math.inf), "No amount of this mix"),
    ],
)
def test_falling_together_is_told_by_what_more_is_missing(
    missing: tuple[float, float, float], said: str
) -> None:
    assert said in pictures_waterfall.together_title(default_curves.Alone(*missing), EN)
    assert pictures_waterfall.together_title(default_curves.Alone(*missing), ZH)


def test_nothing_is_drawn_where_there_is_no_answer() -> None:
    none = np.full(len(COLUMNS), math.nan)
    for fig in (
        figures_layers.loss_layers(changed(FILLED, borne=none), "", EN, dark=False),
        figures_chances.chances(changed(SEEN, share=none), "", EN, dark=False),
        figures_chances.means(changed(MEANS, mean=none), "", EN, dark=False),
        figures_together.together(changed(TOGETHER, missing=none[:3]), "", EN, dark=False),
    ):
        assert notes(fig) == EN("figure.infeasible").replace("<br>", " ")
        assert not fig.data


@pytest.mark.parametrize("lang", languages)
def test_the_simulation_runs_only_when_its_box_is_open(lang: str) -> None:
    default_curves.related.cache_clear()
    app = open_page("waterfall.py", v="1", lang=lang)
    assert default_curves.related.cache_info().misses == 0
    app.session_state["simulate"] = True
    app.run()
    assert not app.exception
    assert len(charts(app)) == 7
    assert default_curves.related.cache_info().misses == 1
    assert "20261122" in texts(app)
    app.run()
    assert default_curves.related.cache_info().misses == 1


def test_an_endless_mean_is_said_on_the_page() -> None:
    app = open_page("waterfall.py", v="1", lang="en", side="short")
    app.session_state["simulate"] = True
    app.run()
    assert not app.exception
    assert "has no finite mean loss" in texts(app)
    assert "compare only how often" in texts(app)


def test_the_page_turns_with_the_move() -> None:
    assert "Others pay for the defaulter" in texts(open_page("waterfall.py", v="1", lang="en"))
    calm = texts(open_page("waterfall.py", v="1", lang="en", shock="10"))
    assert "margin pays all of it" in calm
    assert "bears the whole loss" in calm


def test_a_typed_layer_goes_into_the_link_and_back() -> None:
    app = open_whole("waterfall.py", v="1", lang="en")
    app.number_input(key="control.stress.own_layer").set_value(5.0).run()
    assert app.query_params["wf.sitg"] in ("5", ["5"])
    app.button(key="auto.stress.own_layer").click().run()
    assert "wf.sitg" not in app.query_params


def test_a_page_without_remarks_stands() -> None:
    app = open_page("waterfall.py", v="1", lang="en", ccp="free")
    assert not app.exception
    assert "Nobody has undertaken to pay" in texts(app)
