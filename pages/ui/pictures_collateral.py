"""The collateral page's charts: results in, chart on the page."""

import numpy as np
import streamlit as st

from engine import curves
from engine.results import Collateral, Results
from engine.scenario import Scenario
from pages.ui import (
    answers,
    answers_collateral,
    catalog,
    charts,
    describe,
    figures_collateral,
    figures_curve,
    numbers,
    ways,
)
from pages.ui.once import once
from pages.ui.text import Words


@once
def haircuts(results: Results, words: Words) -> None:
    """Draw model against applied haircut for every asset of the mix."""
    held, before = results.scenario.collateral, results.baseline.collateral
    index = np.flatnonzero(held.share > 0)
    data = figures_collateral.Haircuts(
        codes=tuple(held.codes[i] for i in index),
        model=held.haircut_model[index],
        applied=held.haircut[index],
        set_by=tuple(_set_by(held.refused_by[i], held.set_by[i], words) for i in index),
        baseline=np.where(before.share > 0, before.haircut, np.nan)[index],
        refused=tuple(bool(held.refused_by[i]) for i in index),
    )
    floors = sum(held.set_by[i] == "floor" and not held.refused_by[i] for i in index)
    title = words("picture.haircuts.title", floors=floors, assets=len(index))
    charts.show(
        lambda dark: figures_collateral.haircut_dumbbell(data, "", words, dark=dark),
        "haircuts",
        title,
        words("picture.haircuts.alt", title=title),
        lambda: figures_collateral.haircut_dumbbell_table(data, words),
        words,
    )


@once
def recognition(results: Results, words: Words) -> None:
    """Draw what becomes of the market value posted, asset by asset."""
    held = results.scenario.collateral
    index = np.flatnonzero(held.share > 0)
    data = figures_collateral.Recognition(
        codes=tuple(held.codes[i] for i in index),
        recognised=held.recognised[index],
        haircut=held.haircut_value[index],
        idle=held.unused_value[index],
        feasible=held.feasible,
    )
    title = words(
        "picture.recognition.title" if held.feasible else "picture.flow.none",
        posted=numbers.money(words, float(held.posted)),
        counted=numbers.money(words, float(held.recognised.sum())),
    )
    charts.show(
        lambda dark: figures_collateral.market_to_recognised(data, "", words, dark=dark),
        "recognition",
        title,
        words("picture.recognition.alt", title=title),
        lambda: figures_collateral.market_to_recognised_table(data, words),
        words,
    )


def curve(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw the settlement-time haircut curve of the asset that the page looks at."""
    _curve(scenario, results, words)
    st.caption(answers_collateral.twenties(scenario, scenario.view.asset, words))


@once
def _curve(scenario: Scenario, results: Results, words: Words) -> None:
    asset, held = scenario.view.asset, results.scenario.collateral
    before = catalog.haircut_curve(catalog.baseline(scenario), asset)
    here, baseline = curves.together(catalog.haircut_curve(scenario, asset), before)
    data = figures_curve.HaircutCurve(
        asset=asset,
        hours=here.hours,
        model=here.model,
        applied=here.applied,
        baseline=baseline,
        floor=here.floor,
        here=here.here,
        baseline_here=before.here,
        refused=bool(held.refused_by[held.codes.index(asset)]),
    )
    title = describe.heading(answers.haircut(held, asset, here.here, words))
    charts.show(
        lambda dark: figures_curve.haircut_curve(data, "", words, dark=dark),
        "haircut_curve",
        title,
        words("picture.curve.alt", title=title),
        lambda: figures_curve.haircut_curve_table(data, words),
        words,
    )


def remarks(scenario: Scenario, held: Collateral, words: Words) -> None:
    """Write what binds, what falls together with the position, and what permission costs."""
    asset, charged = scenario.view.asset, scenario.collateral.wrong_way
    parts = [
        answers.wrong_way(held, asset, charged=charged, words=words),
        answers.caps(held, words),
        answers.thin(held, words),
        answers_collateral.permission(scenario, words),
    ]
    st.caption(describe.sentences(words, (part for part in parts if part)))
    ways.link("tokens", words)


def _set_by(refused: str, code: str, words: Words) -> str:
    key = "table_refused" if refused == "table" else refused or code
    return words(f"set_by.{key}")
