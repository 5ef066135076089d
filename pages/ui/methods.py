"""Every formula with the scenario's numbers, the simplifications, and the model's record."""

import streamlit as st

from engine.formula_records import TOPICS, Formula
from engine.results import Outcome
from pages.ui import catalog, describe, formula_box, input_names, numbers, state, validation_table
from pages.ui.text import Words

VALIDATION, SIMPLIFICATIONS = "validation", "simplifications"
SIMPLIFIED = (
    "sqrt_time", "one_factor", "netting", "two_impacts", "other_parts", "one_calendar",
    "not_calibrated", "own_rules", "two_years", "judgements",
)  # fmt: skip


def draw(words: Words) -> None:
    """Draw the part that is chosen; the others wait until they are asked for."""
    present = {item.topic for item in catalog.formulas()}
    parts = [VALIDATION, SIMPLIFICATIONS, *(topic for topic in TOPICS if topic in present)]
    key = f"methods.part.{words.language}"
    led = state.recall(key, None) in parts  # a choice made, or a button that led here
    chosen = st.segmented_control(
        words("methods.part"),
        parts,
        default=None if led else VALIDATION,
        required=True,
        wrap=True,
        format_func=lambda code: _part(code, words),
        key=key,
    )
    if chosen == SIMPLIFICATIONS:
        st.markdown("\n".join(f"1. {words(f'simplification.{code}')}" for code in SIMPLIFIED))
    elif chosen in TOPICS:
        _topic(str(chosen), words)
    else:
        validation_table.draw(words)


def _part(code: str, words: Words) -> str:
    own = code in {VALIDATION, SIMPLIFICATIONS}
    return words(f"methods.{code}" if own else f"topic.{code}")


def _topic(topic: str, words: Words) -> None:
    """Draw every formula of a topic."""
    outcome = catalog.results(state.scenario()).scenario
    place = formula_box.Place("method", f"methods.part.{words.language}")
    for item in catalog.formulas():
        if item.topic == topic:
            with st.container(border=True, key=f"method.{item.id}"):
                _formula(item, outcome, words, place)


def _formula(item: Formula, outcome: Outcome, words: Words, place: formula_box.Place) -> None:
    """Draw one formula, where it comes from, what it simplifies and where it is shown."""
    formula_box.draw(item, outcome, words, place)
    lines = [words("methods.source", source=_source(key, words)) for key in item.source]
    lines += [words(f"simplification.{code}") for code in item.simplifications]
    shown = [words(f"page.{page}") for page in item.pages if f"page.{page}" in words]
    if shown:
        lines.append(words("methods.shown", pages=describe.listing(words, shown)))
    st.caption("  \n".join(lines))


def _source(key: str, words: Words) -> str:
    source = catalog.book().facts.sources[key]
    said = words(
        "origins.source",
        publisher=describe.publisher(source, words),
        title=describe.cited(source, words),
        published=numbers.day(words, source.published),
    )
    return input_names.plain(said)
