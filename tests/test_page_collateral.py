"""The collateral page: look-alike figures kept apart, the surplus over a cap, permission."""

from datetime import date

import pytest

from engine import catalogue
from engine.run import outcome
from engine.scenario import ASSETS, Scenario, replace
from pages.ui import answers, answers_collateral
from pages.ui.text import words
from tests.test_pages import open_page, texts

BOOK = catalogue.load()
EN, ZH = words("en"), words("zh")
DEFAULT = BOOK.presets["token-rails"].scenario


def mixed(**shares: float) -> Scenario:
    mix = tuple(shares.get(code, 0.0) for code in ASSETS)
    return replace(DEFAULT, "collateral.mix", mix)


def test_both_figures_of_twenty_percent_say_whose_and_when() -> None:
    said = answers_collateral.twenties(DEFAULT, "btc", EN)
    assert "customers' BTC" in said
    assert "own BTC" in said
    assert said.count("20%") >= 2
    assert "2026" in said
    assert "自有" in answers_collateral.twenties(DEFAULT, "btc", ZH)


def test_the_figures_turn_with_the_day_and_the_asset() -> None:
    early = replace(DEFAULT, "rules.as_of", date(2025, 12, 7))
    assert answers_collateral.twenties(early, "btc", EN) == ""
    assert answers_collateral.twenties(DEFAULT, "cash", EN) == ""
    assert "no haircut on customers' margin" in answers_collateral.twenties(DEFAULT, "usdc", EN)


def test_the_surplus_over_a_cap_is_an_amount() -> None:
    held = outcome(mixed(tbill=50, btc=50), BOOK).collateral
    surplus = float(held.unused_value[ASSETS.index("btc")])
    assert surplus > 0
    assert "at market value" in answers.caps(held, EN)
    assert answers.caps(outcome(DEFAULT, BOOK).collateral, EN) == EN("answer.caps.free")


def test_a_wait_for_permission_costs_margin_unless_a_floor_decides() -> None:
    assert answers_collateral.permission(DEFAULT, EN) == EN("answer.permission.none")
    waiting = replace(DEFAULT, "call.hold", 2.0)
    assert "takes margin from USD 159m to" in answers_collateral.permission(waiting, EN)
    floored = replace(waiting, "margin.regime", "cftc_swaps")
    assert "a floor decides it" in answers_collateral.permission(floored, EN)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_shows_them_and_links_to_the_tokens(lang: str) -> None:
    app = open_page("collateral.py", v="1", lang=lang, hold="2", mix="tbill:50,btc:50")
    say = words(lang)
    assert say("page.tokens") in [getattr(link, "label", "") for link in app.get("page_link")]
    said = texts(app)
    assert ("Holding each transfer 2 h" if lang == "en" else "许可检查停留 2 小时") in said
    assert ("at market value" if lang == "en" else "市值") in said
