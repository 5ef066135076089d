"""Moving one share of a mix: the whole stays at 100, nothing else is surprised."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.mix import rebalance

TENTHS = 1000


@st.composite
def mixes(draw: st.DrawFn) -> tuple[float, ...]:
    cuts = sorted(draw(st.lists(st.integers(0, TENTHS), min_size=3, max_size=3)))
    edges = [0, *cuts, TENTHS]
    return tuple((b - a) / 10 for a, b in pairwise(edges))


def test_others_give_way_in_proportion() -> None:
    assert rebalance((60.0, 40.0, 0.0), 2, 50.0) == (30.0, 20.0, 50.0)


def test_whole_percents_stay_whole() -> None:
    assert rebalance((50.0, 30.0, 20.0), 2, 25.0) == (47.0, 28.0, 25.0)


def test_fixed_shares_do_not_move() -> None:
    assert rebalance((50.0, 30.0, 20.0), 0, 60.0, {1}) == (60.0, 30.0, 10.0)


def test_fixed_shares_bound_the_moving_one() -> None:
    assert rebalance((50.0, 30.0, 20.0), 0, 90.0, {1}) == (70.0, 30.0, 0.0)


def test_the_only_holding_hands_over_to_the_first_place() -> None:
    assert rebalance((0.0, 0.0, 100.0), 2, 80.0) == (20.0, 0.0, 80.0)


def test_all_others_fixed_leaves_the_room_they_leave() -> None:
    assert rebalance((50.0, 30.0, 20.0), 0, 10.0, {1, 2}) == (50.0, 30.0, 20.0)


@given(
    mix=mixes(),
    index=st.integers(0, 3),
    asked=st.integers(0, TENTHS),
    fixed=st.sets(st.integers(0, 3)),
)
def test_total_is_always_one_hundred(
    mix: tuple[float, ...], index: int, asked: int, fixed: set[int]
) -> None:
    new = rebalance(mix, index, asked / 10, fixed)
    assert round(sum(new) * 10) == TENTHS
    assert all(0.0 <= share <= 100.0 for share in new)
    assert all(round(share * 10) == pytest.approx(share * 10, abs=1e-9) for share in new)
    assert all(new[i] == mix[i] for i in fixed - {index})


@given(mix=mixes(), index=st.integers(0, 3), asked=st.integers(0, TENTHS))
def test_a_free_share_gets_what_was_asked(mix: tuple[float, ...], index: int, asked: int) -> None:
    assert rebalance(mix, index, asked / 10)[index] == pytest.approx(asked / 10)


@pytest.mark.parametrize("asked", [-0.1, 100.1, float("nan")])
def test_share_outside_the_whole_is_refused(asked: float) -> None:
    with pytest.raises(ValueError, match="outside 0 to 100"):
        rebalance((50.0, 50.0), 0, asked)


def test_mix_that_is_not_whole_is_refused() -> None:
    with pytest.raises(ValueError, match="not 100"):
        rebalance((50.0, 40.0), 0, 10.0)
