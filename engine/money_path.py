"""The way of one call's money: when it waits, when it moves, when it is final."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from engine.calls import WEEK_HOURS
from engine.catalogue import Catalogue
from engine.period import options_of
from engine.rails import route
from engine.scenario import Scenario
from engine.windows import HOUR_MINUTES, crossings, instant, moment_of

HOLD = "hold"
WAITING, MOVING = "waiting", "moving"


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of a payment: the leg it is on, and whether the money waits or moves.

    ``leg`` is a rail's code (``bank``, ``usdc``, ``ccp_credit``) or ``hold``, the permission
    check at the end. ``kind`` is ``waiting`` (until the leg opens, or for the permission) or
    ``moving``. Moments are New York times; ``from_hour`` and ``to_hour`` count from Monday 00:00.
    """

    leg: str
    kind: str
    begin: datetime
    end: datetime
    from_hour: float
    to_hour: float

    @property
    def hours(self) -> float:
        """Elapsed hours of the step."""
        return self.to_hour - self.from_hour


def path_of_money(
    scenario: Scenario, catalogue: Catalogue, rail: str, hour: int
) -> tuple[Step, ...]:
    """List the steps of a call sent ``hour`` hours after Monday 00:00 on ``rail``.

    The week is the reference week. The first step begins when the call is sent, the last ends
    when cover is final; their hours add up to the hours uncovered, hold included. A leg that is
    open at once has no waiting step; every leg has a moving one, of zero hours where booking
    takes no time. Raises ``ValueError`` for an unknown rail or an hour outside 0 to 167.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> path = path_of_money(book.presets["today"].scenario, book, "fedwire", 116)
    >>> [(step.leg, step.kind, step.hours) for step in path]
    [('fedwire', 'waiting', 49.0), ('fedwire', 'moving', 0.5)]
    """
    if hour not in range(WEEK_HOURS):
        msg = f"hour {hour} is not in the week; count from 0 (Monday 00:00) to {WEEK_HOURS - 1}"
        raise ValueError(msg)
    call, monday = scenario.call, catalogue.reference_week
    legs = route(rail, catalogue.rails, options_of(call))
    zero = instant(monday, 0)
    sent = zero + HOUR_MINUTES * hour
    day = monday + timedelta(days=hour // 24)
    marks: list[tuple[str, str, float]] = [("", "", sent)]
    for leg in crossings(np.array([sent]), legs, catalogue.holidays, day):
        marks += [(leg.leg, WAITING, leg.leaves[0]), (leg.leg, MOVING, leg.final[0])]
    marks.append((HOLD, WAITING, marks[-1][2] + HOUR_MINUTES * call.hold))
    return tuple(
        _step(leg, kind, begin, end, zero)
        for (_, _, begin), (leg, kind, end) in pairwise(marks)
        if kind == MOVING or end > begin
    )


def _step(leg: str, kind: str, begin: float, end: float, zero: float) -> Step:
    """Return a step between two instants; ``zero`` is the Monday from which hours count."""
    hours = ((begin - zero) / HOUR_MINUTES, (end - zero) / HOUR_MINUTES)
    return Step(leg, kind, moment_of(begin), moment_of(end), *(float(h) for h in hours))
