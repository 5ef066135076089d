"""A price history brought along: ``date,close`` or ``date,close,low`` as CSV, checked strictly.

Bytes in, records out: nothing is read, written or kept. What is refused carries a code and
its parts; the sentences of both languages are the texts ``history.<code>``.
"""

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, NoReturn

import numpy as np

from engine import FloatArray
from engine.evidence_records import read_only

MAX_BYTES: Final = 5_000_000  # 20,000 rows take under one; nothing larger is even decoded
MIN_ROWS, MAX_ROWS = 60, 20_000  # the shortest with 50 windows of ten days; over 50 years
MAX_GAP: Final = 10  # calendar days: longer than any run of holidays
LOWEST, HIGHEST = 1e-9, 1e12  # wider than any price, so that every ratio stays finite
SHOWN: Final = 40  # characters quoted from the file at most
HEADERS: Final = (["date", "close"], ["date", "close", "low"])
SEPARATORS: Final = ";\t|"

MESSAGES: Final = MappingProxyType(
    {
        "too_large": "The file has {size} MB; at most {limit} MB are read. Keep two columns only.",
        "empty": "The file is empty. Give a first line date,close and one line a day below it.",
        "not_utf8": "The file is not UTF-8 text (byte {byte}). Save it as CSV with UTF-8.",
        "separator": "The columns are separated by {found}. Save the file with commas.",
        "header": "The first line is {given}. Write date,close or date,close,low.",
        "columns": "Line {line} has {count} columns instead of {wanted}. "
        "Leave out empty lines and write 1234.5, not 1,234.5.",
        "day": "Line {line}: {given} is not a day. Write it as 2020-03-12.",
        "order": "Line {line}: {day} comes after {before}. Sort the lines, the oldest day first.",
        "duplicate": "Line {line}: {day} is there twice. Keep one close a day.",
        "gap": "There are no prices between {before} and {day}: {days} days, and at most {limit} "
        "are allowed. Fill the gap or begin after it.",
        "number": "Line {line}: {given} is not a number. Write it as 1234.5.",
        "positive": "Line {line}: {given} is not above zero. Correct it or leave the day out.",
        "range": "Line {line}: {given} is no price. Use a unit between {low} and {high}.",
        "low": "Line {line}: the low {low} is above the close {close}. Correct one of them.",
        "few": "The file has {rows} days; at least {limit} are needed. Bring a longer history.",
        "many": "The file has more than {limit} lines. Bring daily closes, or a shorter history.",
    }
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d{1,20}(\.\d{0,20})?|\.\d{1,20})([eE][+-]?\d{1,2})?", re.ASCII)


class HistoryRefused(ValueError):  # noqa: N818 - what happened, as the page says it
    """A history that cannot be used: ``code`` and the ``fields`` of its sentence."""

    def __init__(self, code: str, **parts: object) -> None:
        self.code = code
        self.fields = {name: str(value) for name, value in parts.items()}
        super().__init__(MESSAGES[code].format_map(self.fields))


@dataclass(frozen=True, slots=True, eq=False)
class OwnHistory:
    """Days with their closes and, if given, lows: shape (n,), read-only, oldest first."""

    name: str
    dates: tuple[date, ...]
    closes: FloatArray
    lows: FloatArray | None


