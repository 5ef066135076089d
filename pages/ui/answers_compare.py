"""The answer of the comparison: what differs, which lever makes most of it, what works against."""

import math
from dataclasses import dataclass

from engine.attribution import Attribution
from engine.results import HEADLINES, Outcome
from engine.scenario import Scenario
from engine.versus import NO_LEVER, differing
from pages.ui import describe, headlines, numbers
from pages.ui.answers import SAME
from pages.ui.text import Words

WATCHED = ("peak_cash", "cost", "exposure", "stress_loss")
NAMED = 3


@dataclass(frozen=True, slots=True)
class Sides:
    """The two scenarios of a comparison and what each comes to."""

    a: Scenario
    b: Scenario
    outcomes: tuple[Outcome, Outcome]

    def values(self, name: str) -> tuple[float, float]:
        """Return a headline figure of A and of B."""
        first, second = (float(outcome.headline[name]) for outcome in self.outcomes)
        return first, second


def compare(sides: Sides, parts: Attribution | None, words: Words) -> str:
    """Say what A locks against B, which lever makes most of it, and what works against."""
    a, b = sides.values("locked")
    said = {"a": numbers.money(words, a), "b": numbers.money(words, b)}
    if not differing(sides.a, sides.b):
        key = "identical" if math.isfinite(a) else "identical_none"
        return words(f"answer.compare.{key}", **said)
    if not (math.isfinite(a) and math.isfinite(b)):
        return words(f"answer.compare.{_missing(a, b)}", **said)
    if not _is_same(b, a):
        return _differ(sides, parts, words)
    moved = sorted(_moved(sides, HEADLINES, words), key=lambda name: _relative(sides, name))
    if not moved:
        return words("answer.compare.unmoved", **said)
    return words(
        "answer.compare.level", **said, figures=_listed(sides, moved[-NAMED:][::-1], words)
    )


def lever(code: str, words: Words) -> str:
    """Return the name of a lever; settings without one have a name of their own."""
    return words("compare.shocks") if code == NO_LEVER else words(f"lever.{code}")


def delta(sides: Sides, name: str, words: Words) -> str | None:
    """Return A less B of a headline figure, or None where they are the same."""
    a, b = sides.values(name)
    return headlines.delta(name, b, a, words)


def _differ(sides: Sides, parts: Attribution | None, words: Words) -> str:
    a, b = sides.values("locked")
    first = words(
        f"answer.compare.{'less' if a < b else 'more'}",
        a=numbers.money(words, a),
        b=numbers.money(words, b),
        gap=numbers.money(words, abs(a - b)),
        share=numbers.percent(words, abs(a / b - 1.0)) if b else "",
    )
    return describe.sentences(words, [first, *_causes(parts, a - b, words), *_rest(sides, words)])


def _causes(parts: Attribution | None, gap: float, words: Words) -> list[str]:
    """Name the lever that made most of the difference, and the one that pulled hardest against."""
    if parts is None or not parts.levers:
        return [words("answer.compare.unsplit")]
    locked = dict(zip(parts.levers, parts.parts["locked"], strict=True))
    along = {code: math.copysign(1.0, gap) * part for code, part in locked.items()}
    most, least = max(along, key=along.__getitem__), min(along, key=along.__getitem__)
    said = [("most", most), *([("against", least)] if along[least] < -SAME else [])]
    return [
        words(
            f"answer.compare.{key}",
            lever=lever(code, words),
            part=numbers.money(words, locked[code], signed=True),
        )
        for key, code in said
    ]


def _rest(sides: Sides, words: Words) -> list[str]:
    """Name the figures that move against locked capital, so that no answer tells one side."""
    a, b = sides.values("locked")
    against = [
        name
        for name in _moved(sides, WATCHED, words)
        if (sides.values(name)[0] - sides.values(name)[1]) * (a - b) < 0
    ]
    if not against:
        return []
    key = "answer.overview.but" if a < b else "answer.overview.while"
    return [words(key, figures=_listed(sides, against, words))]


def _listed(sides: Sides, names: list[str], words: Words) -> str:
    return describe.listing(
        words,
        [
            words(
                "answer.overview.figure",
                figure=describe.inside(words(f"headline.{name}")),
                change=delta(sides, name, words),
            )
            for name in names
        ],
    )


def _moved(sides: Sides, names: tuple[str, ...], words: Words) -> list[str]:
    return [name for name in names if delta(sides, name, words)]


def _relative(sides: Sides, name: str) -> float:
    a, b = sides.values(name)
    return abs(a - b) / max(abs(a), abs(b))


def _is_same(before: float, after: float) -> bool:
    return abs(after - before) <= SAME * max(1.0, abs(before))


def _missing(a: float, b: float) -> str:
    if not math.isfinite(a) and not math.isfinite(b):
        return "none_both"
    return "none_a" if not math.isfinite(a) else "none_b"
