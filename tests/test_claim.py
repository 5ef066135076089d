"""Claims in links: written and read exactly, compared to the digit, never an exception."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue, claim
from engine.claim import CODES, NAMES, WRITTEN, Gap
from engine.claim_check import FORMULA, REASONS, SAME, UNDATED, judge
from engine.facts import DATA, read_yaml
from engine.link import PAGES, read_text, write
from engine.results import HEADLINES
from engine.run import capital_of, evaluate
from engine.scenario import Scenario
from tests.strategies import controls, scenarios, wild_scenarios

BOOK = catalogue.load()
EDITION = BOOK.facts.edition.isoformat()
ROWS = read_yaml(DATA.parent / "tests" / "link_corpus.yaml")["links"]
CLAIMING = [row for row in ROWS if "claims" in row]
FIGURES = st.floats(-1e17, 1e17)
SHORT = 300


def beside(scenario: Scenario) -> dict[str, str]:
    return {"d": EDITION, "claim": claim.write(capital_of(scenario, BOOK).headline)}


def test_worked_example() -> None:
    scenario = read_text("v=1", controls()).scenario
    said = "locked:265.4,im:159.3,posted:167.4,fund:98,cash:377,cost:10,hours:0.25,loss:196.4"
    headline = evaluate(scenario, BOOK).scenario.headline
    assert claim.write(headline) == said
    read = claim.read(said)
    assert read.figures["initial_margin"] == "159.3"
    assert read.notices == ()
    assert claim.compare(read.figures, headline) == ()
    assert claim.compare({"posted": "170"}, headline) == (Gap("posted", "170", "167.4"),)


def test_every_headline_has_a_name_in_links() -> None:
    assert set(NAMES.values()) == set(HEADLINES)
    assert set(WRITTEN) <= set(NAMES)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"), (-0.0, "0"), (1e-12, "0"), (98.00000000000001, "98"), (0.25, "0.25"),
        (159.2754, "159.3"), (159.25, "159.3"), (-3.00004, "-3"), (17_700.4, "17700"),
        (1_234_567.0, "1235000"), (0.000123456, "0.0001235"), (float("inf"), "none"),
        (99.996, "100"), (float("nan"), "none"),
    ],
)  # fmt: skip
def test_figures_are_written_with_four_digits(value: float, text: str) -> None:
    assert claim.figure(value) == text


@given(FIGURES)
def test_a_figure_reproduces_what_is_written_of_it(value: float) -> None:
    text = claim.figure(value)
    assert claim.figure(float(text)) == text
    assert claim.compare({"cost": text}, {"cost": value}) == ()
    assert claim.read(f"cost:{text}").notices == ()


@given(FIGURES, st.integers(-9, 9).filter(bool))
def test_a_figure_moved_in_its_last_digit_differs(value: float, by: int) -> None:
    text = claim.figure(value)
    moved = claim.figure(float(text) + by * max(abs(float(text)), 1e-6) / 500.0)
    found = claim.compare({"cost": moved}, {"cost": value})
    assert bool(found) == (moved != text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("zz:1", "claim_unknown"), ("im", "claim_bad"), ("im:", "claim_bad"),
        (",", "claim_unknown"),
        ("im:1e5", "claim_bad"), ("im:nan", "claim_bad"), ("im:1,im:1", "claim_repeated"),
        ("im:１", "claim_bad"), ("im:+1", "claim_bad"), ("im:" + "9" * 19, "claim_bad"),
        ("<b>:1", "claim_unknown"), ("zz:1," * 60, "claim_bad"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_notice(text: str, code: str) -> None:
    assert code in {found.code for found in claim.read(text).notices}


CLAIMS = st.text(max_size=80) | st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "zz", ""]),
        st.text("0123456789.-+eE_ none", max_size=20) | FIGURES.map(claim.figure),
    ).map(":".join),
    max_size=50,
).map(",".join)
DAYS = st.text(max_size=12) | st.dates().map(str) | st.sampled_from(["", EDITION, "2026-W01-1"])


@given(CLAIMS, DAYS)
def test_no_claim_and_no_edition_is_an_exception(text: str, day: str) -> None:
    scenario = BOOK.presets["today"].scenario
    found = judge(scenario, {"claim": text, "d": day}, BOOK)
    assert {said.code for said in found.notices} <= {*CODES}
    assert found.reason in REASONS
    assert (found.reason == SAME) == (not found.gaps)
    assert len(found.gaps) <= found.count <= len(NAMES)


@given(scenarios() | wild_scenarios(), st.sampled_from(["en", "zh"]))
def test_every_share_link_reproduces_its_figures(scenario: Scenario, lang: str) -> None:
    reading = read_text(write(scenario, controls(), lang, beside(scenario)), controls())
    assert reading.notices == ()
    verdict = judge(reading.scenario, reading.beside, BOOK)
    assert (verdict.reason, verdict.count, verdict.notices) == (SAME, len(WRITTEN), ())


@pytest.mark.parametrize("preset", BOOK.presets)
def test_typical_share_links_are_short(preset: str) -> None:
    scenario = BOOK.presets[preset].scenario
    address = f"https://plumbline.example/{max(PAGES, key=len)}?"
    assert len(address + write(scenario, controls(), "zh", beside(scenario))) <= SHORT


def test_a_link_with_seven_changes_and_a_title_is_short() -> None:
    text = (
        "v=1&title=30%25%20haircut&rail=tbill_pledge&regime=emir_other&n=2500&since=12&h.btc=30"
        "&mix=cash:20,tbill:30,usdc:30,btc:20&cycle=ATOM"
    )
    scenario = read_text(text, controls()).scenario
    link = write(scenario, controls(), "en", beside(scenario))
    assert len(f"https://plumbline.example/collateral?{link}") <= SHORT


@pytest.mark.parametrize("row", CLAIMING, ids=lambda row: str(row["link"])[25:60])
def test_links_of_published_versions_keep_their_figures(row: dict[str, Any]) -> None:
    """Today's figures may differ, but only for a reason: rules, data, or a formula named."""
    reading = read_text(row["link"], controls())
    verdict = judge(reading.scenario, reading.beside, BOOK)
    assert verdict.count == row["claims"]
    assert verdict.notices == ()
    allowed = {FORMULA} if "formula" in row else {SAME, "rule", "data", "together"}
    assert verdict.reason in allowed


@pytest.mark.parametrize("row", CLAIMING, ids=lambda row: str(row["link"])[25:60])
def test_a_tampered_claim_differs(row: dict[str, Any]) -> None:
    reading = read_text(
        str(row["link"]).replace("im:1", "im:7").replace("im:2", "im:7"), controls()
    )
    verdict = judge(reading.scenario, reading.beside, BOOK)
    assert verdict.reason == FORMULA
    assert "initial_margin" in {gap.name for gap in verdict.gaps}


def test_a_changed_setting_under_an_old_claim_differs() -> None:
    scenario = read_text("v=1", controls()).scenario
    other = read_text("v=1&cycle=T2", controls()).scenario
    assert judge(other, beside(scenario), BOOK).reason == FORMULA
    assert judge(other, {"claim": "im:1"}, BOOK).reason == UNDATED
    assert judge(other, {}, BOOK).count == 0
