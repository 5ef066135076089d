"""Curves that the pages draw: one output against one lever, the rest of the scenario kept."""

from dataclasses import dataclass, replace

import numpy as np

from engine import FloatArray
from engine.catalogue import Catalogue
from engine.holdings import holding
from engine.requirement import transfer_hours
from engine.run import sweep
from engine.scenario import ASSETS, Scenario

LONGEST_HOURS = 240.0
POINTS = 61


@dataclass(frozen=True, slots=True)
class HaircutCurve:
    """Model and applied haircut of one asset against hours until it can be sold, shape (n,)."""

    hours: FloatArray
    model: FloatArray
    applied: FloatArray
    floor: float
    here: float


def control_hours(scenario: Scenario, catalogue: Catalogue, asset: str) -> float:
    """Return the hours it takes to get control of an asset, typed or automatic."""
    return float(holding(scenario, catalogue).control_hours[ASSETS.index(asset)])


def lead_hours(scenario: Scenario, catalogue: Catalogue) -> float:
    """Return the hours from the last good call to cover, before control of any asset."""
    transfer = float(transfer_hours(scenario, catalogue))
    return scenario.margin.since + scenario.margin.detect + transfer


def haircut_curve(scenario: Scenario, catalogue: Catalogue, asset: str) -> HaircutCurve:
    """Return the settlement-time haircut curve of one asset under the scenario's other settings.

    Hours run from the last good call until the asset can be sold: the call schedule, the
    detection, the transfer and any hold come first, then none to ten days to get control of
    the asset, or as long as the scenario says.
    """
    control = control_hours(scenario, catalogue, asset)
    hours = np.unique(np.append(np.linspace(0.0, max(LONGEST_HOURS, control), POINTS), control))
    swept = sweep(scenario, catalogue, f"collateral.control.{asset}", hours).collateral
    index, lead = ASSETS.index(asset), lead_hours(scenario, catalogue)
    shape = (hours.size, len(ASSETS))
    return HaircutCurve(
        hours=lead + hours,
        model=np.broadcast_to(swept.haircut_model, shape)[:, index],
        applied=np.broadcast_to(swept.haircut, shape)[:, index],
        floor=float(np.atleast_1d(swept.haircut_floor[..., index])[-1]),
        here=lead + control,
    )


def together(here: HaircutCurve, before: HaircutCurve) -> tuple[HaircutCurve, FloatArray]:
    """Put a curve and its baseline's applied haircut on the same hours; NaN before they begin."""
    end = min(here.hours[-1], before.hours[-1])
    hours = np.union1d(here.hours, before.hours)
    hours = hours[hours <= max(end, here.here, before.here)]

    def at(curve: HaircutCurve, values: FloatArray) -> FloatArray:
        found = np.interp(hours, curve.hours, values, left=np.nan, right=np.nan)
        return np.asarray(found, dtype=float)

    model, applied = at(here, here.model), at(here, here.applied)
    return replace(here, hours=hours, model=model, applied=applied), at(before, before.applied)
