"""Draws the widgets of the rules: the days of change, what is withdrawn, the cut-offs."""

import streamlit as st

from engine.codes import CUT_INDICATORS, CUT_SCORES
from engine.regulation import change_days
from engine.scenario import get
from pages.ui import actions, catalog, controls, numbers, provenance, state
from pages.ui.text import Words

AS_OF, WITHOUT = "rules.as_of", "rules.without"


def change_day(words: Words) -> None:
    """Draw a slider over the days on which a rule begins or ends, and the day held."""
    book, held = catalog.book(), state.scenario().rules.as_of
    row = book.controls.by_path[AS_OF]
    days = change_days(book, row.limits.first, row.limits.last)
    key = f"{state.PREFIX}{AS_OF}.slider.{words.language}"
    state.seed(key, held)
    st.select_slider(
        words("eligibility.change_day"),
        sorted({*days, held}),
        format_func=lambda day: numbers.day(words, day),
        key=key,
        help=words("eligibility.change_day.help"),
        on_change=state.change,
        args=(AS_OF, key),
    )


def withdrawn(words: Words) -> None:
    """Draw one button for each instrument that can be withdrawn; pressed means withdrawn."""
    row = catalog.book().controls.by_path[WITHOUT]
    key = f"{state.PREFIX}{WITHOUT}.{words.language}"
    state.seed(key, list(state.scenario().rules.without))
    st.pills(
        words("eligibility.withdraw"),
        row.options,
        selection_mode="multi",
        wrap=True,
        format_func=lambda code: words(f"instrument.{code}"),
        key=key,
        help=provenance.help_for(WITHOUT, words),
        on_change=state.note,
        args=(key, actions.withdraw),
    )


def cut_offs(words: Words) -> None:
    """Draw the cut-offs of one indicator at a time."""
    name = st.selectbox(
        words("eligibility.indicator"),
        CUT_INDICATORS,
        format_func=lambda code: words(f"control.tests.cuts_{code}.label"),
        key=f"tests.indicator.{words.language}",
    )
    path = f"tests.cuts_{name}"
    row = catalog.book().controls.by_path[path]
    held = get(state.scenario(), path)
    for score, automatic in zip(CUT_SCORES, row.limits.automatic, strict=True):
        controls.optional(f"{path}.{score}", float(automatic), words)
    if any(entry is not None for entry in held):  # type: ignore[union-attr]
        st.caption(words("eligibility.cuts_typed"))
