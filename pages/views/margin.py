"""How big the margin is, and what time does to it."""

from engine.codes import BASES
from engine.period_split import margin_split
from engine.requirement import volatilities
from pages.ui import (
    answers_margin,
    catalog,
    controls,
    layout,
    notes,
    pictures_margin,
    pictures_paths,
    state,
)
from pages.ui.text import words as words_of

words, scenario = words_of(state.lang()), state.scenario()
results, baseline = catalog.results(scenario), catalog.baseline(scenario)
splits = {basis: margin_split(scenario, catalog.book(), basis) for basis in BASES}
stressed = float(volatilities(scenario, catalog.book())[1])

answer = answers_margin.margin(splits[scenario.call.basis], scenario, baseline, words)
layout.heading("question.margin", answer, words)
levers, charts = layout.sides()
with levers:
    controls.choice("firm.product", words)
    controls.optional("margin.vol", float(results.scenario.margin.volatility) * 100, words)
    controls.choice("margin.confidence", words)
    controls.choice("margin.regime", words)
    controls.choice("call.rail", words)
    controls.number("margin.since", words)
    controls.choice("call.basis", words)
    if scenario.call.basis == "hour":
        controls.choice("call.at", words)
    if more := layout.more(words, "margin"):
        with more:
            controls.number("margin.detect", words)
            controls.number("margin.close", words)
            controls.choice("margin.profile", words)
            controls.number("call.hold", words)
            controls.flag("call.ccp_hours", words)
            controls.flag("call.mint", words)
            controls.flag("call.congestion", words)
            controls.flag("call.fed22x6", words)
            controls.choice("margin.dist", words)
            controls.number("margin.nu", words)
            controls.choice("margin.apc", words)
            controls.optional("margin.stress_vol", stressed * 100, words)
            controls.number("margin.stress_weight", words)
            controls.choice("firm.side", words)
            controls.amount("firm.notional", words)
with charts:
    pictures_margin.period(scenario, words)
    pictures_margin.changes(scenario, splits, words)
    pictures_margin.floors(scenario, words)
    pictures_paths.tools(scenario, words)
    notes.draw("margin", words)
