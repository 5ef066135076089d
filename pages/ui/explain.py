"""What the terms in a text mean, for the hover beside it.

Every text that a page sets large asks here for its help. A term is explained at the answer if
question or answer use it, else at the first title that does; controls and headline figures, which
have a help of their own, get the terms of their label added to it. Each term leads to its entry on
the glossary page.
"""

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from engine.glossary_records import Term
from engine.glossary_words import Finder, Use, first_sentence, units_of
from pages.ui import catalog, shown, state
from pages.ui.text import Words
from pages.ui.text import words as words_of

MOST = 5
KEPT = 4096
ANSWER = "answer"
ENOUGH = 0.6
SHORT = 3

Owners = dict[str, str]


def begin() -> None:
    """Forget what the last run explained, and where."""
    state.keep("explained", {})


def answer(question: str, said: str, words: Words) -> str | None:
    """Return the help of an answer: every term of the question above it and of the answer."""
    found = uses(f"{question}\n{said}", words.language)
    if shown.mode() != shown.FRAME:  # a frame shows one chart, which then explains itself
        _own(found, ANSWER)
    return lines(found, words) or None


def once(text: str, owner: str, words: Words) -> str | None:
    """Return the help of a title: its terms that nothing else on the page explains.

    ``owner`` names the place, so that a part of the page that runs again keeps its help.
    """
    owners = _owners()
    found = uses(text, words.language)
    fresh = [use for use in found if owners.get(use.term.id, owner) == owner][:MOST]
    _own(fresh, owner)
    return lines(fresh, words) or None


def added(help_: str, label: str, words: Words) -> str:
    """Return a help with the terms of a label that the help does not explain itself."""
    return _added(help_, label, words.language)


@lru_cache(maxsize=KEPT)
def _added(help_: str, label: str, language: str) -> str:
    missing = [
        use
        for use in uses(label, language)
        if not says(help_, first_sentence(use.term.means[language]))
    ]
    return "\n\n".join(part for part in (help_, lines(missing[:MOST], words_of(language))) if part)


def says(text: str, definition: str) -> bool:
    """Whether a text holds most of the words, or signs, of a definition."""
    meant = _content(definition)
    return len(meant & _content(text)) >= ENOUGH * len(meant)


def _content(text: str) -> set[str]:
    """Return the words of a text that carry its meaning: those of some length; Chinese signs."""
    return {unit for unit in units_of(text) if unit.isalnum() and _carries(unit)}


def _carries(unit: str) -> bool:
    return len(unit) > SHORT if unit.isascii() else True


def lines(found: Iterable[Use], words: Words) -> str:
    """Return a list of terms, each with the first sentence of its definition; "" for none."""
    return "\n".join(_line(use.term.id, use.name, words.language) for use in found)


@cache
def _line(code: str, name: str, language: str) -> str:
    term, words = by_id()[code], words_of(language)
    whole = term.term[language]
    known = name.casefold() in whole.casefold()
    return words(
        "explain.line",
        term=whole if known else words("explain.named", term=whole, name=name),
        address=address(code, language),
        means=first_sentence(term.means[language]),
    )


def address(code: str, language: str) -> str:
    """Return where the glossary explains a term, seen from any page."""
    return f"glossary?v=1&lang={language}#{anchor(code)}"


def anchor(code: str) -> str:
    """Return what a link to a term leads to."""
    return f"term-{code.replace('_', '-')}"


@lru_cache(maxsize=KEPT)
def uses(text: str, language: str) -> tuple[Use, ...]:
    """Return the terms that a text uses."""
    return _finder(language)(text)


@cache
def _finder(language: str) -> Finder:
    return Finder(language, catalog.terms())


@cache
def by_id() -> dict[str, Term]:
    """Return the terms by their id."""
    return {term.id: term for term in catalog.terms()}


def _owners() -> Owners:
    found: Owners = state.recall("explained", {})
    return found


def _own(found: Collection[Use], owner: str) -> None:
    """Note where terms are explained."""
    state.keep("explained", {**_owners(), **{use.term.id: owner for use in found}})
