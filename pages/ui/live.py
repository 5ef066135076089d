"""The headline chart and figures follow a lever while it is dragged, without the server.

When somebody first touches such a lever, Python works out the chart and the headline figures for
every place on its slider and hands them over once; the browser looks them up (``live.js``). There
is no second formula, and the page works without it.
"""

import hashlib
import json
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from engine.results import Results
from engine.run import evaluate
from engine.scenario import Scenario, replace
from pages.ui import (
    catalog,
    chart_element,
    charts,
    collected,
    headlines,
    live_levers,
    script_file,
    shown,
    state,
    strict,
    surface,
)
from pages.ui.live_levers import Lever
from pages.ui.text import Words
from pages.ui.text import words as words_of

KEPT = 64  # response surfaces, of all visitors together, each up to about 0.2 MB
NAMES = 1024  # of them that are remembered
BREATH = 5  # settings worked out between two looks at whether the visitor did something else
WANTED = "live.wanted"
FILE = script_file.ScriptFile("plumbline-live.js", Path(__file__).with_name("live.js"))
JS = """
export default async function (component) {{
  const from = (path) => import(new URL(path, document.baseURI).href);
  const [{{ follow }}, charts] = await Promise.all([from("{live}"), from("{chart}")]);
  return follow(component, charts);
}}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    js = JS.format(live=FILE.address(), chart=chart_element.FILE.address())
    return st.components.v2.component("plumbline_live", html="<span></span>", js=js)


def draw(page: str) -> None:
    """Let the headline chart of a page follow its main levers, where the page has such."""
    if page in live_levers.PAGES and shown.is_whole():
        _follow(page)


@st.fragment
def _follow(page: str) -> None:
    if state.waits():  # a change came along with this request, and no run answered it
        st.rerun()
    words, scenario, dark = words_of(state.lang()), state.scenario(), charts.is_dark()
    levers = live_levers.levers(page, scenario, words)
    wanted = str(state.recall(WANTED, ""))
    said: dict[str, object] = {}
    state.keep(WANTED, "")
    for lever in levers:
        if lever.path == wanted:
            others = replace(scenario, lever.path, lever.values[0])
            found = _surface(page, lever, others, words.language, dark)
            said = found | {"name": _name(page, lever, scenario, words.language, dark)}
    data = {
        "chart": f"chart.{live_levers.PAGES[page].chart}",
        "levers": [_about(page, lever, scenario, words, dark) for lever in levers],
        "surface": said,
    }
    _component()(
        data=json.dumps(data, ensure_ascii=False).encode(),
        key="live",
        width="content",
        on_wanted_change=_want,
    )


def _want() -> None:
    state.keep(WANTED, getattr(state.recall("live", None), "wanted", ""))


def _about(
    page: str,
    lever: Lever,
    scenario: Scenario,
    words: Words,
    dark: bool,  # noqa: FBT001
) -> dict[str, object]:
    """Return how the browser finds a lever, and the name of its response surface."""
    return {
        "path": lever.path,
        "key": lever.key,
        "places": lever.places,
        "surface": _name(page, lever, scenario, words.language, dark),
    }


@lru_cache(maxsize=NAMES)
def _name(page: str, lever: Lever, scenario: Scenario, language: str, dark: bool) -> str:  # noqa: FBT001
    """Name a response surface by all that it rests on: everything but the lever's own place."""
    others = replace(scenario, lever.path, lever.values[0])
    rests = repr((page, lever.path, others, language, dark))
    return hashlib.sha256(rests.encode()).hexdigest()[:16]


@lru_cache(maxsize=KEPT)
def _surface(page: str, lever: Lever, others: Scenario, language: str, dark: bool) -> Any:  # noqa: ANN401, FBT001
    """Work out a response surface; it holds nothing of a visitor, so all may share it."""
    words, slot = words_of(language), st.empty()
    figures, titles, ribbon = [], [], []
    for number, value in enumerate(lever.values):
        if number % BREATH == 0:
            slot.empty()  # here Streamlit turns to what the visitor did in the meantime
        scenario = replace(others, lever.path, value)
        results = evaluate(scenario, catalog.book())
        chart = _chart(page, scenario, results, words, dark=dark)
        figures.append(surface.compact(chart.figure.to_json(validate=False)))
        titles.append(chart.title)
        ribbon.append([_figure(name, results, words) for name in headlines.RIBBON])
    surface.steady(figures)
    found = surface.written(figures) | {"titles": titles, "ribbon": ribbon}
    return found | {"names": [f"ribbon.{name}" for name in headlines.RIBBON]}


def _chart(
    page: str, scenario: Scenario, results: Results, words: Words, *, dark: bool
) -> collected.Chart:
    """Return the headline chart of a page as it is drawn for a scenario."""
    followed = live_levers.PAGES[page]
    collecting = collected.collect(dark=dark, tables=False)
    with strict.at(scenario), shown.nothing(), collecting as found:
        followed.draw(scenario, results, words)
    return next(chart for chart in found if chart.key == followed.chart)


def _figure(name: str, results: Results, words: Words) -> tuple[str, str]:
    """Return a headline figure and its change as the page writes them."""
    before = float(results.baseline.headline[name])
    after = float(results.scenario.headline[name])
    moved = headlines.delta(name, before, after, words)
    return headlines.written(name, after, words), moved or words(headlines.still(before, after))
