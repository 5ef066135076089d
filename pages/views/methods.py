"""How each number is computed, and where the model misses."""

from pages.ui import layout, methods, state, validation_table
from pages.ui.text import words as words_of

words = words_of(state.lang())

layout.heading("question.methods", validation_table.answer(words), words)
methods.draw(words)
