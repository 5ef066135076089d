"""What collateral counts for, what drives the amount, and the exposure left."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import BoolArray, FloatArray
from engine.collateral import capped, main_driver, net_exposure, recognised_value
from tests.some_collateral import K, caps, cuts, flags, group_caps, groups, mixes, needs, orders

QUICK = settings(max_examples=50)
CUTS = np.array([0.005, 0.02, 0.3])
ALL = np.ones(3, dtype=bool)
money = st.floats(0.0, 1e9)
values = st.lists(money, min_size=K, max_size=K).map(np.array)


def test_value_counts_after_haircut_up_to_its_cap() -> None:
    held = np.array([60.0, 50.0, 40.0])
    eligible = np.array([True, True, False])
    found = recognised_value(
        held, np.array([0.0, 0.2, 0.1]), np.array([1.0, 0.3, 1.0]), 100.0, eligible
    )
    assert found == pytest.approx([60.0, 30.0, 0.0])


def test_group_cap_scales_its_members_alike() -> None:
    grouped = np.array([[False, True, True]])
    held = np.array([50.0, 40.0, 20.0])
    found = recognised_value(held, np.zeros(3), np.ones(3), 100.0, ALL, grouped, [0.3])
    assert found == pytest.approx([50.0, 20.0, 10.0])


def test_without_a_requirement_nothing_is_capped() -> None:
    grouped = np.array([[True, True, True]])
    found = recognised_value(np.full(3, 10.0), CUTS, np.full(3, 0.1), 0.0, ALL, grouped, [0.2])
    assert found == pytest.approx(10.0 * (1.0 - CUTS))


@QUICK
@given(mv=values, more=values, cut=cuts, deeper=cuts, cap=caps, flag=flags, need=needs)
def test_value_rises_with_holdings_and_falls_with_haircuts(
    mv: FloatArray,
    more: FloatArray,
    cut: FloatArray,
    deeper: FloatArray,
    cap: FloatArray,
    flag: BoolArray,
    need: float,
) -> None:
    base = recognised_value(mv, cut, cap, need, flag)
    assert np.all(recognised_value(mv + more, cut, cap, need, flag) >= base)
    assert np.all(recognised_value(mv, np.maximum(cut, deeper), cap, need, flag) <= base)


@QUICK
@given(mv=values, more=money, cut=cuts, cap=caps, group=groups, gcap=group_caps, need=needs)
def test_ineligible_assets_never_count_and_caps_hold(
    mv: FloatArray,
    more: float,
    cut: FloatArray,
    cap: FloatArray,
    group: BoolArray,
    gcap: FloatArray,
    need: float,
) -> None:
    eligible = np.arange(K) > 0
    base = recognised_value(mv, cut, cap, need, eligible, group, gcap)
    larger = recognised_value(mv + more * ~eligible, cut, cap, need, eligible, group, gcap)
    assert base == pytest.approx(larger)
    assert base[0] == 0.0
    room = need * (1.0 + 1e-12)
    assert np.all(base[cap < 1.0] <= cap[cap < 1.0] * room)
    assert np.all((group @ base)[gcap < 1.0] <= gcap[gcap < 1.0] * room)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"market_value": [-1.0, 0.0, 0.0]}, "market_value must be zero or more"),
        ({"haircut": [0.1, 1.2, 0.0]}, "haircut must be between 0 and 1; got 1.2"),
        ({"cap": [0.1, -0.2, 0.0]}, "cap must be zero or more"),
        ({"requirement": float("inf")}, "requirement"),
        ({"eligible": [1.0, 0.5, 0.0]}, "eligible must be true or false"),
        ({"groups": [[1, 0, 0]], "group_caps": [0.4]}, "groups must be true or false"),
        ({"groups": [[True, False]], "group_caps": [0.4]}, "1 group caps by 3 assets"),
        ({"groups": [[True, False, False]], "group_caps": [-0.4]}, "group_caps must be"),
        ({"groups": [[True] * 3, [True, False, False]], "group_caps": [0.4, 0.4]}, "one group"),
    ],
)
def test_recognised_and_capped_refuse(change: dict[str, object], words: str) -> None:
    given_ = {
        "market_value": np.ones(3),
        "haircut": CUTS,
        "cap": np.ones(3),
        "requirement": 1.0,
        "eligible": ALL,
    }
    for function in (recognised_value, capped):
        with pytest.raises(ValueError, match=words):
            function(**(given_ | change))  # type: ignore[arg-type]


@QUICK
@given(mv=values, cut=cuts, cap=caps, flag=flags, group=groups, gcap=group_caps, order=orders)
def test_order_of_assets_does_not_matter(
    mv: FloatArray,
    cut: FloatArray,
    cap: FloatArray,
    flag: BoolArray,
    group: BoolArray,
    gcap: FloatArray,
    order: npt.NDArray[np.int_],
) -> None:
    base = recognised_value(mv, cut, cap, 1e8, flag, group, gcap)
    mixed = recognised_value(
        mv[order], cut[order], cap[order], 1e8, flag[order], group[:, order], gcap
    )
    assert mixed == pytest.approx(base[order])


@QUICK
@given(mv=values, cut=cuts, cap=caps, flag=flags, group=groups, gcap=group_caps, need=needs)
def test_what_is_lost_to_a_cap_is_reported(
    mv: FloatArray,
    cut: FloatArray,
    cap: FloatArray,
    flag: BoolArray,
    group: BoolArray,
    gcap: FloatArray,
    need: float,
) -> None:
    lost = mv * (1.0 - cut) * flag - recognised_value(mv, cut, cap, need, flag, group, gcap)
    full = capped(mv, cut, cap, need, flag, group, gcap)
    assert np.all(full[lost > 1e-9 * need])
    limited = (cap < 1.0) | (group & (gcap < 1.0)[:, None]).any(axis=0)
    assert not np.any(full & ~(limited & flag & (mv > 0.0)))


def test_requirements_in_a_column_give_one_row_each() -> None:
    needed, mv = np.array([0.0, 50.0, 100.0]), np.array([60.0, 50.0])
    cut, cap = np.array([0.0, 0.2]), np.array([1.0, 0.3])
    found = recognised_value(mv, cut, cap, needed, [True, True])
    assert found == pytest.approx(np.array([[60.0, 40.0], [60.0, 15.0], [60.0, 30.0]]))
    full = capped(mv, cut, cap, needed, [True, True])
    assert full.tolist() == [[False, False], [False, True], [False, True]]


def test_coin_is_the_main_driver() -> None:
    mix = np.array([[0.5, 0.3, 0.2], [1.0, 0.0, 0.0]])
    assert main_driver(mix, CUTS).tolist() == [2, 0]


@QUICK
@given(mix=mixes, cut=cuts)
def test_no_asset_costs_more_than_the_main_driver(mix: FloatArray, cut: FloatArray) -> None:
    assert (mix * cut)[main_driver(mix, cut)] == (mix * cut).max()


@pytest.mark.parametrize(
    ("mix", "cut", "words"),
    [
        ([0.5, 0.4], [0.1, 0.1], "sum of the shares of the mix must be 1; got 0.9"),
        ([1.5, -0.5], [0.1, 0.1], "share of the mix must be zero or more"),
        ([0.5, 0.5], [0.1, 1.1], "haircut"),
        ([], [0.1], "empty"),
    ],
)
def test_main_driver_refuses(mix: list[float], cut: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        main_driver(np.array(mix), np.array(cut))


@pytest.mark.parametrize(
    ("amount", "cut", "fx", "left"),
    [(100.0, 0.02, 0.0, 2.0), (100.0, 0.06, 0.0, 6.0), (4000.0, 0.12, 0.08, 800.0)],
)
def test_exposure_left_in_the_published_examples(
    amount: float, cut: float, fx: float, left: float
) -> None:
    assert net_exposure(amount, 0.0, amount, cut, fx) == pytest.approx(left)


@QUICK
@given(
    owed=money,
    held=money,
    he=st.floats(0.0, 1.0),
    low=st.floats(0.0, 1.0),
    high=st.floats(0.0, 1.0),
)
def test_exposure_left_never_falls_with_haircuts(
    owed: float, held: float, he: float, low: float, high: float
) -> None:
    low, high = sorted((low, high))
    found = net_exposure(owed, he, held, np.array([low, high]), 0.08)
    assert 0.0 <= found[0] <= found[1] <= owed * (1.0 + he)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((-1.0, 0.0, 1.0, 0.1, 0.0), "exposure must be zero or more"),
        ((1.0, -0.1, 1.0, 0.1, 0.0), "exposure_haircut"),
        ((1.0, 0.0, -1.0, 0.1, 0.0), "collateral"),
        ((1.0, 0.0, 1.0, 1.1, 0.0), "haircut must be between 0 and 1"),
        ((1.0, 0.0, 1.0, 0.1, -0.1), "fx"),
    ],
)
def test_exposure_left_refuses(
    numbers: tuple[float, float, float, float, float], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        net_exposure(*numbers)
