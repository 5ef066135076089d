"""The charts of what counts: the four tests, both readings of the spread, what the gate costs."""

import streamlit as st

from engine.eligibility import TESTS
from engine.regulation import deciding
from engine.run import outcome
from engine.scenario import Scenario, replace
from engine.scorecard import Card, Scorecard, scorecard
from pages.ui import catalog, charts, figures_eligibility, figures_gate, numbers, strict
from pages.ui.describe import listing
from pages.ui.figures_eligibility import Cell, Matrix
from pages.ui.figures_gate import Side
from pages.ui.text import Words

SCORES = ("bad", "part", "good", "best")
READINGS = ("worst", "calm")
FAILS = ("law", "tests", "ccp", "table")


def heat_map(cards: Scorecard, scenario: Scenario, words: Words) -> None:
    """Draw gate, tests and verdict of every asset; those in the mix are bold."""
    heads = ["law", *TESTS, "overall", "counts"]
    data = Matrix(
        names=_names(cards.cards, words),
        heads=tuple(words(f"eligibility.column.{head}") for head in heads),
        cells=tuple(_row(card, cards, scenario, words) for card in cards.cards),
        bold=tuple(share > 0 for share in scenario.collateral.mix[: len(cards.cards)]),
        apart=(1, len(TESTS) + 1),
    )
    title = verdicts(cards, words)
    _show("eligibility", data, title, words("picture.eligibility.alt", title=title), words)
    least = numbers.number(words, cards.least)
    st.caption(words("picture.eligibility.scores", least=least))


def verdicts(cards: Scorecard, words: Words) -> str:
    """Count the assets that count and those that each gate refuses; what is zero is left out."""
    refused = [card.refused_by for card in cards.cards]
    found = [(code, refused.count(code)) for code in FAILS if code in refused]
    if not found:
        return words("picture.eligibility.all", total=len(refused))
    named = listing(words, (words(f"picture.eligibility.{code}", count=n) for code, n in found))
    counts = refused.count("")
    return words("picture.eligibility.title", counts=counts, total=len(refused), refused=named)


def readings(scenario: Scenario, words: Words) -> None:
    """Draw the assets that change between both readings of the spread."""
    both = [scorecard(replace(scenario, "tests.dispersion", code), catalog.book())
            for code in READINGS]  # fmt: skip
    pairs = [
        (worst, calm)
        for worst, calm in zip(both[0].cards, both[1].cards, strict=True)
        if (worst.tests, worst.refused_by) != (calm.tests, calm.refused_by)
    ]
    rows = []
    for pair in pairs:
        read = list(zip(READINGS, pair, strict=True))
        prices = [_read("price", way, card, card.tests["price"], words) for way, card in read]
        lowest = [_read("overall", way, card, card.overall, words) for way, card in read]
        rows.append((*prices, *lowest, *(_status(way, card, words) for way, card in read)))
    data = Matrix(
        names=_names([worst for worst, _ in pairs], words),
        heads=tuple(
            words(f"eligibility.reading.{what}.{code}")
            for what in ("price", "overall", "status")
            for code in READINGS
        ),
        cells=tuple(rows),
        bold=tuple(False for _ in pairs),
        apart=(2, 4),
        height="short",
    )
    title = spread_title(pairs, words)
    _show("spreads", data, title, words("picture.spread.alt", title=title), words)


def spread_title(pairs: list[tuple[Card, Card]], words: Words) -> str:
    """Name the assets that differ between the readings, and how many of them turn."""
    turned = sum((a.refused_by == "") != (b.refused_by == "") for a, b in pairs)
    key = "some" if turned else "scores" if pairs else "none"
    names = listing(words, _names([one for one, _ in pairs], words))
    return words(f"picture.spread.{key}", names=names, changed=len(pairs), counting=turned)


def posting(scenario: Scenario, words: Words) -> None:
    """Draw what is posted under the scenario's rules beside everything in force."""
    full = everything(scenario)
    data = [_side(full, "full", words), _side(scenario, "here", words)]
    key = "same" if data[0].locked == data[1].locked else "moved"
    title = words(
        f"picture.gate.{key}",
        here=numbers.money(words, data[1].locked),
        full=numbers.money(words, data[0].locked),
    )
    charts.show(
        lambda dark: figures_gate.gate(data, "", words, dark=dark), "gate", title,
        words("picture.gate.alt", title=title), lambda: figures_gate.gate_table(data, words), words,
    )  # fmt: skip


