"""Laws of margin as a scenario asks for it: size, hours, floors, procyclicality tools."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import FloatArray, catalogue, margin
from engine.controls import default_scenario
from engine.procyclicality import ewma_variance
from engine.requirement import margin_of
from engine.results import Margin
from engine.scenario import PRODUCTS, RAILS, REGIMES, Value, replace

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
FEW = settings(max_examples=60, deadline=None)
products, rails = st.sampled_from(PRODUCTS), st.sampled_from(RAILS)
regimes, profiles = st.sampled_from(REGIMES), st.sampled_from(["block", "linear"])
tools = st.sampled_from(["stress", "buffer", "floor"])
hours = st.integers(0, 240).map(float)
raws = arrays(np.float64, st.integers(2, 30), elements=st.floats(1.0, 1e6))


def margin_for(**moves: Value) -> Margin:
    """Margin of the default scenario with fields named group_field set."""
    scenario = DEFAULT
    for name, value in moves.items():
        group, _, field = name.partition("_")
        scenario = replace(scenario, f"{group}.{field}", value)
    return margin_of(scenario, BOOK)


def amount(**moves: Value) -> float:
    return float(margin_for(**moves).initial_margin)


@FEW
@given(product=products, regime=regimes, tool=tools, size=st.integers(1, 5000), k=st.integers(2, 9))
def test_margin_is_proportional_to_the_position(
    product: str, regime: str, tool: str, size: int, k: int
) -> None:
    moves: dict[str, Value] = {
        "firm_product": product, "margin_regime": regime, "margin_apc": tool,
    }  # fmt: skip
    one = amount(firm_notional=float(size), **moves)
    assert amount(firm_notional=float(size * k), **moves) == pytest.approx(k * one, rel=1e-12)


@FEW
@given(
    product=products, regime=regimes, rail=rails, profile=profiles, tool=tools,
    part=st.sampled_from(["margin_since", "margin_detect", "margin_close", "call_hold"]),
    before=hours, more=hours,
)  # fmt: skip
def test_hours_added_to_any_part_never_lower_the_margin(
    product: str, regime: str, rail: str, profile: str, tool: str, part: str, before: float,
    more: float,
) -> None:  # fmt: skip
    moves: dict[str, Value] = {
        "firm_product": product, "margin_regime": regime, "call_rail": rail,
        "margin_profile": profile, "margin_apc": tool,
    }  # fmt: skip
    less, longer = (margin_for(**moves, **{part: h}) for h in (before, before + more))
    assert float(longer.initial_margin) >= float(less.initial_margin) * (1 - 1e-12)
    assert float(longer.initial_margin_model) >= float(less.initial_margin_model) * (1 - 1e-12)


@FEW
@given(product=products, regime=regimes, since=hours, close=hours)
def test_below_its_floor_the_margin_is_constant(
    product: str, regime: str, since: float, close: float
) -> None:
    found = margin_for(
        firm_product=product, margin_regime=regime, margin_since=since, margin_close=close
    )
    floored = margin_for(
        firm_product=product, margin_regime=regime, margin_since=0.0, margin_detect=0.0,
        margin_close=0.0, call_rail="usdc",
    )  # fmt: skip
    least = float(found.period_floor)
    assert float(found.period) == max(float(found.period_model), least)
    if found.floor_binds and floored.floor_binds:
        assert float(found.initial_margin) == pytest.approx(float(floored.initial_margin))
    if not found.floor_binds:
        assert float(found.initial_margin) == pytest.approx(float(found.initial_margin_model))


@FEW
@given(vol=st.integers(1, 200), stress=st.integers(1, 200), weight=st.integers(0, 100))
def test_stressed_margin_lies_between_calm_and_stress(vol: int, stress: int, weight: int) -> None:
    """Tool (b): at weight 0 the calm margin, at 100 the larger of the two, between otherwise."""
    at: dict[str, Value] = {
        "margin_vol": float(vol), "margin_stress_vol": float(stress), "margin_apc": "stress",
    }  # fmt: skip
    calm, mixed, stressed = (
        amount(**at, margin_stress_weight=w) for w in (0.0, float(weight), 100.0)
    )
    assert calm * (1 - 1e-12) <= mixed <= stressed * (1 + 1e-12)
    assert stressed == pytest.approx(calm * max(vol, stress) / vol)


@FEW
@given(product=products, vol=st.integers(1, 200))
def test_the_ten_year_floor_and_the_buffer_never_lower_the_margin(product: str, vol: int) -> None:
    """Tools (a) and (c) against the same volatility with no tool, a stress weight of nought."""
    at: dict[str, Value] = {"firm_product": product, "margin_vol": float(vol)}
    raw = amount(**at, margin_apc="stress", margin_stress_weight=0.0)
    assert amount(**at, margin_apc="floor") >= raw * (1 - 1e-12)
    buffer = BOOK.number("apc.buffer")
    assert amount(**at, margin_apc="buffer") == pytest.approx((1 + buffer) * raw)


@FEW
@given(raw=raws, rebuild=st.floats(0.0, 1.0))
def test_buffered_margin_lies_between_raw_and_the_larger_of_125_percent_and_the_day_before(
    raw: FloatArray, rebuild: float
) -> None:
    held = margin.buffered_margin(raw, 0.25, rebuild)
    assert np.all(held >= raw * (1 - 1e-12))
    ceiling = np.maximum(1.25 * raw[1:], held[:-1])
    assert np.all(held[1:] <= ceiling * (1 + 1e-12))
    assert held[0] == pytest.approx(1.25 * raw[0])


@FEW
@given(
    moves=arrays(np.float64, st.integers(1, 60), elements=st.floats(-0.5, 0.5)),
    start=st.floats(0.0, 1.0),
    decay=st.floats(0.9, 0.995),
)
def test_margin_on_an_estimated_path_stays_within_the_margins_of_its_moves(
    moves: FloatArray, start: float, decay: float
) -> None:
    sigma = np.sqrt(ewma_variance(moves, start, decay))
    path = margin.initial_margin(1.0, 2.6, sigma, 2.0, 1.0)
    seen = np.append(np.abs(moves), np.sqrt(start))
    ends = margin.initial_margin(1.0, 2.6, np.array([seen.min(), seen.max()]), 2.0, 1.0)
    assert np.all((path >= ends[0] - 1e-9) & (path <= ends[1] + 1e-9))
