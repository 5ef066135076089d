"""What counts as margin: the legal gate, the four tests, and who refuses what."""

from engine.regulation import regulation
from engine.scorecard import scorecard
from pages.ui import (
    answers_eligibility,
    catalog,
    controls,
    dates,
    layout,
    notes,
    pictures_eligibility,
    rule_controls,
    state,
    terms,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
cards = scorecard(scenario, catalog.book())

answer = answers_eligibility.answer(cards, scenario, words)
layout.heading("question.eligibility", answer, words)
levers, charts = layout.sides()
with levers:
    rule_controls.change_day(words)
    dates.day("rules.as_of", words)
    rule_controls.withdrawn(words)
    controls.choice("collateral.accept", words)
    controls.choice("tests.dispersion", words)
    controls.number("tests.least", words)
    if more := layout.more(words, "eligibility"):
        with more:
            rule_controls.cut_offs(words)
            controls.choice("collateral.rule", words)
            controls.choice("firm.product", words)
            controls.mix(words)
with charts:
    pictures_eligibility.heat_map(cards, scenario, words)
    terms.tests(words)
    pictures_eligibility.readings(scenario, words)
    pictures_eligibility.posting(scenario, words)
    terms.draw(regulation(scenario, catalog.book()), scenario.rules.as_of, words)
    notes.draw("eligibility", words)
