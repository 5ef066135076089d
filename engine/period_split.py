"""What the liquidation period is made of, and which lever moved the margin it asks for.

Composition: the parts of the period on the product's own clock, and the change of margin from
baseline to scenario split by lever with the same call hour on both sides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from engine import FloatArray
from engine.attribution import levers_moved, shapley
from engine.calls import hour_in_week, trading_days
from engine.catalogue import Catalogue
from engine.margin import close_out_days
from engine.period import CALENDAR_DAYS, HOURS_PER_DAY, PER_HOUR, options_of, quarter_hours
from engine.requirement import margin_of
from engine.results import Margin
from engine.run import baseline_of
from engine.scenario import Scenario, get, replace

PARTS = ("since", "detect", "transfer", "hold", "close")
SHARED = ("transfer", "call_schedule", "other_period", "position", "risk_model")
RULES = ("floor", "rules")
FLOOR = "floor"
ALWAYS = ("transfer", "call_schedule")


@dataclass(frozen=True, slots=True)
class Split:
    """Margin of baseline and scenario with calls at the same hour, and each lever's part.

    USD m. ``levers`` names the levers that differ, ``parts`` adds up to the whole change.
    """

    basis: str
    before: Margin
    after: Margin
    levers: tuple[str, ...]
    parts: tuple[float, ...]

    @property
    def change(self) -> float:
        """Margin of the scenario less that of the baseline, USD m."""
        return float(self.after.initial_margin) - float(self.before.initial_margin)

    def part(self, lever: str) -> float:
        """Return a lever's part, 0 for one that does not differ."""
        return dict(zip(self.levers, self.parts, strict=True)).get(lever, 0.0)


def margin_split(scenario: Scenario, catalogue: Catalogue, basis: str) -> Split:
    """Split the change of margin by lever, both sides on one basis and at one call hour.

    ``basis`` is ``worst``, ``hour`` (the scenario's) or ``mean``. The regime moves first: its
    part is what it does to the baseline, so that no other lever is credited with hours that a
    floor takes away. The rest is split by Shapley value (``engine.attribution``); the parts add
    up exactly.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> found = margin_split(book.presets["token-rails"].scenario, book, "worst")
    >>> found.levers, [round(part, 1) for part in found.parts]
    (('transfer',), [-66.3])
    """
    start, end = at_basis(baseline_of(scenario, catalogue), scenario, basis)
    moved = levers_moved(start, end, catalogue.controls)
    ruled = _moved(start, end, [path for lever in RULES for path in moved.get(lever, ())])
    levers = tuple(lever for lever in SHARED if lever in moved)
    margins = {
        frozenset(chosen): margin_of(
            _moved(ruled, end, chain.from_iterable(moved[levers[i]] for i in chosen)), catalogue
        )
        for size in range(len(levers) + 1)
        for chosen in combinations(range(len(levers)), size)
    }
    values = {key: np.array([float(m.initial_margin)]) for key, m in margins.items()}
    parts = [float(part) for part in shapley(values, len(levers))[:, 0]]
    before, after = margin_of(start, catalogue), margins[frozenset(range(len(levers)))]
    if ruled is not start:
        levers = (*levers, FLOOR)
        parts.append(float(values[frozenset()][0]) - float(before.initial_margin))
    return Split(basis, before, after, levers, tuple(parts))


def at_basis(
    baseline: Scenario, scenario: Scenario, basis: str, at: str = ""
) -> tuple[Scenario, Scenario]:
    """Return both with calls on one basis, at the hour ``at`` or the scenario's own."""
    hour = at or scenario.call.at
    first, second = (
        replace(replace(side, "call.basis", basis), "call.at", hour)
        for side in (baseline, scenario)
    )
    return first, second


def period_parts(scenario: Scenario, catalogue: Catalogue) -> Mapping[str, float]:
    """Return the parts of the liquidation period in days of the product's clock, by ``PARTS``.

    They add up to ``Margin.period_model``: hours / 24 for a product that trades every day; for
    one with market hours the trading days that pass during each part, at the call of the week
    that leaves the longest period, at the chosen hour, or on average.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> parts = period_parts(book.presets["today"].scenario, book)
    >>> {name: days * 24 for name, days in parts.items()}
    {'since': 24.0, 'detect': 2.0, 'transfer': 50.75, 'hold': 0.0, 'close': 24.0}
    """
    per_year = catalogue.number(f"product.days_per_year.{scenario.firm.product}")
    if per_year == CALENDAR_DAYS:
        hours = margin_of(scenario, catalogue).hours
        return {name: float(hours[name]) / HOURS_PER_DAY for name in PARTS}
    edges = _edges(scenario, catalogue)
    days = np.diff(trading_days(edges, catalogue.number("market.nonbusiness_weight")), axis=0)
    if scenario.call.basis == "worst":
        days = days[:, [int(days.sum(axis=0).argmax())]]
    return dict(zip(PARTS, days.mean(axis=1).tolist(), strict=True))


def _edges(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    """Hours of the week at which each part begins and the last ends; shape (6, calls)."""
    call, m = scenario.call, scenario.margin
    wait = quarter_hours(call.rail, options_of(call), catalogue)
    sent = np.arange(wait.size, dtype=float) / PER_HOUR
    if call.basis == "hour":
        place = hour_in_week(call.at) * PER_HOUR
        wait, sent = wait[[place]], sent[[place]]
    close = np.full(sent.size, float(close_out_days(m.close, m.profile)) * HOURS_PER_DAY)
    detect, hold = np.full(sent.size, m.detect), np.full(sent.size, call.hold)
    first = sent - m.since - m.detect
    lengths = [np.full(sent.size, m.since), detect, wait, hold, close]
    return np.cumsum([first, *lengths], axis=0)


def _moved(start: Scenario, end: Scenario, paths: Iterable[str]) -> Scenario:
    """Return ``start`` with some fields as ``end`` has them."""
    mixed = start
    for path in paths:
        mixed = replace(mixed, path, get(end, path))
    return mixed
