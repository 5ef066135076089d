"""Adapters from validation cases to the engine: collateral and haircuts."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine import FloatArray, addons, backtest, collateral, haircuts, tails
from engine.facts import load_facts

In = dict[str, Any]
Expected = Mapping[str, Any]
Out = Mapping[str, Any]
TABLE_ROWS = {
    "govt_lt_1y": "government_under_1y",
    "govt_1_5y": "government_1_5y",
    "govt_gt_5y": "government_over_5y",
    "other_debt_lt_1y": "other_debt_under_1y",
    "other_debt_1_5y": "other_debt_1_5y",
    "other_debt_gt_5y": "other_debt_over_5y",
    "fx_mismatch": "currency_mismatch",
}
LEVEL = re.compile(r"(q|es)(\d+)(_inverted_cdf)?")


def array(value: Any) -> FloatArray:  # noqa: ANN401
    """Numbers of a case as an array."""
    return np.asarray(value, np.float64)


def multiplier(i: In, dist: str = "normal") -> FloatArray:
    """Tail multiplier of the distribution and level a case names."""
    return tails.tail_multiplier(i.get("dist", dist), array(i.get("alpha", 0.99)), i.get("nu", 4.0))


def volatility(i: In) -> FloatArray:
    """Volatility of a case, with stress mixed in if it gives any."""
    sigma = array(i["sigma"])
    if "sigma_stress" not in i:
        return sigma
    return tails.effective_volatility(sigma, array(i["sigma_stress"]), i.get("stress_weight", 0.25))


def by_asset(i: In, key: str, names: list[str], default: float = 0.0) -> FloatArray:
    """One number per asset from a list, a mapping or a single number."""
    value = i.get(key, default)
    if isinstance(value, dict):
        return array([value.get(name, default) for name in names])
    return np.broadcast_to(array(value), (len(names),))


def effective_haircut(i: In, _: Expected) -> Out:
    h, fx, w = (array(i.get(key, 0.0)) for key in ("h", "fx", "w"))
    return {c: addons.total_haircut(h, fx, w, c) for c in ("additive", "multiplicative")}


def net_exposure(i: In, _: Expected) -> Out:
    h, fx = array(i["h"]), array(i.get("fx", 0.0))
    value, owed = array(i["collateral_mv"])[..., None], array(i["exposure"])
    cut = addons.total_haircut(h, fx, 0.0)[..., None]
    counted = collateral.recognised_value(value, cut, np.ones(1), owed, [True])[..., 0]
    left = collateral.net_exposure(owed, array(i.get("He", 0.0)), value[..., 0], h, fx)
    return {"collateral_after_haircut": counted, "net_exposure": left}


def haircut_table(_: In, expected: Expected) -> Out:
    facts = load_facts()
    return {
        key: facts.value(f"haircut_table.us_uncleared.{TABLE_ROWS.get(key, key)}")
        for key in expected
    }


def required_posting(i: In, _: Expected) -> Out:
    mix = i["mix"]
    names = list(mix) if isinstance(mix, dict) else list(i.get("assets", range(len(mix))))
    h, cap = by_asset(i, "haircut", names), by_asset(i, "cap_share_of_R", names, 1.0)
    eligible = by_asset(i, "eligible", names, 1.0).astype(bool)
    shares, need = by_asset(i, "mix", names), array(i["R"])
    posted = collateral.required_posting(need, shares, h, cap, eligible)
    binding: list[str] = []
    if np.all(np.isfinite(posted)):
        full = collateral.capped(posted[..., None] * shares, h, cap, need, eligible)
        binding = [name for name, flag in zip(names, full, strict=True) if flag]
    return {
        "required_mv": posted,
        "overcollateralisation": posted / need,
        "binding_caps": binding,
    }


def wrong_way_addon(i: In, _: Expected) -> Out:
    ratio = array(i.get("sd_ratio_k", 1.0))
    return {"w": addons.wrong_way_addon(array(i["h"]), array(i["rho"]), ratio)}


def joint_coverage(i: In, _: Expected) -> Out:
    a, b, rho = (array(i[key]) for key in ("a", "b", "rho"))
    return {"coverage": addons.joint_coverage(a, b, rho, array(i["alpha"]))}


def tail_multiplier(i: In, _: Expected) -> Out:
    out = []
    for text in i["spec"]:
        dist, level, *rest = text.split()
        nu = float(rest[0].removeprefix("nu=")) if rest else 4.0
        out.append(float(tails.tail_multiplier(dist, float(level), nu)))
    return {"q": out}


def parametric_haircut(i: In, _: Expected) -> Out:
    model = haircuts.model_haircut(
        multiplier(i),
        volatility(i),
        array(i["days"]),
        array(i["days_per_year"]),
        array(i.get("spread", 0.0)),
        array(i.get("impact", 0.0)),
    )
    applied = haircuts.applied_haircut(model, array(i.get("floor", 0.0)))
    return {"h": applied, "h_before_floor": model}


def es_haircut(i: In, _: Expected) -> Out:
    sigma, days, year, level = (array(i[k]) for k in ("sigma", "days", "days_per_year", "alpha"))
    q = tails.tail_multiplier("es_normal", level)
    return {
        "exact": haircuts.es_haircut_exact(sigma, days, year, level),
        "exp_of_ES_approx": haircuts.model_haircut(q, sigma, days, year),
    }


def basel_scale(i: In, _: Expected) -> Out:
    return {"H": haircuts.basel_scaled(array(i["H10"]), array(i["NR"]), array(i["TM"]))}


def own_estimate(i: In, _: Expected) -> Out:
    h, n, m, r = (array(i[key]) for key in ("H_N", "T_N", "T_M", "NR"))
    return {"H": haircuts.own_estimate_scaled(h, n, m, r)}


def liquidation_days(i: In, _: Expected) -> Out:
    days = haircuts.effective_liquidation_days(array(i["n_slices"]))
    return {"T_eff": days, "continuous_limit_over_n": haircuts.horizon_days(0.0, 1.0)}


def implied_volatility(i: In, _: Expected) -> Out:
    h, days, year = (array(i[key]) for key in ("h", "days", "days_per_year"))
    return {"sigma": haircuts.implied_volatility(h, multiplier(i), days, year)}


def historical(i: In, expected: Expected) -> Out:
    losses = array(i["losses_pct"])
    out = {}
    for key in expected:
        match = LEVEL.fullmatch(key)
        if match is not None:
            measure = tails.historical_quantile if match[1] == "q" else tails.historical_es
            out[key] = measure(losses, float(f"0.{match[2]}"))
    return out


def kupiec(i: In, _: Expected) -> Out:
    ratio, p_value = backtest.kupiec(array(i["x"]), array(i["n"]), array(i["p"]))
    return {"LR": ratio, "p_value": p_value}


def kupiec_region(i: In, _: Expected) -> Out:
    sizes = array(i["n"])
    regions = [backtest.kupiec_region(i["p"], int(n), i.get("size", 0.05)) for n in sizes.flat]
    low, high = (array(ends).reshape(sizes.shape) for ends in zip(*regions, strict=True))
    return {"min_x": low, "max_x": high}


def traffic_light(i: In, _: Expected) -> Out:
    chance, zone = backtest.traffic_light(array(i["x"]), array(i["n"]), array(i["p"]))
    return {"cum_prob": chance, "zone": zone}


def default_haircuts(i: In, _: Expected) -> Out:
    names = list(i["assets"])
    rows = i["assets"].values()
    columns = ("sigma", "sigma_stress", "days_per_year", "spread", "adv", "floor")
    sigma, stress, year, spread, adv, floor = (array([r[key] for r in rows]) for key in columns)
    effective = tails.effective_volatility(sigma, stress, i["stress_weight"])
    sale = haircuts.sale_days(i["block"], i["participation"], adv)
    days = haircuts.horizon_days(i["delay_days"], sale)
    impact = haircuts.price_impact(effective / np.sqrt(year), i["block"], adv, i["impact_Y"])
    model = haircuts.model_haircut(multiplier(i), effective, days, year, spread, impact)
    applied = haircuts.applied_haircut(model, floor)
    return {
        "h_model": dict(zip(names, model.tolist(), strict=True)),
        "h_applied": dict(zip(names, applied.tolist(), strict=True)),
    }


ADAPTERS: Mapping[str, Callable[[In, Expected], Out]] = {
    "effective_haircut": effective_haircut,
    "recognised_value (additive), basel_net_exposure": net_exposure,
    "REGULATORY_HAIRCUTS table": haircut_table,
    "required_posting": required_posting,
    "wrong_way_addon": wrong_way_addon,
    "joint_coverage": joint_coverage,
    "tail_multiplier": tail_multiplier,
    "parametric_haircut": parametric_haircut,
    "es_haircut": es_haircut,
    "basel_scale": basel_scale,
    "basel_own_estimate_scale": own_estimate,
    "effective_liquidation_days": liquidation_days,
    "implied_vol_from_haircut": implied_volatility,
    "historical_quantile / historical_es": historical,
    "kupiec_pof": kupiec,
    "kupiec_nonrejection_region": kupiec_region,
    "traffic_light": traffic_light,
    "default_haircuts": default_haircuts,
}
