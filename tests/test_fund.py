"""The clearing fund: published totals, laws and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import fund

few = settings(max_examples=40, deadline=None)
money = st.floats(0.0, 1e6)
positive = st.floats(0.1, 1e6)


def test_published_falls() -> None:
    """USD bn before and after the move to T+1: 23 %, 29 % and 25 % in the announcements."""
    fall = fund.relative_change(np.array([12.8, 12.8, 12.2]), np.array([9.8, 9.1, 9.1]))
    assert fall == pytest.approx([0.234375, 0.2890625, 0.254098361])


def test_what_41_percent_implies() -> None:
    assert fund.implied_correlation(0.41) == pytest.approx(0.436368859523)
    assert fund.implied_volatility_share(0.41, 0.234375) == pytest.approx(0.571646341)


def test_charge_is_the_highest_estimate() -> None:
    assert fund.volatility_charge(np.array([[3.0, 7.0, 5.0, 1.0], [2.0, 1.0, 0.0, 9.0]])) == (
        pytest.approx([7.0, 9.0])
    )


def test_premium_of_january_2021_and_its_cap() -> None:
    capital = fund.implied_net_capital(1400.0, 2200.0)
    assert capital == pytest.approx(544.444444)
    assert fund.excess_capital_premium(1400.0, capital, np.inf) == pytest.approx(2200.0)
    assert fund.excess_capital_premium(1400.0, capital) == pytest.approx(2 * (1400 - 544.444444))
    assert fund.excess_capital_premium(100.0, 100.0) == 0


def test_fund_of_a_member() -> None:
    parts = np.array([15.0, 5.0])
    assert fund.clearing_fund(80.0, parts, 10.0, 40.0) == pytest.approx(140.0)
    assert fund.clearing_fund(0.0, np.zeros(2), 10.0) == pytest.approx(10.0)


@few
@given(positive, st.floats(0.0, 1.0), st.floats(0.1, 100.0))
def test_change_ignores_scale(before: float, fall: float, scale: float) -> None:
    after = before * (1 - fall)
    assert fund.relative_change(before, after) == pytest.approx(fall, abs=1e-9)
    assert fund.relative_change(scale * before, scale * after) == pytest.approx(fall, abs=1e-9)


@few
@given(st.floats(0.0, 0.5))
def test_correlation_inverts_the_fall_of_two_days_to_one(fall: float) -> None:
    rho = fund.implied_correlation(fall)
    assert 1 - 1 / np.sqrt(2 + 2 * rho) == pytest.approx(fall, abs=1e-9)


@few
@given(st.floats(0.01, 1.0), st.floats(0.0, 1.0))
def test_share_times_part_gives_the_total(part: float, share: float) -> None:
    found = fund.implied_volatility_share(part, part * share)
    assert found == pytest.approx(share, abs=1e-9)
    assert 0 <= found <= 1


@few
@given(positive, positive, st.floats(0.1, 100.0))
def test_premium_grows_with_the_charge_and_scales(v: float, k: float, scale: float) -> None:
    premium = fund.excess_capital_premium(v, k)
    assert premium <= fund.excess_capital_premium(v, k, np.inf) * (1 + 1e-12)
    assert fund.excess_capital_premium(1.1 * v, k) >= premium
    scaled = fund.excess_capital_premium(scale * v, scale * k)
    assert scaled == pytest.approx(scale * premium, rel=1e-6, abs=1e-6)


@few
@given(positive, positive)
def test_net_capital_inverts_the_uncapped_premium(v: float, premium: float) -> None:
    capital = fund.implied_net_capital(v, premium)
    again = fund.excess_capital_premium(v, capital, np.inf)
    assert again == pytest.approx(premium, rel=1e-6, abs=1e-6 * v)


@few
@given(money, money, money, money)
def test_fund_is_at_least_its_minimum_and_its_parts(
    v: float, other: float, least: float, premium: float
) -> None:
    charge = fund.volatility_charge(np.array([v, other]))
    total = fund.clearing_fund(charge, np.array([other]), least, premium)
    assert total >= max(least, v + other) + premium - 1e-6


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fund.relative_change(0.0, 1.0), "before"),
        (lambda: fund.relative_change(1.0, -1.0), "after"),
        (lambda: fund.implied_correlation(0.51), "one half"),
        (lambda: fund.implied_correlation(1.0), "volatility_reduction"),
        (lambda: fund.implied_volatility_share(0.2, 0.3), "cannot exceed"),
        (lambda: fund.implied_volatility_share(0.0, 0.0), "volatility_reduction"),
        (lambda: fund.volatility_charge(np.array([-1.0])), "estimates"),
        (lambda: fund.excess_capital_premium(1.0, 0.0), "net_capital"),
        (lambda: fund.implied_net_capital(0.0, 1.0), "volatility_charge"),
        (lambda: fund.clearing_fund(1.0, np.array([-1.0]), 0.0), "other_parts"),
    ],
)
def test_bad_input_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=words):
        call()
