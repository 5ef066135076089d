"""The page of tokens: answers with both signs, charts with their tables, the page itself."""

from dataclasses import replace as copy_with
from datetime import date

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from engine import link, survival
from engine.scenario import Scenario
from pages.ui import answers_tokens, figures_market, figures_speed, figures_tokens
from pages.ui import register_tokens as register
from tests.drawn import charts
from tests.figure_samples import EN, ZH, named, notes
from tests.figure_samples_tokens import GRID, SUPPLY, TRANSFERS, WAITING
from tests.test_pages import BOOK, open_page, texts


def scenario(query: str = "v=1") -> Scenario:
    return link.read(query, BOOK.controls).scenario


def answer(query: str = "v=1", language: str = "en") -> str:
    return answers_tokens.tokens(scenario(query), EN if language == "en" else ZH)


def judged(query: str = "v=1", language: str = "en") -> str:
    return answers_tokens.judged(scenario(query), EN if language == "en" else ZH)


def test_answer_counts_products_and_says_that_the_approved_coins_lack_features() -> None:
    said = answer()
    assert "3 of the 8 products listed have all five features" in said
    assert (
        "5 of the 8 count as margin, 2 with all five features and 3 without (USDC, BTC, ETH)."
        in said
    )
    assert "BTC: a claim on nobody" in judged()


def test_answer_turns_with_the_rules() -> None:
    assert "none of them counts as margin" in answer("v=1&asof=2025-12-01")
    assert "没有一个产品可计为保证金" in answer("v=1&asof=2025-12-01", "zh")


def test_answer_turns_with_the_product() -> None:
    assert "BUIDL, BENJI: all five features." in judged("v=1&asset=ttbill")
    lacking = judged("v=1&asset=usdc")
    assert (
        "USDC: features missing or only partial are known holders, restricted transfer" in lacking
    )
    assert "No product listed stands for this asset" in judged("v=1&asset=cash")


def test_answer_turns_with_the_wait() -> None:
    waiting, free = answer("v=1&hold=24"), answer("v=1")
    assert "24 h for permission checks adds USD 34.3m (+21.6%) to the margin" in waiting
    assert (
        "BTC: nobody's permission is needed; the 1 h counted here is the time to get control"
        in judged()
    )
    assert "here; holding each transfer 24 h, as for DTC entitlement, would add USD 34.3m" in free


def test_answer_prices_the_wait_of_the_chosen_product_only_where_it_asks_for_permission() -> None:
    bills, equity = answer("v=1&asset=ttbill"), answer("v=1&asset=tequity")
    assert "holding each transfer 30 min, as for BUIDL, BENJI, would add" in bills
    assert "as for DTC entitlement" in equity
    assert "nobody's permission" not in judged("v=1&asset=ttbill") + judged("v=1&asset=tequity")
    assert judged("v=1&c.btc=0").endswith("BTC: nobody's permission is needed.")
    assert "as for BUIDL, BENJI" in answer("v=1&c.tequity=0")
    assert "costs no speed" in answer("v=1&c.tequity=0&c.ttbill=0")
    assert "取得控制权的时间" in judged("v=1", "zh")


def test_answer_turns_when_a_floor_binds() -> None:
    assert "adds nothing to the margin" in answer("v=1&hold=24&regime=cftc_swaps")
    assert "would add nothing to the margin" in answer("v=1&regime=cftc_swaps")
    assert "保证金不会增加" in answer("v=1&hold=24&regime=cftc_swaps", "zh")


def test_title_of_the_wait_turns_too() -> None:
    chosen = (BOOK.tokens["dtc"],)
    free, floor = scenario("v=1"), scenario("v=1&regime=cftc_swaps")
    speed = survival.wait(free, BOOK, 24.0, "tequity")
    assert "adds USD 34.3m" in answers_tokens.wait_title(speed, chosen, EN)
    speed = survival.wait(floor, BOOK, 24.0, "tequity")
    assert "leaves the margin as it is" in answers_tokens.wait_title(speed, chosen, EN)
    assert answers_tokens.wait_title(None, (), EN) == EN("picture.speed.none")


