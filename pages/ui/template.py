"""What all charts have in common: one template a theme, fixed margins, text that fits.

A figure function takes ``(data, title, words, *, dark)`` and returns a ``go.Figure``; beside
it stands ``<name>_table(data, words)``, which returns the same numbers as a ``tables.Table``.
The title is the finding. It is broken to the width of a narrow screen, because Plotly does
not wrap text, and stands in the figure, because then it is in the saved picture too.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import plotly.graph_objects as go
import plotly.io as pio

from pages.ui.light_figure import LightFigure
from pages.ui.lines import BREAK, wrap
from pages.ui.numbers import Scale
from pages.ui.palette import CONFIG, colour, series
from pages.ui.shades import tint
from pages.ui.text import Words

SIZE = 14  # letters of ticks, hovers and values
SMALL = 13  # letters of labels, axis titles and the line of keys
LEAST = 12  # the smallest that Plotly may shrink letters to before it leaves them out
KEY_SIZE = 17  # the sample of a mark in the line of keys
TITLE_SIZE = 17
TITLE_LINE = 22
TITLE_WIDTH = 41
KEY_LINE = 20
CLEAR = {"ticklabelstandoff": 5}  # so that the first names of both axes do not touch
LABEL_WIDTH = 17
LABEL_MARGIN = 120
HEIGHTS = {"short": 230, "normal": 370, "tall": 470, "poster": 590, "wall": 790}
PLACES = 4
TICKS = {"en": ",~f", "zh": "~f"}  # of money: commas as in the text, whose unit ends at 9999
LEAST_ROWS = 4


@cache
def name(dark: bool) -> str:  # noqa: FBT001
    """Name of the registered template of one theme."""
    title = "plumbline_dark" if dark else "plumbline_light"
    pio.templates[title] = _template(dark=dark)
    return title


@cache
def _look(dark: bool) -> dict[str, object]:  # noqa: FBT001
    """Content of the registered template, which charts share and nobody changes."""
    return dict(pio.templates[name(dark)].to_plotly_json())


def _template(*, dark: bool) -> go.layout.Template:
    """Build the template of one theme from the palette."""
    text, muted, grid = (colour(part, dark) for part in ("text", "muted", "grid"))
    font = {"family": tomllib.loads(CONFIG.read_text("utf-8"))["theme"]["font"], "color": text}
    axis = {
        "automargin": False,
        "fixedrange": True,
        "gridcolor": tint("grid", 0.6, dark=dark),
        "gridwidth": 1,
        "linecolor": grid,
        "tickcolor": grid,
        "tickfont": {"size": SIZE, "color": text},
        "title": {"font": {"size": SMALL, "color": muted}, "standoff": 6},
        "zeroline": False,
    }
    return go.layout.Template(
        layout={
            "annotationdefaults": {"font": {"size": SMALL, "color": text}, "showarrow": False},
            "autosize": True,
            "bargap": 0.35,
            "barcornerradius": 2,
            "colorway": list(series(dark)),
            "dragmode": False,
            "font": font | {"size": SIZE},
            "hoverlabel": {
                "align": "left",
                "bgcolor": colour("panel", dark),
                "bordercolor": grid,
                "font": font | {"size": SIZE},
            },
            "paper_bgcolor": colour("background", dark) + "00",
            "plot_bgcolor": colour("background", dark) + "00",
            "separators": ".,",
            "showlegend": False,
            "title": {
                "font": {"size": TITLE_SIZE, "weight": 600},
                "x": 0,
                "xanchor": "left",
                "xref": "container",
                "y": 1,
                "yanchor": "top",
                "yref": "container",
            },
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def figure(
    traces: Iterable[Mapping[str, object]],
    title: str,
    *,
    dark: bool,
    height: str = "normal",
    layout: Mapping[str, object] | None = None,
    frames: Sequence[Mapping[str, object]] = (),
) -> go.Figure:
    """Return a figure of fixed height whose title is broken into lines.

    Parameters
    ----------
    traces
        Traces as dicts, which is faster than one object for each.
    title
        The finding; a chart without one may pass an empty text.
    height
        One of ``HEIGHTS``.
    layout
        Anything else; ``margin`` is completed, not replaced, and its top comes on top of the
        one set here. The first annotation, if any, is the line under the title
        (:func:`key_line`).
    frames
        What each step of a chart that can be played changes.
    """
    rest = dict(layout or {})
    lines = wrap(title, TITLE_WIDTH)
    notes = rest.get("annotations")
    key_rows = str(notes[0]["text"]).count(BREAK) + 1 if isinstance(notes, list) else 0
    given = rest.pop("margin", {})
    margin = {"l": 56, "r": 16, "t": 0, "b": 48, **(given if isinstance(given, Mapping) else {})}
    if isinstance(notes, list) and notes:
        notes[0] = {"xshift": -margin["l"]} | notes[0]
    title_rows = lines.count(BREAK) + 1
    margin["t"] += (max(2, title_rows) if title else 0) * TITLE_LINE + key_rows * KEY_LINE + 14
    lift = 18 if title_rows > 1 else 6  # Plotly hangs a text of several lines higher
    text = {"text": lines, "pad": {"l": 0, "t": lift}} if title else {}
    fixed = {"template": _look(dark), "height": HEIGHTS[height], "margin": margin, "title": text}
    # Plotly's own checks cost ten times the rest; the tests run them on every chart instead.
    return LightFigure(list(traces), fixed | rest, frames)


def empty(sentence: str, title: str, *, dark: bool, height: str = "normal") -> go.Figure:
    """Return the chart of nothing: its title and one calm sentence, at its usual height."""
    note = {
        "text": wrap(sentence, TITLE_WIDTH),
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "font": {"size": SIZE + 1, "color": colour("muted", dark)},
    }
    layout = {
        "annotations": [note],
        "xaxis": {"visible": False},
        "yaxis": {"visible": False},
        "margin": {"l": 8, "r": 8},
    }
    return figure([], title, dark=dark, height=height, layout=layout)


def key_line(entries: Sequence[tuple[str, str, str]], *, dark: bool) -> dict[str, object]:
    """Return the line under the title that says which mark is which.

    Parameters
    ----------
    entries
        Mark, label and colour name of each, in the order they are drawn.
    """
    spans = [f"{sample(mark, colour(shade, dark))} {label}" for mark, label, shade in entries]
    return {
        "text": "\u2003".join(spans),
        "x": 0,
        "y": 1,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 4,
        "align": "left",
        "font": {"size": SMALL},
    }


def sample(mark: str, shade: str) -> str:
    """Return a mark as it stands in the line of keys, in a colour ``#rrggbb``."""
    return f'<span style="color:{shade};font-size:{KEY_SIZE}px">{mark}</span>'


