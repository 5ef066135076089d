"""From the scenario to the margin requirement: volatility, period, floor.

No formula of its own: each function looks up facts, converts display units and calls the
arithmetic modules. Percent fields are divided by 100 here and nowhere else.
"""

import numpy as np

from engine import FloatArray, Numeric, margin
from engine.catalogue import Catalogue
from engine.floors import regime_days
from engine.period import HOURS_PER_DAY, days, hours_uncovered
from engine.results import Margin
from engine.scenario import Scenario
from engine.tails import effective_volatility, tail_multiplier


def confidence_of(scenario: Scenario, catalogue: Catalogue) -> float:
    """Apply the larger of the chosen confidence and the regime's."""
    floor = catalogue.number(f"regime.confidence.{scenario.margin.regime}")
    return max(float(scenario.margin.confidence) / 100.0, floor)


def multiplier_of(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    """Return the tail multiplier of the scenario's distribution and confidence."""
    m = scenario.margin
    return tail_multiplier(m.dist, confidence_of(scenario, catalogue), m.nu)


def volatilities(scenario: Scenario, catalogue: Catalogue) -> tuple[Numeric, Numeric]:
    """Return calm and stressed volatility of the product, typed or automatic."""
    m, product = scenario.margin, scenario.firm.product
    calm = catalogue.number(f"product.sigma.{product}") if m.vol is None else m.vol / 100.0
    stressed = m.stress_vol
    if stressed is None:
        return calm, catalogue.number(f"product.sigma_stress.{product}")
    return calm, stressed / 100.0


def applied_volatility(scenario: Scenario, catalogue: Catalogue) -> Numeric:
    """Return the volatility the margin model uses under the chosen procyclicality tool."""
    calm, stressed = volatilities(scenario, catalogue)
    if scenario.margin.apc == "stress":
        return effective_volatility(calm, stressed, scenario.margin.stress_weight / 100.0)
    return calm


def transfer_hours(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    """Hours uncovered on the chosen rail and basis, permission checks included."""
    return np.asarray(hours_uncovered(scenario.call, catalogue) + scenario.call.hold)


def margin_of(scenario: Scenario, catalogue: Catalogue) -> Margin:
    """Return the margin of the position, before and after the regime's floor."""
    m, product = scenario.margin, scenario.firm.product
    per_year = catalogue.number(f"product.days_per_year.{product}")
    close = margin.close_out_days(m.close, m.profile) * HOURS_PER_DAY
    before = m.since + m.detect
    period_model = days(scenario.call, catalogue, before, close + scenario.call.hold, per_year)
    rules = scenario.rules
    least_days = regime_days(m.regime, rules.as_of, rules.without, catalogue)
    floor = margin.floor_days(least_days, per_year)
    period = margin.applied_period(period_model, floor)
    calm, _ = volatilities(scenario, catalogue)
    applied = applied_volatility(scenario, catalogue)
    q = multiplier_of(scenario, catalogue)

    def initial_margin(over: FloatArray) -> FloatArray:
        raw = margin.initial_margin(scenario.firm.notional, q, applied, over, per_year)
        if m.apc == "buffer":
            return np.asarray(raw * (1.0 + catalogue.number("apc.buffer")))
        if m.apc == "floor":
            ten_year = catalogue.number(f"product.sigma_ten_year.{product}")
            least = margin.initial_margin(scenario.firm.notional, q, ten_year, over, per_year)
            return margin.floored_margin(raw, least)
        return raw

    im = initial_margin(period)
    return Margin(
        volatility=calm,
        volatility_applied=applied,
        days_per_year=per_year,
        multiplier=q,
        confidence_chosen=float(m.confidence) / 100.0,
        confidence=confidence_of(scenario, catalogue),
        hours={
            "since": m.since,
            "detect": m.detect,
            "transfer": hours_uncovered(scenario.call, catalogue),
            "hold": scenario.call.hold,
            "close": close,
        },
        period_model=period_model,
        period_floor=floor,
        period=period,
        floor_binds=np.asarray(floor > period_model),
        initial_margin_model=initial_margin(period_model),
        initial_margin=im,
        rate=im / np.asarray(scenario.firm.notional, dtype=float),
    )
