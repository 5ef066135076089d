"""The story page, part by part: where one stands, question, finding, charts, what to try."""

from collections.abc import Callable

import streamlit as st

from engine.attribution import attribute
from engine.pasted import MOST_TEXT, Fault
from engine.results import Results
from engine.story_records import Ask, Step
from pages.ui import (
    answers,
    catalog,
    describe,
    explain,
    layout,
    numbers,
    pictures_story,
    pictures_whole,
    shown,
    state,
    story_steps,
    summary,
    ways,
)
from pages.ui.text import Words

QUESTION = "question.story"
HOURS_A_DAY = 24
WRITE: dict[str, Callable[[Words, float], str]] = {
    "times": numbers.times,
    "clock_days": lambda words, value: numbers.hours(words, value * HOURS_A_DAY),
}


def heading(results: Results, words: Words) -> None:
    """Write where one stands, the question and the finding, or what to expect first."""
    step = story_steps.here()
    at, of = story_steps.current(), story_steps.count()
    st.caption(words("story.place" if step else "story.place.list", at=at, of=of))
    if unknown := story_steps.unknown():
        st.caption(words("story.unknown", step=describe.quoted(unknown), of=of))
    if step is None:
        st.title(words("story.link", at=at), anchor=False)
        parts = attribute(state.scenario(), catalog.book())
        said = answers.overview(results, parts, words)
        asked = words("story.link", at=at)
        layout.say(st.container(key="answer"), QUESTION, said, words, asked=asked)
        return
    asked = step.texts["question"][words.language]
    st.title(asked, anchor=False)
    place = st.container(key="answer")
    if step.ask and story_steps.hidden(step):
        said = step.ask.text[words.language]
        place.header(said, anchor=False, help=explain.answer(asked, said, words))
        return
    true = story_steps.told_of(step).is_true
    name = "try" if story_steps.moved(step) == "other" else "finding"
    said = sentence(step, name, words) if true else words("story.broken")
    layout.say(place, QUESTION, said, words, asked=asked)
    _whereabouts(step, words)


def sentence(step: Step, name: str, words: Words) -> str:
    """Return a text of a step with its figures written in the language."""
    told = story_steps.told_of(step)
    written = {
        slot: amount(step.slots[slot].unit, value, words) for slot, value in told.figures.items()
    }
    return step.texts[name][words.language].format_map(written)


def amount(unit: str, value: float, words: Words) -> str:
    """Write a figure in the unit of its slot; days on the clock are written in hours."""
    write = WRITE.get(unit)
    return write(words, value) if write else numbers.quantity(words, value, unit)


def buttons(words: Words) -> None:
    """Draw previous and next, which the arrow keys press too, and the switch to ask first."""
    at, of = story_steps.current(), story_steps.count()
    with st.container(horizontal=True, vertical_alignment="center", key="story.steps"):
        st.button(
            words("story.previous"), key="story.previous",
            shortcut="Left", disabled=at <= 1, on_click=story_steps.go, args=(at - 1,),
        )  # fmt: skip
        st.button(
            words("story.next"), key="story.next",
            shortcut="Right", disabled=at >= of, on_click=story_steps.go, args=(at + 1,),
        )  # fmt: skip
        if story_steps.listed():
            st.button(
                words("story.leave"), key="story.leave", icon=":material/menu_book:",
                on_click=story_steps.leave_list,
            )  # fmt: skip
            return
        state.seed("story.asking", bool(state.beside("guess")))
        st.toggle(
            words("story.asking"), key="story.asking", help=words("story.asking.help"),
            on_change=state.note, args=("story.asking", story_steps.set_asking),
        )  # fmt: skip


def body(results: Results, words: Words) -> None:
    """Draw charts, what to try, headline figures and notes of the step."""
    step, scenario = story_steps.here(), state.scenario()
    if step is None:
        pictures_whole.whole(scenario, results, words)
        _way(words)
        summary.draw(words)
        return
    if len(step.charts) == 1:
        pictures_story.draw(step.charts[0], scenario, results, words)
    else:
        for name, column in zip(
            step.charts, st.columns(len(step.charts), gap="medium"), strict=True
        ):
            with column:
                pictures_story.draw(name, scenario, results, words)
    _try(step, words)
    _way(words)
    summary.draw(words)
    with st.expander(words("story.notes"), icon=":material/speaker_notes:", key="story.notes"):
        st.markdown(sentence(step, "notes", words))


def paste(words: Words) -> None:
    """Offer to go through pasted links instead of the story."""
    with st.expander(words("story.list"), icon=":material/list:", key="story.list.box"):
        st.caption(words("story.list.about"))
        key = "story.list.text"
        st.text_area(words("story.list.label"), key=key, max_chars=MOST_TEXT, height=120)
        st.button(
            words("story.list.take"), key="story.list.take", icon=":material/playlist_play:",
            on_click=story_steps.take_list, args=(key,),
        )  # fmt: skip
    faults = story_steps.faults()
    if faults:
        st.caption(listed_faults(faults, words))


def span(ask: Ask, words: Words) -> dict[str, str]:
    """Write the range that an amount is asked on, by the names the texts give its ends."""
    return {"low": numbers.number(words, ask.low), "high": numbers.number(words, ask.high)}


def listed_faults(faults: tuple[Fault, ...], words: Words, **named: str) -> str:
    """Say line by line what could not be used; a guess outside the range with what it was."""
    said = [
        words(f"story.fault.{fault.code}", line=fault.line, guess=_given(fault, words), **named)
        for fault in faults
    ]
    return describe.sentences(words, said)


def _given(fault: Fault, words: Words) -> str:
    return numbers.number(words, float(fault.given)) if fault.given else ""


def _whereabouts(step: Step, words: Words) -> None:
    """Say that the scenario is no longer the step's, and offer the way back."""
    where = story_steps.moved(step)
    with st.container(horizontal=True, vertical_alignment="center", key="story.moved"):
        if where:
            st.caption(words(f"story.{where}"), width="content")
        if where and not (where == "other" and shown.is_stage()):  # a presentation's bar has one
            st.button(
                words("story.back"), key="story.back", icon=":material/restart_alt:",
                type="tertiary", on_click=story_steps.back,
            )  # fmt: skip


def _try(step: Step, words: Words) -> None:
    with st.container(border=True, key="story.try"):
        if story_steps.moved(step) == "other":
            st.caption(f"{words('story.found')} {sentence(step, 'finding', words)}")
        else:
            st.markdown(f"**{words('story.try')}** {sentence(step, 'try', words)}")
        st.button(
            words("story.load"), key="story.load", icon=":material/play_arrow:",
            disabled=story_steps.moved(step) == "other", on_click=story_steps.try_other,
        )  # fmt: skip


def _way(words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="story.way"):
        st.caption(words("story.open"), width="content")
        ways.link(story_steps.page(), words)
