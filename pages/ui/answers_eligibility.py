"""The answer of what counts as margin: how many, what the mix loses and why, what it posts."""

import math

from engine.run import outcome
from engine.scenario import ASSETS, Scenario
from engine.scorecard import Scorecard
from pages.ui import catalog, describe, numbers, pictures_eligibility
from pages.ui.text import Words

SAME = 1e-6


def answer(cards: Scorecard, scenario: Scenario, words: Words) -> str:
    """Count the assets, name those of the mix that do not count, and give the posting."""
    counts = sum(card.refused_by == "" for card in cards.cards)
    count = words(
        "answer.eligibility.count",
        day=numbers.day(words, scenario.rules.as_of),
        count=counts,
        total=len(cards.cards),
    )
    return describe.sentences(
        words, [count, _mix(cards, scenario, words), _posting(scenario, words)]
    )


def _mix(cards: Scorecard, scenario: Scenario, words: Words) -> str:
    held = outcome(scenario, catalog.book()).collateral
    known = {card.code: card for card in cards.cards}
    refused = [
        words(
            "answer.eligibility.item",
            asset=words(f"asset.{code}.short"),
            why=pictures_eligibility.why(known[code], words)
            if code in known
            else words(f"eligibility.why.{reason}"),
        )
        for code, share, reason in zip(
            ASSETS, scenario.collateral.mix, held.refused_by, strict=True
        )
        if share and reason
    ]
    key = "some" if refused else "all"
    return words(f"answer.eligibility.mix.{key}", assets=describe.listing(words, refused))


def _posting(scenario: Scenario, words: Words) -> str:
    book = catalog.book()
    here = outcome(scenario, book).collateral
    full = outcome(pictures_eligibility.everything(scenario), book).collateral
    now, then = float(here.posted), float(full.posted)
    values = {
        "posted": numbers.money(words, now),
        "idle": numbers.money(words, float(here.idle)),
        "full": numbers.money(words, then),
        "gap": numbers.money(words, abs(now - then)) if math.isfinite(now - then) else "",
    }
    return words(f"answer.eligibility.post.{_turn(now, then)}", **values)


def _turn(now: float, then: float) -> str:
    """Name the case: nothing is enough, only here something is, or the change of posting."""
    if not math.isfinite(now):
        return "none"
    if not math.isfinite(then):
        return "only"
    if abs(now - then) < SAME:
        return "same"
    return "more" if now > then else "less"
