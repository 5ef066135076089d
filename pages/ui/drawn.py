"""Put one record on the page as a chart: its figure, its words and its table."""

from collections.abc import Callable
from typing import TypeVar

import plotly.graph_objects as go

from pages.ui import charts
from pages.ui.tables import Table
from pages.ui.text import Words

Data = TypeVar("Data")


def show(
    key: str,
    data: Data,
    draw: tuple[Callable[..., go.Figure], Callable[[Data, Words], Table]],
    said: tuple[str, str],
    words: Words,
) -> None:
    """Draw ``data`` with the two functions of ``draw``; ``said`` is its title and description."""
    figure, rows = draw
    charts.show(
        lambda dark: figure(data, "", words, dark=dark),
        key,
        *said,
        lambda: rows(data, words),
        words,
    )
