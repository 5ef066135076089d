"""Haircuts: model value, floor, shortfall form and reading one backwards."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.haircuts import (
    applied_haircut,
    es_haircut_exact,
    horizon_days,
    implied_volatility,
    model_haircut,
    price_impact,
    sale_days,
)
from engine.tails import effective_volatility, tail_multiplier

QUICK = settings(max_examples=50)
NORMAL_99 = 2.32634787404
multipliers = st.floats(0.1, 4.0)
volatilities = st.floats(0.0, 2.0)
days = st.floats(0.0, 60.0)
clocks = st.sampled_from([252.0, 365.0])
spreads = st.floats(0.0, 0.1)
impacts = st.floats(0.0, 0.5)
shares = st.floats(0.0, 1.0)
sizes = st.floats(0.0, 5e9)
volumes = st.floats(1e6, 1e12)


def ordered(low: float, high: float) -> tuple[float, float]:
    return min(low, high), max(low, high)


def test_bitcoin_haircut_after_a_day() -> None:
    """The whole chain for a block of USD 50m: 10.7 % by the model, 20 % applied."""
    sigma = effective_volatility(0.6, 1.2, 0.25)
    horizon = horizon_days(1.0, sale_days(50e6, 0.1, 20e9))
    impact = price_impact(sigma / np.sqrt(365.0), 50e6, 20e9, 1.0)
    q = tail_multiplier("student_t", 0.99)
    model = model_haircut(q, sigma, horizon, 365.0, 0.0005, impact)
    assert model == pytest.approx(0.106723749437)
    assert applied_haircut(model, 0.20) == 0.20


def test_haircut_over_one_to_ten_days() -> None:
    found = model_haircut(NORMAL_99, 0.6, np.array([0.0, 1.0, 2.0, 5.0, 10.0]), 365.0)
    expected = [0.0, 0.0704549143937, 0.0981638229317, 0.150720600521, 0.206289031827]
    assert found == pytest.approx(expected, rel=1e-9)


@QUICK
@given(q=multipliers, sigma=volatilities, t=days, a=clocks, s=spreads, impact=impacts)
def test_haircut_is_a_share(
    q: float, sigma: float, t: float, a: float, s: float, impact: float
) -> None:
    assert 0.0 <= model_haircut(q, sigma, t, a, s, impact) < 1.0


@QUICK
@given(low=days, high=days, sigma=volatilities, s=spreads, impact=impacts)
def test_haircut_never_falls_with_time(
    low: float, high: float, sigma: float, s: float, impact: float
) -> None:
    times = np.array(ordered(low, high))
    found = model_haircut(2.5, sigma, times, 365.0, s, impact)
    assert found[0] <= found[1]


@QUICK
@given(low=volatilities, high=volatilities, t=days)
def test_haircut_never_falls_with_volatility(low: float, high: float, t: float) -> None:
    found = model_haircut(2.5, np.array(ordered(low, high)), t, 365.0)
    assert found[0] <= found[1]


@QUICK
@given(low=spreads, high=spreads, q_low=multipliers, q_high=multipliers, t=days)
def test_haircut_never_falls_with_spread_or_confidence(
    low: float, high: float, q_low: float, q_high: float, t: float
) -> None:
    q = np.array(ordered(q_low, q_high))
    found = model_haircut(q, 0.6, t, 365.0, np.array(ordered(low, high)), 0.0)
    assert found[0] <= found[1]


@QUICK
@given(q_low=sizes, q_high=sizes, v_low=volumes, v_high=volumes, sigma=volatilities)
def test_larger_blocks_and_thinner_markets_never_lower_the_haircut(
    q_low: float, q_high: float, v_low: float, v_high: float, sigma: float
) -> None:
    size, volume = np.array(ordered(q_low, q_high)), np.array(ordered(v_low, v_high)[::-1])
    horizon = horizon_days(1.0, sale_days(size, 0.1, volume))
    impact = price_impact(sigma / 19.0, size, volume, 1.0)
    found = model_haircut(2.5, sigma, horizon, 365.0, 0.001, impact)
    assert found[0] <= found[1]


@QUICK
@given(q=multipliers, sigma=volatilities, a=clocks)
def test_no_time_and_no_cost_is_no_haircut(q: float, sigma: float, a: float) -> None:
    assert model_haircut(q, sigma, 0.0, a) == 0.0


@QUICK
@given(sigma=st.floats(0.001, 0.05), t=st.floats(0.1, 5.0))
def test_four_times_the_horizon_doubles_a_small_haircut(sigma: float, t: float) -> None:
    once, fourfold = model_haircut(NORMAL_99, sigma, np.array([t, 4.0 * t]), 365.0)
    assert fourfold == pytest.approx(2.0 * once, rel=0.02)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-1.0, 0.6, 1.0, 365.0, 0.0, 0.0), "multiplier"),
        ((2.3, -0.6, 1.0, 365.0, 0.0, 0.0), "sigma must be zero or more"),
        ((2.3, 0.6, -1.0, 365.0, 0.0, 0.0), "horizon_days"),
        ((2.3, 0.6, 1.0, 0.0, 0.0, 0.0), "days_per_year must be above zero"),
        ((2.3, 0.6, 1.0, 365.0, -0.1, 0.0), "spread"),
        ((2.3, 0.6, 1.0, 365.0, 0.0, float("nan")), "impact"),
    ],
)
def test_model_haircut_refuses(
    values: tuple[float, float, float, float, float, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        model_haircut(*values)


@QUICK
@given(model=shares, floor=shares)
def test_applied_haircut_is_one_of_the_two_and_below_neither(model: float, floor: float) -> None:
    found = applied_haircut(model, floor)
    assert found in (model, floor)
    assert found >= model
    assert found >= floor


@pytest.mark.parametrize(("model", "floor"), [(-0.1, 0.2), (1.1, 0.2), (0.1, 1.2)])
def test_applied_haircut_refuses(model: float, floor: float) -> None:
    with pytest.raises(ValueError, match="must be between 0 and 1"):
        applied_haircut(model, floor)


def test_sale_time_and_horizon() -> None:
    assert sale_days(50e6, 0.1, np.array([0.1e9, np.inf])) == pytest.approx([5.0, 0.0])
    assert horizon_days(2.0, 4.5) == pytest.approx(3.5)


@QUICK
@given(size=sizes, volume=volumes, low=st.floats(0.01, 1.0), high=st.floats(0.01, 1.0))
def test_selling_a_larger_share_of_the_volume_never_takes_longer(
    size: float, volume: float, low: float, high: float
) -> None:
    found = sale_days(size, np.array(ordered(low, high)), volume)
    assert found[0] >= found[1]


@QUICK
@given(delay=days, sale=days)
def test_horizon_lies_between_the_delay_and_the_last_sale(delay: float, sale: float) -> None:
    assert delay <= horizon_days(delay, sale) <= delay + sale


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-1.0, 0.1, 1.0), "size"),
        ((1.0, 0.0, 1.0), "participation must be above 0"),
        ((1.0, 1.5, 1.0), "participation"),
        ((1.0, 0.1, 0.0), "adv must be above zero"),
    ],
)
def test_sale_time_refuses(values: tuple[float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sale_days(*values)


@pytest.mark.parametrize(("delay", "sale"), [(-1.0, 0.0), (0.0, -1.0), (0.0, float("inf"))])
def test_horizon_refuses(delay: float, sale: float) -> None:
    with pytest.raises(ValueError, match="_days must be zero or more"):
        horizon_days(delay, sale)


def test_impact_follows_the_square_root() -> None:
    assert price_impact(0.04, 1e9, np.array([4e9, np.inf]), 1.5) == pytest.approx([0.03, 0.0])


@QUICK
@given(sigma=volatilities, size=sizes, volume=volumes)
def test_four_times_the_block_has_twice_the_impact(
    sigma: float, size: float, volume: float
) -> None:
    once, fourfold = price_impact(sigma, np.array([size, 4.0 * size]), volume, 1.0)
    assert fourfold == pytest.approx(2.0 * once)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-0.1, 1.0, 1.0, 1.0), "sigma_daily"),
        ((0.1, -1.0, 1.0, 1.0), "size"),
        ((0.1, 1.0, 0.0, 1.0), "adv"),
        ((0.1, 1.0, 1.0, -1.0), "y must be zero or more"),
    ],
)
def test_impact_refuses(values: tuple[float, float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        price_impact(*values)


def test_mean_loss_beyond_the_quantile_over_ten_days() -> None:
    assert es_haircut_exact(0.6, 10.0, 365.0, 0.99) == pytest.approx(0.232195187686, rel=1e-9)
    assert es_haircut_exact(0.6, 0.0, 365.0, 0.99) == 0.0


@QUICK
@given(sigma=volatilities, t=days, a=clocks, level=st.floats(0.9, 0.999))
def test_exact_shortfall_lies_between_the_quantile_and_the_bound(
    sigma: float, t: float, a: float, level: float
) -> None:
    exact = es_haircut_exact(sigma, t, a, level)
    quantile = model_haircut(tail_multiplier("normal", level), sigma, t, a)
    bound = model_haircut(tail_multiplier("es_normal", level), sigma, t, a)
    assert quantile - 1e-12 <= exact <= bound + 1e-12


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-0.6, 1.0, 365.0, 0.99), "sigma"),
        ((0.6, -1.0, 365.0, 0.99), "days must be zero or more"),
        ((0.6, 1.0, -365.0, 0.99), "days_per_year"),
        ((0.6, 1.0, 365.0, 1.0), "confidence"),
    ],
)
def test_exact_shortfall_refuses(values: tuple[float, float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        es_haircut_exact(*values)


def test_what_twenty_percent_stands_for() -> None:
    found = implied_volatility(0.2, NORMAL_99, np.array([1.0, 2.0, 5.0, 10.0]), 365.0)
    assert found == pytest.approx([1.83255118871, 1.29580937241, 0.819541806041, 0.579503568518])


@QUICK
@given(q=st.floats(0.5, 4.0), sigma=volatilities, t=st.floats(0.1, 60.0), a=clocks)
def test_reading_a_haircut_backwards_returns_its_volatility(
    q: float, sigma: float, t: float, a: float
) -> None:
    haircut = model_haircut(q, sigma, t, a)
    assert implied_volatility(haircut, q, t, a) == pytest.approx(sigma, rel=1e-10, abs=1e-10)
    again = model_haircut(q, implied_volatility(haircut, q, t, a), t, a)
    assert again == pytest.approx(haircut, rel=1e-10, abs=1e-10)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1.0, 2.3, 1.0, 365.0), "haircut must be zero or more and below 1; got 1"),
        ((0.2, 0.0, 1.0, 365.0), "multiplier"),
        ((0.2, 2.3, 0.0, 365.0), "days must be above zero"),
        ((0.2, 2.3, 1.0, 0.0), "days_per_year"),
    ],
)
def test_reading_backwards_refuses(values: tuple[float, float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        implied_volatility(*values)
