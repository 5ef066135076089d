"""Charts by their traces, axes and tables; no pixels."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from pages.ui import charts, template
from pages.ui import figures_collateral as collateral
from pages.ui import figures_curve as curve
from pages.ui import figures_cycles as cycles
from pages.ui import figures_flow as flow
from pages.ui import figures_overview as overview
from pages.ui import figures_recycling as recycling
from pages.ui import figures_settlement as settlement
from pages.ui.palette import FRAME, SERIES, colour
from pages.ui.shades import tint
from pages.ui.tables import Table
from pages.ui.text import Words
from tests.figure_samples import (
    CAPITAL,
    COST,
    CURVE,
    EN,
    FACTS,
    HAIRCUTS,
    LEVERS,
    LOCKED,
    RECYCLING,
    VALUE,
    ZH,
    Figure,
    falls,
    falls_table,
    named,
    notes,
)
from tests.figure_samples_calls import CALL_FIGURES
from tests.figure_samples_default import DEFAULT_FIGURES
from tests.figure_samples_eligibility import ELIGIBILITY_FIGURES
from tests.figure_samples_history import HISTORY_FIGURES
from tests.figure_samples_margin import MARGIN_FIGURES
from tests.figure_samples_story import STORY_FIGURES
from tests.figure_samples_timeline import TIMELINE_FIGURES
from tests.figure_samples_tokens import TOKEN_FIGURES
from tests.figure_samples_whole import WHOLE_FIGURES

FIGURES: dict[str, tuple[Figure, Callable[..., Table], Any]] = {
    "locked_sankey": (flow.locked_sankey, flow.locked_sankey_table, LOCKED),
    "lever_bars": (overview.lever_bars, overview.lever_bars_table, LEVERS),
    "haircut_dumbbell": (collateral.haircut_dumbbell, collateral.haircut_dumbbell_table, HAIRCUTS),
    "market_to_recognised": (
        collateral.market_to_recognised,
        collateral.market_to_recognised_table,
        VALUE,
    ),
    "haircut_curve": (curve.haircut_curve, curve.haircut_curve_table, CURVE),
    "cost_curve": (settlement.cost_curve, settlement.cost_curve_table, COST),
    "recycling_curve": (recycling.recycling_curve, recycling.recycling_curve_table, RECYCLING),
    "capital_by_cycle": (cycles.capital_by_cycle, cycles.capital_by_cycle_table, CAPITAL),
    "falls": (falls, falls_table, FACTS),
    **DEFAULT_FIGURES,
    **ELIGIBILITY_FIGURES,
    **HISTORY_FIGURES,
    **CALL_FIGURES,
    **MARGIN_FIGURES,
    **STORY_FIGURES,
    **TIMELINE_FIGURES,
    **TOKEN_FIGURES,
    **WHOLE_FIGURES,
}


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
@pytest.mark.parametrize("dark", [False, True])
def test_every_chart_has_its_title_height_and_named_axes(
    name: str, language: Words, dark: bool
) -> None:
    build, _, data = FIGURES[name]
    fig = build(data, "What was found, in a sentence long enough to break", language, dark=dark)
    assert fig.data
    assert fig.layout.title.text.startswith("What was found")
    assert fig.layout.height in template.HEIGHTS.values()
    assert fig.layout.margin.t >= 2 * template.TITLE_LINE
    for axis in ("xaxis", "yaxis"):
        texts = fig.layout[axis].ticktext
        if not texts and name not in {"locked_sankey", "whole", "falls"}:
            assert re.search(r"[(（].+[)）]|USD|美元", fig.layout[axis].title.text)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_every_chart_has_a_table(name: str, language: Words) -> None:
    _, rows, data = FIGURES[name]
    result = rows(data, language)
    frame = charts.to_frame(result)
    assert list(frame.columns) == list(result.columns)
    assert len(frame) == len(result.rows) > 0
    assert charts.to_csv(frame).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", FIGURES)
def test_plotly_accepts_every_chart(name: str) -> None:
    build, _, data = FIGURES[name]
    for language in (EN, ZH):
        fig = build(data, "Title", language, dark=True)
        assert go.Figure(fig.to_plotly_json()).layout.template.layout.font.size == template.SIZE


@pytest.mark.parametrize("name", FIGURES)
def test_traces_use_no_colour_of_their_own(name: str) -> None:
    build, _, data = FIGURES[name]
    known = {colour(shade, dark=False) for shade in (*SERIES, *FRAME)}
    spec = build(data, "", EN, dark=False).to_json()
    plain = set(re.findall(r'"color":"(#\w{6})"', spec))
    tints = {tint(s, w / 1000, dark=False) for s in SERIES for w in range(1001)}
    tints |= {tint("grid", w / 1000, dark=False) for w in range(1001)}
    assert plain <= known | tints


def test_the_flow_picture_adds_up_and_leaves_peak_cash_out() -> None:
    fig = flow.locked_sankey(LOCKED, "", EN, dark=False)
    link, node = fig.data[0].link, fig.data[0].node
    first = [v for v, s in zip(link.value, link.source, strict=True) if s == 0]
    assert sum(first) == pytest.approx(143 + 98)
    assert "USD 241m" in node.label[0]
    assert not any("377" in label for label in node.label)
    assert "USD 377m" in notes(fig)
    assert "not added" in notes(fig)
    assert LOCKED.flows[-1].colour == "settlement"


def test_the_bridge_runs_from_one_total_to_the_other() -> None:
    fig = overview.lever_bars(LEVERS, "", EN, dark=False)
    bars = fig.data[1]
    assert list(bars.base) == [0, 265, 265, 0]
    assert list(bars.x) == [331, 66, 12, 277]
    assert list(bars.marker.color) == [
        colour(shade, dark=False) for shade in ("baseline", "freed", "warning", "scenario")
    ]
    assert [text.strip() for text in fig.data[2].text][1] == "<b>−USD 66m</b>"


def test_a_bridge_that_misses_its_total_is_refused() -> None:
    with pytest.raises(ValueError, match="miss the scenario's total by 1"):
        overview.lever_bars(replace(LEVERS, scenario=276), "", EN, dark=False)


def test_the_dumbbell_shows_model_applied_and_what_sets_it() -> None:
    fig = collateral.haircut_dumbbell(HAIRCUTS, "", EN, dark=False)
    assert list(named(fig, "Model").x) == [0.1, 11]
    assert list(named(fig, "Applied").x) == [0.5, 20]
    assert list(named(fig, "Baseline").x) == [0.5, None]
    assert fig.data[-1].text[1].strip() == "<b>20%</b> floor"


def test_a_refused_asset_has_its_reason_and_no_dots() -> None:
    data = replace(HAIRCUTS, refused=(False, True), set_by=("floor", "not in the table"))
    fig = collateral.haircut_dumbbell(data, "", EN, dark=False)
    assert list(named(fig, "Model").x) == [0.1, None]
    assert list(named(fig, "Applied").x) == [0.5, None]
    assert fig.data[-1].text == ("<b>0.5%</b> floor", "not in the table")
    assert fig.data[-1].textfont.color[1] == colour("muted", dark=False)
    fig = curve.haircut_curve(replace(CURVE, refused=True), "", EN, dark=False)
    assert "You are here" not in notes(fig)
    line = named(fig, EN("figure.applied.refused")).line
    assert line.color == colour("muted", dark=False)


def test_market_value_splits_into_three_parts_that_add_up() -> None:
    fig = collateral.market_to_recognised(VALUE, "", EN, dark=False)
    parts = [named(fig, name).x for name in ("Counts as margin", "Haircut", "Idle")]
    assert np.sum(parts, axis=0).tolist() == [100, 43]
    rows = collateral.market_to_recognised_table(VALUE, EN).rows
    assert rows[1][1:] == (43, 30, 8, 5)


def test_the_curve_marks_floor_here_and_baseline() -> None:
    fig = curve.haircut_curve(CURVE, "", EN, dark=False)
    assert fig.layout.shapes[0].y1 == 20
    assert "Floor 20%" in notes(fig)
    assert "You are here: 26.25 h, 20%" in notes(fig)
    assert "Baseline: 76.75 h" in notes(fig)
    same = replace(CURVE, floor=0, baseline=CURVE.applied, baseline_here=26.25)
    fig = curve.haircut_curve(same, "", EN, dark=False)
    assert not fig.layout.shapes
    assert "Baseline:" not in notes(fig)


def test_the_cost_curve_marks_here_and_the_lowest() -> None:
    fig = settlement.cost_curve(COST, "", EN, dark=False)
    assert list(named(fig, "Total").y) == [6.1, 5.1, 4.5, 5]
    assert "You are here: USD 5.1m" in notes(fig)
    assert "Lowest: 2/day, USD 4.5m" in notes(fig)
    assert "Off the chart" not in notes(fig)
    at_best = settlement.cost_curve(replace(COST, here=2), "", EN, dark=False)
    assert "You are at the lowest: USD 4.5m" in notes(at_best)


def test_a_towering_cost_is_named_rather_than_drawn() -> None:
    tall = replace(COST, cash=np.array([0.1, 0.1, 0.5, 900]))
    fig = settlement.cost_curve(tall, "", EN, dark=False)
    assert fig.layout.yaxis.range[1] == pytest.approx(18)
    assert "Off the chart: Atomic, USD 902m" in notes(fig)
    whole = settlement.cost_curve(replace(tall, here=3), "", EN, dark=False)
    assert "Off the chart" not in notes(whole)


def test_recycling_has_a_break_even_or_says_nothing_of_one() -> None:
    fig = recycling.recycling_curve(RECYCLING, "", EN, dark=False)
    assert "Break-even at 88%" in notes(fig)
    assert set(named(fig, "T+1").y) == {5}
    never = recycling.recycling_curve(replace(RECYCLING, break_even=None), "", EN, dark=False)
    assert "Break-even" not in notes(never)
    assert "You are here: 95%" in notes(never)
    assert EN("figure.never") in notes(never)


def test_peak_cash_stands_in_a_panel_of_its_own() -> None:
    fig = cycles.capital_by_cycle(CAPITAL, "", EN, dark=False)
    assert named(fig, "Peak intraday cash").xaxis == "x2"
    assert named(fig, "Collateral posted").xaxis == named(fig, "Clearing-fund share").xaxis == "x"
    assert "T+1" in fig.layout.yaxis.ticktext[1]
    assert fig.layout.yaxis.ticktext[1].startswith("<b>")
    assert fig.layout.shapes[0].y0 == 0.5


def test_amounts_beside_bars_have_room_on_a_narrow_screen() -> None:
    fig = cycles.capital_by_cycle(
        replace(CAPITAL, peak_cash=np.array([377.0, 377, 997, 17700])), "", EN, dark=False
    )
    wide = cycles.NARROW_PLOT * np.ptp(fig.layout.xaxis2.domain)
    assert (1 - 17.7 / fig.layout.xaxis2.range[1]) * wide > 7 * len("17.7")


def test_facts_stand_beside_the_model_with_date_and_base() -> None:
    fig = falls(FACTS, "", EN, dark=False)
    assert list(named(fig, "Published").x) == [28.9]
    assert list(named(fig, "Model").x) == [29.3]
    assert "May 2024" in notes(fig)
