"""The way on: every other page by its question, under the heading of its section."""

from collections.abc import Mapping, Sequence
from typing import cast

import streamlit as st
from streamlit.navigation.page import Page

from pages.ui import state
from pages.ui.text import Words

COLUMN = 340  # pixels in which every question stands in one line
FIRST = "overview"
NEXT = ":material/arrow_forward:"
Sections = Mapping[str, Mapping[str, Page]]


def pages(sections: Mapping[str, Sequence[str]], words: Words) -> Sections:
    """Return the pages by section and name, made once for a session in each language."""
    language, known = state.recall("pages", ("", {}))
    if language == words.language:
        return cast("Sections", known)
    made = {code: {name: _page(name, words) for name in names} for code, names in sections.items()}
    state.keep("pages", (words.language, made))
    return made


def _page(name: str, words: Words) -> Page:
    return st.Page(f"views/{name}.py", title=words(f"page.{name}"), default=name == FIRST)


def _known() -> Sections:
    known: Sections = state.recall("pages", ("", {}))[1]
    return known


def draw(words: Words) -> None:
    """Draw a link to every page that has a section: the question it asks, cut to one line."""
    named = {section: pages for section, pages in _known().items() if section}
    st.header(words("ways.head"), anchor=False)
    with st.grid(len(named), min_column_width=COLUMN):
        for section, found in named.items():
            with st.container(key=f"ways.{section}", gap="xxsmall"):
                st.markdown(words("ways.section", name=words(f"section.{section}")))
                for name, page in found.items():
                    short = f"ways.short.{name}"
                    asks = words(short if short in words else f"question.{name}")
                    st.page_link(page, label=asks, icon=NEXT)


def link(name: str, words: Words) -> None:
    """Draw a link to one page; nothing where the app has no such page."""
    for found in _known().values():
        if name in found:
            st.page_link(found[name], label=words(f"page.{name}"), icon=NEXT)
