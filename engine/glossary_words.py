"""Which terms of the glossary a text uses.

A text is read word by word, a Chinese one sign by sign. From each place the longest name of a
term is taken and reading goes on behind it, so that "initial margin" is not also "margin".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.glossary_records import Term

Units = tuple[str, ...]

UNIT = re.compile(r"[a-z0-9]+(?:\+[0-9]+)?|[^\s\w-]|\w")
ADDRESS = re.compile(r"\]\([^)\s]*\)")
ASIDE = re.compile(r"\s*[(（][^)）]*[)）]")
MARKS = str.maketrans({"’": "'", "*": " ", "_": " ", "`": " "})
HISSING = ("s", "x", "z", "ch", "sh")
VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Use:
    """A term that a text uses, and the name it goes by there."""

    term: Term
    name: str


@dataclass(frozen=True)
class Finder:
    """Finds the terms that texts of one language use.

    Attributes
    ----------
    language
        "en" or "zh".
    terms
        The glossary.
    """

    language: str
    terms: tuple[Term, ...]

    def __call__(self, text: str) -> tuple[Use, ...]:
        """Return the terms that a text uses, each once, in the order of their first use."""
        units, at = units_of(text), 0
        found: dict[str, Use] = {}
        while at < len(units):
            size, use = self._at(units, at)
            if use:
                found.setdefault(use.term.id, use)
            at += size
        return tuple(found.values())

    def _at(self, units: Sequence[str], at: int) -> tuple[int, Use | None]:
        """Return how many units the longest name at a place takes, and whose it is."""
        for name, use in self._index.get(units[at], ()):
            if tuple(units[at : at + len(name)]) == name:
                return len(name), use
        return 1, None

    @cached_property
    def _index(self) -> Mapping[str, tuple[tuple[Units, Use], ...]]:
        """Names by their first unit, the longest first; of two alike the one that stands first."""
        found: dict[Units, Use] = {}
        for term in self.terms:
            for name in names(term, self.language):
                for units in _forms(units_of(name)):
                    found.setdefault(units, Use(term, name))
        index: dict[str, list[tuple[Units, Use]]] = {}
        for units, use in sorted(found.items(), key=lambda item: -len(item[0])):
            index.setdefault(units[0], []).append((units, use))
        return {first: tuple(rows) for first, rows in index.items()}


def units_of(text: str) -> list[str]:
    """Return the words and signs of a text in small letters, without markup and hyphens.

    >>> units_of("The **wrong-way** risk of T+1")
    ['the', 'wrong', 'way', 'risk', 'of', 't+1']
    >>> units_of("折扣率 5%")
    ['折', '扣', '率', '5', '%']
    """
    plain = ADDRESS.sub("]", text).translate(MARKS).casefold()
    return UNIT.findall(plain)


def names(term: Term, language: str) -> tuple[str, ...]:
    """Return the names that stand for a term in texts of a language.

    These are the term, with and without what it has in brackets, and the words listed for
    finding it; where none are listed, the word that the pages use.
    """
    whole = term.term[language]
    here = (term.here[language],) if term.here else ()
    others = term.find.get(language, ()) if term.find else here
    return tuple(dict.fromkeys((whole, ASIDE.sub("", whole), *others)))


def first_sentence(text: str) -> str:
    """Return a text up to the end of its first sentence.

    >>> first_sentence("How wide a price swings. Margin grows with it.")
    'How wide a price swings.'
    >>> first_sentence("价格波动的幅度。保证金随之上升。")
    '价格波动的幅度。'
    """
    return re.split(r"(?<=[.!?])\s+|(?<=。)", text.strip(), maxsplit=1)[0]


def plural(word: str) -> str:
    """Return the plural of an English noun.

    >>> plural("haircut"), plural("counterparty"), plural("loss"), plural("day")
    ('haircuts', 'counterparties', 'losses', 'days')
    """
    if word.endswith(HISSING):
        return f"{word}es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}s"


def _forms(units: Iterable[str]) -> Iterator[Units]:
    """Yield a name and its plural; Chinese has none."""
    *head, last = units
    yield (*head, last)
    if last.isascii() and last.isalpha():
        yield (*head, plural(last))
