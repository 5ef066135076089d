"""Which tokens survive, who controls them, and what permission costs in speed."""

import streamlit as st

from engine.survival import assets_listed
from pages.ui import (
    answers_tokens,
    catalog,
    controls,
    dates,
    layout,
    notes,
    pictures_market,
    pictures_tokens,
    state,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
asset, listed = scenario.view.asset, assets_listed(catalog.book())

layout.heading("question.tokens", answers_tokens.tokens(scenario, words), words)
levers, charts = layout.sides()
with levers:
    controls.choice("view.asset", words, listed)
    controls.optional(f"collateral.control.{asset}", catalog.control_hours(scenario, asset), words)
    controls.number("call.hold", words)
    controls.choice("call.rail", words)
    dates.day("rules.as_of", words)
    controls.choice("collateral.accept", words)
    if more := layout.more(words, "tokens"):
        with more:
            controls.choice("collateral.rule", words)
            controls.choice("call.basis", words)
            controls.flag("call.ccp_hours", words)
            controls.flag("call.mint", words)
            controls.choice("margin.regime", words)
            controls.number("margin.since", words)
            controls.cycle(words)
            controls.number("settlement.recycle", words)
            controls.amount("firm.notional", words)
with charts:
    pictures_tokens.features(scenario, words)
    pictures_tokens.powers(scenario, words)
    pictures_tokens.speed(scenario, words)
    left, right = st.columns(2, gap="medium")
    with left:
        pictures_market.stablecoins(words)
    with right:
        pictures_market.transfers(words)
    pictures_market.treasuries(words)
    notes.draw("tokens", words)
