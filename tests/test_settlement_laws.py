"""Laws of settlement: netting, prefunding, the fund and the cheapest number of batches."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import netting, optimum, settlement

FEW = settings(max_examples=60, deadline=None)
TRADES = 2204
batches = st.integers(1, 3000)
shares = st.floats(0.0, 1.0)
some = st.floats(0.01, 1.0)
readings = st.sampled_from(["A", "B", "C"])


def test_two_and_three_equal_trades_net_alike() -> None:
    assert netting.net_ratio_equal_sizes(np.array([2.0, 3.0])) == pytest.approx([0.5, 0.5])
    assert netting.net_ratio_equal_sizes(1.0) == netting.net_ratio_gaussian(1.0) == 1.0


@FEW
@given(n=st.integers(1, 10**6))
def test_equal_trades_net_only_from_odd_to_even_counts(n: int) -> None:
    """An odd trade more than an even number changes nothing; Gaussian sizes always fall."""
    even, odd, after = netting.net_ratio_equal_sizes(np.array([2.0 * n, 2.0 * n + 1, 2.0 * n + 2]))
    assert even == pytest.approx(odd, rel=1e-12)
    assert after < odd
    ratios = netting.net_ratio_gaussian(np.array([float(n), n + 1.0]))
    assert 0.0 < ratios[1] < ratios[0] <= 1.0


@FEW
@given(m=batches, recycle=shares, more=some, step=st.integers(1, 500))
def test_prefunding_rises_with_batches_and_falls_with_recycling(
    m: int, recycle: float, more: float, step: int
) -> None:
    assume(recycle + more <= 1.0)
    here, later = settlement.prefund_multiple(np.array([m, m + step]), recycle)
    assert later > here
    if m > 1:
        assert settlement.prefund_multiple(m, recycle + more) < here
    none, full = settlement.prefund_multiple(m, np.array([0.0, 1.0]))
    assert none >= full >= 1.0
    assert full < 2.0


@FEW
@given(
    low=st.integers(1, 9), step=st.integers(1, 5), reading=readings,
    rho=st.floats(0.0, 0.95), share=some,
)  # fmt: skip
def test_fund_rises_with_exposure(
    low: int, step: int, reading: str, rho: float, share: float
) -> None:
    fund = settlement.fund_at(9.8, share, np.array([low, low + step]), reading, rho)
    assert fund[1] > fund[0]
    batches = np.array([low, low + step])
    slow, fast = settlement.fund_at(9.8, share, settlement.exposure_days(batches))
    assert 9.8 * (1.0 - share) < fast < slow < 9.8


@FEW
@given(
    before=st.integers(2, 10), after=st.integers(1, 9), reading=readings,
    rho=st.floats(0.0, 0.95), share=some, scale=st.floats(0.001, 1000.0),
)  # fmt: skip
def test_reductions_do_not_depend_on_scale_and_lie_below_the_volatility_fall(
    before: int, after: int, reading: str, rho: float, share: float, scale: float
) -> None:
    """``total = w x (change of Vol)`` with w the share before: none at w = 0, all at w = 1."""
    assume(after < before)
    at = np.array([float(before), float(after)])
    small, large = (settlement.fund_at(size, share, at, reading, rho) for size in (1.0, scale))
    fall = 1.0 - small[1] / small[0]
    assert fall == pytest.approx(1.0 - large[1] / large[0], abs=1e-12)
    part = float(settlement.volatility_reduction(before, after, reading, rho))
    weight = 1.0 - (1.0 - share) / float(small[0])
    assert fall == pytest.approx(weight * part, abs=1e-12)
    assert 0.0 <= fall <= part + 1e-12


@FEW
@given(
    margin_rate=st.floats(0.001, 0.2), cash_rate=st.floats(0.0, 0.2), idle=some, share=shares,
    recycle=shares, most=st.integers(1, TRADES), m=st.integers(1, TRADES),
)  # fmt: skip
def test_the_best_number_of_batches_costs_no_more_than_any(
    margin_rate: float, cash_rate: float, idle: float, share: float, recycle: float, most: int,
    m: int,
) -> None:  # fmt: skip
    """Each cost is worked out anew from its parts, at any m the search may choose."""
    assume(m <= most)
    _, best = optimum.optimal_batches(9.8, 37.7, margin_rate, cash_rate, idle, share, recycle, most)
    fund = settlement.fund_at(9.8, share, 0.5 / m)
    cash = settlement.pay_in(37.7, 1770.0, float(m), recycle)
    cost = settlement.yearly_cost(fund, cash, margin_rate, cash_rate, idle)
    assert best <= cost * (1 + 1e-12)
