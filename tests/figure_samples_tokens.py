"""Samples of the charts on the page of tokens."""

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from pages.ui import figures_market as market
from pages.ui import figures_speed as speed
from pages.ui import figures_tokens as tokens
from pages.ui.marks import Look
from pages.ui.tables import Table
from tests.figure_samples import Figure

CELLS = tuple(
    tokens.Cell(head, word, tone, "Because.", "data, verified")
    for head, word, tone in (
        ("Issue", "Yes", "good"),
        ("Holders", "No", "bad"),
        ("Wait", "1 h", ""),
    )
)
GRID = tokens.Grid(("BUIDL", "DTC entitlement"), (CELLS, CELLS), (False, True), apart=1)
HOURS = np.linspace(0, 72, 13)
WAITING = speed.Waiting(
    HOURS,
    150 + HOURS,
    250 + 1.2 * HOURS,
    300 + HOURS,
    np.maximum(0, 0.95 - HOURS / 6.5),
    (
        ("BUIDL", 0.5, True),
        ("BTC", 1.0, False),
        ("USDC", 0.25, False),
        ("DTC entitlement", 24.0, True),
        ("A", 72.0, True),
        ("B", 72.0, True),
    ),
    0.0,
)
DOTS = (
    market.Dot(date(2024, 3, 1), 1.0, "March 2024: USD 1bn."),
    market.Dot(date(2026, 7, 1), 15.5, "July 2026: USD 15.5bn.", open=True),
)
SUPPLY = [
    market.Series("All", DOTS, Look("scenario", "circle", 10), labelled=((1, "top left"),)),
    market.Series("SEC", DOTS[:1], Look("warning", "triangle-up", 11), joined=False),
]
TRANSFERS = [
    market.Pair("30 days to April 2024", 2.65, 0.265, "Adjusted", "settlement"),
    market.Pair("January 2026", 10.3, 6.3, "With exchanges", "position"),
]
TOKEN_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "tokens_grid": (tokens.grid, tokens.grid_table, GRID),
    "waiting": (speed.waiting, speed.waiting_table, WAITING),
    "supply": (market.supply, market.supply_table, SUPPLY),
    "transfers": (market.transfers, market.transfers_table, TRANSFERS),
}
