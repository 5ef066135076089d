"""One chart, or the headline figures, for a frame in somebody else's page."""

import streamlit as st
from streamlit.navigation.page import Page

from engine import link
from pages.ui import address, catalog, headlines, page_language, shown, state, summary
from pages.ui.text import Words

KEPT = ("b", "step", "d", "claim")


def draw(page: Page, words: Words) -> None:
    """Show the wanted part of a page and the way to all of it."""
    place = st.container(key="embed")
    if shown.chosen() == shown.RIBBON:
        with place:
            summary.brief(len(headlines.RIBBON), words)
    else:
        nothing = shown.nothing()
        with shown.only(shown.Places(nothing, nothing, nothing, place)):
            page.run()
        shown.finish()
    with st.container(horizontal=True, gap="xxsmall", key="embed.way"):
        st.markdown(words("embed.open", address=full()))
        page_language.tell(words)


def full() -> str:
    """Return the address of the whole page with this scenario."""
    beside = {name: state.beside(name) for name in KEPT}
    query = link.write(state.scenario(), catalog.book().controls, state.lang(), beside)
    return f"{address.page()}?{query}"
