"""The glossary on the page: filters, search, entries and download."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.glossary_records import LAYERS, Term
from pages.ui import catalog, charts, describe, explain, numbers, register, ways
from pages.ui.input_names import plain
from pages.ui.text import Words, languages

COLUMNS = (
    *(f"{part}_{lang}" for part in ("term", "means", "here") for lang in languages),
    "topic", "pages", "source", "url",
)  # fmt: skip
BESIDE = 2
NARROWEST = 400


def answer(words: Words) -> str:
    """Count the terms, those that stand in a document on record, and those that are ours."""
    total, sourced = len(catalog.terms()), sum(1 for item in catalog.terms() if item.source)
    return words("answer.glossary", total=total, sourced=sourced, own=total - sourced)


def draw(words: Words) -> None:
    """Draw the entries with their filters."""
    frame = rows(words)
    with st.container(horizontal=True, vertical_alignment="top", key="glossary"):
        wanted = st.text_input(
            words("glossary.search"), key="glossary.search", max_chars=200, width=320,
            placeholder=words("glossary.search_hint"),
        )  # fmt: skip
        chosen = st.pills(
            words("glossary.layer"), LAYERS, selection_mode="multi", wrap=True,
            format_func=lambda code: words(f"glossary.layer.{code}"), key="glossary.layer",
        )  # fmt: skip
    kept = register.search(frame, wanted or "")
    kept = kept[kept["topic"].isin([words(f"glossary.layer.{one}") for one in chosen or LAYERS])]
    st.caption(words("glossary.shown", shown=len(kept), total=len(frame)))
    st.caption(words("glossary.about"))
    if kept.empty:
        st.info(words("glossary.none"))
        return
    _download(kept, words)
    shown = [catalog.terms()[place] for place in kept.index]
    for layer in LAYERS:
        _layer(layer, [item for item in shown if item.layer == layer], words)


def rows(words: Words) -> pd.DataFrame:
    """Return every term as a row, both languages beside each other."""
    return pd.DataFrame([_row(item, words) for item in catalog.terms()], columns=list(COLUMNS))


def source(item: Term, words: Words) -> str:
    """Return publisher, title and date of the document in which a term stands."""
    found = catalog.book().facts.sources[item.source]
    return words(
        "origins.source",
        publisher=describe.publisher(found, words),
        title=describe.cited(found, words),
        published=numbers.day(words, found.published),
    )


def _row(item: Term, words: Words) -> tuple[str, ...]:
    """Return the cells of a term."""
    pairs = (item.term, item.means, item.here)
    return (
        *(pair.get(lang, "") for pair in pairs for lang in languages),
        words(f"glossary.layer.{item.layer}"),
        describe.listing(words, (words(f"page.{name}") for name in item.pages)),
        source(item, words) if item.source else words("glossary.own"),
        _address(item),
    )


def _address(item: Term) -> str:
    return catalog.book().facts.sources[item.source].url if item.source else ""


def _layer(layer: str, items: Sequence[Term], words: Words) -> None:
    """Draw the entries of one topic under its name."""
    if not items:
        return
    st.header(words(f"glossary.layer.{layer}"), anchor=False)
    with st.grid(BESIDE, min_column_width=NARROWEST):
        for item in items:
            with st.container(
                border=True, gap="xsmall", height="stretch", key=f"glossary.{item.id}"
            ):
                _entry(item, words)


def _entry(item: Term, words: Words) -> None:
    """Draw one term: both names, both definitions, where it stands, and the pages that use it."""
    own, other = sorted(languages, key=lambda lang: lang != words.language)
    st.subheader(f"{item.term[own]} · {item.term[other]}", anchor=explain.anchor(item.id))
    st.markdown(item.means[own])
    st.markdown(item.means[other])
    st.markdown(f":small[{describe.sentences(words, _remarks(item, words))}]")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(words("glossary.pages"), width="content")
        for name in item.pages:
            ways.link(name, words)


def _remarks(item: Term, words: Words) -> list[str]:
    """Return where a term stands, and the word of the pages if it is another one."""
    word = item.here.get(words.language, item.term[words.language])
    said = [words("glossary.here", word=word)] if word != item.term[words.language] else []
    if not item.source:
        return [*said, words("glossary.own")]
    address, document = _address(item), plain(source(item, words))
    return [
        *said,
        words("glossary.source", source=f"[{document}]({address})" if address else document),
    ]


def _download(kept: pd.DataFrame, words: Words) -> None:
    st.download_button(
        words("chart.csv"), charts.to_csv(kept), file_name="plumbline-glossary.csv",
        mime="text/csv", key="csv.glossary", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
