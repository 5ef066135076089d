"""The week of calls as a picture of 168 cells: how long a call at each hour stays open."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from engine.codes import DAYS, WEEK_HOURS
from pages.ui import numbers, template
from pages.ui.marks import Trace
from pages.ui.palette import colour, scale
from pages.ui.spoken import spoken_each
from pages.ui.tables import Table, table
from pages.ui.text import Words

DAY_HOURS = 24
EVERY = 6
HALF = 0.5
BAR_STEPS = (0, 12, 24, 48, 72, 96)
GRIP = 15


@dataclass(frozen=True, slots=True)
class Week:
    """Hours uncovered and exposure (USD m) of one rail, shape (168,) from Monday 00:00.

    ``at`` is the chosen hour; ``most`` the end of the colour scale, in hours, that both pictures
    share.
    """

    hours: FloatArray
    exposure: FloatArray
    at: int
    most: float


def week_map(data: Week, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Seven rows of 24 cells, darker or brighter the longer a call stays open; one is chosen."""
    rows = data.hours.reshape(len(DAYS), DAY_HOURS)
    most = max(data.most, 1.0)
    traces = [_cells(rows, most, words, dark=dark), _grips(data, words)]
    layout = {
        "xaxis": {
            "title": {"text": words("figure.hour_of_day")},
            "tickvals": list(range(0, DAY_HOURS, EVERY)),
            "ticktext": [f"{hour:02d}:00" for hour in range(0, DAY_HOURS, EVERY)],
            "range": [-HALF, DAY_HOURS - HALF],
            "showgrid": False,
        },
        "yaxis": {
            "tickvals": list(range(len(DAYS))),
            "ticktext": [words(f"day.{day}") for day in DAYS],
            "range": [len(DAYS) - HALF, -HALF],
            "showgrid": False,
        },
        "shapes": _chosen(data.at, dark=dark),
        "margin": {"l": 52, "r": 64},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def week_map_table(data: Week, words: Words) -> Table:
    """One row an hour: hours uncovered and exposure."""
    return table(
        [words("figure.call_at"), words("figure.uncovered_h"), words("figure.exposure_m")],
        [words(f"control.call.at.{label}") for label in WEEK_HOURS],
        data.hours,
        data.exposure,
    )


def _cells(rows: FloatArray, most: float, words: Words, *, dark: bool) -> Trace:
    """Coloured cells with one scale for both rails."""
    ramp = scale(dark)
    steps = [step for step in BAR_STEPS if step <= most]
    return {
        "type": "heatmap",
        "z": np.round(rows, template.PLACES).tolist(),
        "zmin": 0,
        "zmax": round(most, template.PLACES),
        "xgap": 1,
        "ygap": 1,
        "colorscale": [[i / (len(ramp) - 1), shade] for i, shade in enumerate(ramp)],
        "colorbar": {
            "thickness": 10,
            "len": 1,
            "outlinewidth": 0,
            "tickvals": steps,
            "ticktext": [numbers.hours(words, step) for step in steps],
            "tickfont": {"size": template.SMALL, "color": colour("text", dark)},
        },
        "hoverinfo": "skip",
    }


def _grips(data: Week, words: Words) -> Trace:
    """Invisible marks over the cells, which carry the hover text and can be clicked."""
    said = spoken_each(
        words,
        "hover.week",
        label=WEEK_HOURS,
        at=[words(f"control.call.at.{label}") for label in WEEK_HOURS],
        hours=[numbers.hours(words, hours) for hours in data.hours.tolist()],
        exposure=[numbers.money(words, amount) for amount in data.exposure.tolist()],
    )
    unseen = {"marker": {"opacity": 0}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [hour % DAY_HOURS for hour in range(data.hours.size)],
        "y": [hour // DAY_HOURS for hour in range(data.hours.size)],
        "marker": {"size": GRIP, "opacity": 0, "symbol": "square"},
        "selected": unseen,
        "unselected": unseen,
        **said,
        "cliponaxis": False,
    }


def _chosen(at: int, *, dark: bool) -> list[Trace]:
    """Frame around the chosen cell, dark on light on dark so that it shows on every colour."""
    row, hour = divmod(at, DAY_HOURS)
    box = {"x0": hour - HALF, "x1": hour + HALF, "y0": row - HALF, "y1": row + HALF}
    pair = (("background", 6), ("warning", 3))
    return [
        {"type": "rect", **box, "line": {"color": colour(shade, dark), "width": width}}
        for shade, width in pair
    ]
