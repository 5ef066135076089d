"""The charts of the story: those of the pages, by the name a step gives them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from engine import cycles
from engine.attribution import attribute
from engine.results import Results
from engine.scenario import Scenario
from engine.scorecard import scorecard
from pages.ui import (
    catalog,
    own_prices,
    past,
    pictures_collateral,
    pictures_eligibility,
    pictures_history,
    pictures_leverage,
    pictures_margin,
    pictures_overview,
    pictures_settlement,
    pictures_waterfall,
)
from pages.ui.text import Words

Draw = Callable[[Scenario, Results, Words], None]


def draw(name: str, scenario: Scenario, results: Results, words: Words) -> None:
    """Draw the chart that a step names."""
    DRAW[name](scenario, results, words)


def _eligibility(scenario: Scenario, _: Results, words: Words) -> None:
    pictures_eligibility.heat_map(scorecard(scenario, catalog.book()), scenario, words)


def _capital(scenario: Scenario, results: Results, words: Words) -> None:
    pictures_settlement.capital(scenario, results, words)


def _recycling(scenario: Scenario, results: Results, words: Words) -> None:
    share = cycles.breakeven(scenario, catalog.book())
    held = float(results.scenario.settlement.recycling)
    pictures_settlement.recycling(scenario, share, held, words)


def _losses(scenario: Scenario, results: Results, words: Words) -> None:
    case = past.case_of(scenario, results, own_prices.Brought(None, None))
    pictures_history.losses(scenario, case, words)


DRAW: Mapping[str, Draw] = MappingProxyType(
    {
        "eligibility": _eligibility,
        "period": lambda scenario, _, words: pictures_margin.period(scenario, words),
        "floors": lambda scenario, _, words: pictures_margin.floors(scenario, words),
        "capital": _capital,
        "recycling": _recycling,
        "recognition": lambda _, found, words: pictures_collateral.recognition(found, words),
        "losses": _losses,
        "together": pictures_waterfall.together,
        "levers": lambda scenario, _, words: pictures_overview.levers(
            attribute(scenario, catalog.book()), words
        ),
        "carry": lambda _, found, words: pictures_leverage.carry(found, words),
    }
)
