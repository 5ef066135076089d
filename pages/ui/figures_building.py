"""What builds up while one call is open, hour by hour, on two rails."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.spoken import spoken_each
from pages.ui.tables import Table, table
from pages.ui.text import Words

ROOM, BESIDE = 1.25, 1.02
LOOKS = {"scenario": Look("scenario", "solid", marks.HEAVY), "baseline": marks.BEFORE}
SIGNS = {"solid": "\u2501", "dot": "\u2508"}
SAME = 1e-9
PALE = "26"
EARLY = 0.08
BESIDE_END = {"xanchor": "left", "yanchor": "middle", "xshift": 12, "yshift": 0, "showarrow": False}


@dataclass(frozen=True, slots=True)
class Call:
    """One side's call: exposure (USD m) by hours since the call, both of shape (n,), to cover.

    ``name`` is the side as its key names it, ``rail`` its rail's short name.
    """

    name: str
    rail: str
    hours: FloatArray
    exposure: FloatArray

    @property
    def end(self) -> tuple[float, float]:
        """Hours until cover and the exposure by then."""
        return float(self.hours[-1]), float(self.exposure[-1])


@dataclass(frozen=True, slots=True)
class Building:
    """The baseline's call and the scenario's."""

    baseline: Call
    scenario: Call

    @property
    def same(self) -> bool:
        """Tell whether both end at the same hour with the same exposure."""
        return bool(np.allclose(self.baseline.end, self.scenario.end, SAME, SAME))


def building(data: Building, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Two lines from the call on, each down to nothing where its money counts."""
    sides = {"scenario": data.scenario, "baseline": data.baseline}
    ends = [side.end for side in sides.values()]
    last, top = (max(end[axis] for end in ends) or 1.0 for axis in (0, 1))
    scale = numbers.money_scale(words, ROOM * top)
    traces: list[Trace] = []
    for name, side in sides.items():
        line, fall = _course(side, LOOKS[name], scale.factor, scale.written, dark=dark)
        traces += [line | _say(side, words), fall]
    drawn = [(side.hours, side.exposure * scale.factor) for side in sides.values()]
    high = ROOM * top * scale.factor
    across = (0, BESIDE * last)
    frame = flags.Frame(across, (0, high), drawn)
    shown = ("scenario",) if data.same else ("scenario", "baseline")
    stands = flags.stands(
        [_end(name, sides[name], scale.factor, words) for name in shown], frame, dark=dark
    )
    labels = [
        label | BESIDE_END if sides[name].end[0] <= EARLY * last else label
        for name, (_, label) in zip(shown, stands, strict=True)
    ]
    key = [(SIGNS[LOOKS[name].shape], side.name, LOOKS[name].shade) for name, side in sides.items()]
    rows = [str(template.key_line([entry], dark=dark)["text"]) for entry in key]
    layout = {
        "annotations": [
            template.key_line([], dark=dark) | {"text": lines.BREAK.join(rows)},
            *labels,
        ],
        "xaxis": {
            "title": {"text": words("figure.hours_after_call")},
            "range": list(across),
            "nticks": 6,
        },
        "yaxis": template.money_axis(words, "figure.exposure", scale) | {"range": [0, high]},
        "hovermode": "x",
        "hoverdistance": -1,
        "margin": {"l": 64},
    }
    traces += [mark for mark, _ in stands]
    return template.figure(traces, title, dark=dark, layout=layout)


def building_table(data: Building, words: Words) -> Table:
    """One row a moment of each side: hours after the call and exposure by then."""
    sides = (data.baseline, data.scenario)
    heads = [words(f"figure.{name}") for name in ("rail", "after_call_h", "exposure_m")]
    return table(
        heads,
        [side.name for side in sides for _ in side.hours],
        np.concatenate([side.hours for side in sides]),
        np.concatenate([side.exposure for side in sides]),
    )


def _course(
    side: Call, look: Look, factor: float, written: str, *, dark: bool
) -> tuple[Trace, Trace]:
    """Line of one side while it is open, and its fall to nothing once the money counts."""
    hours, exposure = side.end
    fall: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": template.rounded([hours, hours]),
        "y": template.rounded([exposure * factor, 0.0]),
        "line": {"color": colour(look.shade, dark), "dash": look.shape, "width": look.size / 2},
        "hoverinfo": "skip",
    }
    line = marks.line(side.hours, side.exposure * factor, look, side.rail, written, dark=dark)
    ground = {"fill": "tozeroy", "fillcolor": colour(look.shade, dark) + PALE}
    return line | ground, fall


def _say(side: Call, words: Words) -> Trace:
    """Say what has built up at each hour since the call."""
    said = spoken_each(
        words,
        "hover.building",
        rail=[side.rail] * side.hours.size,
        hours=[numbers.hours(words, hour) for hour in side.hours.tolist()],
        exposure=[numbers.money(words, amount) for amount in side.exposure.tolist()],
    )
    return said | {"hoverinfo": "text"}


def _end(name: str, side: Call, factor: float, words: Words) -> flags.Stand:
    """Stand at the end of a line, saying what has built up and when the money counts."""
    hours, exposure = side.end
    text = words(
        "figure.building.end",
        rail=side.rail,
        exposure=numbers.money(words, exposure),
        hours=numbers.hours(words, hours),
    )
    where = "bottom right" if name == "scenario" else "top left"
    look = Look(LOOKS[name].shade, "circle", marks.SPOT)
    return flags.Stand((hours, exposure * factor), text, look, side.rail, where)
