"""Checks of single entries in data files; each names the place, the fault and the fix."""

import math
import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NoReturn
from urllib.parse import urlsplit

_PUBLISHED = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST_DAY = "-01-01"
_NOTHING: frozenset[str] = frozenset()
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"  # Chinese characters and punctuation
_FOLD = re.compile(rf"(?<={_WIDE}) (?={_WIDE})|(?<=[\u3001\u3002\uff0c\uff1a\uff1b]) ")


class FactError(ValueError):
    """A fact file that cannot be used, or a fact that does not exist."""


def refuse(where: str, problem: str, fix: str) -> NoReturn:
    """Raise :class:`FactError` naming file and key, what is wrong, and what to do."""
    stop = "" if fix.endswith("?") else "."
    msg = f"{where}: {problem}. {fix}{stop}"
    raise FactError(msg)


def fields(
    raw: object, where: str, required: frozenset[str], optional: frozenset[str] = _NOTHING
) -> dict[str, object]:
    """Return ``raw`` as a mapping that has all required keys and no unknown one."""
    if not isinstance(raw, dict):
        refuse(where, f"{raw!r} is not a mapping", f"Give the keys {_names(required)}")
    unknown = [repr(key) for key in raw if key not in required | optional]
    if unknown:
        refuse(
            where,
            f"unknown key {', '.join(unknown)}",
            f"Known keys are {_names(required | optional)}",
        )
    missing = required - raw.keys()
    if missing:
        refuse(where, f"missing {_names(missing)}", "Add it")
    return raw


def text(raw: object, where: str) -> str:
    """Return a non-empty text."""
    if not isinstance(raw, str) or not raw.strip():
        refuse(where, f"{raw!r} is not a text", "Write words, in quotation marks if they look else")
    return raw


def both_languages(raw: object, where: str) -> Mapping[str, str]:
    """Return a label or note that exists in English and Chinese.

    A folded line of Chinese loses the space that YAML puts where the line ended.
    """
    pair = fields(raw, where, frozenset({"en", "zh"}))
    found = {lang: text(pair[lang], f"{where}.{lang}") for lang in ("en", "zh")}
    return MappingProxyType(found | {"zh": _FOLD.sub("", found["zh"])})


def number(raw: object, where: str) -> float:
    """Return a number; texts, booleans and nan are refused."""
    if isinstance(raw, bool) or not isinstance(raw, int | float) or math.isnan(raw):
        refuse(where, f"{raw!r} is not a number", "Write digits such as 0.001 (1e-3 is a text)")
    return float(raw)


def day(raw: object, where: str) -> date:
    """Return a day of the calendar (a time of day is refused)."""
    if type(raw) is not date:
        refuse(where, f"{raw!r} is not a day", "Write 2025-12-08 without quotation marks")
    return raw


def member(raw: object, where: str, allowed: frozenset[str]) -> str:
    """Return a text out of a closed list."""
    if not isinstance(raw, str) or raw not in allowed:
        refuse(where, f"{raw!r} is not known", f"Choose one of {_names(allowed)}")
    return raw


def published(raw: object, where: str) -> str:
    """Return a year, month or day in ISO form, or "undated"."""
    fix = 'Write "2025", "2025-12", "2025-12-08" or "undated", in quotation marks'
    if raw == "undated":
        return "undated"
    if not isinstance(raw, str) or not _PUBLISHED.fullmatch(raw):
        refuse(where, f"{raw!r} is not a publication date", fix)
    try:
        date.fromisoformat((raw + _FIRST_DAY[len(raw) - 4 :])[:10])
    except ValueError:
        refuse(where, f"{raw!r} is not a day of the calendar", fix)
    return raw


def web_address(raw: object, where: str) -> str:
    """Return an http(s) address, or the empty text where a document has none."""
    if raw == "":
        return ""
    parts = urlsplit(raw) if isinstance(raw, str) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.netloc:
        refuse(where, f"{raw!r} is not a web address", 'Start with https:// or write ""')
    return str(raw)


def limits(raw: object, where: str) -> tuple[float, float]:
    """Return the permitted range, low before high."""
    fix = "Write range: [low, high]"
    if not isinstance(raw, list) or len(raw) != len(("low", "high")):
        refuse(where, f"{raw!r} is not a range", fix)
    low, high = (number(end, where) for end in raw)
    if low >= high:
        refuse(where, f"range {low:g} to {high:g} is empty", fix)
    return low, high


def _names(keys: frozenset[str]) -> str:
    """Return the keys as a readable list."""
    return ", ".join(sorted(keys))
