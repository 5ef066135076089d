"""What moved the margin, lever by lever, on three readings of the call hour."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import marks, numbers, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

OPPOSITE = 0.62
NEGLIGIBLE = 1e-9


@dataclass(frozen=True, slots=True)
class Basis:
    """Margin before and after, USD m, on one reading of the call hour, and each lever's part."""

    name: str
    before: float
    after: float
    parts: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class SplitRows:
    """The readings one below the other, and the names of the levers that all of them list."""

    levers: tuple[str, ...]
    bases: tuple[Basis, ...]


def split_rows(data: SplitRows, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Bars of each lever's part to the left (less margin) or to the right (more) of nothing."""
    values = [value for basis in data.bases for value in (0.0, *basis.parts)]
    names = [name for _ in data.bases for name in ("", *data.levers)]
    low, high = -min(values), max(values)
    scale = numbers.money_scale(words, max(low, high))
    texts = [
        numbers.money(words, v, signed=True) if name else ""
        for v, name in zip(values, names, strict=True)
    ]
    ends = _ends(low * scale.factor, high * scale.factor)
    layout = {
        "annotations": [_key(low, high, words, dark=dark), *_headings(data, words, dark=dark)],
        "xaxis": template.money_axis(words, "figure.margin_change", scale)
        | {"range": ends, "rangemode": "normal", "nticks": 5, "tickangle": 0},
        "yaxis": template.category_rows(names) | {"range": [len(names) - 0.5, -0.6]},
        "shapes": [_nothing(dark=dark)],
        "margin": {"l": template.LABEL_MARGIN},
    }
    drawn = [v if name else math.nan for v, name in zip(values, names, strict=True)]
    bars = _bars(drawn, scale.factor, dark=dark) | spoken(_say(data, words))
    traces = [bars, _labels(values, texts)]
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def split_rows_table(data: SplitRows, words: Words) -> Table:
    """Margin before and after and each lever's part, one row a reading."""
    heads = [words("figure.reading_of_hour"), words("figure.baseline_m")]
    heads += [words("figure.lever_m", lever=name) for name in data.levers]
    columns = list(zip(*(basis.parts for basis in data.bases), strict=True))
    return table(
        [*heads, words("figure.scenario_m")],
        [basis.name for basis in data.bases],
        [basis.before for basis in data.bases],
        *columns,
        [basis.after for basis in data.bases],
    )


def _ends(low: float, high: float) -> list[float]:
    """Return ends of the axis that leave room for the amounts on the side where no bar is."""
    if max(low, high) <= NEGLIGIBLE:
        return [-1.0, 1.0]
    left = max(low, OPPOSITE * high)
    right = max(high, OPPOSITE * low)
    return [-1.04 * left, 1.04 * right]


def _bars(values: Sequence[float], factor: float, *, dark: bool) -> Trace:
    """Freed margin in one colour, added margin in the other."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(values))),
        "x": template.rounded(value * factor for value in values),
        "width": 0.62,
        "marker": {"color": [colour("freed" if v < 0 else "warning", dark) for v in values]},
    }


def _say(data: SplitRows, words: Words) -> list[str]:
    """Say what each lever does on each reading; nothing for the row of a heading."""
    said: list[str] = []
    for basis in data.bases:
        said.append("")
        said += [
            _said(lever, part, basis, words)
            for lever, part in zip(data.levers, basis.parts, strict=True)
        ]
    return said


def _said(lever: str, part: float, basis: Basis, words: Words) -> str:
    """Say what one lever does on one reading."""
    way = "none" if abs(part) <= NEGLIGIBLE else "less" if part < 0 else "more"
    return words(
        f"hover.split.{way}",
        basis=basis.name,
        lever=lever,
        amount=numbers.money(words, abs(part)),
        before=numbers.money(words, basis.before),
        after=numbers.money(words, basis.after),
    )


def _labels(values: Sequence[float], texts: Sequence[str]) -> Trace:
    """Amounts on the other side of nothing, where no bar is."""
    sides = ["middle left" if value > NEGLIGIBLE else "middle right" for value in values]
    return marks.labels([0.0] * len(values), [f"<b>{text}</b>" for text in texts], sides)


def _headings(data: SplitRows, words: Words, *, dark: bool) -> list[Trace]:
    """Name of each reading with margin before and after."""
    step = len(data.levers) + 1
    return [
        {
            "text": words(
                "figure.split.heading",
                name=basis.name,
                before=numbers.money(words, basis.before),
                after=numbers.money(words, basis.after),
                change=numbers.change(words, basis.before, basis.after),
            ),
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -template.LABEL_MARGIN,
            "align": "left",
            "bgcolor": colour("background", dark),
            "y": index * step,
        }
        for index, basis in enumerate(data.bases)
    ]


def _nothing(*, dark: bool) -> Trace:
    """Line at no change."""
    line = {"color": colour("muted", dark), "width": marks.HAIR}
    return {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _key(low: float, high: float, words: Words, *, dark: bool) -> Trace:
    """Name the colours of the bars that are there."""
    entries = [
        ("\u25a0", words(f"figure.split.{name}"), shade)
        for name, shade, most in (("less", "freed", low), ("more", "warning", high))
        if most > NEGLIGIBLE
    ]
    return template.key_line(entries, dark=dark)
