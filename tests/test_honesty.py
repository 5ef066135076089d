"""What the figures leave out is said beside them, and what would mislead does not happen.

Section 10 of the model specification names ten acceptable and thirteen misleading
simplifications, section 13 eight remarks. The pages are run once a language; a text counts as
said if its words stand on the page with something filled into each named slot.
"""

import re
from dataclasses import replace as with_fields
from functools import cache
from itertools import product

import pytest
from streamlit.testing.v1 import AppTest

from engine import catalogue, claim_records, cycles
from engine.period_split import margin_split
from engine.results import Collateral
from engine.run import baseline_of, outcome
from engine.scenario import replace
from engine.scorecard import scorecard
from pages.ui import answers_margin, catalog, numbers, pilot, standings
from pages.ui.methods import SIMPLIFIED
from pages.ui.text import languages, load_texts
from pages.ui.text import words as words_of
from tests.test_pages import open_page, open_whole, texts

BOOK = catalogue.load()
TODAY = BOOK.presets["today"].scenario
TOKEN = BOOK.presets["token-rails"].scenario
LANGUAGES = pytest.mark.parametrize("lang", languages)
SLOT = re.compile(r"\\{(\w+)\\}")
NO_DIGIT = r"(?!\d)"  # a point inside a number does not end a sentence

PRICED = ("overview", "margin", "calls", "waterfall", "leverage", "tokens", "compare")
RISKED = (*PRICED, "collateral", "history", "settlement")
ACCEPTABLE = {
    "simplification.sqrt_time": RISKED,
    "simplification.one_factor": PRICED,
    "simplification.netting": ("overview", "settlement", "compare"),
    "simplification.two_impacts": ("collateral", "history", "leverage"),
    "simplification.other_parts": ("overview", "settlement", "compare"),
    "simplification.one_calendar": (
        "overview", "collateral", "history", "margin", "calls", "tokens", "compare",
    ),
    "simplification.not_calibrated": (*RISKED, "eligibility"),
    "simplification.two_years": ("overview", "leverage", "compare"),
    "note.settlement.4": ("settlement",),
    "note.collateral.3": ("collateral",),
    "note.margin.4": ("margin",),
    "note.waterfall.7": ("waterfall",),
    "simplification.judgements": ("collateral", "eligibility", "tokens"),
    "picture.adoption.note": ("timeline",),
}  # fmt: skip
REMARKS = {
    "note.overview.1": ("overview",),
    "note.settlement.8": ("settlement",),
    "validation.netting_2024.note": ("methods",),
    "remark.level": ("overview", "collateral", "margin", "waterfall", "leverage", "tokens"),
    "remark.usdc": ("overview", "collateral", "history"),
    "note.calls.3": ("calls",),
    "remark.floors": ("collateral", "history"),
    "past.readings.btc": ("history", "waterfall", "leverage"),
    "note.settlement.9": ("settlement",),
    "validation.average.note": ("methods",),
    "answer.leverage.impact": ("leverage",),
    "validation.robinhood.note": ("methods",),
}
MISLEADING = {
    "note.settlement.1": ("settlement",),
    "note.settlement.2": ("settlement",),
    "note.overview.2": ("overview",),
    "note.margin.1": ("margin",),
    "note.collateral.1": ("collateral",),
    "note.tokens.3": ("tokens",),
    "note.tokens.6": ("tokens",),
    "note.waterfall.5": ("waterfall",),
    "note.calls.2": ("calls",),
    "remark.twenties": ("collateral", "history"),
    "answer.twenties.both": ("collateral",),
    "terms.twenty.both": ("eligibility",),
    "published.quarter": ("settlement",),
    "picture.together.more": ("waterfall",),
}
SAID_INSTEAD = {
    ("two_years", "settlement"): "note.settlement.4",
    ("own_rules", "collateral"): "note.collateral.3",
    ("own_rules", "margin"): "note.margin.4",
    ("judgements", "timeline"): "picture.adoption.note",
}
PAGES = sorted({*RISKED, "eligibility", "timeline", "methods"})


@cache
def page(name: str, lang: str) -> str:
    return plain(texts(app(name, lang)))


