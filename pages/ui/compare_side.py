"""The other side of a comparison: read from the link, chosen, pasted, pinned, swapped.

What a scenario is compared with rides beside it in the link as ``b``: the name of a preset, or
the settings of a link. Without it, the other side is the scenario's baseline.
"""

from dataclasses import dataclass

import streamlit as st

from engine import link, query
from engine.companions import LONGEST
from engine.link import Notice, Reading
from engine.link_head import VERSION
from engine.scenario import Scenario, replace
from pages.ui import catalog, describe, state
from pages.ui.text import Words

BASELINE, OWN = "", "own"
NAME = "b"
SAID = "compare.said"
PASTE = "compare.link"
MOST = 20_000
TOO_LONG, UNREADABLE = "compare.too_long", "compare.unreadable"


@dataclass(frozen=True, slots=True)
class Other:
    """What a scenario is compared with, and what its link could not be honoured in.

    Attributes
    ----------
    choice
        "" for the baseline, the name of a preset, or ``OWN`` for settings of its own.
    unreadable
        What was given, where it is neither a preset nor a link.
    """

    scenario: Scenario
    choice: str
    notices: tuple[Notice, ...] = ()
    unreadable: str = ""


def other() -> Other:
    """Return what the scenario of this session is compared with; a preset is on its scale."""
    said, now, book = state.beside(NAME), state.scenario(), catalog.book()
    if said in book.presets:
        preset = book.presets[said].scenario
        return Other(replace(preset, "firm.market", now.firm.market), said)
    if not said:
        return Other(catalog.baseline(now), BASELINE)
    reading = link.read_text(said, book.controls)
    if not readable(said, reading):
        return Other(catalog.baseline(now), BASELINE, unreadable=said)
    return Other(reading.scenario, OWN, reading.notices)


def readable(text: str, reading: Reading) -> bool:
    """Tell whether anything in the text of a link could be honoured."""
    faulty = {found.name for found in reading.notices}
    find = catalog.book().controls.find
    given = query.from_text(text).values
    return any(name not in faulty and (name == VERSION or find(name)) for name in given)


def text_of(scenario: Scenario) -> str:
    """Return the text that carries a scenario beside another; "" where it is too long.

    A long scenario goes without its title, which moves no figure.
    """
    tries = (scenario, replace(scenario, "firm.title", ""))
    texts = [link.write(held, catalog.book().controls) for held in tries]
    return next((text for text in texts if len(text) <= LONGEST), "")


def choose(chosen: str) -> None:
    """Take the other side from the list of presets."""
    if chosen == BASELINE or chosen in catalog.book().presets:
        _put(chosen)


def paste() -> None:
    """Take the other side from a pasted link of this or any other instance."""
    text = str(state.recall(PASTE, "")).strip()
    if not text:
        return
    reading = link.read_text(text, catalog.book().controls)
    if not readable(text, reading):
        state.keep(SAID, (state.beside(NAME), UNREADABLE, text))
        return
    if _pin(reading.scenario):
        state.keep(SAID, (state.beside(NAME), "", reading.notices))
        state.keep(PASTE, "")


def pin() -> None:
    """Make the present scenario the other side, so that it stands still."""
    _pin(state.scenario())


def swap() -> None:
    """Exchange the two sides."""
    there = other().scenario
    if _pin(state.scenario()):
        state.adopt(there)


def _pin(scenario: Scenario) -> bool:
    """Put a scenario beside that of the page; tell whether it could be carried."""
    text = text_of(scenario)
    if text:
        _put(text)
    else:
        state.keep(SAID, (state.beside(NAME), TOO_LONG, ""))
    return bool(text)


def _put(text: str) -> None:
    state.keep(SAID, None)
    state.set_beside(**{NAME: text})


def draw(found: Other, words: Words) -> None:
    """Draw what the other side is, the ways to choose it, and what it could not be honoured in."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="compare"):
        _presets(found, words)
        box = st.popover(
            words("compare.paste"), icon=":material/content_paste:", key="paste", on_change="rerun"
        )
        if box.open:
            with box:
                _paste_box(words)
        st.button(
            words("compare.pin"), key="pin", icon=":material/push_pin:", on_click=pin,
            help=words("compare.pin.help"),
        )  # fmt: skip
        st.button(
            words("compare.swap"), key="swap", icon=":material/swap_horiz:", on_click=swap,
            help=words("compare.swap.help"),
        )  # fmt: skip
    sides = (("compare.a", state.scenario()), ("compare.b", found.scenario))
    with st.container(key="compare.sides", gap="xxsmall"):
        for side, scenario in sides:
            st.text(words("compare.side", side=words(side), name=name(scenario, words)))
    with st.container(key="compare.notices"):
        if lines := _problems(found, words):
            listed = "\n".join(f"- {line}" for line in lines)
            st.warning(f"{words('compare.notices')}\n\n{listed}", icon=":material/link_off:")


def _presets(found: Other, words: Words) -> None:
    """Draw the list of presets, the baseline first; settings of its own only while B has some."""
    key = f"compare.preset.{words.language}"
    base = words(f"preset.{state.scenario().firm.base}.name")
    said = {BASELINE: words("compare.baseline", name=base), OWN: words("compare.own")}
    own = (OWN,) if found.choice == OWN else ()
    state.seed(key, found.choice)
    st.selectbox(
        words("compare.choose"),
        (*own, BASELINE, *catalog.book().presets),
        format_func=lambda code: said.get(code) or words(f"preset.{code}.name"),
        key=key,
        width=320,
        on_change=state.note,
        args=(key, choose),
    )


def _paste_box(words: Words) -> None:
    with st.form("compare.form", border=False):
        st.text_area(
            words("compare.paste.label"),
            key=PASTE,
            max_chars=MOST,
            height=120,
            placeholder=words("frame.link.open_hint"),
        )
        st.form_submit_button(words("compare.paste.use"), on_click=paste)


def name(scenario: Scenario, words: Words) -> str:
    """Return what a side is called, as plain text: its own title, its preset, or neither."""
    if scenario.firm.title:
        return " ".join(scenario.firm.title.split())
    code = catalog.preset_of(scenario)
    return words(f"preset.{code}.name") if code else words("compare.unnamed")


def _problems(found: Other, words: Words) -> list[str]:
    """Say what of the other side's link could not be used, and what a button could not do."""
    lines = [describe.notice(one, words) for one in found.notices]
    if found.unreadable:
        lines.append(_unreadable(found.unreadable, words("compare.instead"), words))
    said = state.recall(SAID, None)
    if said is None or said[0] != state.beside(NAME):
        return lines
    _, code, given = said
    if code == UNREADABLE:
        return [*lines, _unreadable(given, words("compare.kept"), words)]
    if code == TOO_LONG:
        return [*lines, words(TOO_LONG, most=LONGEST)]
    return [*lines, *(describe.notice(one, words) for one in given)]


def _unreadable(given: str, instead: str, words: Words) -> str:
    return words(UNREADABLE, given=describe.quoted(given), instead=instead)
