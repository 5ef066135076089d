"""Where the label of a point stands so that no line runs through it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

import numpy as np

from engine import FloatArray
from pages.ui import lines, marks
from pages.ui.marks import Look, Trace
from pages.ui.pale import UNTRACED

COLUMN, ROW = 6.8, 20.0
WIDTHS = (272.0, 650.0)
STEPS = 240
EDGE, RIM = 4, 8
OUTSIDE = 10_000
COVERED = 1_000
CUT = 200
THROUGH = 1
KEPT, FEW = 8, 3
GAPS = (marks.FLAG_GAP, 32, 60, 90, 120, 150)
FAR = 0.05

Box = tuple[float, float, float, float]
At = tuple[str, float]
Shapes = tuple[tuple[Box, Box], ...]
Choice = tuple[float, int, At, Shapes]
Choices = Sequence[list[Choice]]


@dataclass(frozen=True, slots=True)
class Stand:
    """One marked point: where, its label, its mark, where its label goes first, its ink, class."""

    place: tuple[float, float]
    text: str
    look: Look
    name: str
    where: str
    ink: str = "text"
    class_: str = UNTRACED


@dataclass(frozen=True, slots=True)
class Frame:
    """Ends of both axes, the lines drawn there as pairs of x and y, and the height in pixels."""

    x: tuple[float, float]
    y: tuple[float, float]
    lines: Sequence[tuple[FloatArray, FloatArray]]
    height: float = 288.0


def stands(points: Sequence[Stand], frame: Frame, *, dark: bool) -> list[tuple[Trace, Trace]]:
    """Mark each point and label it where there is room on a narrow and on a wide screen.

    A label avoids the edges of the chart, the points, the other labels, then the lines.
    """
    rims = {width: [_around(point.place, frame, width) for point in points] for width in WIDTHS}
    drawn = _drawn(frame)
    best: Sequence[Choice] = [_alone(point, frame, rims, drawn) for point in points]
    if any(_clash(one[3], two[3]) for one, two in combinations(best, 2)):
        choices = [sorted(_choices(point, frame, rims, drawn)) for point in points]
        best = _together(choices) if len(points) <= FEW else _in_turn(choices)
    return [
        (
            marks.point(point.place, point.look, point.name, dark=dark) | {"meta": point.class_},
            marks.flag(point.place, point.text, where, dark=dark, ink=point.ink, gap=gap)
            | {"name": point.class_},
        )
        for point, (_, _, (where, gap), _) in zip(points, best, strict=True)
    ]


def _choices(
    point: Stand, frame: Frame, rims: dict[float, list[Box]], drawn: FloatArray
) -> Iterator[Choice]:
    """Yield every way to label a point, the nearer ones first."""
    for order, at in _tries(point.where):
        shapes = tuple((_box(point, at, frame, w), _leader(point, at, frame, w)) for w in WIDTHS)
        yield _cost(at, shapes, frame, rims, drawn), order, at, shapes


def _alone(point: Stand, frame: Frame, rims: dict[float, list[Box]], drawn: FloatArray) -> Choice:
    """Return the best way to label a point as if it were the only one.

    What comes after a way that covers nothing is farther off, so it is not looked at.
    """
    found = []
    for choice in _choices(point, frame, rims, drawn):
        found.append(choice)
        if choice[0] <= FAR * choice[2][1]:
            break
    return min(found)


def _together(choices: Choices) -> Sequence[Choice]:
    """Choose the best way for all labels at once, which takes long for many."""
    kept = [found[:KEPT] for found in choices]
    clash = {
        (i, j): [[_clash(one[3], two[3]) for two in kept[j]] for one in kept[i]]
        for i, j in combinations(range(len(kept)), 2)
    }
    best = min(
        product(*(range(len(found)) for found in kept)),
        key=lambda picks: (
            sum(found[pick][0] for found, pick in zip(kept, picks, strict=True))
            + sum(table[picks[i]][picks[j]] for (i, j), table in clash.items())
        ),
    )
    return [found[pick] for found, pick in zip(kept, best, strict=True)]


def _in_turn(choices: Choices) -> Sequence[Choice]:
    """Choose one label after the other, each clear of those before it."""
    picks: list[Choice] = []
    for found in choices:
        picks.append(_first_clear(found, [pick[3] for pick in picks]))
    return picks


def _first_clear(found: list[Choice], before: Sequence[Shapes]) -> Choice:
    """Choose the best way for one label; ``found`` is in the order of its own cost."""
    best, least = found[0], float("inf")
    for choice in found:
        if choice[0] >= least:
            break
        total = choice[0] + sum(_clash(choice[3], other) for other in before)
        if total < least:
            best, least = choice, total
    return best


def _clash(first: Shapes, second: Shapes) -> float:
    """How much labels cover each other, and their thin lines other labels."""
    cost = 0.0
    for (box, leader), (other, thin) in zip(first, second, strict=True):
        cost += 2 * COVERED * _meet(box, other)
        cost += CUT * (_meet(leader, other) + _meet(thin, box))
    return cost


def _tries(first: str) -> Iterable[tuple[int, At]]:
    """Ways to place a label, the preferred one first; the nearer ones before the farther."""
    height, width = first.split()
    heights = (height, "bottom" if height == "top" else "top")
    sides = (width, "left" if width == "right" else "right", "center")
    ways = product(GAPS, heights, sides)
    return enumerate((f"{high} {side}", gap) for gap, high, side in ways)


def _cost(
    at: At, shapes: Shapes, frame: Frame, rims: dict[float, list[Box]], drawn: FloatArray
) -> float:
    """How much a label there covers, or leaves the chart; smaller is better."""
    cost = FAR * at[1]
    for width, (box, leader) in zip(WIDTHS, shapes, strict=True):
        left, right, low, high = box
        beyond = (
            max(0, -left) + max(0, right - width) + max(0, -low) + max(0, high - frame.height - ROW)
        )
        cost += OUTSIDE * (beyond > 1) + beyond
        cost += COVERED * sum(_meet(box, other) for other in rims[width])
        cost += CUT * sum(_meet(leader, other) for other in rims[width])
        cost += _crossed(box, drawn, width) + THROUGH * _through(leader, drawn, width)
    return cost


def _pixels(place: tuple[float, float], frame: Frame, width: float) -> tuple[float, float]:
    """Place on the screen, from the lower left corner of the plot."""
    across = (place[0] - frame.x[0]) / (frame.x[1] - frame.x[0])
    up = (place[1] - frame.y[0]) / (frame.y[1] - frame.y[0])
    return across * width, up * frame.height


def _around(place: tuple[float, float], frame: Frame, width: float) -> Box:
    """Box of a mark."""
    x, y = _pixels(place, frame, width)
    return x - 7, x + 7, y - 7, y + 7


@lru_cache(256)
def _size(text: str) -> float:
    """Width of a label in pixels, about."""
    return lines.columns(text) * COLUMN + 4


def _box(point: Stand, at: At, frame: Frame, width: float) -> Box:
    """Box of a label: left, right, low, high."""
    x, y = _pixels(point.place, frame, width)
    height, side = at[0].split()
    size = _size(point.text)
    left = x - {"right": 0.0, "left": 1.0, "center": 0.5}[side] * size
    low = y + at[1] if height == "top" else y - at[1] - ROW
    return left, left + size, low, low + ROW


def _leader(point: Stand, at: At, frame: Frame, width: float) -> Box:
    """Box of the thin line from a mark, beyond its own rim, to its label."""
    x, y = _pixels(point.place, frame, width)
    near, far = RIM, max(RIM, at[1])
    return (x, x, y + near, y + far) if at[0].startswith("top") else (x, x, y - far, y - near)


def _meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap."""
    return one[0] < other[1] and other[0] < one[1] and one[2] < other[3] and other[2] < one[3]


def _drawn(frame: Frame) -> FloatArray:
    """Heights of the lines in pixels at even steps across the plot; shape (lines, steps)."""
    across = np.linspace(*frame.x, STEPS)
    heights = [np.interp(across, *line, left=np.nan, right=np.nan) for line in frame.lines]
    return (np.array(heights) - frame.y[0]) / (frame.y[1] - frame.y[0]) * frame.height


def _through(leader: Box, drawn: FloatArray, width: float) -> int:
    """Count the lines that the thin line of a label runs through."""
    at = drawn[:, min(STEPS - 1, max(0, round(leader[0] / width * (STEPS - 1))))]
    return int(np.count_nonzero((at > leader[2]) & (at < leader[3])))


def _crossed(box: Box, drawn: FloatArray, width: float) -> float:
    """Length of the lines, in percent of the plot's width, that a label covers."""
    first, last = (max(0, round(end / width * (STEPS - 1))) for end in box[:2])
    part = drawn[:, first : last + 1]
    inside = (part > box[2] - EDGE) & (part < box[3] + EDGE)
    return 100 * int(np.count_nonzero(inside)) / STEPS