@cache
def app(name: str, lang: str) -> AppTest:
    return open_page(f"{name}.py", v="1", lang=lang)


def plain(text: str) -> str:
    """Return a page's words without the signs that keep markdown from reading them."""
    return text.replace("\\", "")


def filled(key: str, lang: str) -> re.Pattern[str]:
    """Return a text's words with room for something in each named slot; a heading ends its line."""
    escaped = re.escape(plain(load_texts()[key][lang]))
    seen: set[str] = set()

    def room(slot: re.Match[str]) -> str:
        again = slot[1] in seen
        seen.add(slot[1])
        return f"(?P={slot[1]})" if again else rf"(?P<{slot[1]}>[^\n]+?)"

    ends = r"(?=\n|$)" if key.startswith("picture.") and escaped.endswith("}") else NO_DIGIT
    return re.compile(SLOT.sub(room, escaped) + ends)


def found(key: str, name: str, lang: str) -> re.Match[str]:
    match = filled(key, lang).search(page(name, lang))
    assert match is not None, f"{key} is not said on {name} in {lang}"
    return match


def on_pages(said: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(key, name) for key, names in said.items() for name in names]


@LANGUAGES
@pytest.mark.parametrize(("key", "name"), on_pages(ACCEPTABLE | REMARKS | MISLEADING))
def test_it_is_said_where_it_applies(key: str, name: str, lang: str) -> None:
    assert all(found(key, name, lang).groups())


@LANGUAGES
def test_every_formula_has_its_simplifications_on_its_pages(lang: str) -> None:
    for item in catalog.formulas():
        for code, name in product(item.simplifications, set(item.pages) & set(PAGES)):
            found(SAID_INSTEAD.get((code, name), f"simplification.{code}"), name, lang)


def test_the_ten_are_all_pinned() -> None:
    known = {key.removeprefix("simplification.") for key in ACCEPTABLE}
    assert {*known, "own_rules"} >= set(SIMPLIFIED)


@LANGUAGES
def test_numbers_in_remarks_are_figures_and_dates(lang: str) -> None:
    falls = found("past.readings.btc", "waterfall", lang).groupdict()
    assert len({falls[name] for name in ("first", "second", "third")}) == 3
    twenty = found("remark.twenties", "collateral", lang).groupdict()
    assert all("2026" in twenty[day] for day in ("floor_day", "charge_day"))
    both = found("answer.twenties.both", "collateral", lang).groupdict()
    assert all(both[rule].count("2026") == 1 for rule in ("floor_rule", "charge_rule"))


def test_atomic_settlement_frees_neither_the_whole_fund_nor_the_cash() -> None:
    for preset in BOOK.presets.values():
        atomic = cycles.by_cycle(preset.scenario, BOOK)["ATOM"]
        assert float(atomic.fund_share) > 0
        assert float(atomic.peak_cash) > 0


def test_faster_is_not_always_cheaper_and_both_prices_can_be_moved() -> None:
    bare = cycles.by_cycle(replace(TODAY, "settlement.recycle", 0.0), BOOK)
    assert cycles.pipe_cost(bare["ATOM"]) > cycles.pipe_cost(bare["T1"])
    keys = {str(slider.key) for slider in app("settlement", "en").slider}
    prices = ("recycle", "prefunding_rate", "funding_rate")
    assert {f"control.settlement.{name}" for name in prices} <= keys


@LANGUAGES
def test_a_binding_floor_takes_the_gain_away_and_the_answer_says_so(lang: str) -> None:
    bound = replace(TOKEN, "margin.regime", "cftc_swaps")
    split = margin_split(bound, BOOK, bound.call.basis)
    said = answers_margin.margin(split, bound, baseline_of(bound, BOOK), words_of(lang))
    assert filled("answer.margin.transfer.taken", lang).search(said)
    assert split.part("transfer") == pytest.approx(0.0)
    assert float(split.after.initial_margin) > float(split.after.initial_margin_model)


def test_a_wrapper_never_has_a_smaller_haircut_than_what_it_wraps() -> None:
    pairs = (("tbill", "ttbill"), ("equity", "tequity"))
    for preset, hours in product(BOOK.presets.values(), (0.0, 24.0)):
        held = outcome(replace(preset.scenario, "call.hold", hours), BOOK).collateral
        for inside, token in pairs:
            assert haircut(held, token) >= haircut(held, inside)


