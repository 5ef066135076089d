"""Does faster settlement free capital, or only move it."""

import streamlit as st

from engine import cycles
from pages.ui import answers, catalog, controls, layout, notes, pictures_settlement, state
from pages.ui.text import words as words_of

words, scenario, book = words_of(state.lang()), state.scenario(), catalog.book()
results, pipes = catalog.results(scenario), cycles.by_cycle(scenario, book)
code, best = scenario.settlement.cycle, cycles.cheapest(scenario, book)
share = cycles.breakeven(scenario, book)
recycled = float(results.scenario.settlement.recycling)

answer = answers.settlement(pipes[code], pipes[cycles.ONE_DAY], code, best, words)
layout.heading("question.settlement", answer, words)
levers, charts = layout.sides()
with levers:
    controls.cycle(words)
    controls.number("settlement.recycle", words)
    controls.number("settlement.prefunding_rate", words)
    controls.number("settlement.funding_rate", words)
    controls.number("settlement.volatility_share", words)
    controls.flag("settlement.round_the_clock", words)
    with layout.more(words, "settlement"):
        controls.choice("settlement.reading", words)
        controls.number("settlement.netting_rho", words)
        controls.number("call.hold", words)
        controls.number("firm.share", words)
        controls.flag("firm.market", words)
with charts:
    pictures_settlement.cost_curve(scenario, best, words)
    left, right = st.columns(2, gap="large")
    with left:
        pictures_settlement.recycling(scenario, share, recycled, words)
    with right:
        pictures_settlement.capital(results, pipes, words)
    st.caption(answers.breakeven(share, recycled, words))
    st.caption(notes.recycling_bounds(scenario, words))
    pictures_settlement.published(words)
    notes.draw("settlement", words)
