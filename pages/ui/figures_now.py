"""One hour of the locked-capital clock: where the capital of both sides is."""

import plotly.graph_objects as go

from pages.ui import keys, lines, marks, numbers, template
from pages.ui.clock_parts import BUCKETS
from pages.ui.figures_clock import Clock, at_hour
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.shades import ink
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

ROOM = 1.42
NAMES = ("figure.baseline", "figure.scenario")


def clock_now(data: Clock, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Two stacked bars of the buckets at the hour looked at, with what is owed beside them."""
    found = [at_hour(side, data.now) for side in data.sides]
    top = max(side.most for side in data.sides) or 1.0
    scale = numbers.money_scale(words, top)
    owed = [float(side.owed[data.now]) for side in data.sides]
    ends = [sum(parts[name] for name in BUCKETS) * scale.factor for parts in found]
    texts = [
        f"<b>{words('figure.clock.owed', amount=numbers.money(words, value))}</b>" for value in owed
    ]
    labels = [
        f"<b>{words(key)}</b>{lines.BREAK}{lines.shorten(side.name, template.LABEL_WIDTH, 2)}"
        for key, side in zip(NAMES, data.sides, strict=True)
    ]
    traces = [
        _part(name, shade, [parts[name] for parts in found], scale.factor, words, dark=dark)
        | spoken(_say(name, data, words))
        for name, shade in BUCKETS.items()
    ]
    key = [
        ("\u25a0", words(f"bucket.{name}"), shade)
        for name, shade in BUCKETS.items()
        if any(parts[name] > 0 for parts in found)
    ]
    layout = {
        "annotations": [keys.rows(key, dark=dark)],
        "barmode": "stack",
        "uniformtext": {"mode": "hide", "minsize": template.LEAST},
        "xaxis": template.money_axis(words, "figure.clock.capital", scale)
        | {"range": [0, top * scale.factor * ROOM]},
        "yaxis": {"tickvals": [0, 1], "ticktext": labels, "range": [1.5, -0.5], "showgrid": False},
        "margin": {"l": template.LABEL_MARGIN - 14},
    }
    traces.append(marks.labels(template.rounded(ends), texts))
    return template.figure(traces, title, dark=dark, height="short", layout=layout)


def clock_now_table(data: Clock, words: Words) -> Table:
    """Buckets of both sides at the hour looked at, and what is owed, USD m."""
    found = [at_hour(side, data.now) for side in data.sides]
    names = [words(f"bucket.{name}") for name in (*found[0], "uncovered")]
    columns = [
        [*parts.values(), float(side.owed[data.now])]
        for parts, side in zip(found, data.sides, strict=True)
    ]
    heads = [words(key) for key in ("figure.part", "figure.baseline_m", "figure.scenario_m")]
    return table(heads, names, *columns)


def _part(
    name: str, shade: str, values: list[float], factor: float, words: Words, *, dark: bool
) -> Trace:
    """One bucket of both bars, its name and amount inside where they fit."""
    label, fill = words(f"bucket.{name}"), colour(shade, dark)
    amounts = [numbers.money(words, value) for value in values]
    return {
        "type": "bar",
        "orientation": "h",
        "name": label,
        "y": [0, 1],
        "x": template.rounded(value * factor for value in values),
        "width": 0.66,
        "marker": {
            "color": fill,
            "line": {"color": colour("background", dark), "width": marks.EDGE},
        },
        "text": [
            f"{label}{lines.BREAK}{amount}" if value > 0 else ""
            for value, amount in zip(values, amounts, strict=True)
        ],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": ink(fill, dark=dark), "size": template.SMALL},
    }


def _say(name: str, data: Clock, words: Words) -> list[str]:
    """Say what one bucket of both sides holds and what they owe meanwhile."""
    return [
        words(
            f"hover.now.{name}",
            side=words(key),
            rail=side.name,
            amount=numbers.money(words, at_hour(side, data.now)[name]),
            owed=numbers.money(words, float(side.owed[data.now])),
        )
        for key, side in zip(NAMES, data.sides, strict=True)
    ]
