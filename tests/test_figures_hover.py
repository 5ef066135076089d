"""What a reader sees who points at a mark: a sentence in the language of the page, or nothing."""

import itertools
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.ui.lines import columns
from tests.figure_samples import EN, ZH
from tests.test_figures import FIGURES

SLOT = re.compile(r"%\{customdata((?:\[\d+\])*)\}")
AXIS = re.compile(r"%\{(x|y|z|text|label|value|base|percent)[:}\[]")
TAG = re.compile(r"<[^>]*>")
STOPS = (".", "!", "?", "。", "！", "？")
LEAST = 10
WIDEST = 60
SILENT = {"skip", "none"}


@pytest.mark.parametrize("name", FIGURES)
def test_every_mark_tells_a_sentence_or_nothing(name: str) -> None:
    build, _, data = FIGURES[name]
    found = [
        f"{language.language}: {fault}"
        for language in (EN, ZH)
        for fault in faults(build(data, "", language, dark=False))
    ]
    assert not found, "\n".join(found[:5])


def test_coordinates_and_bare_values_are_found() -> None:
    bar = {"type": "bar", "x": [1, 2], "y": [0, 1], "customdata": ["USD 3m", "USD 4m"]}
    cases = [
        ({}, "says no sentence"),
        ({"hovertemplate": "%{customdata}<extra></extra>"}, "is no sentence: USD 3m"),
        ({"hovertemplate": "At %{x} the cost is %{y}.<extra></extra>"}, "coordinate"),
        ({"hovertemplate": "%{customdata}"}, "<extra>"),
    ]
    for more, said in cases:
        fig = go.Figure({"data": [bar | more], "layout": {}})
        assert any(said in fault for fault in faults(fig))
    silent = go.Figure({"data": [bar | {"hoverinfo": "skip"}], "layout": {}})
    assert not list(faults(silent))


def faults(fig: go.Figure) -> Iterator[str]:
    """Say of each mark that may be pointed at why its text is no sentence.

    A template shows even where the trace is to be skipped.
    """
    for number, trace in enumerate(fig.to_plotly_json()["data"]):
        parts = [trace["node"], trace["link"]] if trace["type"] == "sankey" else [trace]
        for part in parts:
            silent = part.get("hoverinfo") in SILENT and not part.get("hovertemplate")
            if not silent and _has_marks(part):
                yield from (f"trace {number} {fault}" for fault in _faults(part))


def _has_marks(part: dict[str, Any]) -> bool:
    """Tell whether there is anything to point at: an empty trace of the key has none."""
    given = [part[axis] for axis in ("x", "y", "z", "value", "label") if part.get(axis) is not None]
    return any(any(v is not None for v in np.ravel(np.array(values, object))) for values in given)


def _faults(part: dict[str, Any]) -> Iterator[str]:
    template = part.get("hovertemplate")
    if not template:
        yield "says no sentence"
        return
    for one in {template} if isinstance(template, str) else set(template):
        if not one.endswith("<extra></extra>"):
            yield f"does not end in <extra></extra>: {one}"
        if AXIS.search(one):
            yield f"tells a coordinate instead of a text: {one}"
        for text in _said(one, part.get("customdata")):
            yield from _of(text)


def _said(template: str, data: Any) -> Iterator[str]:  # noqa: ANN401
    """Texts that a template becomes, one for each mark that has data."""
    if not SLOT.search(template):
        yield template
        return
    indexed = bool(SLOT.search(template)[1])  # type: ignore[index]
    for row in _rows(data, indexed=indexed):
        yield _filled(template, row)


def _filled(template: str, row: Any) -> str:  # noqa: ANN401
    """Put the data of one mark into its template."""
    return SLOT.sub(lambda found: _at(row, found[1]), template)


def _rows(data: Any, *, indexed: bool) -> Iterator[Any]:  # noqa: ANN401
    """Return the data of each mark; in a heat map, of each cell."""
    for row in [] if data is None else list(data):
        nested = isinstance(row, list | tuple | np.ndarray) and not indexed
        yield from itertools.chain(row) if nested else (row,)


def _at(row: Any, path: str) -> str:  # noqa: ANN401
    for place in re.findall(r"\d+", path):
        row = row[int(place)]
    return str(row)


def _of(text: str) -> Iterator[str]:
    """Judge one text: a whole sentence, in lines that fit a narrow screen.

    That no English is left on Chinese pages is tested on the pages.
    """
    shown = text.removesuffix("<extra></extra>")
    if not shown or shown == "None":
        return
    plain = TAG.sub(" ", shown).strip()
    if not plain.endswith(STOPS) or columns(plain) < LEAST:
        yield f"is no sentence: {plain}"
    widest = max(columns(TAG.sub("", line)) for line in shown.split("<br>"))
    if widest > WIDEST:
        yield f"has a line of {widest} columns, at most {WIDEST}: {plain}"
