"""Draws the widget of a date of the scenario."""

import streamlit as st

from engine.scenario import get
from pages.ui import catalog, describe, provenance, state
from pages.ui.text import Words


def day(path: str, words: Words) -> None:
    """Draw a calendar for a date field, within the range of its row."""
    row, key = catalog.book().controls.by_path[path], f"{state.PREFIX}{path}"
    state.seed(key, get(state.scenario(), path))
    st.date_input(
        describe.control_label(path, words),
        min_value=row.first,
        max_value=row.last,
        format="YYYY-MM-DD",
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key),
    )
