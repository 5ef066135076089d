"""The haircut as a whole: strict laws of every input, and quantiles by a second method."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from engine.haircuts import (
    applied_haircut,
    horizon_days,
    implied_volatility,
    model_haircut,
    price_impact,
    sale_days,
)
from engine.tails import effective_volatility, tail_multiplier

QUICK = settings(max_examples=60, deadline=None)
PAIRS = [("normal", "es_normal"), ("student_t", "es_t")]
DISTS = [name for pair in PAIRS for name in pair]
LEVELS = [0.975, 0.99, 0.995, 0.997]
INPUTS = {
    "dist": st.sampled_from(DISTS),
    "a": st.floats(0.95, 0.995),
    "sigma": st.floats(0.05, 1.0),
    "delay": st.floats(0.0, 20.0),
    "spread": st.floats(0.0, 0.05),
    "size": st.floats(1e6, 1e9),
    "adv": st.floats(1e9, 1e11),
    "clock": st.sampled_from([252.0, 365.0]),
}
STEPS = {"a": 0.004, "sigma": 0.5, "delay": 5.0, "spread": 0.02, "size": 1e9, "adv": 1e11}


def haircut(**given_: Any) -> float:  # noqa: ANN401
    """Model haircut of a block from the inputs a user sees, stress volatility twice as high."""
    sigma = effective_volatility(given_["sigma"], 2.0 * given_["sigma"], 0.25)
    days = sale_days(given_["size"], 0.1, given_["adv"])
    impact = price_impact(sigma / np.sqrt(given_["clock"]), given_["size"], given_["adv"], 1.0)
    q = tail_multiplier(given_["dist"], given_["a"], given_.get("nu", 4.0))
    horizon = horizon_days(given_["delay"], days)
    return float(model_haircut(q, sigma, horizon, given_["clock"], given_["spread"], impact))


@QUICK
@given(inputs=st.fixed_dictionaries(INPUTS), name=st.sampled_from(sorted(STEPS)))
def test_haircut_moves_with_every_input(inputs: dict[str, Any], name: str) -> None:
    """Up with time, volatility, spread, block and confidence; down with the market's depth."""
    moved = haircut(**(inputs | {name: inputs[name] + STEPS[name]}))
    base = haircut(**inputs)
    assert moved < base if name == "adv" else moved > base
    assert 0.0 <= min(base, moved) <= max(base, moved) < 1.0


@QUICK
@given(inputs=st.fixed_dictionaries(INPUTS), pair=st.sampled_from(PAIRS), nu=st.floats(2.1, 50.0))
def test_shortfall_haircut_exceeds_the_quantile_one(
    inputs: dict[str, Any], pair: tuple[str, str], nu: float
) -> None:
    quantile, shortfall = (haircut(**(inputs | {"dist": d, "nu": nu})) for d in pair)
    assert shortfall > quantile


@QUICK
@given(inputs=st.fixed_dictionaries(INPUTS))
def test_fat_tails_exceed_the_normal_at_99_percent(inputs: dict[str, Any]) -> None:
    at = inputs | {"a": 0.99}
    assert haircut(**(at | {"dist": "student_t"})) > haircut(**(at | {"dist": "normal"}))
    assert haircut(**(at | {"dist": "es_t"})) > haircut(**(at | {"dist": "es_normal"}))


@QUICK
@given(
    dist=st.sampled_from(DISTS), a=st.floats(0.9, 0.999), sigma=st.floats(0.01, 2.0),
    t=st.floats(0.1, 60.0), clock=st.sampled_from([252.0, 365.0]),
)  # fmt: skip
def test_volatility_and_haircut_are_inverse_to_each_other(
    dist: str, a: float, sigma: float, t: float, clock: float
) -> None:
    q = tail_multiplier(dist, a)
    found = model_haircut(q, sigma, t, clock)
    if found < 0.99:
        assert implied_volatility(found, q, t, clock) == pytest.approx(sigma, rel=1e-10)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("nu", [2.5, 3.0, 4.0, 8.0, 30.0])
def test_quantiles_are_those_of_scipy(level: float, nu: float) -> None:
    """On unit variance: a t distribution has variance nu/(nu-2), so its quantile is scaled."""
    assert tail_multiplier("normal", level) == pytest.approx(stats.norm.ppf(level), rel=1e-12)
    scaled = stats.t.ppf(level, nu) / stats.t.std(nu)
    assert tail_multiplier("student_t", level, nu) == pytest.approx(scaled, rel=1e-10)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("nu", [2.5, 4.0, 8.0, 30.0])
def test_shortfalls_are_the_integrated_tails(level: float, nu: float) -> None:
    """Mean beyond the quantile, integrated over the quantiles of the tail."""
    for dist, law, unit in (
        ("es_normal", stats.norm, 1.0),
        ("es_t", stats.t(nu), stats.t.std(nu)),
    ):
        start = float(law.ppf(level))
        tail, _ = integrate.quad(lambda x, law=law: x * law.pdf(x), start, np.inf, epsabs=1e-12)
        expected = tail / (1.0 - level) / unit
        assert tail_multiplier(dist, level, nu) == pytest.approx(expected, rel=1e-6)


@pytest.mark.parametrize(("dist", "law"), [("normal", stats.norm), ("student_t", stats.t(4.0))])
def test_model_haircut_is_the_quantile_of_the_lognormal_fall(dist: str, law: Any) -> None:  # noqa: ANN401
    """P(fall > h) is one less the confidence, price ``exp(-v x)`` with unit variance x."""
    v = 0.6 * np.sqrt(2.0 / 365.0)
    h = float(model_haircut(tail_multiplier(dist, 0.99), 0.6, 2.0, 365.0))
    x = -np.log1p(-h) / v
    assert law.sf(x * law.std()) == pytest.approx(0.01, rel=1e-9)


@QUICK
@given(model=st.floats(0.0, 1.0), floor=st.floats(0.0, 1.0), more=st.floats(0.0, 1.0))
def test_a_higher_floor_or_model_never_lowers_what_applies(
    model: float, floor: float, more: float
) -> None:
    base = applied_haircut(model, floor)
    assert applied_haircut(min(1.0, model + more), floor) >= base
    assert applied_haircut(model, min(1.0, floor + more)) >= base
