"""The frame around every page: tools, what changed, notices, the headline figures, the foot."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from engine import link
from engine.results import Results
from engine.scenario import difference, get
from pages.ui import (
    actions,
    catalog,
    controls,
    copy_link,
    describe,
    headlines,
    numbers,
    origins,
    state,
    strict,
)
from pages.ui.text import Words

CHIPS = 8
QUIET = frozenset({"firm.base", "firm.title", "firm.market", "view.asset", "view.strict"})
LOGO = Path(__file__).with_name("logo.svg")


def top(words: Words) -> tuple[DeltaGenerator, bool]:
    """Draw everything above the page.

    Returns the place for the sentence on what is greyed, which is known once the page is drawn,
    and whether somebody asks where the numbers come from.
    """
    strict.begin()
    if actions.taken("opened"):
        st.toast(words("frame.link.opened"), icon=":material/link:")
    _title()
    _tools(words)
    _changes(words)
    _notices(words)
    ribbon(catalog.results(state.scenario()), words)
    with st.container(horizontal=True, vertical_alignment="center", key="honesty"):
        asked = st.button(
            words("frame.origins"), key="origins", icon=":material/fact_check:", type="tertiary",
            help=words("origins.title"),
        )  # fmt: skip
        controls.flag("view.strict", words)
        return st.container(key="strict"), asked


def foot(page: str, place: DeltaGenerator, words: Words, *, asked: bool) -> None:
    """Draw the line under the page, and what had to wait until the page was drawn."""
    if strict.is_on():
        place.caption(strict.sentence(words))
    if asked:
        origins.show(page, words)
    _about_preset(words)
    facts = catalog.book().facts
    edition, known = (numbers.day(words, day) for day in (facts.edition, facts.known_to))
    st.caption(words("frame.foot", edition=edition, known=known))


def _tools(words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="tools"):
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
        with st.popover(words("frame.link"), icon=":material/link:", key="link"):
            _link(words)
        _language(words)


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
        width=320,
        on_change=actions.choose_preset,
        args=(key,),
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
        on_change=state.set_lang,
    )


def _link(words: Words) -> None:
    query = link.write(state.scenario(), catalog.book().controls, state.lang())
    copy_link.button(query, words)
    st.caption(words("frame.link.holds", length=len(query)))
    st.code(f"{(st.context.url or '').partition('?')[0]}?{query}", language=None, wrap_lines=True)
    key = f"{state.PREFIX}firm.title"
    state.seed(key, state.scenario().firm.title)
    st.text_input(
        words("frame.title"),
        key=key,
        placeholder=words("frame.title_hint"),
        max_chars=int(catalog.book().controls.by_path["firm.title"].max or 0),
        on_change=state.change,
        args=("firm.title", key),
    )
    st.text_input(
        words("frame.link.open"),
        key="open_link",
        placeholder=words("frame.link.open_hint"),
        max_chars=20_000,
        on_change=actions.open_link,
        args=("open_link",),
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
        help=words("frame.changed.undo", value=describe.value(path, get(base, path), words)),
        on_click=state.put,
        args=(path, get(base, path)),
    )


def _notices(words: Words) -> None:
    """Say what the link could not be followed in.

    The container is always there, so that what stands below keeps its place and its focus.
    """
    found = state.notices()
    with st.container(key="notices"):
        if found:
            lines = "\n".join(f"- {describe.notice(notice, words)}" for notice in found)
            st.warning(f"{words('frame.notices')}\n\n{lines}", icon=":material/link_off:")


def ribbon(results: Results, words: Words) -> None:
    """Draw the headline figures of the scenario, each with its change from the baseline."""
    with st.container(key="ribbon"), st.grid(len(headlines.RIBBON), min_column_width=150):
        for name in headlines.RIBBON:
            headlines.metric(name, results, words)
