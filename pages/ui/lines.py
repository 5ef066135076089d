"""Break text into lines, because charts do not."""

import re
import unicodedata
from functools import lru_cache

BREAK = "<br>"
ELLIPSIS = "\u2026"
GLUED = 4
CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
AMOUNT = re.compile(r"\d%? (\S*)$")
CURRENCIES = ("USD ", "EUR ")


@lru_cache(2048)
def wrap(text: str, width: int) -> str:
    """Break text into lines of at most ``width`` columns, Chinese signs counting two.

    No more lines than needed, breaks after a stop first, then lines of about equal length.
    A number stays with its unit.

    >>> wrap("as little as possible", 12)
    'as little<br>as possible'
    >>> wrap("a word of USD 235m", 16)
    'a word of<br>USD 235m'
    """
    pieces = _pieces(text)
    fewest = _fill(pieces, width)
    tries = [fewest, *(_fill(pieces, narrower) for narrower in range(width - 1, width // 2, -1))]
    same: list[list[str]] = [lines for lines in tries if len(lines) == len(fewest)]
    best = max(same[::-1], key=_stops)
    return BREAK.join(best)


@lru_cache(2048)
def fold(text: str, width: int) -> str:
    """Break text into full lines of at most ``width`` columns: quicker than :func:`wrap`.

    >>> fold("as little as possible", 12)
    'as little as<br>possible'
    """
    return BREAK.join(_fill(_pieces(text), width))


def _stops(lines: list[str]) -> int:
    """Count the lines that end with a stop, where a reader pauses anyway."""
    return sum(unicodedata.category(line[-1]) == "Po" for line in lines[:-1] if line)


def unbroken(text: str) -> str:
    """Let no screen break a short text: neither at a space nor between Chinese signs.

    >>> len(unbroken("USD 265m").split(" "))
    1
    """
    return CHINESE.sub("\u2060", text.replace(" ", "\u00a0"))


def shorten(text: str, width: int, rows: int) -> str:
    """Break text into at most ``rows`` lines; what is left out shows as an ellipsis.

    >>> shorten("one two three four", 9, 2)
    'one two<br>three…'
    """
    broken = wrap(text, width).split(BREAK)
    if len(broken) <= rows:
        return BREAK.join(broken)
    return BREAK.join(broken[:rows]) + ELLIPSIS


@lru_cache(8192)
def columns(text: str) -> int:
    """Width of a text in columns: two for a Chinese sign, one for any other.

    >>> columns("a\u4e2d")
    3
    """
    return sum(2 if _wide(sign) else 1 for sign in text)


def _fill(pieces: list[str], width: int) -> list[str]:
    """Put pieces into lines, as many as each line takes."""
    lines = [""]
    for piece in pieces:
        if lines[-1] and columns(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _pieces(text: str) -> list[str]:
    """Parts between which a line may break: words, single Chinese signs, whole amounts."""
    pieces: list[str] = []
    for sign in text:
        if pieces and not _may_break(pieces[-1], sign):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _may_break(before: str, sign: str) -> bool:
    """Tell whether a line may end after ``before`` when ``sign`` is next."""
    if sign == " " or unicodedata.category(sign) in {"Po", "Pe", "Pf"}:
        return False
    amount = AMOUNT.search(before)
    if before.endswith(CURRENCIES) or (amount and _wide(sign) and len(amount[1]) < GLUED):
        return False
    return before.endswith(" ") or _wide(sign) or _wide(before[-1])


def _wide(sign: str) -> bool:
    """Tell whether a sign takes two columns."""
    return unicodedata.east_asian_width(sign) in "WF"
