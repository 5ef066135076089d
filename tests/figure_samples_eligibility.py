"""Sample data for the charts of what counts, for tests in both languages and themes."""

import math
from collections.abc import Callable
from typing import Any

from pages.ui import figures_eligibility as eligibility
from pages.ui import figures_gate as gate
from pages.ui.tables import Table
from tests.figure_samples import Figure

MATRIX = eligibility.Matrix(
    ("T-bills", "BTC"),
    ("Law", "Price", "Verdict"),
    (
        (
            eligibility.Cell("Yes", "good", "A rule lets it count."),
            eligibility.Cell("3", "best", "The price was the same everywhere."),
            eligibility.Cell("counts", "good", "Verdict: it counts."),
        ),
        (
            eligibility.Cell("No", "bad", "No rule lets it count."),
            eligibility.Cell("1", "part", "The price fell apart."),
            eligibility.Cell("law forbids", "bad", "Does not count."),
        ),
    ),
    (False, True),
    (1, 2),
)
SIDES = [
    gate.Side("Everything in force", 167.0, 0.0, 98.0),
    gate.Side("This scenario", math.inf, math.nan, 98.0),
]
ELIGIBILITY_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "matrix": (eligibility.matrix, eligibility.matrix_table, MATRIX),
    "gate": (gate.gate, gate.gate_table, SIDES),
}
