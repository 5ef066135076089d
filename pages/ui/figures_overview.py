"""Chart of the levers: what each contributed to the change of locked capital."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from pages.ui import marks, numbers, template
from pages.ui.palette import colour
from pages.ui.shades import ink
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

ROOM_FOR_TEXT = 0.42


@dataclass(frozen=True, slots=True)
class Levers:
    """A total before and after, USD m, and what each lever contributed to the difference.

    ``ends`` are the keys of the names of both totals.
    """

    baseline: float
    names: tuple[str, ...]
    contributions: tuple[float, ...]
    scenario: float
    ends: tuple[str, str] = ("figure.baseline", "figure.scenario")


def lever_bars(data: Levers, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Bridge from the baseline's total to the scenario's, one bar a lever.

    Raises
    ------
    ValueError
        If the contributions do not add up to the difference.
    """
    if not math.isfinite(data.baseline + data.scenario):
        return template.empty(words("figure.infeasible"), title, dark=dark)
    gap = data.baseline + sum(data.contributions) - data.scenario
    if abs(gap) > 1e-6 * max(1.0, abs(data.baseline), abs(data.scenario)):
        msg = f"the levers miss the scenario's total by {gap:.6g}; give one contribution for each"
        raise ValueError(msg)
    bars = _bridge(data, words)
    scale = numbers.money_scale(words, max(bar.end for bar in bars))
    top = max(bar.end for bar in bars) * scale.factor or 1.0
    traces = [_steps(data, scale.factor, dark=dark), _bridge_trace(bars, scale.factor, dark=dark)]
    traces += [_bridge_labels(bars, scale.factor, top, dark=dark)]
    least = min(0.0, *(bar.start for bar in bars)) * scale.factor
    layout = {
        "xaxis": template.money_axis(words, "figure.locked", scale)
        | {"range": [1.3 * least, 1.06 * top]},
        "yaxis": template.category_rows([bar.label for bar in bars]),
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def lever_bars_table(data: Levers, words: Words) -> Table:
    """Total of the baseline, the contribution of each lever, total of the scenario."""
    steps = [words(data.ends[0]), *data.names, words(data.ends[1])]
    amounts = [data.baseline, *data.contributions, data.scenario]
    return table([words("figure.step"), words("figure.amount_m")], steps, amounts)


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar of the bridge: where it lies, what stands beside it, what it means and says."""

    label: str
    start: float
    end: float
    text: str
    colour: str
    said: str


def _bridge(data: Levers, words: Words) -> list[_Bar]:
    """Bars of the bridge from top to bottom; ``start`` is the smaller end."""
    level, bars = data.baseline, [_end(data.ends[0], data.baseline, "baseline", words)]
    for name, part in zip(data.names, data.contributions, strict=True):
        low, high = sorted((level, level + part))
        text, said = numbers.money(words, part, signed=True), _step(name, level, part, words)
        bars.append(_Bar(name, low, high, text, "freed" if part < 0 else "warning", said))
        level += part
    return [*bars, _end(data.ends[1], data.scenario, "scenario", words)]


def _end(key: str, total: float, shade: str, words: Words) -> _Bar:
    """Bar of a total, from zero."""
    name, text = words(key), numbers.money(words, total)
    said = words("hover.lever.end", name=name, amount=text)
    return _Bar(name, 0.0, total, text, shade, said)


def _step(name: str, level: float, part: float, words: Words) -> str:
    """Say what a lever did to the total."""
    return words(
        f"hover.lever.{'less' if part < 0 else 'more'}",
        name=name,
        amount=numbers.money(words, abs(part)),
        before=numbers.money(words, level),
        after=numbers.money(words, level + part),
    )


def _bridge_trace(bars: Sequence[_Bar], factor: float, *, dark: bool) -> dict[str, object]:
    """Floating bars of the bridge."""
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(bars))),
        "base": template.rounded(bar.start * factor for bar in bars),
        "x": template.rounded((bar.end - bar.start) * factor for bar in bars),
        "marker": {"color": [colour(bar.colour, dark) for bar in bars]},
        **spoken([bar.said for bar in bars]),
    }


def _steps(data: Levers, factor: float, *, dark: bool) -> dict[str, object]:
    """Thin lines that carry the level from one bar to the next."""
    levels = list(accumulate(data.contributions, initial=data.baseline))
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for at in template.rounded(v * factor for v in levels) for x in (at, at, None)],
        "y": [y for row in range(len(levels)) for y in (row, row + 1, None)],
        "line": {"color": colour("muted", dark), "width": marks.HAIR, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _bridge_labels(
    bars: Sequence[_Bar], factor: float, top: float, *, dark: bool
) -> dict[str, object]:
    """Amounts beside the bars, on the side that has room, and inside the long totals."""
    places, sides, inks = [], [], []
    for bar in bars:
        total = bar.colour in {"baseline", "scenario"}
        left = bar.start * factor > ROOM_FOR_TEXT * top
        inside = total and bar.end * factor > ROOM_FOR_TEXT * top
        places.append(bar.start if left else bar.end)
        sides.append("middle left" if left or inside else "middle right")
        inks.append(ink(colour(bar.colour, dark), dark=dark) if inside else colour("text", dark))
    xs = template.rounded(place * factor for place in places)
    return marks.labels(xs, [f"<b>{bar.text}</b>" for bar in bars], sides, inks)
