"""The settlement pipe: what a cycle asks of the fund and of the day's cash."""

import math
from dataclasses import dataclass

import numpy as np

from engine import FloatArray, Numeric, settlement
from engine.catalogue import Catalogue
from engine.results import Settlement
from engine.scenario import Scenario

USD_M_PER_BN = 1000.0
ATOMIC = "ATOM"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A settlement cycle: days of exposure and batches a session (inf means atomic)."""

    code: str
    days: float
    batches: float

    @property
    def in_session(self) -> bool:
        """Whether cash is called several times within a session."""
        return self.batches > 1


def cycle(code: str) -> Cycle:
    """Read a cycle code: T2 and so on, T0 (one batch, half a day), B7, ATOM.

    >>> cycle("B4").days
    0.125
    """
    if code == ATOMIC:
        return Cycle(code, 0.0, math.inf)
    number = int(code[1:])
    if code.startswith("B"):
        return Cycle(code, 1.0 / (2.0 * number), float(number))
    return Cycle(code, float(number) if number else 0.5, 1.0)


def market_share(scenario: Scenario) -> Numeric:
    """Return the firm's share of the market as a decimal; 1 for the whole market."""
    return 1.0 if scenario.firm.market else scenario.firm.share / 100.0


def recycling(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    """Return the share of receipts reused the same day, less what permission checks cost."""
    session = catalogue.number("settlement.session_hours")
    typed = np.asarray(scenario.settlement.recycle, dtype=float) / 100.0
    return np.maximum(0.0, typed - np.asarray(scenario.call.hold, dtype=float) / session)


def idle_share(scenario: Scenario, catalogue: Catalogue, at: Cycle) -> float:
    """Return the share of the day that the cycle's cash is tied up."""
    if not at.in_session:
        return catalogue.number("settlement.idle.one_pay_in")
    if scenario.settlement.round_the_clock:
        return catalogue.number("settlement.idle.always")
    return catalogue.number("settlement.idle.session")


def settlement_of(scenario: Scenario, catalogue: Catalogue, code: str | None = None) -> Settlement:
    """Fund share, peak cash and their yearly cost for one cycle (the scenario's own)."""
    s = scenario.settlement
    at = cycle(code or s.cycle)
    phi = market_share(scenario)
    fund = settlement.fund_at(
        catalogue.number("settlement.fund"),
        s.volatility_share / 100.0,
        at.days,
        s.reading,
        s.netting_rho,
    )
    reuse = recycling(scenario, catalogue)
    gross = catalogue.number("settlement.gross")
    pay_in = settlement.pay_in(catalogue.number("settlement.net_pay_in"), gross, at.batches, reuse)
    idle = idle_share(scenario, catalogue, at)
    fund_share = phi * fund * USD_M_PER_BN
    peak = phi * pay_in * USD_M_PER_BN
    return Settlement(
        exposure_days=at.days,
        batches=at.batches,
        recycling=reuse,
        idle_share=idle,
        fund_market=fund,
        pay_in_market=pay_in,
        fund_share=fund_share,
        peak_cash=peak,
        fund_cost=fund_share * s.funding_rate / 100.0,
        pay_in_cost=peak * idle * s.prefunding_rate / 100.0,
        velocity=settlement.velocity(gross, fund, pay_in, idle),
    )