def everything(scenario: Scenario) -> Scenario:
    """Return the scenario on the last day of the data with nothing withdrawn."""
    moved = replace(scenario, "rules.without", ())
    return replace(moved, "rules.as_of", catalog.book().facts.known_to)


def why(card: Card, words: Words) -> str:
    """Say in a word what refuses an asset, with the tests that fail it."""
    if card.refused_by != "tests":
        return words(f"eligibility.why.{card.refused_by or 'counts'}")
    failed = listing(words, (words(f"eligibility.column.{test}") for test in card.binding))
    return words("eligibility.why.tests", tests=failed)


def _show(key: str, data: Matrix, title: str, alt: str, words: Words) -> None:
    charts.show(
        lambda dark: figures_eligibility.matrix(data, "", words, dark=dark), key, title, alt,
        lambda: figures_eligibility.matrix_table(data, words), words,
    )  # fmt: skip


def _names(cards: list[Card] | tuple[Card, ...], words: Words) -> tuple[str, ...]:
    return tuple(words(f"asset.{card.code}.short") for card in cards)


def _row(card: Card, cards: Scorecard, scenario: Scenario, words: Words) -> tuple[Cell, ...]:
    law = "yes" if card.legal else "no"
    rules = deciding(card.code, scenario, catalog.book())
    gate = Cell(words(f"eligibility.law.{law}"), "good" if card.legal else "bad",
                words(f"eligibility.law.{law}.hover"),
                strict.weakest(rule.class_ for rule in rules))  # fmt: skip
    tests = [_score(card.tests[test], _lowest(card, test, words), words) for test in TESTS]
    mean = words(
        "eligibility.overall.hover",
        overall=numbers.number(words, card.overall),
        mean=numbers.number(words, card.mean),
        least=numbers.number(words, cards.least),
    )
    overall = Cell(numbers.number(words, card.overall), SCORES[int(card.overall)], mean)
    found, tone = card.refused_by or "counts", "bad" if card.refused_by else "good"
    note = words(
        "eligibility.verdict.hover", why=why(card, words), note=words(f"gate.{found}.hover")
    )
    verdict = Cell(words(f"eligibility.verdict.{found}"), tone, note)
    return (gate, *tests, overall, verdict)


def _lowest(card: Card, test: str, words: Words) -> str:
    """Name a test with the indicator that scores lowest in it."""
    low = min(card.indicators[test], key=lambda one: one.score)
    found = words(f"choice.{low.name}.{low.option}") if low.option else numbers.quantity(
        words, low.value or 0.0, low.unit)  # fmt: skip
    return words("eligibility.test.hover", test=words(f"test.{test}"),
                 indicator=words(f"indicator.{low.name}"), found=found)  # fmt: skip


def _score(value: float, note: str, words: Words) -> Cell:
    return Cell(numbers.number(words, value), SCORES[int(value)], note)


def _read(what: str, way: str, card: Card, value: float, words: Words) -> Cell:
    """Return a score under one reading of the spread."""
    name, score = words(f"asset.{card.code}.short"), numbers.number(words, value)
    return _score(value, words(f"hover.spread.{what}.{way}", name=name, score=score), words)


def _status(way: str, card: Card, words: Words) -> Cell:
    """Return the standing of an asset under one reading of the spread."""
    tone, status = "bad" if card.refused_by else "good", words(f"eligibility.status.{card.status}")
    name, found = words(f"asset.{card.code}.short"), why(card, words)
    note = words(f"hover.spread.status.{way}", name=name, status=status, why=found)
    return Cell(status, tone, note)


def _side(scenario: Scenario, name: str, words: Words) -> Side:
    found = outcome(scenario, catalog.book())
    held = found.collateral
    return Side(
        words(f"gate.reading.{name}"),
        float(held.accepted),
        float(held.idle),
        float(found.settlement.fund_share),
    )
