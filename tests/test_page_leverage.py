"""Leverage and the spiral: the answer in every sense, titles, charts, re-use."""

import math
from dataclasses import replace as changed

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, spiral_curves
from engine.controls import default_scenario
from engine.run import evaluate
from engine.scenario import ASSETS, Scenario, Value, replace
from pages.ui import (
    answers_leverage,
    describe,
    figures_depth,
    figures_groups,
    figures_parts,
    figures_spiral,
)
from pages.ui.text import languages, words
from tests.figure_samples import EN, ZH, named, notes
from tests.figure_samples_default import CARRY, DEPTH, FOUR, PARTS, ROUNDS
from tests.test_pages import open_page, texts

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)


def with_(**spiral: float) -> Scenario:
    scenario = DEFAULT
    for name, value in spiral.items():
        scenario = replace(scenario, f"spiral.{name}", value)
    return scenario


def answer(scenario: Scenario, language: str = "en") -> str:
    return answers_leverage.leverage(scenario, evaluate(scenario, BOOK), words(language))


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (
            "leverage.buffer",
            2.0,
            "carries a position 5.34x its size, against 4.06x in the baseline",
        ),
        ("leverage.buffer", 20.0, "carries a position only 2.72x its size"),
        ("firm.base", "token-rails", "as in the baseline; the stress shortfall is USD 196m"),
        ("firm.base", "before-letters", "2.94x in the baseline"),
        ("stress.shock", 5.0, "there is no stress shortfall, against USD 126m"),
    ],
)
def test_leverage_is_never_said_without_the_loss(path: str, value: Value, said: str) -> None:
    text = answer(replace(DEFAULT, path, value))
    assert said in text
    assert "stress shortfall" in text
    assert "压力缺口" in answer(replace(DEFAULT, path, value), "zh")


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (with_(), "a fall of 10% becomes 13.5%, 1.35x the first one"),
        (with_(buffer=3.0), "so nobody has to sell"),
        (with_(sale_share=0.0), "No call is met by selling"),
        (with_(depth=10.0), "runs away"),
        (with_(shock=90.0), "takes all of the price"),
        (with_(shock=0.0), "Without a first fall"),
    ],
)
def test_the_spiral_has_a_sentence_for_every_fate(scenario: Scenario, said: str) -> None:
    assert said in answer(scenario)
    assert answer(scenario, "zh")


@pytest.mark.parametrize(
    ("now", "before", "said", "chinese"),
    [
        ({}, {}, "1.35x the first one, as in the baseline.", "与基准相同"),
        ({"depth": 60.0}, {}, "the first one, against 1.35x in the baseline.", "基准为首轮的"),
        ({"depth": 40.001}, {}, "1.35x the first one, as in the baseline.", "与基准相同"),
        ({"shock": 0.0}, {}, "Without a first fall nobody has to sell.", "没有首轮下跌"),
        ({"buffer": 3.0}, {}, "ends there, against 1.35x in the baseline.", "基准为首轮的"),
        ({"depth": 10.0}, {}, "price is gone, against 1.35x in the baseline.", "基准为首轮的"),
        ({"depth": 10.0}, {"depth": 10.0}, "price is gone, as in the baseline.", "与基准相同"),
        ({}, {"depth": 10.0}, "while in the baseline it runs away.", "基准则会失控"),
        ({}, {"shock": 0.0}, "while the baseline has no first fall.", "没有首轮下跌"),
    ],
)
def test_the_spiral_is_compared_with_the_baselines(
    now: dict[str, float], before: dict[str, float], said: str, chinese: str
) -> None:
    found = evaluate(with_(**now), BOOK)
    found = changed(found, baseline=evaluate(with_(**before), BOOK).scenario)
    assert said in answers_leverage.spiral_of(with_(**now), found, EN)
    assert chinese in answers_leverage.spiral_of(with_(**now), found, ZH)


@pytest.mark.parametrize(
    ("mix", "same_asset", "said", "chinese"),
    [
        ({"cash": 100.0}, 100.0, "0% in coins; its correlation", "低于设定"),
        ({"cash": 100.0}, 0.0, "suggests 0%, as set.", "与设定一致"),
        ({"cash": 60.0, "btc": 40.0}, 100.0, "40% in coins", "低于设定"),
        ({"cash": 60.0, "btc": 40.0}, 20.0, "suggests 38%, more than set.", "高于设定"),
        ({"tequity": 100.0}, 100.0, "No asset of the mix is accepted", "没有可接受的资产"),
    ],
)
def test_the_spiral_is_said_not_to_follow_the_mix(
    mix: dict[str, float], same_asset: float, said: str, chinese: str
) -> None:
    scenario = replace(with_(same_asset=same_asset), "collateral.mix", mixed(mix))
    short = replace(scenario, "firm.side", "short")
    for here in (scenario, short):
        hint = spiral_curves.mix_hint(here, BOOK, evaluate(here, BOOK).scenario.collateral)
        text = answers_leverage.mix(here, hint, EN)
        assert said in text
        assert f"{same_asset:g}% as far as the asset" in text
        assert chinese in answers_leverage.mix(here, hint, ZH)


def mixed(shares: dict[str, float]) -> tuple[float, ...]:
    return tuple(shares.get(code, 0.0) for code in ASSETS)


