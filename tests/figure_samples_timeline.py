"""Sample data for the charts of the timeline, for tests in both languages and themes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pages.ui import figures_adoption as adoption
from pages.ui import figures_timeline as timeline
from pages.ui.tables import Table
from tests.figure_samples import Figure


def entry(number: int, day: date, look: str = "law", state: str = "solid") -> timeline.Entry:
    texts = (str(number), f"{day}", "Letter", "Cash leg", "US", "law", "in force", "Ends.", "CFTC")
    return timeline.Entry(number, day, day.year < 2017, ("cash",), look, state, texts)


LANES = timeline.Lanes(
    (
        entry(1, date(2013, 1, 1)),
        entry(2, date(2016, 1, 1)),
        entry(3, date(2016, 6, 15)),
        entry(4, date(2026, 5, 29), "staff", "pale"),
        entry(5, date(2026, 5, 29), "event"),
        entry(6, date(2028, 1, 1), "event", "hollow"),
    ),
    (("collateral", "Collateral"), ("cash", "Cash leg")),
    date(2026, 10, 6),
    "6 October 2026",
)
STEPS = [
    adoption.Step(1, "Collateral", date(2025, 12, 8), "8 December 2025", "Letter 25-39"),
    adoption.Step(2, "Settlement", date(2023, 3, 23), "23 March 2023", "EU pilot regime"),
    adoption.Step(3, "Cash leg", None, "", ""),
]
TIMELINE_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "lanes": (timeline.lanes, timeline.lanes_table, LANES),
    "adoption_order": (adoption.order, adoption.order_table, STEPS),
}
