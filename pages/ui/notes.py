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
}


def draw(page: str, words: Words) -> None:
    """Draw the page's remarks in a closed box."""
    book = catalog.book().facts
    values = {
        name: numbers.quantity(words, book.value(key), book.get(key).unit)
        for name, key in FACTS.items()
    }
    keys = [f"note.{page}.{n}" for n in range(1, 10) if f"note.{page}.{n}" in words]
    with st.expander(words("note.head"), icon=":material/info:", key=f"notes.{page}"):
        st.markdown("\n".join(f"- {words(key, **values)}" for key in keys))


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
