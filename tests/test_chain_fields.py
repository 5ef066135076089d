"""No control without effect: every field of stress, spiral and leverage moves some result."""

from dataclasses import asdict, fields

import numpy as np
import pytest

from engine import catalogue
from engine.controls import default_scenario
from engine.default_simulation import simulate
from engine.groups import Leverage, Spiral, Stress
from engine.report import plain
from engine.run import outcome
from engine.scenario import ASSETS, Scenario, Value, replace

BOOK = catalogue.load()
MIX = {"tbill": 40.0, "usdc": 20.0, "btc": 20.0, "equity": 20.0}
OTHER: dict[str, Value] = {
    "stress.shock": 60.0,
    "stress.crypto": 60.0,
    "stress.stablecoin": 13.0,
    "stress.other": 12.0,
    "stress.ccp": "cme_irs",
    "stress.member_fund": 1.0,
    "stress.own_layer": 1.0,
    "stress.mutual_fund": 1.0,
    "stress.assessments": 1.0,
    "stress.world_vol": 120.0,
    "stress.world_dist": "normal",
    "stress.tail_dependence": True,
    "stress.correlation": -0.5,
    "stress.liquidation": 96.0,
    "spiral.shock": 20.0,
    "spiral.position": 20.0,
    "spiral.collateral": 6.0,
    "spiral.haircut": 10.0,
    "spiral.buffer": 0.1,
    "spiral.depth": 80.0,
    "spiral.sale_share": 50.0,
    "spiral.same_asset": 0.0,
    "spiral.margin_rise": 1.0,
    "leverage.buffer": 5.0,
    "leverage.buffer_basis": "clock",
    "leverage.reuse": 80.0,
    "leverage.links": 4.0,
}
START = replace(
    replace(default_scenario(BOOK.controls), "leverage.reuse", 50.0),
    "collateral.mix",
    tuple(MIX.get(code, 0.0) for code in ASSETS),
)
WORLD_ONLY = {
    f"stress.{name}"
    for name in ("world_vol", "world_dist", "tail_dependence", "correlation", "liquidation")
}


def figures(scenario: Scenario) -> tuple[str, str]:
    """Everything the scenario comes to, closed form and simulation, as comparable text."""
    return str(plain(outcome(scenario, BOOK))), str(plain(asdict(simulate(scenario, BOOK, 2000))))


BEFORE = figures(replace(START, "leverage.links", 2.0))


def test_every_field_is_tried() -> None:
    groups = (("stress", Stress), ("spiral", Spiral), ("leverage", Leverage))
    assert set(OTHER) == {f"{name}.{field.name}" for name, cls in groups for field in fields(cls)}


@pytest.mark.parametrize("path", OTHER)
def test_every_field_moves_a_result(path: str) -> None:
    after = figures(replace(replace(START, "leverage.links", 2.0), path, OTHER[path]))
    assert after != BEFORE
    assert (after[0] == BEFORE[0]) == (path in WORLD_ONLY)


def test_layers_reach_the_simulation_too() -> None:
    for name in ("member_fund", "own_layer", "mutual_fund", "assessments"):
        found = simulate(replace(START, f"stress.{name}", 1.0), BOOK, 2000)
        assert found.resources[found.columns.index(name)] == 1.0
    assert np.isfinite(found.expected_loss).all()
