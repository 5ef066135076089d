"""The register of sources on the page: filters, search, table and download."""

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from pages.ui import charts, register
from pages.ui.text import Words
from pages.ui.text import words as words_of

# Pixels. A row holds four lines; name and value fit beside each other on a telephone.
HEIGHT, ROW, HEAD = 651, 82, 36
WIDTHS = {
    "what": 252, "value": 104, "applies": 100, "kind": 90, "status": 116, "note": 360,
    "publisher": 200, "title": 300, "published": 100, "url": 80,
}  # fmt: skip
STATUS_ORDER = ("verified", "quoted", "secondary", "computed", "to_confirm", "illustrative")


@st.cache_data(show_spinner=False, max_entries=2)
def _rows(language: str) -> pd.DataFrame:
    """Build the register once a language; it does not depend on the scenario."""
    return register.rows(words_of(language))


def answer(words: Words) -> str:
    """Count the figures of each class, and those still to be confirmed."""
    frame = _rows(words.language)
    return words("answer.sources", total=len(frame), **_counts(frame, words))


def draw(words: Words) -> None:
    """Draw the register with its filters."""
    frame = _rows(words.language)
    with st.container(horizontal=True, vertical_alignment="top", key="register"):
        wanted = st.text_input(
            words("sources.search"), key="sources.search", max_chars=200, width=320,
            placeholder=words("sources.search_hint"),
        )  # fmt: skip
        kinds = _filter("class", register.CLASS_ORDER, words)
        statuses = _filter("status", STATUS_ORDER, words)
    kept = register.search(frame, wanted or "")
    kept = kept[kept["kind"].isin(kinds) & kept["status"].isin(statuses)]
    st.caption(words("sources.shown", shown=len(kept), total=len(frame)))
    st.caption(words("sources.titles"))
    if kept.empty:
        st.info(words("sources.none"))
        return
    st.dataframe(
        kept.drop(columns="id"),
        hide_index=True,
        height=HEIGHT if len(kept) * ROW + HEAD > HEIGHT else "content",
        row_height=ROW,
        column_config=_columns(words),
        key="sources.table",
        alt=words("sources.alt"),
    )
    st.download_button(
        words("chart.csv"),
        charts.to_csv(kept),
        file_name="plumbline-sources.csv",
        mime="text/csv",
        key="csv.sources",
        icon=":material/download:",
        on_click="ignore",
    )


def _filter(name: str, codes: tuple[str, ...], words: Words) -> list[str]:
    """Draw one filter; nothing chosen means everything."""
    chosen = st.pills(
        words(f"sources.{name}"),
        codes,
        selection_mode="multi",
        wrap=True,
        format_func=lambda code: words(f"{name}.{code}"),
        key=f"sources.{name}",
    )
    return [words(f"{name}.{code}") for code in (chosen or codes)]


def _counts(frame: pd.DataFrame, words: Words) -> dict[str, int]:
    kinds = frame["kind"].value_counts()
    counts = {code: int(kinds.get(words(f"class.{code}"), 0)) for code in register.CLASS_ORDER}
    return counts | {"confirm": int((frame["status"] == words("status.to_confirm")).sum())}


def _columns(words: Words) -> dict[str, ColumnConfig]:
    heads = {
        name: st.column_config.TextColumn(words(f"sources.column.{name}"), width=WIDTHS[name])
        for name in register.COLUMNS
        if name != "url"
    }
    link = st.column_config.LinkColumn(
        words("sources.column.url"), display_text=words("sources.open"), width=WIDTHS["url"]
    )
    return {**heads, "url": link}
