"""The headline figures under the answer, and the line on how much of the page is law and data."""

import streamlit as st

from pages.ui import catalog, controls, headlines, origins, shown, state, strict
from pages.ui.text import Words

NARROWEST = 165
BESIDE = 2


def draw(words: Words) -> None:
    """Draw the ribbon and its line; :func:`finish` fills in what only the drawn page tells."""
    place = shown.ribbon()
    if place is not None:
        with place:
            brief(BESIDE, words)
        return
    ribbon(words)
    with st.container(horizontal=True, vertical_alignment="center", key="honesty"):
        asked = st.button(
            words("frame.origins"), key="origins", icon=":material/fact_check:", type="tertiary",
            help=words("origins.title"),
        )  # fmt: skip
        controls.flag("view.strict", words)
        state.keep("summary", (asked, st.container(key="strict")))


def finish(page: str, words: Words) -> None:
    """Say what is greyed, and open the dialog if somebody asked for it."""
    asked, place = state.recall("summary", (False, None))
    if place is not None and strict.is_on():
        place.caption(strict.sentence(words))
    if asked:
        origins.show(page, words)
    state.keep("summary", (False, None))


def ribbon(words: Words) -> None:
    """Draw the headline figures of the scenario, each with its change from the baseline."""
    results = catalog.results(state.scenario())
    with st.container(key="ribbon"), st.grid(len(headlines.RIBBON), min_column_width=NARROWEST):
        for name in headlines.RIBBON:
            headlines.metric(name, results, words)


def brief(beside: int, words: Words) -> None:
    """Draw the headline figures small, so many beside each other."""
    results = catalog.results(state.scenario())
    with st.container(key="ribbon"), st.grid(beside, min_column_width=NARROWEST, gap="small"):
        for name in headlines.RIBBON:
            st.markdown(headlines.brief(name, results, words))
