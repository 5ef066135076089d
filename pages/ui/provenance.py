"""Where a number comes from, in the reader's language: class, status, source and date."""

from functools import cache

from engine.acceptance import Acceptance
from engine.facts import Dated, Fact
from engine.rules import Rule
from engine.token_records import Finding
from pages.ui import catalog, describe, explain, numbers
from pages.ui.text import Words
from pages.ui.text import words as words_of

SHOWN_FACTS = 4


def source_line(entry: Dated | Finding | Rule | Acceptance, words: Words) -> str:
    """Return class, status, publisher, title and date of whatever rests on a source."""
    source = catalog.book().facts.sources[entry.source]
    return words(
        "provenance.source",
        kind=words(f"class.{entry.class_}"),
        status=words(f"status.{entry.status}"),
        publisher=describe.publisher(source, words),
        title=describe.cited(source, words),
        published=numbers.day(words, source.published),
    )


def fact_line(fact: Fact, words: Words) -> str:
    """Return a fact's name, its latest value and where it comes from."""
    entry = fact.values[-1]
    line = words(
        "provenance.fact",
        label=fact.label[words.language],
        value=numbers.quantity(words, entry.value, fact.unit),
        source=source_line(entry, words),
    )
    return " ".join([line, entry.note[words.language]]) if entry.note else line


def help_for(path: str, words: Words) -> str:
    """Return what a control does, its terms, why its range ends there, and what it rests on."""
    return _help(path, words.language)


@cache
def _help(path: str, language: str) -> str:
    words, (group, field, *asset) = words_of(language), path.split(".")
    row = catalog.book().controls.by_path[f"{group}.{field}"]
    facts = catalog.book().facts.facts
    rests = [
        f"{key}.{asset[0]}" if asset and f"{key}.{asset[0]}" in facts else key
        for key in row.rests_on
    ]
    does = words(f"control.{group}.{field}.help")
    label = describe.control_label(path, words)
    lines = [explain.added(does, label, words), row.why.get(words.language, "")]
    lines += [fact_line(facts[key], words) for key in rests if key in facts][:SHOWN_FACTS]
    return "\n\n".join(line for line in lines if line)
