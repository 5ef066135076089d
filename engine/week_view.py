"""The week of calls: every whole hour on every rail, how long it stays open and what it exposes.

Composition over the scenario's own switches, hold, product and margin model; a cell equals
what ``engine.run.outcome`` gives for a call at that hour (basis ``hour``). Source: model
specification, section 5.
"""

from dataclasses import dataclass

import numpy as np

from engine import FloatArray
from engine.calls import WEEK_HOURS, trading_days, uncovered_exposure
from engine.catalogue import Catalogue
from engine.codes import RAILS
from engine.codes import WEEK_HOURS as LABELS
from engine.period import CALENDAR_DAYS, HOURS_PER_DAY, PER_HOUR, options_of, quarter_hours
from engine.requirement import applied_volatility, multiplier_of
from engine.scenario import Scenario, refuse_sweep


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
    call, firm = scenario.call, scenario.firm
    options = options_of(call)
    hours = np.stack([quarter_hours(rail, options, catalogue)[::PER_HOUR] for rail in RAILS])
    hours += call.hold
    per_year = catalogue.number(f"product.days_per_year.{firm.product}")
    exposure = uncovered_exposure(
        firm.notional,
        multiplier_of(scenario, catalogue),
        applied_volatility(scenario, catalogue),
        _days(hours, per_year, catalogue),
        per_year,
    )
    return WeekView(RAILS, LABELS, hours, exposure)


def _days(hours: FloatArray, per_year: float, catalogue: Catalogue) -> FloatArray:
    """Return days of the asset's clock from each call to cover."""
    if per_year == CALENDAR_DAYS:
        return hours / HOURS_PER_DAY
    weight = catalogue.number("market.nonbusiness_weight")
    sent = np.arange(float(WEEK_HOURS))
    return trading_days(sent + hours, weight) - trading_days(sent, weight)
