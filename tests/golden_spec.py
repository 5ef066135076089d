"""The ``spec_*`` rows of the golden table: model functions at the specification's inputs."""

from datetime import datetime

import numpy as np

from engine import (
    calls,
    eligibility,
    haircuts,
    leverage,
    margin,
    netting,
    optimum,
    procyclicality,
    settlement,
    spiral,
    tails,
    waterfall,
)
from engine.catalogue import Catalogue

FUND, NET, GROSS, TRADES = 9.8, 37.7, 1770.0, 2204
RATES = (0.05, 0.005)
SIGMA, STRESS, WEIGHT, NU = 0.6, 1.2, 0.25, 4.0
Q = float(tails.tail_multiplier("student_t", 0.99, NU))
SIGMA_EFF = float(tails.effective_volatility(SIGMA, STRESS, WEIGHT))
CALL_TIMES = {"fri20": datetime(2026, 11, 20, 20), "wed10": datetime(2026, 11, 18, 10)}  # noqa: DTZ001
SCORES = {  # liquidity, price, custody, operations
    "cash": (3, 3, 3, 3), "tbill": (3, 3, 3, 3), "mmf": (3, 2, 3, 2), "ttbill": (2, 2, 2, 2),
    "usdc": (3, 1, 2, 3), "stable": (1, 1, 1, 2), "btc": (3, 1, 2, 2), "eth": (3, 1, 2, 2),
    "equity": (2, 2, 3, 2), "tequity": (0, 2, 2, 1), "corp": (1, 1, 3, 2),
    "pcredit": (0, 0, 1, 1), "retoken": (0, 0, 1, 1),
}  # fmt: skip


def margins() -> dict[str, float]:
    """Margin per USD 100m of Bitcoin futures at the hours of both rails and three floors."""
    rows = {}
    for rail, transfer in (("fedwire", 50.75), ("usdc", 0.25)):
        model = margin.period_days(24.0, 2.0, transfer, 24.0)
        for days in (0, 1, 2, 5):
            period = margin.applied_period(model, margin.floor_days(days, 365.0))
            found = margin.initial_margin(100.0, Q, SIGMA_EFF, period, 365.0)
            rows[f"spec_margin_{rail}_{days}bd"] = float(found)
    for name, hours in (("fedwire_fri20", 49.5), ("usdc", 0.25)):
        exposure = calls.uncovered_exposure(100.0, Q, SIGMA_EFF, hours / 24.0, 365.0)
        rows[f"spec_exposure_{name}"] = float(exposure)
    return rows


def call_hours(book: Catalogue) -> dict[str, float]:
    """Hours uncovered of a call on Friday evening and on Wednesday morning, by rail."""
    return {
        f"spec_hours_{rail}_{when}": calls.hours_uncovered(
            time.replace(tzinfo=calls.ZONE), book.rails[rail], book.holidays
        )
        for when, time in CALL_TIMES.items()
        for rail in ("fedwire", "tbill_pledge", "usdc")
    }


def haircut_rows() -> dict[str, float]:
    """Model haircut of Bitcoin by hours of delay, block of USD 50m."""
    impact = haircuts.price_impact(SIGMA_EFF / 365.0**0.5, 5e7, 2e10, 1.0)
    sale = haircuts.sale_days(5e7, 0.1, 2e10)
    return {
        f"spec_haircut_btc_{hours:g}h": float(
            haircuts.model_haircut(
                Q, SIGMA_EFF, haircuts.horizon_days(hours / 24.0, sale), 365.0, 0.0005, impact
            )
        )
        for hours in (24.0, 26.25, 46.0, 70.0, 76.75)
    }


def procyclical() -> dict[str, float]:
    """Volatility after a step from 30 % to 90 %, and one shock of five deviations."""
    rows = {
        f"spec_ewma_day_{day}": float(procyclicality.ewma_step(0.3, 0.9, 0.97, day))
        for day in (1, 20, 60)
    }
    return rows | {"spec_shock_5sd": float(procyclicality.shock_ratio(0.97, 5.0))}


