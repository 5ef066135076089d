"""Settlement cycles: hand-made examples, laws that hold for any input, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import FloatArray, settlement

few = settings(max_examples=40, deadline=None)
shares = st.floats(0.0, 1.0)
money = st.floats(0.0, 1e6)
readings = st.sampled_from(["A", "B", "C"])
persistence = st.floats(0.0, 0.95)
batches = st.integers(1, 5000)


def covariance_root(n: int, rho: float) -> float:
    lag = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    return float(np.sqrt((rho**lag).sum()))


def test_three_readings_of_two_days_to_one() -> None:
    assert settlement.volatility_reduction(2.0, 1.0) == pytest.approx(0.292893218813)
    assert settlement.volatility_reduction(2.0, 1.0, "B", 0.3) == pytest.approx(0.379826327054)
    assert settlement.volatility_reduction(2.0, 1.0, "C") == pytest.approx(0.42264973081)


def test_unsettled_gross_and_net() -> None:
    gross, net = settlement.unsettled(1770.0, 0.0213, np.array([5.0, 2.0, 1.0]))
    assert gross == pytest.approx([8850.0, 3540.0, 1770.0])
    assert net == pytest.approx([84.3019988, 53.3172655, 37.701])


def test_fund_keeps_what_is_not_volatility() -> None:
    fund = settlement.fund_at(10.0, 0.75, np.array([2.0, 1.0, 0.25, 0.0]))
    assert fund == pytest.approx([2.5 + 7.5 * np.sqrt(2), 10.0, 6.25, 2.5])
    vintage = settlement.fund_at(10.0, 1.0, np.array([2.0, 0.25]), "C")
    assert vintage == pytest.approx([10 * np.sqrt(3), 5.0])


def test_exposure_of_batches() -> None:
    assert settlement.exposure_days(np.array([1.0, 4.0, np.inf])) == pytest.approx([0.5, 0.125, 0])


def test_prefunding_without_and_with_reuse() -> None:
    m = np.array([1.0, 2.0, 10.0, 100_000.0])
    assert settlement.prefund_multiple(m, 0.0) == pytest.approx(np.sqrt(m))
    reused = settlement.prefund_multiple(m, 1.0)
    assert reused == pytest.approx([1.0, 1.20710678119, 1.58777894887, 1.99538695356], rel=1e-11)


def test_long_sums_meet_the_series() -> None:
    m = np.array([128.0, 129.0, 3000.0])
    direct = [np.sum(1 / np.sqrt(np.arange(1.0, n + 1))) / np.sqrt(n) for n in m]
    assert settlement.prefund_multiple(m, 1.0) == pytest.approx(direct, rel=1e-14)


def test_pay_in_of_batches_and_atomic() -> None:
    cash = settlement.pay_in(37.7, 1770.0, np.array([1.0, 4.0, np.inf]), 0.0)
    assert cash == pytest.approx([37.7, 75.4, 1770.0])
    reuse = np.array([0.5, 0.95, 1.0])
    assert settlement.pay_in(37.7, 1770.0, np.inf, reuse) == pytest.approx([922.7, 160.13, 75.4])


def test_cost_of_the_published_cycles() -> None:
    """USD bn a year at 5 % and 0.5 %, everything volatility: T+2, T+1, end of day, 2 and 7."""
    m = np.array([1.0, 1.0, 1.0, 2.0, 7.0])
    fund = settlement.fund_at(9.8, 1.0, np.array([2.0, 1.0, 1 / 2, 1 / 4, 1 / 14]))
    cost = settlement.yearly_cost(fund, settlement.pay_in(37.7, 1770.0, m, 0.0), 0.05, 0.005)
    expected = [0.881464645563, 0.6785, 0.534982322781, 0.511579256507, 0.629682130673]
    assert cost == pytest.approx(expected)


def test_locked_capital_of_one_percent_of_the_market() -> None:
    overnight, weighted = settlement.locked_capital(235.0, 98.0, 377.0, 1 / 24)
    assert overnight == pytest.approx(333.0)
    assert weighted == pytest.approx(348.708333)


def test_velocity_and_turns() -> None:
    daily = settlement.velocity(20.0, 8.0, 8.0, 0.25)
    assert daily == pytest.approx(2.0)
    assert settlement.turns_per_year(daily) == pytest.approx(504.0)
    nothing_tied = settlement.velocity(np.array([1.0, 0.0, 3.0]), 0.0, np.array([0, 0, 2.0]), 0.5)
    assert nothing_tied == pytest.approx([np.inf, 0.0, 3.0])


def test_cost_of_fails() -> None:
    assert settlement.fails_cost(0.02, 1800.0, 0.05, 2.0) == pytest.approx(0.01)


@few
@given(st.integers(1, 40), st.floats(-0.9, 1.0))
def test_persistent_nets_equal_the_covariance_sum(n: int, rho: float) -> None:
    assert settlement.volatility_factor(n, "B", rho) == pytest.approx(covariance_root(n, rho))
    assert settlement.volatility_factor(n, "B", 0.0) == pytest.approx(np.sqrt(n))


@few
@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), readings, persistence, shares)
def test_fund_never_falls_with_exposure(
    one: float, two: float, reading: str, rho: float, share: float
) -> None:
    low, high = sorted((one, two))
    fund = settlement.fund_at(1.0, share, np.array([low, high]), reading, rho)
    assert fund[0] <= fund[1] + 1e-12
    assert fund[0] >= 1 - share - 1e-12


@few
@given(st.integers(2, 10), st.integers(1, 9), readings, persistence, shares, st.floats(0.1, 1e4))
def test_total_fall_is_between_none_and_the_volatility_fall(
    before: int, faster: int, reading: str, rho: float, share: float, size: float
) -> None:
    after = max(1, before - faster)
    part = settlement.volatility_reduction(before, after, reading, rho)
    old, new = settlement.fund_at(size, share, np.array([before, after]), reading, rho)
    assert -1e-12 <= 1 - new / old <= part + 1e-12


@few
@given(batches, shares, shares)
def test_prefunding_bounds_and_slopes(m: int, one: float, two: float) -> None:
    low, high = sorted((one, two))
    both = settlement.prefund_multiple(m, np.array([0.0, low, high, 1.0]))
    assert np.all(np.diff(both) <= 1e-12)
    assert 1 - 1e-12 <= both[-1] < 2
    assert settlement.prefund_multiple(m + 1, low) >= both[1] - 1e-12


@few
@given(money, shares, batches, shares)
def test_pay_in_scales_and_atomic_is_a_mix_of_its_bounds(
    net: float, recycle: float, m: int, scale: float
) -> None:
    for at in (float(m), np.inf):
        one = settlement.pay_in(net, 3 * net, at, recycle)
        assert settlement.pay_in(scale * net, scale * 3 * net, at, recycle) == (
            pytest.approx(scale * one, rel=1e-9, abs=1e-300)
        )
    assert net * 2 * (1 - 1e-12) <= one <= net * 3 * (1 + 1e-12)


@few
@given(money, money, shares, shares, shares)
def test_cost_adds_fund_and_cash(
    fund: float, cash: float, rate: float, price: float, idle: float
) -> None:
    total = settlement.yearly_cost(fund, cash, rate, price, idle)
    alone = settlement.yearly_cost(fund, 0.0, rate, 0.0)
    assert total == pytest.approx(alone + settlement.yearly_cost(0.0, cash, 0.0, price, idle))
    assert total <= settlement.yearly_cost(fund, cash, rate, price) * (1 + 1e-12)


@few
@given(money, st.floats(1.0, 1e6), money, shares, st.floats(0.01, 1.0))
def test_velocity_ignores_the_firms_share(
    value: float, fund: float, cash: float, idle: float, phi: float
) -> None:
    whole = settlement.velocity(value, fund, cash, idle)
    part = settlement.velocity(phi * value, phi * fund, phi * cash, idle)
    assert part == pytest.approx(whole)
    overnight, weighted = settlement.locked_capital(value, fund, cash, idle)
    assert overnight <= weighted
    turns = settlement.turns_per_year(whole)
    assert turns == pytest.approx(252 * float(whole))


@few
@given(shares, money, shares, st.floats(0.0, 30.0))
def test_fails_cost_is_linear_in_days(p: float, value: float, rate: float, days: float) -> None:
    one = settlement.fails_cost(p, value, rate, days)
    assert settlement.fails_cost(p, value, rate, 2 * days) == pytest.approx(2 * one)


@few
@given(money, shares, st.integers(1, 60), st.floats(0.0, 1.0))
def test_net_never_exceeds_gross_and_never_falls_with_days(
    value: float, ratio: float, n: int, rho: float
) -> None:
    gross, net = settlement.unsettled(value, ratio, np.array([n, n + 1.0]), rho)
    assert np.all(net <= gross * (1 + 1e-12))
    assert net[0] <= net[1] * (1 + 1e-12)


def test_arrays_broadcast() -> None:
    m: FloatArray = np.array([1.0, 2.0, np.inf])
    cash = settlement.pay_in(37.7, 1770.0, m, np.linspace(0, 1, 101)[:, None])
    fund = settlement.fund_at(9.8, 0.74, settlement.exposure_days(m))
    assert settlement.yearly_cost(fund, cash, 0.05, 0.005).shape == (101, 3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: settlement.volatility_factor(-1.0), "days"),
        (lambda: settlement.volatility_factor(1.0, "D"), "A, B, C"),
        (lambda: settlement.volatility_factor(1.0, "B", 1.1), "rho"),
        (lambda: settlement.volatility_reduction(0.0, 1.0), "volatility before"),
        (lambda: settlement.unsettled(1.0, 1.2, 1.0), "net_ratio"),
        (lambda: settlement.exposure_days(0.0), "batches"),
        (lambda: settlement.fund_at(-1.0, 0.5, 1.0), "fund_t1"),
        (lambda: settlement.fund_at(1.0, 1.5, 1.0), "volatility_share"),
        (lambda: settlement.fund_at(1.0, 0.5, 400.0), "days"),
        (lambda: settlement.prefund_multiple(1.5, 0.5), "whole numbers"),
        (lambda: settlement.prefund_multiple(np.inf, 0.5), "whole numbers"),
        (lambda: settlement.prefund_multiple(2.0, 1.1), "recycle"),
        (lambda: settlement.pay_in(10.0, 19.0, np.inf, 0.5), "twice the net"),
        (lambda: settlement.pay_in(-1.0, 19.0, 1.0, 0.5), "net"),
        (lambda: settlement.yearly_cost(1.0, 1.0, -0.1, 0.0), "funding_rate"),
        (lambda: settlement.yearly_cost(1.0, 1.0, 0.1, 0.0, 1.1), "idle_share"),
        (lambda: settlement.locked_capital(-1.0, 1.0, 1.0, 1.0), "posted"),
        (lambda: settlement.velocity(1.0, 1.0, 1.0, 1.5), "idle_share"),
        (lambda: settlement.turns_per_year(-1.0), "daily_velocity"),
        (lambda: settlement.fails_cost(1.1, 1.0, 0.05, 1.0), "fail_rate"),
    ],
)
def test_bad_input_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=words):
        call()
