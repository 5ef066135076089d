"""Two scenarios in one chart: a pair of bars for each amount, all on one axis."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Trace
from pages.ui.pale import UNTRACED
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

HALF, WIDTH = 0.2, 0.38
NARROW, SIGN, EDGE = 212.0, 7.8, 12
SIDES = (("compare.a", "scenario", -HALF), ("compare.b", "baseline", HALF))


@dataclass(frozen=True, slots=True)
class Both:
    """One amount of A and of B, USD m; what each rests on."""

    label: str
    pair: tuple[float, float]
    classes: tuple[str, str] = (UNTRACED, UNTRACED)


def both(data: Sequence[Both], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw A above B for each amount, every bar on the same axis with its amount beside it."""
    known = [v for row in data for v in row.pair if math.isfinite(v)]
    top = max(known, default=0.0) or 1.0
    scale = numbers.money_scale(words, top)
    written = [[_written(v, words) for v in row.pair] for row in data]
    span = max(
        value * NARROW / (NARROW - EDGE - SIGN * lines.columns(text))
        for row, texts in zip(data, written, strict=True)
        for value, text in zip(row.pair, texts, strict=True)
        if math.isfinite(value)
    ) if known else top  # fmt: skip
    key = [("\u25a0", words(name), shade) for name, shade, _ in SIDES]
    layout = {
        "annotations": [template.key_line(key, dark=dark)],
        "xaxis": template.money_axis(words, "compare.axis", scale)
        | {"range": [0, max(span, top) * scale.factor]},
        "yaxis": template.category_rows([row.label for row in data]),
        "margin": {"l": template.LABEL_MARGIN, "r": EDGE},
    }
    traces = [
        trace
        for side in range(len(SIDES))
        for trace in _side(
            data, side, [texts[side] for texts in written], scale.factor, words, dark=dark
        )
    ]
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def both_table(data: Sequence[Both], words: Words) -> Table:
    """Each amount of A and of B in USD m, and A less B."""
    nothing = words("headline.no_answer")
    heads = [
        words(key) for key in ("compare.figure", "compare.a_m", "compare.b_m", "compare.gap_m")
    ]
    gaps = [row.pair[0] - row.pair[1] for row in data]
    columns = [[row.pair[0] for row in data], [row.pair[1] for row in data], gaps]
    shown = [[v if math.isfinite(v) else nothing for v in column] for column in columns]
    return table(heads, [row.label for row in data], *shown)


def _written(value: float, words: Words) -> str:
    return numbers.money(words, value) if math.isfinite(value) else words("headline.no_answer")


def _side(
    data: Sequence[Both],
    side: int,
    texts: Sequence[str],
    factor: float,
    words: Words,
    *,
    dark: bool,
) -> list[Trace]:
    """Bars of one side and their amounts; where there is no answer, only the words."""
    name, shade, shift = SIDES[side]
    values = [row.pair[side] for row in data]
    rows = [row + shift for row in range(len(data))]
    classes = [row.classes[side] for row in data]
    said = [
        words("hover.versus", name=row.label, a=_written(row.pair[0], words),
              b=_written(row.pair[1], words))
        for row in data
    ]  # fmt: skip
    ends = [value if math.isfinite(value) else 0.0 for value in values]
    bars = marks.bars(values, factor, shade, words(name), texts, dark=dark) | spoken(said)
    labels = marks.labels(template.rounded(end * factor for end in ends), texts)
    own = {"y": rows, "meta": classes}
    return [bars | own | {"width": WIDTH}, labels | own]
