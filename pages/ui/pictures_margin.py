"""The margin page's charts: results in, chart on the page."""

import streamlit as st

from engine.floor_view import MORNING, margins_under_floors
from engine.period import CALENDAR_DAYS
from engine.period_split import ALWAYS, PARTS, Split, at_basis, period_parts
from engine.requirement import margin_of
from engine.scenario import Scenario, replace
from pages.ui import (
    answers_margin,
    catalog,
    charts,
    describe,
    figures_floors,
    figures_period,
    figures_split,
    numbers,
)
from pages.ui.once import once
from pages.ui.text import Words

VISIBLE = 5e-4


@once
def period(scenario: Scenario, words: Words) -> None:
    """Draw the parts of the liquidation period of both sides, same product and call hour."""
    base, _ = at_basis(catalog.baseline(scenario), scenario, scenario.call.basis)
    before = _period(replace(base, "firm.product", scenario.firm.product), words)
    data = figures_period.Periods(before, _period(scenario, words), clock=_clock(scenario))
    title = _period_title(data, words)
    charts.show(
        lambda dark: figures_period.period_bars(data, "", words, dark=dark),
        "period_parts",
        title,
        words("picture.period.alt", title=title),
        lambda: figures_period.period_bars_table(data, words),
        words,
    )


def changes(scenario: Scenario, splits: dict[str, Split], words: Words) -> None:
    """Draw each lever's part in the change of margin, on three readings of the call hour."""
    levers = [
        lever
        for lever in dict.fromkeys((*ALWAYS, *(x for s in splits.values() for x in s.levers)))
        if lever in ALWAYS or any(abs(s.part(lever)) > VISIBLE for s in splits.values())
    ]
    data = figures_split.SplitRows(
        tuple(words(f"lever.{lever}") for lever in levers),
        tuple(
            figures_split.Basis(
                answers_margin.basis(scenario, code, words),
                float(split.before.initial_margin),
                float(split.after.initial_margin),
                tuple(split.part(lever) for lever in levers),
            )
            for code, split in splits.items()
        ),
    )
    written = {
        code: numbers.change(words, float(s.before.initial_margin), float(s.after.initial_margin))
        for code, s in splits.items()
    }
    title = words("picture.split.title", **written)
    charts.show(
        lambda dark: figures_split.split_rows(data, "", words, dark=dark),
        "period_split",
        title,
        words("picture.split.alt", title=title),
        lambda: figures_split.split_rows_table(data, words),
        words,
    )
    st.caption(words("picture.split.note"))


def floors(scenario: Scenario, words: Words) -> None:
    """Draw model against floor under three floors, on the worst hour and on a weekday morning."""
    left, right = st.columns(2, gap="medium", vertical_alignment="bottom")
    with left:
        _floors(scenario, "worst", "", words)
    with right:
        _floors(scenario, "hour", MORNING, words)


@once
def _floors(scenario: Scenario, basis: str, at: str, words: Words) -> None:
    rows = margins_under_floors(scenario, catalog.book(), basis, at)
    data = tuple(
        figures_floors.Floored(words(f"regime.{row.regime}"), row.baseline, row.scenario)
        for row in rows
    )
    name = "morning" if at else "worst"
    first, second, third, *_ = (
        numbers.change(words, row.baseline.applied, row.scenario.applied) for row in rows
    )
    title = words(f"picture.floors.{name}", first=first, second=second, third=third)
    charts.show(
        lambda dark: figures_floors.floor_bars(data, "", words, dark=dark),
        f"floors_{name}",
        title,
        words("picture.floors.alt", title=title),
        lambda: figures_floors.floor_bars_table(data, words),
        words,
    )


def _period(side: Scenario, words: Words) -> figures_period.Period:
    parts, margin = period_parts(side, catalog.book()), margin_of(side, catalog.book())
    rail = describe.option("call.rail", side.call.rail, words)
    days = tuple(parts[name] for name in PARTS)
    return figures_period.Period(rail, days, float(margin.period_floor))


def _clock(scenario: Scenario) -> str:
    """Hours for a product that trades every day, trading days for one with market hours."""
    days = catalog.book().number(f"product.days_per_year.{scenario.firm.product}")
    return figures_period.HOURS if days == CALENDAR_DAYS else figures_period.TRADING_DAYS


def _period_title(data: figures_period.Periods, words: Words) -> str:
    here, before, place = data.scenario, data.baseline, PARTS.index("transfer")

    def written(days: float) -> str:
        return figures_period.length(words, days, data.clock)

    return words(
        "picture.period.bound" if here.floor > here.model else "picture.period.free",
        before=written(before.applied),
        after=written(here.applied),
        model=written(here.model),
        before_transfer=written(before.parts[place]),
        after_transfer=written(here.parts[place]),
    )
