"""The same position under every margin regime: where a floor binds, speed changes nothing."""

from dataclasses import dataclass

from engine.catalogue import Catalogue
from engine.codes import REGIMES
from engine.requirement import margin_of
from engine.run import baseline_of
from engine.scenario import Scenario, replace


@dataclass(frozen=True, slots=True)
class RegimeMargin:
    """Margin as a share of the position in baseline and scenario, and what decides the latter."""

    regime: str
    baseline: float
    scenario: float
    floor_binds: bool


def margin_by_regime(scenario: Scenario, catalogue: Catalogue) -> tuple[RegimeMargin, ...]:
    """Return the margin rate of baseline and scenario under each regime, all else as it is.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> rows = margin_by_regime(book.presets["token-rails"].scenario, book)
    >>> [(row.regime, round(row.baseline, 4), round(row.scenario, 4)) for row in rows][:2]
    [('none', 0.2255, 0.1593), ('cftc_futures', 0.2255, 0.1593)]
    """
    baseline = baseline_of(scenario, catalogue)
    order = sorted(REGIMES, key=lambda code: catalogue.number(f"regime.days.{code}"))
    rows = []
    for regime in order:
        before = margin_of(replace(baseline, "margin.regime", regime), catalogue)
        after = margin_of(replace(scenario, "margin.regime", regime), catalogue)
        rows.append(
            RegimeMargin(
                regime, float(before.rate), float(after.rate), floor_binds=bool(after.floor_binds)
            )
        )
    return tuple(rows)
