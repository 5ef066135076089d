"""What came when, by layer and place, and whether the claimed order is on record."""

from engine.adoption import adoption
from engine.rules import LAYERS
from pages.ui import answers_timeline, catalog, dates, layout, notes, pictures_timeline, state
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()

place = layout.ask("question.timeline", words)
levers, charts = layout.sides()
with levers:
    chosen = pictures_timeline.filters(words)
    dates.day("rules.as_of", words)
found = adoption(scenario, catalog.book(), LAYERS, chosen.places, chosen.market)
answer = answers_timeline.answer(found, scenario, words)
layout.say(place, "question.timeline", answer, words)
with charts:
    pictures_timeline.entries(scenario, chosen, words)
    pictures_timeline.order(found, words)
    pictures_timeline.claims(words)
    notes.draw("timeline", words)
