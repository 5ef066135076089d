"""The overview's charts: results in, chart on the page."""

import numpy as np

from engine.attribution import Attribution
from engine.results import Outcome
from pages.ui import charts, figures_flow, figures_overview, numbers, template
from pages.ui.once import once
from pages.ui.tables import table
from pages.ui.text import Words


@once
def levers(parts: Attribution | None, words: Words) -> None:
    """Draw what each lever contributed to the change of locked capital, or why there is none.

    The chart keeps its place where nothing differs, so that what stands below does not jump.
    """
    if parts is None or not parts.levers:
        _no_levers(parts, words)
        return
    found = parts.parts["locked"]
    data = figures_overview.Levers(
        baseline=parts.start["locked"],
        names=tuple(words(f"lever.{lever}") for lever in parts.levers),
        contributions=found,
        scenario=parts.end["locked"],
    )
    gap = data.scenario - data.baseline
    title = words(
        "picture.levers.title",
        gap=numbers.money(words, gap, signed=True),
        before=numbers.money(words, data.baseline),
        after=numbers.money(words, data.scenario),
    )
    charts.show(
        lambda dark: figures_overview.lever_bars(data, "", words, dark=dark),
        "levers",
        title,
        words("picture.levers.alt", title=title),
        lambda: figures_overview.lever_bars_table(data, words),
        words,
    )
    charts.caption(words("picture.levers.note"))


def _no_levers(parts: Attribution | None, words: Words) -> None:
    """Keep the place of the bridge with one calm sentence."""
    key = "picture.levers.unsplit" if parts is None else "picture.levers.none"
    heads = [words("figure.step"), words("figure.amount_m")]
    charts.show(
        lambda dark: template.empty(words("picture.levers.nothing"), "", dark=dark),
        "levers",
        words(key),
        words(key),
        lambda: table(heads, [], []),
        words,
    )
    charts.caption(words("picture.levers.note"))


@once
def flow(outcome: Outcome, words: Words) -> None:
    """Draw where the locked capital sits, through both pipes."""
    held, pipe = outcome.collateral, outcome.settlement
    index = np.flatnonzero(held.market_value > 0)
    flows = figures_flow.locked_flows(
        tuple(held.codes[i] for i in index),
        held.recognised[index],
        held.haircut_value[index],
        held.unused_value[index],
        float(pipe.fund_share),
        words,
    )
    flows = flows if held.feasible else ()
    data = figures_flow.LockedCapital(flows, float(pipe.peak_cash), feasible=held.feasible)
    title = words(
        "picture.flow.title" if held.feasible else "picture.flow.none",
        locked=numbers.money(words, float(outcome.locked)),
        posted=numbers.money(words, float(held.posted)),
        fund=numbers.money(words, float(pipe.fund_share)),
    )
    charts.show(
        lambda dark: figures_flow.locked_sankey(data, "", words, dark=dark),
        "flow",
        title,
        words("picture.flow.alt", title=title),
        lambda: figures_flow.locked_sankey_table(data, words),
        words,
    )
