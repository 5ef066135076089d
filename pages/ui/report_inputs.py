"""What the headline figures of a scenario rest on, and the documents behind it, as lists."""

from dataclasses import dataclass

from engine import provenance
from engine.provenance import Input
from engine.results import HEADLINES
from engine.scenario import Scenario
from pages.ui import catalog, describe, input_names, numbers
from pages.ui.text import Words

ORDER = ("yours", *(code for code in provenance.CLASSES if code != "yours"))


@dataclass(frozen=True, slots=True)
class Ground:
    """An input: its name, what it holds, its class with its status, its source's number."""

    name: str
    value: str
    class_: str
    source: str


@dataclass(frozen=True, slots=True)
class Source:
    """A document as a list of sources names it."""

    publisher: str
    title: str
    published: str
    url: str


def inputs(scenario: Scenario, words: Words) -> tuple[tuple[Ground, ...], tuple[Source, ...]]:
    """Return every input that counts, and the documents they are numbered by."""
    found = _found(scenario)
    codes = tuple(dict.fromkeys(item.source for item in found if item.source))
    places = {code: f"[{place}]" for place, code in enumerate(codes, 1)}
    grounds = (_ground(item, places.get(item.source, ""), scenario, words) for item in found)
    return tuple(grounds), tuple(_source(code, words) for code in codes)


def _found(scenario: Scenario) -> list[Input]:
    """Return the inputs that count, each once, what the user set first, then by class."""
    book, records = catalog.book(), catalog.formulas()
    named = (records.by_headline[name].id for name in HEADLINES)
    every = (part for one in named for part in provenance.inputs_of(one, scenario, book, records))
    kept = [part for part in dict.fromkeys(every) if part.counts]
    return sorted(kept, key=lambda part: ORDER.index(part.class_))


def _ground(item: Input, place: str, scenario: Scenario, words: Words) -> Ground:
    kind, status = words(f"class.{item.class_}"), input_names.status(item, words)
    both = status and item.class_ != "illustrative"
    return Ground(
        name=input_names.name(item, words),
        value=input_names.held(item, words, scenario),
        class_=words("report.status", kind=kind, status=status) if both else kind,
        source=place,
    )


def _source(code: str, words: Words) -> Source:
    source = catalog.book().facts.sources[code]
    return Source(
        publisher=describe.publisher(source, words),
        title=describe.title(source, words),
        published=numbers.day(words, source.published),
        url=source.url,
    )
