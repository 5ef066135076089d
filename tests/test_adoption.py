"""Order of adoption: worked examples, laws, refusals; the claims and their file."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, link
from engine.adoption import adoption, first, verdict
from engine.claim_records import FILE, amount, claims_from, load
from engine.fact_checks import FactError
from engine.facts import DATA, read_yaml
from engine.rules import LAYERS, PLACES
from engine.scenario import Scenario

BOOK = catalogue.load()
DAYS = st.dates(date(2020, 1, 1), date(2029, 12, 31))


def scenario(query: str = "v=1") -> Scenario:
    return link.read(query, BOOK.controls).scenario


def test_all_places_contradict_the_claim() -> None:
    found = adoption(scenario(), BOOK)
    assert [one.layer for one in found.firsts] == ["collateral", "settlement", "issuance", "cash"]
    assert found.verdict == "contradicts"
    assert found.record[-1].layer == "collateral"


def test_us_instruments_alone_come_in_the_claimed_order_with_a_tie() -> None:
    found = adoption(scenario(), BOOK, places=["us"], market=False)
    names = [one.rule.id for one in found.firsts if one.rule]
    assert names == ["25-39", "dtc-nal", "dtc-nal", "sec-faq"]
    assert found.verdict == "tied"
    without = adoption(scenario(), BOOK, ["collateral", "settlement", "cash"], ["us"], market=False)
    assert without.verdict == "fits"


def test_a_fund_token_comes_before_the_letters() -> None:
    assert adoption(scenario(), BOOK, places=["us"]).verdict == "contradicts"


def test_one_layer_or_an_early_day_leaves_the_claim_open() -> None:
    assert adoption(scenario(), BOOK, layers=["cash"]).verdict == "open"
    early = adoption(scenario("v=1&asof=2018-01-01"), BOOK)
    assert early.verdict == "open"
    assert early.record == ()


def test_withdrawn_instruments_do_not_count() -> None:
    found = adoption(scenario("v=1&without=dtc-nal"), BOOK, places=["us"], market=False)
    assert {one.layer: one.rule.id for one in found.firsts if one.rule}["settlement"] != "dtc-nal"


@given(st.lists(st.lists(DAYS, min_size=1, max_size=3), min_size=2, max_size=4))
def test_spreading_steps_apart_makes_any_order_fit(steps: list[list[date]]) -> None:
    far = timedelta(days=4000)
    spread = [[day + n * far for day in days] for n, days in enumerate(steps)]
    assert verdict(spread) == "fits"
    assert verdict(spread[::-1]) == "contradicts"


@given(DAYS, st.sets(st.sampled_from(PLACES)))
def test_more_places_never_make_a_layer_later(on: date, places: set[str]) -> None:
    moved = scenario(f"v=1&asof={on}")
    some, every = adoption(moved, BOOK, places=places), adoption(moved, BOOK)
    for one, all_ in zip(some.firsts, every.firsts, strict=True):
        if one.rule:
            assert all_.rule
            assert all_.rule.from_ <= one.rule.from_ <= on


def test_first_of_nothing_is_none() -> None:
    assert first([], LAYERS[0]) is None


@pytest.mark.parametrize("wrong", [{"layers": ["bonds"]}, {"places": ["mars"]}])
def test_unknown_layers_and_places_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="choose among"):
        adoption(scenario(), BOOK, **wrong)


def test_thirteen_claims_with_numbers_from_facts() -> None:
    book = load(BOOK)
    assert len(book.claims) == 13
    values = {claim.id: claim.values for claim in book.claims}
    netted, unit = amount(values["faster_is_less"]["netted"], BOOK)
    assert (round(float(netted), 3), unit) == (0.979, "share")  # type: ignore[arg-type]
    times, unit = amount(values["transfers"]["times"], BOOK)
    assert (round(float(times), 6), unit) == (10.0, "ratio")  # type: ignore[arg-type]
    assert amount(values["allowed"]["reissue"], BOOK) == (date(2026, 2, 6), "day")


def broken(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    content = read_yaml(DATA / FILE)
    claim = {**content["claims"]["allowed"], **changes}
    return {**content, "claims": {"allowed": claim}}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (broken(verdict="true"), "Choose one of"),
        (broken(sources=["nobody"]), "unknown source"),
        (broken(claim={"en": "In 2025.", "zh": "今年。"}), "a number is typed"),
        (broken(values={}), "Name it in both"),
        (broken(values={"reissue": {"day": "99-99"}}), "no rule"),
        (broken(values={"reissue": {"ratio": ["asset.floor.btc"]}}), "not what ratio needs"),
        (broken(values={"reissue": {"at": date(2025, 1, 1)}}), "one of the forms"),
        (broken(values=[]), "not a mapping"),
        (broken(extra=1), "unknown key"),
        ({**broken(), "order": [["collateral"]]}, "not every layer once"),
        ({**broken(), "order": "cash"}, "is not a list"),
        ({**broken(), "opens": ["nothing"]}, "no rule"),
        ({**broken(), "opens": []}, "list with entries"),
        ({**broken(), "claims": {}}, "no claims"),
    ],
)
def test_a_faulty_file_is_refused(content: dict[str, Any], complaint: str) -> None:
    with pytest.raises(FactError, match=complaint):
        claims_from(content, BOOK)
