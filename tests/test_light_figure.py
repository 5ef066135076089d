"""A light figure says the same as plotly's own, and becomes one when more of it is asked for."""

import json
from copy import deepcopy

import numpy as np
import plotly.graph_objects as go

from pages.ui.light_figure import PLAIN, LightFigure, Trace, height_of

TRACES: list[Trace] = [
    {"type": "scatter", "x": [1, 2], "y": [0.5, None], "hovertemplate": "抵押品"},
    {"type": "bar", "x": ["a"], "y": np.array([1.5])},
]
NOTE = {"text": "a", "x": 1, "y": float("nan")}
LAYOUT = {"template": {"layout": {"bargap": 0.35}}, "height": 370, "annotations": [NOTE]}


def light() -> LightFigure:
    return LightFigure(deepcopy(TRACES), deepcopy(LAYOUT))


def test_its_json_is_that_of_a_figure_of_the_same_parts() -> None:
    fig = light()
    said = json.loads(fig.to_json(validate=False))
    assert PLAIN in vars(fig)
    assert said["data"][1]["y"] == [1.5]
    assert fig.data[1].y.tolist() == [1.5]
    assert PLAIN not in vars(fig)
    whole = json.loads(fig.to_json())
    assert (said["data"][0], said["layout"]) == (whole["data"][0], whole["layout"])


def test_it_tells_its_height_without_becoming_more() -> None:
    fig = light()
    assert height_of(fig) == 370
    assert PLAIN in vars(fig)
    assert fig.layout.height == height_of(fig) == 370
    assert PLAIN not in vars(fig)


def test_it_takes_changes_and_copies_like_a_figure() -> None:
    fig = light()
    fig.update_layout(height=500).add_annotation(text="b")
    assert json.loads(fig.to_json())["layout"]["height"] == height_of(fig) == 500
    assert json.loads(go.Figure(light()).to_json()) == json.loads(
        go.Figure(TRACES, LAYOUT).to_json()
    )
    assert not hasattr(light(), "nothing_of_the_kind")
