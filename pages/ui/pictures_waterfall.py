"""The charts on who pays when it fails: results in, chart on the page."""

import math
from functools import partial

import numpy as np
import streamlit as st

from engine import default_curves
from engine.default_chain import nasdaq_2018
from engine.default_records import UNFUNDED, Waterfall
from engine.results import Results
from engine.scenario import Scenario
from pages.ui import (
    answers_waterfall,
    catalog,
    drawn,
    figures_areas,
    figures_layers,
    figures_together,
    numbers,
)
from pages.ui.figures_areas import ShockCurve
from pages.ui.figures_layers import LossLayers
from pages.ui.figures_together import Together
from pages.ui.once import once
from pages.ui.provenance import source_line
from pages.ui.text import Words

NASDAQ = ("ccp.nasdaq_2018.loss", "ccp.nasdaq_2018.member_fund")
OTHERS = ("mutual_fund", "assessments")
SAME = 1e-9


@once
def layers(results: Results, words: Words) -> None:
    """Draw the stress running through the layers, the baseline's margin beside the first."""
    found, before = results.scenario.waterfall, results.baseline.waterfall
    data = LossLayers(
        columns=found.columns,
        currency=found.currency,
        borne=found.borne,
        resources=found.resources,
        baseline=before.borne,
        margin_before=float(before.resources[0]),
    )
    title = _layers_title(found, words)
    draw = figures_layers.loss_layers, figures_layers.loss_layers_table
    drawn.show("layers", data, draw, (title, words("picture.layers.alt", title=title)), words)


@once
def by_shock(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw who pays as the move against the position grows."""
    found = results.scenario.waterfall
    curve = default_curves.loss_by_shock(scenario, catalog.book())
    data = ShockCurve(
        columns=found.columns,
        currency=found.currency,
        shocks=curve.shocks,
        borne=curve.borne,
        here=scenario.stress.shock / 100.0,
        margin_before=float(results.baseline.waterfall.resources[0]),
    )
    title = _shock_title(scenario, found, words)
    draw = figures_areas.shock_curve, figures_areas.shock_curve_table
    drawn.show(
        "layers_by_shock", data, draw, (title, words("picture.shocks.alt", title=title)), words
    )


@once
def together(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw what is missing if position and collateral fall alone, and if they fall together."""
    now = default_curves.alone(scenario, results.scenario.collateral)
    base = catalog.baseline(scenario)
    before = default_curves.alone(base, results.baseline.collateral)
    data = Together(np.array(now), np.array(before))
    title = together_title(now, words)
    draw = figures_together.together, figures_together.together_table
    drawn.show("together", data, draw, (title, words("picture.together.alt", title=title)), words)


def nasdaq(words: Words) -> None:
    """Draw the loss of 2018 that went beyond a defaulter's money, with its sources."""
    book = catalog.book()
    found = nasdaq_2018(book)
    used = len(found.layers)
    data = LossLayers(
        columns=found.layers,
        currency=found.currency,
        borne=found.borne[:used],
        resources=found.resources,
        baseline=np.zeros(0),
    )
    money = partial(numbers.money, words, currency=found.currency.lower())
    title = words(
        "picture.nasdaq.title", loss=money(float(found.loss)), members=money(float(found.borne[1]))
    )
    draw = figures_layers.loss_layers, figures_layers.loss_layers_table
    drawn.show("nasdaq_2018", data, draw, (title, words("picture.nasdaq.alt", title=title)), words)
    lines = [source_line(book.facts.get(fact).values[-1], words) for fact in NASDAQ]
    st.caption(words("picture.nasdaq.source", first=lines[0], second=lines[1]))


def together_title(now: default_curves.Alone, words: Words) -> str:
    """Say how much more is missing because position and collateral fall at once."""
    if not math.isfinite(now.both):
        return words("picture.layers.infeasible")
    gap = now.both - now.position - now.collateral
    key = "none" if now.both <= SAME else "more" if gap > SAME else "same"
    return words(
        f"picture.together.{key}",
        gap=numbers.money(words, gap),
        both=numbers.money(words, now.both),
    )


def _layers_title(found: Waterfall, words: Words) -> str:
    """Say who pays beside the defaulter."""
    if not np.isfinite(found.borne).all():
        return words("picture.layers.infeasible")
    borne = dict(zip(found.columns, (float(value) for value in found.borne), strict=True))
    money = partial(numbers.money, words, currency=found.currency.lower())
    return words(
        f"picture.layers.{answers_waterfall.bearer(found)}",
        loss=money(float(found.loss)),
        house=money(borne["own_layer"]),
        members=money(sum(borne[name] for name in OTHERS)),
        left=money(borne[UNFUNDED]),
    )


def _shock_title(scenario: Scenario, found: Waterfall, words: Words) -> str:
    """Say from which move on the margin is not enough, and from which the members pay."""
    if not np.isfinite(found.borne).all():
        return words("picture.layers.infeasible")
    reached = dict(zip(found.columns, default_curves.reached_at(scenario, found), strict=True))
    margin, members = reached["member_fund"], reached["mutual_fund"]
    pays = members < 1 and any(found.resources[3:] > SAME)
    key = "all" if margin >= 1 else "title" if pays else "spared"
    return words(
        f"picture.shocks.{key}",
        margin=numbers.percent(words, float(margin)),
        members=numbers.percent(words, float(members)),
    )
