"""Two scenarios side by side: what differs, and which lever makes it."""

import streamlit as st

from engine.versus import between
from pages.ui import (
    answers_compare,
    catalog,
    compare_side,
    controls,
    layout,
    notes,
    pictures_compare,
    state,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
other = compare_side.other()
sides = answers_compare.Sides(
    scenario,
    other.scenario,
    (catalog.results(scenario).scenario, catalog.results(other.scenario).scenario),
)
parts = between(other.scenario, scenario, catalog.book())

layout.heading("question.compare", answers_compare.compare(sides, parts, words), words)
compare_side.draw(other, words)
levers, charts = layout.sides()
with levers:
    st.caption(words("compare.levers_of_a"))
    controls.choice("call.rail", words)
    controls.cycle(words)
    controls.choice("margin.regime", words)
    controls.number("margin.since", words)
    with layout.section("layout.mix", words):
        controls.mix(words)
    if more := layout.more(words, "compare"):
        with more:
            controls.flag("call.ccp_hours", words)
            controls.flag("call.mint", words)
            controls.choice("collateral.accept", words)
            controls.number("settlement.recycle", words)
            controls.choice("margin.confidence", words)
            controls.choice("firm.side", words)
            controls.amount("firm.notional", words)
            controls.flag("firm.market", words)
with charts:
    left, right = st.columns(2, gap="medium")
    with left:
        pictures_compare.amounts(sides, words)
    with right:
        pictures_compare.others(sides, words)
    pictures_compare.figures(sides, words)
    pictures_compare.levers(parts, words)
    pictures_compare.settings(sides, words)
    notes.draw("compare", words)
