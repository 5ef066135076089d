"""From a scenario to its forced-sale loop and its chain of re-use.

No formula of its own: percent fields are divided by 100, the margin-rise coefficient comes
from the margin model unless typed, then ``spiral`` and ``leverage`` are called. Money in USD
bn. Source: model specification, sections 7 and 8.
"""

from dataclasses import fields
from functools import lru_cache

import numpy as np

from engine import FloatArray, Numeric, leverage, spiral
from engine.catalogue import Catalogue
from engine.default_records import Reuse, SpiralOutcome, TwoByTwo
from engine.groups import Spiral as Loop
from engine.requirement import margin_of
from engine.results import Collateral, Margin
from engine.scenario import Scenario

NAMES = tuple(field.name for field in fields(Loop))


def modelled_rise(scenario: Scenario, catalogue: Catalogue, margin: Margin) -> FloatArray:
    """Rise of the margin rate per unit of fall, from IM/N and one step of the volatility filter.

    0 without a shock, and without a calm volatility to scale. Negative for a shock below one
    daily deviation: the filter then calms down.
    """
    shock = np.asarray(scenario.spiral.shock, dtype=float) / 100.0
    daily = np.asarray(margin.volatility, dtype=float) / np.sqrt(margin.days_per_year)
    moves = (shock > 0) & (daily > 0)
    decay = catalogue.number("margin.ewma_decay")
    over, deviation = np.where(moves, shock, 1.0), np.where(moves, daily, 1.0)
    return np.where(moves, spiral.margin_rise(margin.rate, decay, over, deviation), 0.0)


def applied_rise(loop: Loop, modelled: Numeric) -> Numeric:
    """Return the typed coefficient, or the model's, which is at least 0: a call is never undone."""
    return np.maximum(0.0, modelled) if loop.margin_rise is None else loop.margin_rise


def _inputs(s: Loop, rise: Numeric) -> dict[str, Numeric]:
    return {
        "shock": s.shock / 100.0,
        "position": s.position,
        "rise": rise,
        "collateral": s.collateral,
        "haircut": s.haircut / 100.0,
        "same_asset": s.same_asset / 100.0,
        "buffer": s.buffer,
        "depth": s.depth,
        "sale_share": s.sale_share / 100.0,
    }


def settle(loop: Loop, modelled: Numeric) -> SpiralOutcome:
    """Settle the loop, and split the further fall by the parts of the call rate.

    ``g = A + A k + chi C (1-h)``: loss, margin and collateral spiral, each with its share of
    ``d - s``. ``modelled`` is the margin model's k. Fields swept as arrays give arrays.
    """
    inputs = _inputs(loop, applied_rise(loop, modelled))
    found = spiral.spiral(**inputs)
    shock = np.asarray(inputs["shock"], dtype=float)
    extra = np.asarray(found.total_drop - shock)
    calls = found.call_rate > 0
    share = np.divide(extra, found.call_rate, out=np.zeros_like(extra), where=calls)
    by_loss = np.asarray(share * inputs["position"])
    exposed = inputs["collateral"] * (1.0 - inputs["haircut"])
    return SpiralOutcome(
        rise=inputs["rise"],
        rise_model=modelled,
        shock=shock,
        call_rate=found.call_rate,
        loop_gain=found.loop_gain,
        total_drop=found.total_drop,
        multiplier=found.multiplier,
        marginal_multiplier=spiral.marginal_multiplier(found.loop_gain),
        stable=found.stable,
        extra=extra,
        by_loss=by_loss,
        by_margin=np.asarray(by_loss * inputs["rise"]),
        by_collateral=np.asarray(share * inputs["same_asset"] * exposed),
    )


_remembered = lru_cache(maxsize=256)(settle)


def spiral_of(scenario: Scenario, catalogue: Catalogue, margin: Margin) -> SpiralOutcome:
    """Settle the scenario's loop at the rise of its margin model.

    Single numbers are remembered, since most controls leave the loop as it is.
    """
    loop, modelled = scenario.spiral, modelled_rise(scenario, catalogue, margin)
    swept = modelled.ndim or any(isinstance(getattr(loop, name), np.ndarray) for name in NAMES)
    return settle(loop, modelled) if swept else _remembered(loop, float(modelled))


def two_by_two(scenario: Scenario, catalogue: Catalogue) -> TwoByTwo:
    """Total fall for calls met with cash or by selling, and cash or the same asset as collateral.

    Rows: share sold low and high (facts); columns: exposure of the collateral 0 and 1. Shape
    (2, 2), or (2, 2, n) if a field is swept. All else as in the scenario.
    """
    modelled = modelled_rise(scenario, catalogue, margin_of(scenario, catalogue))
    rise = applied_rise(scenario.spiral, modelled)
    inputs = _inputs(scenario.spiral, rise)
    deep = (1,) * max(np.ndim(value) for value in inputs.values())
    levels = ("sale_share_low", "sale_share_high")
    sold = np.array([catalogue.number(f"setting.spiral_share.{name}") for name in levels])
    same = np.array([0.0, 1.0])
    inputs |= {"sale_share": sold.reshape(2, 1, *deep), "same_asset": same.reshape(1, 2, *deep)}
    found = spiral.spiral(**inputs)
    return TwoByTwo(sold, same, found.total_drop, found.stable)


def rounds_of(scenario: Scenario, catalogue: Catalogue, margin: Margin) -> FloatArray:
    """Fall after each round of calls and sales, starting at the shock, shape (rounds + 1,)."""
    rise = applied_rise(scenario.spiral, modelled_rise(scenario, catalogue, margin))
    return spiral.rounds(*(float(value) for value in _inputs(scenario.spiral, rise).values()))


def reuse_of(scenario: Scenario, held: Collateral) -> Reuse:
    """Pledges per unit of the mix along the chain, at the haircut of what is accepted.

    Where nothing is accepted the haircut is 1, so nothing can be passed on.
    """
    counted = held.share * held.eligible
    whole, cut = np.asarray(counted.sum(axis=-1)), np.asarray((counted * held.haircut).sum(axis=-1))
    mean = np.divide(cut, whole, out=np.ones_like(cut + whole), where=whole > 0)
    haircut = np.minimum(1.0, mean)  # a mean of 1 may miss it by rounding
    theta = scenario.leverage.reuse / 100.0
    return Reuse(
        haircut=haircut,
        multiplier=leverage.reuse_multiplier(theta, haircut, scenario.leverage.links),
        limit=leverage.reuse_limit(theta, haircut),
    )
