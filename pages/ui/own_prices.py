"""Prices brought along: a file is read and counted while it lies in its box, and kept nowhere."""

from dataclasses import dataclass

import streamlit as st

from engine.evidence_records import LossHistory
from engine.own_history import HistoryRefused, read_history
from engine.own_losses import history_of
from pages.ui import state
from pages.ui.text import Words

KEY = "own_prices"
LIMIT_MB = 1
STEP = 0.0025  # of the grid of haircuts, twice as fine as that of the carried coins


@dataclass(frozen=True, slots=True, eq=False)
class Brought:
    """What came of a file: its losses, or why it was refused; both ``None`` without a file."""

    history: LossHistory | None
    refused: HistoryRefused | None


def brought() -> Brought:
    """Read the file in the box, if there is one; its name is not used."""
    found = state.recall(KEY, None)
    if found is None:
        return Brought(None, None)
    try:
        return Brought(history_of(read_history(found.getvalue()), STEP), None)
    except HistoryRefused as refusal:
        return Brought(None, refusal)


def box(result: Brought, words: Words) -> None:
    """Draw the box for a file, and why the file in it was refused, as plain text."""
    with st.container(border=True, key="own"):
        st.file_uploader(
            words("own_prices.label"),
            type="csv",
            key=KEY,
            help=words("own_prices.help"),
            max_upload_size=LIMIT_MB,
        )
        if result.refused is not None:
            st.warning(words("own_prices.refused"))
            st.text(words(f"history.{result.refused.code}", **result.refused.fields))
        st.caption(words("own_prices.about", limit=LIMIT_MB))
