"""What is set once for the process that serves the pages, so that a rerun need not pay for it.

The data behind the pages is read once and lives as long as the process: hundreds of thousands of
objects that the garbage collector would look through again and again, for a tenth of a second at
a time, in the middle of somebody's rerun. After the first page it leaves them alone.

Streamlit's choosers, number boxes, text boxes and sliders each copy the whole session, only to
look up one value of it; here they get a view of it that looks it up. It is a private name, so a
test says when a new version of Streamlit no longer has it.
"""

import gc
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from streamlit.runtime.state.session_state import SessionState

YOUNG = 10_000  # new objects until they are looked through; a rerun leaves some thousands
WHOLE = SessionState.filtered_state


class View(Mapping[str, Any]):
    """What a session holds by key, looked up when it is asked for; a list of it is made anew."""

    def __init__(self, state: SessionState) -> None:
        self._state = state

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a value."""
        return key in self._state

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - whatever a session holds
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Any]:
        found: dict[str, Any] = WHOLE.fget(self._state)  # type: ignore[attr-defined]
        return found


@cache
def begin() -> None:
    """Let elements look values up; called at the start of each run, done once."""
    SessionState.filtered_state = property(View)  # type: ignore[assignment,method-assign]


@cache
def settle() -> None:
    """Let the garbage collector leave alone what is there; called after each run, done once."""
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
