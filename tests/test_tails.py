"""Tail multipliers, mixed volatility and quantiles of past losses."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.tails import (
    SHARE,
    checked,
    effective_volatility,
    historical_es,
    historical_quantile,
    tail_multiplier,
)

QUICK = settings(max_examples=50)
PAIRS = (("normal", "es_normal"), ("student_t", "es_t"))
LOSSES = [
    *(0.3, -1.2, 0.8, 2.1, -0.4, 3.7, 0.0, 1.1, -2.2, 0.9),
    *(5.4, -0.7, 1.6, 0.2, -1.5, 2.8, 0.6, -0.1, 4.2, 1.3),
]
levels = st.floats(0.9, 0.9995)
freedoms = st.floats(2.05, 60.0)
volatilities = st.floats(0.0, 3.0)
series = st.lists(st.floats(-100.0, 100.0), min_size=1, max_size=40).map(np.array)


@pytest.mark.parametrize(
    ("dist", "confidence", "expected"),
    [
        ("normal", 0.99, 2.32634787404),
        ("normal", 0.997, 2.74778138544),
        ("es_normal", 0.975, 2.3378027922),
        ("es_normal", 0.99, 2.66521422035),
        ("student_t", 0.99, 2.64949190679),
        ("es_t", 0.99, 3.69151048568),
    ],
)
def test_multipliers_are_those_of_the_tables(dist: str, confidence: float, expected: float) -> None:
    assert tail_multiplier(dist, confidence) == pytest.approx(expected, rel=1e-9)


def test_multiplier_broadcasts_level_against_freedom() -> None:
    assert tail_multiplier(
        "es_t", np.array([[0.99], [0.995]]), np.array([3.0, 4.0, 5.0])
    ).shape == (
        2,
        3,
    )


@QUICK
@given(level=levels, nu=freedoms, pair=st.sampled_from(PAIRS))
def test_shortfall_is_never_below_the_quantile(
    level: float, nu: float, pair: tuple[str, str]
) -> None:
    quantile, shortfall = pair
    assert tail_multiplier(shortfall, level, nu) >= tail_multiplier(quantile, level, nu)


@QUICK
@given(
    low=levels, high=levels, nu=freedoms, dist=st.sampled_from([name for p in PAIRS for name in p])
)
def test_higher_confidence_never_lowers_the_multiplier(
    low: float, high: float, nu: float, dist: str
) -> None:
    low, high = sorted((low, high))
    assert tail_multiplier(dist, low, nu) <= tail_multiplier(dist, high, nu) * (1.0 + 1e-12)


@QUICK
@given(level=st.floats(0.99, 0.9995))
def test_four_degrees_of_freedom_reach_beyond_the_normal_from_99_percent(level: float) -> None:
    assert tail_multiplier("student_t", level) >= tail_multiplier("normal", level)


@QUICK
@given(level=levels, pair=st.sampled_from([("student_t", "normal"), ("es_t", "es_normal")]))
def test_many_degrees_of_freedom_are_the_normal(level: float, pair: tuple[str, str]) -> None:
    fat, normal = pair
    assert tail_multiplier(fat, level, 1e7) == pytest.approx(
        tail_multiplier(normal, level), rel=1e-4
    )


@pytest.mark.parametrize(
    ("dist", "confidence", "nu", "words"),
    [
        ("historical", 0.99, 4.0, "unknown distribution 'historical'"),
        ("normal", 1.0, 4.0, "confidence must be at least 0.5 and below 1; got 1"),
        ("normal", 0.4, 4.0, "confidence"),
        ("normal", float("nan"), 4.0, "got nan"),
        ("student_t", 0.99, 2.0, "nu must be above 2"),
        ("es_t", 0.99, float("inf"), "nu must be above 2"),
    ],
)
def test_multiplier_refuses(dist: str, confidence: float, nu: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        tail_multiplier(dist, confidence, nu)


def test_effective_volatility_of_bitcoin() -> None:
    """Three quarters of 60 % and one quarter of 120 %, in variance: 79.4 %."""
    assert effective_volatility(0.6, 1.2, 0.25) == pytest.approx(0.793725393319)


@QUICK
@given(calm=volatilities, stress=volatilities, low=st.floats(0.0, 1.0), high=st.floats(0.0, 1.0))
def test_effective_volatility_lies_between_and_rises_with_the_weight(
    calm: float, stress: float, low: float, high: float
) -> None:
    low, high = sorted((low, high))
    mixed = effective_volatility(calm, stress, np.array([low, high]))
    slack = 1e-12 * (1.0 + max(calm, stress))
    assert calm - slack <= mixed[0] <= mixed[1] + slack
    assert mixed[1] <= max(calm, stress) + slack


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((-0.1, 1.0, 0.5), "sigma must be zero or more, and finite; got -0.1"),
        ((0.1, float("inf"), 0.5), "sigma_stress"),
        ((0.1, 1.0, 1.01), "weight must be between 0 and 1"),
    ],
)
def test_effective_volatility_refuses(values: tuple[float, float, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        effective_volatility(*values)


def test_past_losses_worked_by_hand() -> None:
    losses = np.array(LOSSES)
    assert historical_quantile(losses, 0.95) == 4.2
    assert historical_quantile(losses, 0.90) == 3.7
    assert historical_es(losses, 0.90) == pytest.approx(4.8)
    assert historical_es(losses, 0.925) == pytest.approx((5.4 + 0.5 * 4.2) / 1.5)


@QUICK
@given(losses=series, level=st.floats(0.5, 0.999))
def test_past_shortfall_lies_between_quantile_and_worst(
    losses: np.ndarray[tuple[int], np.dtype[np.float64]], level: float
) -> None:
    shortfall = historical_es(losses, level)
    assert historical_quantile(losses, level) <= shortfall + 1e-9
    assert shortfall <= losses.max() + 1e-9


@QUICK
@given(losses=series, level=st.floats(0.5, 0.999))
def test_order_of_past_losses_does_not_matter(
    losses: np.ndarray[tuple[int], np.dtype[np.float64]], level: float
) -> None:
    assert historical_quantile(losses[::-1], level) == historical_quantile(losses, level)
    assert historical_es(losses[::-1], level) == historical_es(losses, level)


@pytest.mark.parametrize("function", [historical_quantile, historical_es])
@pytest.mark.parametrize(
    ("losses", "level", "words"),
    [
        ([], 0.99, "losses is empty"),
        ([1.0, float("nan")], 0.99, "losses must be finite; got nan"),
        ([[1.0, 2.0]], 0.99, "one series"),
        ([1.0, 2.0], 1.0, "confidence"),
    ],
)
def test_past_losses_refuse(function: object, losses: object, level: float, words: str) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match=words):
        function(np.array(losses), level)


@pytest.mark.parametrize(
    ("value", "seen"), [(1.5, "1.5"), ([0.2, -0.1], "-0.1"), ([0.2, 7.0], "7")]
)
def test_a_check_names_the_number_it_refuses(value: object, seen: str) -> None:
    with pytest.raises(ValueError, match=f"share must be between 0 and 1; got {seen}"):
        checked("share", np.array(value), SHARE)
