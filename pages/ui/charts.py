"""The one place where a chart meets the page.

Below every chart stands a small button that opens its description, its numbers and their
download. The numbers are put together only while it is open.
"""

from collections.abc import Callable
from functools import partial
from io import StringIO

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.ui import strict
from pages.ui.tables import Table
from pages.ui.text import Words


def is_dark() -> bool:
    """Tell whether the visitor's page is in the dark theme."""
    return st.context.theme.type == "dark"


def show(  # noqa: PLR0913 - six of them every chart has
    fig: go.Figure,
    key: str,
    title: str,
    alt: str,
    table: Callable[[], Table],
    words: Words,
    *,
    pick: Callable[[str], None] | None = None,
) -> None:
    """Draw a chart, its description and its numbers.

    Parameters
    ----------
    fig
        Figure with the house template; marks may say what they rest on (``pages.ui.pale``).
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
        Called with the chart's key in the session when somebody clicks a mark of it.
    """
    fig, weak, partly = strict.chart(key, fig)
    st.markdown(f"**{title}**")
    _plot(fig, key, alt, pick)
    if weak:
        said = "strict.part" if partly else "strict.chart"
        st.caption(words(said, kind=words(f"class.{weak}")))
    numbers(key, alt, table, words)


def _plot(fig: go.Figure, key: str, alt: str, pick: Callable[[str], None] | None) -> None:
    name = f"chart.{key}"
    if pick is None:
        st.plotly_chart(fig, width="stretch", theme=None, key=name, config=config(key), alt=alt)
        return
    st.plotly_chart(
        fig,
        width="stretch",
        theme=None,
        key=name,
        config=config(key),
        alt=alt,
        on_select=partial(pick, name),
        selection_mode="points",
    )


def config(key: str) -> dict[str, object]:
    """Return the settings of the chart's own tools: one button, which saves the picture as SVG."""
    return {
        "displaylogo": False,
        "modeBarButtons": [["toImage"]],
        "scrollZoom": False,
        "doubleClick": False,
        "toImageButtonOptions": {"format": "svg", "filename": f"plumbline-{key}"},
    }


@st.fragment
def numbers(key: str, alt: str, table: Callable[[], Table], words: Words) -> None:
    """Offer the description and the numbers; a fragment, so that opening runs nothing else."""
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
            return
        st.dataframe(frame, hide_index=True, width="stretch", alt=alt)
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
