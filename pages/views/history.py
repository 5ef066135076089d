"""Would the haircut have held, against the record."""

import streamlit as st

from pages.ui import (
    answers_history,
    catalog,
    controls,
    layout,
    notes,
    own_prices,
    past,
    pictures_history,
    pictures_past,
    state,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results, own = catalog.results(scenario), own_prices.brought()
case = past.case_of(scenario, results, own)
found, asset = past.tried(case), scenario.view.asset

layout.heading("question.history", answers_history.history(case, words), words)
levers, charts = layout.sides()
with levers:
    controls.choice("view.asset", words)
    controls.optional(f"collateral.haircuts.{asset}", case.haircut * 100, words)
    past.choosers(case, words)
    controls.choice("call.rail", words)
    controls.optional(f"collateral.control.{asset}", catalog.control_hours(scenario, asset), words)
    controls.choice("margin.confidence", words)
    if more := layout.more(words, "history"):
        with more:
            controls.number("margin.since", words)
            controls.number("margin.detect", words)
            controls.number("call.hold", words)
            controls.choice("call.basis", words)
            controls.flag("call.ccp_hours", words)
            controls.flag("call.mint", words)
            controls.choice("collateral.rule", words)
            controls.choice("margin.dist", words)
            controls.number("margin.stress_weight", words)
            controls.own_asset(words)
with charts:
    pictures_history.losses(scenario, case, words)
    if found is not None:
        left, right = st.columns(2, gap="medium")
        with left:
            pictures_past.failures(found, words)
        with right:
            pictures_past.broken(found, words)
        pictures_history.falls(found, words)
    pictures_past.elsewhere(case, words)
    own_prices.box(own, words)
    notes.draw("history", words)
