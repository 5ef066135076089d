"""Falls hour by hour: how much was lost within so many hours, episode by episode."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import figures_flags as flags
from pages.ui import marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.pale import UNTRACED
from pages.ui.palette import colour
from pages.ui.spoken import spoken_each
from pages.ui.tables import Table, table
from pages.ui.text import Words

PERCENT = 100.0
TICKS = (1, 2, 4, 8, 12, 24, 48)
ROOM, EDGE = 1.22, 0.12
LOOKS = (
    Look("warning", "solid", marks.BOLD),
    Look("position", "solid", marks.STRONG),
    Look("idle", "solid", marks.STRONG),
)


@dataclass(frozen=True, slots=True)
class Episode:
    """Largest fall within each number of hours, shape (n,), decimals, and its class."""

    name: str
    hours: FloatArray
    within: FloatArray
    class_: str = UNTRACED


@dataclass(frozen=True, slots=True)
class Falls:
    """Episodes of one asset and the haircut they are held against, a decimal, with its class."""

    episodes: tuple[Episode, ...]
    haircut: float
    class_: str = UNTRACED


def falls(data: Falls, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Draw the falls on an axis where each doubling of the hours takes the same room."""
    looks = [LOOKS[i % len(LOOKS)] for i in range(len(data.episodes))]
    traces = [
        _line(e, look, words, dark=dark) for e, look in zip(data.episodes, looks, strict=True)
    ]
    deepest = max([data.haircut, *(float(e.within.max()) for e in data.episodes)])
    top = ROOM * deepest * PERCENT
    last = max(float(np.log2(e.hours[-1])) for e in data.episodes)
    frame = flags.Frame((-EDGE, last + EDGE), (0, top), _drawn(data, last))
    stands = flags.stands(_ends(data, looks, words), frame, dark=dark)
    traces += [mark for mark, _ in stands]
    ticks = [hour for hour in TICKS if np.log2(hour) <= last + EDGE]
    name = words("axis.with_unit", name=words("figure.past.within_hours"), unit=words("axis.hours"))
    layout = {
        "annotations": [_key(data, words, dark=dark), *(label for _, label in stands)],
        "shapes": [_haircut(data.haircut, dark=dark) | {"name": data.class_}],
        "xaxis": {
            "title": {"text": name},
            "range": [-EDGE, last + EDGE],
            "tickvals": [round(float(np.log2(hour)), template.PLACES) for hour in ticks],
            "ticktext": [str(hour) for hour in ticks],
        },
        "yaxis": template.percent_axis(words, "figure.past.fall_from") | {"range": [0, top]},
        "margin": {"l": 64},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def falls_table(data: Falls, words: Words) -> Table:
    """List episode, hours and the largest fall within them."""
    rows = [
        (e.name, hour, fall * PERCENT)
        for e in data.episodes
        for hour, fall in zip(e.hours, e.within, strict=True)
    ]
    heads = [
        words(key) for key in ("figure.past.episode", "figure.hours_h", "figure.past.fall_pct")
    ]
    return table(heads, *zip(*rows, strict=True))


def _line(episode: Episode, look: Look, words: Words, *, dark: bool) -> Trace:
    """One episode; its hover says in a sentence how much was lost within how many hours."""
    hours, falls = episode.hours.tolist(), episode.within.tolist()
    said = spoken_each(
        words,
        "figure.past.fall_hover",
        name=[episode.name] * len(hours),
        fall=[numbers.percent(words, fall) for fall in falls],
        hours=[numbers.hours(words, hour) for hour in hours],
    )
    shade = colour(look.shade, dark)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": episode.name,
        "x": template.rounded(np.log2(episode.hours)),
        "y": template.rounded(episode.within * PERCENT),
        "line": {"color": shade, "width": look.size},
        "marker": {"color": shade, "size": 6},
        "meta": episode.class_,
        **said,
    }


def _ends(data: Falls, looks: list[Look], words: Words) -> list[flags.Stand]:
    """Name every episode at the end of its line, with its deepest fall."""
    return [
        flags.Stand(
            (float(np.log2(episode.hours[-1])), float(episode.within[-1]) * PERCENT),
            words(
                "figure.past.fall_end",
                name=episode.name,
                fall=numbers.percent(words, float(episode.within[-1])),
            ),
            Look(look.shade, "circle", 10),
            episode.name,
            "top left",
            class_=episode.class_,
        )
        for episode, look in zip(data.episodes, looks, strict=True)
    ]


def _drawn(data: Falls, last: float) -> list[tuple[FloatArray, FloatArray]]:
    """Lines that labels keep clear of: the episodes and the haircut."""
    found = [(np.log2(e.hours), e.within * PERCENT) for e in data.episodes]
    across = np.array([-EDGE, last + EDGE])
    return [*found, (across, np.full(2, data.haircut * PERCENT))]


def _key(data: Falls, words: Words, *, dark: bool) -> dict[str, object]:
    share = numbers.percent(words, data.haircut)
    return template.key_line(
        [("\u254c", words("figure.past.haircut_line", share=share), "haircut")], dark=dark
    )


def _haircut(share: float, *, dark: bool) -> dict[str, object]:
    """Line of the haircut across the chart."""
    at = round(share * PERCENT, template.PLACES)
    pen = {"color": colour("haircut", dark), "width": marks.STRONG, "dash": "dash"}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": at, "y1": at, "line": pen}