@given(st.floats(0.0, 100.0))
def test_more_coins_never_suggest_a_smaller_fall(coins: float) -> None:
    scenario = replace(DEFAULT, "collateral.mix", mixed({"cash": 100.0 - coins, "btc": coins}))
    found = spiral_curves.mix_hint(scenario, BOOK, evaluate(scenario, BOOK).scenario.collateral)
    assert found.coins == pytest.approx(coins / 100.0, abs=1e-9)
    assert found.falls == pytest.approx(0.95 * found.coins, abs=1e-9)


@pytest.mark.parametrize("language", languages)
def test_the_ways_to_set_the_buffer_fit_on_two_buttons(language: str) -> None:
    said = words(language)
    names = {describe.option("leverage.buffer_basis", code, said) for code in ("typed", "clock")}
    assert len(names) == 2
    assert max(map(len, names)) <= 8


@pytest.mark.parametrize("language", languages)
def test_reuse_says_that_margin_may_not_be_pledged_again(language: str) -> None:
    said = words(language)
    once = answers_leverage.reuse(DEFAULT, evaluate(DEFAULT, BOOK).scenario, said)
    assert once == said("answer.leverage.reuse.none")
    chain = replace(replace(DEFAULT, "leverage.reuse", 50.0), "leverage.links", 5.0)
    text = answers_leverage.reuse(chain, evaluate(chain, BOOK).scenario, said)
    assert said("unit.times", value="1.86") in text
    endless = replace(replace(chain, "leverage.reuse", 100.0), "collateral.mix", _cash())
    text = answers_leverage.reuse(endless, evaluate(endless, BOOK).scenario, said)
    assert said("figure.endless") in text


def _cash() -> tuple[float, ...]:
    return (100.0, *[0.0] * (len(DEFAULT.collateral.mix) - 1))


def test_a_model_that_would_take_calls_back_is_said_with_what_applies() -> None:
    small = evaluate(with_(shock=2.0), BOOK).scenario.spiral
    assert "so 0 is used" in answers_leverage.rise(small, EN)
    assert answers_leverage.rise(evaluate(DEFAULT, BOOK).scenario.spiral, ZH) == ""


def test_each_pair_has_its_own_scale_and_a_missing_value_no_bar() -> None:
    fig = figures_groups.groups(CARRY, "", EN, dark=False)
    assert list(fig.data[0].x) == pytest.approx([76.0300, 100, 0, 100], abs=1e-3)
    assert "no answer" in fig.data[1].text[2]
    table = figures_groups.groups_table(CARRY, EN)
    assert table.columns[-1] == "Standard error"
    assert table.rows[2][2:] == ("no answer", "")
    assert table.rows[3][2:] == (196, 3)


def test_lines_say_where_they_lead() -> None:
    fig = figures_spiral.rounds(ROUNDS, "", EN, dark=False)
    assert "Coins as collateral: runs away" in notes(fig)
    assert "Bills or stablecoins: ends at 12%" in notes(fig)
    assert named(fig, "Bills or stablecoins").y[-1] == 12
    assert len(figures_spiral.rounds_table(ROUNDS, EN).rows) == figures_spiral.ROUNDS + 1


def test_the_table_of_four_keeps_the_levers_apart() -> None:
    fig = figures_spiral.four_cells(FOUR, "", EN, dark=False)
    said = notes(fig)
    assert "runs away</b>" not in said
    assert said.endswith("runs away <b>You are here</b>")
    assert "runs away" in said
    assert "no sale" in said
    assert "1.25x the shock" in said
    assert figures_spiral.four_cells_table(FOUR, EN).rows[2] == (100, 0, 12.5)


def test_the_region_that_runs_away_is_shaded() -> None:
    fig = figures_depth.depth_curve(DEPTH, "", EN, dark=False)
    assert fig.layout.shapes[0].x1 == 14
    assert "You are here: 1.2x" in notes(fig)
    chinese = figures_depth.depth_curve(DEPTH, "", ZH, dark=True)
    assert "亿" in chinese.layout.xaxis.title.text
    assert chinese.layout.shapes[0].x1 == 140
    assert math.isclose(chinese.layout.xaxis.range[1], 1200)


def test_the_parts_run_on_from_each_other() -> None:
    fig = figures_parts.fall_parts(PARTS, "", EN, dark=False)
    assert list(fig.data[1].base) == pytest.approx([0, 10, 12.5, 13])
    assert np.sum(fig.data[1].x) == pytest.approx(13.5)
    assert figures_parts.fall_parts_table(PARTS, EN).rows[1] == ("Loss spiral", 2.5, 2.7)


def test_the_page_turns_when_the_market_is_shallow() -> None:
    page = texts(open_page("leverage.py", v="1", lang="en"))
    assert "1.35x the first one" in page
    assert "The spiral does not follow the mix" in page
    away = texts(open_page("leverage.py", **{"v": "1", "lang": "en", "sp.d": "10"}))
    assert "and you are there" in away
    calm = texts(open_page("leverage.py", **{"v": "1", "lang": "en", "sp.b": "3"}))
    assert "Nothing has to be sold" in calm
    assert "All four combinations" in calm


def test_the_page_stands_where_nothing_covers_the_margin() -> None:
    app = open_page("leverage.py", v="1", lang="en", mix="btc:50,eth:50")
    assert not app.exception
    assert "there is no leverage to show" in texts(app)
