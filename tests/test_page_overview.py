"""The overview: the whole firm in one chart, its finding, and the way to every page."""

import math
from dataclasses import replace

import pytest

from engine import catalogue
from engine.attribution import attribute
from engine.results import Results
from engine.run import evaluate
from engine.scenario import Scenario
from engine.scenario import replace as moved
from pages.ui import answers, figures_whole, pictures_whole
from pages.ui.text import words
from pages.ui.whole_panels import Panel, Piece
from tests.drawn import charts
from tests.figure_samples_whole import WHOLE
from tests.test_pages import VIEWS, open_page, texts

BOOK = catalogue.load()
EN, ZH = words("en"), words("zh")
DEFAULT = BOOK.presets["token-rails"].scenario


def results(scenario: Scenario) -> Results:
    return evaluate(scenario, BOOK)


def panels(scenario: Scenario) -> dict[str, Panel]:
    found = pictures_whole.panels(scenario, results(scenario), EN)
    return {panel.name: panel for panel in found}


def test_both_pipes_add_up_to_what_is_locked() -> None:
    found, got = panels(DEFAULT), results(DEFAULT)
    for side, outcome in enumerate((got.baseline, got.scenario)):
        pipes = [found[name].totals[side] for name in ("Posted", "Clearing fund")]
        assert sum(pipes) == pytest.approx(float(outcome.locked))


def test_intraday_cash_has_a_scale_of_its_own() -> None:
    found = panels(DEFAULT)
    cash = found["Intraday cash"]
    assert [name for name, panel in found.items() if panel.scale == cash.scale] == [cash.name]
    assert "never added" in cash.heading


def test_the_gain_in_leverage_stands_beside_the_loss() -> None:
    finding = pictures_whole.finding(results(DEFAULT), EN)
    assert "Leverage is 5.34x instead of 4.06x" in finding
    assert "a shortfall of USD 196m instead of USD 126m" in finding
    names = list(panels(DEFAULT))
    assert names.index("Stress shortfall") - names.index("Leverage") <= 2


def test_the_finding_turns_where_nothing_moves_and_where_nothing_covers() -> None:
    same = BOOK.presets["today"].scenario
    assert "all as in the baseline" in pictures_whole.finding(results(same), EN)
    assert "均与基准相同" in pictures_whole.finding(results(same), ZH)
    mix = tuple(50.0 if code in {6, 7} else 0.0 for code in range(14))
    none = moved(DEFAULT, "collateral.mix", mix)
    assert pictures_whole.finding(results(none), EN) == EN("picture.flow.none")


def test_the_answer_names_what_the_rules_refuse_and_only_then() -> None:
    def answer(scenario: Scenario, language: str = "en") -> str:
        parts = attribute(scenario, BOOK)
        return answers.overview(results(scenario), parts, words(language))

    gone = BOOK.presets["letters-withdrawn"].scenario
    assert "because no rule in force admits it: USDC, BTC." in answer(gone)
    assert "没有现行规则准许：USDC、比特币" in answer(gone, "zh")
    assert "does not count" not in answer(DEFAULT)
    assert "does not list it: USDC" in answer(moved(DEFAULT, "collateral.rule", "basel"))
    assert "fails one of the four tests: USDC, BTC" in answer(moved(DEFAULT, "tests.least", 2.0))
    assert "clearing houses do not take it: " in answer(moved(DEFAULT, "collateral.accept", "ccp"))


def test_a_rail_is_named_only_where_it_differs() -> None:
    assert "Fedwire" in panels(DEFAULT)["Hours uncovered"].heading
    same = BOOK.presets["netted-t0"].scenario
    assert "Fedwire" not in panels(same)["Hours uncovered"].heading


def test_bars_of_one_scale_have_one_length() -> None:
    fig = figures_whole.whole(WHOLE, "", EN, dark=False)
    assert fig.layout.xaxis3.range == fig.layout.xaxis2.range != fig.layout.xaxis.range
    assert [trace.text[0] for trace in fig.data[:2]] == ["T-bills", "T-bills"]
    assert fig.layout.yaxis3.domain[0] > fig.layout.yaxis2.domain[1]
    lowest = min(axis.domain[0] for axis in (fig.layout.yaxis, fig.layout.yaxis3))
    assert lowest >= 0.0


def test_a_side_without_an_answer_has_no_bar_and_says_so() -> None:
    broken = Piece("T-bills", (225.0, math.inf), ("USD 225m", "n/a"), "margin")
    data = (replace(WHOLE[0], pieces=(broken,)), *WHOLE[1:])
    fig = figures_whole.whole(data, "", EN, dark=False)
    assert len([trace for trace in fig.data if trace.xaxis == "x3"]) == 1
    assert figures_whole.whole_table(data, EN).rows[0][-1] == EN("headline.no_answer")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_overview_shows_the_way_to_every_page(lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang)
    say = words(lang)
    asked = {link.proto.label for link in app.get("page_link")}
    for view in set(VIEWS) - {"overview.py"}:
        name = view.removesuffix(".py")
        short = f"ways.short.{name}"
        assert say(short if short in say else f"question.{name}") in asked, view
    assert len(asked) == len(VIEWS) - 1


def test_the_page_says_that_nothing_differs_without_losing_the_place_of_a_chart() -> None:
    app = open_page("overview.py", v="1", lang="en", rail="fedwire", mix="tbill:60,cash:40")
    assert "all as in the baseline" in texts(app)
    assert len(charts(app)) == len(charts(open_page("overview.py", v="1", lang="en")))
