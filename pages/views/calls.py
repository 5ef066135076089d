"""A call on Friday night: what an hour of the week means on two rails."""

from engine.week_view import week_view
from pages.ui import (
    answers_calls,
    catalog,
    controls,
    hour_control,
    layout,
    notes,
    pictures_calls,
    pictures_clock,
    state,
)
from pages.ui.text import words as words_of

words, scenario, book = words_of(state.lang()), state.scenario(), catalog.book()
baseline, at = catalog.baseline(scenario), scenario.call.at
week, plain = week_view(scenario, book), answers_calls.plain(scenario)
before = answers_calls.side(baseline, week_view(baseline, book))
after = answers_calls.side(scenario, week)
free = answers_calls.side(plain, week_view(plain, book))

answer = answers_calls.calls(before, after, free, at, words)
layout.heading("question.calls", answer, words)
levers, charts = layout.sides()
with levers:
    hour_control.draw(words)
    controls.choice("call.rail", words)
    controls.flag("call.ccp_hours", words)
    controls.flag("call.mint", words)
    controls.number("call.hold", words)
    controls.number("margin.since", words)
    if more := layout.more(words, "calls"):
        with more:
            controls.flag("call.congestion", words)
            controls.flag("call.fed22x6", words)
            controls.choice("call.basis", words)
            controls.choice("firm.product", words)
            controls.amount("firm.notional", words)
            controls.choice("margin.confidence", words)
            controls.number("margin.detect", words)
with charts:
    pictures_calls.weeks(before, after, at, words)
    pictures_calls.way(baseline, scenario, words)
    pictures_calls.building(baseline, scenario, words)
    pictures_calls.rails(week, before, after, at, words)
    pictures_clock.draw(baseline, scenario, words)
    notes.draw("calls", words)
