"""Three floors at once: where a floor decides, a faster rail lowers risk but not the margin."""

from dataclasses import dataclass
from math import sqrt

from engine.catalogue import Catalogue
from engine.period_split import at_basis
from engine.requirement import margin_of
from engine.results import Margin
from engine.run import baseline_of
from engine.scenario import Scenario, replace

FLOORS = ("cftc_futures", "emir_other", "cftc_swaps")
MORNING = "wed10"
UNFLOORED = "none"


@dataclass(frozen=True, slots=True)
class Ask:
    """Margin as shares of the position: by the model's period, and by the floor's alone."""

    model: float
    floor: float

    @property
    def applied(self) -> float:
        """The larger of the two."""
        return max(self.model, self.floor)


@dataclass(frozen=True, slots=True)
class FloorMargin:
    """Margin of baseline and scenario under one regime."""

    regime: str
    baseline: Ask
    scenario: Ask

    @property
    def change(self) -> float:
        """Relative change of the margin that applies; 0 where the baseline asks for none."""
        before, after = self.baseline.applied, self.scenario.applied
        return after / before - 1.0 if before else 0.0


def margins_under_floors(
    scenario: Scenario, catalogue: Catalogue, basis: str, at: str = ""
) -> tuple[FloorMargin, ...]:
    """Return margins under the floors of 1, 2 and 5 business days, and under the chosen regime.

    Both sides have calls on ``basis``, at the hour ``at`` or the scenario's own; all else is as
    it is. Raises ``ValueError`` for an unknown hour. Source: EMIR RTS 153/2013 Art 26, 17 CFR
    39.13(g)(2)(ii).

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> rows = margins_under_floors(book.presets["token-rails"].scenario, book, "worst")
    >>> [(row.regime, round(row.change, 3)) for row in rows]
    [('cftc_futures', -0.294), ('emir_other', -0.169), ('cftc_swaps', 0.0)]
    """
    start, end = at_basis(baseline_of(scenario, catalogue), scenario, basis, at)
    chosen = scenario.margin.regime
    extra = () if chosen in {*FLOORS, UNFLOORED} else (chosen,)
    return tuple(
        FloorMargin(
            regime,
            *(
                _ask(margin_of(replace(s, "margin.regime", regime), catalogue))
                for s in (start, end)
            ),
        )
        for regime in (*FLOORS, *extra)
    )


def _ask(margin: Margin) -> Ask:
    """Margin at the model's and at the floor's period: it grows with the root of the period."""
    period, rate = float(margin.period), float(margin.rate)
    per_root = rate / sqrt(period) if period else 0.0
    return Ask(
        per_root * sqrt(float(margin.period_model)), per_root * sqrt(float(margin.period_floor))
    )
