"""Charts with nothing to draw, one asset, all assets, many cycles."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.scenario import ASSETS
from pages.ui import figures_collateral as collateral
from pages.ui import figures_cycles as cycles
from pages.ui import figures_flow as flow
from pages.ui import figures_overview as overview
from pages.ui import figures_recycling as recycling
from pages.ui import figures_settlement as settlement
from pages.ui import tables, template
from tests.figure_samples import (
    CAPITAL,
    COST,
    EN,
    HAIRCUTS,
    INF,
    RECYCLING,
    VALUE,
    Figure,
    falls,
    notes,
)

NO_ASSETS = collateral.Recognition((), np.zeros(0), np.zeros(0), np.zeros(0))
NOTHING: list[tuple[Figure, Any, str]] = [
    (flow.locked_sankey, flow.LockedCapital((), 0), "figure.no_flows"),
    (flow.locked_sankey, flow.LockedCapital((), 9, feasible=False), "figure.infeasible"),
    (
        flow.locked_sankey,
        flow.LockedCapital((flow.Flow("a", "b", INF, "idle"),), 0),
        "figure.infeasible",
    ),
    (overview.lever_bars, overview.Levers(INF, (), (), 1), "figure.infeasible"),
    (collateral.haircut_dumbbell, replace(HAIRCUTS, codes=()), "figure.no_assets"),
    (collateral.market_to_recognised, replace(VALUE, idle=np.full(2, INF)), "figure.infeasible"),
    (
        collateral.market_to_recognised,
        NO_ASSETS,
        "figure.nothing_posted",
    ),
    (
        collateral.market_to_recognised,
        replace(NO_ASSETS, feasible=False),
        "figure.infeasible",
    ),
    (settlement.cost_curve, replace(COST, fund=np.full(4, INF)), "figure.infeasible"),
    (recycling.recycling_curve, replace(RECYCLING, slow=INF), "figure.infeasible"),
    (cycles.capital_by_cycle, replace(CAPITAL, posted=np.full(4, INF)), "figure.infeasible"),
    (falls, [], "figure.no_facts"),
]


@pytest.mark.parametrize(("build", "data", "key"), NOTHING)
def test_nothing_to_draw_is_said_calmly(
    build: Figure,
    data: Any,  # noqa: ANN401
    key: str,
) -> None:
    fig = build(data, "Title", EN, dark=False)
    assert not fig.data
    assert notes(fig) == EN(key)
    assert fig.layout.height in template.HEIGHTS.values()


def test_one_bill_and_every_asset_fit_the_same_height() -> None:
    heights = set()
    for codes in (("btc",), ASSETS):
        part = np.linspace(1, 9, len(codes))
        data = collateral.Recognition(codes, part, part, part)
        fig = collateral.market_to_recognised(data, "", EN, dark=False)
        heights.add(fig.layout.height)
        assert all("<br>" not in label for label in fig.layout.yaxis.ticktext)
    assert len(heights) == 1


def test_a_long_reason_breaks_or_ends_in_an_ellipsis() -> None:
    reason = "rule table for uncleared swaps in the United States"
    fig = collateral.haircut_dumbbell(replace(HAIRCUTS, set_by=(reason,) * 2), "", EN, dark=False)
    assert fig.data[-1].text[0].strip().endswith("…")
    table = collateral.haircut_dumbbell_table(replace(HAIRCUTS, set_by=(reason,) * 2), EN)
    assert table.rows[0][-1] == reason


def test_cycle_codes_have_short_names() -> None:
    assert [settlement.cycle_label(c, EN) for c in ("T2", "B12", "ATOM")] == [
        "T+2",
        "12/day",
        "Atomic",
    ]
    axis: Any = settlement.cycle_axis([str(place) for place in range(48)], EN)
    assert len(axis["tickvals"]) <= settlement.TICKS
    assert {axis["tickvals"][0], axis["tickvals"][-1]} == {0, 47}


def test_whole_days_are_always_named() -> None:
    labels = ["T+5", "T+3", "T+2", "T+1", "T+0", *(str(n) for n in range(2, 40)), "Atomic"]
    axis: Any = settlement.cycle_axis(labels, EN)
    names = [name.removeprefix("<br>") for name in axis["ticktext"]]
    assert names[:5] == labels[:5]
    assert names[-1] == "Atomic"


def test_the_break_even_is_labelled_clear_of_the_lines_and_of_you_are_here() -> None:
    for here in (0.0, 0.5, 0.88, 0.95, 1.0):
        data = replace(RECYCLING, here=here)
        fig = recycling.recycling_curve(data, "", EN, dark=False)
        spots = {(n.x, n.xanchor, n.yanchor, n.ay) for n in fig.layout.annotations[1:]}
        assert len(spots) == 2


def test_tables_are_rounded_to_what_can_be_read() -> None:
    assert tables.percents([0.28912]) == [28.9]
    assert tables.table(["x"], [1 / 3]).rows == ((0.33,),)
