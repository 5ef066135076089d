"""The element that a chart is drawn in: plotly.js changes it in place, run after run.

Streamlit's own element is taken away and put up anew on every change, which blinks and forgets
what was hidden. This one is drawn by ``chart.js``, with the one plotly.js that this app serves.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from pages.ui import palette, plotly_file
from pages.ui.light_figure import Written, height_of
from pages.ui.script_file import ScriptFile

NAME = "plumbline_chart"
FILE = ScriptFile("plumbline-chart.js", Path(__file__).with_name("chart.js"))
# The place has its height before anything is drawn, so that nothing below it moves.
HTML = '<div class="plumbline-chart" style="height: {height}px; contain: layout paint"></div>'
# The script itself is fetched once: what stands here goes over the line with every chart.
JS = """
export default async function (component) {{
  const {{ show }} = await import(new URL("{script}", document.baseURI).href);
  return show(component, "{plotly}");
}}
"""


@cache
def _component(height: int) -> Any:  # noqa: ANN401
    """Register the element for charts of one height; a page has few heights."""
    js = JS.format(script=FILE.address(), plotly=plotly_file.address())
    name, html = f"{NAME}_{height}", HTML.format(height=height)
    return st.components.v2.component(name, html=html, js=js, isolate_styles=False)


def draw(
    fig: go.Figure | Written,
    key: str,
    alt: str,
    *,
    failed: str,
    dark: bool,
    pick: Callable[[], None] | None = None,
) -> None:
    """Show a figure, which must say its height.

    Parameters
    ----------
    fig
        Figure with the house template.
    key
        Name of the element; the same name later changes this chart.
    alt
        What the chart shows, for those who cannot see it.
    failed
        What to say where the browser could not draw it.
    dark
        The theme it was drawn for; a page that is in the other one by now asks for it again.
    pick
        Called when somebody clicks a mark; the value kept under ``key`` then holds the mark's
        ``customdata`` as ``picked``.
    """
    said = {"name": key, "alt": alt, "failed": failed, "picks": pick is not None}
    said["background"] = palette.colour("background", dark)
    _component(height_of(fig))(
        data=_with_figure({**said, "config": config()}, fig),
        key=key,
        width="stretch",
        **({"on_picked_change": pick} if pick else {}),
    )


def _with_figure(said: dict[str, object], fig: go.Figure | Written) -> bytes:
    """Return a JSON object with the figure in it, written once."""
    head = json.dumps(said, ensure_ascii=False)
    return f'{head[:-1]}, "figure": {fig.to_json(validate=False)}}}'.encode()


def config() -> dict[str, object]:
    """Return the settings of the chart's own tools: none; a picture is saved with its title."""
    return {
        "displaylogo": False,
        "displayModeBar": False,
        "scrollZoom": False,
        "doubleClick": False,
    }
