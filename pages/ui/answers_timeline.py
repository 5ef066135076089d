"""The answer of the timeline: what came when, and whether the claimed order is on record."""

from functools import reduce
from itertools import groupby

from engine.adoption import Adoption
from engine.rules import Rule
from engine.scenario import Scenario
from pages.ui import describe, numbers
from pages.ui.text import Words


def answer(found: Adoption, scenario: Scenario, words: Words) -> str:
    """Give the order on record, and say whether it is the claimed one."""
    on = numbers.day(words, scenario.rules.as_of)
    if not found.record:
        return describe.sentences(
            words, [words("answer.timeline.nothing", day=on), words("answer.timeline.open")]
        )
    opened = [(one.layer, one.rule) for one in found.record if one.rule is not None]
    parts = [
        _together([layer for layer, _ in group], day, words)
        for day, group in groupby(opened, key=_day)
    ]
    order = reduce(lambda a, b: words("answer.timeline.then", before=a, after=b), parts)
    record = words("answer.timeline.record", day=on, order=order)
    return describe.sentences(words, [record, words(f"answer.timeline.{found.verdict}")])


def _day(one: tuple[str, Rule]) -> str:
    return str(one[1].from_)


def _together(layers: list[str], day: str, words: Words) -> str:
    names = [words(f"lane.{layer}").lower() for layer in layers]
    named = reduce(lambda a, b: words("answer.timeline.and", one=a, other=b), names)
    return words("answer.timeline.item", layers=named, day=numbers.day(words, day))
