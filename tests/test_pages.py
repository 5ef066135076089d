"""Every page runs in both languages from links, and says what it could not honour."""

from pathlib import Path
from typing import cast

import pytest
from streamlit.testing.v1 import AppTest

from engine import catalogue
from tests.drawn import charts

ROOT = Path(__file__).parents[1]
BOOK = catalogue.load()
VIEWS = sorted(path.name for path in (ROOT / "pages/views").glob("[!_]*.py"))
CHARTS = {
    "overview.py": 3,
    "collateral.py": 3,
    "settlement.py": 5,
    "methods.py": 0,
    "glossary.py": 0,
    "sources.py": 0,
    "waterfall.py": 4,
    "leverage.py": 5,
    "timeline.py": 2,
    "eligibility.py": 3,
    "tokens.py": 6,
    "margin.py": 5,
    "calls.py": 7,
    "history.py": 5,
    "story.py": 1,
    "compare.py": 3,
}
HOSTILE = {
    "v": "1", "vol": "-5", "h.btc": "140", "mix": "gold:100", "n": "nan", "cycle": "<b>T9</b>",
    "title": "`](javascript:alert(1))", "zz": "9" * 5000, "rail": "pigeon", "since": "1e309",
}  # fmt: skip


def open_page(view: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(ROOT / "pages/router.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if view != "overview.py":
        app.switch_page(f"views/{view}").run()
    return app


def open_whole(view: str, **query: str) -> AppTest:
    """Open a page and its box of further settings, whose controls are drawn only then."""
    app = open_page(view, **query)
    app.session_state[f"more.{view.removesuffix('.py')}"] = True
    return app.run()


def texts(app: AppTest) -> str:
    parts = [
        *app.title,
        *app.header,
        *app.subheader,
        *app.caption,
        *app.markdown,
        *app.warning,
        *app.button,
    ]
    return "\n".join(str(getattr(part, "value", "") or part.label) for part in parts)


def metric(app: AppTest, label: str) -> str:
    return next(str(m.value) for m in app.metric if m.label == label)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_page_runs_with_its_charts(view: str, lang: str) -> None:
    app = open_page(view, v="1", lang=lang)
    assert not app.exception
    assert len(charts(app)) == CHARTS[view]
    assert app.title[0].value


@pytest.mark.parametrize("view", ["overview.py", "margin.py"])
def test_further_settings_are_drawn_only_while_their_box_is_open(view: str) -> None:
    path = "control.margin.detect"
    assert path not in [slider.key for slider in open_page(view, v="1").slider]
    app = open_whole(view, v="1")
    first = metric(app, "Initial margin")
    app.slider(key=path).set_value(3.0).run()
    assert metric(app, "Initial margin") != first
    assert app.query_params["detect"] in ("3", ["3"])


@pytest.mark.parametrize("lang", ["en", pytest.param("zh", marks=pytest.mark.full)])
@pytest.mark.parametrize("preset", sorted(BOOK.presets))
def test_every_page_runs_with_every_preset(preset: str, lang: str) -> None:
    pairs = [part.split("=", 1) for part in BOOK.presets[preset].link.split("&") if part]
    app = open_page("overview.py", **{**dict(pairs), "lang": lang})
    for view in VIEWS:
        app.switch_page(f"views/{view}").run()
        assert not app.exception, view
        assert not app.warning, view
        assert app.header[0].value, view


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_hostile_link_is_said_aloud_and_the_page_still_works(view: str, lang: str) -> None:
    app = open_page(view, lang=lang, **HOSTILE)
    assert not app.exception
    said = app.warning[0].value
    for name in set(HOSTILE) - {"v", "title"}:
        assert name in said, name
    assert len(charts(app)) == CHARTS[view]


def test_chinese_page_is_chinese() -> None:
    assert "占用" in texts(open_page("overview.py", v="1", lang="zh"))


def test_both_languages_show_the_same_change() -> None:
    english = open_page("overview.py", v="1", lang="en", cycle="T2")
    chinese = open_page("overview.py", v="1", lang="zh", cycle="T2")
    assert metric(english, "Locked overnight") == "USD 295m"
    assert metric(chinese, "隔夜占用资本") == "2.95 亿美元"


def test_a_changed_haircut_moves_the_figures_and_the_link() -> None:
    app = open_page("overview.py", v="1", lang="en")
    before = metric(app, "Posted")
    app.slider(key="control.collateral.haircuts.btc").set_value(60.0).run()
    assert metric(app, "Posted") != before
    assert app.query_params["h.btc"] == "60"
    app.button(key="undo").click().run()
    assert metric(app, "Posted") == before
    assert "h.btc" not in app.query_params
    app.button(key="redo").click().run()
    assert app.query_params["h.btc"] == "60"


def test_mix_always_totals_one_hundred() -> None:
    app = open_page("collateral.py", v="1", lang="en")
    app.slider(key="control.collateral.mix.btc").set_value(50.0).run()
    keys = [str(s.key) for s in app.slider if str(s.key).startswith("control.collateral.mix.")]
    shares = [cast("float", app.slider(key=key).value) for key in keys]
    assert sum(shares) == pytest.approx(100.0)
    app.slider(key="control.collateral.mix.btc").set_value(20.0).run()
    assert app.slider(key="control.collateral.mix.tbill").value == 50.0


def test_infeasible_mix_is_a_sentence_not_an_error() -> None:
    for view in VIEWS:
        app = open_page(view, v="1", lang="en", mix="btc:50,eth:50")
        assert not app.exception
    assert "No amount of this mix" in texts(
        open_page("overview.py", mix="btc:50,eth:50", lang="en")
    )


def test_answer_turns_with_the_sign() -> None:
    falls = texts(open_page("overview.py", v="1", lang="en"))
    rises = texts(open_page("overview.py", v="1", lang="en", rail="fedwire", cycle="T2"))
    assert "Locked overnight falls" in falls
    assert "Locked overnight rises" in rises


def test_settlement_answer_turns_with_the_sign() -> None:
    assert "less than T+1" in texts(open_page("settlement.py", lang="en", v="1", cycle="T0"))
    assert "more than T+1" in texts(open_page("settlement.py", lang="en", v="1", cycle="T2"))
    never = open_page("settlement.py", lang="en", v="1", wallets24="1")
    assert "however many receipts are used again" in texts(never)


def test_floor_is_named_with_both_values() -> None:
    page = texts(open_page("overview.py", v="1", lang="en", regime="cftc_swaps"))
    assert "floor of 7.24 days on the liquidation period decides the margin" in page


def test_preset_and_reset_keep_the_baseline() -> None:
    app = open_page("overview.py", v="1", lang="en")
    app.selectbox(key="preset.en").set_value("t2-2023").run()
    assert not app.exception
    assert app.query_params["cycle"] == "T2"
    app.button(key="reset.default").click().run()
    assert "cycle" not in app.query_params


def test_a_chip_takes_one_change_back() -> None:
    app = open_page("overview.py", v="1", lang="en", cycle="T2")
    app.button(key="changed.settlement.cycle").click().run()
    assert "cycle" not in app.query_params


def test_an_opened_link_replaces_the_scenario_and_says_what_is_wrong() -> None:
    app = open_page("overview.py", v="1", lang="en")
    app.session_state["link"] = True
    app.run().text_input(key="open_link").set_value(
        "https://other.example/x?v=1&cycle=T2&vol=abc"
    ).run()
    assert app.query_params["cycle"] == "T2"
    assert "vol" in app.warning[0].value


def test_search_in_sources_narrows_the_table() -> None:
    app = open_page("sources.py", v="1", lang="en")
    whole = len(app.dataframe[0].value)
    app.text_input(key="sources.search").set_value("NSCC").run()
    assert 0 < len(app.dataframe[0].value) < whole
    app.text_input(key="sources.search").set_value("zzzz").run()
    assert not app.dataframe
    assert not app.exception


def test_language_switch_renames_every_chooser_and_back() -> None:
    """A chooser reports the label it shows, so a stale one must not be taken for a code."""
    app = open_page("overview.py", v="1", lang="en")
    for lang, regime in (("zh", "营业日"), ("en", "business day")):
        app.segmented_control(key="control.lang").set_value(lang).run()
        assert not app.exception
        chooser = app.selectbox(key=f"control.margin.regime.{lang}")
        assert regime in chooser.options[1]
        assert chooser.value == "cftc_futures"


def test_opening_a_link_brings_its_language_and_page() -> None:
    app = open_page("overview.py", v="1", lang="en")
    text = "https://other.example/settlement?v=1&cycle=ATOM&lang=zh"
    app.session_state["link"] = True
    app.run().text_input(key="open_link").set_value(text).run()
    assert not app.exception
    assert app.query_params["lang"] == ["zh"] or app.query_params["lang"] == "zh"
    assert "结算" in app.title[0].value


@pytest.mark.parametrize(
    "query", [{"w": "0"}, {"fm": "0"}, {"fp": "0", "r": "100"}, {"share": "0"}]
)
def test_settlement_page_stands_at_the_ends_of_its_sliders(query: dict[str, str]) -> None:
    app = open_page("settlement.py", v="1", lang="en", **query)
    assert not app.exception
    assert len(charts(app)) == CHARTS["settlement.py"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_lever_on_two_pages_shows_the_setting_on_both(lang: str) -> None:
    app = open_page("settlement.py", v="1", lang=lang, cycle="T2", strict="1", rail="fedwire")
    assert app.select_slider(key=f"control.settlement.cycle.{lang}").value == "T2"
    assert app.toggle(key="control.view.strict").value is True
    app.switch_page("views/calls.py").run()
    assert app.selectbox(key=f"control.call.rail.{lang}").value == "fedwire"


def test_a_slider_keeps_its_value_and_its_steps_when_a_whole_number_is_reached() -> None:
    """With other steps it would be another widget, which knows no value and shows the least."""
    app = open_page("waterfall.py", shock="35.1")
    key = "control.stress.shock"
    for value in (35.0, 34.9):
        app.slider(key=key).set_value(value).run()
        assert (app.slider(key=key).value, app.slider(key=key).step) == (value, 0.1)
    assert open_page("waterfall.py", shock="35").slider(key=key).step == 1.0
