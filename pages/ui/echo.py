"""Telling a change that somebody made from a stale value that the browser sent along.

With every message the browser sends the values of all widgets. What the page set a widget to may
still be on its way then: the old value comes back and looks like a change, and the new one will
still arrive, on top of whatever happened in the meantime. So what a widget was set to is noted
until the browser says it back; until then its older values are echoes, and it is set again.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

KEPT = 200  # addresses that are remembered


@dataclass(frozen=True, slots=True)
class Change:
    """A widget that reports a new value, the value, and what takes it."""

    key: str
    value: object
    take: Callable[[Any], object]


def line(query: Mapping[str, Sequence[str]]) -> str:
    """Return an address as one text.

    >>> line({"v": ["1"], "r": ["60"]})
    "[('r', ['60']), ('v', ['1'])]"
    """
    return repr(sorted(query.items()))


class Sent(NamedTuple):
    """A value that a widget was set to, and the number of the first address that follows it."""

    value: object
    at: int


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """What a widget was set to, and the browser did not say yet that it has it.

    ``said`` is what the browser said last; ``sets`` is what the page has set since, the newest
    last. A browser that has the address of a run has what the run set, or will have drawn it soon.
    """

    said: object
    sets: tuple[Sent, ...]

    def past(self, known: int) -> tuple[object, ...]:
        """Return values that a browser with that many addresses may send without a change."""
        return (self.said, *(one.value for one in self.sets if one.at <= known))


def sent(before: OnTheWay | None, said: object, new: Sent) -> OnTheWay:
    """Return what is on its way to a widget once it is set to a value.

    >>> sent(sent(None, 50, Sent(49, 1)), 50, Sent(48, 2)).past(1)
    (50, 49)
    """
    return OnTheWay(before.said, (*before.sets, new)) if before else OnTheWay(said, (new,))


def heard(before: OnTheWay, value: object, known: int) -> OnTheWay | None:
    """Return what is on its way still when the browser says a value; None for nothing.

    ``known`` is the number of the newest address that the browser has.

    >>> heard(OnTheWay(50, (Sent(49, 1), Sent(48, 2))), 49, 1)
    OnTheWay(said=49, sets=(Sent(value=48, at=2),))
    """
    past, newest = before.past(known), before.sets[-1].value
    rest = tuple(one for one in before.sets if one.at > known)
    if value == newest and (value not in past or not rest):
        return None
    if rest:
        return OnTheWay(value, rest)
    return before if value in past else None


def stale(change: Change, under_way: OnTheWay | None, known: int, *, several: bool) -> bool:
    """Tell whether a change is no change but a value of before, which the browser sent along.

    A message has one cause. If several things seem to have changed, or the browser cannot have
    what was set, then a value that it had on the way to that one is an echo.

    >>> stale(Change("tbill", 50, print), OnTheWay(50, (Sent(49, 1),)), 1, several=True)
    True
    """
    if under_way is None or change.value not in under_way.past(known):
        return False
    return several or known < under_way.sets[-1].at


@dataclass(slots=True)
class Echoes:
    """What one browser was told and has not said back.

    Attributes
    ----------
    under_way
        By widget, what is on its way to it.
    told
        Widgets that were set in the run that goes on; ``again`` those of runs that were cut short.
    addresses
        The numbers of the newest addresses that were written; ``written`` is the last of them.
    at
        The number of the address of this run, or of the next one where it writes none.
    """

    under_way: dict[str, OnTheWay] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    again: set[str] = field(default_factory=set)
    addresses: dict[str, int] = field(default_factory=dict)
    written: int = 0
    at: int = 1

    def made(
        self,
        changes: Sequence[Change],
        shown: Mapping[str, object],
        address: str,
        *,
        acted: bool,
    ) -> list[Change]:
        """Return the changes that somebody made, and note what the browser has by now.

        Parameters
        ----------
        changes
            All widgets that report a new value in this run.
        shown
            What the browser says of the widgets that are on its way, as far as it knows them.
        address
            The address that it has.
        acted
            Whether a button was pressed in this run.
        """
        known, several = self.addresses.get(address, 0), len(changes) + acted > 1
        before = dict(self.under_way)
        for key, found in before.items():
            rest = heard(found, shown[key], known) if key in shown else None
            if rest is None:
                del self.under_way[key]
            else:
                self.under_way[key] = rest
        return [
            one for one in changes if not stale(one, before.get(one.key), known, several=several)
        ]

    def begin(self) -> None:
        """Begin a run: what the last one set, if it was cut short, has to be set again."""
        self.again |= self.told
        self.told = set()
        self.at = self.written + 1

    def wrote(self, address: str) -> None:
        """Note that an address was written or read; who has it has all that was set before."""
        if address == next(reversed(self.addresses), None):
            return  # it tells nothing of what is set in this run
        self.addresses.pop(address, None)
        self.written += 1
        self.addresses[address] = self.at = self.written
        for old in list(self.addresses)[:-KEPT]:
            del self.addresses[old]

    def end(self) -> None:
        """Note that a page was drawn to its end, so that the browser hears all that was set."""
        self.told, self.again = set(), set()

    def due(self, key: str, said: object, value: object) -> bool:
        """Tell whether a widget that is drawn already must be set, and note that it is."""
        if said != value or key in self.under_way:
            self.under_way[key] = sent(self.under_way.get(key), said, Sent(value, self.at))
        elif key not in self.again:
            return False
        self.told.add(key)
        return True

    def first(self, key: str) -> None:
        """Note that a widget is set as it appears."""
        self.under_way.pop(key, None)
        self.told.add(key)
