"""The way on: every other page by its question, under the heading of its section."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page

from pages.ui import state
from pages.ui.text import Words

COLUMN = 200
NEXT = ":material/arrow_forward:"
Sections = Mapping[str, Mapping[str, Page]]


def know(sections: Sections) -> None:
    """Remember the pages of this run, by section and name."""
    state.keep("pages", sections)


def draw(words: Words) -> None:
    """Draw a link to every page that has a section, with the question it asks."""
    sections: Sections = state.recall("pages", {})
    named = {section: pages for section, pages in sections.items() if section}
    st.header(words("ways.head"), anchor=False)
    with st.grid(len(named), min_column_width=COLUMN):
        for section, pages in named.items():
            with st.container(key=f"ways.{section}", gap="xxsmall"):
                st.caption(words(f"section.{section}"))
                for name, page in pages.items():
                    st.page_link(page, label=words(f"page.{name}"), icon=NEXT)
                    st.caption(words(f"question.{name}"))


def link(name: str, words: Words) -> None:
    """Draw a link to one page; nothing where the app has no such page."""
    sections: Sections = state.recall("pages", {})
    for pages in sections.values():
        if name in pages:
            st.page_link(pages[name], label=words(f"page.{name}"), icon=NEXT)