def haircut(held: Collateral, asset: str) -> float:
    return float(held.haircut[held.codes.index(asset)])


def test_margin_starts_from_heavy_tails_and_stress() -> None:
    assert TODAY.margin.dist == "student_t"
    margin = outcome(TODAY, BOOK).margin
    assert float(margin.volatility_applied) > float(margin.volatility)


def test_eligibility_is_the_lowest_test_never_the_mean() -> None:
    cards = scorecard(TODAY, BOOK).cards
    assert all(card.overall == min(card.tests.values()) for card in cards)
    assert any(card.mean > card.overall for card in cards)


@LANGUAGES
@pytest.mark.parametrize("name", PAGES)
def test_a_rail_is_never_offered_without_its_two_conditions(name: str, lang: str) -> None:
    whole = open_whole(f"{name}.py", v="1", lang=lang)
    keys = {str(box.key) for box in whole.selectbox}
    flags = {str(flag.key) for flag in whole.toggle}
    if f"control.call.rail.{lang}" in keys:
        assert {"control.call.ccp_hours", "control.call.mint"} <= flags


def test_stablecoins_are_not_cash() -> None:
    held = outcome(TOKEN, BOOK).collateral
    assert haircut(held, "usdc") > haircut(held, "cash") == 0.0
    broken = with_fields(TOKEN.stress, stablecoin=TOKEN.stress.stablecoin + 10.0)
    worse = with_fields(TOKEN, stress=broken)
    assert float(outcome(worse, BOOK).stress_loss) > float(outcome(TOKEN, BOOK).stress_loss)


@LANGUAGES
def test_every_simulated_figure_has_an_error_and_wrong_way_risk_a_joint_stress(lang: str) -> None:
    run = open_page("waterfall.py", v="1", lang=lang)
    run.session_state["simulate"] = True
    shown = plain(texts(run.run()))
    for key in ("chances.title", "means.title", "related.both"):
        match = filled(f"picture.{key}", lang).search(shown)
        assert match is not None, key
        assert all("±" in text or "<" in text for text in match.groups()), key
    assert filled("picture.together.more", lang).search(shown)


@LANGUAGES
def test_netting_left_is_said_with_the_multiple_of_obligations(lang: str) -> None:
    said = plain(texts(open_page("settlement.py", v="1", lang=lang, cycle="ATOM")))
    keys = ("much", "little", "gone")
    matches = [filled(f"picture.netting.{key}", lang).search(said) for key in keys]
    assert any(match and re.search(r"\d", match["unused"]) for match in matches)


@LANGUAGES
def test_leverage_is_said_with_the_loss(lang: str) -> None:
    kinds = [f"answer.leverage.{key}" for key in ("more", "less", "same", "alone")]
    matches = [filled(key, lang).search(page("leverage", lang)) for key in kinds]
    assert any(match and match["loss"] for match in matches)
    assert found("picture.whole.title", "overview", lang)["stress_loss_after"]


def test_claims_give_a_day_beside_a_fall_of_the_fund_and_beside_a_twenty() -> None:
    bare = ("nscc.fund_fall", "asset.floor")
    for claim in claim_records.load(BOOK).claims:
        keys = [key for item in claim.values.values() for key in item.keys]
        if any(key.startswith(bare) for key in keys):
            assert "day" in {item.form for item in claim.values.values()}, claim.id


@LANGUAGES
def test_a_plan_whose_day_has_come_is_unconfirmed_and_not_called_out_of_force(lang: str) -> None:
    launch, words = pilot.instruments(TODAY)[pilot.LAUNCH], words_of(lang)
    day = TODAY.rules.as_of
    assert day >= launch.rule.from_
    assert standings.said(launch.rule, launch.standing, day, words) == words("standing.due")
    ahead = standings.said(launch.rule, launch.standing, BOOK.rules["26-05"].from_, words)
    assert ahead == words("standing.announced")
    assert words("standing.due") in page("settlement", lang)
    assert numbers.day(words, BOOK.facts.known_to) in page("settlement", lang)
