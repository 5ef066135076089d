"""A sample of data for the chart of the story."""

from collections.abc import Callable
from typing import Any

from pages.ui import figures_guesses as guesses
from pages.ui.tables import Table
from tests.figure_samples import Figure

ROOM = guesses.Guesses(("falls", "stays the same", "rises"), (4, 0, 7), 1)
STORY_FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "guesses": (guesses.guesses, guesses.guesses_table, ROOM),
}
