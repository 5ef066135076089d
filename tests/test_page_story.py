"""The story page: every step in both languages, guesses, lists of links, and what went wrong."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from engine import pasted, story, story_files
from engine.link import write
from engine.story_records import Step
from pages.ui import pictures_story, story_page, story_steps
from pages.ui.text import words as words_of
from tests.drawn import charts
from tests.strategies import controls
from tests.test_pages import BOOK, open_page, texts

STEPS = story_files.load()
EACH = pytest.mark.parametrize("number", range(1, len(STEPS) + 1))
BOTH = pytest.mark.parametrize("lang", ["en", "zh"])
CALLS, FLOOR = 2, 3


def query(step: Step) -> dict[str, str]:
    return dict(part.split("=", 1) for part in step.link.split("&"))


def at(number: int, lang: str = "en", **more: str) -> AppTest:
    return open_page(
        "story.py", lang=lang, step=str(number), **query(STEPS[number - 1]), **more
    )  # fmt: skip


def param(app: AppTest, name: str) -> str:
    found = app.query_params.get(name, "")
    return str(found[0] if isinstance(found, list) and found else found or "")


def guess_link(number: int, guess: str) -> str:
    step = STEPS[number - 1]
    beside = {"step": str(number), "guess": guess}
    return f"https://example.org/story?{write(step.scenario, controls(), 'en', beside)}"


def test_every_chart_that_a_step_may_name_can_be_drawn() -> None:
    assert set(pictures_story.DRAW) == set(story_files.CHARTS)


@BOTH
@EACH
def test_every_step_shows_question_finding_and_chart_without_a_click(
    number: int, lang: str
) -> None:
    app, step = at(number, lang), STEPS[number - 1]
    words = words_of(lang)
    assert not app.exception
    assert not app.warning
    assert app.title[0].value == step.texts["question"][lang]
    said = app.header[0].value
    assert "{" not in said
    fixed = step.texts["finding"][lang].partition("{")[0]
    assert said.startswith(fixed)
    assert 1 <= len(charts(app)) <= 2
    assert words("story.back") not in texts(app)
    assert words("story.place", at=number, of=len(STEPS)) in texts(app)
    assert app.button(key="story.previous").disabled == (number == 1)
    assert app.button(key="story.next").disabled == (number == len(STEPS))


@BOTH
@EACH
def test_the_finding_writes_the_figures_of_the_engine(number: int, lang: str) -> None:
    step, words = STEPS[number - 1], words_of(lang)
    figures, said = story.tell(step, BOOK).figures, story_page.sentence(step, "finding", words)
    for name, slot in step.slots.items():
        if "{" + name + "}" in step.texts["finding"][lang]:
            assert story_page.amount(slot.unit, figures[name], words) in said
    for name in story_files.TEXTS:
        assert "{" not in story_page.sentence(step, name, words)


def test_a_finding_that_does_not_hold_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    told = story.tell(STEPS[0], BOOK)
    broken = replace(told, broken=STEPS[0].claims[:1])
    monkeypatch.setattr(story_steps, "told_of", lambda _: broken)
    app = at(1)
    assert not app.exception
    assert app.header[0].value == words_of("en")("story.broken")


@BOTH
def test_next_and_previous_walk_through_all_steps(lang: str) -> None:
    app = open_page("story.py", v="1", lang=lang)
    for number in range(2, len(STEPS) + 1):
        app.button(key="story.next").click().run()
        assert not app.exception
        assert param(app, "step") == str(number)
        assert app.title[0].value == STEPS[number - 1].texts["question"][lang]
        assert app.session_state["scenario"] == STEPS[number - 1].scenario
    app.button(key="story.previous").click().run()
    assert param(app, "step") == str(len(STEPS) - 1)


@BOTH
def test_what_to_try_is_loaded_and_its_sentence_is_the_large_one(lang: str) -> None:
    app, words = at(CALLS, lang), words_of(lang)
    said = app.header[0].value
    app.button(key="story.load").click().run()
    assert not app.exception
    assert app.session_state["scenario"] == STEPS[CALLS - 1].other
    assert app.header[0].value == story_page.sentence(STEPS[CALLS - 1], "try", words)
    assert f"{words('story.found')} {said}" in texts(app)
    assert words("story.other") in texts(app)
    assert param(app, "step") == str(CALLS)
    app.button(key="story.back").click().run()
    assert app.session_state["scenario"] == STEPS[CALLS - 1].scenario
    assert words("story.other") not in texts(app)
    assert app.header[0].value == said


def test_a_moved_scenario_is_said_and_the_finding_stays() -> None:
    app = at(CALLS, cycle="T2")
    assert words_of("en")("story.moved") in texts(app)
    assert app.header[0].value == at(CALLS).header[0].value


@pytest.mark.parametrize("step", ["0", "12", "-1", "x", "1" * 60, "`](javascript:x)"])
def test_a_step_that_does_not_exist_is_said(step: str) -> None:
    app = open_page("story.py", v="1", lang="en", step=step)
    assert not app.exception
    assert "The link asks for step" in texts(app)
    assert app.title[0].value == STEPS[0].texts["question"]["en"]


@BOTH
def test_a_step_asks_first_where_the_switch_is_on(lang: str) -> None:
    app, words = at(CALLS, lang), words_of(lang)
    app.toggle(key="story.asking").set_value(True).run()
    ask = STEPS[CALLS - 1].ask
    assert ask is not None
    assert app.header[0].value == ask.text[lang]
    assert not charts(app)
    assert not app.metric
    assert param(app, "guess") == "ask"
    app.number_input(key="story.guess.amount.calls").set_value(-50).run()
    app.button(key="story.guess.take").click().run()
    assert not app.exception
    assert param(app, "guess") == "-50"
    assert words("story.guess.said", guess="−50%", answer="−29.4%") in texts(app)
    assert charts(app)
    app.button(key="story.next").click().run()
    assert param(app, "guess") == "ask"
    app.button(key="story.guess.up").click().run()
    assert param(app, "guess") == "up"
    said = words("story.guess.said", guess=words("story.direction.up"),
                 answer=words("story.direction.same"))  # fmt: skip
    assert said in texts(app)


@BOTH
def test_a_step_without_a_question_says_where_the_next_one_is(lang: str) -> None:
    asking = [number for number, step in enumerate(STEPS, 1) if step.ask]
    for number in (n for n in range(1, len(STEPS) + 1) if n not in asking):
        later = [place for place in asking if place > number]
        key = "story.guess.later" if later else "story.guess.last"
        said = words_of(lang)(key, step=later[0] if later else "")
        assert said in texts(at(number, lang, guess="ask"))
        assert said not in texts(at(number, lang))


@BOTH
def test_a_guess_outside_the_range_is_refused_with_a_sentence(lang: str) -> None:
    app, words = at(CALLS, lang, guess="ask"), words_of(lang)
    box = app.number_input(key="story.guess.amount.calls")
    assert "\u221290" in box.label
    assert "30" in box.label
    assert not app.warning
    box.set_value(40).run()
    app.button(key="story.guess.take").click().run()
    assert not app.exception
    said = words("story.guess.outside", guess="40", low="\u221290", high="30")
    assert [warning.value for warning in app.warning] == [said]
    assert param(app, "guess") == "ask"
    assert not charts(app)
    app.number_input(key="story.guess.amount.calls").set_value(30).run()
    assert not app.warning
    app.button(key="story.guess.take").click().run()
    assert param(app, "guess") == "30"
    assert said in texts(at(CALLS, lang, guess="40"))


def test_a_step_is_shown_without_a_guess() -> None:
    app = at(FLOOR, guess="ask")
    app.button(key="story.show").click().run()
    assert param(app, "guess") == "shown"
    assert charts(app)
    assert "You guessed" not in texts(app)


@pytest.mark.parametrize("guess", ["maybe", "1e3", "-0.123", "<b>", "nan"])
def test_a_guess_that_cannot_be_read_is_said(guess: str) -> None:
    app = at(CALLS, guess=guess)
    assert not app.exception
    assert words_of("en")("story.guess.unread") in texts(app)
    assert charts(app)


@BOTH
def test_the_guesses_of_a_room_are_counted(lang: str) -> None:
    app, words = at(CALLS, lang, guess="shown"), words_of(lang)
    before = len(charts(app))
    lines = [guess_link(CALLS, guess) for guess in ("-50", "-30", "-30")]
    lines += ["hello", guess_link(FLOOR, "up"), guess_link(CALLS, "up"), "x" * 6000]
    lines += [guess_link(CALLS, "40")]
    app.text_area(key="story.room.text").set_value("\n".join(lines)).run()
    assert not app.exception
    assert len(charts(app)) == before + 1
    page = texts(app)
    assert words("story.room.found", count=3, middle="−30%", answer="−29.4%") in page
    for line, code in ((4, "no_link"), (5, "other_step"), (6, "no_guess"), (7, "too_long")):
        assert words(f"story.fault.{code}", line=line) in page
    outside = {"guess": "40", "low": "\u221290", "high": "30"}
    assert words("story.fault.outside", line=8, **outside) in page


def test_the_spread_does_not_give_the_answer_away() -> None:
    app = at(FLOOR, guess="ask")
    app.text_area(key="story.room.text").set_value(guess_link(FLOOR, "up")).run()
    assert not app.exception
    assert "Guesses: 1. In the middle: rises" in texts(app)
    assert "The model gives" not in texts(app)


@BOTH
def test_pasted_links_become_steps(lang: str) -> None:
    app, words = open_page("story.py", v="1", lang=lang), words_of(lang)
    lines = ["https://other.example/settlement?v=1&cycle=T2", "hello", "v=1&rail=fedwire&vol=abc"]
    app.text_area(key="story.list.text").set_value("\n".join(lines)).run()
    app.button(key="story.list.take").click().run()
    assert not app.exception
    assert app.title[0].value == words("story.link", at=1)
    assert words("story.place.list", at=1, of=2) in texts(app)
    assert words("story.fault.no_link", line=2) in texts(app)
    assert param(app, "cycle") == "T2"
    app.button(key="story.next").click().run()
    assert param(app, "rail") == "fedwire"
    assert "vol" in app.warning[0].value
    assert app.button(key="story.next").disabled
    app.button(key="story.leave").click().run()
    assert not app.exception
    assert app.title[0].value == STEPS[0].texts["question"][lang]


def test_a_list_without_a_link_says_so_and_the_story_stays() -> None:
    app = open_page("story.py", v="1", lang="en")
    app.text_area(key="story.list.text").set_value("hello").run()
    app.button(key="story.list.take").click().run()
    assert words_of("en")("story.fault.no_link", line=1) in texts(app)
    assert app.title[0].value == STEPS[0].texts["question"]["en"]


def test_lists_are_bounded() -> None:
    text = "\n".join(["v=1"] * 35)
    found, faults = pasted.links(text)
    assert (len(found), len(faults)) == (pasted.MOST_LINKS, 5)
    assert {fault.code for fault in faults} == {"too_many"}
    ask = STEPS[CALLS - 1].ask
    assert ask is not None
    many = "\n".join([guess_link(CALLS, "-5")] * 62)
    kept, left = pasted.guesses(many, ask, CALLS, controls())
    assert (len(kept), len(left)) == (pasted.MOST_GUESSES, 2)
    assert pasted.links("\n \n") == ((), ())
