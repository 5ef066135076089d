"""The only place that touches the session and the address bar.

The scenario is the truth; widgets are set from it before they are drawn, and each change replaces
one field and marks the run as edited. The browser's address lags behind while a key is held, so
it is read only where it was not written here, or where somebody went Back or Forward.
"""

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from engine import link
from engine.companions import CLAIM, EDITION
from engine.link import Notice
from engine.scenario import Scenario, Value
from pages.ui import catalog, echo, refusals
from pages.ui.echo import Change, Echoes

UNDO_LIMIT = 100
BURST_SECONDS = 2.0
LANGUAGES = ("en", "zh")
PREFIX = "control."
CLAIMED = frozenset({EDITION, CLAIM})  # they speak of one scenario and end with it


def load() -> None:
    """Read the address bar where it says something new; called once at the start of a run."""
    first = "scenario" not in st.session_state
    _echoes().begin()
    if not first:
        _apply()
    query = _query()
    moved = bool(query) and query != recall("seen", None) and not _lags(query)
    if first or (moved and not st.session_state.get("edited")):
        _read(query, first=first)


def save() -> None:
    """Write the address bar where it has to follow; before the page is drawn, which may fail."""
    edited = st.session_state.get("edited", False)
    st.session_state["edited"] = False
    if edited or (not _query() and st.session_state["started"]):
        written = _written()
        if _query() != written or recall("seen", written) != written:  # or told before it heard
            st.query_params.from_dict(written)
            _echoes().wrote(echo.line(written))
        st.session_state["seen"] = written
        st.session_state["started"] = True


def finish() -> None:
    """Note that a page was drawn to its end."""
    _echoes().end()


def scenario() -> Scenario:
    """Return the scenario of this session."""
    held: Scenario = st.session_state["scenario"]
    return held


def notices() -> tuple[Notice, ...]:
    """Return what the last link could not be honoured in; empty after the next edit."""
    held: tuple[Notice, ...] = st.session_state["notices"]
    return held


def lang() -> str:
    """Return the language in use."""
    return str(st.session_state["lang"])


def set_lang(chosen: str) -> None:
    """Take the language from its switch."""
    if chosen in LANGUAGES:
        speak(chosen)


def speak(language: str) -> None:
    """Use a language from here on, and say so in the link."""
    st.session_state["lang"] = language
    st.session_state["lang_asked"] = True


def beside(name: str) -> str:
    """Return what rides with the scenario in the address bar under a name, "" for nothing."""
    return str(recall("beside", {}).get(name, ""))


def set_beside(**values: str) -> None:
    """Put something beside the scenario into the address bar; "" takes it out again."""
    st.session_state["beside"] = {**recall("beside", {}), **values}
    note_action()


def recall(name: str, default: Any) -> Any:  # noqa: ANN401
    """Return what this session remembers under a name."""
    return st.session_state.get(name, default)


def keep(name: str, value: object) -> None:
    """Remember something for this session; also how a box is emptied."""
    st.session_state[name] = value


def note_action() -> None:
    """Note that a button was pressed in this run."""
    st.session_state["acted"] = True
    _mark()


def turn_to(page: str) -> None:
    """Note which page is drawn; the widgets of another one start from nothing."""
    st.session_state["turned"] = page != recall("page", None)
    st.session_state["page"] = page


def seed(key: str, value: object) -> bool:
    """Set a widget from the truth before it is drawn, where it may show something else.

    A key that two pages share names two widgets: the second knows nothing of the first one's value.
    Tells whether it did. If not, draw it as it was: with other bounds or steps it would be new.
    """
    fresh = key not in st.session_state or recall("turned", False)  # noqa: FBT003 - a value
    moved = bool(fresh or st.session_state[key] != value)
    if fresh:
        _echoes().first(key)
    if fresh or _echoes().due(key, st.session_state[key], value):
        st.session_state[key] = value
    return moved


