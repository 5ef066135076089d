"""Tokens and what is known of each, read from plain mappings.

``data/tokens.yaml`` holds the products, ``tokens_features.yaml`` the five features of each,
``tokens_powers.yaml`` who may hold, move and reverse it; every entry has class, status,
source and a note in both languages. ``engine.facts.read_yaml`` reads the files.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from engine import fact_checks as check
from engine.codes import FACT_ASSETS
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES

FILES = ("tokens.yaml", "tokens_features.yaml", "tokens_powers.yaml")
SECTIONS = ("products", "features", "powers")
FEATURES = ("issue", "holders", "custody", "transfer", "redemption")
MARKS = ("full", "part", "none")
FORMS = ("wrapper", "claim", "coin")
POWERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "hold": ("approved", "anyone"),
        "move": ("approved", "anyone"),
        "reverse": ("keeper", "freeze", "nobody"),
    }
)
KEYS = frozenset({"is", "class", "source", "status", "note"})


@dataclass(frozen=True, slots=True)
class Finding:
    """What one entry says, and how well it is known; the note holds both languages."""

    code: str
    class_: str
    status: str
    source: str
    note: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Token:
    """One product: its asset in the model, its form, its five features, its three powers."""

    id: str
    asset: str
    name: Mapping[str, str]
    short: Mapping[str, str]
    form: Finding
    features: Mapping[str, Finding]
    powers: Mapping[str, Finding]


def tokens_from(contents: Mapping[str, Any], sources: Collection[str]) -> dict[str, Token]:
    """Tokens by id, in the order of the products.

    Parameters
    ----------
    contents
        Content of each of ``FILES`` by its name.
    sources
        Keys of the sources on record.

    Raises
    ------
    FactError
        Names file and entry: a product without a row in each file or the reverse, a feature
        or power left out, an unknown code or source, or an entry without class, status or note.
    """
    rows, marks, rights = (
        _rows(contents[name], name, section) for name, section in zip(FILES, SECTIONS, strict=True)
    )
    for name, other in zip(FILES[1:], (marks, rights), strict=True):
        fields(other, name, frozenset(rows))
    tokens = {code: _token(code, rows[code], marks[code], rights[code]) for code in rows}
    for token in tokens.values():
        for finding in (token.form, *token.features.values(), *token.powers.values()):
            if finding.source not in sources:
                refuse(token.id, f"unknown source {finding.source!r}", "Add it to data/sources")
    return tokens


def _rows(content: object, where: str, section: str) -> dict[str, object]:
    rows = fields(content, where, frozenset({section}))[section]
    if not isinstance(rows, dict) or not rows:
        refuse(where, f"{section} is empty", "List at least one product")
    return rows


def _token(code: str, raw: object, marks: object, rights: object) -> Token:
    where = f"tokens.yaml: {code}"
    row = fields(raw, where, frozenset({"asset", "name", "short", "form"}))
    allowed = MappingProxyType(dict.fromkeys(FEATURES, MARKS))
    return Token(
        id=check.text(code, where),
        asset=check.member(row["asset"], f"{where}.asset", frozenset(FACT_ASSETS)),
        name=check.both_languages(row["name"], f"{where}.name"),
        short=check.both_languages(row["short"], f"{where}.short"),
        form=_finding(row["form"], f"{where}.form", FORMS),
        features=_findings(marks, f"tokens_features.yaml: {code}", allowed),
        powers=_findings(rights, f"tokens_powers.yaml: {code}", POWERS),
    )


def _findings(
    raw: object, where: str, allowed: Mapping[str, tuple[str, ...]]
) -> Mapping[str, Finding]:
    row = fields(raw, where, frozenset(allowed))
    return MappingProxyType(
        {name: _finding(row[name], f"{where}.{name}", codes) for name, codes in allowed.items()}
    )


def _finding(raw: object, where: str, codes: tuple[str, ...]) -> Finding:
    row = fields(raw, where, KEYS)
    found = Finding(
        code=check.member(row["is"], f"{where}.is", frozenset(codes)),
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        source=check.text(row["source"], f"{where}.source"),
        note=check.both_languages(row["note"], f"{where}.note"),
    )
    if (found.class_ == "illustrative") != (found.status == "illustrative"):
        refuse(where, "class and status disagree", "Let both or neither say illustrative")
    return found
