"""Read the formula files: one record for each result that a page shows.

Every key is checked; what is unknown or missing is refused with its place and the fix.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from engine import fact_checks as check
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES
from engine.formula_records import DISPLAYED, ORIGINS, TOPICS, Form, Formula, Reading, Term

MARK = re.compile(r"<([A-Za-z]\w*)>")

_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
_REQUIRED = frozenset({"name", "topic"})
_SHARED = frozenset(
    {"symbol", "result", "unit", "headline", "charts", "pages", "rests_on", "reads", "source",
     "simplifications", "forms", "terms"}
)  # fmt: skip
_FORM = frozenset({"latex", "check"})
_TERM = frozenset({*ORIGINS, "symbol", "unit", "typed", "own"})


def formula(key: object, raw: object, where: str) -> Formula:
    """Read one record; raises ``FactError`` naming place, fault and fix."""
    if not isinstance(key, str) or not _ID.fullmatch(key):
        refuse(where, f"{key!r} is not a formula id", "Use topic.name in small letters")
    row = fields(raw, where, _REQUIRED, _SHARED | _FORM)
    return Formula(
        id=key,
        name=check.both_languages(row["name"], f"{where}.name"),
        topic=check.member(row["topic"], f"{where}.topic", frozenset(TOPICS)),
        symbol=_optional(row, "symbol", where),
        result=_optional(row, "result", where),
        unit=check.member(row.get("unit", ""), f"{where}.unit", DISPLAYED),
        headline=_optional(row, "headline", where),
        charts=words(row.get("charts", []), f"{where}.charts"),
        pages=words(row.get("pages", []), f"{where}.pages"),
        forms=_forms(row, where),
        rests_on=words(row.get("rests_on", []), f"{where}.rests_on"),
        reads=tuple(
            _reading(part, f"{where}.reads") for part in _list(row.get("reads", []), where)
        ),
        source=words(row.get("source", []), f"{where}.source"),
        simplifications=words(row.get("simplifications", []), f"{where}.simplifications"),
    )


def words(raw: object, where: str) -> tuple[str, ...]:
    """Return a list of different words."""
    found = tuple(check.text(item, where) for item in _list(raw, where))
    if len(set(found)) < len(found):
        refuse(where, "a word stands twice", "Keep one")
    return found


def _forms(row: Mapping[str, object], where: str) -> tuple[Form, ...]:
    """Return the forms of a record: those listed, the one written in it, or none.

    Terms of the record serve every form that writes them.
    """
    shared = _terms(row.get("terms", {}), where)
    if "forms" in row and _FORM & row.keys():
        refuse(where, "latex beside forms", "Move it into one of the forms")
    listed = _list(row["forms"], where) if "forms" in row else [_written(row)]
    forms = tuple(
        _form(part, shared, f"{where}.forms[{i}]") for i, part in enumerate(listed) if part
    )
    unused = set(shared) - {term.name for form in forms for term in form.terms}
    if unused:
        refuse(where, f"no form writes {', '.join(sorted(unused))}", "Drop the term or use it")
    return forms


def _written(row: Mapping[str, object]) -> dict[str, object]:
    return {key: row[key] for key in _FORM & row.keys()}


def _form(raw: object, shared: Mapping[str, Term], where: str) -> Form:
    row = fields(raw, where, frozenset({"latex"}), frozenset({"terms", "check", "when"}))
    latex = check.text(row["latex"], f"{where}.latex")
    own = _terms(row.get("terms", {}), where)
    used = dict.fromkeys(MARK.findall(latex))
    known = {**shared, **own}
    odd = [name for name in used if name not in known] + [name for name in own if name not in used]
    if odd:
        refuse(where, f"latex and terms differ in {', '.join(odd)}", "Write every term as <name>")
    terms = tuple(known[name] for name in used)
    return Form(_when(row.get("when", {}), where), latex, terms, str(row.get("check", "")))


def _when(raw: object, where: str) -> Mapping[str, tuple[object, ...]]:
    if not isinstance(raw, dict):
        refuse(where, "when is not a mapping", "Write when: {margin.apc: [stress]}")
    return MappingProxyType({str(path): tuple(_list(v, where)) for path, v in raw.items()})


def _terms(raw: object, where: str) -> dict[str, Term]:
    if not isinstance(raw, dict):
        refuse(where, "terms is not a mapping", "Write terms: {q: {result: margin.multiplier}}")
    return {str(name): _term(str(name), entry, f"{where}.{name}") for name, entry in raw.items()}


def _term(name: str, entry: object, where: str) -> Term:
    row = fields(entry, where, frozenset(), _TERM)
    origins = [origin for origin in ORIGINS if origin in row]
    if len(origins) != 1:
        refuse(where, "a term has one origin", f"Give one of {', '.join(ORIGINS)}")
    return Term(
        name=name,
        symbol=check.text(row.get("symbol", name), where),
        origin=origins[0],
        path=check.text(row[origins[0]], where),
        unit=check.member(row.get("unit", ""), where, DISPLAYED),
        typed=_optional(row, "typed", where),
        own=_optional(row, "own", where),
    )


def _reading(raw: object, where: str) -> Reading:
    row = fields(raw, where, frozenset({"name", "class", "status", "source"}))
    return Reading(
        name=check.both_languages(row["name"], where),
        class_=check.member(row["class"], where, CLASSES),
        status=check.member(row["status"], where, STATUSES),
        source=check.text(row["source"], where),
    )


def _optional(row: Mapping[str, object], key: str, where: str) -> str:
    return check.text(row[key], f"{where}.{key}") if key in row else ""


def _list(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list):
        refuse(where, f"{raw!r} is not a list", "Write [one, two]")
    return raw
