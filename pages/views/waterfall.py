"""Who pays when a member fails: the layers, the move that reaches them, and the simulation."""

import streamlit as st

from engine import default_curves
from pages.ui import (
    answers_waterfall,
    catalog,
    controls,
    controls_amounts,
    layout,
    notes,
    pictures_simulation,
    pictures_waterfall,
    state,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results, book = catalog.results(scenario), catalog.book()
here = results.scenario
automatic = default_curves.automatic_layers(scenario, book, float(here.margin.initial_margin))
related = default_curves.automatic_correlation(scenario, book, here)

answer = answers_waterfall.waterfall(scenario, results, words)
remarks = answers_waterfall.remarks(scenario, results, words)
layout.heading("question.waterfall", answer, words)
levers, charts = layout.sides()
with levers:
    controls.number("stress.shock", words)
    controls.number("stress.crypto", words)
    controls.number("stress.stablecoin", words)
    controls.choice("stress.ccp", words)
    controls.flag("collateral.wrong_way", words)
    if more := layout.more(words, "waterfall"):
        with more:
            controls.number("stress.other", words)
            for layer, size in automatic.items():
                controls_amounts.optional(f"stress.{layer}", size, words)
            controls.optional("stress.correlation", related, words)
            controls.optional(
                "stress.world_vol", float(here.margin.volatility_applied) * 100, words
            )
            controls.choice("stress.world_dist", words)
            controls.flag("stress.tail_dependence", words)
            controls.number("stress.liquidation", words)
with charts:
    pictures_waterfall.layers(results, words)
    if remarks:
        st.caption(remarks)
    pictures_waterfall.by_shock(scenario, results, words)
    left, right = st.columns(2, gap="medium")
    with left:
        pictures_waterfall.together(scenario, results, words)
    with right:
        pictures_waterfall.nasdaq(words)
    pictures_simulation.box(scenario, words)
    notes.draw("waterfall", words)
