"""The settlement page's charts: results in, chart on the page."""

from functools import cache

import numpy as np
import streamlit as st

from engine import cycles
from engine.published import Comparison, settlement_comparisons
from engine.results import Results
from engine.rules import cycle_standing
from engine.scenario import Scenario, replace
from pages.ui import (
    catalog,
    charts,
    describe,
    figures_cycles,
    figures_pairs,
    figures_recycling,
    figures_settlement,
    numbers,
    strict,
)
from pages.ui.lines import BREAK
from pages.ui.once import once
from pages.ui.provenance import source_line
from pages.ui.text import Words

COMPARED = ("T2", "T1", "T0", "B7", "ATOM")
PERCENTS = np.linspace(0.0, 100.0, 101)


@once
def cost_curve(scenario: Scenario, best: cycles.Best, words: Words) -> None:
    """Draw the cost of every cycle, the cheapest and the scenario's own."""
    here = scenario.settlement.cycle
    shown, book = cycles.curve_codes(best, here), catalog.book()
    now = [cycles.pipe(scenario, book, code) for code in shown]
    base = catalog.baseline(scenario)
    before = [cycles.pipe_cost(cycles.pipe(base, book, code)) for code in shown]
    data = figures_settlement.CostCurve(
        labels=tuple(_axis_label(code, words) for code in shown),
        fund=np.array([float(at.fund_cost) for at in now]),
        cash=np.array([float(at.pay_in_cost) for at in now]),
        baseline=np.array(before),
        here=shown.index(here),
        best=shown.index(best.code),
    )
    title = words(
        "picture.cost.title",
        cycle=describe.option("settlement.cycle", best.code, words),
        cost=numbers.money(words, best.cost),
    )
    charts.show(
        lambda dark: figures_settlement.cost_curve(data, "", words, dark=dark),
        "cost_curve",
        title,
        words("picture.cost.alt", title=title),
        lambda: figures_settlement.cost_curve_table(data, words),
        words,
    )


@once
def recycling(scenario: Scenario, share: float | None, held: float, words: Words) -> None:
    """Draw the cost of atomic settlement against the share of receipts reused."""
    book, own = catalog.book(), scenario.settlement.cycle
    data = figures_recycling.RecyclingCurve(
        share=PERCENTS / 100.0,
        atomic=cycles.atomic_cost_by_recycling(scenario, book, PERCENTS),
        slow=cycles.pipe_cost(cycles.pipe(scenario, book, cycles.ONE_DAY)),
        break_even=share,
        here=held,
        own=None if own == cycles.ATOMIC else cycles.pipe_cost(cycles.pipe(scenario, book, own)),
    )
    title = (
        words("picture.recycling.never")
        if share is None
        else words("picture.recycling.title", share=numbers.percent(words, share))
    )
    charts.show(
        lambda dark: figures_recycling.recycling_curve(data, "", words, dark=dark),
        "recycling",
        title,
        words("picture.recycling.alt", title=title),
        lambda: figures_recycling.recycling_curve_table(data, words),
        words,
    )


def capital(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw what each cycle locks overnight, its peak cash beside it, and its standing by rule."""
    _capital(scenario, results, words)
    st.caption(words("picture.capital.marks", day=numbers.day(words, scenario.rules.as_of)))


@once
def _capital(scenario: Scenario, results: Results, words: Words) -> None:
    rules, pipes = scenario.rules, cycles.by_cycle(scenario, catalog.book())
    marks = cycle_standing(catalog.book().rules, rules.as_of, rules.without)
    posted = float(results.scenario.collateral.posted)
    here = next((i for i, c in enumerate(COMPARED) if pipes[c] == results.scenario.settlement), -1)
    data = figures_cycles.CapitalByCycle(
        labels=tuple(
            f"{figures_settlement.cycle_label(code, words)}{BREAK}"
            f"{words(f'cycle.mark.{marks[code]}')}"
            for code in COMPARED
        ),
        posted=np.full(len(COMPARED), posted),
        fund=np.array([float(pipes[code].fund_share) for code in COMPARED]),
        peak_cash=np.array([float(pipes[code].peak_cash) for code in COMPARED]),
        here=here,
        classes=(
            _classes("settlement.fund_share", scenario),
            _classes("settlement.peak_cash", scenario),
        ),
    )
    last = pipes[cycles.ATOMIC]
    title = words(
        "picture.capital.title",
        fund=numbers.money(words, float(last.fund_share)),
        peak=numbers.money(words, float(last.peak_cash)),
    )
    charts.show(
        lambda dark: figures_cycles.capital_by_cycle(data, "", words, dark=dark),
        "capital_by_cycle",
        title,
        words("picture.capital.alt", title=title),
        lambda: figures_cycles.capital_by_cycle_table(data, words),
        words,
    )


def published(words: Words) -> None:
    """Draw the published effects of T+1 beside the model's."""
    _published(words)
    st.caption("\n\n".join(_source(row, words) for row in _comparisons()))


@cache
def _comparisons() -> tuple[Comparison, ...]:
    return tuple(settlement_comparisons(catalog.book()))


@once
def _published(words: Words) -> None:
    data = [
        figures_pairs.Pair(
            label=words(
                "picture.published.row",
                what=words(f"published.{row.code}"),
                reading=words(f"published.reading.{row.reading}"),
            ),
            first=row.published,
            second=row.model,
            note=words(f"published.reading.{row.reading}"),
        )
        for row in _comparisons()
    ]
    title = words("picture.published.title")
    charts.show(
        lambda dark: figures_pairs.pairs(data, figures_pairs.FALLS, "", words, dark=dark),
        "published",
        title,
        words("picture.published.alt", title=title),
        lambda: figures_pairs.pairs_table(data, figures_pairs.FALLS, words),
        words,
    )


def _source(row: Comparison, words: Words) -> str:
    entry = catalog.book().facts.get(row.fact).values[-1]
    return words(
        "published.source",
        what=words(f"published.{row.code}"),
        source=source_line(entry, words),
    )


def _classes(record: str, scenario: Scenario) -> tuple[str, ...]:
    """Return what a record rests on in each cycle compared."""
    return tuple(
        strict.rests(record, replace(scenario, "settlement.cycle", code)) for code in COMPARED
    )


def _axis_label(code: str, words: Words) -> str:
    """Return the name of a cycle on a crowded axis: batches by their number alone."""
    return code[1:] if code.startswith("B") else figures_settlement.cycle_label(code, words)
