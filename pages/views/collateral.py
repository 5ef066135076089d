"""How much collateral covers the margin."""

import streamlit as st

from pages.ui import answers, catalog, controls, dates, layout, notes, pictures_collateral, state
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results = catalog.results(scenario)
held, asset = results.scenario.collateral, scenario.view.asset
index = held.codes.index(asset)

layout.heading("question.collateral", answers.collateral(results.scenario, words), words)
levers, charts = layout.sides()
with levers:
    controls.choice("collateral.rule", words)
    controls.choice("view.asset", words)
    controls.optional(f"collateral.haircuts.{asset}", float(held.haircut[index]) * 100, words)
    controls.optional(f"collateral.control.{asset}", catalog.control_hours(scenario, asset), words)
    controls.choice("collateral.accept", words)
    controls.number("call.hold", words)
    with layout.section("layout.mix", words):
        controls.mix(words)
    if more := layout.more(words, "collateral"):
        with more:
            dates.day("rules.as_of", words)
            controls.number("collateral.cap", words)
            controls.number("collateral.group_cap", words)
            controls.choice("collateral.convention", words)
            controls.flag("collateral.wrong_way", words)
            controls.number("collateral.sd_ratio", words)
            controls.amount("collateral.block", words)
            controls.number("collateral.participation", words)
            controls.number("collateral.impact", words)
            controls.own_asset(words)
with charts:
    pictures_collateral.curve(scenario, results, words)
    sides = st.columns(2, gap="medium")
    with sides[0]:
        pictures_collateral.haircuts(results, words)
    with sides[1]:
        pictures_collateral.recognition(results, words)
    pictures_collateral.remarks(scenario, held, words)
    notes.draw("collateral", words)
