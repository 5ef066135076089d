"""What is missing when position and collateral fall alone, and when they fall together."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_steps, numbers, template
from pages.ui.figures_steps import Step
from pages.ui.tables import Table, table
from pages.ui.text import Words

CASES = (("position", "position"), ("collateral", "haircut"), ("both", "warning"))


@dataclass(frozen=True, slots=True)
class Together:
    """Loss beyond the collateral by what falls, and the baseline's, USD m, shape (3,)."""

    missing: FloatArray
    baseline: FloatArray


def together(data: Together, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Three bars: only the position, only the collateral, both."""
    if not np.isfinite(data.missing).all():
        return template.empty(words("figure.infeasible"), title, dark=dark)
    known = np.isfinite(data.baseline)
    largest = float(max(data.missing.max(), np.where(known, data.baseline, 0.0).max()))
    scale = numbers.money_scale(words, largest)
    rows = []
    for place, (case, shade) in enumerate(CASES):
        missing = float(data.missing[place])
        state = numbers.money(words, missing) if missing > 0 else words("figure.layer.nothing")
        text = words("figure.layer.row", name=words(f"figure.case.{case}"), state=state)
        ghost = float(data.baseline[place]) * scale.factor if known[place] else None
        said = _said(data, place, words)
        rows.append(Step(text, 0.0, missing * scale.factor, shade, said, ghost=ghost))
    key = [("\u2503", words("figure.baseline"), "baseline")]
    axis = template.money_axis(words, "figure.shortfall", scale)
    return figures_steps.steps(rows, axis, title, dark=dark, height="normal", key=key)


def together_table(data: Together, words: Words) -> Table:
    """Loss beyond the collateral in each case and the baseline's, USD m."""
    keys = ("figure.case", "figure.shortfall_m", "figure.baseline_shortfall_m")
    names = [words(f"figure.case.{case}") for case, _ in CASES]
    return table([words(key) for key in keys], names, data.missing, data.baseline)


def _said(data: Together, place: int, words: Words) -> str:
    """Say what is missing in one case, and in the baseline."""
    now, before = float(data.missing[place]), float(data.baseline[place])
    text = words(f"hover.together.{CASES[place][0]}", amount=_amount(now, words))
    if not np.isfinite(before):
        return text
    return words(
        "hover.two", first=text, second=words("hover.layer.before", amount=_amount(before, words))
    )


def _amount(value: float, words: Words) -> str:
    return numbers.money(words, value) if value > 0 else words("hover.nothing")
