"""Adapters from validation cases to the engine: default waterfall and spiral."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from engine import FloatArray, margin, simulation, spiral, waterfall
from tests.adapters_collateral import array, multiplier

In = dict[str, Any]
Expected = Mapping[str, Any]
Out = Mapping[str, Any]
RESOURCES = ("im", "df_defaulter", "sitg", "df_mutual", "assessments")


def allocate(i: In, _: Expected) -> Out:
    names = list(i["layers"])
    sizes = array(list(i["layers"].values()))
    loss = array(i["loss"] if "loss" in i else i["loss_beyond_defaulter_resources"])
    shares = waterfall.allocate(loss, sizes)
    out: dict[str, Any] = {"allocation": shares}
    if "df_mutual" in names:
        at = names.index("df_mutual")
        out["df_remaining"] = sizes[at] - shares[..., at]
        out["df_used_share"] = shares[..., at] / sizes[at] if sizes[at] else np.nan
    return out


def resources(i: In) -> list[float]:
    """Layers that a case gives, in their order."""
    return [float(i[name]) for name in RESOURCES if name in i]


def deviation(i: In, sigma: str, days: str) -> FloatArray:
    """Give the standard deviation over the period, per unit of value."""
    return margin.initial_margin(1.0, 1.0, array(i[sigma]), array(i[days]), i["days_per_year"])


def layer_analytics(i: In, _: Expected) -> Out:
    sd = array(i["notional"]) * deviation(i, "sigma", "mpor_days")
    risk = waterfall.layer_risk(sd, resources(i))
    names = [name for name in RESOURCES if name in i]
    return {**risk._asdict(), "layers": [*names, "unfunded"]}


def joint_shortfall(i: In, _: Expected) -> Out:
    value = array(i["collateral_mv"])
    position = array(i["notional"]) * deviation(i, "sigma_pos", "days")
    held = value * deviation(i, "sigma_coll", "days")
    joint = waterfall.joint_shortfall(position, held, array(i["rho"]), value)
    cash = waterfall.joint_shortfall(position, 0.0, 0.0, multiplier(i) * position)
    return {
        "p_shortfall": joint.probability,
        "expected_shortfall_amount": joint.expected_amount,
        "cash_p_shortfall": cash.probability,
        "cash_expected_shortfall_amount": cash.expected_amount,
    }


def monte_carlo(i: In, _: Expected) -> Out:
    first, *later = resources(i)
    z = simulation.draws(int(i["n_paths"]), float(i.get("rho", 0.0)), int(i["seed"]))
    sd = float(deviation(i, "sigma", "mpor_days"))
    loss = simulation.position_loss(float(i["notional"]), sd, z[0], linear=True)
    held = simulation.collateral_worth(first, float(i.get("sd_collateral", 0.0)), z[1])
    shares = waterfall.allocate(loss, simulation.layers_on_paths(held, later))
    if not np.allclose(shares.sum(axis=-1), loss, rtol=1e-9, atol=0.0):
        msg = "the layers do not add up to the loss on every path"
        raise ValueError(msg)
    result = simulation.layer_statistics(shares)
    return {
        "p_hit": result.p_hit,
        "p_hit_error": result.p_error,
        "expected_loss": result.expected_loss,
        "expected_loss_error": result.expected_error,
    }


def stress(i: In, _: Expected) -> Out:
    rows = []
    shocks = np.broadcast_to(array(i["shock_collateral"]), (len(i["collateral"]),))
    for text, shock in zip(i["collateral"], shocks, strict=True):
        haircut = float(text.rsplit("h=", 1)[1])
        result = waterfall.stress_shortfall(
            i["notional"], i["im"], i["shock_position"], haircut, float(shock)
        )
        rows.append(
            {
                "loss": float(result.loss),
                "collateral_mv_posted": float(result.posted),
                "collateral_liquidation_value": float(result.liquidation_value),
                "shortfall": float(result.shortfall),
            }
        )
    return {"result": rows}


def spiral_case(i: In, _: Expected) -> Out:
    names = ("s", "A", "k", "C", "h", "chi", "B", "D", "f")
    result = spiral.spiral(*(array(i[name]) for name in names))
    return {
        "g": result.call_rate,
        "loop_gain": result.loop_gain,
        "total_drop": result.total_drop,
        "multiplier": result.multiplier,
        "stable": result.stable,
    }


def marginal(i: In, _: Expected) -> Out:
    return {"mu": spiral.marginal_multiplier(array(i["loop_gain"]))}


ADAPTERS: Mapping[str, Callable[[In, Expected], Out]] = {
    "allocate": allocate,
    "layer_analytics_normal": layer_analytics,
    "joint_shortfall_linear": joint_shortfall,
    "monte_carlo": monte_carlo,
    "stress_deterministic": stress,
    "spiral": spiral_case,
    "marginal_multiplier": marginal,
}
