"""The register's rows of past prices: what was counted, and which series speaks for what."""

from collections.abc import Callable, Iterator, Mapping

from engine.evidence_records import Origin
from pages.ui import catalog
from pages.ui.text import Words

Row = tuple[str, ...]
Origins = Callable[[Origin, Words, Mapping[str, str]], Row]


def rows(words: Words, origin_of: Origins) -> Iterator[Row]:
    """Yield every record and every stand-in; ``origin_of`` writes where an entry comes from."""
    book = catalog.book().evidence
    for kind, names, records in (
        ("losses", "series", book.losses),
        ("volatility", "series", book.volatility),
        ("hourly", "episode", book.hourly),
    ):
        for code, record in records.items():
            if record.origin is None:
                continue
            name, part = words(f"evidence.name.{kind}"), words(f"evidence.{names}.{code}")
            first, last = f"{record.first:%Y-%m-%d}", f"{record.last:%Y-%m-%d}"
            yield (
                words("sources.fact_of", label=name, part=part),
                words("evidence.value.span", first=first, last=last),
                *origin_of(record.origin, words, record.origin.note),
                f"evidence.{kind}.{code}",
            )
    for code, choice in book.stand_ins.items():
        kind = "asset" if f"asset.{code}" in words else "product"
        name, part = words("evidence.name.stand_in"), words(f"{kind}.{code}")
        yield (
            words("sources.fact_of", label=name, part=part),
            words(f"evidence.reason.{choice.reason}"),
            *origin_of(book.choice, words, book.choice.note),
            f"evidence.stand_in.{code}",
        )
