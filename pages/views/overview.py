"""How much capital is locked, and which lever moved it."""

import streamlit as st

from pages.ui import (
    answers,
    catalog,
    controls,
    layout,
    notes,
    pictures_overview,
    pictures_whole,
    state,
    ways,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results, parts = catalog.results(scenario), catalog.levers(scenario)
held = results.scenario.collateral
asset = held.codes.index(scenario.view.asset)

layout.heading("question.overview", answers.overview(results, parts, words), words)
levers, charts = layout.sides()
with levers:
    controls.optional(
        f"collateral.haircuts.{scenario.view.asset}", float(held.haircut[asset]) * 100, words
    )
    controls.choice("call.rail", words)
    controls.cycle(words)
    controls.choice("margin.regime", words)
    controls.number("margin.since", words)
    with layout.section("layout.mix", words):
        controls.mix(words)
    if more := layout.more(words, "overview"):
        with more:
            controls.choice("call.basis", words)
            controls.choice("call.at", words)
            controls.flag("call.ccp_hours", words)
            controls.flag("call.mint", words)
            controls.flag("call.congestion", words)
            controls.number("call.hold", words)
            controls.number("margin.detect", words)
            controls.number("margin.close", words)
            controls.optional("margin.vol", float(results.scenario.margin.volatility) * 100, words)
            controls.choice("margin.confidence", words)
            controls.choice("margin.dist", words)
            controls.choice("margin.apc", words)
            controls.choice("firm.product", words)
            controls.choice("firm.side", words)
            controls.amount("firm.notional", words)
            controls.number("firm.share", words)
            controls.flag("firm.market", words)
with charts:
    pictures_whole.whole(scenario, results, words)
    pictures_overview.levers(parts, words)
    pictures_overview.flow(results.scenario, words)
    st.caption(answers.margin_note(results.scenario, words))
    notes.draw("overview", words)
ways.draw(words)
