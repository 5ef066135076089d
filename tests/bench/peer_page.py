"""The same slider and chart in Dash, for scale: ``python -m tests.bench.peer_page PORT``."""

import sys

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html


def figure(value: float) -> go.Figure:
    """Return the chart of the bare page."""
    points = {"x": list(range(50)), "y": [value + x for x in range(50)], "type": "scatter"}
    return go.Figure({"data": [points], "layout": {"height": 370}})


def app() -> Dash:
    """Return the page: one slider that sends each step, one chart."""
    page = Dash(__name__, serve_locally=True)
    slider = dcc.Slider(0, 100, 0.5, value=20, id="value", marks=None, updatemode="drag")
    page.layout = html.Div([slider, dcc.Graph(id="chart", figure=figure(20))])
    page.callback(Output("chart", "figure"), Input("value", "value"))(figure)
    return page


if __name__ == "__main__":
    app().run(host="127.0.0.1", port=int(sys.argv[1]), debug=False)
