"""Where the label of a point stands so that no line runs through it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations, product

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
KEPT, FEW = 8, 3
GAPS = (marks.FLAG_GAP, 32, 60, 90, 120)
FAR = 0.05

Box = tuple[float, float, float, float]
At = tuple[str, float]
Choice = tuple[float, int, At]
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
    choices = [
        sorted(
            (_cost(point, at, frame, rims, drawn), order, at) for order, at in _tries(point.where)
        )
        for point in points
    ]
    best = (
        _together(points, choices, frame)
        if len(points) <= FEW
        else _in_turn(points, choices, frame)
    )
    return [
        (
            marks.point(point.place, point.look, point.name, dark=dark) | {"meta": point.class_},
            marks.flag(point.place, point.text, where, dark=dark, ink=point.ink, gap=gap)
            | {"name": point.class_},
        )
        for point, (_, _, (where, gap)) in zip(points, best, strict=True)
    ]


def _together(points: Sequence[Stand], choices: Choices, frame: Frame) -> Sequence[Choice]:
    """Choose the best way for all labels at once, which takes long for many."""
    kept = [found[:KEPT] for found in choices]
    clash = {
        (i, j): [[_clash((points[i], points[j]), (one[2], two[2]), frame) for two in kept[j]]
                 for one in kept[i]]
        for i, j in combinations(range(len(points)), 2)
    }  # fmt: skip
    best = min(
        product(*(range(len(found)) for found in kept)),
        key=lambda picks: (
            sum(found[pick][0] for found, pick in zip(kept, picks, strict=True))
            + sum(table[picks[i]][picks[j]] for (i, j), table in clash.items())
        ),
    )
    return [found[pick] for found, pick in zip(kept, best, strict=True)]


def _in_turn(points: Sequence[Stand], choices: Choices, frame: Frame) -> Sequence[Choice]:
    """Choose one label after the other, each clear of those before it."""
    picks: list[Choice] = []
    for point, found in zip(points, choices, strict=True):
        before = list(zip(points, (at for *_, at in picks), strict=False))
        picks.append(_first_clear(point, found, before, frame))
    return picks


def _first_clear(
    point: Stand, found: list[Choice], before: Sequence[tuple[Stand, At]], frame: Frame
) -> Choice:
    """Choose the best way for one label; ``found`` is in the order of its own cost."""
    best, least = found[0], float("inf")
    for choice in found:
        if choice[0] >= least:
            break
        total = choice[0] + sum(
            _clash((point, other), (choice[2], at), frame) for other, at in before
        )
        if total < least:
            best, least = choice, total
    return best


def _clash(points: Sequence[Stand], ats: Sequence[At], frame: Frame) -> float:
    """How much labels cover each other, and their thin lines other labels."""
    cost = 0.0
    for one, other in permutations(zip(points, ats, strict=True), 2):
        for width in WIDTHS:
            box = _box(*other, frame, width)
            cost += COVERED * _meet(_box(*one, frame, width), box)
            cost += CUT * _meet(_leader(*one, frame, width), box)
    return cost


def _tries(first: str) -> Iterable[tuple[int, At]]:
    """Ways to place a label, the preferred one first; the nearer ones before the farther."""
    height, width = first.split()
    heights = (height, "bottom" if height == "top" else "top")
    sides = (width, "left" if width == "right" else "right", "center")
    ways = product(GAPS, heights, sides)
    return enumerate((f"{high} {side}", gap) for gap, high, side in ways)


def _cost(
    point: Stand, at: At, frame: Frame, rims: dict[float, list[Box]], drawn: FloatArray
) -> float:
    """How much a label there covers, or leaves the chart; smaller is better."""
    cost = FAR * at[1]
    for width in WIDTHS:
        left, right, low, high = box = _box(point, at, frame, width)
        beyond = (
            max(0, -left) + max(0, right - width) + max(0, -low) + max(0, high - frame.height - ROW)
        )
        cost += OUTSIDE * (beyond > 1) + beyond
        cost += COVERED * sum(_meet(box, other) for other in rims[width])
        leader = _leader(point, at, frame, width)
        cost += CUT * sum(_meet(leader, other) for other in rims[width])
        cost += _crossed(box, drawn, width)
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


def _crossed(box: Box, drawn: FloatArray, width: float) -> float:
    """Length of the lines, in percent of the plot's width, that a label covers."""
    first, last = (max(0, round(end / width * (STEPS - 1))) for end in box[:2])
    part = drawn[:, first : last + 1]
    inside = (part > box[2] - EDGE) & (part < box[3] + EDGE)
    return 100 * int(np.count_nonzero(inside)) / STEPS
