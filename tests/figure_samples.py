"""One sample of data for every chart."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import plotly.graph_objects as go

from pages.ui import figures_collateral as collateral
from pages.ui import figures_curve as curve
from pages.ui import figures_cycles as cycles
from pages.ui import figures_flow as flow
from pages.ui import figures_overview as overview
from pages.ui import figures_pairs as pairs
from pages.ui import figures_recycling as recycling
from pages.ui import figures_settlement as settlement
from pages.ui.tables import Table
from pages.ui.text import Words, words

EN, ZH = words("en"), words("zh")
INF = math.inf

LOCKED = flow.LockedCapital(
    flow.locked_flows(
        ("tbill", "btc"), np.array([99.0, 30]), np.array([1.0, 8]), np.array([0.0, 5]), 98, EN
    ),
    377,
)
LEVERS = overview.Levers(331, ("Transfer", "Haircuts"), (-66, 12), 277)
HAIRCUTS = collateral.Haircuts(
    ("tbill", "btc"),
    np.array([0.001, 0.11]),
    np.array([0.005, 0.2]),
    ("floor", "floor"),
    np.array([0.005, math.nan]),
)
VALUE = collateral.Recognition(
    ("tbill", "btc"), np.array([99.0, 30]), np.array([1.0, 8]), np.array([0.0, 5])
)
HOURS = np.linspace(0, 240, 25)
MODEL = 0.02 * np.sqrt(HOURS)
CURVE = curve.HaircutCurve("btc", HOURS, MODEL, np.maximum(MODEL, 0.2), MODEL, 0.2, 26.25, 76.75)
CYCLES = ("T+2", "T+1", "2/day", "Atomic")
COST = settlement.CostCurve(
    ("T+2", "T+1", "2", "Atomic"),
    np.array([6.0, 5, 4, 2]),
    np.array([0.1, 0.1, 0.5, 3]),
    np.full(4, 6.0),
    1,
    2,
)
SHARES = np.linspace(0, 1, 11)
RECYCLING = recycling.RecyclingCurve(SHARES, 25 * (1 - SHARES) + 2, 5, 0.88, 0.95)
CAPITAL = cycles.CapitalByCycle(
    CYCLES, np.full(4, 140.0), np.array([120.0, 98, 72, 25]), np.array([377.0, 377, 400, 900]), 1
)
FACTS = [pairs.Pair("Fund, first days (May 2024)", 0.289, 0.293, "A")]

Figure = Callable[..., go.Figure]


def notes(fig: go.Figure) -> str:
    return " ".join(note.text.replace("<br>", " ") for note in fig.layout.annotations)


def named(fig: go.Figure, name: str) -> Any:  # noqa: ANN401
    return next(trace for trace in fig.data if trace.name == name)


def falls(data: list[pairs.Pair], title: str, words_: Words, *, dark: bool) -> go.Figure:
    """Draw published falls beside the model."""
    return pairs.pairs(data, pairs.FALLS, title, words_, dark=dark)


def falls_table(data: list[pairs.Pair], words_: Words) -> Table:
    """List published falls beside the model."""
    return pairs.pairs_table(data, pairs.FALLS, words_)
