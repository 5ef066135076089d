"""The charts of tokens: the grid of features, the grid of powers, what permission costs."""

from collections.abc import Sequence

import streamlit as st

from engine import survival
from engine.scenario import Scenario
from engine.survival import Speed
from engine.token_records import FEATURES, POWERS, Finding, Token
from pages.ui import (
    answers_tokens,
    catalog,
    charts,
    explain,
    figures_speed,
    figures_tokens,
    numbers,
)
from pages.ui.figures_tokens import Cell, Grid
from pages.ui.provenance import source_line
from pages.ui.text import Words

TONES = {"full": "good", "part": "part", "none": "bad"}


def features(scenario: Scenario, words: Words) -> None:
    """Draw the five features of every product, and whether it counts as margin."""
    tokens = tuple(catalog.book().tokens.values())
    verdicts = [survival.score(token).verdict for token in tokens]
    counts = {key: verdicts.count(key) for key in ("all", "some", "none")}
    rows = [(*_marks(token, words), _gate(scenario, token, words)) for token in tokens]
    title = words("picture.features.title", total=len(tokens), **counts)
    _grid("features", _rows(tokens, rows, scenario, words), title, words)
    st.caption(
        words("picture.features.key", **{name: words(f"feature.{name}") for name in FEATURES})
    )


def powers(scenario: Scenario, words: Words) -> None:
    """Draw who may hold, move and reverse each product, and the hours that it takes."""
    tokens = tuple(catalog.book().tokens.values())
    rows = [(*_rights(token, words), _hours(scenario, token, words)) for token in tokens]
    title = words(
        "picture.powers.title",
        total=len(tokens),
        wrappers=sum(token.form.code == "wrapper" for token in tokens),
        reversible=sum(token.powers["reverse"].code == "keeper" for token in tokens),
    )
    _grid("powers", _rows(tokens, rows, scenario, words), title, words)
    st.markdown(answers_tokens.judged(scenario, words))
    for token in answers_tokens.chosen_tokens(scenario):
        _about(token, words)


def speed(scenario: Scenario, words: Words) -> None:
    """Draw what hours of checks cost, with every product at its own hours."""
    book = catalog.book()
    asked = answers_tokens.priced(scenario, answers_tokens.chosen_tokens(scenario))
    hours = {code: survival.hours_of(scenario, book, t) for code, t in book.tokens.items()}
    here = float(scenario.call.hold)
    curve = survival.speed_curve(scenario, book, {*hours.values(), here})
    before = survival.speed_curve(catalog.baseline(scenario), book, {*hours.values(), here})
    data = figures_speed.Waiting(
        hours=curve.hours,
        margin=curve.margin,
        locked=curve.locked,
        before=before.locked,
        reuse=curve.recycling,
        products=tuple(
            (token.short[words.language], hours[code], answers_tokens.asks(token))
            for code, token in book.tokens.items()
        ),
        here=here,
    )
    wait = survival.wait(scenario, book, hours[asked[0].id], asked[0].asset) if asked else None
    title = answers_tokens.wait_title(wait, asked, words)
    charts.show(
        lambda dark: figures_speed.waiting(data, "", words, dark=dark),
        "waiting",
        title,
        words("picture.speed.alt", title=title),
        lambda: figures_speed.waiting_table(data, words),
        words,
    )
    if wait is not None:
        _speed_note(wait, words)


def _grid(key: str, data: Grid, title: str, words: Words) -> None:
    charts.show(
        lambda dark: figures_tokens.grid(data, "", words, dark=dark),
        f"tokens_{key}",
        title,
        words(f"picture.{key}.alt", title=title),
        lambda: figures_tokens.grid_table(data, words),
        words,
    )


def _rows(
    tokens: Sequence[Token], cells: Sequence[tuple[Cell, ...]], scenario: Scenario, words: Words
) -> Grid:
    """Put the cells of all products under their names; the last column stands apart."""
    return Grid(
        names=tuple(token.short[words.language] for token in tokens),
        cells=tuple(cells),
        chosen=tuple(token.asset == scenario.view.asset for token in tokens),
        apart=1,
    )


def _cell(head: str, word: str, tone: str, found: Finding, words: Words) -> Cell:
    note, source = found.note[words.language], source_line(found, words)
    return Cell(head, word, tone, note, source, found.class_)


def _marks(token: Token, words: Words) -> list[Cell]:
    return [
        _cell(
            words(f"feature.{name}.short"),
            words(f"mark.{found.code}"),
            TONES[found.code],
            found,
            words,
        )
        for name, found in token.features.items()
    ]


def _rights(token: Token, words: Words) -> list[Cell]:
    """Return form and powers as cells; their tone is that of no judgement."""
    form = _cell(words("power.form"), words(f"form.{token.form.code}"), "", token.form, words)
    rights = [
        _cell(words(f"power.{name}"), words(f"power.{name}.{found.code}"), "", found, words)
        for name, found in token.powers.items()
    ]
    return [form, *rights]


def _gate(scenario: Scenario, token: Token, words: Words) -> Cell:
    """Whether the product's asset counts as margin in the scenario, and what refuses it."""
    why = survival.refused_by(scenario, catalog.book(), token.asset) or "counts"
    tone = "good" if why == "counts" else "bad"
    return Cell(words("figure.margin_gate"), words(f"gate.{why}"), tone,
                words(f"gate.{why}.hover"), "")  # fmt: skip


def _hours(scenario: Scenario, token: Token, words: Words) -> Cell:
    book = catalog.book()
    at = numbers.hours(words, survival.hours_of(scenario, book, token))
    entry = book.facts.at(f"asset.control_hours.{token.asset}")
    note = words("figure.check_hours")
    return Cell(words("power.hours"), at, "", note, source_line(entry, words))


def _about(token: Token, words: Words) -> None:
    """Write in full what is known of one product."""
    heads = [(words("power.form.label"), token.form)]
    heads += [(words(f"power.{name}.label"), token.powers[name]) for name in POWERS]
    rows = [
        words(
            "picture.tokens.line",
            label=label,
            note=found.note[words.language],
            source=source_line(found, words),
        )
        for label, found in heads
    ]
    with st.container(border=True, key=f"about.{token.id}"):
        name, form = token.name[words.language], words(f"form.{token.form.code}")
        title = words("picture.tokens.about", name=name, form=form)
        st.subheader(title, anchor=False, help=explain.once(title, "tokens.about", words))
        st.markdown("\n".join(f"- {row}" for row in rows))


def _speed_note(wait: Speed, words: Words) -> None:
    """Say what else the wait of the product priced moves."""
    values = {
        "hours": numbers.hours(words, wait.hours),
        "posted": numbers.money(words, wait.posted[1]),
        "posted_free": numbers.money(words, wait.posted[0]),
        "reuse": numbers.percent(words, wait.recycling[1]),
        "reuse_free": numbers.percent(words, wait.recycling[0]),
        "peak": numbers.money(words, wait.peak_cash[1]),
        "peak_free": numbers.money(words, wait.peak_cash[0]),
    }
    st.caption(words("picture.speed.note", **values))
    if wait.hours and wait.peak_cash[0] == wait.peak_cash[1]:
        st.caption(words("picture.speed.same_peak"))
