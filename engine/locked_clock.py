"""The locked-capital clock: one firm's capital hour by hour through a week with a holiday.

Composition: the week's trades and price moves (``Catalogue.clock_week``) become amounts due,
margin runs call them, the scenario's rail carries them, and ``engine.ledger`` adds them up.
Called for a scenario and for its baseline it shows two rails under the same trades.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, isfinite, sqrt

import numpy as np

from engine import FloatArray
from engine.calls import WEEK_HOURS
from engine.catalogue import Catalogue
from engine.clock_records import ClockWeek
from engine.ledger import BUCKETS, GAIN, LOSS, POSTING, RELEASE, Balances, Flow, balances, stretches
from engine.period import options_of
from engine.posting import collateral_of
from engine.rails import Rail, route
from engine.requirement import margin_of
from engine.results import Margin
from engine.run import buffer_of, exposure_of
from engine.scenario import Scenario, refuse_sweep
from engine.windows import HOUR_MINUTES, crossings, instant, moment_of

PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class LockedClock:
    """Capital (USD m) and where it is at each of 169 whole hours, with figures for the week.

    ``hours`` count from the week's first midnight (New York); ``share`` is the percent of the
    position held; ``mean`` weights every bucket by time, quarters of an hour included;
    ``most_uncovered`` is first reached at ``most_uncovered_at``; ``hours_uncovered`` and
    ``hours_in_transit`` add up all the time with anything owed, or on its way to be pledged or
    paid.
    """

    week: ClockWeek
    capital: float
    hours: FloatArray
    share: FloatArray
    flows: tuple[Flow, ...]
    buckets: Balances
    mean: Mapping[str, float]
    most_uncovered: float
    most_uncovered_at: float
    hours_uncovered: float
    hours_in_transit: float


@dataclass(frozen=True, slots=True)
class _Clock:
    """The margin runs and the rail of one scenario in one week, in hours from its start."""

    every: float
    anchor: float
    detect: float
    hold: float
    legs: tuple[Rail, ...]
    week: ClockWeek
    holidays: frozenset[date]

    def called(self, due: float) -> float:
        """Return when an amount is called: the next margin run, and the time to detect it."""
        runs = ceil((due - self.anchor) / self.every) * self.every if self.every else 0.0
        return (self.anchor + runs if self.every else due) + self.detect

    def carried(self, kind: str, amount: float, due: float, called: float) -> Flow:
        """Return the flow of an amount called at an hour, over all legs and the hold."""
        zero = instant(self.week.start, 0)
        start = np.array([zero + HOUR_MINUTES * called])
        legs = crossings(start, self.legs, self.holidays, moment_of(start[0]).date())
        leaves, final = ((t[0] - zero) / HOUR_MINUTES for t in (legs[0].leaves, legs[-1].final))
        return Flow(kind, amount, due, called, float(leaves), float(final) + self.hold)


def locked_clock(scenario: Scenario, catalogue: Catalogue) -> LockedClock:
    """Follow the capital of one firm through the week of the clock, 169 points of whole hours.

    A trade makes ``change of share x posted value`` due (a posting, or a release when the
    position shrinks), a move ``share x notional x deviations x sigma/sqrt(A)`` (a loss or a
    gain; sigma not stressed). Margin runs come every ``margin.since`` hours, one of them at the
    hour of ``call.at``, at once where ``since`` is 0, and call after ``margin.detect`` hours.
    Money then waits for the first leg of the rail, is in transit until final and checked
    (``call.hold``); money given back takes the same way. A release waits for the first run after
    everything posted earlier has arrived. Capital is what the whole position posts, plus the
    liquidity buffer. Raises ``ValueError`` where no amount of the mix covers the margin, and for
    a sweep.
    """
    refuse_sweep(scenario, "the clock")
    margin = margin_of(scenario, catalogue)
    posted = _finite(collateral_of(scenario, catalogue, np.asarray(margin.initial_margin)).posted)
    buffer = buffer_of(scenario, exposure_of(scenario, catalogue, margin))
    notional, week = scenario.firm.notional, catalogue.clock_week
    flows = _flows(_clock(scenario, catalogue), posted, notional * _daily(margin))
    capital, pledged = posted + notional * float(buffer), posted * week.held / PERCENT
    hours = np.arange(WEEK_HOURS + 1.0)
    begin, length = stretches(flows, float(WEEK_HOURS))
    between = balances(capital, pledged, flows, begin)
    most = int(between.uncovered.argmax())
    return LockedClock(
        week=week,
        capital=capital,
        hours=hours,
        share=np.array([week.share_at(hour) for hour in hours]),
        flows=flows,
        buckets=balances(capital, pledged, flows, hours),
        mean={name: float(getattr(between, name) @ length) / WEEK_HOURS for name in BUCKETS},
        most_uncovered=float(between.uncovered[most]),
        most_uncovered_at=float(begin[most]),
        hours_uncovered=float(length @ (between.uncovered > 0.0)),
        hours_in_transit=float(length @ (between.in_transit > 0.0)),
    )


def _clock(scenario: Scenario, catalogue: Catalogue) -> _Clock:
    call, week = scenario.call, catalogue.clock_week
    return _Clock(
        every=scenario.margin.since,
        anchor=float(week.hour(call.at)),
        detect=scenario.margin.detect,
        hold=call.hold,
        legs=route(call.rail, catalogue.rails, options_of(call)),
        week=week,
        holidays=catalogue.holidays,
    )


def _flows(clock: _Clock, posted: float, deviation: float) -> tuple[Flow, ...]:
    """Return what trades and moves make due; trades come before moves of the same hour.

    ``deviation``: USD m that one daily deviation takes from the whole position.
    """
    week, held, arrived = clock.week, clock.week.held, 0.0
    found = []
    for trade in week.trades:
        amount, held = posted * (trade.share - held) / PERCENT, trade.share
        kind, due = (POSTING if amount >= 0.0 else RELEASE), float(trade.hour)
        called = clock.called(max(due, arrived) if kind == RELEASE else due)
        found.append(clock.carried(kind, abs(amount), due, called))
        arrived = max(arrived, found[-1].final) if kind == POSTING else arrived
    for move in week.moves:
        amount = -move.sigma * deviation * week.share_at(move.hour) / PERCENT
        kind, due = (LOSS if amount >= 0.0 else GAIN), float(move.hour)
        found.append(clock.carried(kind, abs(amount), due, clock.called(due)))
    return tuple(sorted(found, key=lambda flow: flow.due))


def _daily(margin: Margin) -> float:
    """Return one daily standard deviation of the product, not stressed, as a share."""
    return float(margin.volatility) / sqrt(margin.days_per_year)


def _finite(posted: object) -> float:
    amount = float(np.asarray(posted))
    if not isfinite(amount):
        msg = "no amount of this mix covers the margin; hold more of what counts, or raise its caps"
        raise ValueError(msg)
    return amount
