"""The last change once more: the scenario before it for a moment, then the present one."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine.scenario import Scenario, difference, get
from pages.ui import actions, describe, state
from pages.ui.text import Words

SECONDS = 2.5
ON, WAITED = "replay.on", "replay.waited"
MOST = 3


def button(words: Words) -> None:
    """Draw the button that shows the last change again, and shows the present at once."""
    st.button(
        words("present.replay"), key="present.replay", icon=":material/replay:", type="tertiary",
        shortcut="L", disabled=not actions.steps("past"), on_click=stop if is_on() else start,
    )  # fmt: skip


def is_on() -> bool:
    """Whether the scenario before the last change is shown."""
    return bool(state.recall(ON, False)) and actions.steps("past") > 0  # noqa: FBT003 - a default


def start() -> None:
    """Show the scenario before the last change."""
    state.keep(ON, True)  # noqa: FBT003 - a value to remember


def stop() -> None:
    """Show the present scenario."""
    state.keep(ON, False)  # noqa: FBT003 - a value to remember


@contextmanager
def before(place: DeltaGenerator, words: Words) -> Iterator[None]:
    """Within it, the scenario is the one before the last change while that is replayed.

    Only what is drawn within sees it: the address bar, undo and every callback hold the present
    one, which is back even where the run ends early.
    """
    if not is_on():
        yield
        return
    now, then = state.scenario(), state.recall("past", ())[-1]
    place.badge(_said(then, now, words), icon=":material/history:", color="orange")
    state.keep("scenario", then)
    try:
        yield
    finally:
        state.keep("scenario", now)
    state.keep(WAITED, False)  # noqa: FBT003 - a value to remember
    st.fragment(_wait, run_every=SECONDS)()


def _wait() -> None:
    """Return to the present scenario when the moment is over; the first call begins it."""
    if state.recall(WAITED, False):  # noqa: FBT003 - a default
        stop()
        st.rerun()
    state.keep(WAITED, True)  # noqa: FBT003 - a value to remember


def _said(then: Scenario, now: Scenario, words: Words) -> str:
    """Say what the settings were that the last change moved."""
    paths = difference(then, now)
    named = [
        words("frame.changed.item", label=describe.label(path, words),
              value=describe.value(path, get(then, path), words))
        for path in paths[:MOST]
    ]  # fmt: skip
    if len(paths) > MOST:
        named.append(words("frame.changed.more", count=len(paths) - MOST))
    return words("present.before", settings=" · ".join(named))
