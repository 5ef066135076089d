"""The one place where everything is joined: scenario in, results out.

>>> from engine import catalogue
>>> book = catalogue.load()
>>> results = evaluate(book.presets["today"].scenario, book)
>>> bool(results.scenario.locked == results.baseline.locked)
True
"""

from dataclasses import fields
from functools import lru_cache
from typing import cast

import numpy as np

from engine import FloatArray, Numeric, calls, leverage, waterfall
from engine.catalogue import Catalogue
from engine.default_chain import answered, waterfall_of, worth_in_stress
from engine.forced_sales import reuse_of, spiral_of
from engine.holdings import columns
from engine.period import days
from engine.pipes import settlement_of
from engine.posting import collateral_of
from engine.requirement import margin_of, transfer_hours
from engine.results import Capital, Collateral, Margin, Outcome, Results, Settlement
from engine.scenario import ASSETS, Scenario, replace


def collateral_cost(scenario: Scenario, catalogue: Catalogue, held: Collateral) -> FloatArray:
    """USD m a year: market value posted times the funding rate less what the asset yields."""
    own = scenario.collateral.own_yield / 100.0
    known = catalogue.facts.vector("asset.yield", ASSETS[:-1])
    yields = columns((*known, own))
    funding = np.asarray(scenario.settlement.funding_rate, dtype=float)[..., None] / 100.0
    return answered((held.market_value * (funding - yields)).sum(axis=-1), held)


def exposure_of(scenario: Scenario, catalogue: Catalogue, margin: Margin) -> FloatArray:
    """USD m that the position can lose, at the margin's confidence, while a call is open."""
    uncovered = days(scenario.call, catalogue, 0.0, scenario.call.hold, margin.days_per_year)
    return calls.uncovered_exposure(
        scenario.firm.notional,
        margin.multiplier,
        margin.volatility_applied,
        uncovered,
        margin.days_per_year,
    )


def stress_loss_of(scenario: Scenario, held: Collateral) -> FloatArray:
    """USD m of the joint shock that the posted collateral does not cover; cash and bills hold."""
    left = worth_in_stress(scenario, held)
    loss = waterfall.shortfall(scenario.firm.notional, scenario.stress.shock / 100.0, left)
    return answered(loss, held)


def buffer_of(scenario: Scenario, exposure: FloatArray) -> Numeric:
    """Share of notional kept liquid for calls: the typed buffer, or the exposure of one call."""
    if scenario.leverage.buffer_basis == "clock":
        return np.asarray(exposure / np.asarray(scenario.firm.notional, dtype=float))
    return scenario.leverage.buffer / 100.0


def leverage_of(scenario: Scenario, held: Collateral, exposure: FloatArray) -> FloatArray:
    """Notional per unit of capital in the derivatives pipe: posted value and call buffer."""
    notional = np.asarray(scenario.firm.notional, dtype=float)
    buffer = buffer_of(scenario, exposure)
    posted_rate = held.posted / notional  # the m / (1-H) of the formula
    return answered(leverage.leverage(posted_rate, 0.0, buffer), held)


def capital_of(scenario: Scenario, catalogue: Catalogue) -> Capital:
    """Return what the headline figures rest on, without the default and the forced sales."""
    margin = margin_of(scenario, catalogue)
    held = collateral_of(scenario, catalogue, np.asarray(margin.initial_margin))
    pipe: Settlement = settlement_of(scenario, catalogue)
    exposure = exposure_of(scenario, catalogue, margin)
    cost = collateral_cost(scenario, catalogue, held)
    locked = held.posted + pipe.fund_share
    return Capital(
        margin=margin,
        collateral=held,
        settlement=pipe,
        hours_uncovered=transfer_hours(scenario, catalogue),
        exposure=exposure,
        locked=locked,
        weighted=locked + pipe.idle_share * pipe.peak_cash,
        collateral_cost=cost,
        cost=cost + pipe.fund_cost + pipe.pay_in_cost,
        leverage=leverage_of(scenario, held, exposure),
        stress_loss=stress_loss_of(scenario, held),
    )


def outcome(scenario: Scenario, catalogue: Catalogue) -> Outcome:
    """Everything one scenario comes to; fields swept as arrays give arrays."""
    capital = capital_of(scenario, catalogue)
    margin, held = capital.margin, capital.collateral
    return Outcome(
        **{part.name: getattr(capital, part.name) for part in fields(capital)},
        waterfall=waterfall_of(scenario, catalogue, margin, held),
        spiral=spiral_of(scenario, catalogue, margin),
        reuse=reuse_of(scenario, held),
    )


def baseline_of(scenario: Scenario, catalogue: Catalogue) -> Scenario:
    """Return the scenario that the link names as its baseline, on the same scale.

    With the market switch on, the baseline is shown for the whole market too.
    """
    preset = catalogue.presets[scenario.firm.base].scenario
    return replace(preset, "firm.market", scenario.firm.market)


@lru_cache(maxsize=64)
def _remembered(baseline: Scenario, catalogue: Catalogue) -> Outcome:
    """Return the outcome of a baseline, worked out once: presets never change."""
    return outcome(baseline, catalogue)


def evaluate(scenario: Scenario, catalogue: Catalogue) -> Results:
    """Return the scenario's outcome and its baseline's."""
    return Results(
        baseline=_remembered(baseline_of(scenario, catalogue), catalogue),
        scenario=outcome(scenario, catalogue),
    )


def sweep(scenario: Scenario, catalogue: Catalogue, path: str, values: FloatArray) -> Outcome:
    """Evaluate the scenario at many values of one numeric field at once.

    ``path`` names a field in display units (``"margin.vol"``, ``"collateral.haircuts.btc"``).
    A share of the mix (``"collateral.mix.btc"``) moves the other shares in proportion.
    """
    points = np.asarray(values, dtype=float)
    if path.startswith("collateral.mix."):
        mix = mix_with(scenario.collateral.mix, path.rsplit(".", 1)[1], points)
        swept = cast("tuple[float, ...]", mix)
        return outcome(replace(scenario, "collateral.mix", swept), catalogue)
    return outcome(replace(scenario, path, cast("float", points)), catalogue)


def mix_with(mix: tuple[float, ...], code: str, percent: FloatArray) -> tuple[FloatArray, ...]:
    """Give one asset a share (percent) and scale the others so that all make 100.

    Where the others held nothing, cash takes the rest (T-bills if the asset is cash).
    """
    index = ASSETS.index(code)
    held = np.array(mix, dtype=float)
    held[index] = 0.0
    if held.sum() == 0.0:
        held[1 if index == 0 else 0] = 1.0
    rest = held / held.sum()
    out = rest[:, None] * (100.0 - np.atleast_1d(percent))
    out[index] = percent
    return tuple(out)