def note(key: str, take: Callable[[Any], object]) -> None:
    """Note that a widget reports a new value; ``load`` gives it to ``take`` if somebody made it."""
    keep("changes", [*recall("changes", ()), Change(key, st.session_state[key], take)])
    _mark()


def change(path: str, key: str, take: str = "value") -> None:
    """Note that the widget of a field reports a new value; the callback of most controls.

    ``take`` says how it is read: as it is ("value") or on the exact grid of a number ("number").
    """
    note(key, partial(move, path, snap=take == "number"))


def waits() -> bool:
    """Tell whether something was done that no run of the whole page has answered yet."""
    return bool(recall("edited", False))  # noqa: FBT003 - a value to fall back on


def _apply() -> None:
    """Take the changes that somebody made and leave the echoes of older values."""
    changes, acted = recall("changes", []), recall("acted", False)  # noqa: FBT003 - a value
    shown = {key: st.session_state[key] for key in _echoes().under_way if key in st.session_state}
    for made in _echoes().made(changes, shown, echo.line(_query()), acted=acted):
        made.take(made.value)
    st.session_state["changes"], st.session_state["acted"] = [], False


def _echoes() -> Echoes:
    found: Echoes = st.session_state.setdefault("echoes", Echoes())
    return found


def put(path: str, value: Value) -> None:
    """Replace one field of the scenario; the callback of a button."""
    note_action()
    move(path, value)


def move(path: str, value: Value, *, snap: bool = False) -> None:
    """Set a field, unless it cannot take the value, which the page then says."""
    new = refusals.moved(scenario(), path, value, snap=snap)
    if isinstance(new, Scenario):
        _take_over(new, burst=path)
    else:
        st.session_state["refused"] = new


def adopt(new: Scenario) -> None:
    """Make ``new`` the scenario; for buttons, presets and links."""
    note_action()
    _take_over(new)


def _take_over(new: Scenario, burst: str = "") -> None:
    """Make ``new`` the scenario and remember the old one for undo.

    Quick successive edits of one field count as one step of undo.
    """
    _mark()
    old = scenario()
    if new == old:
        return
    now = time.monotonic()
    last, when = st.session_state.get("burst", ("", 0.0))
    if not (burst and burst == last and now - when < BURST_SECONDS):
        st.session_state["past"] = [*st.session_state["past"], old][-UNDO_LIMIT:]
    st.session_state["burst"] = (burst, now)
    st.session_state["future"] = []
    st.session_state["scenario"] = new
    st.session_state["notices"] = ()
    st.session_state["beside"] = {
        name: value for name, value in recall("beside", {}).items() if name not in CLAIMED
    }


def _mark() -> None:
    st.session_state["edited"] = True
    st.session_state["started"] = True


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _lags(query: Mapping[str, list[str]]) -> bool:
    """Tell whether an address was known here already, and nobody went back to it."""
    run = get_script_run_ctx()
    return not (run and run.is_history_navigation) and echo.line(query) in _echoes().addresses


def _written() -> dict[str, list[str]]:
    asked = lang() if st.session_state.get("lang_asked") else None
    beside = tuple(recall("beside", {}).items())
    return {name: [value] for name, value in catalog.pairs(scenario(), asked, beside)}


def _read(query: Mapping[str, list[str]], *, first: bool) -> None:
    reading = link.read(query, catalog.book().controls)
    _echoes().wrote(echo.line(query))
    st.session_state["scenario"] = reading.scenario
    st.session_state["notices"] = reading.notices
    st.session_state["beside"] = dict(reading.beside)
    st.session_state["seen"] = dict(query)
    st.session_state["started"] = bool(query)
    if reading.lang:
        speak(reading.lang)
    elif first:
        locale = st.context.locale or ""
        st.session_state["lang"] = "zh" if locale.startswith("zh") else "en"
    if first:
        st.session_state["past"] = []
        st.session_state["future"] = []
