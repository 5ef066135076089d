"""The register's rows of tokens: every finding on a product, with where it is known from."""

from collections.abc import Iterator

from engine.token_records import Finding
from pages.ui import catalog, describe
from pages.ui.text import Words

Row = tuple[str, ...]


def rows(words: Words) -> Iterator[Row]:
    """Yield form, features and powers of every product; they apply as of their source."""
    for token in catalog.book().tokens.values():
        name = token.name[words.language]
        label, word = words("power.form.label"), words(f"form.{token.form.code}")
        yield _row(name, label, word, token.form, f"token.{token.id}.form", words)
        for code, found in token.features.items():
            label, word = words(f"feature.{code}"), words(f"mark.{found.code}")
            yield _row(name, label, word, found, f"token.{token.id}.{code}", words)
        for code, found in token.powers.items():
            label, word = words(f"power.{code}.label"), words(f"power.{code}.{found.code}")
            yield _row(name, label, word, found, f"token.{token.id}.{code}", words)


def _row(name: str, label: str, word: str, found: Finding, key: str, words: Words) -> Row:
    source = catalog.book().facts.sources[found.source]
    return (
        words("sources.fact_of", label=name, part=label),
        word,
        describe.published(source, words),
        words(f"class.{found.class_}"),
        words(f"status.{found.status}"),
        found.note[words.language],
        describe.publisher(source, words),
        describe.title(source, words),
        describe.published(source, words),
        source.url,
        key,
    )
