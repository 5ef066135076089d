"""Data of the charts of past prices, small enough to check by hand."""

from collections.abc import Callable
from typing import Any

import numpy as np

from pages.ui import figures_falls as falls
from pages.ui import figures_losses as losses
from pages.ui import figures_past as past
from pages.ui.loss_marks import Observed
from pages.ui.tables import Table
from tests.figure_samples import CURVE, Figure

MARCH = falls.Episode("March 2020", np.array([1.0, 2, 4]), np.array([0.25, 0.25, 0.35]))
LATER = falls.Episode("October 2025", np.array([1.0, 2, 4]), np.array([0.11, 0.13, 0.13]))
FALLS = falls.Falls((MARCH, LATER), 0.2)
OBSERVED = Observed(
    hours=np.array([24.0, 48]),
    worst=np.array([0.37, 0.45]),
    lows=np.array([0.39, np.nan]),
    days=("12 March 2020", "16 March 2020"),
    periods=("1 day", "2 days"),
    levels=(0.99, 0.995),
    quantiles=np.array([[0.105, 0.13], [0.12, 0.16]]),
    falls=(MARCH,),
)
LOSSES = losses.Losses(CURVE, OBSERVED)
ROWS = past.Rows(
    rows=(
        past.Row(
            "1 day",
            (past.Bar(0.002, "2 of 1,000 (0.2%)", "position", "By closes it failed twice."),),
        ),
        past.Row(
            "2 days",
            (past.Bar(0.03, "30 of 1,000 (3%)", "warning", "By closes it failed 30 times."),),
            here=True,
        ),
    ),
    limit=0.01,
    limit_text="Allowed: 1%",
    key=(("\u25a0", "Closes", "position"),),
    axis="figure.past.windows_failed",
    heads=("figure.past.period", "figure.past.failed"),
    cells=(("1 day", "2 days"), (2.0, 30.0)),
)
HISTORY_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "losses": (losses.losses, losses.losses_table, LOSSES),
    "hourly_falls": (falls.falls, falls.falls_table, FALLS),
    "past_rows": (past.rows, past.rows_table, ROWS),
}
