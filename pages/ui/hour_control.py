"""The hour of the call as two choosers, day and hour, and by a click on the week's picture.

Both choosers hold whole labels such as ``fri20``, so that a change of either is a change of
the field like any other.
"""

import streamlit as st

from engine.codes import DAYS, WEEK_HOURS
from pages.ui import provenance, state
from pages.ui.text import Words

PATH = "call.at"
DAY = 3
HOURS = tuple(f"{hour:02d}" for hour in range(24))


def draw(words: Words) -> None:
    """Draw the day and the hour as sliders, which take one row each on every screen."""
    at = state.scenario().call.at
    help_ = provenance.help_for(PATH, words)
    day, hour = (f"{state.PREFIX}{PATH}.{part}.{words.language}" for part in ("day", "hour"))
    state.seed(day, at)
    st.select_slider(
        words("control.call.at.day"),
        [name + at[DAY:] for name in DAYS],
        format_func=lambda label: words(f"day.{label[:DAY]}"),
        key=day,
        help=help_,
        on_change=state.change,
        args=(PATH, day),
    )
    state.seed(hour, at)
    st.select_slider(
        words("control.call.at.hour"),
        [at[:DAY] + name for name in HOURS],
        format_func=lambda label: f"{label[DAY:]}:00",
        key=hour,
        help=help_,
        on_change=state.change,
        args=(PATH, hour),
    )


def pick(data: object) -> None:
    """Take the hour from a click on a cell of the week; a click beside one changes nothing."""
    chosen = picked(data)
    if chosen:
        state.put(PATH, chosen)


def picked(data: object) -> str:
    """Return the hour that the data of a clicked mark name, or nothing.

    >>> picked(["fri20", "49.5 h"])
    'fri20'
    >>> picked(None)
    ''
    """
    label = data[0] if isinstance(data, list | tuple) and data else data
    return str(label) if label in WEEK_HOURS else ""
