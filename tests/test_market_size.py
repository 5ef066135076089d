"""Market series: dated in order, sourced, raw and adjusted kept apart."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, market_size
from engine.facts import Dated, FactError

BOOK = catalogue.load()
SERIES = (
    "stablecoins.all", "stablecoins.top15", "treasuries.all", "treasuries.sec",
    "treasuries.buidl", "treasuries.benji", "transfers.raw_month", "us_treasuries",
)  # fmt: skip


@pytest.mark.parametrize("name", SERIES)
def test_series_are_in_order_sourced_and_of_data(name: str) -> None:
    entries = market_size.points(BOOK, name)
    assert all(a.from_ < b.from_ for a, b in pairwise(entries))
    for entry in entries:
        assert entry.source in BOOK.facts.sources
        assert entry.class_ == "data"
        assert entry.status in {"verified", "secondary", "computed", "to_confirm"}


def test_figures_without_a_public_address_are_to_be_confirmed() -> None:
    for name in SERIES:
        for entry in market_size.points(BOOK, name):
            if entry.source in {"course_0926", "sec_funds_0626"}:
                assert entry.status == "to_confirm"


def test_transfers_worked_example() -> None:
    month, year, exchange = market_size.transfers(BOOK)
    assert (month.kind, year.kind, exchange.kind) == ("month", "year", "exchange")
    assert month.factor == pytest.approx(10.0)
    assert year.raw == pytest.approx(46 / 12)
    assert year.factor == pytest.approx(46 / 9)
    assert exchange.other < exchange.raw


def test_tokenised_share_is_small() -> None:
    assert market_size.share_of_treasuries(BOOK) == pytest.approx(15.5 / 28000)


def test_the_two_funds_never_exceed_all_tokens() -> None:
    whole = {entry.from_: entry.value for entry in market_size.points(BOOK, "treasuries.all")}
    for name in ("buidl", "benji"):
        for entry in market_size.points(BOOK, f"treasuries.{name}"):
            assert entry.value < whole[entry.from_]


def test_the_fall_of_2022_is_found() -> None:
    fall = market_size.deepest_fall(market_size.points(BOOK, "stablecoins.all"))
    assert fall is not None
    assert [end.from_ for end in fall] == [date(2022, 4, 1), date(2023, 1, 31)]


@given(st.lists(st.floats(1.0, 100.0), min_size=1, max_size=8))
def test_the_deepest_fall_is_the_largest_share_lost(values: list[float]) -> None:
    sample = market_size.points(BOOK, "us_treasuries")[0]
    entries = tuple(replace(sample, value=value) for value in values)
    fall = market_size.deepest_fall(entries)
    losses = [1 - b / a for i, a in enumerate(values) for b in values[i:] if b < a]
    assert (fall is None) == (not losses)
    if fall is not None:
        assert 1 - fall[1].value / fall[0].value == pytest.approx(max(losses))
        assert isinstance(fall[0], Dated)


def test_an_unknown_series_is_refused() -> None:
    with pytest.raises(FactError, match="no such fact"):
        market_size.points(BOOK, "gold")
