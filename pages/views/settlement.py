"""Does faster settlement free capital, or only move it."""

import streamlit as st

from engine import cycles, netting_view
from pages.ui import (
    answers,
    catalog,
    controls,
    dates,
    describe,
    layout,
    notes,
    pictures_netting,
    pictures_settlement,
    pilot,
    state,
)
from pages.ui.text import words as words_of

words, scenario, book = words_of(state.lang()), state.scenario(), catalog.book()
results, pipes = catalog.results(scenario), cycles.by_cycle(scenario, book)
code, best = scenario.settlement.cycle, cycles.cheapest(scenario, book)
share = cycles.breakeven(scenario, book)
recycled = float(results.scenario.settlement.recycling)

answer = answers.settlement(pipes[code], pipes[cycles.ONE_DAY], code, best, words)
answer = describe.sentences(words, [answer, pilot.cycles(scenario, words)])
layout.heading("question.settlement", answer, words)
levers, charts = layout.sides()
with levers:
    controls.cycle(words)
    controls.number("settlement.recycle", words)
    st.caption(notes.recycling_bounds(scenario, words))
    controls.number("settlement.prefunding_rate", words)
    controls.number("settlement.funding_rate", words)
    controls.number("settlement.volatility_share", words)
    controls.flag("settlement.round_the_clock", words)
    if more := layout.more(words, "settlement"):
        with more:
            dates.day("rules.as_of", words)
            controls.choice("settlement.reading", words)
            controls.number("settlement.netting_rho", words)
            controls.number("call.hold", words)
            controls.number("firm.share", words)
            controls.flag("firm.market", words)
with charts:
    pictures_settlement.cost_curve(scenario, best, words)
    left, right = st.columns(2, gap="medium")
    with left:
        pictures_settlement.recycling(scenario, share, recycled, words)
        st.caption(answers.breakeven(share, recycled, words))
    with right:
        pictures_settlement.capital(scenario, results, words)
    pictures_netting.netting(scenario, words)
    failed = pictures_netting.failed(netting_view.fails(scenario, book), words)
    st.caption(describe.sentences(words, [words("netting.read"), failed]))
    pilot.draw(scenario, results.scenario, words)
    pictures_settlement.published(words)
    notes.draw("settlement", words)
