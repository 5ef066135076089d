"""The week of calls: every whole hour on every rail, how long it stays open and what it exposes.

Composition over the scenario's own switches, hold, product and margin model; a cell equals
what ``engine.run.outcome`` gives for a call at that hour (basis ``hour``). Source: model
specification, section 5.
"""

from dataclasses import dataclass

import numpy as np

from engine import FloatArray, Numeric
from engine.calls import WEEK_HOURS, equivalent_days_in_week, uncovered_exposure
from engine.catalogue import Catalogue
from engine.codes import RAILS
from engine.codes import WEEK_HOURS as LABELS
from engine.period import CALENDAR_DAYS, HOURS_PER_DAY, PER_HOUR, options_of, quarter_hours
from engine.requirement import applied_volatility, multiplier_of
from engine.scenario import Scenario, refuse_sweep

EARLY = 49


@dataclass(frozen=True, slots=True)
class Course:
    """Hours since one call and exposure (USD m) by then, both of shape (n,), up to its cover."""

    hours: FloatArray
    exposure: FloatArray


@dataclass(frozen=True, slots=True)
class WeekView:
    """Hours uncovered and exposure (USD m), each of shape (rails, 168) from Monday 00:00.

    ``labels`` names the hours (``mon00``), ``rails`` the rows. Best and worst are those of
    the hours uncovered, the first of several that tie; quarters between whole hours are not
    looked at.
    """

    rails: tuple[str, ...]
    labels: tuple[str, ...]
    hours: FloatArray
    exposure: FloatArray

    @property
    def best(self) -> tuple[int, ...]:
        """Hour of the week with the shortest wait."""
        return tuple(int(hour) for hour in self.hours.argmin(axis=1))

    @property
    def worst(self) -> tuple[int, ...]:
        """Hour of the week with the longest wait."""
        return tuple(int(hour) for hour in self.hours.argmax(axis=1))


def week_view(scenario: Scenario, catalogue: Catalogue) -> WeekView:
    """Hours uncovered and exposure ``|N| q sigma sqrt(T/A)`` for 168 hours and every rail.

    T is hours/24 for a 24/7 asset and trading days from the call to cover for one with market
    hours; the scenario's own rail, call hour and basis play no part. The scenario holds single
    numbers: a swept field raises ``ValueError``.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> view = week_view(book.presets["today"].scenario, book)
    >>> float(view.hours[view.rails.index("fedwire"), view.labels.index("fri20")])
    49.5
    """
    refuse_sweep(scenario, "the week view")
    call = scenario.call
    options = options_of(call)
    hours = np.stack([quarter_hours(rail, options, catalogue)[::PER_HOUR] for rail in RAILS])
    hours += call.hold
    exposure = _exposure(scenario, catalogue, np.arange(float(WEEK_HOURS)), hours)
    return WeekView(RAILS, LABELS, hours, exposure)


def exposure_course(scenario: Scenario, catalogue: Catalogue, rail: str, hour: int) -> Course:
    """Exposure ``E(t) = |N| q sigma sqrt(T(t)/A)`` of one call from 0 h until its cover.

    The call goes out ``hour`` hours after Monday 00:00 on ``rail``; T(t) is the time since then
    on the asset's clock, and the last point is the week view's cell. Moments are every whole
    hour, where that clock can change its pace, and closer ones at the start, where the root is
    steep. Raises ``ValueError`` for an unknown rail, an hour outside 0 to 167, or a sweep.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> course = exposure_course(book.presets["today"].scenario, book, "fedwire", 116)
    >>> float(course.hours[-1]), round(float(course.exposure[-1]))
    (49.5, 158)
    """
    refuse_sweep(scenario, "the course of one call")
    if rail not in RAILS:
        msg = f"there is no rail {rail!r}; choose one of {', '.join(RAILS)}"
        raise ValueError(msg)
    if hour not in range(WEEK_HOURS):
        msg = f"hour {hour} is not in the week; count from 0 (Monday 00:00) to {WEEK_HOURS - 1}"
        raise ValueError(msg)
    week = quarter_hours(rail, options_of(scenario.call), catalogue)
    last = float(week[hour * PER_HOUR]) + scenario.call.hold
    early = last * np.linspace(0.0, 1.0, EARLY) ** 2
    hours = np.union1d(early, np.arange(0.0, last))
    return Course(hours, _exposure(scenario, catalogue, float(hour), hours))


def _exposure(
    scenario: Scenario, catalogue: Catalogue, sent: Numeric, hours: FloatArray
) -> FloatArray:
    """Exposure (USD m) of calls ``sent`` after Monday 00:00 once they are open for ``hours``."""
    firm = scenario.firm
    per_year = catalogue.number(f"product.days_per_year.{firm.product}")
    if per_year == CALENDAR_DAYS:
        days = hours / HOURS_PER_DAY
    else:
        days = equivalent_days_in_week(sent, hours, catalogue.number("market.nonbusiness_weight"))
    return uncovered_exposure(
        firm.notional,
        multiplier_of(scenario, catalogue),
        applied_volatility(scenario, catalogue),
        days,
        per_year,
    )