def read_history(data: bytes, name: str = "") -> OwnHistory:
    """Check a CSV of days and closes.

    Columns are ``date,close`` and perhaps ``low``, separated by commas; days are ISO dates
    that rise, without a gap of more than ten calendar days; prices are above zero.

    Raises
    ------
    HistoryRefused
        For the first fault found, with code, line and what to do. At most 40 characters of
        the file are quoted, control characters escaped.

    Examples
    --------
    >>> read_history(b"date;close")
    Traceback (most recent call last):
    engine.own_history.HistoryRefused: The columns are separated by ';'. ...
    """
    lines = _lines(data)
    wanted = _columns(lines[0])
    dates: list[date] = []
    prices: list[list[float]] = []
    for number, line in enumerate(lines[1:], start=2):
        if line.count(",") + 1 != wanted:
            _refuse("columns", line=number, count=line.count(",") + 1, wanted=wanted)
        cells = _cells(line)
        dates.append(_day(cells[0], dates, number))
        prices.append(_prices(cells[1:], number))
    if len(dates) < MIN_ROWS:
        _refuse("few", rows=len(dates), limit=MIN_ROWS)
    columns = [read_only(np.array(column)) for column in zip(*prices, strict=True)]
    lows = columns[1] if len(columns) > 1 else None
    return OwnHistory(_plain(name), tuple(dates), columns[0], lows)


def _lines(data: bytes) -> list[str]:
    """Decode the file and split it, trailing empty lines left out."""
    if len(data) > MAX_BYTES:
        _refuse("too_large", size=f"{len(data) / 1e6:.1f}", limit=MAX_BYTES // 10**6)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse("not_utf8", byte=error.start + 1)
    text = text.rstrip()
    if not text:
        _refuse("empty")
    if text.count("\n") > MAX_ROWS:
        _refuse("many", limit=MAX_ROWS)
    return text.split("\n")


def _columns(line: str) -> int:
    """Return the number of columns the first line promises."""
    head = [cell.casefold() for cell in _cells(line)]
    if head not in HEADERS:
        mark = next((mark for mark in SEPARATORS if mark in line and "," not in line), None)
        if mark is not None:
            _refuse("separator", found=_quoted(mark))
        _refuse("header", given=_quoted(line.strip()))
    return len(head)


def _cells(line: str) -> list[str]:
    """Return the cells of a line without spaces and quotation marks around them."""
    cells = line.split(",", maxsplit=len(HEADERS[-1]))
    return [cell.strip().removeprefix('"').removesuffix('"').strip() for cell in cells]


def _day(cell: str, before: list[date], line: int) -> date:
    """Return a day that follows the last one within the longest gap."""
    try:
        if not _DAY.fullmatch(cell):
            raise ValueError  # noqa: TRY301
        day = date.fromisoformat(cell)
    except ValueError:
        _refuse("day", line=line, given=_quoted(cell))
    if before:
        days = (day - before[-1]).days
        if days == 0:
            _refuse("duplicate", line=line, day=day)
        if days < 0:
            _refuse("order", line=line, day=day, before=before[-1])
        if days > MAX_GAP:
            _refuse("gap", before=before[-1], day=day, days=days, limit=MAX_GAP)
    return day


def _prices(cells: list[str], line: int) -> list[float]:
    """Return close and perhaps low, the low not above the close."""
    prices = [_price(cell, line) for cell in cells]
    if len(prices) > 1 and prices[1] > prices[0]:
        _refuse("low", line=line, low=f"{prices[1]:g}", close=f"{prices[0]:g}")
    return prices


def _price(cell: str, line: int) -> float:
    if not _NUMBER.fullmatch(cell):
        _refuse("number", line=line, given=_quoted(cell))
    value = float(cell)
    if value <= 0.0:
        _refuse("positive", line=line, given=_quoted(cell))
    if not LOWEST <= value <= HIGHEST:
        _refuse("range", line=line, given=_quoted(cell), low=f"{LOWEST:g}", high=f"{HIGHEST:g}")
    return value


def _refuse(code: str, **parts: object) -> NoReturn:
    raise HistoryRefused(code, **parts) from None


def _quoted(text: str) -> str:
    """Quote a piece of the file: short, and with control characters escaped."""
    return repr(text[:SHOWN] + ("…" if len(text) > SHOWN else ""))


def _plain(name: str) -> str:
    """Return what can be printed of a name, cut to a length that can be shown."""
    return "".join(sign for sign in name if sign.isprintable())[: 2 * SHOWN]
