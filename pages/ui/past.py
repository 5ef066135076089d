"""The case that the page of past prices makes: which haircut, which series, which period."""

from dataclasses import dataclass

from engine import curves, held
from engine.evidence_answers import Failures
from engine.evidence_records import LossHistory
from engine.held import Period, Trial
from engine.results import Results
from engine.scenario import Scenario
from pages.ui import catalog, numbers, own_prices, remembered
from pages.ui.text import Words

COUNTING, PERIOD = "past.counting", "past.period"
AUTO = "auto"
BUSINESS = 252


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """One haircut against one series.

    Attributes
    ----------
    haircut, confidence
        Decimals.
    hours
        From the last good call to control of the asset, in the scenario.
    trial, period
        ``None`` where no series speaks for the asset.
    chosen
        Whether somebody chose the period.
    counting
        One of ``engine.held.COUNTINGS``.
    """

    asset: str
    haircut: float
    confidence: float
    hours: float
    refused_by: str
    trial: Trial | None
    period: Period | None
    chosen: bool
    counting: str


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A case with a series: the same, nothing missing."""

    past: Past
    trial: Trial
    period: Period

    @property
    def history(self) -> LossHistory:
        """The series."""
        return self.trial.history

    @property
    def days(self) -> int:
        """Closes until the sale."""
        return self.period.days

    @property
    def found(self) -> Failures:
        """Failures over the period, counted as chosen."""
        return self.trial.counted(self.past.counting, self.days)


def case_of(scenario: Scenario, results: Results, own: own_prices.Brought) -> Past:
    """Put the haircut of the asset that the page looks at beside its series."""
    book, asset, found = catalog.book(), scenario.view.asset, results.scenario.collateral
    index = found.codes.index(asset)
    haircut, hours = float(found.haircut[index]), _hours(scenario, asset)
    confidence = float(scenario.margin.confidence) / 100.0
    history = own.history or book.evidence.losses_of(asset)
    counting = remembered.held(COUNTING, countings(history))
    chosen = remembered.held(PERIOD, periods(history))
    return Past(
        asset=asset,
        haircut=haircut,
        confidence=confidence,
        hours=hours,
        refused_by=found.refused_by[index],
        trial=held.try_out(history, haircut, confidence) if history else None,
        period=_period(history, hours, chosen) if history else None,
        chosen=chosen != AUTO,
        counting=counting,
    )


def tried(case: Past) -> Tried | None:
    """Return the case with its series, ``None`` without one."""
    if case.trial is None or case.period is None:
        return None
    return Tried(case, case.trial, case.period)


def countings(history: LossHistory | None) -> tuple[str, ...]:
    """Return the ways of counting that can be chosen."""
    return held.countings(history) if history else tuple(held.COUNTINGS)


def periods(history: LossHistory | None) -> tuple[str, ...]:
    """Return the periods that can be chosen."""
    return (AUTO, *(str(days) for days in history.horizons)) if history else (AUTO,)


def choosers(case: Past, words: Words) -> None:
    """Draw the choosers of the period and of the way of counting."""
    history = case.trial.history if case.trial else None

    def period(code: str) -> str:
        if code == AUTO or history is None:
            return words("past.period.auto")
        return length(history, int(code), words)

    remembered.choose(PERIOD, periods(history), period, words)
    remembered.choose(
        COUNTING, countings(history), lambda code: words(f"past.counting.{code}"), words
    )


def length(history: LossHistory, days: int, words: Words) -> str:
    """Return a number of closes in days of the series' own clock."""
    write = numbers.business_days if history.days_per_year == BUSINESS else numbers.days
    return write(words, days)


def name(history: LossHistory, words: Words) -> str:
    """Return the name of a series."""
    return words("past.own" if history.origin is None else f"evidence.series.{history.code}")


def chart(case: Past, key: str) -> str:
    """Return the name of a chart; one of prices brought along is traced to no record."""
    own = case.trial is not None and case.trial.history.origin is None
    return f"history_own_{key}" if own else f"history_{key}"


def _hours(scenario: Scenario, asset: str) -> float:
    book = catalog.book()
    return curves.lead_hours(scenario, book) + curves.control_hours(scenario, book, asset)


def _period(history: LossHistory, hours: float, chosen: str) -> Period:
    if chosen == AUTO:
        return held.period_of(history, hours)
    days = int(chosen)
    at = held.hours_of(history, days)
    return Period(days, at, hours > at + held.SAME)
