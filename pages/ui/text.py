"""Every sentence the screens show, in both languages, read once and never changed.

A text file under ``data/text`` maps keys to ``{en: ..., zh: ...}``. All files form one
catalogue. Loading refuses a key written in two files, a language left out, and a pair
whose named slots differ, so a page cannot lose its second language unnoticed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

from engine.facts import DATA, read_yaml

TEXT_FOLDER = DATA / "text"
languages: tuple[str, ...] = ("en", "zh")

Entry = Mapping[str, str]


class TextError(ValueError):
    """A text file or a use of it is wrong; the message names file, key and fix."""


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language; call it with a key and the values it names.

    Attributes
    ----------
    language
        One of ``languages``.
    catalogue
        Read-only mapping from key to its text in every language.
    """

    language: str
    catalogue: Mapping[str, Entry]

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of ``key`` with ``values`` put in place of its named slots.

        Values that the text does not name are ignored, so that a view can offer one set
        of values to whichever sentence applies.

        Raises
        ------
        TextError
            If the key is unknown, or a slot of its text has no value.
        """
        template = self._entry(key)[self.language]
        try:
            return template.format_map(values)
        except KeyError as error:
            msg = f"{key}: the text names {{{error.args[0]}}}; pass a value for it"
            raise TextError(msg) from None

    def __contains__(self, key: str) -> bool:
        """Tell whether there is a text for ``key``."""
        return key in self.catalogue

    def _entry(self, key: str) -> Entry:
        try:
            return self.catalogue[key]
        except KeyError:
            near = " or ".join(get_close_matches(key, list(self.catalogue), n=3))
            advice = f"Did you mean {near}?" if near else "Add it to data/text"
            msg = f"{key}: there is no such text. {advice}"
            raise TextError(msg) from None


@cache
def words(language: str) -> Words:
    """Return the texts of one language; the same object for every caller."""
    if language not in languages:
        msg = f"language {language!r} is not one of {', '.join(languages)}"
        raise TextError(msg)
    return Words(language, load_texts())


@cache
def load_texts(folder: Path = TEXT_FOLDER) -> Mapping[str, Entry]:
    """Read every text file of a folder into one read-only catalogue.

    Raises
    ------
    TextError
        Names the file and the key of the first entry that cannot be used, and the fix.
    """
    found: dict[str, Entry] = {}
    origin: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for key, entry in _read(path):
            if key in found:
                msg = f"{path.name}: {key} is already in {origin[key]}; keep one of them"
                raise TextError(msg)
            found[key] = entry
            origin[key] = path.name
    return MappingProxyType(found)


def _read(path: Path) -> Iterator[tuple[str, Entry]]:
    """Yield the checked entries of one file; an empty file holds none."""
    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        msg = f"{path.name}: write keys with their texts, not a {type(content).__name__}"
        raise TextError(msg)
    for key, raw in content.items():
        where = f"{path.name}: {key}"
        if not isinstance(key, str):
            msg = f"{where}: the key is not text; put it in quotation marks"
            raise TextError(msg)
        yield key, _entry(raw, where)


def _entry(raw: object, where: str) -> Entry:
    """Return one entry after checking its languages and slots."""
    if not isinstance(raw, dict) or set(raw) != set(languages):
        msg = f"{where}: give exactly the languages {', '.join(languages)}"
        raise TextError(msg)
    for language, text in raw.items():
        if not isinstance(text, str) or not text.strip():
            msg = f"{where}: the {language} text is empty or not text; quote it"
            raise TextError(msg)
    entry = {language: raw[language].strip() for language in languages}
    named = {language: slots(text, where) for language, text in entry.items()}
    first = named[languages[0]]
    for language, names in named.items():
        if names != first:
            odd = ", ".join(sorted(names ^ first))
            msg = f"{where}: {language} differs in its slots ({odd}); name the same in all"
            raise TextError(msg)
    return MappingProxyType(entry)


def slots(text: str, where: str = "text") -> frozenset[str]:
    """Return the names in braces; only plain names are allowed, as in ``{posted}``.

    >>> sorted(slots("{a} of {b}, {a} again"))
    ['a', 'b']
    """
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        msg = f"{where}: {error}; write braces in pairs"
        raise TextError(msg) from None
    names = [part for part in parts if part[1] is not None]
    for _, name, rule, conversion in names:
        if not str(name).isidentifier() or rule or conversion:
            msg = f"{where}: {{{name}}} must be a plain name, formatted before it is passed"
            raise TextError(msg)
    return frozenset(str(name) for _, name, _, _ in names)
