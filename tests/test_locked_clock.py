"""The locked-capital clock: a week by hand, laws over scenarios, refusals."""

import copy
from collections.abc import Callable
from dataclasses import replace as with_fields
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.catalogue import Catalogue
from engine.clock_records import ClockWeek, Move, Trade, clock_week_from
from engine.codes import RAILS
from engine.facts import DATA, read_yaml
from engine.ledger import BUCKETS, balances
from engine.locked_clock import locked_clock
from engine.run import baseline_of, outcome
from engine.scenario import ASSETS, Scenario, replace
from tests.strategies import called_scenarios, thorough

BOOK = catalogue.load()
WEEK = BOOK.clock_week
FILE = read_yaml(DATA / "calendars.yaml")
TODAY, TOKENS = (BOOK.presets[name].scenario for name in ("today", "token-rails"))


def in_a_week_of(week: ClockWeek) -> Catalogue:
    return with_fields(BOOK, clock_week=week)


def with_values(scenario: Scenario, **values: object) -> Scenario:
    for path, value in values.items():
        scenario = replace(scenario, path.replace("__", "."), value)  # type: ignore[arg-type]
    return scenario


def test_the_week_holds_a_holiday_a_weekend_and_trades_at_hard_hours() -> None:
    assert (WEEK.start, WEEK.start.weekday()) == (date(2026, 11, 25), 2)
    assert date(2026, 11, 26) in BOOK.holidays
    days = {trade.hour // 24 for trade in WEEK.trades}
    assert {1, 3} <= days  # on Thanksgiving and on the Saturday
    assert any(trade.hour % 24 < 6 for trade in WEEK.trades)
    assert {move.sigma > 0 for move in WEEK.moves} == {True, False}


def test_a_trade_and_a_fall_on_thanksgiving_by_hand() -> None:
    """Fedwire is shut from Wednesday 18:45 to Thursday 21:00; calls at 20:00, detected at 22:00.

    A tenth more at Wednesday 15:00 and a fall of two deviations at Thursday 10:00, with 60 percent
    held at first. The first call waits until Thursday 21:00; the second, sent then at 22:00, is
    at once on its way.
    """
    week = ClockWeek(WEEK.start, 60.0, (Trade(15, 70.0),), (Move(34, -2.0),))
    found, known = locked_clock(TODAY, in_a_week_of(week)), outcome(TODAY, BOOK)
    posted = float(known.collateral.posted)
    loss = 0.7 * 1000.0 * 2.0 * float(known.margin.volatility) / np.sqrt(365.0)
    assert [(f.kind, f.due, f.called, f.leaves, f.final) for f in found.flows] == [
        ("posting", 15.0, 22.0, 45.0, 45.5),
        ("loss", 34.0, 46.0, 46.0, 46.5),
    ]
    assert [f.amount for f in found.flows] == pytest.approx([0.1 * posted, loss])
    assert found.capital == pytest.approx(posted + 20.0)
    assert found.most_uncovered == pytest.approx(0.1 * posted + loss)
    assert (found.most_uncovered_at, found.hours_in_transit) == (34.0, 1.0)
    assert found.hours_uncovered == 31.5
    assert found.mean["uncovered"] == pytest.approx((30.5 * 0.1 * posted + 12.5 * loss) / 168.0)
    assert found.mean["called"] == pytest.approx(23.0 * 0.1 * posted / 168.0)
    assert found.buckets.pledged[[44, 45, 46]] == pytest.approx(np.array([6, 6, 7]) * posted / 10)
    assert found.buckets.paid[[46, 47]] == pytest.approx([0.0, loss])


def test_a_release_waits_for_what_was_posted_before() -> None:
    """Bought on Friday evening, sold on Saturday: nothing to give back before money came."""
    week = ClockWeek(WEEK.start, 10.0, (Trade(68, 100.0), Trade(80, 0.0)), (Move(1, 1.0),))
    found = locked_clock(TODAY, in_a_week_of(week))
    bought, sold = (flow for flow in found.flows if flow.kind != "gain")
    assert (bought.called, bought.final) == (70.0, 117.5)  # Friday 22:00, Sunday 21:30
    assert (sold.kind, sold.due, sold.called) == ("release", 80.0, 142.0)  # Monday 22:00
    assert found.buckets.pledged.min() >= 0.0


def test_calls_at_once_where_the_schedule_is_nought() -> None:
    fast = with_values(TOKENS, margin__since=0.0, margin__detect=1.0, call__hold=2.0)
    for flow in locked_clock(fast, BOOK).flows:
        if flow.kind != "release":
            assert (flow.called, flow.final) == (flow.due + 1.0, flow.due + 3.25)


def test_capital_with_the_buffer_from_the_clock() -> None:
    clocked = replace(TODAY, "leverage.buffer_basis", "clock")
    known = outcome(clocked, BOOK)
    expected = float(known.collateral.posted) + float(known.exposure)
    assert locked_clock(clocked, BOOK).capital == pytest.approx(expected)


def test_both_rails_under_the_same_trades() -> None:
    """Tokens shorten what is uncovered and on its way; the trades are the same."""
    new, old = locked_clock(TOKENS, BOOK), locked_clock(baseline_of(TOKENS, BOOK), BOOK)
    assert new.share.tolist() == old.share.tolist()
    assert [(f.kind, f.due) for f in new.flows] == [(f.kind, f.due) for f in old.flows]
    assert new.mean["uncovered"] < old.mean["uncovered"]
    assert new.mean["in_transit"] < old.mean["in_transit"]


@thorough(60)
@given(scenario=called_scenarios())
def test_capital_is_kept_at_every_hour(scenario: Scenario) -> None:
    found = locked_clock(scenario, BOOK)
    assert found.hours.shape == found.buckets.total.shape == (169,)
    tolerance = 1e-9 * (found.capital + sum(flow.amount for flow in found.flows))
    assert found.buckets.total == pytest.approx(np.full(169, found.capital), abs=tolerance)
    assert found.buckets.pledged.min() >= 0.0
    assert all(flow.called >= flow.due + scenario.margin.detect for flow in found.flows)


@thorough(30)
@given(scenario=called_scenarios())
def test_means_agree_with_sampling(scenario: Scenario) -> None:
    """Every time of the model is a whole number of quarters of an hour."""
    found = locked_clock(scenario, BOOK)
    start = float(found.buckets.pledged[0])
    fine = balances(found.capital, start, found.flows, np.arange(0.0, 168.0, 0.25))
    for name in BUCKETS:
        mean = float(getattr(fine, name).mean())
        assert found.mean[name] == pytest.approx(mean, rel=1e-9, abs=1e-9)
    assert found.most_uncovered == pytest.approx(fine.uncovered.max())
    assert found.hours_uncovered == pytest.approx(np.count_nonzero(fine.uncovered) / 4)


@thorough(60)
@given(scenario=called_scenarios(), rail=st.sampled_from(RAILS))
def test_no_rail_covers_sooner_than_the_fastest_token(scenario: Scenario, rail: str) -> None:
    plain = with_values(scenario, call__mint=False, call__ccp_hours=False, call__congestion=False)
    quick, slow = (locked_clock(replace(plain, "call.rail", r), BOOK) for r in ("usdc", rail))
    assert quick.hours_uncovered <= slow.hours_uncovered + 1e-9


def test_a_mix_that_nobody_accepts_is_refused() -> None:
    mix = tuple(100.0 if code == "tequity" else 0.0 for code in ASSETS)
    with pytest.raises(ValueError, match="no amount of this mix"):
        locked_clock(replace(TODAY, "collateral.mix", mix), BOOK)


def test_a_sweep_is_refused() -> None:
    with pytest.raises(ValueError, match="not a sweep"):
        locked_clock(with_values(TODAY, firm__notional=np.array([1.0, 2.0])), BOOK)


Edit = Callable[[dict[str, Any]], object]
EDITS: list[tuple[Edit, str]] = [
    (lambda w: w.pop("source"), "missing source"),
    (lambda w: w.update(trades=[]), "no entries"),
    (lambda w: w.update(start="2026-11-25"), "not a day"),
    (lambda w: w.update(start=date(2026, 10, 28)), "clock changes"),
    (lambda w: w.update(held=101), "0 to 100"),
    (lambda w: w["trades"][0].update(share=60), "leaves the position"),
    (lambda w: w["trades"][0].update(share=-1), "0 to 100"),
    (lambda w: w["trades"][0].update(price=1), "unknown key 'price'"),
    (lambda w: w["trades"][0].update(at="noon"), "such as fri20"),
    (lambda w: w["trades"][0].update(at="tue20"), "out of order"),
    (lambda w: w["moves"].append(dict(w["moves"][-1])), "out of order or twice"),
    (lambda w: w["moves"][0].update(sigma=0), "a move of 0"),
    (lambda w: w["moves"][0].update(sigma=11), "up to 10"),
    (lambda w: w["moves"][0].pop("sigma"), "missing sigma"),
]


@pytest.mark.parametrize(("edit", "words"), EDITS)
def test_bad_week_is_refused(edit: Edit, words: str) -> None:
    content = copy.deepcopy(FILE)
    edit(content["clock_week"])
    with pytest.raises(ValueError, match=words) as refusal:
        clock_week_from(content)
    assert "calendars.yaml: clock_week" in str(refusal.value)
