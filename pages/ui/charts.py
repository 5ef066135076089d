"""The one place where a chart meets the page.

Below every chart stands a small button that opens its description, its numbers, their download
and the chart as a picture. They are put together only while it is open.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from io import StringIO

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.ui import (
    chart_element,
    collected,
    enlarge,
    explain,
    once,
    picture_buttons,
    picture_files,
    share,
    shown,
    source_line,
    state,
    strict,
)
from pages.ui.tables import Table
from pages.ui.text import Words

Drawing = Callable[[bool], go.Figure]


def caption(text: str) -> None:
    """Write under the chart shown last how to read it."""
    if (noted := once.noted()) is not None:
        noted.append(partial(caption, text))
        return
    kept = collected.now()
    if kept is None:
        st.caption(text)
    else:
        kept.found[-1] = replace(kept.found[-1], caption=text)


def is_dark() -> bool:
    """Tell whether the visitor's page is in the dark theme."""
    return st.context.theme.type == "dark"


def show(  # noqa: PLR0913 - six of them every chart has
    fig: go.Figure | Drawing,
    key: str,
    title: str,
    alt: str,
    table: Callable[[], Table],
    words: Words,
    *,
    pick: Callable[[object], None] | None = None,
) -> None:
    """Draw a chart, its description and its numbers.

    Parameters
    ----------
    fig
        Figure with the house template; marks may say what they rest on (``pages.ui.pale``).
        Better, what draws it in the dark theme or not: a picture to save is always light.
    key
        Name of the chart on its page; also the name of its files. A record in ``data/formulas``
        lists it under ``charts``, so that its inputs are known.
    title
        The finding, above the chart, where it wraps to the width of the screen.
    alt
        What the chart shows, in a sentence or two, for those who cannot see it.
    table
        Called for the numbers when somebody opens them.
    pick
        Called with the ``customdata`` of a mark when somebody clicks it.
    """
    if (noted := once.noted()) is not None:
        again = fig if isinstance(fig, go.Figure) else once.Twice(fig)
        noted.append(partial(show, again, key, title, alt, table, words, pick=pick))
        return
    kept = collected.now()
    if kept is not None:
        numbers_too = table() if kept.tables else Table((), ())
        drawn = _drawn(fig, key, words, dark=kept.dark)
        kept.found.append(collected.Chart(key, title, alt, *drawn, numbers_too))
        return
    place = shown.place(key)
    if place is None:
        return
    sent = fig.sent if isinstance(fig, once.Twice) else fig  # once only where nobody changes it
    drawn, note = _drawn(sent, key, words, dark=is_dark())
    with place:
        _head(title, key, words)
        if shown.is_stage():
            drawn = enlarge.enlarged(drawn)
        _plot(drawn, key, alt, words, pick)
        if note:
            st.caption(note)
        if shown.is_whole():
            with st.container(horizontal=True, vertical_alignment="center", key=f"under.{key}"):
                numbers(key, alt, table, words, lambda: _picture(fig, key, title, words))
                _sources(key, words)


def _head(title: str, key: str, words: Words) -> None:
    """Write the finding as a heading; in a frame, which is part of another page, as bold text."""
    help_ = explain.once(title, key, words)
    if shown.is_whole() or shown.is_stage():
        st.subheader(title, anchor=False, help=help_)
    else:
        st.markdown(f"**{title}**", help=help_)


def _drawn(
    fig: go.Figure | Drawing, key: str, words: Words, *, dark: bool
) -> tuple[go.Figure, str]:
    """Draw a chart with what is weak greyed, and say why; "" where nothing is."""
    whole = fig if isinstance(fig, go.Figure) else fig(dark)
    drawn, weak, partly = strict.chart(key, whole)
    said = "strict.part" if partly else "strict.chart"
    return drawn, words(said, kind=words(f"class.{weak}")) if weak else ""


def _picture(fig: go.Figure | Drawing, key: str, title: str, words: Words) -> go.Figure:
    """Compose the chart as a picture of its own, light because documents are."""
    drawn, note = _drawn(fig, key, words, dark=False)
    now = state.scenario()
    return picture_files.composed(
        drawn, key, title, words, scenario=now, link=share.address_of_link(), note=note
    )


def _sources(key: str, words: Words) -> None:
    """Write who published what the chart rests on."""
    said = source_line.line(key, state.scenario(), words)
    if said:
        st.caption(said)


def _plot(
    fig: go.Figure, key: str, alt: str, words: Words, pick: Callable[[object], None] | None
) -> None:
    name = f"chart.{key}"
    chart_element.draw(
        fig,
        name,
        alt,
        failed=words("chart.failed"),
        dark=is_dark(),
        pick=partial(_picked, name, pick) if pick else None,
    )


def _picked(name: str, pick: Callable[[object], None]) -> None:
    pick(getattr(state.recall(name, None), "picked", None))


def numbers(
    key: str,
    alt: str,
    table: Callable[[], Table],
    words: Words,
    picture: Callable[[], go.Figure] | None = None,
) -> None:
    """Offer description, numbers and picture, put together only while the box is open."""
    label = words("chart.data")
    box = st.popover(
        label, type="tertiary", icon=":material/table:", key=f"data.{key}", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption(alt)
        frame = to_frame(table())
        if frame.empty:
            st.caption(words("chart.no_data"))
        else:
            st.dataframe(frame, hide_index=True, width="stretch", alt=alt)
        with st.container(horizontal=True, vertical_alignment="center", key=f"files.{key}"):
            if not frame.empty:
                _csv(frame, key, words)
            if picture:
                picture_buttons.draw(picture(), key, words)


def _csv(frame: pd.DataFrame, key: str, words: Words) -> None:
    """Offer the numbers as a file."""
    st.download_button(
        words("chart.csv"),
        to_csv(frame),
        file_name=f"plumbline-{key}.csv",
        mime="text/csv",
        key=f"csv.{key}",
        icon=":material/download:",
        on_click="ignore",
    )


def to_frame(table: Table) -> pd.DataFrame:
    """Return the numbers of a chart as a data frame, a column for each head."""
    return pd.DataFrame(list(table.rows), columns=list(table.columns))


def to_csv(frame: pd.DataFrame) -> bytes:
    """Return a data frame as CSV that spreadsheets open in UTF-8 (with its byte order mark)."""
    text = StringIO()
    frame.to_csv(text, index=False)
    return text.getvalue().encode("utf-8-sig")
