"""Curves that the pages draw: one output against one lever, the rest of the scenario kept."""

from dataclasses import dataclass

import numpy as np

from engine import FloatArray
from engine.catalogue import Catalogue
from engine.run import sweep
from engine.scenario import ASSETS, Scenario

LONGEST_HOURS = 240.0
POINTS = 61


@dataclass(frozen=True, slots=True)
class HaircutCurve:
    """Model and applied haircut of one asset against hours to get control, shape (n,)."""

    hours: FloatArray
    model: FloatArray
    applied: FloatArray
    floor: float
    here: float


def control_hours(scenario: Scenario, catalogue: Catalogue, asset: str) -> float:
    """Return the hours it takes to get control of an asset, typed or automatic."""
    index = ASSETS.index(asset)
    typed = scenario.collateral.control[index]
    if typed is not None:
        return typed
    if asset == ASSETS[-1]:
        return 0.0
    return catalogue.number(f"asset.control_hours.{asset}")


def haircut_curve(scenario: Scenario, catalogue: Catalogue, asset: str) -> HaircutCurve:
    """Return the settlement-time haircut curve of one asset under the scenario's other settings.

    The hours to get control run from none to ten days, or to where the scenario stands.
    """
    here = control_hours(scenario, catalogue, asset)
    hours = np.linspace(0.0, max(LONGEST_HOURS, here), POINTS)
    swept = sweep(scenario, catalogue, f"collateral.control.{asset}", hours).collateral
    index = ASSETS.index(asset)
    shape = (hours.size, len(ASSETS))
    return HaircutCurve(
        hours=hours,
        model=np.broadcast_to(swept.haircut_model, shape)[:, index],
        applied=np.broadcast_to(swept.haircut, shape)[:, index],
        floor=float(np.atleast_1d(swept.haircut_floor[..., index])[-1]),
        here=here,
    )
