"""Model against floor: what baseline and scenario ask for under several floors at once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine.floor_view import Ask
from pages.ui import marks, numbers, template
from pages.ui.floor_marks import THICK, floor_ticks, lifted
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import ink
from pages.ui.spoken import spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

PERCENT = 100.0
ROOM = 1.38
SIDES = ("baseline", "scenario")


@dataclass(frozen=True, slots=True)
class Floored:
    """Margin of both sides under one regime."""

    name: str
    baseline: Ask
    scenario: Ask

    @property
    def asks(self) -> tuple[Ask, Ask]:
        """Both sides from top to bottom."""
        return self.baseline, self.scenario


Floors = tuple[Floored, ...]


def floor_bars(data: Floors, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Two bars a regime, each the model's margin, hatched up to the floor where that decides."""
    asks = [ask for row in data for ask in (None, *row.asks)]
    values = [(a.model, a.floor, a.applied) if a else (0.0, 0.0, 0.0) for a in asks]
    model, floor, applied = ([v * PERCENT for v in part] for part in zip(*values, strict=True))
    top = max(applied) or 1.0
    names = [
        "" if ask is None else words(f"figure.{SIDES[i % 3 - 1]}") for i, ask in enumerate(asks)
    ]
    ends = [f"<b>{numbers.percent(words, a.applied)}</b>" if a else "" for a in asks]
    said = spoken([text for row in data for text in ("", *_say(row, words))])
    traces = [
        _models(values, words, dark=dark) | said,
        lifted(model, applied, dark=dark) | said,
        floor_ticks(floor, range(len(asks)), dark=dark),
        marks.labels(template.rounded(applied), ends),
    ]
    layout = {
        "annotations": [_key(asks, words, dark=dark), *_headings(data, words, dark=dark)],
        "barmode": "stack",
        "uniformtext": {"mode": "hide", "minsize": template.LEAST},
        "xaxis": template.percent_axis(words, "figure.margin_rate")
        | {"range": [0, top * ROOM], "nticks": 5},
        "yaxis": template.category_rows(names) | {"range": [len(names) - 0.5, -0.6]},
        "margin": {"l": 76},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def floor_bars_table(data: Floors, words: Words) -> Table:
    """Model, floor and applied margin of both sides in percent of the position."""
    heads = [words("figure.regime")]
    columns = []
    for side in SIDES:
        asks = [getattr(row, side) for row in data]
        for part in ("model", "floor", "applied"):
            heads.append(words(f"figure.floors.{part}", side=words(f"figure.{side}")))
            columns.append(percents(getattr(ask, part) for ask in asks))
    return table(heads, [row.name for row in data], *columns)


def _models(values: list[tuple[float, float, float]], words: Words, *, dark: bool) -> Trace:
    """Bars of the model's margin; its value inside where something else applies."""
    shades = [colour(SIDES[i % 3 - 1], dark) for i in range(len(values))]
    shares = [numbers.percent(words, model) for model, _, _ in values]
    return {
        "type": "bar",
        "orientation": "h",
        "name": words("figure.model"),
        "y": list(range(len(values))),
        "x": template.rounded(m * PERCENT if a > 0 else math.nan for m, _, a in values),
        "width": THICK,
        "marker": {"color": shades},
        "text": [
            words("figure.period.model", value=share) if applied > model else ""
            for share, (model, _, applied) in zip(shares, values, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "start",
        "textangle": 0,
        "textfont": {"color": [ink(s, dark=dark) for s in shades], "size": template.SMALL},
    }


def _say(row: Floored, words: Words) -> list[str]:
    """Say of both sides what the model asks for and what the floor makes of it."""
    return [
        words(
            f"hover.floors.{_rule(ask)}",
            regime=row.name,
            side=words(f"figure.{side}"),
            model=numbers.percent(words, ask.model),
            floor=numbers.percent(words, ask.floor),
            applied=numbers.percent(words, ask.applied),
        )
        for side, ask in zip(SIDES, row.asks, strict=True)
    ]


def _rule(ask: Ask) -> str:
    """Tell what the floor does to the model's margin."""
    if ask.floor <= 0:
        return "alone"
    return "bound" if ask.applied > ask.model else "model"


def _headings(data: Floors, words: Words, *, dark: bool) -> list[Trace]:
    """Name of each regime and the change of the margin that applies under it."""
    return [
        {
            "text": words(
                "figure.floors.heading",
                name=row.name,
                change=numbers.change(words, row.baseline.applied, row.scenario.applied),
            ),
            "x": 0,
            "xref": "paper",
            "xanchor": "left",
            "xshift": -76,
            "align": "left",
            "bgcolor": colour("background", dark),
            "y": 3 * index,
        }
        for index, row in enumerate(data)
    ]


def _key(asks: Sequence[Ask | None], words: Words, *, dark: bool) -> Trace:
    """Say what is what, of that which is drawn."""
    entries = [("\u25a0", words("figure.model"), "scenario")]
    if any(ask.applied > ask.model for ask in asks if ask):
        entries.append(("\u25a8", words("period.lifted"), "warning"))
    if any(ask.floor > 0 for ask in asks if ask):
        entries.append(("\u2503", words("period.floor"), "warning"))
    return template.key_line(entries, dark=dark)
