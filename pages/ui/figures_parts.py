"""What the further fall consists of: losses, higher margin, falling collateral."""

from dataclasses import dataclass
from functools import partial

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_steps, numbers, template
from pages.ui.figures_steps import Step
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

PARTS = (
    ("shock", "scenario"),
    ("loss", "position"),
    ("margin", "margin"),
    ("collateral", "haircut"),
)
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class FallParts:
    """First fall and the three parts of the further one, decimals, shape (4,) each."""

    scenario: FloatArray
    baseline: FloatArray


def fall_parts(data: FallParts, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Four bars that run on from each other; the baseline's ends beside them."""
    ends, before = np.cumsum(data.scenario) * PERCENT, np.cumsum(data.baseline) * PERCENT
    rows = []
    for place, (part, shade) in enumerate(PARTS):
        size = float(data.scenario[place])
        write = numbers.percent if part == "shock" else numbers.points
        text = words(
            "figure.layer.row",
            name=words(f"figure.part.{part}"),
            state=write(words, size),
        )
        end = float(ends[place])
        said = _said(data, place, words)
        rows.append(Step(text, end - size * PERCENT, end, shade, said, ghost=float(before[place])))
    key = [("\u2503", words("figure.baseline"), "baseline")]
    axis = template.percent_axis(words, "figure.fall_axis")
    return figures_steps.steps(rows, axis, title, dark=dark, height="normal", key=key)


def fall_parts_table(data: FallParts, words: Words) -> Table:
    """Each part in percentage points, scenario and baseline."""
    heads = [words(f"figure.part.{key}") for key in ("of", "pp", "before")]
    names = [words(f"figure.part.{part}") for part, _ in PARTS]
    return table(heads, names, percents(data.scenario), percents(data.baseline))


def _said(data: FallParts, place: int, words: Words) -> str:
    """Say what one part adds, and what it adds in the baseline."""
    part = PARTS[place][0]
    write = numbers.percent if part == "shock" else partial(numbers.points, signed=False)
    now, before = (write(words, float(found[place])) for found in (data.scenario, data.baseline))
    text = words(f"hover.part.{part}", size=now)
    return words("hover.two", first=text, second=words("hover.part.before", size=before))
