"""How a page is laid out: question, answer, levers on the left, charts on the right."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import explain, jump, shown, state, strict, summary
from pages.ui.text import Words
from pages.ui.text import words as words_of

SIDES = (3, 9)


def heading(question: str, answer: str, words: Words) -> None:
    """Write the page's question and its answer, and the headline figures under them."""
    with shown.text():
        st.title(words(question), anchor=False)
        say(st.container(key="answer"), question, answer, words)
    summary.draw(words)


def ask(question: str, words: Words) -> DeltaGenerator:
    """Write the question and the headline figures; return the place between for the answer.

    For a page whose own choosers decide what the answer is about.
    """
    with shown.text():
        st.title(words(question), anchor=False)
        place = st.container(key="answer")
    summary.draw(words)
    return place


def say(
    place: DeltaGenerator, question: str, answer: str, words: Words, *, asked: str = ""
) -> None:
    """Write the answer, with what its terms mean and a mark if it rests on weaker inputs.

    ``asked`` is the question as it stands above, where it is not the page's own.
    """
    help_ = explain.answer(asked or words(question), answer, words)
    weak = strict.answer(question.removeprefix("question."))
    if weak:
        mark = words("strict.answer", kind=words(f"class.{weak}"))
        answer = f"{answer} :gray-badge[{mark}]"
    place.header(answer, anchor=False, help=help_)


def sides() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the column of levers and the column of charts; one below the other on a phone."""
    left, right = st.columns(SIDES, gap="medium")
    levers = shown.levers() or left.container(key=jump.LEVERS)
    if shown.is_whole():
        with left:
            jump.draw(words_of(state.lang()))
    return levers, right.container(key=jump.CHARTS)


def section(key: str, words: Words) -> DeltaGenerator:
    """Return the place for a group of levers under a small heading."""
    box = st.container(border=True, key=key)
    box.markdown(f"**{words(key)}**", help=explain.once(words(key), key, words))
    return box


def more(words: Words, key: str) -> DeltaGenerator | None:
    """Return the place for the levers that are not needed at first sight, once it is open.

    They are up to a third of a page's controls, so they are drawn only for those who look at them.
    """
    box = st.expander(words("layout.more"), key=f"more.{key}", on_change="rerun")
    return box if box.open else None
