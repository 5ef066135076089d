"""The only place that touches the session and the address bar.

The scenario is the truth; widgets are set from it before they are drawn, and each change
goes through a callback that replaces one field and marks the run as edited. An edited run
trusts the session, because the browser's query lags behind while a key is held; any other
run reads the address bar again if it differs from the one seen last (Back, Forward, a
pasted link). The address bar is written only after an edit, or when a page switch emptied it.
"""

import time
from collections.abc import Mapping

import streamlit as st

from engine import link
from engine.kinds import exact
from engine.link import Notice
from engine.mix import rebalance
from engine.scenario import ASSETS, Scenario, Value, get, replace
from pages.ui import catalog

UNDO_LIMIT = 100
BURST_SECONDS = 1.0
LANGUAGES = ("en", "zh")
PREFIX = "control."


def load() -> None:
    """Read the address bar where it says something new; called once at the start of a run."""
    query = _query()
    first = "scenario" not in st.session_state
    moved = query != st.session_state.get("seen") and bool(query)
    if first or (moved and not st.session_state.get("edited")):
        _read(query, first=first)


def save() -> None:
    """Write the address bar after an edit, or when a page switch has emptied it.

    Called before the page is drawn, so that the link is right even if a page fails.
    """
    edited = st.session_state.get("edited", False)
    st.session_state["edited"] = False
    if edited or (not _query() and st.session_state["started"]):
        written = _written()
        if _query() != written:
            st.query_params.from_dict(written)
        st.session_state["seen"] = written
        st.session_state["started"] = True


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


def set_lang() -> None:
    """Take the language from its switch."""
    chosen = st.session_state[f"{PREFIX}lang"]
    if chosen in LANGUAGES:
        st.session_state["lang"] = chosen
        st.session_state["lang_asked"] = True
    _mark()


def change_text(path: str, key: str) -> None:
    """Take a text from its widget, unless it has characters that a link cannot carry."""
    text = str(st.session_state[key])
    if catalog.book().controls.by_path[path].check(text) is None:
        put(path, text)


def seed(key: str, value: object) -> None:
    """Set a widget from the truth before it is drawn, only where they differ."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def change(path: str, key: str) -> None:
    """Take one field of the scenario from its widget; the callback of every control."""
    put(path, st.session_state[key])


def change_number(path: str, key: str) -> None:
    """Take a number from its widget, on the exact grid of the field."""
    group, field, *_ = path.split(".")
    limits = catalog.book().controls.by_path[f"{group}.{field}"].element
    put(path, exact(limits, float(st.session_state[key])))


def put(path: str, value: Value) -> None:
    """Replace one field of the scenario."""
    adopt(replace(scenario(), path, value), burst=path)


def adopt(new: Scenario, burst: str = "") -> None:
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


def steps(direction: str) -> int:
    """Return how many steps can be taken back ("past") or again ("future")."""
    return len(st.session_state[direction])


def undo() -> None:
    """Take back the last step."""
    _travel("past", "future")


def redo() -> None:
    """Take the step again that was taken back."""
    _travel("future", "past")


def reset(to: str) -> None:
    """Go to the baseline's settings, or to the default scenario."""
    book = catalog.book()
    base = scenario().firm.base
    target = (
        book.presets[base].scenario if to == "baseline" else link.read("", book.controls).scenario
    )
    adopt(replace(target, "firm.base", base))


def choose_preset(key: str) -> None:
    """Take a preset's settings and keep the baseline."""
    chosen = st.session_state[key]
    if chosen:
        preset = catalog.book().presets[chosen].scenario
        adopt(replace(preset, "firm.base", scenario().firm.base))


def open_link(key: str) -> None:
    """Open the link that was pasted, of this or any other instance."""
    text = str(st.session_state[key]).strip()
    if not text:
        return
    reading = link.read_text(text, catalog.book().controls)
    adopt(reading.scenario)
    st.session_state["notices"] = reading.notices
    st.session_state[key] = ""
    if reading.lang:
        st.session_state["lang"] = reading.lang


def change_mix(code: str) -> None:
    """Move one share of the mix; the other shares give way in proportion.

    While the same share is being moved, every step starts from the mix it began with, so
    that moving it up and back again returns to the same place.
    """
    asked = float(st.session_state[f"{PREFIX}collateral.mix.{code}"])
    last, began = st.session_state.get("mix_from", ("", None))
    now = scenario().collateral.mix
    if last != code or st.session_state.get("mix_to") != now:
        began = now
    fixed = st.session_state.get(f"{PREFIX}mix_fixed") or []
    index = frozenset(ASSETS.index(c) for c in fixed if c != code)
    new = rebalance(began, ASSETS.index(code), asked, index)
    st.session_state["mix_from"] = (code, began)
    st.session_state["mix_to"] = new
    put("collateral.mix", new)


def shown_assets() -> tuple[str, ...]:
    """Return the assets whose share is on the page: held ones and those added by hand."""
    extra = st.session_state.setdefault("mix_shown", frozenset())
    held = {code for code in ASSETS if get(scenario(), f"collateral.mix.{code}")}
    st.session_state["mix_shown"] = extra | held
    return tuple(code for code in ASSETS if code in extra | held)


def show_asset(key: str) -> None:
    """Put the chosen asset on the page."""
    chosen = st.session_state[key]
    if chosen:
        st.session_state["mix_shown"] = st.session_state["mix_shown"] | {chosen}
    st.session_state[key] = None


def _mark() -> None:
    st.session_state["edited"] = True
    st.session_state["started"] = True


def _travel(source: str, target: str) -> None:
    if not st.session_state[source]:
        return
    _mark()
    *rest, new = st.session_state[source]
    st.session_state[target] = [*st.session_state[target], scenario()]
    st.session_state[source] = rest
    st.session_state["scenario"] = new
    st.session_state["burst"] = ("", 0.0)


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}


def _written() -> dict[str, list[str]]:
    asked = lang() if st.session_state.get("lang_asked") else None
    pairs = link.pairs(scenario(), catalog.book().controls, asked)
    return {name: [value] for name, value in pairs}


def _read(query: Mapping[str, list[str]], *, first: bool) -> None:
    reading = link.read(query, catalog.book().controls)
    st.session_state["scenario"] = reading.scenario
    st.session_state["notices"] = reading.notices
    st.session_state["seen"] = dict(query)
    st.session_state["started"] = bool(query)
    if reading.lang:
        st.session_state["lang"] = reading.lang
        st.session_state["lang_asked"] = True
    elif first:
        locale = st.context.locale or ""
        st.session_state["lang"] = "zh" if locale.startswith("zh") else "en"
    if first:
        st.session_state["past"] = []
        st.session_state["future"] = []
