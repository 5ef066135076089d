"""Losses through the layers: allocation, stress and normal closed forms."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.waterfall import (
    allocate,
    expected_excess,
    joint_shortfall,
    layer_risk,
    shortfall,
    stress_shortfall,
)

MONEY = st.floats(0.0, 1e9)
SHARE = st.floats(0.0, 1.0)
LAYERS = st.lists(MONEY, min_size=1, max_size=6)
RHO = st.floats(-1.0, 1.0)


def test_worked_example() -> None:
    """100 of loss: 80 of margin, 15 of the defaulter's fund, 5 of the house's own 10."""
    assert allocate(100.0, [80.0, 15.0, 10.0]).tolist() == [80.0, 15.0, 5.0, 0.0]
    assert allocate(np.array([0.0, 400.0]), [80.0, 15.0, 10.0])[:, -1].tolist() == [0.0, 295.0]


def test_broadcasting_and_an_endless_layer() -> None:
    layers = np.array([[10.0, np.inf], [20.0, 5.0]])
    assert allocate(30.0, layers).tolist() == [[10.0, 20.0, 0.0], [20.0, 5.0, 5.0]]


@given(loss=MONEY, layers=LAYERS)
def test_layers_bear_the_loss_in_order(loss: float, layers: list[float]) -> None:
    borne = allocate(loss, layers)
    assert borne.sum() == pytest.approx(loss, rel=1e-9, abs=1e-6)
    assert np.all((borne[:-1] >= 0) & (borne[:-1] <= layers))
    slack = 1e-9 * (1.0 + sum(layers))
    for k, later in enumerate(borne[1:]):
        assert later <= slack or borne[k] >= layers[k] - slack


@given(loss=MONEY, layers=LAYERS, more=MONEY, which=st.integers(0, 5))
def test_enlarging_a_layer_spares_the_later_ones(
    loss: float, layers: list[float], more: float, which: int
) -> None:
    at = which % len(layers)
    larger = [r + more if k == at else r for k, r in enumerate(layers)]
    after, before = allocate(loss, larger)[at + 1 :], allocate(loss, layers)[at + 1 :]
    assert np.all(np.cumsum(after[::-1]) <= np.cumsum(before[::-1]) + 1e-6)


def test_stress_of_coins_against_coins() -> None:
    """35.2 percent on 100 with 20 of margin: 15.2 missing in cash, 19.0 in coins at 20 percent."""
    result = stress_shortfall(100.0, 20.0, 0.352, np.array([0.0, 0.2]), np.array([0.0, 0.352]))
    assert result.posted.tolist() == [20.0, 25.0]
    assert result.shortfall == pytest.approx([15.2, 19.0])
    assert shortfall(-100.0, 0.352, 20.0) == pytest.approx(15.2)


@given(margin=MONEY, shock=SHARE, haircut=st.floats(0.0, 0.99), fall=SHARE)
def test_haircut_as_large_as_the_fall_is_as_good_as_cash(
    margin: float, shock: float, haircut: float, fall: float
) -> None:
    cash = stress_shortfall(1e9, margin, shock, 0.0, 0.0).shortfall
    other = stress_shortfall(1e9, margin, shock, haircut, fall).shortfall
    assert other <= cash + 1e-3 if fall <= haircut else other >= cash - 1e-3


def test_expected_excess_at_the_mean() -> None:
    """Half of the mean absolute value: s / sqrt(2 pi)."""
    assert expected_excess(0.0, 2.0) == pytest.approx(2.0 / np.sqrt(2 * np.pi))
    assert expected_excess(np.array([-3.0, 3.0]), 0.0).tolist() == [3.0, 0.0]


@given(sd=st.floats(0.1, 100.0), layers=st.lists(st.floats(0.0, 100.0), min_size=1, max_size=5))
def test_layer_risk_adds_up(sd: float, layers: list[float]) -> None:
    risk = layer_risk(sd, layers)
    assert risk.p_hit[0] == 0.5
    assert np.all(np.diff(risk.p_hit) <= 0)
    assert np.all(risk.expected_loss >= -1e-12 * sd)
    assert risk.expected_loss.sum() == pytest.approx(sd / np.sqrt(2 * np.pi))


def test_layer_risk_worked_example() -> None:
    """A margin of two deviations is used up in 2.275 percent of cases."""
    assert layer_risk(1.0, [2.0]).p_hit[1] == pytest.approx(0.02275013)


@given(a=st.floats(1.0, 10.0), b=st.floats(0.0, 10.0), value=st.floats(0.0, 30.0), rho=RHO)
def test_wrong_way_correlation_raises_the_shortfall(
    a: float, b: float, value: float, rho: float
) -> None:
    low, high = (joint_shortfall(a, b, r, value) for r in (min(rho, 0.5), max(rho, 0.5)))
    assert low.probability <= high.probability + 1e-12
    assert low.expected_amount <= high.expected_amount + 1e-12


def test_joint_shortfall_without_risk_in_the_collateral() -> None:
    result = joint_shortfall(1.0, 0.0, 0.3, 2.0)
    assert result.probability == pytest.approx(0.02275013)
    assert result.expected_amount == expected_excess(2.0, 1.0)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: allocate(-1.0, [1.0]), "0 or more"),
        (lambda: allocate(np.inf, [1.0]), "finite"),
        (lambda: allocate(1.0, [-1.0]), "every layer"),
        (lambda: shortfall(1.0, -0.1, 0.0), "shock and cover"),
        (lambda: stress_shortfall(1.0, -1.0, 0.1, 0.0, 0.0), "margin"),
        (lambda: stress_shortfall(1.0, 1.0, 0.1, 1.0, 0.0), "haircut"),
        (lambda: stress_shortfall(1.0, 1.0, 0.1, 0.0, 1.1), "fall"),
        (lambda: expected_excess(1.0, -1.0), "deviation"),
        (lambda: layer_risk(0.0, [1.0]), "above 0"),
        (lambda: layer_risk(1.0, [np.inf]), "finite"),
        (lambda: joint_shortfall(1.0, 1.0, 1.1, 1.0), "between -1 and 1"),
        (lambda: joint_shortfall(1.0, 1.0, -1.0, 1.0), "nothing to measure"),
    ],
)
def test_refusals(bad: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bad()
