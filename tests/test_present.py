"""Presenting to a room, and one chart in a frame: what is on the screen, and what is not."""

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from engine import catalogue, link, story_files
from pages.ui import enlarge, headlines
from pages.ui.text import words
from tests.drawn import charts
from tests.test_pages import CHARTS, VIEWS, open_page

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
STEPS = story_files.load()
BOOK = catalogue.load()


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def said(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.markdown, *app.caption, *app.warning])


def figures(app: AppTest) -> list[str]:
    """Headline figures as they are written beside the chart."""
    return [str(part.value) for part in app.markdown if str(part.value).startswith(":small")]


def press(app: AppTest, key: str) -> None:
    app.button(key=key).click().run()
    assert not app.exception


@LANGUAGES
@pytest.mark.parametrize("view", VIEWS)
def test_a_room_sees_question_answer_figures_and_one_chart(view: str, lang: str) -> None:
    app = open_page(view, v="1", lang=lang, present="1")
    assert not app.exception
    assert len(app.title) == len(app.header) == 1
    assert len(figures(app)) == len(headlines.RIBBON)
    assert len(charts(app)) == min(1, CHARTS[view])
    assert not keys(app) & {"undo", "redo", "origins", "present.enter", "story.next"}
    assert not any(key.startswith(("changed.", "reset.")) for key in keys(app))
    assert not [box for box in app.selectbox if box.key == f"preset.{lang}"]


def test_the_levers_wait_in_the_bar() -> None:
    app = open_page("margin.py", v="1", present="1")
    before = figures(app)
    app.slider(key="control.margin.since").set_value(12).run()
    assert figures(app) != before


@LANGUAGES
def test_every_step_of_the_story_is_shown_forwards_and_back(lang: str) -> None:
    app = open_page("story.py", v="1", lang=lang, present="1")
    seen = []
    for step in STEPS:
        seen.append(app.title[0].value)
        assert app.header[0].value
        assert len(charts(app)) == 1
        assert app.button(key="present.next").disabled == (step is STEPS[-1])
        if step is not STEPS[-1]:
            press(app, "present.next")
            assert app.session_state["scenario"] == STEPS[len(seen)].scenario
    assert seen == [step.texts["question"][lang] for step in STEPS]
    for step in reversed(STEPS[:-1]):
        press(app, "present.previous")
        assert app.title[0].value == step.texts["question"][lang]
    assert app.button(key="present.previous").disabled


def test_what_a_step_suggests_is_tried_and_left_again() -> None:
    app = open_page("story.py", v="1", present="1", step="2")
    press(app, "present.next")
    press(app, "present.try")
    assert app.session_state["scenario"] == STEPS[2].other
    assert app.header[0].value.startswith(STEPS[2].texts["try"]["en"].partition("{")[0])
    assert "story.back" not in keys(app)
    press(app, "present.try")
    assert app.session_state["scenario"] == STEPS[2].scenario


def test_nothing_is_tried_before_the_answer_is_shown() -> None:
    app = open_page("story.py", v="1", present="1", step="3", guess="ask")
    assert app.button(key="present.try").disabled
    press(app, "story.guess.up")
    assert not app.button(key="present.try").disabled


def test_pasted_links_are_presented_one_by_one() -> None:
    app = open_page("story.py", v="1", lang="en")
    app.text_area(key="story.list.text").set_value("?v=1&cycle=T2\n/margin?v=1&n=20").run()
    press(app, "story.list.take")
    press(app, "present.enter")
    assert len(charts(app)) == 1
    press(app, "present.next")
    wanted = link.read_text("v=1&n=20", BOOK.controls).scenario
    assert app.session_state["scenario"] == wanted
    assert app.button(key="present.next").disabled


def test_every_chart_of_a_page_takes_its_turn() -> None:
    app = open_page("margin.py", v="1", present="1")
    titles = [app.subheader[0].value]
    for _ in range(CHARTS["margin.py"]):
        press(app, "present.chart")
        assert len(charts(app)) == 1
        titles.append(app.subheader[0].value)
    assert len(set(titles)) == CHARTS["margin.py"]
    assert titles[0] == titles[-1]


