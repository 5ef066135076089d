"""Terms of the glossary, read from plain mappings.

Each of ``FILES`` holds one layer. A term has both languages, a definition, the pages that use
it, and the source in which the term stands; a term without a source is our own wording.
``engine.facts.read_yaml`` reads the files.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from engine import fact_checks as check
from engine.fact_checks import fields, refuse
from engine.facts import DATA, read_yaml
from engine.query import PAGES

LAYERS = ("collateral", "margin", "settlement", "losses", "tokens")
FILES = (
    "glossary.yaml",
    *(f"glossary_{layer}.yaml" for layer in LAYERS[1:]),
)
REQUIRED = frozenset({"term", "means", "pages"})
OPTIONAL = frozenset({"here", "find", "source"})
NO_WORD: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Term:
    """One entry.

    Attributes
    ----------
    term, means
        The term and its definition, in both languages.
    here
        The word the pages use where it differs from the term, in both languages; else empty.
    source
        Key of the source in which the term stands; "" for our own wording.
    pages
        Paths of the pages that use it.
    find
        Words that stand for the term in texts, in both languages, instead of ``here``; empty
        where term and ``here`` are enough. For words that mean other things too.
    """

    id: str
    layer: str
    term: Mapping[str, str]
    means: Mapping[str, str]
    here: Mapping[str, str]
    source: str
    pages: tuple[str, ...]
    find: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def load(sources: Collection[str], folder: Path = DATA) -> tuple[Term, ...]:
    """Read the glossary of a data folder; see :func:`terms_from`."""
    return terms_from({name: read_yaml(folder / name) for name in FILES}, sources)


def terms_from(contents: Mapping[str, object], sources: Collection[str]) -> tuple[Term, ...]:
    """Return the terms by layer, in the order of the files.

    Parameters
    ----------
    contents
        Content of each of ``FILES`` by its name.
    sources
        Keys of the sources on record.

    Raises
    ------
    FactError
        Names file and term: a term in one language or there twice, an unknown layer, source or
        page, a layer in two files, a word for the pages that is the term itself.
    """
    found: list[Term] = []
    layers: set[str] = set()
    for name, content in contents.items():
        row = fields(content, name, frozenset({"layer", "terms"}))
        layer = check.member(row["layer"], name, frozenset(LAYERS))
        if layer in layers:
            refuse(name, f"{layer} has a file already", "Keep one file for each layer")
        layers.add(layer)
        if not isinstance(row["terms"], dict) or not row["terms"]:
            refuse(name, "there are no terms", "Write at least one")
        for code, raw in row["terms"].items():
            found.append(_term(code, layer, raw, f"{name}: {code}"))
    _check(found, sources)
    return tuple(sorted(found, key=lambda one: LAYERS.index(one.layer)))


def _term(code: object, layer: str, raw: object, where: str) -> Term:
    row = fields(raw, where, REQUIRED, OPTIONAL)
    term = check.both_languages(row["term"], f"{where}.term")
    here = check.both_languages(row["here"], f"{where}.here") if "here" in row else NO_WORD
    if here == term:
        refuse(f"{where}.here", "it is the term itself", "Leave it out")
    return Term(
        id=check.text(code, where),
        layer=layer,
        term=term,
        means=check.both_languages(row["means"], f"{where}.means"),
        here=here,
        source=check.text(row["source"], f"{where}.source") if "source" in row else "",
        pages=_pages(row["pages"], f"{where}.pages"),
        find=_find(row["find"], f"{where}.find") if "find" in row else {},
    )


def _find(raw: object, where: str) -> Mapping[str, tuple[str, ...]]:
    """Return the words that stand for a term in texts, in every language."""
    listed = fields(raw, where, frozenset({"en", "zh"}))
    found: dict[str, tuple[str, ...]] = {}
    for language, given in listed.items():
        if not isinstance(given, list):
            refuse(f"{where}.{language}", f"{given!r} is not a list", "Use [] for no word")
        found[language] = tuple(check.text(word, f"{where}.{language}") for word in given)
    return MappingProxyType(found)


def _pages(raw: object, where: str) -> tuple[str, ...]:
    if not isinstance(raw, list) or not raw:
        refuse(where, f"{raw!r} is not a list", "List at least one page")
    pages = tuple(check.member(name, where, frozenset(PAGES)) for name in raw)
    if len(set(pages)) < len(pages):
        refuse(where, "a page is there twice", "Keep it once")
    return pages


def _check(terms: Collection[Term], sources: Collection[str]) -> None:
    """Refuse a term that is there twice in a language, or under an unknown source."""
    for item in terms:
        if item.source and item.source not in sources:
            refuse(item.id, f"unknown source {item.source!r}", "Add it to data/sources")
    for kind in ("id", "en", "zh"):
        seen: set[str] = set()
        for item in terms:
            name = (item.id if kind == "id" else item.term[kind]).casefold()
            if name in seen:
                refuse(item.id, f"{name} is there twice", "Give each term one entry")
            seen.add(name)
