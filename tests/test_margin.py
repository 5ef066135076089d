"""Margin: hand-made examples, laws that hold for any input, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine import margin
from engine.tails import tail_multiplier

few = settings(max_examples=40, deadline=None)
hours = st.floats(0.0, 240.0)
vols = st.floats(0.0, 2.0)
shares = st.floats(0.0, 1.0)
money = st.floats(1.0, 1e11)
paths = arrays(np.float64, st.integers(2, 40), elements=st.floats(1.0, 1e6))


def test_floor_in_business_days_of_each_clock() -> None:
    assert margin.floor_days(5.0, 252.0) == pytest.approx(5.0)
    assert margin.floor_days(np.array([1.0, 2.0]), 365.0) == pytest.approx([1.4484127, 2.8968254])


def test_period_adds_hours_and_a_linear_close_counts_a_third() -> None:
    assert margin.period_days(24.0, 2.0, 50.75, 24.0) == pytest.approx(100.75 / 24)
    assert margin.close_out_days(24.0) == 1.0
    assert margin.period_days(12.0, 0.0, 12.0, 72.0, "linear") == pytest.approx(2.0)


def test_floor_hides_faster_transfer() -> None:
    """Two business days bind for the token rail (50.25 h) but not for Fedwire (100.75 h)."""
    model = np.array([100.75, 50.25]) / 24.0
    applied = margin.applied_period(model, margin.floor_days(2.0, 365.0))
    assert applied == pytest.approx([4.19791667, 2.8968254])


def test_default_margins_of_a_hundred_million() -> None:
    sigma = margin.stressed_volatility(0.60, 1.20, 0.25)
    q = tail_multiplier("student_t", 0.99, 4.0)
    im = margin.initial_margin(1e8, q, sigma, np.array([100.75, 50.25]) / 24.0, 365.0)
    assert im == pytest.approx([22_552_949.44, 15_927_545.41])


def test_exact_margin_of_a_fall_and_a_rise() -> None:
    """A log move of ln 2 halves a long position and doubles what a short owes."""
    move = float(np.log(2.0))
    assert margin.initial_margin_exact(80.0, move, 1.0, 1.0, 1.0, "long") == pytest.approx(40.0)
    assert margin.initial_margin_exact(-80.0, move, 1.0, 1.0, 1.0, "short") == pytest.approx(80.0)


def test_buffer_is_used_in_stress_and_rebuilt_after() -> None:
    raw = np.array([100.0, 100.0, 130.0, 160.0, 90.0])
    im = margin.buffered_margin(raw, 0.25, 0.02)
    assert im == pytest.approx([125.0, 125.0, 130.0, 160.0, 112.5])
    slow = margin.buffered_margin(np.array([100.0, 130.0, 130.0]), 0.25, 0.02)
    assert slow == pytest.approx([125.0, 130.0, 130.65])
    assert margin.buffered_margin(np.stack([raw, 2 * raw]), 0.25, 0.02)[1] == pytest.approx(2 * im)


def test_stress_weight_on_variance_and_on_margin() -> None:
    assert margin.stressed_volatility(0.4, 1.2, 0.25) == pytest.approx(0.692820323)
    assert margin.stressed_volatility(0.4, 1.2, 0.25, "margin") == pytest.approx(0.6)
    assert margin.stressed_volatility(1.641, 1.2, 0.25) == pytest.approx(1.641)


def test_floored_margin() -> None:
    assert margin.floored_margin(np.array([8.0, 12.0]), 10.0) == pytest.approx([10.0, 12.0])


def test_variation_margin_follows_prices() -> None:
    prices = np.array([100.0, 90.0, 95.0])
    assert margin.variation_margin(50.0, prices) == pytest.approx([-5.0, 2.5])
    assert margin.variation_margin(np.array([50.0, -50.0]), prices).shape == (2, 2)


def test_intraday_call_beyond_half_the_margin() -> None:
    losses = np.array([-9.0, 5.0, 6.0])
    assert margin.intraday_call(losses, 10.0, 0.5) == pytest.approx([0.0, 0.0, 6.0])


def test_exposure_between_calls() -> None:
    positive = margin.expected_positive_exposure(1e8, 0.6, np.array([1.0, 24.0]), 8760.0)
    assert positive == pytest.approx([255_746.243, 1_252_895.6])
    assert margin.expected_adverse_move(1e8, 0.6, 1.0, 8760.0) == pytest.approx(511_492.487)
    assert margin.quantile_exposure(100.0, 2.0, 0.5, 2190.0, 8760.0) == pytest.approx(50.0)


def test_schedule_margin_nets_three_fifths() -> None:
    notional, rate = np.array([1e8, -5e7, 2e8]), np.array([0.15, 0.06, 0.02])
    assert margin.schedule_margin(notional, rate, 3e6, 1.2e7) == pytest.approx(12.1e6)
    assert margin.schedule_margin(notional, rate, 0.0, 0.0) == pytest.approx(22e6)
    both = margin.schedule_margin(notional, rate, np.array([0.0, 4.0]), 4.0)
    assert both == pytest.approx([8.8e6, 22e6])


@few
@given(money, vols, st.floats(0.01, 30.0), st.floats(0.1, 9.0))
def test_margin_scales_with_size_and_root_of_time(
    notional: float, sigma: float, days: float, factor: float
) -> None:
    one = margin.initial_margin(notional, 2.5, sigma, days, 365.0)
    assert margin.initial_margin(-factor * notional, 2.5, sigma, days, 365.0) == pytest.approx(
        factor * one
    )
    assert margin.initial_margin(notional, 2.5, sigma, 4 * days, 365.0) == pytest.approx(2 * one)


@few
@given(money, vols, st.floats(0.0, 60.0))
def test_exact_margin_lies_on_both_sides_of_the_linear_one(
    notional: float, sigma: float, days: float
) -> None:
    linear = margin.initial_margin(notional, 2.0, sigma, days, 365.0)
    long = margin.initial_margin_exact(notional, 2.0, sigma, days, 365.0, "long")
    short = margin.initial_margin_exact(notional, 2.0, sigma, days, 365.0, "short")
    assert long <= linear * (1 + 1e-12)
    assert linear <= short * (1 + 1e-12)
    assert long <= notional


@few
@given(hours, hours, hours, hours, st.integers(0, 3), hours, st.sampled_from(["block", "linear"]))
def test_more_hours_anywhere_never_lower_the_period(
    since: float, detect: float, transfer: float, close: float, at: int, extra: float, profile: str
) -> None:
    more = np.array([since, detect, transfer, close])
    before = margin.period_days(since, detect, transfer, close, profile)
    more[at] += extra
    assert margin.period_days(more[0], more[1], more[2], more[3], profile) >= before


@few
@given(st.floats(0.0, 30.0), st.floats(0.0, 30.0), st.floats(0.0, 30.0))
def test_margin_is_constant_below_the_floor(floor: float, one: float, two: float) -> None:
    low = margin.applied_period(np.minimum(np.array([one, two]), floor), floor)
    assert low[0] == low[1] == floor
    assert margin.applied_period(one, floor) >= one


@few
@given(paths, shares, shares)
def test_buffered_margin_stays_in_its_band(raw: np.ndarray, buffer: float, rebuild: float) -> None:
    im = margin.buffered_margin(raw, buffer, rebuild)
    assert np.all(raw <= im * (1 + 1e-12))
    assert np.all(im <= (1 + buffer) * raw * (1 + 1e-12))
    rising = raw[1:] > raw[:-1]
    ceiling = np.maximum(raw[1:], im[:-1])
    assert np.all(im[1:][rising] <= ceiling[rising] * (1 + 1e-12))


@few
@given(vols, vols, shares, st.sampled_from(["variance", "margin"]))
def test_stress_mix_lies_between_calm_and_stress(
    sigma: float, stress: float, weight: float, on: str
) -> None:
    mixed = margin.stressed_volatility(sigma, stress, weight, on)
    assert sigma - 1e-9 <= mixed <= max(sigma, stress) + 1e-9
    assert margin.floored_margin(mixed, stress) >= mixed


@few
@given(money, vols, st.floats(0.0, 72.0))
def test_worst_move_is_twice_the_positive_exposure(n: float, sigma: float, time: float) -> None:
    mean = margin.expected_positive_exposure(n, sigma, time, 8760.0)
    assert margin.expected_adverse_move(n, sigma, time, 8760.0) == pytest.approx(2 * mean)


@few
@given(paths, st.floats(-1e6, 1e6))
def test_variation_margin_adds_up_to_the_whole_move(prices: np.ndarray, notional: float) -> None:
    total = margin.variation_margin(notional, prices).sum()
    whole = notional * (prices[-1] - prices[0]) / prices[0]
    least = np.finfo(float).tiny  # below it, floats have few digits left
    assert total == pytest.approx(whole, rel=1e-6, abs=1e-3 * abs(notional) + least)


@few
@given(st.floats(-1e6, 1e6), money, shares)
def test_intraday_call_is_the_loss_or_nothing(loss: float, im: float, threshold: float) -> None:
    called = float(margin.intraday_call(loss, im, threshold))
    assert called in {0.0, loss}
    assert called >= 0


@few
@given(money, money, shares, shares)
def test_schedule_margin_lies_between_gross_weight_and_gross(
    notional: float, gross: float, ratio: float, weight: float
) -> None:
    args = np.array([notional]), np.array([0.15])
    im = margin.schedule_margin(*args, gross * ratio, gross, weight)
    full = margin.schedule_margin(*args, 0.0, 0.0)
    assert weight * full <= im * (1 + 1e-12)
    assert im <= full * (1 + 1e-12)


@few
@given(st.integers(1, 10), st.sampled_from([252.0, 365.0]))
def test_floor_grows_with_business_days(n: int, per_year: float) -> None:
    assert margin.floor_days(n + 1.0, per_year) > margin.floor_days(float(n), per_year)


def test_zero_time_has_zero_risk() -> None:
    assert margin.initial_margin(1e8, 2.6, 0.8, 0.0, 365.0) == 0
    assert margin.initial_margin_exact(1e8, 2.6, 0.8, 0.0, 365.0, "short") == 0


ONE = np.array([1.0, 2.0])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: margin.floor_days(-1.0, 365.0), "business_days"),
        (lambda: margin.floor_days(1.0, 0.0), "days_per_year"),
        (lambda: margin.applied_period(-1.0, 0.0), "model_days"),
        (lambda: margin.close_out_days(1.0, "curve"), "block, linear"),
        (lambda: margin.close_out_days(-1.0), "close-out hours"),
        (lambda: margin.period_days(1.0, float("nan"), 0.0, 0.0), "detect"),
        (lambda: margin.initial_margin(float("inf"), 2.0, 0.6, 1.0, 365.0), "notional"),
        (lambda: margin.initial_margin(1.0, 2.0, -0.6, 1.0, 365.0), "sigma"),
        (lambda: margin.initial_margin(1.0, 2.0, 0.6, -1.0, 365.0), "period"),
        (lambda: margin.initial_margin_exact(1.0, 2.0, 0.6, 1.0, 365.0, "flat"), "long, short"),
        (lambda: margin.buffered_margin(-ONE, 0.25, 0.02), "raw"),
        (lambda: margin.buffered_margin(ONE, 0.25, 1.5), "rebuild"),
        (lambda: margin.stressed_volatility(0.6, 1.2, 1.1), "weight"),
        (lambda: margin.stressed_volatility(0.6, 1.2, 0.1, "price"), "variance, margin"),
        (lambda: margin.floored_margin(-1.0, 1.0), "margin"),
        (lambda: margin.variation_margin(1.0, np.array([1.0, 0.0])), "prices"),
        (lambda: margin.intraday_call(1.0, 1.0, -0.5), "threshold"),
        (lambda: margin.expected_positive_exposure(1.0, 0.6, -1.0, 8760.0), "period"),
        (lambda: margin.expected_adverse_move(1.0, -0.6, 1.0, 8760.0), "sigma"),
        (lambda: margin.quantile_exposure(1.0, -1.0, 0.6, 1.0, 8760.0), "multiplier"),
        (lambda: margin.schedule_margin(ONE, -ONE, 0.0, 0.0), "rate"),
        (lambda: margin.schedule_margin(ONE, ONE, 2.0, 1.0), "cannot exceed"),
    ],
)
def test_bad_input_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=words):
        call()
