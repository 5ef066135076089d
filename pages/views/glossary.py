"""Every term in both languages, with its definition, its source and the pages that use it."""

from pages.ui import glossary, land, layout, state
from pages.ui.text import words as words_of

words = words_of(state.lang())

layout.heading("question.glossary", glossary.answer(words), words)
glossary.draw(words)
land.draw()
