"""A figure that stays plain data for as long as nobody asks it for more.

plotly.py copies a figure when it is made and again when it is sent, and looks into every value of
it both times. A chart is drawn after every change of a control, and needs none of that: its parts
are made for it and written once. Whoever does ask for more (a picture to save, the switch that
greys, a test) gets the whole of ``go.Figure``, made from the same parts at that moment.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

PLAIN = "_plain"

Trace = Mapping[str, object]


class LightFigure(go.Figure):  # type: ignore[misc]
    """Traces, layout and frames: a ``go.Figure`` as soon as one of its attributes is asked for.

    Whoever passes them gives them away: they are not copied.
    """

    def __init__(
        self, data: Sequence[Trace], layout: Mapping[str, object], frames: Sequence[Trace] = ()
    ) -> None:
        moving = {"frames": frames} if frames else {}
        self.__dict__[PLAIN] = {"data": data, "layout": layout} | moving

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - anything that a figure has
        plain = self.__dict__.pop(PLAIN, None)
        if plain is None:
            msg = f"a figure has no {name}"
            raise AttributeError(msg)
        super().__init__(plain, _validate=False)
        return getattr(self, name)

    def to_json(self, *given: object, **named: object) -> str:
        """Return the figure as plotly.js reads it; what is plain still is written as it is."""
        plain = self.__dict__.get(PLAIN)
        if plain is None:
            return str(super().to_json(*given, **named))
        return json.dumps(plain, cls=PlotlyJSONEncoder, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as plotly.js reads it, and its height; nobody can change it any more."""

    height: int
    text: str

    def to_json(self, *, validate: bool = False) -> str:  # noqa: ARG002 - as a figure's own
        """Return the figure as plotly.js reads it."""
        return self.text


def written(fig: go.Figure) -> Written:
    """Write a figure down."""
    return Written(height_of(fig), fig.to_json(validate=False))


def height_of(fig: go.Figure | Written) -> int:
    """Return the height that a figure says, in pixels."""
    if isinstance(fig, Written):
        return fig.height
    plain = vars(fig).get(PLAIN)
    return int(fig.layout.height if plain is None else plain["layout"]["height"])
