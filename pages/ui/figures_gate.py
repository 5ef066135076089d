"""What the legal gate does to posting: what counts, what lies idle, what else is locked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import marks, numbers, template
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

PARTS = (("accepted", "margin"), ("idle", "idle"), ("fund", "settlement"))
ROOM = 1.55


@dataclass(frozen=True, slots=True)
class Side:
    """One reading of the rules: USD m that count, lie idle, and are in the fund; inf if none."""

    name: str
    accepted: float
    idle: float
    fund: float

    @property
    def locked(self) -> float:
        """All of it."""
        return self.accepted + self.idle + self.fund


def gate(data: Sequence[Side], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Stacked bars, one a reading; a reading without an answer says so."""
    known = [side.locked for side in data if math.isfinite(side.locked)]
    highest = max(known, default=1.0)
    scale = numbers.money_scale(words, highest)
    traces = []
    for part, shade in PARTS:
        values = [_finite(side, part) for side in data]
        name = words(f"gate.part.{part}")
        said = [_said(side, part, words) for side in data]
        bars = marks.bars(values, scale.factor, shade, name, said, dark=dark)
        traces.append(bars | spoken(said))
    ends = [_finite(side, "locked") * scale.factor for side in data]
    totals = [
        numbers.money(words, side.locked) if math.isfinite(side.locked) else words("gate.none")
        for side in data
    ]
    traces.append(marks.labels(ends, totals))
    layout = {
        "barmode": "stack",
        "annotations": [
            template.key_line(
                [
                    ("\u25a0", words(f"gate.part.{part}"), shade)
                    for part, shade in PARTS
                    if any(_finite(side, part) > 0 for side in data)
                ],
                dark=dark,
            )
        ],
        "xaxis": template.money_axis(words, "gate.axis", scale)
        | {"range": [0, ROOM * highest * scale.factor], "nticks": 5},
        "yaxis": template.category_rows([side.name for side in data]),
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(traces, title, dark=dark, height="short", layout=layout)


def gate_table(data: Sequence[Side], words: Words) -> Table:
    """List the parts in USD m; nothing where no amount is enough."""
    heads = ["eligibility.head.reading", *(f"gate.m.{part}" for part, _ in PARTS), "gate.m.locked"]
    return table(
        [words(head) for head in heads],
        [side.name for side in data],
        *([_cell(side, part, words) for side in data] for part in ("accepted", "idle", "fund")),
        [_cell(side, "locked", words) for side in data],
    )


def _said(side: Side, part: str, words: Words) -> str:
    """Say how much of what is locked one part is; nothing where no amount is enough."""
    if not math.isfinite(side.locked):
        return ""
    amounts = {"amount": float(getattr(side, part)), "total": side.locked}
    written = {slot: numbers.money(words, value) for slot, value in amounts.items()}
    return words(f"hover.gate.{part}", name=side.name, **written)


def _finite(side: Side, part: str) -> float:
    return float(getattr(side, part)) if math.isfinite(side.locked) else 0.0


def _cell(side: Side, part: str, words: Words) -> str | float:
    value = float(getattr(side, part))
    return value if math.isfinite(side.locked) else words("number.none")
