"""Guess before you see: the question, the guess in the link, and the guesses of a room."""

import statistics

import streamlit as st

from engine import pasted
from engine.pasted import DIRECTIONS, Guess
from engine.story_records import Ask, Step
from pages.ui import (
    catalog,
    charts,
    figures_guesses,
    numbers,
    shown,
    state,
    story_page,
    story_steps,
)
from pages.ui.text import Words

BOX, ROOM = "story.guess", "story.room"


def draw(words: Words) -> None:
    """Draw the question of a step that asks first, what was guessed, and the room's guesses."""
    step = story_steps.here()
    if step is None:
        return
    if step.ask is None:
        if state.beside("guess") and shown.is_whole():
            st.caption(nothing_asked(words))
        return
    if story_steps.hidden(step):
        _ask(step, step.ask, words)
    elif state.beside("guess") not in {"", story_steps.SHOWN}:
        st.caption(said(step, words))
    if state.beside("guess"):
        _room(step, step.ask, words)


def nothing_asked(words: Words) -> str:
    """Say that this step asks nothing, and which of the next ones does."""
    later = enumerate(story_steps.steps()[story_steps.current() :], story_steps.current() + 1)
    asking = next((place for place, step in later if step.ask), None)
    return words("story.guess.last") if asking is None else words("story.guess.later", step=asking)


def said(step: Step, words: Words) -> str:
    """Set the guess of the link beside the answer of the model."""
    guessed, given = story_steps.guess(step), state.beside("guess")
    if guessed is None and step.ask and pasted.is_outside(given, step.ask):
        return outside(float(given), step.ask, words)
    if guessed is None:
        return words("story.guess.unread")
    return words(
        "story.guess.said", guess=written(step, guessed, words), answer=answer(step, words)
    )


def answer(step: Step, words: Words) -> str:
    """Write what the model answers."""
    found = story_steps.told_of(step).answer
    return "" if found is None else written(step, found, words)


def outside(given: float, ask: Ask, words: Words) -> str:
    """Say that an amount is not on the range that is asked for."""
    found = numbers.number(words, given)
    return words("story.guess.outside", guess=found, **story_page.span(ask, words))


def written(step: Step, value: Guess, words: Words) -> str:
    """Write a guess: a direction in words, an amount in its unit."""
    if isinstance(value, str):
        return words(f"story.direction.{value}")
    unit = step.slots[step.ask.slot].unit if step.ask else ""
    if unit == "share":
        return numbers.percent(words, value / 100.0, signed=True)
    return numbers.times(words, value)


def _ask(step: Step, ask: Ask, words: Words) -> None:
    given: int | None = None
    with st.container(horizontal=True, vertical_alignment="bottom", key=BOX):
        if ask.is_amount:
            given = _amount(step, ask, words)
        else:
            for code in DIRECTIONS:
                st.button(
                    words(f"story.direction.{code}"), key=f"{BOX}.{code}",
                    on_click=story_steps.set_guess, args=(code,),
                )  # fmt: skip
        st.button(
            words("story.show"), key="story.show", icon=":material/visibility:",
            on_click=story_steps.set_guess, args=(story_steps.SHOWN,), type="tertiary",
        )  # fmt: skip
    if given is not None and not ask.low <= given <= ask.high:
        st.warning(outside(given, ask, words))
    st.caption(words("story.guess.about"))


def _amount(step: Step, ask: Ask, words: Words) -> int | None:
    """Draw the box; the range stands in its label, since limits would drop a guess unsaid."""
    key = f"{BOX}.amount.{step.id}"
    unit = words(f"story.unit.{step.slots[ask.slot].unit}")
    start = min(max(0, ask.low), ask.high)  # no hint of the answer
    given = st.number_input(
        words("story.guess.amount", unit=unit, **story_page.span(ask, words)),
        value=start, step=ask.step, key=key, width=300,
    )  # fmt: skip
    st.button(
        words("story.guess.take"), key=f"{BOX}.take", icon=":material/check:",
        on_click=story_steps.take_guess, args=(key,),
    )  # fmt: skip
    return given


def _room(step: Step, ask: Ask, words: Words) -> None:
    """Take the links of a room, one a line, and draw the spread of their guesses."""
    with st.expander(words("story.room"), icon=":material/groups:", key=ROOM):
        st.caption(words("story.room.about"))
        text = st.text_area(
            words("story.room.label"), key=f"{ROOM}.text", max_chars=pasted.MOST_TEXT, height=120
        )
        found, faults = pasted.guesses(
            text or "", ask, story_steps.current(), catalog.book().controls
        )
        if faults:
            st.caption(story_page.listed_faults(faults, words, **story_page.span(ask, words)))
        if found:
            spread(step, found, words)


def spread(step: Step, found: tuple[Guess, ...], words: Words) -> None:
    """Draw how often each guess was made; the answer only once the step is shown."""
    revealed = not story_steps.hidden(step)
    truth = story_steps.told_of(step).answer if revealed else None
    named = [written(step, guess, words) for guess in found]
    order = _order(step, found, truth, words)
    shown = written(step, truth, words) if truth is not None else None
    data = figures_guesses.gathered(named, order, shown)
    title = words(
        "story.room.found" if revealed else "story.room.waiting",
        count=len(found),
        middle=_middle(step, found, words),
        answer=shown or "",
    )
    charts.show(
        lambda dark: figures_guesses.guesses(data, "", words, dark=dark),
        "guesses",
        title,
        words("story.room.alt", title=title),
        lambda: figures_guesses.guesses_table(data, words),
        words,
    )


def _order(step: Step, found: tuple[Guess, ...], truth: Guess | None, words: Words) -> list[str]:
    """Directions in their order, amounts from the smallest to the largest, each once."""
    amounts = [value for value in (*found, truth) if isinstance(value, int | float)]
    values: list[Guess] = [*sorted(amounts)] if amounts else [*DIRECTIONS]
    return list(dict.fromkeys(written(step, value, words) for value in values))


def _middle(step: Step, found: tuple[Guess, ...], words: Words) -> str:
    """Return the middle amount, or the direction named most often."""
    amounts = [value for value in found if isinstance(value, int | float)]
    middle: Guess = statistics.median(amounts) if amounts else statistics.mode(found)
    return written(step, middle, words)
