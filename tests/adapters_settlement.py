"""Adapters from validation cases to the engine: settlement, netting and its cost."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine import fund, netting, optimum, settlement
from tests.adapters_collateral import array

In = dict[str, Any]
Expected = Mapping[str, Any]
Out = Mapping[str, Any]
READINGS = {"sqrt_n": "A", "ar1": "B", "vintage": "C"}


def volatility_reduction(i: In, _: Expected) -> Out:
    before, after = array(i["pairs"]).T
    reading = READINGS[i["variant"]]
    rho = i.get("rho", 0.0)
    return {"reduction": settlement.volatility_reduction(before, after, reading, rho)}


def relative_change(i: In, _: Expected) -> Out:
    return {"reduction": fund.relative_change(array(i["before"]), array(i["after"]))}


def calibrate(i: In, _: Expected) -> Out:
    part, total = array(i["volatility_component_reduction"]), array(i["total_reduction"])
    half = settlement.volatility_reduction(2.0, 1.0)
    return {
        "implied_rho_variant_B": fund.implied_correlation(part),
        "implied_volatility_share": fund.implied_volatility_share(part, total),
        "implied_volatility_share_if_sqrt_half": fund.implied_volatility_share(half, total),
    }


def premium(i: In, _: Expected) -> Out:
    charge = array(i["volatility_charge"])
    if "net_capital" in i:
        capital = array(i["net_capital"])
        paid = fund.excess_capital_premium(charge, capital, i.get("ratio_cap", 2.0))
    else:
        paid = array(i["premium"])
        capital = fund.implied_net_capital(charge, paid)
    return {"net_capital": capital, "ratio": charge / capital, "premium": paid}


def net_gross_ratio(i: In, _: Expected) -> Out:
    n, model = array(i["n"]), i["model"]
    if "gaussian" in model:
        return {"ratio": netting.net_ratio_gaussian(n)}
    if "equal" in model:
        return {"ratio": netting.net_ratio_equal_sizes(n)}
    mean, sd = (array(i[a] if a in i else i[b]) for a, b in (("mu", "mean"), ("s", "sd")))
    return {
        "ratio": netting.net_ratio_one_way(n, mean, sd),
        "floor": netting.one_way_floor(mean, sd),
    }


def implied_trades(i: In, _: Expected) -> Out:
    gross, net = array(i["gross"]), array(i["net"])
    ratio = netting.net_ratio(gross, net)
    return {
        "net_ratio": ratio,
        "netting_efficiency": 1.0 - ratio,
        "implied_n_gaussian": netting.implied_trades(gross, net),
    }


def netting_share(i: In, _: Expected) -> Out:
    trades = array(i["implied_n_gaussian_day"])
    window = array(i["window_minutes"]) / array(i["trading_minutes"])
    return {
        "share_of_daily_netting": netting.share_of_daily_netting(trades, window),
        "net_obligation_multiple_of_daily": netting.net_obligation_multiple(trades, window),
    }


def prefund_multiple(i: In, _: Expected) -> Out:
    m, recycle = array(i["batches_per_day"]), array(i["recycle"])
    return {"multiple": settlement.prefund_multiple(m, recycle)}


def liquidity_at_risk(i: In, _: Expected) -> Out:
    return {"ratio": netting.liquidity_at_risk_ratio(array(i["alpha"]))}


def exposure_and_batches(cycle: str) -> tuple[float, float]:
    """Days of exposure and pay-ins a day of a cycle such as T2, T0, B7 or ATOM."""
    if cycle == "ATOM":
        return 0.0, np.inf
    number = float(cycle[1:])
    if cycle.startswith("T") and number > 0:
        return number, 1.0
    batches = max(1.0, number)
    return float(settlement.exposure_days(batches)), batches


def cycle_cost(i: In, cycle: str, idle: float) -> float:
    """Cost a year of one cycle at one idle share."""
    days, batches = exposure_and_batches(cycle)
    held = settlement.fund_at(i["a_margin_at_1d"], i.get("vol_share", 1.0), days)
    net = i["b_net_at_1d"]
    cash = settlement.pay_in(net, i.get("gross", 2.0 * net), batches, i.get("recycle", 0.0))
    return float(settlement.yearly_cost(held, cash, i["f_margin"], i["f_prefund"], idle))


def total_cost(i: In, expected: Expected) -> Out:
    if i.get("alpha", 0.5) != 0.5:
        msg = "the engine's fund grows with the square root of exposure; alpha must be 0.5"
        raise ValueError(msg)
    idle = i.get("idle_share_u", 1.0)
    rows = [
        [cycle_cost(i, cycle, float(u)) for cycle in i["cycles"]]
        for u in np.atleast_1d(array(idle))
    ]
    out: dict[str, Any] = {"cost_per_year": rows if np.ndim(idle) else rows[0]}
    if "m_star_continuous" in expected or "min_cost_continuous" in expected:
        best = optimum.optimal_batches_continuous(
            i["a_margin_at_1d"], i["b_net_at_1d"], i["f_margin"], i["f_prefund"], array(idle)
        )
        out["m_star_continuous"], out["min_cost_continuous"] = best
    return out


def breakeven(i: In, _: Expected) -> Out:
    net, gross, rates = i["b_net_at_1d"], i["gross"], (i["f_margin"], i["f_prefund"])
    if i.get("prefund_full_recycle_multiple", 2) != 2:
        msg = "the engine's atomic pay-in with full reuse is twice the net"
        raise ValueError(msg)
    left = i.get("margin_at_atomic", 0.0)
    now = cycle_cost(i, "T1", i.get("idle_share_u", 1.0))
    unused, reused = (
        settlement.yearly_cost(left, settlement.pay_in(net, gross, np.inf, r), *rates)
        for r in (0.0, 1.0)
    )
    return {
        "recycle_breakeven_vs_1d": optimum.breakeven_recycling(now, left, net, gross, *rates),
        "atomic_cost_r0": unused,
        "atomic_cost_r1": reused,
    }


def recycle_from_lag(i: In, _: Expected) -> Out:
    lag, session = array(i["lag_minutes"]), array(i["session_hours"])
    return {"recycle": netting.recycling_from_lag(lag, session)}


def optimal_batches(i: In, _: Expected) -> Out:
    held, net, rate, price = (
        array(i[key]) for key in ("a_margin_at_1d", "b_net_at_1d", "f_margin", "f_prefund")
    )
    idle, share, recycle = (
        array(i.get(key, default))
        for key, default in (("idle_share_u", 1.0), ("vol_share", 1.0), ("recycle", 0.0))
    )
    most = int(i["n_trades_per_day"])
    best, cost = optimum.optimal_batches(held, net, rate, price, idle, share, recycle, most)
    every = optimum.batch_costs(held, net, rate, price, idle, share, recycle, most)
    return {"batches_per_day": best, "min_cost": cost, "atomic_cost": every[..., -1]}


def duffie_zhu(i: In, _: Expected) -> Out:
    result = netting.duffie_zhu(array(i["N"]), array(i["K"]))
    return {
        "threshold_K": netting.duffie_zhu_threshold(array(i["N"])),
        "ccp_reduces_exposure": result.ccp_reduces,
        "bilateral": result.bilateral,
        "with_ccp": result.with_ccp,
    }


def unsettled(i: In, _: Expected) -> Out:
    value, ratio, days = (array(i[key]) for key in ("gross_per_day", "net_ratio", "n_days"))
    gross, net = settlement.unsettled(value, ratio, days, i.get("rho", 0.0))
    return {"gross_unsettled": gross, "net_unsettled": net}


def locked_capital(i: In, _: Expected) -> Out:
    cycles = [exposure_and_batches(cycle) for cycle in i["cycle"]]
    days, batches = array(cycles).T
    share, net = i["share"], i["net_payin_b"]
    held = share * settlement.fund_at(i["fund_at_1d"], i["vol_share"], days)
    gross = i.get("gross", 2.0 * net)
    cash = share * settlement.pay_in(net, gross, batches, i.get("recycle", 0.0))
    locked, weighted = settlement.locked_capital(
        i["posted"], held, cash, array(i.get("idle_share_u", 1.0))
    )
    return {
        "fund_share": held,
        "locked_overnight": locked,
        "peak_intraday_cash": cash,
        "time_weighted": weighted,
    }


ADAPTERS: Mapping[str, Callable[[In, Expected], Out]] = {
    "volatility_reduction": volatility_reduction,
    "relative_change": relative_change,
    "calibrate_settlement": calibrate,
    "excess_capital_premium": premium,
    "net_gross_ratio": net_gross_ratio,
    "implied_trades": implied_trades,
    "netting_share_of_daily": netting_share,
    "prefund_multiple": prefund_multiple,
    "liquidity_at_risk_ratio": liquidity_at_risk,
    "total_cost / optimum": total_cost,
    "atomic_breakeven_recycle": breakeven,
    "recycle_from_lag": recycle_from_lag,
    "optimal_batches": optimal_batches,
    "duffie_zhu": duffie_zhu,
    "unsettled_exposure": unsettled,
    "locked_capital": locked_capital,
}
