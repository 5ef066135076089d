"""Telling a change that somebody made from a stale value that the browser sent along.

With every message the browser sends the values of all widgets. While a key is held, it has
not yet seen what the page has set the other widgets to, so their old values come back and
look like changes. A value that the page itself set a moment ago, on a widget other than the
one being moved, is such an echo whenever something else happens in the same message.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

KEPT = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A widget that reports a new value: how to take it, for which field, and the value."""

    take: str
    path: str
    key: str
    value: object


def remembered(seen: Sequence[object], value: object) -> tuple[object, ...]:
    """Return the values a widget was set to, the newest last, at most ``KEPT`` of them."""
    return (*seen, value)[-KEPT:]


def genuine(
    changes: Sequence[Change],
    set_before: Mapping[str, Sequence[object]],
    moving: str,
    *,
    acted: bool,
) -> list[Change]:
    """Return the changes that somebody made.

    Parameters
    ----------
    changes
        All widgets that report a new value in this run.
    set_before
        By widget, the values the page has set it to.
    moving
        The widget that was changed last.
    acted
        Whether a button was pressed in this run.

    >>> moved = Change("mix", "btc", "btc", 22.0)
    >>> stale = Change("mix", "tbill", "tbill", 50.0)
    >>> genuine([stale, moved], {"tbill": (50.0, 49.0)}, "btc", acted=False) == [moved]
    True
    """
    if len(changes) + acted < 2:  # noqa: PLR2004 - one change alone is what somebody did
        return list(changes)
    return [
        change
        for change in changes
        if change.key == moving or change.value not in set_before.get(change.key, ())
    ]
