"""Monte Carlo of a default against closed forms, and its laws."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import FloatArray
from engine.simulation import (
    collateral_worth,
    draws,
    layer_statistics,
    layers_on_paths,
    no_hit_bound,
    position_loss,
)
from engine.waterfall import allocate, joint_shortfall

PATHS = 50_000


@pytest.mark.parametrize(("nu", "together"), [(None, False), (5.0, False), (5.0, True)])
def test_draws_have_unit_variance_and_the_correlation(nu: float | None, together: bool) -> None:
    z = draws(PATHS, 0.5, 7, nu, tail_dependence=together)
    assert z.shape == (2, PATHS)
    assert (z**2).mean(axis=1) == pytest.approx([1.0, 1.0], rel=0.05)
    if together or nu is None:
        assert np.mean(z[0] * z[1]) == pytest.approx(0.5, abs=0.03)


def test_common_mixing_makes_extremes_meet() -> None:
    apart, together = (draws(PATHS, 0.0, 7, 4.0, tail_dependence=flag) for flag in (False, True))
    both = [float(np.mean((np.abs(z) > 2.5).all(axis=0))) for z in (apart, together)]
    assert both[1] > 3 * both[0]


@given(
    st.integers(0, 2**32),
    st.floats(-1.0, 1.0),
    st.sampled_from([None, 4.0]),
    st.booleans(),
)
@settings(max_examples=50)
def test_same_seed_same_draws(seed: int, rho: float, nu: float | None, together: bool) -> None:
    def drawn(seed: int) -> FloatArray:
        return draws(100, rho, seed, nu, tail_dependence=together)

    assert np.array_equal(drawn(seed), drawn(seed))
    assert not np.array_equal(drawn(seed), drawn(seed + 1))


def test_loss_of_long_and_short() -> None:
    """A move of ln 2: the long loses half, the short the whole notional; never a gain."""
    z = np.array([1.0, -1.0])
    assert position_loss(10.0, np.log(2.0), z, "long") == pytest.approx([5.0, 0.0])
    assert position_loss(10.0, np.log(2.0), z, "short") == pytest.approx([10.0, 0.0])
    assert position_loss(10.0, 0.2, z, linear=True) == pytest.approx([2.0, 0.0])


def test_worth_of_collateral() -> None:
    z = np.array([0.0, 1.0])
    assert collateral_worth(10.0, np.log(2.0), z).tolist() == [10.0, 5.0]
    assert collateral_worth(10.0, 0.2, z, 0.1, linear=True) == pytest.approx([9.0, 7.0])


def test_simulation_meets_the_closed_form() -> None:
    """Linear joint shortfall: within four of its own standard errors."""
    z = draws(200_000, 0.95, 20261122)
    loss = position_loss(100.0, 0.05, z[0], linear=True)
    worth = collateral_worth(8.0, 0.05, z[1], linear=True)
    result = layer_statistics(allocate(loss, layers_on_paths(worth, [])))
    exact = joint_shortfall(5.0, 0.4, 0.95, 8.0)
    assert abs(result.p_hit[1] - exact.probability) <= 4 * result.p_error[1]
    assert abs(result.expected_loss[1] - exact.expected_amount) <= 4 * result.expected_error[1]


@settings(max_examples=25)
@given(
    seed=st.integers(0, 1000), rho=st.floats(-1, 1), layers=st.lists(st.floats(0, 5), max_size=4)
)
def test_layers_add_up_on_every_path(seed: int, rho: float, layers: list[float]) -> None:
    z = draws(500, rho, seed, 4.0)
    loss = position_loss(100.0, 0.05, z[0])
    borne = allocate(loss, layers_on_paths(collateral_worth(5.0, 0.1, z[1]), layers))
    assert borne.sum(axis=-1) == pytest.approx(loss, rel=1e-9, abs=1e-9)
    result = layer_statistics(borne)
    assert np.all(np.diff(result.p_hit) <= 0)
    assert np.all(result.p_error >= 0)


def test_an_empty_layer_is_hit_as_often_as_the_next() -> None:
    result = layer_statistics(allocate(np.array([0.0, 3.0, 5.0]), [2.0, 0.0, 2.0]))
    assert result.p_hit == pytest.approx([2 / 3, 2 / 3, 2 / 3, 1 / 3])


def test_never_seen() -> None:
    assert no_hit_bound(200_000) == pytest.approx(1.5e-5)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: draws(0, 0.0, 1), "at least one path"),
        (lambda: draws(10, 1.1, 1), "between -1 and 1"),
        (lambda: draws(10, 0.0, 1, 2.0), "above 2"),
        (lambda: position_loss(1.0, 0.1, np.zeros(2), "flat"), "long or short"),
        (lambda: position_loss(-1.0, 0.1, np.zeros(2)), "0 or more"),
        (lambda: collateral_worth(1.0, -0.1, np.zeros(2)), "0 or more"),
        (lambda: layer_statistics(np.zeros((1, 3))), "two paths"),
        (lambda: no_hit_bound(0), "one path"),
    ],
)
def test_refusals(bad: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bad()
