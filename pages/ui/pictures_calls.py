"""The page of calls: the week, the way of the money and all rails; results in, chart out."""

from datetime import datetime

import numpy as np
import streamlit as st

from engine.codes import DAYS, WEEK_HOURS
from engine.money_path import HOLD, Step, path_of_money
from engine.requirement import confidence_of
from engine.scenario import Scenario
from engine.week_view import WeekView, exposure_course
from pages.ui import (
    answers_calls,
    catalog,
    charts,
    describe,
    figures_building,
    figures_rails,
    figures_way,
    figures_week,
    hour_control,
    numbers,
)
from pages.ui.answers_calls import Side
from pages.ui.once import once
from pages.ui.text import Words

SIDES = ("baseline", "scenario")


def weeks(before: Side, after: Side, at: str, words: Words) -> None:
    """Draw the week of calls on both rails beside each other, in the same colours."""
    most = float(max(before.hours.max(), after.hours.max()))
    columns = st.columns(2, gap="medium", vertical_alignment="bottom")
    for name, shown, column in zip(SIDES, (before, after), columns, strict=True):
        with column:
            _week(name, shown, at, most, words)
    st.caption(words("picture.week.note"))


def _week(name: str, shown: Side, at: str, most: float, words: Words) -> None:
    data = figures_week.Week(shown.hours, shown.exposure, WEEK_HOURS.index(at), most)
    worst, best = float(shown.hours.max()), float(shown.hours.min())
    title = words(
        "picture.week.same_hours" if worst == best else f"picture.week.{name}",
        side=words(f"figure.{name}"),
        rail=describe.option("call.rail", shown.rail, words),
        worst=numbers.hours(words, worst),
        worst_at=_at(WEEK_HOURS[int(shown.hours.argmax())], words),
        best=numbers.hours(words, best),
    )
    charts.show(
        lambda dark: figures_week.week_map(data, "", words, dark=dark),
        f"week_{name}",
        title,
        words("picture.week.alt", title=title, at=_at(at, words)),
        lambda: figures_week.week_map_table(data, words),
        words,
        pick=hour_control.pick,
    )


@once
def way(baseline: Scenario, scenario: Scenario, words: Words) -> None:
    """Draw step by step what becomes of the money of a call at the chosen hour."""
    at = scenario.call.at
    first, second = (
        path_of_money(side, catalog.book(), side.call.rail, WEEK_HOURS.index(at))
        for side in (baseline, scenario)
    )
    data = (
        _way("baseline", baseline, first, words),
        _way("scenario", scenario, second, words),
    )
    base, rail = answers_calls.names(baseline.call.rail, scenario.call.rail, words)
    if same := baseline.call.rail == scenario.call.rail and first[-1].end == second[-1].end:
        rail = describe.option("call.rail", scenario.call.rail, words)
    title = words(
        "picture.way.same" if same else "picture.way.title",
        at=_at(at, words),
        base=base,
        rail=rail,
        before_until=moment(first[-1].end, words),
        after_until=moment(second[-1].end, words),
    )
    charts.show(
        lambda dark: figures_way.money_way(data, "", words, dark=dark),
        "money_way",
        title,
        words("picture.way.alt", title=title),
        lambda: figures_way.money_way_table(data, words),
        words,
    )


@once
def building(baseline: Scenario, scenario: Scenario, words: Words) -> None:
    """Draw how exposure builds from the call at the chosen hour until the money counts."""
    at = scenario.call.at
    base, rail = answers_calls.names(baseline.call.rail, scenario.call.rail, words)
    data = figures_building.Building(
        _building("baseline", baseline, at, base, words),
        _building("scenario", scenario, at, rail, words),
    )
    (before_hours, before), (after_hours, after) = data.baseline.end, data.scenario.end
    same = data.same and baseline.call.rail == scenario.call.rail
    title = words(
        "picture.building.same" if same else "picture.building.title",
        at=_at(at, words),
        base=base,
        rail=describe.option("call.rail", scenario.call.rail, words) if same else rail,
        before=numbers.money(words, before),
        before_hours=numbers.hours(words, before_hours),
        after=numbers.money(words, after),
        after_hours=numbers.hours(words, after_hours),
    )
    alt = words(
        "picture.building.alt",
        title=title,
        before_level=_level(baseline, words),
        after_level=_level(scenario, words),
    )
    charts.show(
        lambda dark: figures_building.building(data, "", words, dark=dark),
        "exposure_building",
        title,
        alt,
        lambda: figures_building.building_table(data, words),
        words,
    )


