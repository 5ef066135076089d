"""What builds up while a call is open, rail by rail, at one hour of the week."""

from dataclasses import dataclass

import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.tables import Table, table
from pages.ui.text import Words

ROOM = 2.25
WIDE = 20


@dataclass(frozen=True, slots=True)
class Rails:
    """Hours and exposure (USD m) of every rail, shape (rails,), from the fastest on.

    ``here`` and ``before`` are the places of the scenario's and the baseline's rail, ``own`` the
    exposure of the baseline under its own settings.
    """

    names: tuple[str, ...]
    hours: FloatArray
    exposure: FloatArray
    here: int
    before: int
    own: float


def rail_bars(data: Rails, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One bar a rail, the scenario's and the baseline's in their colours."""
    top = max(float(data.exposure.max()), data.own) or 1.0
    scale = numbers.money_scale(words, top)
    traces = [
        _bars(data, scale.factor, words, dark=dark),
        _own(data, scale.factor, words, dark=dark),
        marks.labels(template.rounded(data.exposure * scale.factor), _labels(data, words)),
    ]
    key = [
        ("\u25a0", words("figure.scenario"), "scenario"),
        ("\u25a0", words("figure.baseline_rail"), "baseline"),
        ("\u2503", words("figure.baseline_own"), "warning"),
    ]
    layout = {
        "annotations": [template.key_line(key, dark=dark)],
        "xaxis": template.money_axis(words, "figure.exposure", scale)
        | {"range": [0, top * scale.factor * ROOM]},
        "yaxis": template.category_rows(data.names)
        | {"ticktext": [lines.shorten(name, WIDE, 2) for name in data.names]},
        "margin": {"l": template.LABEL_MARGIN + 12},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def rail_bars_table(data: Rails, words: Words) -> Table:
    """One row a rail: hours uncovered and exposure."""
    heads = [words(f"figure.{name}") for name in ("rail", "uncovered_h", "exposure_m")]
    return table(heads, data.names, data.hours, data.exposure)


def _bars(data: Rails, factor: float, words: Words, *, dark: bool) -> Trace:
    shades = [colour("idle", dark)] * len(data.names)
    shades[data.before] = colour("baseline", dark)
    shades[data.here] = colour("scenario", dark)
    bars = marks.bars(
        [float(value) for value in data.exposure],
        factor,
        "idle",
        words("figure.exposure"),
        _labels(data, words),
        dark=dark,
    )
    return bars | {"marker": {"color": shades}, "hovertemplate": "%{customdata}<extra></extra>"}


def _own(data: Rails, factor: float, words: Words, *, dark: bool) -> Trace:
    """Mark of the baseline under its own settings."""
    place = template.rounded([data.own * factor])
    look = Look("warning", "line-ns-open", 20)
    text = [numbers.money(words, data.own)]
    return marks.dots(
        place, [float(data.before)], look, words("figure.baseline_own"), text, dark=dark
    )


def _labels(data: Rails, words: Words) -> list[str]:
    """Hours in bold, then the exposure."""
    return [
        words(
            "figure.rails.label",
            hours=numbers.hours(words, float(hours)),
            exposure=numbers.money(words, float(exposure)),
        )
        for hours, exposure in zip(data.hours, data.exposure, strict=True)
    ]
