"""Charts that are put into a list instead of on the page, for documents and response surfaces."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui.tables import Table


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and all that is said of it; ``note`` says why parts of it are grey, if any are.

    ``caption`` says how to read it, where the title does not.
    """

    key: str
    title: str
    alt: str
    figure: go.Figure
    note: str
    table: Table
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """Charts that are collected instead of shown: in which theme, and with their numbers or not."""

    found: list[Chart]
    dark: bool
    tables: bool


_NOW: ContextVar[Collection | None] = ContextVar("collected", default=None)


@contextmanager
def collect(*, dark: bool = False, tables: bool = True) -> Iterator[list[Chart]]:
    """Within it, charts are put into a list instead of on the page."""
    found: list[Chart] = []
    token = _NOW.set(Collection(found, dark, tables))
    try:
        yield found
    finally:
        _NOW.reset(token)


def now() -> Collection | None:
    """Return what charts are collected into, if they are."""
    return _NOW.get()
