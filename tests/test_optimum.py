"""The cheapest number of batches and the break-even of atomic settlement."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import optimum
from engine.settlement import fund_at, pay_in, yearly_cost

few = settings(max_examples=30, deadline=None)
FUND, NET, GROSS, MARGIN_RATE, CASH_RATE, TRADES = 9.8, 37.7, 1770.0, 0.05, 0.005, 2204
ONE_PAY_IN, SESSION = 1 / 24, 6.5 / 24
shares = st.floats(0.0, 1.0)
rates = st.floats(0.001, 0.2)


def best(
    idle: float, share: float, recycle: float, first: float | None = None
) -> tuple[int, float]:
    m, cost = optimum.optimal_batches(
        FUND, NET, MARGIN_RATE, CASH_RATE, idle, share, recycle, TRADES, first
    )
    return int(m), float(cost)


def atomic_against_one_day(share: float, first: float, atomic: float) -> float | None:
    one_day = yearly_cost(FUND, NET, MARGIN_RATE, CASH_RATE, first)
    left = fund_at(FUND, share, 0.0)
    return optimum.breakeven_recycling(
        float(one_day), float(left), NET, GROSS, MARGIN_RATE, CASH_RATE, atomic
    )


def test_all_volatility_and_cash_tied_all_day() -> None:
    """Two batches are best without recycling, five at 80 %, all trades at 100 %."""
    m, cost = optimum.optimal_batches(
        FUND, NET, MARGIN_RATE, CASH_RATE, 1.0, 1.0, np.array([0.0, 0.8, 1.0]), TRADES
    )
    assert m.tolist() == [2, 5, TRADES]
    assert cost == pytest.approx([0.511579256507, 0.457194623091, 0.378559489639])
    assert atomic_against_one_day(1.0, 1.0, 1.0) == pytest.approx(0.964416381447)


def test_page_defaults() -> None:
    """Volatility share 74 %, one pay-in an hour, sessions 6.5 hours: five batches, 88.3 %."""
    assert best(SESSION, 0.74, 0.0, ONE_PAY_IN)[0] == 5
    assert atomic_against_one_day(0.74, ONE_PAY_IN, SESSION) == pytest.approx(0.883, abs=5e-4)


def test_wallets_funded_round_the_clock_never_break_even() -> None:
    assert atomic_against_one_day(0.74, ONE_PAY_IN, 1.0) is None


def test_cheaper_at_any_recycling_breaks_even_at_nought() -> None:
    assert optimum.breakeven_recycling(100.0, 0.0, NET, GROSS, MARGIN_RATE, CASH_RATE) == 0.0


def test_free_cash_leaves_the_fund_to_decide() -> None:
    assert optimum.breakeven_recycling(0.5, 20.0, NET, GROSS, MARGIN_RATE, 0.0) is None
    assert optimum.breakeven_recycling(0.5, 2.0, NET, GROSS, MARGIN_RATE, 0.0) == 0.0


def test_continuous_optimum() -> None:
    m, cost = optimum.optimal_batches_continuous(FUND, NET, MARGIN_RATE, CASH_RATE)
    assert m == pytest.approx(1.838102508124)
    assert cost == pytest.approx(0.511123929568)


def test_costs_use_the_first_idle_share_for_one_batch_only() -> None:
    costs = optimum.batch_costs(FUND, NET, MARGIN_RATE, CASH_RATE, SESSION, 0.74, 0.5, 3, 1.0)
    m = np.array([1.0, 2.0, 3.0])
    fund = fund_at(FUND, 0.74, 0.5 / m)
    idle = np.array([1.0, SESSION, SESSION])
    cash = pay_in(NET, GROSS, m, 0.5)
    assert costs == pytest.approx(yearly_cost(fund, cash, MARGIN_RATE, CASH_RATE, idle))


def test_sweeps_broadcast() -> None:
    sweep = np.linspace(0.0, 1.0, 101)
    m, cost = optimum.optimal_batches(
        FUND, NET, MARGIN_RATE, CASH_RATE, SESSION, sweep[:, None], sweep[::50], 48, ONE_PAY_IN
    )
    assert m.shape == cost.shape == (101, 3)
    assert (m[20, 1], cost[20, 1]) == optimum.optimal_batches(
        FUND, NET, MARGIN_RATE, CASH_RATE, SESSION, 0.2, 0.5, 48, ONE_PAY_IN
    )


@few
@given(rates, rates, shares, shares, shares, st.integers(1, 300))
def test_the_best_is_no_dearer_than_any(
    margin_rate: float, cash_rate: float, idle: float, share: float, recycle: float, most: int
) -> None:
    args = (FUND, NET, margin_rate, cash_rate, idle, share, recycle)
    m, cost = optimum.optimal_batches(*args, most)
    costs = optimum.batch_costs(*args, most)
    assert costs.shape == (most,)
    assert np.all(cost <= costs)
    assert costs[int(m) - 1] == cost


@few
@given(rates, rates, shares, shares, st.integers(2, 300))
def test_more_recycling_never_costs_more(
    margin_rate: float, cash_rate: float, one: float, two: float, most: int
) -> None:
    low, high = sorted((one, two))
    _, cost = optimum.optimal_batches(
        FUND, NET, margin_rate, cash_rate, 1.0, 0.74, np.array([low, high]), most
    )
    assert cost[1] <= cost[0] + 1e-12


@few
@given(rates, rates, st.floats(0.05, 1.0), st.floats(0.1, 100.0))
def test_whole_batches_cost_at_least_the_continuous_optimum(
    margin_rate: float, cash_rate: float, idle: float, size: float
) -> None:
    m, floor = optimum.optimal_batches_continuous(size, NET, margin_rate, cash_rate, idle)
    args = (size, NET, margin_rate, cash_rate, idle)
    _, cost = optimum.optimal_batches(*args, 1.0, 0.0, 500)
    assert cost >= floor * (1 - 1e-12)
    fund, cash = size * np.sqrt(0.5 / m), NET * np.sqrt(m)
    assert yearly_cost(fund, cash, margin_rate, cash_rate, idle) == pytest.approx(floor)


@few
@given(st.floats(0.0, 5.0), shares, st.floats(0.05, 1.0))
def test_cost_at_the_breakeven_equals_the_cost_now(now: float, share: float, idle: float) -> None:
    left = float(fund_at(FUND, share, 0.0))
    found = optimum.breakeven_recycling(now, left, NET, GROSS, MARGIN_RATE, CASH_RATE, idle)
    cash = pay_in(NET, GROSS, np.inf, 1.0 if found is None else found)
    cost = yearly_cost(left, cash, MARGIN_RATE, CASH_RATE, idle)
    if found is None:
        assert cost > now
    elif found == 0:
        assert cost <= now + 1e-12
    else:
        assert cost == pytest.approx(now)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: optimum.batch_costs(1.0, 1.0, 0.1, 0.1, 1.0, 1.0, 0.0, 0), "max_batches"),
        (lambda: optimum.batch_costs(-1.0, 1.0, 0.1, 0.1, 1.0, 1.0, 0.0, 2), "fund_t1"),
        (lambda: optimum.batch_costs(1.0, 1.0, 0.1, 0.1, 1.0, 1.0, 0.0, 2, 1.5), "idle_share"),
        (lambda: optimum.optimal_batches(1.0, -1.0, 0.1, 0.1, 1.0, 1.0, 0.0, 2), "net"),
        (lambda: optimum.optimal_batches(1.0, 1.0, 0.1, 0.1, 1.0, 1.0, 1.5, 2), "recycle"),
        (lambda: optimum.optimal_batches_continuous(1.0, 1.0, 0.1, 0.0), "prefunding_rate"),
        (lambda: optimum.breakeven_recycling(-1.0, 1.0, 1.0, 9.0, 0.1, 0.1), "cost_now"),
        (lambda: optimum.breakeven_recycling(1.0, 1.0, 5.0, 9.0, 0.1, 0.1), "twice the net"),
    ],
)
def test_bad_input_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=words):
        call()
