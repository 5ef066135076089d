"""What comes on top of a haircut, and the joint reach of margin and haircut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.addons import joint_coverage, total_haircut, wrong_way_addon
from engine.tails import tail_multiplier

QUICK = settings(max_examples=50)
shares = st.floats(0.0, 1.0)
correlations = st.floats(-1.0, 1.0)
ratios = st.floats(0.05, 5.0)
deviations = st.floats(0.01, 100.0)
forms = st.sampled_from(["additive", "multiplicative"])


def test_both_conventions_for_equity_in_another_currency() -> None:
    assert total_haircut(0.15, 0.08, 0.0) == pytest.approx(0.23)
    assert total_haircut(0.15, 0.08, 0.0, "multiplicative") == pytest.approx(0.218)


def test_total_never_passes_the_whole_value() -> None:
    assert total_haircut(0.95, 0.08, 0.1) == 1.0
    assert total_haircut(0.95, 0.08, 0.1, "multiplicative") == pytest.approx(0.9586)
    assert total_haircut(0.95, 0.08, 1.02, "multiplicative") == 1.0


@QUICK
@given(h=shares, fx=shares, w=shares)
def test_additive_is_never_below_multiplicative(h: float, fx: float, w: float) -> None:
    product = total_haircut(h, fx, w, "multiplicative")
    assert total_haircut(h, fx, w) >= product - 1e-12
    assert 0.0 <= product <= 1.0


@QUICK
@given(h=shares, fx=shares, w=shares, more=shares, form=forms)
def test_total_never_falls_with_any_part(
    h: float, fx: float, w: float, more: float, form: str
) -> None:
    base = total_haircut(h, fx, w, form) - 1e-12
    assert total_haircut(min(1.0, h + more), fx, w, form) >= base
    assert total_haircut(h, min(1.0, fx + more), w, form) >= base
    assert total_haircut(h, fx, w + more, form) >= base


@pytest.mark.parametrize(
    ("h", "fx", "w", "form", "words"),
    [
        (1.1, 0.0, 0.0, "additive", "haircut must be between 0 and 1"),
        (0.1, -0.1, 0.0, "additive", "fx"),
        (0.1, 0.0, -0.1, "additive", "wrong_way"),
        (0.1, 0.0, 0.0, "product", "unknown convention 'product'"),
    ],
)
def test_total_refuses(h: float, fx: float, w: float, form: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        total_haircut(h, fx, w, form)


def test_addon_with_equal_and_with_realistic_deviations() -> None:
    rho = np.array([-0.5, 0.0, 0.5, 1.0])
    equal = [0.0, 0.0, 0.134846922835, 0.248528137424]
    small = [0.0, 0.0, 0.16547117075700782, 0.31805425949238764]
    assert wrong_way_addon(0.3, rho, 1.0) == pytest.approx(equal)
    assert wrong_way_addon(0.3, rho, 0.2) == pytest.approx(small)


def test_bitcoin_behind_bitcoin_over_a_day() -> None:
    """21.5 % at a correlation of 0.95 and 22.0 % at 1, above the floor of 20 %."""
    addon = wrong_way_addon(0.106723749437, np.array([0.95, 1.0]), 0.2)
    found = np.maximum(0.20, total_haircut(0.106723749437, 0.0, addon))
    assert found == pytest.approx([0.215, 0.220], abs=5e-4)


@QUICK
@given(h=shares, low=correlations, high=correlations, k=ratios)
def test_addon_never_falls_with_correlation(h: float, low: float, high: float, k: float) -> None:
    found = wrong_way_addon(h, np.array(sorted((low, high))), k)
    assert 0.0 <= found[0] <= found[1]


@QUICK
@given(h=st.floats(0.01, 0.5), rho=st.floats(0.0, 1.0), k=ratios)
def test_addon_restores_the_coverage_of_uncorrelated_losses(h: float, rho: float, k: float) -> None:
    """Position loss has deviation 1; margin covers q, haircut and add-on q k (h + w) / h."""
    held = 1.0 + k * (1.0 + wrong_way_addon(h, rho, k) / h)
    together = held / np.sqrt(1.0 + k * k + 2.0 * rho * k)
    assert together == pytest.approx((1.0 + k) / np.sqrt(1.0 + k * k))


@pytest.mark.parametrize(
    ("h", "rho", "k", "words"),
    [
        (-0.1, 0.5, 0.2, "haircut"),
        (0.1, 1.1, 0.2, "rho must be between -1 and 1"),
        (0.1, 0.5, 0.0, "sd_ratio must be above zero"),
    ],
)
def test_addon_refuses(h: float, rho: float, k: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        wrong_way_addon(h, rho, k)


def test_joint_coverage_of_equal_deviations() -> None:
    found = joint_coverage(1.0, 1.0, np.array([0.0, 0.5, 1.0]), 0.99)
    assert found == pytest.approx([0.999498978898, 0.996386889311, 0.99])


def test_losses_that_cancel_are_always_covered() -> None:
    assert joint_coverage(2.0, np.array([2.0, 0.0]), -1.0, 0.99) == pytest.approx([1.0, 0.99])
    assert joint_coverage(0.0, 0.0, 0.5, 0.99) == 1.0


@QUICK
@given(a=deviations, b=deviations, low=correlations, high=correlations)
def test_joint_coverage_falls_with_correlation_and_never_below_the_target(
    a: float, b: float, low: float, high: float
) -> None:
    found = joint_coverage(a, b, np.array(sorted((low, high))), 0.99)
    assert found[0] >= found[1] - 1e-12
    assert found[1] >= 0.99 - 1e-9


@QUICK
@given(a=deviations, b=deviations, rho=correlations)
def test_joint_coverage_treats_both_losses_alike(a: float, b: float, rho: float) -> None:
    assert joint_coverage(a, b, rho, 0.99) == pytest.approx(joint_coverage(b, a, rho, 0.99))


def test_joint_coverage_agrees_with_simulated_losses() -> None:
    rng = np.random.Generator(np.random.PCG64(20261122))
    first, second = rng.standard_normal((2, 200_000))
    loss = 1.0 * first + 0.2 * (0.5 * first + np.sqrt(0.75) * second)
    inside = float(np.mean(loss <= 1.2 * tail_multiplier("normal", 0.99)))
    assert joint_coverage(1.0, 0.2, 0.5, 0.99) == pytest.approx(inside, abs=4e-4)


@pytest.mark.parametrize(
    ("a", "b", "rho", "level", "words"),
    [
        (-1.0, 1.0, 0.0, 0.99, "a must be zero or more"),
        (1.0, -1.0, 0.0, 0.99, "b must be zero or more"),
        (1.0, 1.0, 1.5, 0.99, "rho"),
        (1.0, 1.0, 0.0, 0.3, "confidence"),
    ],
)
def test_joint_coverage_refuses(a: float, b: float, rho: float, level: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        joint_coverage(a, b, rho, level)