def test_every_cell_of_the_grid_holds_a_word() -> None:
    fig = figures_tokens.grid(GRID, "", EN, dark=False)
    assert [list(row) for row in fig.data[0].text] == [["Yes", "No", "1 h"]] * 2
    assert fig.layout.yaxis.ticktext[1].startswith("<b>")
    assert len(fig.layout.shapes) == 1
    rows = figures_tokens.grid_table(GRID, EN).rows
    assert len(rows) == 6
    assert rows[0] == ("BUIDL", "Issue", "Yes", "Because.", "data, verified")


def test_products_at_the_same_hours_share_a_label() -> None:
    fig = figures_speed.waiting(WAITING, "", EN, dark=False)
    assert "\u25c6 BUIDL: 30 min \u25a0 2 products: up to 1 h" in notes(fig)
    assert "\u25c6 DTC entitlement: 24 h" in notes(fig)
    assert "\u25c6 2 products: 72 h" in notes(fig)
    assert EN("figure.mark_control") in notes(fig)
    assert "You are here: 0 h" in notes(fig)


def test_a_mix_that_cannot_cover_leaves_only_the_margin() -> None:
    data = copy_with(WAITING, locked=np.full(13, np.inf))
    fig = figures_speed.waiting(data, "", EN, dark=False)
    lines = [trace.name for trace in fig.data if trace.mode == "lines"]
    assert EN("figure.locked_line") not in lines
    assert EN("figure.margin_line") in lines


def test_counts_to_confirm_are_rings() -> None:
    fig = figures_market.supply(SUPPLY, "", EN, dark=False)
    shapes = [trace.marker.symbol for trace in fig.data if trace.mode == "markers"]
    assert shapes == ["circle", "circle-open", "triangle-up"]
    assert "To confirm" in notes(fig)
    assert figures_market.supply_table(SUPPLY, ZH).rows[0][1] == "2024年3月"


def test_raw_and_adjusted_stand_on_one_scale() -> None:
    fig = figures_market.transfers(TRANSFERS, "", EN, dark=False)
    assert len(fig.data) == 4
    assert fig.data[0].x[0] == pytest.approx(10 * fig.data[1].x[0])
    assert named(fig, "Adjusted").text[0] == "Adjusted <b>USD 265bn</b>"


def test_register_lists_every_finding() -> None:
    rows = list(register.rows(EN))
    assert len(rows) == 9 * len(BOOK.tokens)
    assert len({row[-1] for row in rows}) == len(rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_shows_its_charts_and_the_reversal(lang: str) -> None:
    app = open_page("tokens.py", v="1", lang=lang)
    assert not app.exception
    assert len(charts(app)) == 6
    before = said(app)
    app.slider(key="control.call.hold").set_value(24.0).run()
    assert not app.exception
    assert said(app) != before
    assert app.query_params["hold"] == "24"


def said(app: AppTest) -> str:
    return str(app.header[0].value)


def test_page_tells_who_controls_the_chosen_product() -> None:
    app = open_page("tokens.py", v="1", lang="en", asset="tequity")
    assert "a root wallet can mint, burn, move and correct" in texts(app)
    assert "DTC entitlement: all five" in texts(app)


def test_an_earlier_day_takes_the_margin_away() -> None:
    app = open_page("tokens.py", v="1", lang="en")
    app.date_input(key="control.rules.as_of").set_value(date(2025, 12, 1)).run()
    assert not app.exception
    assert "none of them counts" in said(app)


def test_infeasible_mix_still_prices_the_wait() -> None:
    app = open_page("tokens.py", v="1", lang="en", mix="btc:50,eth:50")
    assert not app.exception
    assert "would add" in said(app)