def rows_range(count: int) -> list[float]:
    """Range of a category axis read from the top, so that a few bars do not become slabs."""
    spare = max(0, LEAST_ROWS - count) / 2
    return [count - 0.5 + spare, -0.5 - spare]


def asset_rows(codes: Sequence[str], words: Words) -> dict[str, object]:
    """Category axis of assets by their short names, in the order given."""
    return category_rows([words(f"asset.{code}.short") for code in codes])


def category_rows(labels: Sequence[str]) -> dict[str, object]:
    """Category axis read from the top, labels broken to fit its margin."""
    return {
        "tickvals": list(range(len(labels))),
        "ticktext": [wrap(label, LABEL_WIDTH) for label in labels],
        "range": rows_range(len(labels)),
        "showgrid": False,
        "tickfont": {"size": SMALL},
        "ticklabelstandoff": 4,
    }


def money_axis(words: Words, title_key: str, scale: Scale) -> dict[str, object]:
    """Axis of money: its name with the unit, from zero."""
    title = words("axis.with_unit", name=words(title_key), unit=scale.unit)
    return {
        "title": {"text": title},
        "rangemode": "tozero",
        "tickformat": TICKS[words.language],
        "nticks": 6,
    }


def percent_axis(words: Words, title_key: str) -> dict[str, object]:
    """Axis of percent values."""
    title = words("axis.with_unit", name=words(title_key), unit=words("axis.percent"))
    return {"title": {"text": title}, "nticks": 6, "ticksuffix": "%"}


def rounded(values: Iterable[float]) -> list[float | None]:
    """Numbers for a trace: four decimals; what is not finite leaves a gap."""
    return [round(float(v), PLACES) if abs(v) < float("inf") else None for v in values]
