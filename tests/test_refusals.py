"""Moves of a control that cannot be taken: judged, said in both languages, seen on the page."""

import pytest

from engine import catalogue
from engine.scenario import Scenario, Value, get, replace
from pages.ui import refusals
from pages.ui.refusals import Refusal
from pages.ui.text import words
from tests.test_pages import open_whole, texts

TODAY = catalogue.load().presets["today"].scenario
DAYS, SOURCES = "tests.cuts_days_to_sell", "tests.cuts_sources"


def said(path: str, asked: Value, language: str = "en", held: Scenario = TODAY) -> str:
    found = refusals.moved(held, path, asked, snap=isinstance(asked, float))
    assert isinstance(found, Refusal)
    return refusals.sentence(found, held, words(language))


def test_a_value_that_fits_is_taken_free_of_noise() -> None:
    new = refusals.moved(TODAY, f"{DAYS}.2", 0.1 + 0.2, snap=True)
    assert isinstance(new, Scenario)
    assert get(new, DAYS) == (None, 0.3, None)
    assert refusals.moved(TODAY, "call.mint", asked=True) == replace(TODAY, "call.mint", True)  # noqa: FBT003


def test_a_cut_off_out_of_order_names_its_limits() -> None:
    text = said(f"{DAYS}.2", 20.0)
    assert text.startswith("“Days to sell, score 2” stays at 1 day. At 20 days the cut-offs")
    assert text.endswith("It can be 0.3 days to 4.95 days now.")
    assert "“卖出天数，2分”保持不变（1 天）：若取 20 天" in said(f"{DAYS}.2", 20.0, "zh")
    assert "It can be 3 to 4 now." in said(f"{SOURCES}.2", 7.0)


def test_going_back_to_automatic_can_be_out_of_order_too() -> None:
    typed = replace(TODAY, DAYS, (2.0, 3.0, None))
    text = said(f"{DAYS}.2", None, held=typed)
    assert "stays at 3 days. At 1 day the cut-offs" in text


@pytest.mark.parametrize("asked", [35.25, 250.0, -1.0, float("nan")])
def test_a_number_off_its_range_or_steps_names_both(asked: float) -> None:
    text = said("stress.shock", asked)
    assert "It takes 0% to 100% in steps of 0.1%" in text
    assert "可取 0% 至 100%，步长 0.1%" in said("stress.shock", asked, "zh")


def test_what_is_no_number_keeps_its_value() -> None:
    assert said("call.rail", "pigeon") == (
        "“Calls are paid by” keeps its value: it cannot take the new one. Choose another."
    )
    assert "保持原值" in said("firm.title", "x" * 81, "zh")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("en", "“Days to sell, score 2” stays at 1 day"),
        ("zh", "“卖出天数，2分”保持不变（1 天）"),
    ],
)
def test_the_page_says_it_once_and_the_slider_goes_back(lang: str, sentence: str) -> None:
    app = open_whole("eligibility.py", v="1", lang=lang)
    key = f"control.{DAYS}.2"
    app.slider(key=key).set_value(20.0).run()
    assert not app.exception
    assert [toast.value for toast in app.toast if sentence in toast.value]
    assert app.slider(key=key).value == 1.0
    assert "t.days.2" not in app.query_params
    app.slider(key=key).set_value(2.0).run()
    assert not app.toast
    assert app.slider(key=key).value == 2.0
    assert app.query_params["t.days.2"] in ("2", ["2"])


def test_a_typed_amount_off_its_steps_is_said_and_not_an_error() -> None:
    app = open_whole("calls.py", v="1", lang="en")
    box = app.number_input(key="control.firm.notional")
    box.set_value(1000.5).run()
    assert not app.exception
    assert "“Position (USD m)” stays at USD 1bn" in app.toast[0].value
    assert app.number_input(key="control.firm.notional").value == 1000.0
    assert "A call on" in texts(app)
