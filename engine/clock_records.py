"""The week of the locked-capital clock: its first day, its trades and its price moves.

A record of ``data/calendars.yaml``; ``engine.facts.read_yaml`` reads the file.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from engine import fact_checks as check
from engine.calls import DAY_HOURS, WEEK_HOURS, WEEK_MINUTES
from engine.fact_checks import fields, refuse
from engine.rail_records import calendar_record
from engine.rails import hour_in_week
from engine.windows import instant

WHERE = "calendars.yaml: clock_week"
PERCENT, MOST_DEVIATIONS = 100.0, 10.0


@dataclass(frozen=True, slots=True)
class Trade:
    """From ``hour`` of the week on, the firm holds ``share`` percent of its position."""

    hour: int
    share: float


@dataclass(frozen=True, slots=True)
class Move:
    """At ``hour`` the price moves ``sigma`` daily deviations for the holder (below 0: against)."""

    hour: int
    sigma: float


@dataclass(frozen=True, slots=True)
class ClockWeek:
    """168 hours from 00:00 New York time of ``start``, the position held, trades and moves."""

    start: date
    held: float
    trades: tuple[Trade, ...]
    moves: tuple[Move, ...]

    def hour(self, label: str) -> int:
        """Return the hour of this week that a label such as ``fri20`` names."""
        return (hour_in_week(label) - DAY_HOURS * self.start.weekday()) % WEEK_HOURS

    def share_at(self, hour: float) -> float:
        """Percent of the position held at an hour, a trade of that very hour included."""
        return ([self.held] + [t.share for t in self.trades if t.hour <= hour])[-1]


def clock_week_from(mapping: Mapping[str, Any]) -> ClockWeek:
    """Return the week from the content of ``data/calendars.yaml``.

    Raises ``FactError`` for a week in which the clock changes, an hour that is no label or out
    of order, a share outside 0 to 100 percent or unchanged, a move of nothing or beyond ten
    deviations.
    """
    record = calendar_record(mapping, "clock_week", "start", "held", "trades", "moves")
    start = check.day(record["start"], WHERE)
    if instant(start, WEEK_MINUTES) - instant(start, 0) != WEEK_MINUTES:
        refuse(WHERE, f"the clock changes in the week of {start}", "Choose another week")
    empty = ClockWeek(start, _share(record["held"]), (), ())
    trades = tuple(Trade(h, _share(v)) for h, v in _events(record["trades"], "share", empty))
    moves = tuple(Move(h, _deviations(v)) for h, v in _events(record["moves"], "sigma", empty))
    if any(a == b for a, b in pairwise([empty.held, *(t.share for t in trades)])):
        refuse(WHERE, "a trade leaves the position as it is", "Remove it or change its share")
    return ClockWeek(start, empty.held, trades, moves)


def _events(raw: object, key: str, week: ClockWeek) -> list[tuple[int, object]]:
    """Return hours and values of a list of trades or moves, in the order of time."""
    if not isinstance(raw, list) or not raw:
        refuse(WHERE, "there are no entries", f"List some as {{at: fri20, {key}: 50}}")
    rows = [fields(row, WHERE, frozenset({"at", key})) for row in raw]
    found = [(_hour(row["at"], week), row[key]) for row in rows]
    if any(first >= second for (first, _), (second, _) in pairwise(found)):
        refuse(WHERE, "hours are out of order or twice", f"Sort them from {week.start:%a} on")
    return found


def _hour(raw: object, week: ClockWeek) -> int:
    try:
        return week.hour(check.text(raw, WHERE))
    except ValueError as error:
        refuse(WHERE, str(error), "Write a weekday and an hour")


def _share(raw: object) -> float:
    share = check.number(raw, WHERE)
    if not 0.0 <= share <= PERCENT:
        refuse(WHERE, f"{share:g} is no share of the position", "Give 0 to 100 percent")
    return share


def _deviations(raw: object) -> float:
    sigma = check.number(raw, WHERE)
    if sigma == 0.0 or abs(sigma) > MOST_DEVIATIONS:
        refuse(WHERE, f"a move of {sigma:g} deviations", "Give up to 10, below 0 for a loss")
    return sigma
