"""How much of a mix covers a requirement."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import BoolArray, FloatArray
from engine.collateral import capped, recognised_value, required_posting
from tests.some_collateral import K, caps, cuts, flags, group_caps, groups, mixes, needs, orders

QUICK = settings(max_examples=60)
R = 100e6
NAMES = np.array(["tbill", "usdc", "btc"])
CUTS = np.array([0.005, 0.02, 0.3])
ALL = np.ones(3, dtype=bool)
Limits: TypeAlias = tuple[FloatArray, BoolArray, BoolArray, FloatArray]


def counts(posted: float, mix: FloatArray, cut: FloatArray, need: float, limits: Limits) -> float:
    """Recognised value of a posting of the mix."""
    cap, eligible, grouped, cap_of_group = limits
    return float(
        recognised_value(posted * mix, cut, cap, need, eligible, grouped, cap_of_group).sum()
    )


@pytest.mark.parametrize(
    ("mix", "cap", "expected", "full"),
    [
        ([0.6, 0.25, 0.15], [1.0, 1.0, 1.0], 105596620.908, []),
        ([0.6, 0.25, 0.15], [1.0, 1.0, 0.05], 112826603.325, ["btc"]),
        ([0.0, 0.5, 0.5], [1.0, 0.4, 0.4], np.inf, []),
        ([0.0, 0.5, 0.5], [1.0, 0.4, 0.6], 0.6 * R / 0.35, ["usdc", "btc"]),
    ],
)
def test_posting_with_and_without_caps(
    mix: list[float], cap: list[float], expected: float, full: list[str]
) -> None:
    shares, limits = np.array(mix), np.array(cap)
    posted = required_posting(R, shares, CUTS, limits, ALL)
    assert posted == pytest.approx(expected)
    held = shares * (posted if np.isfinite(posted) else 0.0)
    assert list(NAMES[capped(held, CUTS, limits, R, ALL)]) == full


def test_group_cap_stops_its_members_together() -> None:
    """Two coins stop at 40 between them, so the bill brings the other 60."""
    mix, none = np.array([0.4, 0.3, 0.3]), np.zeros(3)
    grouped = np.array([[False, True, True]])
    posted = required_posting(100.0, mix, none, np.ones(3), ALL, grouped, [0.4])
    assert posted == pytest.approx(150.0)
    assert list(capped(posted * mix, none, np.ones(3), 100.0, ALL, grouped, [0.4])) == [
        False,
        True,
        True,
    ]
    wide = np.array([[0.4], [0.7], [2.0]])
    assert required_posting(100.0, mix, none, np.ones(3), ALL, grouped, wide) == pytest.approx(
        [150.0, 100.0, 100.0]
    )


def test_caps_that_add_up_to_one_are_feasible() -> None:
    ten = np.full(10, 0.1)
    posted = required_posting(1.0, ten, np.zeros(10), ten, np.ones(10, dtype=bool))
    assert posted == pytest.approx(1.0)


def test_no_requirement_needs_no_posting() -> None:
    found = required_posting(
        np.array([0.0, 10.0]), np.ones(1), np.zeros(1), np.full(1, 0.5), [True]
    )
    assert list(found) == [0.0, np.inf]


@QUICK
@given(
    mix=mixes,
    cut=cuts,
    cap=caps,
    flag=flags,
    group=groups,
    gcap=group_caps,
    need=needs,
    order=orders,
)
def test_posting_is_exactly_enough(
    mix: FloatArray,
    cut: FloatArray,
    cap: FloatArray,
    flag: BoolArray,
    group: BoolArray,
    gcap: FloatArray,
    need: float,
    order: npt.NDArray[np.int_],
) -> None:
    """It covers the requirement, a little less does not, and the order of assets is nothing."""
    limits = (cap, flag, group, gcap)
    posted = float(required_posting(need, mix, cut, *limits))
    if np.isinf(posted):
        assert counts(1e9 * need, mix, cut, need, limits) < need * (1.0 - 1e-9)
        return
    assert posted >= need * (1.0 - 1e-12)
    assert counts(posted, mix, cut, need, limits) >= need * (1.0 - 1e-9)
    assert counts(posted * (1.0 - 1e-6), mix, cut, need, limits) < need
    shuffled = required_posting(
        need, mix[order], cut[order], cap[order], flag[order], group[:, order], gcap
    )
    assert shuffled == pytest.approx(posted, rel=1e-9)


@QUICK
@given(mix=mixes, cut=cuts, deeper=cuts, cap=caps, wider=caps, flag=flags, need=needs)
def test_posting_rises_with_haircuts_and_falls_with_wider_caps(
    mix: FloatArray,
    cut: FloatArray,
    deeper: FloatArray,
    cap: FloatArray,
    wider: FloatArray,
    flag: BoolArray,
    need: float,
) -> None:
    base = required_posting(need, mix, cut, cap, flag)
    slack = 1.0 + 1e-9
    assert required_posting(need, mix, np.maximum(cut, deeper), cap, flag) * slack >= base
    assert required_posting(need, mix, cut, np.maximum(cap, wider), flag) <= base * slack


@QUICK
@given(mix=mixes, cut=cuts, cap=caps, flag=flags, need=needs, times=st.floats(0.1, 10.0))
def test_posting_grows_with_the_requirement(
    mix: FloatArray, cut: FloatArray, cap: FloatArray, flag: BoolArray, need: float, times: float
) -> None:
    base = float(required_posting(need, mix, cut, cap, flag))
    assert required_posting(times * need, mix, cut, cap, flag) == pytest.approx(times * base)


@QUICK
@given(mix=mixes, cut=cuts, need=needs)
def test_without_caps_the_basket_formula_holds(
    mix: FloatArray, cut: FloatArray, need: float
) -> None:
    found = required_posting(need, mix, cut, np.ones(K), np.ones(K, dtype=bool))
    assert found == pytest.approx(need / float(mix @ (1.0 - cut)))


@QUICK
@given(
    rows=st.lists(st.tuples(mixes, cuts, caps, needs), min_size=1, max_size=4),
    flag=flags,
    group=groups,
    gcap=group_caps,
)
def test_rows_are_solved_each_on_its_own(
    rows: list[tuple[FloatArray, FloatArray, FloatArray, float]],
    flag: BoolArray,
    group: BoolArray,
    gcap: FloatArray,
) -> None:
    mix, cut, cap, need = (np.array(column) for column in zip(*rows, strict=True))
    together = required_posting(need, mix, cut, cap, flag, group, gcap)
    alone = [required_posting(r, m, h, c, flag, group, gcap) for m, h, c, r in rows]
    assert together == pytest.approx(np.array(alone))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"requirement": -1.0}, "requirement must be zero or more"),
        ({"mix": [0.5, 0.4, 0.0]}, "sum of the shares of the mix must be 1; got 0.9"),
        ({"mix": [0.0, 0.0, 0.0]}, "must be 1; got 0"),
        ({"mix": [1.5, -0.5, 0.0]}, "share of the mix must be zero or more"),
        ({"mix": []}, "empty"),
        ({"mix": [1.0]}, "each of the 3 assets"),
        ({"haircut": [0.1, 0.1, 1.1]}, "haircut"),
        ({"cap": [1.0, 1.0, -1.0]}, "cap must be zero or more"),
        ({"eligible": [1, 1, 0]}, "eligible must be true or false"),
        ({"groups": [[True, False]], "group_caps": [0.4]}, "1 group caps by 3 assets"),
        ({"groups": [[True] * 3] * 2, "group_caps": [0.4, 0.4]}, "one group only"),
    ],
)
def test_posting_refuses(change: dict[str, object], words: str) -> None:
    arguments: dict[str, object] = {
        "requirement": 1.0,
        "mix": np.array([0.5, 0.3, 0.2]),
        "haircut": CUTS,
        "cap": np.ones(3),
        "eligible": ALL,
    }
    with pytest.raises(ValueError, match=words):
        required_posting(**(arguments | change))  # type: ignore[arg-type]
