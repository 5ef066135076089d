"""What the chart of the whole firm is made of: pairs of bars, each of pieces."""

from dataclasses import dataclass

from pages.ui.lines import BREAK
from pages.ui.pale import UNTRACED

HEAD, LINE, SECTION = 24, 18, 10


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a pair of bars: its value in baseline and scenario, and both in words.

    ``sign`` names it where the label has no room.
    """

    label: str
    values: tuple[float, float]
    written: tuple[str, str]
    shade: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A pair of bars under a heading; panels of one ``scale`` have bars of comparable length.

    Attributes
    ----------
    heading
        Name and both totals, short enough for a narrow screen.
    unit
        Unit of the values in the table.
    scale
        Name of the scale that the bars are drawn on.
    starts
        Whether a new group of panels starts here.
    tall
        Whether the bars are tall enough for the names of their pieces.
    classes
        What baseline and scenario rest on.
    """

    name: str
    heading: str
    unit: str
    scale: str
    pieces: tuple[Piece, ...]
    starts: bool = False
    tall: bool = False
    classes: tuple[str, str] = (UNTRACED, UNTRACED)

    @property
    def room(self) -> int:
        """Pixels above the bars: for the heading's lines, and more where a group starts."""
        further = LINE * self.heading.count(BREAK)
        return HEAD + further + (SECTION if self.starts else 0)

    @property
    def totals(self) -> tuple[float, float]:
        """Length of both bars."""
        before, after = (sum(piece.values[side] for piece in self.pieces) for side in (0, 1))
        return before, after
