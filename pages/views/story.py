"""The story, or a list of pasted links: one question, one finding and one thing to try a step."""

from pages.ui import catalog, shown, state, story_guess, story_page, story_steps
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results, step = catalog.results(scenario), story_steps.here()

with shown.text():
    story_page.heading(results, words)
story_page.buttons(words)
with shown.text():
    story_guess.draw(words)
if step is None or not story_steps.hidden(step):
    story_page.body(results, words)
story_page.paste(words)
