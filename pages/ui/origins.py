"""Where the numbers of a page come from: one dialog, built when somebody opens it."""

import streamlit as st

from engine import formulas
from engine.formula_records import TOPICS, Formula
from pages.ui import catalog, formula_box, state, strict
from pages.ui.text import Words


def show(page: str, words: Words) -> None:
    """Open the dialog on everything this page has drawn."""
    items = formulas.chain(_shown(page), state.scenario(), catalog.formulas())
    st.dialog(words("origins.title"), width="large", icon=":material/fact_check:")(_body)(
        items, words
    )


def _shown(page: str) -> list[str]:
    """Return the records behind the headlines and charts drawn and the sentences of a page."""
    book = catalog.formulas()
    drawn = strict.drawn()
    figures = [book.by_headline[name].id for kind, name in drawn if kind == strict.FIGURE]
    charts = [name for kind, name in drawn if kind == strict.CHART]
    pictures = [item.id for name in charts for item in book.by_chart.get(name, ())]
    named = [item.id for item in book if page in item.pages]
    return list(dict.fromkeys([*figures, *pictures, *named]))


def _body(items: tuple[Formula, ...], words: Words) -> None:
    """Draw the records of one topic; the others wait until they are asked for."""
    st.caption(words("origins.about"))
    present = {item.topic for item in items}
    topic = chooser([code for code in TOPICS if code in present], "origins.topic", words)
    outcome = catalog.results(state.scenario()).scenario
    for item in items:
        if item.topic == topic:
            with st.container(border=True, key=f"origin.{item.id}"):
                formula_box.draw(item, outcome, words)


def chooser(codes: list[str], key: str, words: Words) -> str:
    """Draw the topics as buttons that wrap; return the one that is chosen."""
    chosen = st.segmented_control(
        words("origins.topic"),
        codes,
        default=codes[0],
        required=True,
        wrap=True,
        format_func=lambda code: words(f"topic.{code}"),
        key=f"{key}.{words.language}",
        label_visibility="collapsed",
    )
    return chosen if chosen in codes else codes[0]
