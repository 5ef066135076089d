"""Scores out of indicators: the default table, the switch of the spread, and the laws."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import catalogue, groups, scores
from engine.codes import CUT_INDICATORS, CUT_SCORES, FACT_ASSETS
from engine.controls import default_scenario
from engine.eligibility import INDICATORS, TESTS, score_at_least, score_at_most
from engine.scenario import get, replace
from engine.scores import MORE_IS_BETTER, days_to_sell, fact_of, scores_of
from tests.strategies import controls, values

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
SPECIFIED = {  # liquidity, price, custody, operations: specification, section 9
    "cash": "3333", "tbill": "3333", "mmf": "3232", "ttbill": "2222", "usdc": "3123",
    "stable": "1112", "btc": "3122", "eth": "3122", "equity": "2232", "tequity": "0221",
    "corp": "1132", "pcredit": "0011", "retoken": "0011",
}  # fmt: skip
CALM = SPECIFIED | {"usdc": "3223", "btc": "3222", "eth": "3222"}
FIELDS = [f"tests.cuts_{name}" for name in CUT_INDICATORS]


def scored(found: scores.Scores) -> dict[str, str]:
    columns = np.stack([found.tests[test] for test in TESTS], axis=-1).astype(int)
    return {c: "".join(map(str, row)) for c, row in zip(FACT_ASSETS, columns, strict=True)}


@pytest.mark.parametrize(("reading", "expected"), [("worst", SPECIFIED), ("calm", CALM)])
def test_indicators_give_the_specified_scores(reading: str, expected: dict[str, str]) -> None:
    found = scores_of(replace(DEFAULT, "tests.dispersion", reading).tests, BOOK)
    assert scored(found) == expected
    assert [str(int(x)) for x in found.overall] == [min(expected[code]) for code in FACT_ASSETS]


def test_normal_times_make_coins_eligible_with_limits() -> None:
    calm = scores_of(replace(DEFAULT, "tests.dispersion", "calm").tests, BOOK)
    for code in ("usdc", "btc", "eth"):
        assert calm.overall[FACT_ASSETS.index(code)] == 2.0


def test_days_follow_from_turnover_and_funds_have_their_own() -> None:
    days = dict(zip(FACT_ASSETS, days_to_sell(BOOK).tolist(), strict=True))
    assert [days[code] for code in ("cash", "btc", "equity", "pcredit")] == [0.0, 0.05, 0.5, 200.0]
    assert days["mmf"] == BOOK.number("asset.redeem_days.mmf")
    assert fact_of("days_to_sell", "mmf", "worst", BOOK) == "asset.redeem_days.mmf"
    assert fact_of("days_to_sell", "btc", "worst", BOOK) == "asset.adv.btc"
    assert fact_of("dispersion", "btc", "calm", BOOK) == "asset.dispersion_calm.btc"
    assert fact_of("title", "btc", "worst", BOOK) == ""


def test_every_fact_behind_an_indicator_exists_in_the_unit_of_its_cut_offs() -> None:
    for name in set(CUT_INDICATORS) - {"days_to_sell"}:
        unit = BOOK.facts.get(f"eligibility.threshold.{name}.score_3").unit
        for reading in ("worst", "calm"):
            keys = [fact_of(name, code, reading, BOOK) for code in FACT_ASSETS]
            assert {BOOK.facts.get(key).unit for key in keys} == {unit}


def test_known_spreads_are_in_the_data() -> None:
    assert BOOK.number("asset.dispersion.usdc") == pytest.approx((0.88 - 0.81) / 0.88, abs=5e-5)
    assert BOOK.number("asset.dispersion.btc") == 0.0315


def test_a_typed_cut_off_replaces_the_fact_in_its_unit() -> None:
    moved = replace(DEFAULT, "tests.cuts_dispersion.2", 315.0)
    found = scores_of(moved.tests, BOOK)
    assert found.cuts["dispersion"] == (0.005, 0.0315, 0.1)
    assert found.overall[FACT_ASSETS.index("btc")] == 2.0
    assert found.overall[FACT_ASSETS.index("eth")] == 1.0


def test_what_can_be_delivered_at_any_hour_fits_its_rail() -> None:
    for code, rail in {"cash": "fedwire", "tbill": "tbill_pledge", "mmf": "mmf", "ttbill": "tmmf",
                       "usdc": "usdc", "btc": "btc", "equity": "equity_sale"}.items():  # fmt: skip
        flag = BOOK.number(f"asset.round_the_clock.{code}")
        assert bool(flag) == BOOK.rails[rail].always, code


def test_calm_times_are_never_scored_lower() -> None:
    worst = BOOK.facts.vector("asset.dispersion", FACT_ASSETS)
    assert (BOOK.facts.vector("asset.dispersion_calm", FACT_ASSETS) <= worst).all()


@st.composite
def any_settings(draw: st.DrawFn) -> groups.Tests:
    """Draw any reading and any cut-offs in order."""
    scenario = DEFAULT
    for control in controls():
        if control.path.startswith("tests."):
            scenario = replace(scenario, control.path, draw(values(control)))
    return scenario.tests


@given(any_settings())
def test_the_weakest_decides_and_the_mean_never_does(tests: groups.Tests) -> None:
    found = scores_of(tests, BOOK)
    for test, names in INDICATORS.items():
        assert (found.tests[test] == np.min([found.indicators[n] for n in names], axis=0)).all()
        assert (found.overall <= found.tests[test]).all()
    assert (found.overall == np.min([found.tests[test] for test in TESTS], axis=0)).all()
    assert (found.mean >= found.overall).all()


@given(any_settings())
def test_the_calm_reading_never_scores_lower(tests: groups.Tests) -> None:
    moved = DEFAULT
    for path in FIELDS:
        moved = replace(moved, path, getattr(tests, path.removeprefix("tests.")))
    worst, calm = (
        scores_of(replace(moved, "tests.dispersion", reading).tests, BOOK)
        for reading in ("worst", "calm")
    )
    assert (calm.tests["price"] >= worst.tests["price"]).all()
    assert (calm.overall >= worst.overall).all()


@settings(max_examples=200)
@given(st.sampled_from(FIELDS), st.sampled_from(CUT_SCORES), st.data())
def test_loosening_a_cut_off_never_lowers_a_score(path: str, key: str, data: st.DataObject) -> None:
    control = controls().by_path[path]
    start = replace(DEFAULT, path, data.draw(values(control)))
    held, at = get(start, f"{path}.{key}"), CUT_SCORES.index(key)
    held = control.automatic[at] if held is None else held
    assert isinstance(held, float)
    looser = -1 if path.endswith("sources") else 1
    steps = data.draw(st.integers(1, 50))
    moved = replace(start, f"{path}.{key}", round(held + looser * steps * (control.step or 0), 6))
    if control.check(get(moved, path)) is None:
        before, after = scores_of(start.tests, BOOK), scores_of(moved.tests, BOOK)
        assert (after.indicators[path[11:]] >= before.indicators[path[11:]]).all()
        assert (after.overall >= before.overall).all()


@given(st.permutations(range(len(FACT_ASSETS))), st.sampled_from(CUT_INDICATORS))
def test_the_order_of_assets_is_irrelevant(order: list[int], name: str) -> None:
    found = scores_of(DEFAULT.tests, BOOK)
    score = score_at_least if name in MORE_IS_BETTER else score_at_most
    shuffled = score(found.values[name][order], found.cuts[name])
    assert (shuffled == found.indicators[name][order]).all()


def test_cut_offs_out_of_order_are_refused_with_a_sentence() -> None:
    with pytest.raises(ValueError, match="in order"):
        scores_of(replace(DEFAULT, "tests.cuts_sources.3", 1.0).tests, BOOK)


def test_cut_offs_cannot_be_swept() -> None:
    swept = replace(DEFAULT, "tests.cuts_sources.3", np.array([5.0, 6.0]))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="cannot be swept"):
        scores_of(swept.tests, BOOK)
