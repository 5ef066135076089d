"""A page for a room: question, answer, one chart and a slim bar, all of it moved by keys."""

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import Page

from pages.ui import actions, page_language, present_keys, replay, shown, state, story_steps
from pages.ui.text import Words

SIDES = (3, 5)
STORY = "story"


def button(words: Words) -> None:
    """Draw the button that starts presenting the page."""
    st.button(
        words("present.enter"), key="present.enter", icon=":material/slideshow:", shortcut="P",
        on_click=enter,
    )  # fmt: skip


def enter() -> None:
    """Start presenting from the chart that comes first."""
    state.set_beside(present=shown.ON, show="")


def leave() -> None:
    """Show the whole page again."""
    replay.stop()
    state.set_beside(present="", show="")


def draw(page: Page, words: Words) -> None:
    """Run the page and show of it what a room needs."""
    bar = st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="present")
    first, levers, rest = (
        bar.container(horizontal=True, vertical_alignment="center", gap="xsmall", width="content")
        for _ in range(3)
    )
    left, right = st.columns(SIDES, gap="small")
    places = shown.Places(left.container(), left.container(), levers, right.container())
    with replay.before(places.text, words):
        with shown.only(places):
            page.run()
        shown.finish()
    with first:
        _steps(page.url_path, words)
    with rest:
        _others(page.url_path, words)


def _steps(page: str, words: Words) -> None:
    if page != STORY:
        return
    at, of = story_steps.current(), story_steps.count()
    st.button(
        words("story.previous"), key="present.previous", icon=":material/arrow_back:",
        type="tertiary", shortcut="Left", disabled=at <= 1, on_click=go, args=(-1,),
    )  # fmt: skip
    st.button(
        words("story.next"), key="present.next", icon=":material/arrow_forward:",
        type="tertiary", shortcut="Right", disabled=at >= of, on_click=go, args=(1,),
    )  # fmt: skip
    step = story_steps.here()
    if step is not None:
        tried = story_steps.moved(step) == "other"
        st.button(
            words("story.back" if tried else "present.try"), key="present.try", type="tertiary",
            icon=":material/restart_alt:" if tried else ":material/play_arrow:", shortcut="T",
            disabled=story_steps.hidden(step),
            on_click=story_steps.back if tried else story_steps.try_other,
        )  # fmt: skip


def _others(page: str, words: Words) -> None:
    st.button(
        words("present.chart"), key="present.chart", icon=":material/insert_chart:",
        type="tertiary", shortcut="Down", disabled=len(shown.keys()) < 2,  # noqa: PLR2004
        on_click=next_chart,
    )  # fmt: skip
    replay.button(words)
    asked = st.button(
        words("present.keys"), key="present.help", icon=":material/keyboard:", type="tertiary"
    )
    st.button(
        words("present.leave"), key="present.leave", icon=":material/close:", type="tertiary",
        shortcut="P", on_click=leave,
    )  # fmt: skip
    present_keys.listen(pressed, words)
    page_language.tell(words)
    if asked or actions.taken("present.asked"):
        present_keys.show(words, story=page == STORY)


def go(by: int) -> None:
    """Go to another step, to its first chart."""
    if state.recall("page", "") != STORY:
        return
    replay.stop()
    story_steps.go(story_steps.current() + by)
    state.set_beside(show="")


def next_chart() -> None:
    """Show the next chart of the page, after the last one the first."""
    keys = shown.keys()
    if keys:
        at = keys.index(shown.chosen()) if shown.chosen() in keys else 0
        state.set_beside(show=keys[(at + 1) % len(keys)])


def ask() -> None:
    """Remember that the keys shall be shown."""
    state.keep("present.asked", True)  # noqa: FBT003 - a value to remember


PRESSED: dict[str, Callable[[], None]] = {
    "?": ask,
    "PageDown": lambda: go(1),
    "PageUp": lambda: go(-1),
    "Escape": leave,
}


def pressed(key: str) -> None:
    """Do what a key stands for that no button can have."""
    PRESSED.get(key, lambda: None)()
