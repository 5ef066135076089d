"""The terms of the letters: what each admits and asks, who takes it, what still refuses it."""

from datetime import date

import streamlit as st

from engine.eligibility import TESTS
from engine.regulation import Instrument, Regulation
from engine.rules import WITHDRAWABLE
from pages.ui import catalog, charts, explain, numbers, provenance
from pages.ui.describe import listing
from pages.ui.input_names import plain
from pages.ui.tables import Table, table
from pages.ui.text import Words

COIN, STABLE = "btc", "usdc"
REFUSING = ("sco60", "cfr-23-156", "bcbs-iosco", "dtc-v1-limits")
LETTERS = ("instrument", "standing", "admits", "floor", "charges", "effect", "source")
TAKEN = ("house", "group", "answer", "since", "note", "source")


def draw(found: Regulation, on: date, words: Words) -> None:
    """Draw the letters, the two figures that look alike, who takes the assets, and who refuses."""
    _head("terms.title", words)
    _boxes("letters", letters(found, words), words)
    st.markdown(twenties(found, on, words))
    _head("terms.houses", words)
    _boxes("houses", houses(words), words)
    _head("terms.refusing", words)
    rules = catalog.book().rules
    st.markdown(
        "\n".join(
            words("terms.line", name=rules[key].name[words.language],
                  effect=rules[key].effect[words.language],
                  source=provenance.source_line(rules[key], words))
            for key in REFUSING
        )
    )  # fmt: skip


def _head(key: str, words: Words) -> None:
    """Write a heading with what its terms mean."""
    st.subheader(words(key), anchor=False, help=explain.once(words(key), key, words))


def tests(words: Words) -> None:
    """Say which provisions each of the four tests answers to."""
    with st.expander(words("terms.tests"), key="terms.tests"):
        lines = [
            words("terms.test", name=words(f"test.{test}"), rule=words(f"test.{test}.rule"))
            for test in TESTS
        ]
        st.markdown("\n".join(lines))


def letters(found: Regulation, words: Words) -> Table:
    """List every position of staff about collateral with what it admits and asks."""
    rows = [one for one in found.instruments
            if one.rule.kind in WITHDRAWABLE and one.rule.switch and _bears(one)]  # fmt: skip
    return table(
        [words(f"terms.head.{head}") for head in LETTERS],
        [one.rule.name[words.language] for one in rows],
        [words(f"standing.{one.standing}") for one in rows],
        [_assets(one.rule.admits, words) for one in rows],
        [_shares(one.rule.floors, words) for one in rows],
        [_shares(one.rule.charges, words) for one in rows],
        [one.rule.effect[words.language] for one in rows],
        [provenance.source_line(one.rule, words) for one in rows],
    )


def houses(words: Words) -> Table:
    """List what was found about each clearing house."""
    rows = catalog.book().acceptance
    return table(
        [words(f"terms.head.{head}") for head in TAKEN],
        [row.house for row in rows],
        [words(f"acceptance.group.{row.group}") for row in rows],
        [words(f"acceptance.answer.{row.answer}") for row in rows],
        [numbers.day(words, row.day) for row in rows],
        [row.note[words.language] for row in rows],
        [provenance.source_line(row, words) for row in rows],
    )


def twenties(found: Regulation, on: date, words: Words) -> str:
    """Tell the floor for customers' coins from the charge on a broker's own, as far as in force."""
    floor = next((one.value for one in found.floors if one.asset == COIN and one.facts), None)
    charges = {one.asset: one.value for one in found.charges}
    charge, stable = charges.get(COIN), charges.get(STABLE)
    if floor is None:
        key = "none" if charge is None else "charge"
    else:
        key = "floor" if charge is None else "both"
    shares = {"floor": floor, "charge": charge, "stable": stable}
    values = {
        name: words("value.nothing") if share is None else numbers.percent(words, share)
        for name, share in shares.items()
    }
    return words(f"terms.twenty.{key}", day=numbers.day(words, on), **values)


def _bears(one: Instrument) -> bool:
    return "collateral" in one.rule.layer or bool(one.rule.charges)


def _assets(codes: frozenset[str], words: Words) -> str:
    order = [code for code in catalog.book().controls.by_path["collateral.mix"].keys
             if code in codes]  # fmt: skip
    return listing(words, (words(f"asset.{c}.short") for c in order)) or words("value.nothing")


def _shares(facts: object, words: Words) -> str:
    named: dict[str, str] = dict(facts)  # type: ignore[call-overload]
    book = catalog.book()
    parts = [
        words("value.of_asset", asset=words(f"asset.{code}.short"),
              value=numbers.percent(words, book.number(fact)))
        for code, fact in named.items()
    ]  # fmt: skip
    return listing(words, parts) or words("value.nothing")


def _boxes(key: str, rows: Table, words: Words) -> None:
    """Draw a closed box for each row, its first cells in the head; then the numbers as a table.

    A table with a paragraph in a cell would be a column of syllables on a phone.
    """
    with st.container(gap="xsmall", key=f"terms.{key}"):
        for n, row in enumerate(rows.rows):
            named = {head: plain(str(cell)) for head, cell in zip(rows.columns, row, strict=True)}
            first, *others = named.items()
            label = words(
                f"terms.box.{key}", name=first[1], second=others[0][1], third=others[1][1]
            )
            with st.expander(label, key=f"terms.{key}.{n}"):
                lines = (words("terms.cell", head=head, cell=cell) for head, cell in others)
                st.markdown("\n".join(lines))
    charts.numbers(f"terms.{key}", words(f"terms.alt.{key}"), lambda: rows, words)
