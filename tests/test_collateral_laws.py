"""Laws of collateral value and posting, with caps of groups and every part of the haircut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import BoolArray, FloatArray
from engine.addons import total_haircut
from engine.collateral import recognised_value, required_posting
from tests.some_collateral import K, caps, cuts, flags, group_caps, groups, mixes, needs

QUICK = settings(max_examples=80)
SLACK = 1.0 + 1e-9
values = st.lists(st.floats(0.0, 1e9), min_size=K, max_size=K).map(np.array)
parts = st.lists(st.floats(0.0, 0.5), min_size=K, max_size=K).map(np.array)
forms = st.sampled_from(["additive", "multiplicative"])


@QUICK
@given(
    mv=values, more=values, cap=caps, flag=flags, group=groups, gcap=group_caps, need=needs,
    h=cuts, fx=parts, w=parts, extra=parts, form=forms,
)  # fmt: skip
def test_value_rises_with_holdings_and_falls_with_each_part_of_the_haircut(
    mv: FloatArray, more: FloatArray, cap: FloatArray, flag: BoolArray, group: BoolArray,
    gcap: FloatArray, need: float, h: FloatArray, fx: FloatArray, w: FloatArray,
    extra: FloatArray, form: str,
) -> None:  # fmt: skip
    """The whole value: inside a full group more of one asset may leave less of another."""

    def value(held: FloatArray, h: FloatArray, fx: FloatArray, w: FloatArray) -> float:
        cut = total_haircut(h, fx, w, form)
        return float(recognised_value(held, cut, cap, need, flag, group, gcap).sum())

    base = value(mv, h, fx, w) * SLACK
    assert value(mv + more, h, fx, w) * SLACK >= value(mv, h, fx, w)
    assert value(mv, np.minimum(1.0, h + extra), fx, w) <= base
    assert value(mv, h, np.minimum(1.0, fx + extra), w) <= base
    assert value(mv, h, fx, w + extra) <= base


@QUICK
@given(mv=values, h=cuts, fx=parts, w=parts, cap=caps, need=needs)
def test_the_sum_of_the_parts_never_counts_more_than_their_product(
    mv: FloatArray, h: FloatArray, fx: FloatArray, w: FloatArray, cap: FloatArray, need: float
) -> None:
    summed, product = (
        recognised_value(mv, total_haircut(h, fx, w, form), cap, need, np.ones(K, dtype=np.bool_))
        for form in ("additive", "multiplicative")
    )
    assert np.all(summed <= product * SLACK)


@QUICK
@given(
    mv=values, other=values, cut=cuts, deeper=cuts, cap=caps, flag=flags, group=groups,
    gcap=group_caps, need=needs,
)  # fmt: skip
def test_what_is_not_eligible_changes_nothing(
    mv: FloatArray, other: FloatArray, cut: FloatArray, deeper: FloatArray, cap: FloatArray,
    flag: BoolArray, group: BoolArray, gcap: FloatArray, need: float,
) -> None:  # fmt: skip
    """Neither its amount nor its haircut, whichever assets are out."""
    base = recognised_value(mv, cut, cap, need, flag, group, gcap)
    moved = recognised_value(
        np.where(flag, mv, other), np.where(flag, cut, deeper), cap, need, flag, group, gcap
    )
    assert np.array_equal(base, moved)
    assert np.all(base[~flag] == 0.0)


@QUICK
@given(
    mix=mixes, cut=cuts, extra=parts, cap=caps, flag=flags, group=groups, gcap=group_caps,
    wider=group_caps, need=needs, times=st.floats(0.01, 100.0),
)  # fmt: skip
def test_posting_with_groups_follows_haircuts_caps_and_the_requirement(
    mix: FloatArray, cut: FloatArray, extra: FloatArray, cap: FloatArray, flag: BoolArray,
    group: BoolArray, gcap: FloatArray, wider: FloatArray, need: float, times: float,
) -> None:  # fmt: skip
    def posting(cut: FloatArray, gcap: FloatArray, need: float) -> float:
        return float(required_posting(need, mix, cut, cap, flag, group, gcap))

    base = posting(cut, gcap, need)
    assert base >= need
    assert posting(np.minimum(1.0, cut + extra), gcap, need) * SLACK >= base
    assert posting(cut, np.maximum(gcap, wider), need) <= base * SLACK
    assert posting(cut, gcap, times * need) == pytest.approx(times * base, rel=1e-9)


@QUICK
@given(mix=mixes, cut=cuts, cap=caps, flag=flags, group=groups, gcap=group_caps, need=needs)
def test_what_is_posted_counts_for_exactly_the_requirement(
    mix: FloatArray, cut: FloatArray, cap: FloatArray, flag: BoolArray, group: BoolArray,
    gcap: FloatArray, need: float,
) -> None:  # fmt: skip
    posted = float(required_posting(need, mix, cut, cap, flag, group, gcap))
    if np.isfinite(posted):
        value = recognised_value(posted * mix, cut, cap, need, flag, group, gcap).sum()
        assert value == pytest.approx(need, rel=1e-9)
