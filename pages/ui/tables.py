"""The numbers behind a chart, ready for the screen and for a CSV file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

PLACES = 2
PERCENT_PLACES = 1

Cell = str | float


@dataclass(frozen=True, slots=True)
class Table:
    """Column heads with their units, and rows of text or numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(heads: Sequence[str], *columns: Iterable[Cell]) -> Table:
    """Build a table from its columns; numbers keep two decimals.

    >>> table(["name", "value"], ["a"], [1 / 3]).rows
    (('a', 0.33),)

    Raises
    ------
    ValueError
        If the columns differ in length or there are not as many as heads.
    """
    if len(heads) != len(columns):
        msg = f"{len(heads)} column heads for {len(columns)} columns; give one head for each"
        raise ValueError(msg)
    rows = zip(*columns, strict=True)
    return Table(tuple(heads), tuple(tuple(_cell(value) for value in row) for row in rows))


def percents(shares: Iterable[float]) -> list[float]:
    """Shares as percentages with one decimal.

    >>> percents([0.28912, 1])
    [28.9, 100.0]
    """
    return [round(float(share) * 100, PERCENT_PLACES) for share in shares]


def _cell(value: Cell) -> Cell:
    """Return text as it is, a number as a rounded float."""
    return value if isinstance(value, str) else round(float(value), PLACES)
