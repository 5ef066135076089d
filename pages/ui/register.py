"""The register of sources: every fact, choice, rail and rule as a row of a table."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import pandas as pd

from engine.acceptance import Acceptance
from engine.choice_records import Choice
from engine.evidence_records import Origin
from engine.facts import Dated, Fact
from engine.rail_evidence import Evidence
from engine.rules import Rule, standing
from pages.ui import (
    catalog,
    describe,
    input_names,
    numbers,
    pictures_timeline,
    rail_values,
    register_evidence,
    register_tokens,
    standings,
)
from pages.ui.text import Words

CLASS_ORDER = ("law", "guidance", "data", "literature", "illustrative")
COLUMNS = (
    "what",
    "value",
    "applies",
    "kind",
    "status",
    "note",
    "publisher",
    "title",
    "published",
    "url",
)
KIND = COLUMNS.index("kind")
SPANS = ("quarter", "half", "earlier")
NO_NOTE: Mapping[str, str] = {}

# A phrase in quotation marks, or one word.
ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')
QUOTES = str.maketrans(dict.fromkeys("“”„«»「」", '"'))


def rows(words: Words) -> pd.DataFrame:
    """Return every dated value of the data edition with where it comes from."""
    book = catalog.book()
    order = [words(f"class.{code}") for code in CLASS_ORDER]
    found = [
        *(row for fact in book.facts.facts.values() for row in _of_fact(fact, words)),
        *_of_rails(words),
        *_of_rules(words),
        *_of_acceptance(words),
        *_of_choices(words),
        *register_evidence.rows(words, _origin),
        *register_tokens.rows(words),
    ]
    found.sort(key=lambda row: order.index(row[KIND]))
    return pd.DataFrame(found, columns=[*COLUMNS, "id"])


def search(frame: pd.DataFrame, text: str) -> pd.DataFrame:
    """Keep the rows in which every word and every phrase in quotation marks occurs.

    Case does not count, nor a space before a percent sign. What begins with a digit is found
    only where a number begins: ``2%`` is not found in 12%.
    """
    joined = frame.astype(str).agg("\n".join, axis=1).map(_plain)
    keep = pd.Series(data=True, index=frame.index)
    for phrase in asked(text):
        start = r"(?<![\d.,])" if phrase[0].isdigit() else ""
        keep &= joined.str.contains(start + re.escape(phrase), regex=True)
    return frame[keep]


def asked(text: str) -> list[str]:
    """Split a search into words and phrases: ``"staff letter" 2 %`` asks for two things."""
    found = ((phrase or word).strip() for phrase, word in ASKED.findall(_plain(text)))
    return [" ".join(part.split()) for part in found if part]


def _plain(text: str) -> str:
    """Write text as it is compared: narrow forms, small letters, straight quotation marks."""
    plain = unicodedata.normalize("NFKC", text.translate(QUOTES)).casefold()
    return re.sub(r"(?<=\d) +%", "%", plain)


def _of_fact(fact: Fact, words: Words) -> Iterator[tuple[str, ...]]:
    label = input_names.fact(fact.id, words)
    for entry in fact.values:  # noqa: PD011 - a fact, not a data frame
        value = numbers.quantity(words, entry.value, fact.unit)
        yield (label, value, *_origin(entry, words, entry.note), fact.id)


def _origin(
    entry: Dated | Evidence | Origin | Rule | Choice | Acceptance,
    words: Words,
    note: Mapping[str, str] = NO_NOTE,
) -> tuple[str, ...]:
    """Return from when an entry applies, how well it is known, its note and its source."""
    source = catalog.book().facts.sources[entry.source]
    return (
        _applies(entry, words),
        words(f"class.{entry.class_}"),
        words(f"status.{entry.status}"),
        note.get(words.language, ""),
        describe.publisher(source, words),
        describe.title(source, words),
        describe.published(source, words),
        source.url,
    )


def _applies(entry: Dated | Evidence | Origin | Rule | Choice | Acceptance, words: Words) -> str:
    """Return the first day as figures that sort; a longer span of a rule in words."""
    if isinstance(entry, Rule) and entry.precision in SPANS:
        return pictures_timeline.when(entry, words)
    return entry.day if isinstance(entry, Rule | Acceptance) else str(entry.from_)


def _of_rails(words: Words) -> Iterator[tuple[str, ...]]:
    for part in catalog.book().rail_evidence:
        record, name = words(f"rail.{part.record}"), words(f"rail.part.{part.part}")
        label = words("sources.fact_of", label=record, part=name)
        yield (
            label,
            rail_values.written(part.value, words),
            *_origin(part, words, part.note),
            f"rail.{part.record}.{part.part}",
        )


def _of_rules(words: Words) -> Iterator[tuple[str, ...]]:
    book = catalog.book()
    for rule in book.rules.values():
        on = book.facts.known_to
        said = standings.said(rule, standing(rule, on), on, words)
        effect, kind = rule.effect[words.language], words(f"kind.{rule.kind}")
        note = words("sources.rule_note", effect=effect, kind=kind)
        yield (
            rule.name[words.language],
            words("sources.rule_value", day=str(on), standing=said),
            *_origin(rule, words, {words.language: note}),
            f"rule.{rule.id}",
        )


def _of_acceptance(words: Words) -> Iterator[tuple[str, ...]]:
    for record in catalog.book().acceptance:
        group = words(f"acceptance.group.{record.group}")
        yield (
            words("sources.fact_of", label=record.house, part=group),
            words(f"acceptance.answer.{record.answer}"),
            *_origin(record, words, record.note),
            f"acceptance.{record.id}",
        )


def _of_choices(words: Words) -> Iterator[tuple[str, ...]]:
    for choice in catalog.book().choices.values():
        for code, option in choice.assets.items():
            label = choice.label[words.language]
            yield (
                words("sources.fact_of", label=label, part=words(f"asset.{code}")),
                words(f"choice.{choice.name}.{option}"),
                *_origin(choice, words),
                f"asset.{choice.name}.{code}",
            )
