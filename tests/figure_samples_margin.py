"""One sample of data for every chart of the page on margin and time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np

from engine.floor_view import Ask
from pages.ui import figures_floors as floors
from pages.ui import figures_paths as paths
from pages.ui import figures_period as period
from pages.ui import figures_split as split
from pages.ui.tables import Table
from tests.figure_samples import Figure

BEFORE = period.Period("Fedwire (central-bank money)", (1.0, 1 / 12, 50.75 / 24, 0.0, 1.0), 7.25)
AFTER = period.Period("USDC", (1.0, 1 / 12, 0.25 / 24, 0.5, 1.0), 1.45)
PERIODS = period.Periods(BEFORE, AFTER)
TRADING = period.Periods(BEFORE, AFTER, period.TRADING_DAYS)
SPLIT = split.SplitRows(
    ("Call rail", "Call schedule", "Regulatory floor"),
    (
        split.Basis("Worst hour of the week", 226, 241, (-66, -9, 90)),
        split.Basis("Fri 20:00 ET", 224, 159, (-65, 0, 0)),
        split.Basis("Mean of the week", 171, 171, (0, 0, 0)),
    ),
)
FLOORS: floors.Floors = (
    floors.Floored("CFTC, futures: 1 business day", Ask(0.2255, 0.13), Ask(0.1593, 0.13)),
    floors.Floored("CFTC, other swaps: 5 business days", Ask(0.2255, 0.296), Ask(0.1593, 0.296)),
)
DAYS = [date(2020, 2, 1) + timedelta(days=n) for n in range(60)]
RISE = np.linspace(0.1, 0.35, 60)
PATHS = paths.Paths(
    dates=DAYS,
    shares={tool: RISE + 0.02 * i for i, tool in enumerate(paths.LOOKS)},
    peak=dict.fromkeys(paths.LOOKS, 3.45),
    rise=dict.fromkeys(paths.LOOKS, 2.31),
    days=5,
    chosen="stress",
)
MARGIN_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "period_bars": (period.period_bars, period.period_bars_table, PERIODS),
    "period_bars_trading": (period.period_bars, period.period_bars_table, TRADING),
    "split_rows": (split.split_rows, split.split_rows_table, SPLIT),
    "floor_bars": (floors.floor_bars, floors.floor_bars_table, FLOORS),
    "tool_paths": (paths.tool_paths, paths.tool_paths_table, PATHS),
}
