"""The register of sources: every fact, rail and rule as a row of a table."""

from collections.abc import Iterator

import pandas as pd

from engine.facts import Dated, Fact
from pages.ui import catalog, numbers
from pages.ui.text import Words

CLASS_ORDER = ("law", "guidance", "data", "literature", "illustrative")
COLUMNS = ("what", "value", "applies", "kind", "status", "publisher", "title", "published", "url")
KIND = COLUMNS.index("kind")


def rows(words: Words) -> pd.DataFrame:
    """Return every dated value of the data edition with where it comes from."""
    book = catalog.book()
    order = [words(f"class.{code}") for code in CLASS_ORDER]
    found = [
        *(row for fact in book.facts.facts.values() for row in _of_fact(fact, words)),
        *_of_rails(words),
        *_of_rules(words),
    ]
    found.sort(key=lambda row: order.index(row[KIND]))
    return pd.DataFrame(found, columns=[*COLUMNS, "id"])


def search(frame: pd.DataFrame, text: str) -> pd.DataFrame:
    """Keep the rows in which every word asked for occurs, whatever its case."""
    wanted = text.casefold().split()
    joined = frame.astype(str).agg(" ".join, axis=1).str.casefold()
    keep = pd.Series(data=True, index=frame.index)
    for word in wanted:
        keep &= joined.str.contains(word, regex=False)
    return frame[keep]


def _of_fact(fact: Fact, words: Words) -> Iterator[tuple[str, ...]]:
    label = fact.label[words.language]
    if fact.row:
        asset = f"asset.{fact.row}"
        part = words(asset) if asset in words else fact.row
        label = words("sources.fact_of", label=label, part=part)
    for entry in fact.values:  # noqa: PD011 - a fact, not a data frame
        value = numbers.quantity(words, entry.value, fact.unit)
        yield (label, value, *_evidence(entry, words), fact.id)


def _evidence(entry: Dated, words: Words) -> tuple[str, ...]:
    return _origin(str(entry.from_), entry.class_, entry.status, entry.source, words)


def _origin(applies: str, kind: str, status: str, key: str, words: Words) -> tuple[str, ...]:
    source = catalog.book().facts.sources[key]
    return (
        applies,
        words(f"class.{kind}"),
        words(f"status.{status}"),
        source.publisher,
        source.title,
        source.published,
        source.url,
    )


def _of_rails(words: Words) -> Iterator[tuple[str, ...]]:
    for part in catalog.book().rail_evidence:
        record, name = words(f"rail.{part.record}"), words(f"rail.part.{part.part}")
        label = words("sources.fact_of", label=record, part=name)
        yield (
            label,
            part.value,
            *_origin(str(part.from_), part.class_, part.status, part.source, words),
            f"rail.{part.record}.{part.part}",
        )


def _of_rules(words: Words) -> Iterator[tuple[str, ...]]:
    for rule in catalog.book().rules.values():
        yield (
            rule.name[words.language],
            rule.effect[words.language],
            *_origin(str(rule.from_), rule.class_, rule.status, rule.source, words),
            f"rule.{rule.id}",
        )
