"""Where the numbers of a page come from: one dialog, built when somebody opens it."""

from collections import Counter

import streamlit as st

from engine import formulas
from engine.formula_records import TOPICS, Formula
from pages.ui import catalog, formula_box, state, strict
from pages.ui.text import Words


def show(page: str, words: Words) -> None:
    """Open the dialog on everything this page has drawn."""
    items = formulas.chain(_shown(page), state.scenario(), catalog.formulas())
    st.dialog(words("origins.title"), width="large", icon=":material/fact_check:")(_body)(
        items, own_topic(page), words
    )


def own_topic(page: str) -> str:
    """Return the topic a page is about: of its name, else of most of its records; "" for none."""
    topics = [item.topic for item in catalog.formulas() if page in item.pages]
    if page in topics or not topics:
        return page if topics else ""
    return Counter(topics).most_common(1)[0][0]


def _shown(page: str) -> list[str]:
    """Return the records behind the headlines and charts drawn and the sentences of a page."""
    book = catalog.formulas()
    drawn = strict.drawn()
    figures = [book.by_headline[name].id for kind, name in drawn if kind == strict.FIGURE]
    charts = [name for kind, name in drawn if kind == strict.CHART]
    pictures = [item.id for name in charts for item in book.by_chart.get(name, ())]
    named = [item.id for item in book if page in item.pages]
    return list(dict.fromkeys([*figures, *pictures, *named]))


def _body(items: tuple[Formula, ...], own: str, words: Words) -> None:
    """Draw the records of one topic; the others wait until they are asked for."""
    st.caption(words("origins.about" if own else "origins.no_figures"))
    present = {item.topic for item in items}
    topic = chooser([code for code in TOPICS if code in present], own, "origins.topic", words)
    outcome = catalog.results(state.scenario()).scenario
    place = formula_box.Place("origin", f"origins.topic.{words.language}")
    for item in items:
        if item.topic == topic:
            with st.container(border=True, key=f"origin.{item.id}"):
                formula_box.draw(item, outcome, words, place)


def chooser(codes: list[str], first: str, key: str, words: Words) -> str:
    """Draw the topics as buttons that wrap; return the chosen one, "" before a choice."""
    name = f"{key}.{words.language}"
    led = state.recall(name, None) in codes  # a choice made, or a button that led here
    chosen = st.segmented_control(
        words("origins.topic"),
        codes,
        default=first if first in codes and not led else None,
        required=first in codes,
        wrap=True,
        format_func=lambda code: words(f"topic.{code}"),
        key=name,
        label_visibility="collapsed",
    )
    return chosen if chosen in codes else first
