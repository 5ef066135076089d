"""What waiting for permission costs: margin and locked capital against hours of checks."""

import math
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look
from pages.ui.spoken import SILENT, listed, spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

ROOM = 1.35
TICK, TICKS = 12, 8
BELOW, FAR_ABOVE, ABOVE = 16, 44, 62
HEIGHT, LABEL, REACH = 240, 54, 0.45
STEP = 15  # pixels between marks that would cover each other
CLOSE = 0.06
Band = list[tuple[str, float, bool]]
MARKS = {
    True: ("diamond", "\u25c6", "figure.mark_permission"),
    False: ("square", "\u25a0", "figure.mark_control"),
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """Margin and locked capital, USD m, against hours of checks, shape (n,).

    Attributes
    ----------
    locked, before
        Locked overnight in the scenario and in its baseline; nan where a mix cannot cover.
    reuse
        Share of receipts used again, as a decimal.
    products
        Short name and hours of each product, and whether they are a wait for permission; other
        hours are the time to get control.
    here
        Hours that calls wait in the scenario.
    """

    hours: FloatArray
    margin: FloatArray
    locked: FloatArray
    before: FloatArray
    reuse: FloatArray
    products: tuple[tuple[str, float, bool], ...]
    here: float


def waiting(data: Waiting, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw margin and locked capital; products stand on the line of the scenario."""
    drawn = _lines(data)
    highest = max(float(np.nanmax(money)) for money, _, _ in drawn)
    scale = numbers.money_scale(words, ROOM * highest)
    traces = [
        marks.line(data.hours, money * scale.factor, look, words(key), "", dark=dark) | SILENT
        for money, look, key in drawn
    ]
    traces[-1] |= {"hoverinfo": "all"} | spoken(_said(data, words))
    stands = _stands(data, drawn[-1][0] * scale.factor, words, dark=dark)
    key = [
        ("\u2501" if look.shape == "solid" else "\u2508", words(name), look.shade)
        for _, look, name in drawn[::-1]
    ]
    kinds = [(MARKS[asks][1], words(MARKS[asks][2]), "position") for asks in (True, False)]
    rows = [
        str(template.key_line(row, dark=dark)["text"]) for row in (key[:2], key[2:], kinds) if row
    ]
    signs = template.key_line([], dark=dark) | {"text": lines.BREAK.join(rows)}
    layout = {
        "annotations": [signs, *(label for _, label in stands if label)],
        "xaxis": _hours_axis(float(data.hours[-1]), words),
        "yaxis": template.money_axis(words, "figure.usd_waiting", scale)
        | {"range": [0, ROOM * highest * scale.factor]},
        "hovermode": "x",
        "margin": {"l": 68},
    }
    traces += [mark for mark, _ in stands]
    return template.figure(traces, title, dark=dark, layout=layout)


def _lines(data: Waiting) -> list[tuple[FloatArray, Look, str]]:
    """Lines to draw, the one that carries the products last; none where a mix cannot cover."""
    found = [
        (data.before, marks.BEFORE, "figure.locked_before"),
        (data.margin, Look("margin", "solid", marks.STRONG), "figure.margin_line"),
        (data.locked, marks.AFTER, "figure.locked_line"),
    ]
    return [line for line in found if np.isfinite(line[0]).all()]


def _stands(
    data: Waiting, heights: FloatArray, words: Words, *, dark: bool
) -> list[tuple[marks.Trace, marks.Trace | None]]:
    """Mark the products at the line, and the scenario's own hours with a label above it.

    Marks that would cover each other stand in a column towards their label.
    """
    middle = data.hours[-1] / 2
    found = []
    for band, (hours, label) in zip(bands(data), groups(data, words), strict=True):
        kinds, first = _kinds(band), abs(hours - data.here) <= CLOSE * float(data.hours[-1])
        late = hours > middle
        spot = (hours, float(np.interp(hours, data.hours, heights)))
        gap = FAR_ABOVE if late else max(_clear(data, hours), STEP * (len(kinds) + first))
        flag = marks.flag(spot, label, "top left" if late else "bottom right", dark=dark, gap=gap)
        pixel = (1 if late else -1) * ROOM * float(np.nanmax(heights)) / HEIGHT
        for step, kind in enumerate(kinds, start=first):
            place = (kind[-1][1], spot[1] + STEP * step * pixel)
            look = Look("position", MARKS[kind[0][2]][0], marks.DOT)
            mark = marks.point(place, look, label, dark=dark) | spoken([_whose(kind, words)])
            found.append((mark, flag if kind is kinds[0] else None))
    text = words("figure.here_wait", hours=numbers.hours(words, data.here))
    spot = (data.here, float(np.interp(data.here, data.hours, heights)))
    where = f"top {'left' if data.here > middle else 'right'}"
    flag = marks.flag(spot, text, where, dark=dark, gap=ABOVE)
    found.append((marks.point(spot, marks.HERE, text, dark=dark) | SILENT, flag))
    return found


def _kinds(band: Band) -> list[Band]:
    """Part products that wait for permission from those whose hours are the time of control."""
    kinds = [[item for item in band if item[2] is asks] for asks in (True, False)]
    return [kind for kind in kinds if kind]


def _clear(data: Waiting, hours: float) -> float:
    """Return how many pixels below the line a label stands, so that no other line crosses it."""
    drawn = [money for money, _, _ in _lines(data)]
    pixel = HEIGHT / (ROOM * max(float(money.max()) for money in drawn))
    until = hours + REACH * float(data.hours[-1])
    spans = [
        tuple(pixel * float(np.interp(at, data.hours, money)) for at in (hours, until))
        for money in drawn
    ]
    own = upper = spans[-1][0]
    for start, end in [*sorted((s for s in spans if s[0] < own), reverse=True), (0.0, 0.0)]:
        if upper - end >= LABEL:
            return BELOW + own - upper
        upper = start
    return BELOW


def _hours_axis(last: float, words: Words) -> dict[str, object]:
    """Axis of hours with a tick every half day, or fewer where it is long."""
    name = words("axis.with_unit", name=words("figure.waiting"), unit=words("axis.hours"))
    step = TICK * max(1, math.ceil(last / TICK / TICKS))
    return {"title": {"text": name}, "range": [-0.02 * last, 1.02 * last], "dtick": step}


def _said(data: Waiting, words: Words) -> list[str]:
    """Say for each wait the margin and what is locked, in the scenario and in the baseline."""
    found = []
    for hours, margin, locked, before in zip(
        data.hours, data.margin, data.locked, data.before, strict=True
    ):
        values = {"hours": numbers.hours(words, float(hours))}
        values["margin"] = numbers.money(words, float(margin))
        if math.isfinite(locked):
            text = words("hover.waiting", locked=numbers.money(words, float(locked)), **values)
        else:
            text = words("hover.waiting.margin", **values)
        if math.isfinite(before):
            then = words("hover.waiting.before", before=numbers.money(words, float(before)))
            text = words("hover.two", first=text, second=then)
        found.append(text)
    return found


def bands(data: Waiting) -> list[Band]:
    """Return products by hours, those too close to be told apart together."""
    reach = CLOSE * float(data.hours[-1])
    found: list[Band] = []
    for product in sorted(data.products, key=lambda item: item[1]):
        if found and product[1] - found[-1][0][1] <= reach:
            found[-1].append(product)
        else:
            found.append([product])
    return found


def _whose(kind: Band, words: Words) -> str:
    """Name all products of one mark."""
    names, hours = listed(words, [name for name, _, _ in kind]), numbers.hours(words, kind[-1][1])
    key = "asks" if kind[0][2] else "control"
    return words(f"hover.products.{key}", names=names, hours=hours)


def groups(data: Waiting, words: Words) -> list[tuple[float, str]]:
    """Label products at their hours; those too close to be told apart share one label.

    In a shared label, waits for permission and times to get control have a line each.
    """
    return [
        (band[-1][1], lines.BREAK.join(_label(kind, words) for kind in _kinds(band)))
        for band in bands(data)
    ]


def _label(kind: Band, words: Words) -> str:
    """Name the products of one kind with their sign and hours."""
    name, first, asks = kind[0]
    last = kind[-1][1]
    key = "one" if len(kind) == 1 else "at" if first == last else "upto"
    hours = numbers.hours(words, last)
    text = words(f"figure.products_{key}", name=name, count=len(kind), hours=hours)
    return f"{MARKS[asks][1]} {text}"


def waiting_table(data: Waiting, words: Words) -> Table:
    """Hours with margin, locked capital of both, and the reuse of receipts."""
    keys = ("figure.wait_h", "figure.margin_m", "figure.locked_m", "figure.locked_before_m")
    heads = [words(key) for key in (*keys, "figure.reuse_pct")]
    return table(heads, data.hours, data.margin, data.locked, data.before, percents(data.reuse))
