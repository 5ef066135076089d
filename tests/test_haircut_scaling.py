"""Haircuts: other holding periods, sale in slices, and the wait for the money."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.haircuts import (
    basel_scaled,
    effective_liquidation_days,
    liquidity_bridge,
    own_estimate_scaled,
)

QUICK = settings(max_examples=50)
days = st.floats(0.0, 60.0)


def test_standard_haircut_for_repo_market_and_secured_lending() -> None:
    found = basel_scaled(0.15, 1.0, np.array([5.0, 10.0, 20.0]))
    assert found == pytest.approx([0.106066017178, 0.15, 0.212132034356])


def test_own_estimate_for_ten_days() -> None:
    found = own_estimate_scaled(0.1, 1.0, 10.0, np.array([1.0, 5.0]))
    assert found == pytest.approx([0.316227766017, 0.374165738677])


@QUICK
@given(h=st.floats(0.0, 0.1), n=st.floats(1.0, 20.0), low=days, high=days)
def test_scaling_never_falls_with_days_and_both_forms_agree(
    h: float, n: float, low: float, high: float
) -> None:
    held = 1.0 + np.array(sorted((low, high)))
    found = basel_scaled(h, n, held)
    assert found[0] <= found[1]
    assert own_estimate_scaled(h, 10.0, held, n) == pytest.approx(found)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1.2, 1.0, 10.0), "h10"),
        ((0.1, 0.5, 10.0), "revaluation_days must be one or more"),
        ((0.1, 1.0, 0.0), "holding_days"),
        ((0.9, 1.0, 20.0), "shorten the holding period"),
    ],
)
def test_standard_scaling_refuses(values: tuple[float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        basel_scaled(*values)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-0.1, 1.0, 10.0, 1.0), "h_n"),
        ((0.1, 0.0, 10.0, 1.0), "t_n"),
        ((0.1, 1.0, 0.0, 1.0), "t_m"),
        ((0.1, 1.0, 10.0, 0.0), "revaluation_days"),
        ((0.5, 1.0, 10.0, 1.0), "scaled haircut 158% is above 100%"),
    ],
)
def test_own_estimate_refuses(values: tuple[float, float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        own_estimate_scaled(*values)


def test_days_of_full_risk_of_equal_slices() -> None:
    assert effective_liquidation_days(np.array([1, 5, 20])) == pytest.approx([1.0, 2.2, 7.175])


@QUICK
@given(n=st.integers(1, 500))
def test_slices_carry_the_variance_of_what_is_still_held(n: int) -> None:
    held = np.arange(n, 0, -1) / n
    found = effective_liquidation_days(n)
    assert found == pytest.approx(float((held**2).sum()))
    assert n / 3.0 < found <= n


@pytest.mark.parametrize(("n", "words"), [(0, "one or more"), (2.5, "must be whole; got 2.5")])
def test_slices_refuse(n: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        effective_liquidation_days(n)


def test_two_days_without_the_proceeds() -> None:
    assert liquidity_bridge(100e6, 2.0, 0.05) == pytest.approx(100e6 * 0.1 / 365.0)
    assert liquidity_bridge(100e6, 2.0, 0.05, 360.0) == pytest.approx(100e6 * 0.1 / 360.0)


@QUICK
@given(proceeds=st.floats(0.0, 5e9), t=days, rate=st.floats(0.0, 1.0))
def test_bridge_grows_evenly_with_days(proceeds: float, t: float, rate: float) -> None:
    once, twice = liquidity_bridge(proceeds, np.array([t, 2.0 * t]), rate)
    assert twice == pytest.approx(2.0 * once)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-1.0, 1.0, 0.05, 365.0), "proceeds"),
        ((1.0, -1.0, 0.05, 365.0), "days must be zero or more"),
        ((1.0, 1.0, -0.05, 365.0), "rate"),
        ((1.0, 1.0, 0.05, 0.0), "days_per_year"),
    ],
)
def test_bridge_refuses(values: tuple[float, float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        liquidity_bridge(*values)
