"""Whether a link still gives the figures it claims, and if not, what has changed since.

The scenario is evaluated with today's data. Where a figure differs, it is evaluated with the
numbers of the link's own data edition, in whole and in parts: if those give the claim, rules
or data have changed; if not even they do, the formula has, or somebody altered the link.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from engine import claim, editions
from engine.catalogue import Catalogue
from engine.claim import Gap
from engine.companions import CLAIM, EDITION
from engine.grammar import NOTHING
from engine.notices import Notice, notice
from engine.run import capital_of
from engine.scenario import Scenario

SAME, RULE, NUMBERS, TOGETHER, FORMULA, UNKNOWN, UNDATED, UNREAD = REASONS = (
    "same", "rule", "data", "together", "formula", "unknown", "undated", "unread",
)  # fmt: skip

__all__ = ["REASONS", "Verdict", "judge"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a link's claim.

    Attributes
    ----------
    count
        Claimed figures that could be read; of none there is nothing to say.
    gaps
        Those that today's results do not reproduce.
    reason
        One of ``REASONS``: "same"; "rule", "data", or "together" when both had to change;
        "formula" when the link's own edition does not give the claim either (or the link was
        altered); "unknown" or "undated" when its edition is not on file or not named; "unread"
        when part of the link could not be followed.
    edition
        The data edition the link names, None for none.
    notices
        What of the claim or the edition could not be read.
    known
        Whether the edition the link names is on file; True where it names none.
    """

    count: int = 0
    gaps: tuple[Gap, ...] = ()
    reason: str = SAME
    edition: date | None = None
    notices: tuple[Notice, ...] = field(default=())
    known: bool = True


def judge(
    scenario: Scenario, beside: Mapping[str, str], catalogue: Catalogue, *, heeded: bool = True
) -> Verdict:
    """Compare the claim beside a scenario with its figures; never raises for a bad claim.

    ``heeded`` tells whether everything else in the link could be followed.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> judge(book.presets["today"].scenario, {"claim": "im:1"}, book).reason
    'undated'
    """
    return _judged(scenario, beside.get(CLAIM, ""), beside.get(EDITION, ""), heeded, catalogue)


@lru_cache(maxsize=256)
def _judged(
    scenario: Scenario,
    text: str,
    day: str,
    heeded: bool,  # noqa: FBT001
    catalogue: Catalogue,
) -> Verdict:
    found, edition = claim.read(text), _day(day)
    bad = (notice("edition_bad", EDITION, day, NOTHING),) if day and edition is None else ()
    gaps: tuple[Gap, ...] = ()
    if found.figures:
        gaps = claim.compare(found.figures, capital_of(scenario, catalogue).headline)
    reason = _reason(scenario, found.figures, edition, catalogue) if gaps else SAME
    if reason == FORMULA and not heeded:
        reason = UNREAD
    known = edition is None or editions.path_of(edition, catalogue.folder).is_file()
    return Verdict(len(found.figures), gaps, reason, edition, (*bad, *found.notices), known)


def _reason(
    scenario: Scenario, figures: Mapping[str, str], edition: date | None, catalogue: Catalogue
) -> str:
    """Return what has to be taken from the link's own edition to give what it claims."""
    if edition is None:
        return UNDATED
    ways = (
        (RULE, (editions.RULES,)), (NUMBERS, (editions.NUMBERS,)), (TOGETHER, editions.BOTH),
    )  # fmt: skip
    for reason, parts in ways:
        book = editions.book_of(edition, catalogue, parts)
        if book is None:
            return UNKNOWN
        if _gives(scenario, figures, book):
            return reason
    return FORMULA


def _gives(scenario: Scenario, figures: Mapping[str, str], book: Catalogue) -> bool:
    """Whether a catalogue gives the claimed figures; one without a withdrawn rule cannot."""
    try:
        return not claim.compare(figures, capital_of(scenario, book).headline)
    except ValueError:
        return False


def _day(text: str) -> date | None:
    """Return a day written as 2026-11-22, None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None
