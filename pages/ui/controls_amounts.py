"""A typed amount that may be automatic; its range is too wide for a slider."""

from typing import cast

import streamlit as st

from engine.scenario import get
from pages.ui import catalog, describe, provenance, state
from pages.ui.text import Words


def optional(path: str, automatic: float, words: Words) -> None:
    """Draw a typed number, and a way back to the automatic one.

    ``automatic`` is what the tool uses while nothing is typed, in display units.
    """
    row = catalog.book().controls.by_path[path]
    low, high, step = (cast("float", end) for end in (row.min, row.max, row.step))
    typed, key = get(state.scenario(), path), f"{state.PREFIX}{path}"
    grid = low + step * round((min(max(automatic, low), high) - low) / step)
    state.seed(key, round(grid if typed is None else cast("float", typed), row.decimals))
    st.number_input(
        describe.control_label(path, words),
        min_value=low,
        max_value=high,
        step=step,
        format=f"%.{row.decimals}f",
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key, "number"),
    )
    st.button(
        words("control.back_to_automatic"),
        key=f"auto.{path}",
        icon=":material/restart_alt:",
        type="tertiary",
        disabled=typed is None,
        on_click=state.put,
        args=(path, None),
    )
