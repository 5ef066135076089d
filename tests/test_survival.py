"""Features counted, what permission costs, and what the shipped tokens say."""

from dataclasses import replace as copy_with

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import catalogue, link, survival
from engine.scenario import Scenario, replace
from engine.token_records import FEATURES, Finding, Token

BOOK = catalogue.load()
SCENARIO: Scenario = link.read("v=1", BOOK.controls).scenario
hours = st.floats(0.0, 72.0)


def with_marks(*marks: str) -> Token:
    token = BOOK.tokens["buidl"]
    features = {
        name: copy_with(token.features[name], code=mark)
        for name, mark in zip(FEATURES, marks, strict=True)
    }
    return copy_with(token, features=features)


def test_shipped_products_worked_example() -> None:
    verdicts = {code: survival.score(token).verdict for code, token in BOOK.tokens.items()}
    assert verdicts == {
        "buidl": "all", "benji": "all", "dtc": "all", "usdc": "some", "pcredit": "some",
        "btc": "none", "eth": "none", "retoken": "none",
    }  # fmt: skip
    assert survival.score(BOOK.tokens["usdc"]).missing == ("holders", "transfer")


def test_assets_approved_first_do_not_have_the_five_features() -> None:
    for code in ("btc", "eth", "usdc"):
        token = BOOK.tokens[code]
        assert survival.refused_by(SCENARIO, BOOK, token.asset) == ""
        assert {"holders", "transfer"} <= set(survival.score(token).missing)
    entitlement = BOOK.tokens["dtc"]
    assert survival.score(entitlement).verdict == "all"
    assert survival.refused_by(SCENARIO, BOOK, entitlement.asset) == "law"


@given(st.lists(st.sampled_from(["full", "part", "none"]), min_size=5, max_size=5))
def test_features_are_counted_and_never_averaged(marks: list[str]) -> None:
    score = survival.score(with_marks(*marks))
    assert len(score.full) + len(score.part) + len(score.missing) == len(FEATURES)
    assert (score.verdict == "all") == (marks == ["full"] * 5)
    assert (score.verdict == "none") == ("full" not in marks)


def test_a_wait_of_a_day_worked_example() -> None:
    speed = survival.wait(SCENARIO, BOOK, 24.0)
    assert speed.margin[1] - speed.margin[0] == pytest.approx(34.34, abs=0.01)
    assert speed.recycling == (0.95, 0.0)
    assert speed.peak_cash[0] == speed.peak_cash[1]


def test_no_wait_costs_nothing() -> None:
    speed = survival.wait(SCENARIO, BOOK, 0.0, "btc")
    assert speed.margin[0] == speed.margin[1]
    assert speed.recycling[0] == speed.recycling[1]


def test_a_floor_takes_the_place_of_the_wait() -> None:
    floored = replace(SCENARIO, "margin.regime", "cftc_swaps")
    speed = survival.wait(floored, BOOK, 24.0)
    assert speed.floor_binds
    assert speed.margin[0] == speed.margin[1]
    assert speed.posted[1] > speed.posted[0]


def test_control_of_a_posted_asset_raises_what_is_posted() -> None:
    held = replace(SCENARIO, "collateral.haircuts.btc", None)
    alone, with_asset = (survival.wait(held, BOOK, 72.0, asset) for asset in ("", "btc"))
    assert with_asset.posted[1] >= alone.posted[1]
    assert with_asset.margin == alone.margin


@settings(max_examples=25, deadline=None)
@given(hours, hours)
def test_a_longer_wait_never_lowers_the_margin_nor_raises_reuse(a: float, b: float) -> None:
    short, long = (survival.wait(SCENARIO, BOOK, at) for at in sorted((a, b)))
    assert long.margin[1] >= short.margin[1] - 1e-9
    assert long.recycling[1] <= short.recycling[1] + 1e-12
    assert long.margin[0] == short.margin[0]


def test_the_curve_passes_through_the_marked_hours_and_agrees_with_single_waits() -> None:
    curve = survival.speed_curve(SCENARIO, BOOK, [0.5, 24.0, 96.0])
    assert {0.0, 0.5, 24.0, 96.0} <= set(curve.hours.tolist())
    assert curve.hours[-1] == 96.0
    single = survival.wait(SCENARIO, BOOK, 24.0)
    at = int(np.flatnonzero(curve.hours == 24.0)[0])
    assert curve.margin[at] == pytest.approx(single.margin[1])
    assert curve.recycling[0] == pytest.approx(single.recycling[0])
    assert (np.diff(curve.locked) >= -1e-9).all()
    assert survival.speed_curve(SCENARIO, BOOK, []).hours[-1] == survival.LEAST_HOURS


def test_a_typed_time_of_control_is_the_products_wait() -> None:
    token = BOOK.tokens["pcredit"]
    assert survival.hours_of(SCENARIO, BOOK, token) == BOOK.number("asset.control_hours.pcredit")
    typed = replace(SCENARIO, "collateral.control.pcredit", 5.0)
    assert survival.hours_of(typed, BOOK, token) == 5.0


@pytest.mark.parametrize("bad", [-1.0, float("inf"), float("nan")])
def test_an_impossible_wait_is_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="impossible"):
        survival.wait(SCENARIO, BOOK, bad)


def test_other_refusals() -> None:
    with pytest.raises(ValueError, match="impossible"):
        survival.speed_curve(SCENARIO, BOOK, [-1.0])
    with pytest.raises(ValueError, match="no asset 'gold'"):
        survival.refused_by(SCENARIO, BOOK, "gold")


def test_every_listed_asset_has_hours_in_the_facts() -> None:
    listed = survival.assets_listed(BOOK)
    assert listed == ("ttbill", "tequity", "usdc", "btc", "eth", "retoken", "pcredit")
    assert isinstance(BOOK.tokens["btc"].form, Finding)
