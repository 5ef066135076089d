"""Links pasted one a line: taken as steps to go through, or as guesses at one step.

Nothing here raises: a line that cannot be used becomes a :class:`Fault` with its number.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from engine.controls import Controls
from engine.link import read_text
from engine.link_head import VERSION
from engine.query import MAX_LINK, from_text
from engine.story_records import Ask

MOST_LINKS, MOST_GUESSES = 30, 60
MOST_TEXT = 40_000
DIRECTIONS = ("down", "same", "up")
AMOUNT = re.compile(r"-?[0-9]{1,4}(\.[0-9])?")

Guess = str | float


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line.

    Codes are ``too_long``, ``too_many``, ``no_link``, ``other_step``, ``no_guess`` and
    ``outside``; the last one has the amount that is not on the range as ``given``.
    """

    line: int
    code: str
    given: str = ""


def links(text: str) -> tuple[tuple[str, ...], tuple[Fault, ...]]:
    r"""Return the links of a text, at most ``MOST_LINKS``, and what is wrong with the other lines.

    >>> links("https://example.org/margin?v=1&vol=60\nhello")
    (('https://example.org/margin?v=1&vol=60',), (Fault(line=2, code='no_link', given=''),))
    """
    kept: list[str] = []
    faults: list[Fault] = []
    for number, line in _lines(text):
        code = _fault(line) or ("too_many" if len(kept) == MOST_LINKS else "")
        if code:
            faults.append(Fault(number, code))
        else:
            kept.append(line)
    return tuple(kept), tuple(faults)


def guesses(
    text: str, ask: Ask, step: int, controls: Controls
) -> tuple[tuple[Guess, ...], tuple[Fault, ...]]:
    """Return the guesses that links carry for one step, and what is wrong with the other lines."""
    kept: list[Guess] = []
    faults: list[Fault] = []
    for number, line in _lines(text):
        code = _fault(line) or ("too_many" if len(kept) == MOST_GUESSES else "")
        beside = {} if code else read_text(line, controls).beside
        given = beside.get("guess", "")
        guess = guess_of(given, ask)
        if not code and beside.get("step") != str(step):
            code = "other_step"
        if not code and guess is None:
            code = "outside" if is_outside(given, ask) else "no_guess"
        if code or guess is None:
            faults.append(Fault(number, code, given if code == "outside" else ""))
        else:
            kept.append(guess)
    return tuple(kept), tuple(faults)


def guess_of(text: str, ask: Ask) -> Guess | None:
    """Return the guess that a link carries, None where it has none that answers the question.

    Direction codes are ``down``, ``same`` and ``up``; amounts have at most one decimal and lie on
    the range that was asked for.
    """
    if not ask.is_amount:
        return text if text in DIRECTIONS else None
    if not AMOUNT.fullmatch(text):
        return None
    amount = float(text)
    return amount if ask.low <= amount <= ask.high else None


def is_outside(text: str, ask: Ask) -> bool:
    """Whether a text is an amount, but not on the range that is asked for.

    >>> ask = Ask({}, slot="fall", low=-90, high=30)
    >>> is_outside("40", ask), is_outside("30", ask), is_outside("abc", ask)
    (True, False, False)
    """
    is_amount = ask.is_amount and AMOUNT.fullmatch(text) is not None
    return is_amount and guess_of(text, ask) is None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield number and text of every line that is not empty, of as much as is read."""
    for number, line in enumerate(text[:MOST_TEXT].splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def _fault(line: str) -> str:
    """Code of what keeps a line from being a link of ours, "" where nothing does."""
    if len(line) > MAX_LINK:
        return "too_long"
    found = from_text(line)
    return "" if VERSION in found.values or found.page else "no_link"
