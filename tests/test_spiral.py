"""The spiral of calls, sales and price falls."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine import FloatArray
from engine.spiral import Spiral, margin_rise, marginal_multiplier, rounds, spiral

NAMES = (
    "shock", "position", "rise", "collateral", "haircut",
    "same_asset", "buffer", "depth", "sale_share",
)  # fmt: skip
DEFAULT = dict(zip(NAMES, (0.1, 10.0, 0.155, 3.0, 0.3, 0.0, 0.5, 40.0, 1.0), strict=True))
INPUTS = st.fixed_dictionaries(
    {
        "shock": st.floats(0.0, 1.0),
        "position": st.floats(0.0, 50.0),
        "rise": st.floats(0.0, 1.0),
        "collateral": st.floats(0.0, 50.0),
        "haircut": st.floats(0.0, 1.0),
        "same_asset": st.floats(0.0, 2.0),
        "buffer": st.floats(0.0, 10.0),
        "depth": st.floats(1.0, 100.0),
        "sale_share": st.floats(0.0, 1.0),
    }
)


def run(**changes: Any) -> Spiral:  # noqa: ANN401
    return spiral(**(DEFAULT | changes))


def test_worked_example() -> None:
    """Ten percent, position 10 and margin rise 0.5, depth 40: it settles at 14 percent."""
    result = run(rise=0.5)
    assert (float(result.call_rate), float(result.loop_gain)) == (15.0, 0.375)
    assert result.total_drop == pytest.approx(0.14)
    assert bool(result.stable)


def test_defaults_of_the_model() -> None:
    """Bills fall behind coins: 12.3 against 13.3 percent, two levers shown apart."""
    drop = run(same_asset=np.array([[0.0], [1.0]]), sale_share=np.array([1.0, 0.3])).total_drop
    assert drop[:, 0] == pytest.approx([0.12302284710017578, 0.13282732447817838])
    assert np.all(drop[:, 1] < drop[:, 0])


def test_a_buffer_that_meets_the_call_ends_it() -> None:
    result = run(buffer=2.0)
    assert (float(result.total_drop), float(result.multiplier)) == (0.1, 1.0)


def test_too_little_depth_is_a_collapse() -> None:
    result = run(depth=5.0)
    assert (float(result.total_drop), bool(result.stable)) == (1.0, False)
    assert bool(run(depth=5.0, buffer=5.0).stable)


@given(inputs=INPUTS)
def test_the_fall_supports_itself(inputs: dict[str, float]) -> None:
    result = spiral(**inputs)
    drop = float(result.total_drop)
    assert drop >= inputs["shock"] - 1e-12
    call = max(0.0, float(result.call_rate) * drop - inputs["buffer"])
    needed = inputs["shock"] + inputs["sale_share"] * call / inputs["depth"]
    assert drop == pytest.approx(min(1.0, needed), abs=1e-9) or not result.stable


@given(inputs=INPUTS)
def test_iteration_from_the_shock_arrives_there(inputs: dict[str, float]) -> None:
    result = spiral(**inputs)
    assume(not 0.95 < float(result.loop_gain) < 1.02)  # too slow to iterate
    assume(abs(float(result.call_rate) * inputs["shock"] - inputs["buffer"]) > 1e-6)
    drop = inputs["shock"]
    for _ in range(2000):
        call = max(0.0, float(result.call_rate) * drop - inputs["buffer"])
        drop = min(1.0, inputs["shock"] + inputs["sale_share"] * call / inputs["depth"])
    assert drop == pytest.approx(float(result.total_drop), abs=1e-6)


@given(inputs=INPUTS, name=st.sampled_from(["position", "rise", "same_asset", "sale_share"]))
def test_more_pressure_never_falls_less(inputs: dict[str, float], name: str) -> None:
    more = {"position": 60.0, "rise": 2.0, "same_asset": 3.0, "sale_share": 1.0}
    heavier = spiral(**(inputs | {name: more[name]}))
    assert heavier.total_drop >= spiral(**inputs).total_drop - 1e-9


@given(inputs=INPUTS)
def test_endless_depth_leaves_the_shock(inputs: dict[str, float]) -> None:
    result = spiral(**(inputs | {"depth": 1e15}))
    assert result.total_drop == pytest.approx(inputs["shock"], abs=1e-9)


@given(inputs=INPUTS, more=st.floats(0.0, 1.0))
def test_a_larger_shock_never_falls_less(inputs: dict[str, float], more: float) -> None:
    shock = inputs["shock"] + more * (1.0 - inputs["shock"])
    heavier = spiral(**(inputs | {"shock": min(1.0, shock)}))
    assert heavier.total_drop >= spiral(**inputs).total_drop - 1e-9
    assert heavier.total_drop >= shock - 1e-12


@given(inputs=INPUTS, more=st.floats(0.0, 100.0), name=st.sampled_from(["depth", "buffer"]))
def test_depth_and_buffer_never_add_to_the_fall(
    inputs: dict[str, float], more: float, name: str
) -> None:
    calmer = spiral(**(inputs | {name: inputs[name] + more}))
    assert calmer.total_drop <= spiral(**inputs).total_drop + 1e-9


def path_of(inputs: dict[str, float], most: int = 50) -> FloatArray:
    return rounds(*(inputs[name] for name in NAMES), most=most)


def test_rounds_of_the_worked_example() -> None:
    """From 10 percent by calls of 15 per unit on a depth of 40 to 14 percent."""
    path = path_of(DEFAULT | {"rise": 0.5})
    assert path[:3] == pytest.approx([0.1, 0.125, 0.134375])
    assert path[-1] == pytest.approx(0.14, abs=1e-8)
    assert path_of(DEFAULT | {"buffer": 50.0}).tolist() == [0.1, 0.1]
    assert len(path_of(DEFAULT | {"position": 39.9, "rise": 0.0, "buffer": 3.98})) == 51


@given(inputs=INPUTS)
def test_rounds_lead_to_the_least_fixed_point(inputs: dict[str, float]) -> None:
    result = spiral(**inputs)
    assume(not 0.95 < float(result.loop_gain) < 1.02)  # too slow to iterate
    assume(abs(float(result.call_rate) * inputs["shock"] - inputs["buffer"]) > 1e-6)
    path = path_of(inputs, 2000)
    assert np.all(np.diff(path) >= -1e-12)
    assert path[-1] == pytest.approx(float(result.total_drop), abs=1e-6)


def test_margin_rise_of_the_model() -> None:
    """Margin 12 percent, a 10 percent fall, volatility 60 percent: about 0.155."""
    assert margin_rise(0.12, 0.97, 0.1, 0.6 / np.sqrt(365)) == pytest.approx(0.155, abs=5e-4)


@given(shock=st.floats(0.001, 1.0), sd=st.floats(0.001, 0.2))
def test_margin_rises_only_beyond_one_deviation(shock: float, sd: float) -> None:
    assert (margin_rise(0.1, 0.97, shock, sd) > 0) == (shock > sd) or shock == pytest.approx(sd)


def test_marginal_multiplier() -> None:
    assert marginal_multiplier(np.array([0.0, 0.5, 1.0, 2.0])).tolist() == [
        1.0,
        2.0,
        np.inf,
        np.inf,
    ]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: run(shock=1.1), "shock must lie"),
        (lambda: run(haircut=-0.1), "haircut must lie"),
        (lambda: run(buffer=-1.0), "buffer must lie"),
        (lambda: run(depth=0.0), "depth"),
        (lambda: run(rise=-1.5), "margin rise"),
        (lambda: path_of(DEFAULT | {"depth": 0.0}), "depth"),
        (lambda: margin_rise(0.1, 0.97, 0.0, 0.1), "above 0"),
        (lambda: margin_rise(0.1, 1.0, 0.1, 0.1), "decay"),
        (lambda: marginal_multiplier(-0.1), "loop gain"),
    ],
)
def test_refusals(bad: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bad()
