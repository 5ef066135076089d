"""Which levers a page's headline chart follows while they are dragged, and how it is drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import cast

import numpy as np

from engine import cycles
from engine.results import Results
from engine.scenario import Scenario, Value
from pages.ui import (
    catalog,
    pictures_collateral,
    pictures_margin,
    pictures_settlement,
    pictures_waterfall,
    state,
)
from pages.ui.text import Words

MOST = 51  # settings of a lever that are worked out; a finer one is followed in equal parts
Draw = Callable[[Scenario, Results, Words], None]


@dataclass(frozen=True, slots=True)
class Lever:
    """A slider that is followed: its field, its element, and settings by place on the slider."""

    path: str
    key: str
    places: tuple[float, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Followed:
    """The chart that follows, how it is drawn, and the fields whose sliders it follows."""

    chart: str
    draw: Draw
    fields: Callable[[Scenario], tuple[str, ...]]


def _cost(scenario: Scenario, _: Results, words: Words) -> None:
    best = cycles.cheapest(scenario, catalog.book())
    pictures_settlement.cost_curve(scenario, best, words)


PAGES = {
    "collateral": Followed(
        "haircut_curve",
        pictures_collateral.curve,
        lambda scenario: (f"collateral.haircuts.{scenario.view.asset}",),
    ),
    "margin": Followed(
        "period_parts",
        lambda scenario, _, words: pictures_margin.period(scenario, words),
        lambda _: ("margin.since", "margin.detect", "margin.close"),
    ),
    "settlement": Followed(
        "cost_curve", _cost, lambda _: ("settlement.cycle", "settlement.recycle")
    ),
    "waterfall": Followed(
        "layers",
        lambda _, results, words: pictures_waterfall.layers(results, words),
        lambda _: ("stress.shock",),
    ),
}


def levers(page: str, scenario: Scenario, words: Words) -> tuple[Lever, ...]:
    """Return the followed levers of a page as its sliders are set up now."""
    return tuple(_lever(path, words.language) for path in PAGES[page].fields(scenario))


@cache
def _lever(path: str, language: str) -> Lever:
    group, field, *_ = path.split(".")
    row = catalog.book().controls.by_path[f"{group}.{field}"]
    if row.options:
        places = tuple(float(place) for place in range(len(row.options)))
        return Lever(path, f"{state.PREFIX}{path}.{language}", places, tuple(row.options))
    low, high, step = (cast("float", limit) for limit in (row.min, row.max, row.step))
    whole = round((high - low) / step)
    steps = np.round(np.linspace(0, whole, min(whole + 1, MOST)))
    places = tuple(round(low + float(count) * step, row.decimals) for count in steps)
    return Lever(path, f"{state.PREFIX}{path}", places, places)
