"""Samples of data for the charts of the overview, of netting and of the whole firm."""

from collections.abc import Callable
from typing import Any

from engine.netting_view import Netted
from pages.ui import figures_compare as compare
from pages.ui import figures_netting as netting
from pages.ui import figures_whole as whole
from pages.ui import whole_panels as panels
from pages.ui.tables import Table
from tests.figure_samples import Figure


def piece(label: str, before: float, after: float, shade: str) -> panels.Piece:
    """Return a part of a pair of bars."""
    return panels.Piece(label, (before, after), (f"USD {before:g}m", f"USD {after:g}m"), shade)


WHOLE = (
    panels.Panel(
        "Posted",
        "<b>Posted</b>  USD 226m → <b>USD 167m</b>",
        "USD m",
        "locked",
        (piece("T-bills", 225, 120, "margin"), piece("Haircut", 1, 47, "haircut")),
        tall=True,
    ),
    panels.Panel("Fund", "<b>Fund</b>", "USD m", "locked", (piece("Fund", 98, 98, "settlement"),)),
    panels.Panel(
        "Hours",
        "<b>Hours</b><br>Fedwire → USDC",
        "h",
        "hours",
        (piece("Hours", 50.75, 0.25, "scenario"),),
        starts=True,
    ),
)
NETTING = netting.Netting(
    ("T+1", "7/day", "Atomic"),
    (
        Netted("T1", 1.0, 1.0, 1.0, 1.0),
        Netted("B7", 0.964, 2.65, 1.57, 1.5),
        Netted("ATOM", 0.0, 46.9, 4.2, 2.0),
    ),
    1,
)
BOTH = (
    compare.Both("Locked overnight", (265.0, 324.0)),
    compare.Both("Intraday cash", (1596.0, 377.0)),
    compare.Both("Posted", (float("inf"), 226.0)),
)
WHOLE_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "netting": (netting.netting_panels, netting.netting_panels_table, NETTING),
    "both": (compare.both, compare.both_table, BOTH),
    "whole": (whole.whole, whole.whole_table, WHOLE),
}
