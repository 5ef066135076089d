"""What of a page is wanted: all of it, one chart at a time for a room, or one chart in a frame.

Charts, headings and levers ask here where they go. A page itself stays as it is: while only a
part of it is wanted, it runs inside a place that no screen shows.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.ui import describe, state
from pages.ui.text import Words
from pages.ui.text import words as words_of

WHOLE, STAGE, FRAME = "whole", "stage", "frame"
RIBBON = "ribbon"
MODE, PLACES, CHARTS, MISSING = "shown.mode", "shown.places", "shown.charts", "shown.missing"
ON = "1"


@dataclass(slots=True)
class Places:
    """Where the wanted parts go, the charts that the page has, and whether one was drawn."""

    text: DeltaGenerator
    ribbon: DeltaGenerator
    levers: DeltaGenerator
    charts: DeltaGenerator
    keys: list[str] = field(default_factory=list)
    drawn: bool = False


def begin() -> None:
    """Find out what is wanted; called once a run, when the link has been read."""
    mode = STAGE if state.beside("present") == ON else FRAME if chosen() else WHOLE
    state.keep(MODE, mode)
    state.keep(PLACES, None)


def turn() -> None:
    """Look again for a chart that the page before this one did not have."""
    if state.recall(MISSING, None) and state.recall("turned", False):  # noqa: FBT003 - a default
        state.keep(MISSING, None)
        st.rerun()


def mode() -> str:
    """Return ``WHOLE``, ``STAGE`` or ``FRAME``."""
    return str(state.recall(MODE, WHOLE))


def is_whole() -> bool:
    """Whether the page is shown with everything on it."""
    return mode() == WHOLE


def is_stage() -> bool:
    """Whether a page is shown to a room."""
    return mode() == STAGE


def chosen() -> str:
    """Return the chart that the link asks for, "" for none or one that the page has not."""
    asked = state.beside("show")
    return "" if state.recall(MISSING, None) == (asked, state.scenario()) else asked


def refused(words: Words) -> str:
    """Say that the page has no such chart, "" where all is well."""
    asked = state.beside("show")
    if not asked or chosen():
        return ""
    return words("shown.unknown", key=describe.quoted(asked))


def nothing() -> DeltaGenerator:
    """Return a place that no screen shows; what is drawn there still keeps its state."""
    return DeltaGenerator(root_container=None)


@contextmanager
def only(places: Places) -> Iterator[None]:
    """Show nothing within but what goes to these places."""
    state.keep(PLACES, places)
    with nothing():
        yield


def finish() -> None:
    """Note the page's charts; where the wanted one was not among them, show the page without."""
    found: Places = state.recall(PLACES, None)
    state.keep(CHARTS, tuple(found.keys))
    if chosen() and not found.drawn:
        state.keep(MISSING, (state.beside("show"), state.scenario()))
        st.rerun()


def place(key: str) -> AbstractContextManager[object] | None:
    """Return where a chart goes, None where it is not wanted now."""
    found: Places | None = state.recall(PLACES, None)
    if found is None:
        return nullcontext()
    if key not in found.keys:
        found.keys.append(key)
    if found.drawn or (chosen() and key != chosen()):
        return None
    found.drawn = True
    return found.charts


def under(key: str) -> AbstractContextManager[object] | None:
    """Return where what belongs to a chart goes once it is drawn, None where it is not shown."""
    found: Places | None = state.recall(PLACES, None)
    if found is None:
        return nullcontext()
    return found.charts if found.drawn and key == (chosen() or found.keys[0]) else None


def text() -> AbstractContextManager[object]:
    """Return where question and answer go."""
    found: Places | None = state.recall(PLACES, None)
    return nullcontext() if found is None else found.text


def ribbon() -> DeltaGenerator | None:
    """Return where the headline figures go in brief, None where they are drawn in full."""
    found: Places | None = state.recall(PLACES, None)
    return None if found is None else found.ribbon


def levers() -> DeltaGenerator | None:
    """Return where the levers go, a box that opens on demand; None where they have their column."""
    found: Places | None = state.recall(PLACES, None)
    if found is None:
        return None
    words = words_of(state.lang())
    return found.levers.popover(words("present.levers"), icon=":material/tune:", type="tertiary")


def keys() -> tuple[str, ...]:
    """Return the charts that the page had when it was shown in part."""
    return tuple(state.recall(CHARTS, ()))
