"""What one scenario comes to: plain records, each field a number or an array.

Money is in USD million unless a name says otherwise, periods in days of the asset's own
clock, shares as decimals. In a sweep a number becomes an array of shape (n,) and an
array over assets becomes (n, assets).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine import BoolArray, FloatArray, Numeric
from engine.default_records import Reuse, SpiralOutcome, Waterfall

ROUNDING = 1e-9
HEADLINES = (
    "initial_margin",
    "posted",
    "fund_share",
    "locked",
    "peak_cash",
    "cost",
    "hours",
    "exposure",
    "leverage",
    "velocity",
    "stress_loss",
)


@dataclass(frozen=True, slots=True)
class Margin:
    """Initial margin and the period it is asked for."""

    volatility: Numeric
    volatility_applied: Numeric
    days_per_year: float
    multiplier: Numeric
    confidence_chosen: Numeric
    confidence: Numeric
    hours: Mapping[str, Numeric]
    period_model: Numeric
    period_floor: Numeric
    period: Numeric
    floor_binds: BoolArray
    initial_margin_model: Numeric
    initial_margin: Numeric
    rate: Numeric


@dataclass(frozen=True, slots=True)
class Collateral:
    """Haircuts asset by asset, and the market value that must be posted."""

    codes: tuple[str, ...]
    share: FloatArray
    eligible: BoolArray
    refused_by: tuple[str, ...]
    delay_days: FloatArray
    haircut_model: FloatArray
    haircut_floor: FloatArray
    wrong_way: FloatArray
    haircut: FloatArray
    set_by: tuple[str, ...]
    cap: FloatArray
    at_cap: BoolArray
    market_value: FloatArray
    recognised: FloatArray
    posted: Numeric
    accepted: Numeric
    idle: Numeric
    over_collateralisation: Numeric
    feasible: bool
    main_driver: str
    turnover: FloatArray

    @property
    def haircut_value(self) -> FloatArray:
        """Market value of accepted assets that haircuts take away, USD m, shape (..., assets)."""
        return np.where(self.eligible, self.market_value * self.haircut, 0.0)

    @property
    def unreliable_impact(self) -> tuple[str, ...]:
        """Assets held whose block exceeds a day's turnover, where the impact law fails."""
        over = (self.turnover > 1.0) & (self.share > 0.0)
        found: BoolArray = np.asarray(np.atleast_2d(over).any(axis=0))
        return tuple(code for i, code in enumerate(self.codes) if found[i])

    @property
    def unused_value(self) -> FloatArray:
        """Market value that counts for nothing: over a cap, or not accepted, USD m."""
        left = self.market_value - self.haircut_value - self.recognised
        return np.where(left > ROUNDING, left, 0.0)


@dataclass(frozen=True, slots=True)
class Settlement:
    """The clearing-fund share and the cash a cycle needs."""

    exposure_days: float
    batches: float
    recycling: Numeric
    idle_share: float
    fund_market: Numeric
    pay_in_market: Numeric
    fund_share: Numeric
    peak_cash: Numeric
    fund_cost: Numeric
    pay_in_cost: Numeric
    velocity: Numeric


@dataclass(frozen=True, slots=True)
class Capital:
    """What both pipes come to: everything the headline figures rest on."""

    margin: Margin
    collateral: Collateral
    settlement: Settlement
    hours_uncovered: Numeric
    exposure: Numeric
    locked: Numeric
    weighted: Numeric
    collateral_cost: Numeric
    cost: Numeric
    leverage: Numeric
    stress_loss: Numeric

    @property
    def headline(self) -> Mapping[str, Numeric]:
        """The eleven headline figures by name, in the order of ``HEADLINES``."""
        figures = (
            self.margin.initial_margin,
            self.collateral.posted,
            self.settlement.fund_share,
            self.locked,
            self.settlement.peak_cash,
            self.cost,
            self.hours_uncovered,
            self.exposure,
            self.leverage,
            self.settlement.velocity,
            self.stress_loss,
        )
        return dict(zip(HEADLINES, figures, strict=True))


@dataclass(frozen=True, slots=True)
class Outcome(Capital):
    """Everything one scenario comes to: its capital, its default, its forced sales."""

    waterfall: Waterfall
    spiral: SpiralOutcome
    reuse: Reuse


@dataclass(frozen=True, slots=True)
class Results:
    """A scenario's outcome beside its baseline's."""

    baseline: Outcome
    scenario: Outcome
