"""One sample of data for every chart of the page of calls."""

from collections.abc import Callable
from typing import Any

import numpy as np

from pages.ui import figures_building as building
from pages.ui import figures_clock as clock
from pages.ui import figures_now as now
from pages.ui import figures_rails as rails
from pages.ui import figures_way as way
from pages.ui import figures_week as week
from pages.ui.tables import Table
from tests.figure_samples import Figure

WAIT = np.where(np.arange(168) > 114, 168 - np.arange(168.0), 0.5)
WEEK = week.Week(WAIT, 22 * np.sqrt(WAIT), 116, 97.0)
WAYS: way.Ways = (
    way.Way(
        "Baseline: Fedwire, 49.5 h",
        "Baseline",
        (
            way.Stretch("Fedwire", way.WAITING, 0, 49, "Sun 21:00"),
            way.Stretch("Fedwire", way.MOVING, 49, 49.5, "Sun 21:30"),
        ),
    ),
    way.Way(
        "Scenario: USDC, 2.25 h",
        "Scenario",
        (
            way.Stretch("USDC", way.MOVING, 0, 0.25, "Fri 20:15"),
            way.Stretch("Clearing house", way.MOVING, 0.25, 0.25, "Fri 20:15"),
            way.Stretch("Hold for permission checks", way.CHECKED, 0.25, 2.25, "Fri 22:15"),
        ),
    ),
)
OPEN = np.linspace(0.0, 49.5, 100)
BUILDING = building.Building(
    building.Call("Baseline: Fedwire, at 99% confidence", "Fedwire", OPEN, 22.5 * np.sqrt(OPEN)),
    building.Call(
        "Scenario: USDC, at 99% confidence", "USDC", np.array([0, 0.25]), np.array([0, 11.2])
    ),
)
RAILS = rails.Rails(
    ("USDC", "Fedwire (central-bank money)", "Sale of equity"),
    np.array([0.25, 49.5, 93.0]),
    np.array([11.2, 158.0, 217.0]),
    here=0,
    before=1,
    own=150.0,
    at="Fri 20:00 ET",
)
HOURS = np.arange(169.0)
BUCKETS = {
    "pledged": np.full(169, 120.0),
    "called": np.where(HOURS > 30, 40.0, 0.0),
    "in_transit": np.where(HOURS == 29, 40.0, 0.0),
    "released": np.zeros(169),
    "idle": np.where(HOURS > 30, 0.0, 40.0),
    "missing": np.where(HOURS > 90, 25.0, 0.0),
}
SIDE = clock.Side("Baseline: Fedwire, owed for 88 h", "Fedwire", BUCKETS, BUCKETS["called"])
DAYS = ("wed", "thu", "fri", "sat", "sun", "mon", "tue")
CLOCK = clock.Clock((SIDE, SIDE), DAYS, (24, 72, 96), 38, ("fedwire", "usdc"))
CALL_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "week_map": (week.week_map, week.week_map_table, WEEK),
    "money_way": (way.money_way, way.money_way_table, WAYS),
    "building": (building.building, building.building_table, BUILDING),
    "rail_bars": (rails.rail_bars, rails.rail_bars_table, RAILS),
    "clock_areas": (clock.clock_areas, clock.clock_areas_table, CLOCK),
    "clock_now": (now.clock_now, now.clock_now_table, CLOCK),
}
