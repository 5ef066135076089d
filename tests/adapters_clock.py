"""Adapters from validation cases to the engine: call clock, leverage and eligibility."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from engine import FloatArray, calls, eligibility, haircuts, leverage, margin, tails
from engine.facts import DATA, load_facts, read_yaml
from engine.rail_records import holidays_from, rails_from
from engine.rails import ClockOptions, Rail
from tests.adapters_collateral import array, multiplier, volatility

In = dict[str, Any]
Expected = Mapping[str, Any]
Out = Mapping[str, Any]
HOURS_PER_YEAR, DAYS_PER_YEAR, TRADING_DAYS = 8760.0, 365.0, 252.0
QUANTILE = re.compile(r"q(\d+)")
EQUITY = re.compile(r"q(\d+)_equity_(\d+)m_sigma(\d+)")
CUTS = {  # name in a case: (name in the data, its size in the unit of the case, less is better)
    "days_to_liquidate": ("days_to_sell", 1.0, True),
    "days_to_sell": ("days_to_sell", 1.0, True),
    "round_trip_bp": ("round_trip", 1e4, True),
    "stressed_round_trip_bp": ("round_trip", 1e4, True),
    "sources": ("sources", 1.0, False),
    "independent_sources": ("sources", 1.0, False),
    "price_gap_move": ("gap_move", 1.0, True),
    "gap_move": ("gap_move", 1.0, True),
    "dispersion_bp": ("dispersion", 1e4, True),
    "hours_to_deliver": ("deliver_hours", 1.0, True),
    "deliver_hours": ("deliver_hours", 1.0, True),
}


def clock_data() -> tuple[dict[str, Rail], frozenset[date]]:
    """Rails and holidays of the data folder."""
    calendars = read_yaml(DATA / "calendars.yaml")
    return rails_from(read_yaml(DATA / "rails.yaml")), holidays_from(calendars)


def instant(i: In, key: str) -> datetime:
    """Wall time of a case in the zone it names."""
    wall = i[key] if isinstance(i[key], datetime) else datetime.fromisoformat(i[key])
    return wall.replace(tzinfo=ZoneInfo(i.get("tz", "America/New_York")))


def level(digits: str) -> float:
    """Level of a key such as q99 or q975."""
    return float(f"0.{digits}")


def hours_uncovered(i: In, expected: Expected) -> Out:
    rails, holidays = clock_data()
    options = ClockOptions(
        ccp_bank_hours=not i.get("ccp_accepts_24x7", True),
        must_mint=i.get("must_mint", False),
        congestion=i.get("congestion", False),
        fed22x6=i.get("fed22x6", False),
    )
    call = instant(i, "call_local")
    return {
        "hours": {
            code: calls.hours_uncovered(call, calls.route(code, rails, options), holidays)
            for code in expected["hours"]
        }
    }


def uncovered_exposure(i: In, expected: Expected) -> Out:
    notional, sigma, hours = array(i["notional"]), volatility(i), array(i["hours"])
    out: dict[str, Any] = {}
    for key in expected:
        match = QUANTILE.fullmatch(key)
        if match is not None:
            q = multiplier(i | {"alpha": level(match[1])})
            out[key] = calls.uncovered_exposure(notional, q, sigma, hours / 24.0, DAYS_PER_YEAR)
    args = (notional, sigma, hours, HOURS_PER_YEAR)
    out["expected_positive"] = margin.expected_positive_exposure(*args)
    if hours.ndim:
        out["ratio"] = out["expected_positive"][-1] / out["expected_positive"][0]
    return out


def equivalent_days(i: In, expected: Expected) -> Out:
    _, holidays = clock_data()
    call, cover = instant(i, "call_local"), instant(i, "cover_local")
    business, other = calls.business_split(call, cover, holidays)
    days = calls.equivalent_days(call, cover, holidays, i["omega_nonbusiness"])
    out = {
        "business_hours_24": business,
        "nonbusiness_hours": other,
        "equivalent_trading_days": days,
    }
    for key in expected:
        match = EQUITY.fullmatch(key)
        if match is not None:
            q = tails.tail_multiplier(i.get("dist", "normal"), level(match[1]), i.get("nu", 4.0))
            notional, sigma = float(match[2]) * 1e6, float(match[3]) / 100.0
            out[key] = float(calls.uncovered_exposure(notional, q, sigma, days, TRADING_DAYS))
    return out


def leverage_case(i: In, _: Expected) -> Out:
    if "h" in i:
        lent = leverage.leverage(array(i["im_rate"]), array(i["h"]), 0.0, 0.0)
        return {
            "leverage": leverage.self_financed(array(i["h"])),
            "loan_to_value": lent,
            "collateral_rate": 1.0 / lent,
        }
    rate = array(i["im_rate"]) if "im_rate" in i else _im_rate(i)
    haircut, buffer = array(i["haircut"]), array(i["liquidity_buffer"])
    carried = leverage.leverage(rate, haircut, buffer, array(i.get("prefund", 0.0)))
    return {"im_rate": rate, "leverage": carried}


def _im_rate(i: In) -> FloatArray:
    days = array(i["mpor_hours"]) / 24.0
    year = array(i.get("days_per_year", DAYS_PER_YEAR))
    return margin.initial_margin(1.0, multiplier(i), volatility(i), days, year)


def reuse(i: In, _: Expected) -> Out:
    share, haircut = array(i["reuse"]), array(i["haircut"])
    return {
        "multiplier": leverage.reuse_multiplier(share, haircut, array(i["chain"])),
        "infinite": leverage.reuse_limit(share, haircut),
    }


def eligible(i: In, _: Expected) -> Out:
    overall = float(eligibility.overall_score(list(i["scores"].values())))
    return {
        "overall": overall,
        "status": eligibility.status(overall, i.get("legal_gate", True)),
        "binding": list(eligibility.binding_tests(i["scores"])),
        "mean": eligibility.mean_score(list(i["scores"].values())),
    }


def indicator(i: In, _: Expected) -> Out:
    name, unit, less = CUTS[i["indicator"]]
    facts = load_facts()
    rows = ("score_3", "score_2", "score_1")
    cuts = [facts.value(f"eligibility.threshold.{name}.{row}") for row in rows]
    out: dict[str, Any] = {}
    if "adv" in i:
        value = haircuts.sale_days(array(i["block"]), array(i["participation"]), array(i["adv"]))
        out["days"] = value
    else:
        value = array(i["value"]) / unit
    score = eligibility.score_at_most if less else eligibility.score_at_least
    return {**out, "score": score(value, cuts)}


def matrix(i: In, _: Expected) -> Out:
    rows = i["scores_L_P_C_O"]
    scores = np.array(list(rows.values()), np.float64)
    overall, mean = eligibility.overall_score(scores), eligibility.mean_score(scores)
    return {
        "overall": dict(zip(rows, overall.tolist(), strict=True)),
        "mean_for_contrast": dict(zip(rows, mean.tolist(), strict=True)),
    }


ADAPTERS: Mapping[str, Callable[[In, Expected], Out]] = {
    "hours_uncovered": hours_uncovered,
    "uncovered_exposure": uncovered_exposure,
    "equivalent_days": equivalent_days,
    "leverage": leverage_case,
    "reuse_multiplier": reuse,
    "eligibility": eligible,
    "indicator_score": indicator,
    "eligibility matrix": matrix,
}
