"""Samples of the charts on who pays when it fails, and on leverage and the spiral."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.default_records import UNFUNDED
from engine.spiral_curves import ByDepth, Path
from pages.ui import figures_areas as areas
from pages.ui import figures_chances as chances
from pages.ui import figures_depth as depth
from pages.ui import figures_groups as groups
from pages.ui import figures_layers as layers
from pages.ui import figures_parts as parts
from pages.ui import figures_spiral as spiral
from pages.ui import figures_together as together
from pages.ui.figures_groups import Bar, Group
from pages.ui.tables import Table
from tests.figure_samples import Figure

COLUMNS = ("margin", "member_fund", "own_layer", "mutual_fund", "assessments", UNFUNDED)
FILLED = layers.LossLayers(
    COLUMNS,
    "USD",
    np.array([156.0, 6, 100, 90, 0, 0]),
    np.array([156.0, 6, 100, 7850, 21600]),
    np.array([226.0, 8, 100, 18, 0, 0]),
    226.0,
)
SHOCKS = np.linspace(0, 1, 21)
LOSS = 1000 * SHOCKS
BY_SHOCK = areas.ShockCurve(
    COLUMNS,
    "EUR",
    SHOCKS,
    np.stack(
        [np.minimum(LOSS, 156), *[np.zeros(21)] * 4, np.maximum(0, LOSS - 156)],
        axis=1,
    ),
    0.352,
    226.0,
)
SEEN = chances.Chances(
    COLUMNS,
    np.array([0.5, 0.0068, 0.006, 0.001, 0, 0]),
    np.array([0.001, 0.0002, 0.0002, 0.0001, 0, 0]),
    np.array([np.nan] * 4 + [1.5e-5] * 2),
)
MEANS = chances.Means(
    COLUMNS,
    "USD",
    np.array([20.1, 0.04, 0.26, 0.07, 0, 9]),
    np.array([0.07, 0.001, 0.01, 0.007, 0, 5]),
    (False,) * 5 + (True,),
)
TOGETHER = together.Together(np.array([185.0, 0, 196]), np.array([126.0, 0, np.nan]))
CARRY = (
    Group(
        "Leverage",
        "Leverage (times)",
        (Bar("Baseline", 4.06, "4.06x", "baseline"), Bar("Scenario", 5.34, "5.34x", "margin")),
    ),
    Group(
        "Loss",
        "Loss (USD m)",
        (
            Bar("Baseline", np.nan, "no answer", "baseline"),
            Bar("Scenario", 196.0, "USD 196m", "warning", 3.0),
        ),
    ),
)
ROUNDS = {
    "scenario": Path(np.array([0.1, 0.12, 0.13]), 0.13, stable=True),
    "coins": Path(np.linspace(0.1, 1, 51), 1.0, stable=False),
    "holds": Path(np.array([0.1, 0.12]), 0.12, stable=True),
    "baseline": Path(np.array([0.1, 0.14]), 0.14, stable=True),
}
FOUR = spiral.FourCells(
    0.1,
    np.array([0.3, 1.0]),
    np.array([0.0, 1.0]),
    np.array([[0.1, 0.11], [0.125, 1.0]]),
    np.array([[True, True], [True, False]]),
    (1, 1),
)
DEPTHS = np.linspace(4, 120, 59)
TIMES = np.where(DEPTHS > 14, 1 + 5 / np.maximum(DEPTHS - 13.9, 0.1), 10.0)
DEPTH = depth.DepthCurve(
    ByDepth(DEPTHS, np.minimum(10, TIMES), 14.0), np.ones(59), 40.0, 1.2, stable=True
)
PARTS = parts.FallParts(np.array([0.1, 0.025, 0.005, 0.005]), np.array([0.1, 0.027, 0.008, 0.006]))

DEFAULT_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "loss_layers": (layers.loss_layers, layers.loss_layers_table, FILLED),
    "shock_curve": (areas.shock_curve, areas.shock_curve_table, BY_SHOCK),
    "chances": (chances.chances, chances.chances_table, SEEN),
    "means": (chances.means, chances.means_table, MEANS),
    "together": (together.together, together.together_table, TOGETHER),
    "groups": (groups.groups, groups.groups_table, CARRY),
    "spiral_rounds": (spiral.rounds, spiral.rounds_table, ROUNDS),
    "four_cells": (spiral.four_cells, spiral.four_cells_table, FOUR),
    "depth_curve": (depth.depth_curve, depth.depth_curve_table, DEPTH),
    "fall_parts": (parts.fall_parts, parts.fall_parts_table, PARTS),
}
