"""The forced-sale loop round by round and by depth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, spiral_curves
from engine.controls import default_scenario
from engine.run import outcome
from engine.scenario import Scenario, replace
from tests.strategies import thorough

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
HERE = outcome(DEFAULT, BOOK)


def by_depth(scenario: Scenario) -> spiral_curves.ByDepth:
    return spiral_curves.by_depth(scenario, BOOK, HERE.margin)


def test_coins_fall_further_than_bills() -> None:
    """The figures of the default: 13.5 percent with coins, 12.5 with what holds."""
    coins = spiral_curves.path_of(DEFAULT, BOOK, HERE.margin, 100.0)
    bills = spiral_curves.path_of(DEFAULT, BOOK, HERE.margin, 0.0)
    assert (coins.settled, bills.settled) == pytest.approx((0.1354, 0.12523), abs=1e-5)
    assert coins.rounds[-1] == pytest.approx(coins.settled, abs=1e-6)


@given(st.floats(1.0, 500.0), st.floats(0.0, 100.0))
@thorough(20)
def test_the_loop_runs_away_exactly_below_the_edge(depth: float, sold: float) -> None:
    moved = replace(replace(DEFAULT, "spiral.depth", depth), "spiral.sale_share", sold)
    found = outcome(moved, BOOK).spiral
    edge = spiral_curves.edge_of(moved, found)
    if abs(depth - edge) > 1e-6:
        assert bool(found.stable) == (depth > edge)


def test_a_deeper_market_multiplies_less() -> None:
    found = by_depth(DEFAULT)
    assert found.edge == pytest.approx(14.1513, abs=1e-4)
    assert np.all(np.diff(found.multiplier) <= 1e-12)
    at = np.interp(40.0, found.depth, found.multiplier)
    assert at == pytest.approx(float(HERE.spiral.multiplier), rel=1e-3)


def test_nothing_is_sold_while_cash_meets_the_call() -> None:
    found = by_depth(replace(DEFAULT, "spiral.buffer", 3.0))
    assert found.edge == 0.0
    assert set(found.multiplier.tolist()) == {1.0}


def test_a_depth_of_nothing_and_a_negative_exposure_are_refused() -> None:
    with pytest.raises(ValueError, match="depth must be above 0"):
        spiral_curves.by_depth(DEFAULT, BOOK, HERE.margin, (0.0, 10.0))
    with pytest.raises(ValueError, match="must lie between"):
        spiral_curves.path_of(DEFAULT, BOOK, HERE.margin, -1.0)
