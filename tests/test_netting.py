"""Netting: hand-made examples, laws that hold for any input, and refusals."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import netting

few = settings(max_examples=40, deadline=None)
many = st.integers(1, 100_000)
positive = st.floats(0.01, 100.0)


def test_published_netting_efficiencies() -> None:
    """98 % of 1.77 trillion in 2020; a payment system funding 4 of every 100."""
    ratio = netting.net_ratio(np.array([1770.0, 100.0]), np.array([37.7, 4.0]))
    assert 1 - ratio == pytest.approx([0.978700564972, 0.96])
    assert netting.implied_trades(1770.0, 37.7) == pytest.approx(2204.26513942)


def test_net_ratios_by_size_of_trade() -> None:
    assert netting.net_ratio_gaussian(np.array([1.0, 4.0, 2500.0])) == pytest.approx([1, 0.5, 0.02])
    equal = netting.net_ratio_equal_sizes(np.array([1.0, 2.0, 5.0, 10.0, 100.0]))
    assert equal == pytest.approx([1.0, 0.5, 0.375, 0.24609375, 0.0795892373872])


def test_equal_sizes_match_every_path() -> None:
    for n in (3, 6, 9):
        paths = np.array(list(product((-1, 1), repeat=n)))
        mean = np.abs(paths.sum(axis=1)).mean() / n
        assert netting.net_ratio_equal_sizes(n) == pytest.approx(mean)


def test_one_way_flow_keeps_its_drift() -> None:
    assert netting.net_ratio_one_way(100.0, 0.0, 3.0) == pytest.approx(0.1)
    assert netting.net_ratio_one_way(1e8, 1.0, 1.0) == pytest.approx(0.857169, abs=1e-6)
    assert netting.one_way_floor(-1.0, 1.0) == pytest.approx(0.857169, abs=1e-6)


def test_short_windows_keep_netting_but_multiply_obligations() -> None:
    minutes = np.array([10.0, 30.0, 60.0, 390.0]) / 390.0
    n = netting.implied_trades(1770.0, 37.7)
    share = netting.share_of_daily_netting(n, minutes)
    assert share == pytest.approx([0.885853244508, 0.943295455126, 0.966278059325, 1.0])
    multiple = netting.net_obligation_multiple(n, minutes)
    assert multiple == pytest.approx([6.2449979984, 3.60555127546, 2.5495097568, 1.0])


def test_a_trade_alone_is_its_own_net() -> None:
    assert netting.trades_in_window(100.0, np.array([0.5, 0.0])) == pytest.approx([50.0, 1.0])
    assert netting.share_of_daily_netting(100.0, 0.0) == 0.0


def test_peak_need_over_the_net() -> None:
    ratio = netting.liquidity_at_risk_ratio(np.array([0.9, 0.99]))
    assert ratio == pytest.approx([1.28348610479, 1.10724166935])


def test_recycling_from_a_lag() -> None:
    recycle = netting.recycling_from_lag(np.array([0.0, 14.0, 20.0, 390.0]), 6.5)
    assert recycle == pytest.approx([1.0, 0.964102564103, 0.948717948718, 0.0])


def test_central_clearing_of_one_class_among_six() -> None:
    found = netting.duffie_zhu(16, 6)
    assert found.bilateral == pytest.approx(14.6580753571)
    assert found.with_ccp == pytest.approx(14.9260276792)
    assert not found.ccp_reduces
    assert netting.duffie_zhu_threshold(16) == pytest.approx(4.26666667)


def test_a_volatile_class_reverses_the_verdict() -> None:
    sigmas = np.array([[1.0] * 6, [3.0] + [1.0] * 5])
    found = netting.cont_kokholm(16, sigmas)
    assert found.ccp_reduces.tolist() == [False, True]
    assert found.bilateral[1] == pytest.approx(15 * np.sqrt(14 / (2 * np.pi)))
    assert netting.cont_kokholm(16, np.array([0.1, 0.1]), -1.0).bilateral == 0
    assert netting.cont_kokholm(16, np.ones(2), 0.5).bilateral == pytest.approx(
        15 * np.sqrt(3 / (2 * np.pi))
    )


@few
@given(many, many)
def test_ratios_fall_with_trades_and_stay_in_range(one: int, two: int) -> None:
    low, high = sorted((one, two))
    for ratio in (netting.net_ratio_gaussian, netting.net_ratio_equal_sizes):
        assert 0 < ratio(high) <= ratio(low) * (1 + 1e-12)
        assert ratio(low) <= 1 + 1e-12
        assert ratio(1.0) == pytest.approx(1.0, abs=1e-15)
    if low < high:
        assert netting.net_ratio_gaussian(high) < netting.net_ratio_gaussian(low)


@few
@given(st.integers(1000, 10**9))
def test_equal_sizes_approach_the_random_walk(n: int) -> None:
    expected = np.sqrt(2 / (np.pi * n))
    assert netting.net_ratio_equal_sizes(n) == pytest.approx(expected, rel=1 / n)


@few
@given(many, st.floats(-10.0, 10.0), st.floats(0.1, 10.0))
def test_one_way_flow_lies_between_its_floor_and_one(n: int, mean: float, sd: float) -> None:
    ratio = netting.net_ratio_one_way(n, mean, sd)
    floor = netting.one_way_floor(mean, sd)
    assert floor - 1e-12 <= ratio <= 1 + 1e-12
    assert netting.net_ratio_one_way(n + 1, mean, sd) <= ratio + 1e-12
    assert ratio >= netting.net_ratio_gaussian(n) - 1e-12


@few
@given(positive, st.floats(0.001, 1.0))
def test_implied_trades_invert_the_gaussian_ratio(gross: float, ratio: float) -> None:
    n = netting.implied_trades(gross, gross * ratio)
    assert netting.net_ratio_gaussian(n) == pytest.approx(ratio)
    assert netting.net_ratio(gross, gross * ratio) == pytest.approx(ratio)


@few
@given(st.floats(2.0, 1e6), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_longer_windows_net_more(trades: float, one: float, two: float) -> None:
    windows = np.array(sorted((one, two)))
    share = netting.share_of_daily_netting(trades, windows)
    assert -1e-12 <= share[0] <= share[1] <= 1 + 1e-12
    multiple = netting.net_obligation_multiple(trades, windows)
    assert multiple[0] >= multiple[1] >= 1 - 1e-12
    inside = netting.trades_in_window(trades, windows)
    assert inside[0] <= inside[1] <= trades


@few
@given(st.floats(0.51, 0.999), st.floats(0.0, 390.0))
def test_peak_exceeds_the_net_and_recycling_is_a_share(level: float, lag: float) -> None:
    assert netting.liquidity_at_risk_ratio(level) > 1
    assert 0 <= netting.recycling_from_lag(lag, 6.5) <= 1


@few
@given(st.integers(2, 200), st.integers(1, 60))
def test_verdict_agrees_with_the_threshold(entities: int, classes: int) -> None:
    threshold = float(netting.duffie_zhu_threshold(entities))
    found = netting.duffie_zhu(entities, classes)
    if abs(classes - threshold) > 1e-9:
        assert bool(found.ccp_reduces) == (classes < threshold)
    equal = netting.cont_kokholm(entities, np.ones(classes))
    assert equal.bilateral == pytest.approx(found.bilateral)
    assert equal.with_ccp == pytest.approx(found.with_ccp)


@few
@given(st.integers(2, 50), st.floats(0.0, 1.0), positive, st.integers(0, 2))
def test_exposures_scale_and_the_order_of_classes_is_free(
    entities: int, rho: float, scale: float, cleared: int
) -> None:
    sigmas = np.array([1.0, 2.0, 4.0])
    one = netting.cont_kokholm(entities, sigmas, rho, cleared)
    two = netting.cont_kokholm(entities, scale * sigmas[::-1], rho, 2 - cleared)
    assert two.bilateral == pytest.approx(scale * one.bilateral)
    assert two.with_ccp == pytest.approx(scale * one.with_ccp)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: netting.net_ratio(1.0, 2.0), "net over gross"),
        (lambda: netting.net_ratio_gaussian(0.5), "n must"),
        (lambda: netting.net_ratio_equal_sizes(1.5), "whole number"),
        (lambda: netting.net_ratio_one_way(2.0, 1.0, 0.0), "sd"),
        (lambda: netting.one_way_floor(np.nan, 1.0), "mean"),
        (lambda: netting.implied_trades(1.0, 0.0), "net over gross"),
        (lambda: netting.trades_in_window(0.0, 1.0), "trades_per_day"),
        (lambda: netting.share_of_daily_netting(1.0, 0.5), "trades_per_day"),
        (lambda: netting.net_obligation_multiple(10.0, -1.0), "window_days"),
        (lambda: netting.liquidity_at_risk_ratio(0.5), "confidence"),
        (lambda: netting.recycling_from_lag(400.0, 6.5), "lag over session"),
        (lambda: netting.duffie_zhu_threshold(1.0), "entities"),
        (lambda: netting.duffie_zhu(1, 2), "entities"),
        (lambda: netting.duffie_zhu(4, 0), "classes"),
        (lambda: netting.cont_kokholm(4, np.ones(3), -1.0), "variance"),
        (lambda: netting.cont_kokholm(4, -np.ones(3)), "sigmas"),
        (lambda: netting.cont_kokholm(4, np.ones(3), 0.0, 3), "3 classes"),
    ],
)
def test_bad_input_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=words):
        call()
