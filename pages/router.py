"""Page list and the frame around every page."""

import streamlit as st
from streamlit.navigation.page import Page

from pages.ui import actions, embed, frame, present, process, shown, state, ways
from pages.ui.text import Words
from pages.ui.text import words as words_of

SECTIONS = {
    "": ("overview",),
    "collateral": ("collateral", "eligibility", "history"),
    "margin": ("margin", "calls"),
    "capital": ("settlement", "waterfall", "leverage"),
    "record": ("tokens", "timeline", "methods", "glossary", "sources"),
    "use": ("compare", "story"),
}


def draw() -> None:
    """Draw the page that the address names, with its frame."""
    process.begin()
    state.load()
    state.save()
    shown.begin()
    if shown.is_whole():
        st.logo(frame.LOGO, size="large")
    words = words_of(state.lang())
    page = named(words)
    name = page.url_path or "overview"
    state.turn_to(page.url_path)
    title = words("title", page=words(f"page.{name}"))
    st.set_page_config(page_title=title, page_icon="📐", layout="wide")
    shown.turn()
    if shown.is_whole():
        frame.top(words)
        page.run()
        frame.foot(name, words)
    else:
        frame.begin(words)
        frame.notices(words)
        (present if shown.is_stage() else embed).draw(page, words)
    state.finish()


def named(words: Words) -> Page:
    """Return the page that the address names; turn to another if one was asked for."""
    known = ways.pages(SECTIONS, words)
    pages = {name: page for part in known.values() for name, page in part.items()}
    sections = {
        words(f"section.{section}") if section else "": list(part.values())
        for section, part in known.items()
    }
    page = st.navigation(sections, position="top" if shown.is_whole() else "hidden")
    wanted = actions.taken("wanted_page")
    if wanted in pages and pages[str(wanted)] != page:
        st.switch_page(pages[str(wanted)])
    return page


with process.turn():
    draw()
process.settle()