def rails(week: WeekView, before: Side, after: Side, at: str, words: Words) -> None:
    """Draw the exposure of every rail at the chosen hour, the fastest first."""
    place = WEEK_HOURS.index(at)
    hours, exposure = week.hours[:, place], week.exposure[:, place]
    order = np.lexsort((np.arange(hours.size), hours))
    codes = [week.rails[index] for index in order]
    data = figures_rails.Rails(
        tuple(describe.option("call.rail", code, words) for code in codes),
        hours[order],
        exposure[order],
        here=codes.index(after.rail),
        before=codes.index(before.rail),
        own=float(before.exposure[place]),
        at=_at(at, words),
    )
    title = rails_title(data, at, words)
    charts.show(
        lambda dark: figures_rails.rail_bars(data, "", words, dark=dark),
        "rail_exposures",
        title,
        words("picture.rails.alt", title=title, at=_at(at, words)),
        lambda: figures_rails.rail_bars_table(data, words),
        words,
    )


def rails_title(data: figures_rails.Rails, at: str, words: Words) -> str:
    """Name the chosen rail beside the fastest and the slowest, or as one of them."""
    wait = float(data.hours[data.here])
    key = "title" if wait < data.hours[-1] else "slowest"
    return words(
        f"picture.rails.{'fastest' if wait <= data.hours[0] else key}",
        at=_at(at, words),
        rail=data.names[data.here],
        own=numbers.money(words, float(data.exposure[data.here])),
        fastest=data.names[0],
        least=numbers.money(words, float(data.exposure[0])),
        slowest=data.names[-1],
        most=numbers.money(words, float(data.exposure[-1])),
    )


def moment(when: datetime, words: Words) -> str:
    """Write a New York moment of the week as weekday and time."""
    return words("day.at", day=words(f"day.{DAYS[when.weekday()]}"), time=f"{when:%H:%M}")


def _building(name: str, side: Scenario, at: str, rail: str, words: Words) -> figures_building.Call:
    """Follow the exposure of one side's call until its cover."""
    course = exposure_course(side, catalog.book(), side.call.rail, WEEK_HOURS.index(at))
    named = describe.option("call.rail", side.call.rail, words)
    key = words(
        "figure.building.key", side=words(f"figure.{name}"), rail=named, level=_level(side, words)
    )
    return figures_building.Call(key, rail, course.hours, course.exposure)


def _level(side: Scenario, words: Words) -> str:
    """Write the confidence that a side's margin is held to."""
    return numbers.percent(words, confidence_of(side, catalog.book()))


def _way(name: str, side: Scenario, steps: tuple[Step, ...], words: Words) -> figures_way.Way:
    rail = describe.option("call.rail", side.call.rail, words)
    sent = steps[0].from_hour
    heading = words(
        "figure.way.heading",
        side=words(f"figure.{name}"),
        rail=rail,
        hours=numbers.hours(words, steps[-1].to_hour - sent),
    )
    stretches = tuple(
        figures_way.Stretch(
            words("control.call.hold.label" if step.leg == HOLD else f"rail.{step.leg}"),
            figures_way.CHECKED if step.leg == HOLD else step.kind,
            step.from_hour - sent,
            step.to_hour - sent,
            moment(step.end, words),
        )
        for step in steps
    )
    return figures_way.Way(heading, words(f"figure.{name}"), stretches)


def _at(label: str, words: Words) -> str:
    return describe.option("call.at", label, words)
