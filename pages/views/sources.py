"""Every figure with its value, date, class, status and source."""

from pages.ui import layout, register_table, state
from pages.ui.text import words as words_of

words = words_of(state.lang())

layout.heading("question.sources", register_table.answer(words), words)
register_table.draw(words)
