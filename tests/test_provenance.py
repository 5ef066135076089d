"""Provenance: every input with its class, and the weakest of those that count."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, formulas, provenance
from engine.provenance import CLASSES, STRONG, Input
from engine.results import HEADLINES
from engine.scenario import PATHS, Scenario, Value, replace

BOOK = catalogue.load()
FORMULAS = formulas.load()
DEFAULT = BOOK.controls.versions[1]
TODAY = BOOK.presets["today"].scenario


def inputs(headline: str, scenario: Scenario = DEFAULT) -> dict[str, Input]:
    found = FORMULAS.by_headline[headline].id
    return {item.path: item for item in provenance.inputs_of(found, scenario, BOOK, FORMULAS)}


def setting(path: str, scenario: Scenario) -> Input:
    return provenance.setting(path, scenario, provenance.basis_of(scenario, BOOK, FORMULAS))


def weak(headline: str, scenario: Scenario) -> str:
    return provenance.weakest(inputs(headline, scenario).values())


def made(class_: str, *, counts: bool = True) -> Input:
    return Input("fact", class_, class_, "verified", "plumbline", None, counts)


@pytest.mark.parametrize("name", HEADLINES)
def test_every_headline_has_provenance(name: str) -> None:
    found = inputs(name)
    assert found
    for item in found.values():
        assert item.class_ in CLASSES
        assert item.source in BOOK.facts.sources


@pytest.mark.parametrize("path", PATHS)
def test_every_control_has_provenance(path: str) -> None:
    found = setting(path, DEFAULT)
    assert found.class_ in set(CLASSES) - {"yours"}
    assert found.source in BOOK.facts.sources


@pytest.mark.parametrize("name", sorted(FORMULAS.by_id))
def test_every_formula_leads_to_inputs_that_are_known(name: str) -> None:
    found = provenance.inputs_of(name, DEFAULT, BOOK, FORMULAS)
    assert found
    assert len(set(found)) == len(found)


def test_margin_rests_on_its_volatility_its_rail_and_its_regime() -> None:
    found = inputs("initial_margin")
    volatility = found["product.sigma.btc_future"]
    assert (volatility.kind, volatility.class_) == ("fact", "illustrative")
    assert found["regime.days.cftc_futures"].class_ == "law"
    assert found["rail.usdc.lag"].class_ == "illustrative"
    assert "product.sigma_stress.btc_future" in found


def test_a_moved_number_is_the_users_own() -> None:
    moved = replace(DEFAULT, "firm.notional", 1234.0)
    assert setting("firm.notional", moved).class_ == "yours"
    assert setting("firm.notional", DEFAULT).class_ == "illustrative"
    assert weak("initial_margin", moved) == "yours"
    assert weak("hours", moved) == "illustrative"


def test_a_value_of_the_baseline_or_of_the_preset_is_nobodys_own() -> None:
    rail = replace(DEFAULT, "call.rail", "fedwire")
    assert setting("call.rail", rail).class_ == "illustrative"
    march = BOOK.presets["march-2020"]
    found = setting("margin.vol", march.scenario)
    assert (found.class_, found.source) == ("illustrative", march.sources[0])
    assert setting("margin.vol", replace(DEFAULT, "margin.vol", 90.0)).class_ == "yours"


def test_what_only_selects_is_listed_and_not_counted() -> None:
    found = setting("margin.regime", replace(DEFAULT, "margin.regime", "emir_otc"))
    assert found.class_ == "yours"
    assert not found.counts
    assert not setting("margin.vol", DEFAULT).counts  # automatic: its fact counts instead


def test_whole_market_at_t1_rests_on_data_alone() -> None:
    market = replace(TODAY, "firm.market", value=True)
    assert weak("fund_share", market) in STRONG
    assert weak("peak_cash", market) in STRONG
    assert weak("fund_share", TODAY) == "illustrative"
    assert weak("fund_share", replace(market, "settlement.cycle", "T2")) == "illustrative"


def test_switches_of_the_call_bring_their_rails_in() -> None:
    minted = inputs("hours", replace(DEFAULT, "call.mint", value=True))
    assert any(path.startswith("rail.bank") for path in minted)
    hours = inputs("hours", replace(DEFAULT, "call.ccp_hours", value=True))
    assert any(path.startswith("rail.ccp_credit") for path in hours)
    six = replace(replace(DEFAULT, "call.rail", "fedwire"), "call.fed22x6", value=True)
    found = inputs("hours", six)
    assert "rail.fedwire_22x6.window" in found
    assert "rail.fedwire.window" not in found


def test_only_rules_in_force_count() -> None:
    early = inputs("posted", replace(DEFAULT, "rules.as_of", date(2020, 1, 1)))
    assert "rule.26-05" in inputs("posted")
    assert "rule.26-05" not in early


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith("tests.")])
def test_each_setting_of_the_four_tests_is_an_input_of_what_is_posted(path: str) -> None:
    assert path in inputs("posted")


def test_a_moved_cut_off_or_least_score_is_the_users_own() -> None:
    assert inputs("posted", replace(DEFAULT, "tests.least", 2.0))["tests.least"].class_ == "yours"
    moved = inputs("posted", replace(DEFAULT, "tests.cuts_gap_move.3", 0.5))
    assert (moved["tests.cuts_gap_move"].class_, moved["tests.cuts_gap_move"].counts) == (
        "yours",
        True,
    )


def test_a_published_table_counts_where_it_is_used() -> None:
    assert "haircut.cme.tbill" in inputs("posted", replace(DEFAULT, "collateral.rule", "cme"))
    assert "haircut.cme.tbill" not in inputs("posted")


def test_only_held_assets_count() -> None:
    found = inputs("posted")
    assert "asset.sigma.btc" in found
    assert "asset.sigma.eth" not in found


@pytest.mark.parametrize(
    ("classes", "expected"),
    [((), ""), (("law",), "law"), (("law", "data"), "data"), (("yours", "data"), "yours")],
)
def test_weakest_worked_examples(classes: tuple[str, ...], expected: str) -> None:
    assert provenance.weakest(map(made, classes)) == expected


@given(st.lists(st.sampled_from(CLASSES)), st.sampled_from(CLASSES))
def test_another_input_never_strengthens(classes: list[str], more: str) -> None:
    before = provenance.weakest(map(made, classes))
    after = provenance.weakest(map(made, [*classes, more]))
    assert CLASSES.index(after) >= (CLASSES.index(before) if before else 0)
    assert provenance.weakest([*map(made, classes), made(more, counts=False)]) == before


@given(st.sampled_from([p for p in PATHS if p.startswith(("firm.n", "margin.s", "call.h"))]))
def test_moving_a_field_only_changes_its_own_input(path: str) -> None:
    moved: Value = 7.0
    before, after = inputs("exposure"), inputs("exposure", replace(DEFAULT, path, moved))
    assert {p for p in before if after.get(p, before[p]) != before[p]} <= {path}


def test_an_unknown_formula_is_refused() -> None:
    with pytest.raises(KeyError, match="nothing"):
        provenance.inputs_of("nothing", DEFAULT, BOOK, FORMULAS)