def settlements() -> dict[str, float]:
    """Yearly cost in USD bn with w = 1 and u = 1, the best batches and the break-even."""
    rows = {}
    for name, days, batches in (("t2", 2, 1), ("t1", 1, 1), ("t0", 0.5, 1), ("b2", 0.25, 2)):
        fund = settlement.fund_at(FUND, 1.0, days)
        cash = settlement.pay_in(NET, GROSS, batches, 0.0)
        rows[f"spec_cost_{name}"] = float(settlement.yearly_cost(fund, cash, *RATES))
    atomic = settlement.pay_in(NET, GROSS, float("inf"), 0.0)
    rows["spec_cost_atomic"] = float(settlement.yearly_cost(0.0, atomic, *RATES))
    best, cost = optimum.optimal_batches(FUND, NET, *RATES, 1.0, 1.0, 0.0, TRADES)
    rows["spec_best_batches"], rows["spec_best_cost"] = float(best), float(cost)
    share = optimum.breakeven_recycling(rows["spec_cost_t1"], 0.0, NET, GROSS, *RATES)
    assert share is not None
    return rows | {"spec_breakeven": share}


def nettings() -> dict[str, float]:
    """Net over gross of 2020, the trades it implies, and what windows of a session keep."""
    trades = float(netting.implied_trades(GROSS, NET))
    rows = {
        "spec_net_ratio": float(netting.net_ratio(GROSS, NET)),
        "spec_net_ratio_equal_sizes": float(netting.net_ratio_equal_sizes(float(TRADES))),
        "spec_trades_nscc": trades,
        "spec_trades_cls": float(netting.implied_trades(100.0, 4.0)),
    }
    for minutes in (10, 60):
        window = minutes / 390.0
        share = netting.share_of_daily_netting(trades, window)
        rows[f"spec_netting_kept_{minutes}min"] = float(share)
        multiple = netting.net_obligation_multiple(trades, window)
        rows[f"spec_net_multiple_{minutes}min"] = float(multiple)
    return rows


def defaults() -> dict[str, float]:
    """Cash and Bitcoin behind a margin of 20m under a fall of 35.2 %; Nasdaq Clearing 2018."""
    found = waterfall.stress_shortfall(
        100.0, 20.0, 0.352, np.array([0.0, 0.2]), np.array([0.0, 0.352])
    )
    house, fund, unfunded = waterfall.allocate(114.0, [7.0, 166.0])
    return {
        "spec_stress_cash": float(found.shortfall[0]),
        "spec_stress_btc": float(found.shortfall[1]),
        "spec_nasdaq_house": float(house),
        "spec_nasdaq_fund": float(fund),
        "spec_nasdaq_unfunded": float(unfunded),
    }


def spirals() -> dict[str, float]:
    """Total fall after 10 %: how the call is met (f) by what the collateral is (chi)."""
    typical = float(spiral.margin_rise(0.12, 0.97, 0.1, SIGMA / 365.0**0.5))
    rows = {"spec_margin_rise": typical}
    for rise in (0.155, 0.5):
        for chi in (0, 1):
            for share in (0.3, 1.0):
                found = spiral.spiral(0.1, 10.0, rise, 3.0, 0.3, chi, 0.5, 40.0, share)
                rows[f"spec_spiral_k{rise:g}_chi{chi}_f{share:g}"] = float(found.total_drop)
    return rows


def leverages() -> dict[str, float]:
    """Position per unit of capital: T-bills and 70 hours, USDC and 27.25 hours."""
    rows = {}
    for name, hours, haircut, prefund in (("tbill", 70.0, 0.005, 0), ("usdc", 27.25, 0.02, 0.005)):
        rate = margin.initial_margin(1.0, Q, SIGMA_EFF, hours / 24.0, 365.0)
        rows[f"spec_leverage_{name}"] = float(leverage.leverage(rate, haircut, 0.02, prefund))
    return rows


def eligibilities() -> dict[str, float]:
    """Overall score of the thirteen assets: the weakest of four tests."""
    return {
        f"spec_eligible_{asset}": float(eligibility.overall_score(scores))
        for asset, scores in SCORES.items()
    }


def rows(book: Catalogue) -> dict[str, float]:
    """Every row of the specification by name."""
    parts = (
        margins(), call_hours(book), haircut_rows(), procyclical(), settlements(), nettings(),
        defaults(), spirals(), leverages(), eligibilities(),
    )  # fmt: skip
    return {name: value for part in parts for name, value in part.items()}
