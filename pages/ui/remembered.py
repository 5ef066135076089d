"""Choosers of how a page looks: remembered for the session, no part of the scenario."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from pages.ui import state
from pages.ui.text import Words

NAME = "chosen."


def held(name: str, offered: Sequence[str]) -> str:
    """Return what is chosen, the first of what is offered where nothing offered is."""
    chosen = str(state.recall(NAME + name, offered[0]))
    return chosen if chosen in offered else offered[0]


def choose(name: str, offered: Sequence[str], write: Callable[[str], str], words: Words) -> None:
    """Draw a list of what is offered; ``write`` says what a code reads like."""
    key = f"{NAME}{name}.{words.language}"
    state.seed(key, held(name, offered))
    st.selectbox(
        words(f"{name}.label"),
        tuple(offered),
        format_func=write,
        key=key,
        help=words(f"{name}.help"),
        on_change=state.note,
        args=(key, partial(state.keep, NAME + name)),
    )
