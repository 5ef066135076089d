"""What a room guessed before it saw the answer: a bar for every guess made."""

from collections import Counter
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.ui import lines, template
from pages.ui.palette import colour
from pages.ui.tables import Table, table
from pages.ui.text import Words

ROOM = 1.5


@dataclass(frozen=True, slots=True)
class Guesses:
    """Names of what was guessed, in order, how often each was, and the place of the answer.

    ``answer`` is the name of the nearest bar, None while the answer is not to be seen.
    """

    names: tuple[str, ...]
    counts: tuple[int, ...]
    answer: int | None


def gathered(names: list[str], order: list[str], answer: str | None) -> Guesses:
    """Count the guesses in the order given.

    >>> gathered(["up", "up"], ["down", "up"], "down")
    Guesses(names=('down', 'up'), counts=(0, 2), answer=0)
    """
    counted = Counter(names)
    place = order.index(answer) if answer in order else None
    return Guesses(tuple(order), tuple(counted[name] for name in order), place)


def guesses(data: Guesses, title: str, words: Words, *, dark: bool) -> go.Figure:
    """One bar a guess, the answer in the colour of the scenario."""
    shades = [colour("baseline", dark)] * len(data.names)
    if data.answer is not None:
        shades[data.answer] = colour("scenario", dark)
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": list(data.counts),
        "y": list(range(len(data.names))),
        "marker": {"color": shades},
        "text": [_label(data, place, words) for place in range(len(data.counts))],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    key = [("\u25a0", words("figure.guesses"), "baseline")]
    if data.answer is not None and data.counts[data.answer]:
        key.append(("\u25a0", words("figure.guesses.answer"), "scenario"))
    top = max(data.counts, default=1) or 1
    layout = {
        "annotations": [template.key_line(key, dark=dark)],
        "xaxis": {
            "title": {"text": words("figure.guesses.count")},
            "range": [0, top * ROOM],
            "tickformat": "d",
            "nticks": min(6, top + 1),
        },
        "yaxis": template.category_rows([lines.shorten(name, 20, 2) for name in data.names]),
        "margin": {"l": template.LABEL_MARGIN},
    }
    height = "tall" if len(data.names) > template.LEAST_ROWS * 2 else "normal"
    return template.figure([bars], title, dark=dark, height=height, layout=layout)


def guesses_table(data: Guesses, words: Words) -> Table:
    """One row a guess: how often it was made, and whether it is the answer."""
    heads = [words(f"figure.guesses{part}") for part in ("", ".count", ".answer")]
    yes = [words("number.yes") if place == data.answer else "" for place in range(len(data.names))]
    return table(heads, data.names, [float(count) for count in data.counts], yes)


def _label(data: Guesses, place: int, words: Words) -> str:
    """Write how often a guess was made, and that it is the answer."""
    if place != data.answer:
        return str(data.counts[place])
    return words("figure.guesses.here", count=data.counts[place])
