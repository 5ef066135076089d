"""What moves in the locked-capital clock: the line of the hour and its frames."""

from collections.abc import Sequence

from engine import FloatArray
from pages.ui import numbers, template
from pages.ui.marks import Trace
from pages.ui.palette import colour
from pages.ui.text import Words

BUCKETS = {
    "pledged": "margin",
    "called": "haircut",
    "in_transit": "prefunding",
    "released": "settlement",
    "idle": "idle",
}
MISSING = "missing"
EVERY = 3
LATE = 0.5
GAP = "\u2002"


def now_line(
    owed: FloatArray, now: int, ends: Sequence[float], axis: str, words: Words, *, dark: bool
) -> Trace:
    """Upright line at an hour, with what is owed then written at its top."""
    return _moved(owed, now, ends, words) | {
        "type": "scatter",
        "mode": "lines+text",
        "yaxis": axis,
        "line": {"color": colour("text", dark), "width": 2.5},
        "textfont": {"size": template.SMALL, "color": colour("text", dark)},
        "hoverinfo": "skip",
    }


def frames(
    owed: Sequence[FloatArray], ends: Sequence[float], places: Sequence[int], words: Words
) -> list[Trace]:
    """One frame every few hours; each moves only the lines, the traces at ``places``."""
    return [
        {
            "name": str(hour),
            "traces": list(places),
            "data": [{"type": "scatter", **_moved(side, hour, ends, words)} for side in owed],
        }
        for hour in range(0, len(owed[0]), EVERY)
    ]


def written(values: FloatArray, words: Words) -> list[str]:
    """Write amounts, each different one once."""
    plain = values.tolist()
    texts = {value: numbers.money(words, value) for value in set(plain)}
    return [texts[value] for value in plain]


def _moved(owed: FloatArray, hour: int, ends: Sequence[float], words: Words) -> Trace:
    """Place and label of the line at an hour; the label stands where there is room."""
    amount = numbers.money(words, float(owed[hour]))
    side = "left" if hour > LATE * len(owed) else "right"
    return {
        "x": [hour, hour],
        "y": [round(float(end), template.PLACES) for end in (ends[0], 0.93 * ends[1])],
        "text": ["", GAP + words("figure.clock.owed", amount=amount) + GAP],
        "textposition": f"middle {side}",
    }
