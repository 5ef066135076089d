"""The settlement question across all cycles: which is cheapest, and when atomic pays.

Composition for the settlement page; costs are those of the settlement pipe alone, in USD m
a year of the firm's share (the whole market with the market switch).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine import FloatArray, optimum
from engine.catalogue import Catalogue
from engine.pipes import USD_M_PER_BN, cycle, idle_share, market_share, recycling, settlement_of
from engine.results import Settlement
from engine.scenario import CYCLES, Scenario, replace

ATOMIC, ONE_DAY = "ATOM", "T1"
TIE, NEAR = 1e-9, 0.01
SLOW = ("T2", "T1", "T0")
STEPS = (2, 3, 4, 5, 6, 7, 8, 10, 13, 17, 22, 30, 39, 48, 65, 90, 130, 195, 390, 780, 1560)


@dataclass(frozen=True, slots=True)
class Best:
    """The cheapest cycle: its code, batches a session (0 for T+n and atomic) and cost.

    ``low`` to ``high`` batches cost at most one percent more; 0 where batches are not best.
    """

    code: str
    batches: int
    cost: float
    low: int
    high: int


@lru_cache(maxsize=1024)
def pipe(scenario: Scenario, catalogue: Catalogue, code: str) -> Settlement:
    """Return the settlement pipe of one scenario under one cycle, remembered; no sweeps."""
    return settlement_of(scenario, catalogue, code)


def by_cycle(scenario: Scenario, catalogue: Catalogue) -> dict[str, Settlement]:
    """Return the settlement pipe under every cycle, in the order of ``CYCLES``."""
    return {code: pipe(scenario, catalogue, code) for code in CYCLES}


def curve_codes(best: Best, here: str) -> tuple[str, ...]:
    """Return the cycles of the cost curve, slow to fast: T+n, ever more batches, atomic.

    Batches grow roughly by a third from step to step; the cheapest number and the scenario's
    own cycle are always among them.
    """
    batches = set(STEPS) | {int(code[1:]) for code in (best.code, here) if code.startswith("B")}
    slow = tuple(code for code in CYCLES if code in {*SLOW, here} and code[0] == "T")
    return (*slow, *(f"B{m}" for m in sorted(batches)), ATOMIC)


def pipe_cost(at: Settlement) -> float:
    """Return the yearly cost of fund share and intraday cash."""
    return float(at.fund_cost + at.pay_in_cost)


def cheapest(scenario: Scenario, catalogue: Catalogue) -> Best:
    """Return the cheapest of T+2, T+1, T+0, every number of batches, and atomic.

    Batches beyond those a link can name are searched too; the search ends at the number of
    trades that the observed netting implies. Of cycles that cost the same, the scenario's own
    is named, then T+1. The search is over the whole market, so that a firm without a share
    of it still sees which cycle is cheapest.
    """
    whole, here = _whole_market(scenario), scenario.settlement.cycle
    named = dict.fromkeys((here, ONE_DAY, *SLOW, ATOMIC))
    costs = {code: pipe_cost(pipe(whole, catalogue, code)) for code in named}
    least = min(costs.values())
    code = next(code for code, cost in costs.items() if cost <= least * (1.0 + TIE))
    batched = _batch_costs(scenario, catalogue) * USD_M_PER_BN
    place, phi = int(batched.argmin()), float(market_share(scenario))
    if batched[place] >= least * (1.0 - TIE):
        return Best(code, 0, phi * costs[code], 0, 0)
    near = np.flatnonzero(batched <= batched[place] * (1.0 + NEAR)) + 1
    m = place + 1
    return Best(f"B{m}", m, phi * float(batched[place]), int(near.min()), int(near.max()))


def _batch_costs(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    """Return the yearly cost of one batch to one a trade, USD bn of the whole market."""
    s, number = scenario.settlement, catalogue.number
    return optimum.batch_costs(
        number("settlement.fund"),
        number("settlement.net_pay_in"),
        s.funding_rate / 100.0,
        s.prefunding_rate / 100.0,
        idle_share(scenario, catalogue, cycle("B2")),
        s.volatility_share / 100.0,
        recycling(scenario, catalogue),
        int(number("settlement.trades")),
        number("settlement.idle.one_pay_in"),
    )


def _whole_market(scenario: Scenario) -> Scenario:
    return replace(scenario, "firm.market", value=True)


def breakeven(scenario: Scenario, catalogue: Catalogue) -> float | None:
    """Return the recycling share from which atomic costs no more than T+1; None means never.

    Permission checks lower the recycling that is reached, so the share is the effective one.
    """
    whole = _whole_market(scenario)
    one_day = pipe(whole, catalogue, ONE_DAY)
    atomic = pipe(whole, catalogue, ATOMIC)
    return optimum.breakeven_recycling(
        pipe_cost(one_day) / USD_M_PER_BN,
        float(atomic.fund_market),
        catalogue.number("settlement.net_pay_in"),
        catalogue.number("settlement.gross"),
        float(scenario.settlement.funding_rate) / 100.0,
        float(scenario.settlement.prefunding_rate) / 100.0,
        atomic.idle_share,
    )


def atomic_cost_by_recycling(
    scenario: Scenario, catalogue: Catalogue, percent: FloatArray
) -> FloatArray:
    """Return the yearly cost of atomic settlement at each recycling share (percent)."""
    swept = replace(scenario, "settlement.recycle", np.asarray(percent, dtype=float))  # type: ignore[arg-type]
    at = settlement_of(swept, catalogue, ATOMIC)
    return np.asarray(at.fund_cost + at.pay_in_cost)
