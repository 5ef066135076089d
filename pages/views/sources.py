"""Every figure with its value, date, class, status and source."""

import streamlit as st

from pages.ui import register_table, state
from pages.ui.text import words as words_of

words = words_of(state.lang())
st.title(words("question.sources"))
register_table.draw(words)
