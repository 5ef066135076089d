"""Payment rails: what a leg of a payment is, and which legs a call takes.

Nothing here computes a time (``engine.calls`` does) or reads a file (``engine.rail_records``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WORKING_DAYS = frozenset(range(5))
HOUR_LABEL = re.compile(rf"({'|'.join(WEEKDAYS)})([01]\d|2[0-3])")
DAY_HOURS = 24
CCP_CREDIT = "ccp_credit"  # the hours in which a clearing house books what it receives


@dataclass(frozen=True, slots=True)
class Rail:
    """How cover travels: when it can start, and how long after that it is final.

    Minutes count from New York midnight of the business day; ``open_minute`` may be negative
    (the evening before). ``delivery_minute`` set: final at that minute of the same business
    day, or of the next one if ``next_day``, plus ``lag_hours``; not set: start plus lag.
    """

    code: str
    always: bool = False
    open_minute: int = 0
    close_minute: int = 0
    lag_hours: float = 0.0
    delivery_minute: int | None = None
    next_day: bool = False
    days: frozenset[int] = WORKING_DAYS
    open_on_holidays: bool = False
    mint_through: str | None = None
    congestion_factor: float = 1.0
    fed22x6: str | None = None


@dataclass(frozen=True, slots=True)
class ClockOptions:
    """Switches that change the route of a payment."""

    ccp_bank_hours: bool = False
    must_mint: bool = False
    congestion: bool = False
    fed22x6: bool = False


def route(
    code: str, rails: Mapping[str, Rail], options: ClockOptions | None = None
) -> tuple[Rail, ...]:
    """Legs a payment takes, in order: money to mint with, the rail itself, the CCP's hours.

    Raises ``ValueError`` for a rail, or a leg an option needs, that the data do not hold.
    """
    options = options or ClockOptions()
    rail = _named(code, rails)
    if options.fed22x6 and rail.fed22x6:
        rail = _named(rail.fed22x6, rails)
    if options.congestion:
        rail = replace(rail, lag_hours=rail.lag_hours * rail.congestion_factor)
    mint = (_named(rail.mint_through, rails),) if options.must_mint and rail.mint_through else ()
    credit = (_named(CCP_CREDIT, rails),) if options.ccp_bank_hours else ()
    return (*mint, rail, *credit)


def hour_in_week(label: str) -> int:
    """Hour from Monday 00:00 of a label such as ``fri20``; ``ValueError`` for any other.

    >>> hour_in_week("fri20")
    116
    """
    match = HOUR_LABEL.fullmatch(label)
    if match is None:
        msg = f"call hour {label!r} is not a weekday and an hour such as fri20"
        raise ValueError(msg)
    return WEEKDAYS.index(match[1]) * DAY_HOURS + int(match[2])


def _named(code: str, rails: Mapping[str, Rail]) -> Rail:
    if code not in rails:
        msg = f"no rail {code!r}; the data hold {', '.join(sorted(rails))}"
        raise ValueError(msg)
    return rails[code]
