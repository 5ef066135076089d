"""Volatility estimates and margin paths: examples, laws and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import procyclicality as pro

few = settings(max_examples=40, deadline=None)
decays = st.floats(0.0, 1.0)
vols = st.floats(0.0, 2.0)
returns = arrays(np.float64, st.integers(1, 60), elements=st.floats(-0.5, 0.5))
paths = arrays(np.float64, st.integers(2, 40), elements=st.floats(1.0, 1e6))


def test_ewma_by_hand() -> None:
    path = pro.ewma_variance(np.array([0.1, 0.0]), 0.04, 0.9)
    assert path == pytest.approx([0.04, 0.037, 0.0333])
    two = pro.ewma_variance(np.zeros((2, 3)), np.array([1.0, 2.0]), 0.5)
    assert two == pytest.approx(np.array([[1, 0.5, 0.25, 0.125], [2, 1, 0.5, 0.25]]))


def test_step_half_life_and_shock() -> None:
    sigma = pro.ewma_step(0.3, 0.9, 0.97, np.array([1.0, 20.0, 60.0]))
    assert sigma == pytest.approx([0.33406586177, 0.646891082867, 0.833198174689])
    assert pro.ewma_half_life(0.97) == pytest.approx(22.7565730628)
    assert pro.shock_ratio(0.97, np.array([3.0, 5.0])) == pytest.approx([1.113552873, 1.311487705])


def test_published_measures_of_a_path() -> None:
    path = np.array([80.0, 82.0, 81.0, 100.0, 140.0, 190.0, 170.0, 120.0])
    assert pro.peak_to_trough(path) == pytest.approx(2.375)
    assert pro.largest_increase(path, 1) == pytest.approx(0.4)
    assert pro.largest_increase(path, 3) == pytest.approx(1.34567901235)
    assert pro.largest_increase(np.stack([path, path[::-1]]), 1).shape == (2,)


@few
@given(returns, st.floats(0.0, 1.0), decays)
def test_ewma_equals_its_recursion_and_stays_in_range(
    moves: np.ndarray, start: float, decay: float
) -> None:
    path = pro.ewma_variance(moves, start, decay)
    by_hand = [start]
    for move in moves:
        by_hand.append(decay * by_hand[-1] + (1 - decay) * move**2)
    assert path == pytest.approx(by_hand, rel=1e-9, abs=1e-15)
    inputs = np.append(moves**2, start)
    assert inputs.min() - 1e-12 <= path.min()
    assert path.max() <= inputs.max() + 1e-12


@few
@given(vols, vols, decays, st.floats(0.0, 500.0))
def test_step_response_lies_between_old_and_new(
    before: float, after: float, decay: float, t: float
) -> None:
    sigma = pro.ewma_step(before, after, decay, t)
    assert min(before, after) - 1e-9 <= sigma <= max(before, after) + 1e-9


@few
@given(st.floats(0.5, 0.999), vols, vols)
def test_half_of_a_step_arrives_at_the_half_life(decay: float, old: float, new: float) -> None:
    reached = pro.ewma_step(old, new, decay, pro.ewma_half_life(decay))
    assert reached**2 == pytest.approx((old**2 + new**2) / 2, abs=1e-12)


@few
@given(decays, st.floats(0.0, 20.0))
def test_shock_raises_margin_only_above_one_sigma(decay: float, k: float) -> None:
    ratio = pro.shock_ratio(decay, k)
    assert (ratio - 1) * (k - 1) >= -1e-9


@few
@given(paths, st.floats(0.01, 100.0))
def test_path_measures_ignore_scale(path: np.ndarray, scale: float) -> None:
    assert pro.peak_to_trough(path) >= 1
    assert pro.peak_to_trough(scale * path) == pytest.approx(pro.peak_to_trough(path))
    rise = pro.largest_increase(path, 1)
    assert pro.largest_increase(scale * path, 1) == pytest.approx(rise, abs=1e-9)
    assert 1 + rise <= pro.peak_to_trough(path) * (1 + 1e-12)


PATH = np.array([1.0, 2.0])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: pro.ewma_variance(PATH, -1.0, 0.9), "initial variance"),
        (lambda: pro.ewma_variance(PATH, 1.0, 1.1), "decay"),
        (lambda: pro.ewma_variance(np.array([np.nan]), 1.0, 0.9), "returns"),
        (lambda: pro.ewma_step(-0.1, 0.2, 0.9, 1.0), "sigma0"),
        (lambda: pro.ewma_step(0.1, 0.2, 0.9, -1.0), "t must"),
        (lambda: pro.ewma_half_life(1.0), "decay"),
        (lambda: pro.shock_ratio(-0.1, 3.0), "decay"),
        (lambda: pro.peak_to_trough(np.array([0.0, 1.0])), "margin path"),
        (lambda: pro.largest_increase(PATH, 2), "from 1 to 1"),
        (lambda: pro.largest_increase(PATH, 0), "from 1 to 1"),
    ],
)
def test_bad_input_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=words):
        call()
