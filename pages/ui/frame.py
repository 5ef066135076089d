"""The frame around every page: tools, what changed, notices, the headline figures, the foot."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from engine.scenario import difference, get
from pages.ui import (
    actions,
    catalog,
    claimed,
    describe,
    explain,
    exports,
    live,
    numbers,
    page_language,
    present,
    refusals,
    share,
    shown,
    state,
    strict,
    summary,
)
from pages.ui.refusals import Refusal
from pages.ui.text import Words

CHIPS = 8
QUIET = frozenset({"firm.base", "firm.title", "firm.market", "view.asset", "view.strict"})
# As it goes to the browser: given the file, Streamlit reads it again on every run.
LOGO = "data:image/svg+xml;base64," + b64encode(
    Path(__file__).with_name("logo.svg").read_bytes()
).decode("ascii")


def top(words: Words) -> None:
    """Draw what stands above the question: tools, what was changed, what a link got wrong."""
    begin(words)
    _title()
    _tools(words)
    _changes(words)
    notices(words)


def begin(words: Words) -> None:
    """Start a page, and say what came of the last press."""
    strict.begin()
    explain.begin()
    if actions.taken("opened"):
        st.toast(words("frame.link.opened"), icon=":material/link:")
    refused = actions.taken("refused")
    if isinstance(refused, Refusal):
        said = refusals.sentence(refused, state.scenario(), words)
        st.toast(said, icon=":material/block:", duration="long")


def foot(page: str, words: Words) -> None:
    """Draw the line under the page, and what had to wait until the page was drawn."""
    summary.finish(page, words)
    live.draw(page)
    _about_preset(words)
    facts = catalog.book().facts
    edition, known = (numbers.day(words, day) for day in (facts.edition, facts.known_to))
    st.caption(words("frame.foot", edition=edition, known=known))


def _tools(words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="tools"):
        _presets(words)
        st.button(
            words("frame.undo"), key="undo", icon=":material/undo:",
            disabled=not actions.steps("past"), on_click=actions.undo, shortcut="Ctrl+Z",
        )  # fmt: skip
        st.button(
            words("frame.redo"), key="redo", icon=":material/redo:",
            disabled=not actions.steps("future"), on_click=actions.redo, shortcut="Ctrl+Y",
        )  # fmt: skip
        with st.popover(words("frame.reset"), icon=":material/restart_alt:", key="reset"):
            for target in ("baseline", "default"):
                st.button(
                    words(f"frame.reset.{target}"), key=f"reset.{target}",
                    on_click=actions.reset, args=(target,), width="stretch",
                )  # fmt: skip
        share.draw(words)
        exports.draw(words)
        present.button(words)
        _language(words)
        page_language.tell(words)


def _presets(words: Words) -> None:
    key = f"preset.{words.language}"
    state.seed(key, catalog.preset_of(state.scenario()))
    st.selectbox(
        words("frame.preset"),
        list(catalog.book().presets),
        index=None,
        placeholder=words("frame.preset_hint"),
        format_func=lambda code: words(f"preset.{code}.name"),
        key=key,
        label_visibility="collapsed",
        width=284,
        on_change=state.note,
        args=(key, actions.choose_preset),
    )


def _about_preset(words: Words) -> None:
    code = catalog.preset_of(state.scenario())
    if code:
        name, note = words(f"preset.{code}.name"), words(f"preset.{code}.note")
        st.caption(words("frame.preset_about", name=name, note=note))


def _title() -> None:
    """Show the scenario's own title as plain text."""
    with st.container(key="title"):
        if state.scenario().firm.title:
            st.text(state.scenario().firm.title)


def _language(words: Words) -> None:
    key = f"{state.PREFIX}lang"
    state.seed(key, state.lang())
    st.segmented_control(
        words("frame.language"),
        state.LANGUAGES,
        format_func=lambda code: words(f"frame.language.{code}"),
        required=True,
        label_visibility="collapsed",
        key=key,
        on_change=state.note,
        args=(key, state.set_lang),
    )


def _changes(words: Words) -> None:
    now, base = state.scenario(), catalog.baseline(state.scenario())
    paths = [p for p in difference(base, now) if p not in QUIET]
    name = words(f"preset.{now.firm.base}.name")
    if not paths:
        st.caption(words("frame.changed.none", baseline=name))
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="changed"):
        st.caption(words("frame.changed", baseline=name), width="content")
        for path in paths[:CHIPS]:
            _chip(path, words)
        if len(paths) > CHIPS:
            more = words("frame.changed.more", count=len(paths) - CHIPS)
            with st.popover(more, type="tertiary"):
                for path in paths[CHIPS:]:
                    _chip(path, words)


def _chip(path: str, words: Words) -> None:
    now, base = state.scenario(), catalog.baseline(state.scenario())
    st.button(
        words(
            "frame.changed.item",
            label=describe.label(path, words),
            value=describe.value(path, get(now, path), words),
        ),
        key=f"changed.{path}",
        icon=":material/close:",
        icon_position="right",
        wrap=True,
        help=words("frame.changed.undo", value=describe.value(path, get(base, path), words)),
        on_click=state.put,
        args=(path, get(base, path)),
    )


def notices(words: Words) -> None:
    """Say what the link could not be followed in, and whether the figures it claims still hold.

    The container is always there, so that what stands below keeps its place and its focus.
    """
    found = state.notices()
    with st.container(key="notices"):
        if found:
            lines = "\n".join(f"- {describe.notice(notice, words)}" for notice in found)
            st.warning(f"{words('frame.notices')}\n\n{lines}", icon=":material/link_off:")
        if unknown := shown.refused(words):
            st.warning(unknown, icon=":material/link_off:")
        claimed.draw(words)
