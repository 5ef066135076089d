"""Adapters from validation cases to the engine: margin and its procyclicality."""

from collections.abc import Callable, Mapping
from typing import Any

from engine import FloatArray, margin, procyclicality, tails
from tests.adapters_collateral import array, multiplier, volatility

In = dict[str, Any]
Expected = Mapping[str, Any]
Out = Mapping[str, Any]


def initial_margin(i: In, _: Expected) -> Out:
    days = array(i["mpor_days"]) if "mpor_days" in i else array(i["mpor_hours"]) / 24.0
    sigma, year = volatility(i), array(i["days_per_year"])
    im = margin.initial_margin(array(i["notional"]), multiplier(i), sigma, days, year)
    return {"im": im, "sigma_eff": sigma}


def quantile_ratio(i: In, _: Expected) -> Out:
    dist, nu = i.get("dist", "normal"), i.get("nu", 4.0)
    to = tails.tail_multiplier(dist, array(i["to"]), nu)
    return {"ratio": to / tails.tail_multiplier(dist, array(i["from"]), nu)}


def mpor(i: In, _: Expected) -> Out:
    floor: FloatArray = array(i.get("floor_days", 0.0))
    if "floor_business_days" in i:
        floor = margin.floor_days(array(i["floor_business_days"]), array(i["days_per_year"]))
    periods = {}
    for who in ("legacy", "token"):
        h = i[f"{who}_hours"]
        since, detect, transfer, close = (
            float(h[key]) for key in ("since_last_good_call", "detect", "transfer", "close_out")
        )
        profile = i.get("close_profile", "block")
        model = margin.period_days(since, detect, transfer, close, profile)
        periods[who] = margin.applied_period(model, floor)
    token, legacy = (
        margin.initial_margin(1.0, 1.0, 1.0, periods[who], 365.0) for who in ("token", "legacy")
    )
    days = {f"{who}_days": value for who, value in periods.items()}
    return {**days, "im_ratio_token_over_legacy": token / legacy}


def ewma_impulse(i: In, _: Expected) -> Out:
    before, after, decay, t = (array(i[key]) for key in ("sigma0", "sigma1", "lambda", "t"))
    return {
        "sigma": procyclicality.ewma_step(before, after, decay, t),
        "half_life_days": procyclicality.ewma_half_life(decay),
    }


def ewma_shock(i: In, _: Expected) -> Out:
    return {"im_ratio": procyclicality.shock_ratio(array(i["lambda"]), array(i["k_sigma"]))}


def apc_buffer(i: In, _: Expected) -> Out:
    return {"im": margin.buffered_margin(array(i["raw"]), i["buffer"], i["rebuild_rate"])}


def apc_stress_weight(i: In, _: Expected) -> Out:
    sigma, stress, weight = (array(i[key]) for key in ("sigma", "sigma_stress", "w"))
    return {
        f"sigma_{on}_mix": margin.stressed_volatility(sigma, stress, weight, on)
        for on in ("variance", "margin")
    }


def procyclical(i: In, _: Expected) -> Out:
    path = array(i["im_path"])
    lags = array(i["n"])
    rises = array([procyclicality.largest_increase(path, int(n)) for n in lags.flat])
    peak = procyclicality.peak_to_trough(path)
    return {"peak_to_trough": peak, "n_day_max_increase": rises.reshape(lags.shape)}


def schedule(i: In, _: Expected) -> Out:
    notional, rate = array(i["notional"]), array(i["rate"])
    net = margin.schedule_margin(notional, rate, i["net_rc"], i["gross_rc"])
    gross = margin.schedule_margin(notional, rate, 0.0, 0.0)
    return {"gross_im": gross, "ngr": (net / gross - 0.4) / 0.6, "net_im": net}


def intraday(i: In, _: Expected) -> Out:
    values = tuple(array(i[key]) for key in ("notional", "sigma", "hours", "hours_per_year"))
    return {
        "expected_positive": margin.expected_positive_exposure(*values),
        "expected_max_adverse": margin.expected_adverse_move(*values),
    }


ADAPTERS: Mapping[str, Callable[[In, Expected], Out]] = {
    "initial_margin": initial_margin,
    "quantile_ratio": quantile_ratio,
    "mpor": mpor,
    "ewma_impulse": ewma_impulse,
    "ewma_one_shock_ratio": ewma_shock,
    "apc_buffer": apc_buffer,
    "apc_stress_weight": apc_stress_weight,
    "procyclicality": procyclical,
    "schedule_im": schedule,
    "intraday_exposure": intraday,
}
