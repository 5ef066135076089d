"""Charts worked out once for a scenario, whoever looks at it and however often.

In a lecture hall everybody opens the same link and moves the same few levers. What a picture shows
depends on what it is given, and not on who looks; so its title and its numbers are kept, and its
figure as it is written for the browser. What depends on the page (its help, its boxes) is not.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec

import plotly.graph_objects as go

from pages.ui import collected, shown, strict
from pages.ui.light_figure import Written, written

P = ParamSpec("P")
Calls = list[Callable[[], None]]
Drawing = Callable[[bool], go.Figure]

KEPT = 96  # pictures, of all visitors together, about 30 kB each
_NOTED: ContextVar[Calls | None] = ContextVar("noted", default=None)


class Same:
    """Stands for a value that cannot be compared quickly: equal to nothing but itself."""

    def __init__(self, value: object) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.value is self.value


class Twice:
    """Draws a figure anew when called, since callers may change it; keeps what is only sent."""

    def __init__(self, draw: Drawing) -> None:
        self._draw = draw
        self._kept: dict[bool, Written] = {}

    def __call__(self, dark: bool) -> go.Figure:  # noqa: D102, FBT001 - as every drawing
        return self._draw(dark)

    def sent(self, dark: bool) -> Written:  # noqa: FBT001
        """Return the figure as the browser reads it."""
        if dark not in self._kept:
            self._kept[dark] = written(self._draw(dark))
        return self._kept[dark]


def noted() -> Calls | None:
    """Return where a picture that is worked out notes what it shows, if one is."""
    return _NOTED.get()


@contextmanager
def _noting() -> Iterator[Calls]:
    calls: Calls = []
    token = _NOTED.set(calls)
    try:
        yield calls
    finally:
        _NOTED.reset(token)


@lru_cache(maxsize=KEPT)
def _calls(picture: Callable[..., None], *given: Any) -> Calls:  # noqa: ANN401
    with _noting() as calls:
        picture(*(part.value if isinstance(part, Same) else part for part in given))
    return calls


def _key(part: object) -> object:
    try:
        hash(part)
    except TypeError:
        return Same(part)
    return part


def once(picture: Callable[P, None]) -> Callable[P, None]:
    """Make of a function that only shows charts one that works out each of them once.

    Its arguments must say all that it shows: it may not ask the session, except for what is greyed
    or enlarged, where every picture is drawn anew. What it is given is told apart by value, or
    where that is slow by being the very same object.
    """

    @wraps(picture)
    def show(*given: P.args, **named: P.kwargs) -> None:
        if named or collected.now() or strict.is_on() or shown.is_stage():
            picture(*given, **named)
            return
        for call in _calls(picture, *map(_key, given)):
            call()

    return show