@LANGUAGES
def test_replay_shows_the_last_change_and_loses_nothing(lang: str) -> None:
    app = open_page("margin.py", v="1", lang=lang, present="1")
    before = figures(app)
    assert app.button(key="present.replay").disabled
    app.slider(key="control.margin.since").set_value(12).run()
    now, scenario, past = figures(app), app.session_state["scenario"], app.session_state["past"]
    press(app, "present.replay")
    assert figures(app) == before
    assert words(lang)("control.margin.since.label") in said(app)
    assert app.session_state["scenario"] == scenario
    press(app, "present.replay")
    assert figures(app) == now
    assert (app.session_state["scenario"], app.session_state["past"]) == (scenario, past)


def test_leaving_in_the_middle_of_a_replay_keeps_the_present_scenario() -> None:
    app = open_page("margin.py", v="1", present="1")
    app.slider(key="control.margin.since").set_value(12).run()
    scenario = app.session_state["scenario"]
    press(app, "present.replay")
    press(app, "present.leave")
    assert app.session_state["scenario"] == scenario
    assert {"undo", "present.enter"} <= keys(app)
    assert len(charts(app)) == CHARTS["margin.py"]


@LANGUAGES
def test_the_keys_are_listed(lang: str) -> None:
    app = open_page("story.py", v="1", lang=lang, present="1")
    press(app, "present.help")
    for name in ("next", "previous", "try", "chart", "replay", "keys", "leave"):
        assert words(lang)(f"present.key.{name}") in said(app)


@LANGUAGES
def test_a_frame_holds_one_chart_and_the_way_to_the_page(lang: str) -> None:
    app = open_page("margin.py", v="1", lang=lang, since="12", show="period_parts", present="")
    assert len(charts(app)) == 1
    assert not [*app.title, *app.header, *app.subheader, *app.button, *app.slider, *app.caption]
    address = said(app).rpartition("(")[2]
    assert address == f"?v=1&since=12&lang={lang})"


def test_every_chart_of_a_page_can_stand_in_a_frame() -> None:
    app = open_page("settlement.py", v="1", present="1")
    shown = app.session_state["shown.charts"]
    assert len(shown) == CHARTS["settlement.py"]
    for key in shown:
        alone = open_page("settlement.py", v="1", show=key)
        assert len(charts(alone)) == 1, key
        assert not alone.title


@LANGUAGES
def test_a_frame_holds_the_headline_figures(lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang, show="ribbon")
    assert len(figures(app)) == len(headlines.RIBBON)
    assert not charts(app)
    assert not app.title


@LANGUAGES
@pytest.mark.parametrize("key", ["nonsense", "`](javascript:alert(1))"])
def test_a_chart_that_the_page_has_not_is_said(lang: str, key: str) -> None:
    app = open_page("margin.py", v="1", lang=lang, show=key)
    assert len(charts(app)) == CHARTS["margin.py"]
    assert len(app.warning) == 1
    assert "`" in app.warning[0].value


def test_what_a_link_gets_wrong_is_said_in_the_room_and_in_a_frame() -> None:
    for beside in ({"present": "1"}, {"show": "period_parts"}):
        app = open_page("margin.py", v="1", n="abc", **beside)
        assert "n" in app.warning[0].value
        assert len(charts(app)) == 1


def test_enlarged_grows_lengths_and_leaves_data() -> None:
    data = [{"type": "bar", "x": [1, 2], "y": [3, 4], "textfont": {"size": 10}}]
    layout = {"height": 300, "margin": {"l": 20}, "font": {"size": 10}}
    found = enlarge.enlarged(go.Figure({"data": data, "layout": layout})).to_plotly_json()
    assert found["layout"]["height"] == 300 * enlarge.MOST
    assert found["layout"]["margin"]["l"] == 20 * enlarge.MOST
    assert found["data"][0]["textfont"]["size"] == 10 * enlarge.MOST
    assert list(found["data"][0]["y"]) == [3, 4]


def test_enlarged_never_grows_beyond_the_room_and_never_shrinks_type() -> None:
    layout = {"height": 900, "font": {"size": 10}}
    found = enlarge.enlarged(go.Figure({"layout": layout})).to_plotly_json()
    assert found["layout"]["height"] == enlarge.ROOM
    assert found["layout"]["font"]["size"] == 10
