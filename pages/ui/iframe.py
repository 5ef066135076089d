"""The HTML that puts a chart of this page into another page."""

import streamlit as st

from engine import link
from pages.ui import address, catalog, state
from pages.ui.text import Words

HEIGHT = 560


def draw(key: str, words: Words) -> None:
    """Show the HTML of a chart, with a button that copies it."""
    beside = {name: state.beside(name) for name in ("b", "step")} | {"show": key}
    query = link.write(state.scenario(), catalog.book().controls, state.lang(), beside)
    st.caption(words("embed.snippet"))
    st.code(snippet(address.page(), query), language="html", wrap_lines=True)


def snippet(place: str, query: str) -> str:
    """Return the HTML that shows what a query asks for in a frame.

    >>> snippet("http://localhost:8501/", "v=1&show=whole")  # doctest: +ELLIPSIS
    '<iframe src="http://localhost:8501/?v=1&amp;show=whole&amp;embed=true" ...></iframe>'
    """
    source = f"{place}?{query}&embed=true".replace("&", "&amp;").replace('"', "&quot;")
    return f'<iframe src="{source}" width="100%" height="{HEIGHT}"></iframe>'
