"""The locked-capital clock on the page: a still picture that can be played, and one hour of it."""

from datetime import timedelta
from functools import partial

import streamlit as st

from engine.clock_view import WEEK_DAYS, closed_days
from engine.codes import DAYS
from engine.ledger import BUCKETS as LEDGER
from engine.locked_clock import LockedClock, locked_clock
from engine.run import outcome
from engine.scenario import Scenario, replace
from pages.ui import (
    answers_calls,
    catalog,
    charts,
    describe,
    figures_clock,
    figures_now,
    numbers,
    play,
    state,
    template,
)
from pages.ui.tables import table
from pages.ui.text import Words

REMEMBERED = "clock_hour"
SIDES = ("baseline", "scenario")
LEAST = 1e-6


@st.fragment
def draw(baseline: Scenario, scenario: Scenario, words: Words) -> None:
    """Draw the week of both sides and the hour chosen below; a fragment, which runs alone."""
    book = catalog.book()
    if not all(outcome(side, book).collateral.feasible for side in (baseline, scenario)):
        _nothing(words)
        return
    baseline = replace(baseline, "call.at", scenario.call.at)  # both have a run at this hour
    first, second = (locked_clock(side, book) for side in (baseline, scenario))
    days = tuple(DAYS[(first.week.start + timedelta(days=n)).weekday()] for n in range(WEEK_DAYS))
    now = _hour(int(first.most_uncovered_at), days, words)
    data = figures_clock.Clock(
        (_side("baseline", baseline, first, words), _side("scenario", scenario, second, words)),
        days,
        [hour for hour, _ in closed_days(first.week, book.holidays)],
        now,
        (baseline.call.rail, scenario.call.rail),
    )
    _areas(data, first, second, words)
    key = "picture.clock.note" if scenario.margin.since else "picture.clock.note.at_once"
    st.caption(words(key, every=numbers.hours(words, scenario.margin.since)))
    _now(data, words)


def _areas(
    data: figures_clock.Clock, first: LockedClock, second: LockedClock, words: Words
) -> None:
    base, rail = answers_calls.names(*data.rails, words)
    title = words(
        "picture.clock.title",
        base=base,
        rail=rail,
        before_most=numbers.money(words, first.most_uncovered),
        before_hours=numbers.hours(words, first.hours_uncovered),
        after_most=numbers.money(words, second.most_uncovered),
        after_hours=numbers.hours(words, second.hours_uncovered),
    )
    charts.show(
        lambda dark: figures_clock.clock_areas(data, "", words, dark=dark),
        "locked_clock",
        title,
        words("picture.clock.alt", title=title, start=numbers.day(words, first.week.start)),
        lambda: figures_clock.clock_areas_table(data, words),
        words,
    )
    play.button("locked_clock", words)


def _now(data: figures_clock.Clock, words: Words) -> None:
    before, after = (numbers.money(words, float(side.owed[data.now])) for side in data.sides)
    base, rail = answers_calls.names(*data.rails, words)
    title = words(
        "picture.now.title",
        at=figures_clock.moment(data.now, data.days, words),
        base=base,
        rail=rail,
        before=before,
        after=after,
    )
    charts.show(
        lambda dark: figures_now.clock_now(data, "", words, dark=dark),
        "clock_now",
        title,
        words("picture.now.alt", title=title),
        lambda: figures_now.clock_now_table(data, words),
        words,
    )
    st.caption(describe.sentences(words, [why(name, data, words) for name in SIDES]))


def why(name: str, data: figures_clock.Clock, words: Words) -> str:
    """Say what the amount owed at the hour looked at waits for, and why idle money stays."""
    side = data.sides[SIDES.index(name)]
    owed = float(side.owed[data.now])
    parts = {bucket: float(side.buckets[bucket][data.now]) for bucket in ("called", "in_transit")}
    parts = {"uncalled": owed - sum(parts.values())} | parts
    said = [
        words(f"picture.now.{key}", amount=numbers.money(words, amount))
        for key, amount in parts.items()
        if amount > LEAST
    ]
    label = words(f"figure.{name}")
    if not said:
        return words("picture.now.nothing", side=label)
    told = words("picture.now.waits", side=label, parts=describe.listing(words, said))
    idle = float(side.buckets["idle"][data.now])
    if min(idle, parts["uncalled"]) <= LEAST:
        return told
    rest = words("picture.now.idle", idle=numbers.money(words, idle))
    return describe.sentences(words, [told, rest])


def _hour(first: int, days: tuple[str, ...], words: Words) -> int:
    """Draw the slider of the hour looked at; it starts where most is owed."""
    key = f"clock.hour.{words.language}"
    state.seed(key, int(state.recall(REMEMBERED, first)))
    return int(
        st.select_slider(
            words("figure.clock.slider"),
            list(range(WEEK_DAYS * figures_clock.DAY_HOURS + 1)),
            format_func=lambda hour: figures_clock.moment(hour, days, words),
            key=key,
            help=words("figure.clock.slider_help"),
            on_change=state.note,
            args=(key, partial(state.keep, REMEMBERED)),
        )
    )


def _side(name: str, side: Scenario, found: LockedClock, words: Words) -> figures_clock.Side:
    rail = describe.option("call.rail", side.call.rail, words)
    heading = words(
        "figure.clock.heading",
        side=words(f"figure.{name}"),
        rail=rail,
        hours=numbers.hours(words, found.hours_uncovered),
    )
    buckets = {bucket: getattr(found.buckets, bucket) for bucket in LEDGER}
    return figures_clock.Side(heading, rail, buckets, found.buckets.uncovered)


def _nothing(words: Words) -> None:
    """Say calmly that no amount covers the margin, in the place of both charts."""
    title = words("figure.infeasible")
    for key, height in (("locked_clock", "poster"), ("clock_now", "short")):
        _empty(key, height, title, words)


def _empty(key: str, height: str, title: str, words: Words) -> None:
    charts.show(
        lambda dark: template.empty(title, "", dark=dark, height=height),
        key,
        title,
        title,
        lambda: table([words("figure.part")], []),
        words,
    )
