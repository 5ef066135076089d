"""Netting kept, cash needed and fails, cycle by cycle."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, cycles
from engine.controls import default_scenario
from engine.netting_view import fails, netting_by_cycle
from engine.pipes import settlement_of
from engine.scenario import CYCLES, replace

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
FAST = tuple(code for code in CYCLES if code.startswith("B"))


def test_seven_batches_keep_most_netting_and_need_more_cash() -> None:
    """The two figures tell different stories: 96.5% of the netting, 2.6 times the obligations."""
    (row,) = netting_by_cycle(DEFAULT, BOOK, ["B7"])
    trades = BOOK.number("settlement.trades")
    assert row.kept == pytest.approx((1 - np.sqrt(7 / trades)) / (1 - np.sqrt(1 / trades)))
    assert row.unused == pytest.approx(np.sqrt(7))


def test_atomic_settlement_loses_all_netting() -> None:
    (row,) = netting_by_cycle(DEFAULT, BOOK, ["ATOM"])
    assert row.kept == pytest.approx(0.0, abs=1e-12)
    assert row.unused == pytest.approx(
        BOOK.number("settlement.gross") / BOOK.number("settlement.net_pay_in")
    )
    assert row.reused == pytest.approx(2.0)


def test_slow_cycles_keep_all_netting_and_one_day_of_cash() -> None:
    for row in netting_by_cycle(DEFAULT, BOOK, ["T2", "T1", "T0"]):
        assert (row.kept, row.unused, row.reused) == pytest.approx((1.0, 1.0, 1.0))


@given(st.floats(0, 100), st.sampled_from(CYCLES))
def test_the_scenario_lies_between_both_bounds_and_agrees_with_the_pipe(
    percent: float, code: str
) -> None:
    scenario = replace(DEFAULT, "settlement.recycle", percent)
    (row,) = netting_by_cycle(scenario, BOOK, [code])
    assert row.reused - 1e-9 <= row.here <= row.unused + 1e-9
    whole = settlement_of(replace(scenario, "firm.market", value=True), BOOK, code)
    assert row.here * BOOK.number("settlement.net_pay_in") == pytest.approx(
        float(whole.peak_cash) / 1000.0
    )


def test_more_batches_keep_less_netting() -> None:
    rows = netting_by_cycle(DEFAULT, BOOK, FAST)
    assert all(b.kept < a.kept and b.unused > a.unused for a, b in pairwise(rows))


def test_fails_cost_what_carrying_them_costs() -> None:
    found = fails(DEFAULT, BOOK)
    net = BOOK.number("settlement.net_pay_in") * 1000 * DEFAULT.firm.share / 100
    assert found.value == pytest.approx(0.02 * net)
    days = BOOK.number("market.business_days_per_year")
    assert found.cost == pytest.approx(found.value * 0.05 * days / 360)


def test_an_atomic_fail_is_a_trade_unfilled_not_zero() -> None:
    found = fails(replace(DEFAULT, "settlement.cycle", cycles.ATOMIC), BOOK)
    assert found.atomic
    assert found.cost == 0.0
    assert found.value > fails(DEFAULT, BOOK).value


def test_a_cycle_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        netting_by_cycle(DEFAULT, BOOK, ["BX"])
