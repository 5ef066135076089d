"""What to keep in mind beside the figures of a page; numbers in it come from facts."""

import streamlit as st

from engine.pipes import cycle, settlement_of
from engine.scenario import Scenario, replace
from pages.ui import catalog, numbers
from pages.ui.text import Words

FACTS = {
    "usdc_close": "stress.usdc_fall_closes",
    "usdc_venue": "stress.usdc_fall_venue",
    "btc_floor": "asset.floor.btc",
    "own_charge": "charge.own.btc",
    "net_2020": "nscc.net_per_day.y2020",
    "fund": "settlement.fund",
    "session": "settlement.session_hours",
    "first": "stress.btc_fall",
    "second": "stress.btc_fall_closes",
    "third": "stress.btc_fall_lows",
}
RULES = {"floor_day": "26-05", "charge_day": "faq-2026-03"}
REMARKS = {
    "remark.level": ("overview", "collateral", "margin", "waterfall", "leverage", "tokens"),
    "remark.usdc": ("overview", "collateral", "history"),
    "remark.twenties": ("collateral", "history"),
    "remark.floors": ("collateral", "history"),
    "past.readings.btc": ("waterfall", "leverage"),
}
SIMPLIFIED = {
    "sqrt_time": ("overview", "collateral", "history", "margin", "calls", "settlement",
                  "waterfall", "leverage", "tokens", "compare"),
    "one_factor": ("overview", "margin", "calls", "waterfall", "leverage", "tokens", "compare"),
    "netting": ("overview", "settlement", "compare"),
    "two_impacts": ("collateral", "history", "leverage"),
    "other_parts": ("overview", "settlement", "compare"),
    "one_calendar": ("overview", "collateral", "history", "margin", "calls", "tokens", "compare"),
    "not_calibrated": ("overview", "collateral", "eligibility", "history", "margin", "calls",
                       "settlement", "waterfall", "leverage", "tokens", "compare"),
    "two_years": ("overview", "leverage", "compare"),
    "judgements": ("collateral", "eligibility", "tokens"),
}  # fmt: skip


def draw(page: str, words: Words) -> None:
    """Draw the page's remarks in a closed box: its own, shared ones, what is simplified."""
    with st.expander(words("note.head"), icon=":material/info:", key=f"notes.{page}"):
        said = listed(remarks(page, words))
        if simple := simplified(page, words):
            said += f"\n\n**{words('note.simplified')}**\n\n{listed(simple)}"
        st.markdown(said)


def listed(said: list[str]) -> str:
    """Return sentences as a list."""
    return "\n".join(f"- {one}" for one in said)


def remarks(page: str, words: Words) -> list[str]:
    """Return what a page alone says, then what it shares with others."""
    own = [f"note.{page}.{n}" for n in range(1, 10) if f"note.{page}.{n}" in words]
    shared = [key for key, pages in REMARKS.items() if page in pages]
    values = _values(words)
    return [words(key, **values) for key in (*own, *shared)]


def simplified(page: str, words: Words) -> list[str]:
    """Return the simplifications behind the figures of a page."""
    codes = [code for code, pages in SIMPLIFIED.items() if page in pages]
    return [words(f"simplification.{code}") for code in codes]


def _values(words: Words) -> dict[str, str]:
    """Return the facts and the days of rules that remarks name, as they are written."""
    book = catalog.book()
    held = {
        name: numbers.quantity(words, book.facts.value(key), book.facts.get(key).unit)
        for name, key in FACTS.items()
    }
    days = {name: numbers.day(words, book.rules[code].day) for name, code in RULES.items()}
    return held | days


def recycling_bounds(scenario: Scenario, words: Words) -> str:
    """Say the turns, and the cash peak without and with full reuse where reuse plays a part."""
    book = catalog.book()

    def peak(percent: float) -> float:
        moved = replace(scenario, "settlement.recycle", percent)
        return float(settlement_of(moved, book).peak_cash)

    here = settlement_of(scenario, book)
    gross = book.number("settlement.gross")
    values = {
        "turns": numbers.number(words, gross / float(here.pay_in_market)),
        "none": numbers.money(words, peak(0.0)),
    }
    if not cycle(scenario.settlement.cycle).in_session:
        return words("answer.turns.once", **values)
    return words("answer.turns.bounds", full=numbers.money(words, peak(100.0)), **values)
