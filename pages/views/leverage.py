"""What the same capital carries, what it can lose, and what forced sales add."""

import streamlit as st

from engine.spiral_curves import mix_hint
from pages.ui import answers_leverage, catalog, controls, layout, notes, pictures_leverage, state
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results = catalog.results(scenario)
rise = float(results.scenario.spiral.rise_model)
hint = mix_hint(scenario, catalog.book(), results.scenario.collateral)
taken_back = answers_leverage.rise(results.scenario.spiral, words)

answer = answers_leverage.leverage(scenario, results, words)
layout.heading("question.leverage", answer, words)
levers, charts = layout.sides()
with levers:
    controls.number("leverage.buffer", words)
    controls.choice("leverage.buffer_basis", words)
    controls.number("leverage.reuse", words)
    controls.number("leverage.links", words)
    controls.number("spiral.shock", words)
    controls.number("spiral.sale_share", words)
    controls.number("spiral.same_asset", words)
    st.caption(answers_leverage.mix(scenario, hint, words))
    if more := layout.more(words, "leverage"):
        with more:
            controls.amount("spiral.position", words)
            controls.amount("spiral.collateral", words)
            controls.number("spiral.haircut", words)
            controls.amount("spiral.buffer", words)
            controls.amount("spiral.depth", words)
            controls.optional("spiral.margin_rise", rise, words)
with charts:
    pictures_leverage.carry(results, words)
    st.caption(answers_leverage.reuse(scenario, results.scenario, words))
    left, right = st.columns(2, gap="medium")
    with left:
        pictures_leverage.rounds(scenario, results, words)
    with right:
        pictures_leverage.grid(scenario, results, words)
    left, right = st.columns(2, gap="medium")
    with left:
        pictures_leverage.depth(scenario, results, words)
    with right:
        pictures_leverage.split(results, words)
        if taken_back:
            st.caption(taken_back)
    notes.draw("leverage", words)
