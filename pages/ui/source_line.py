"""Who published what a chart rests on: one line under the chart, and one in its saved picture."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from engine.chart_inputs import chart_inputs
from engine.provenance import Input
from engine.scenario import Scenario
from pages.ui import catalog, describe
from pages.ui.text import Words
from pages.ui.text import words as words_of

FEW = 3
OWN = "plumbline"


def line(key: str, scenario: Scenario, words: Words) -> str:
    """Return the publishers of most inputs, at most three, and how many inputs are our choice.

    A chart that no record names has none: "".
    """
    return _line(key, scenario, words.language)


@lru_cache(maxsize=512)
def _line(key: str, scenario: Scenario, language: str) -> str:
    words = words_of(language)
    found = inputs(key, scenario)
    if not found:
        return ""
    classes = Counter(part.class_ for part in found)
    said = {"publishers": listed(found, words, FEW), "count": len(found)}
    said |= {"ours": classes["illustrative"], "yours": classes["yours"]}
    return words("source_line.moved" if classes["yours"] else "source_line.plain", **said)


def inputs(key: str, scenario: Scenario) -> tuple[Input, ...]:
    """Return all that a chart rests on and that counts."""
    return chart_inputs(key, scenario, catalog.book(), catalog.formulas())


def listed(parts: Iterable[Input], words: Words, most: int) -> str:
    """Return the publishers of inputs, those of most inputs first, ours only where alone."""
    keys = [part.source for part in parts if part.source]
    others = [key for key in keys if not key.startswith(OWN)]
    named = Counter(_publisher(key, words.language) for key in others or keys)
    first = [name for name, _ in named.most_common(most)]
    text = describe.series(words, first)
    more = len(named) - len(first)
    return words("source_line.more", listed=text, count=more) if more else text


@lru_cache(maxsize=1024)
def _publisher(key: str, language: str) -> str:
    """Return the publisher of a source, as the language names it."""
    return describe.publisher(catalog.book().facts.sources[key], words_of(language))
