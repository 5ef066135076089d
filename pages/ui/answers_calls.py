"""The sentences that say what a call at an hour means on two rails."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from engine import FloatArray
from engine.codes import WEEK_HOURS
from engine.scenario import Scenario, replace
from engine.week_view import WeekView
from pages.ui import describe, numbers
from pages.ui.text import Words

SAME = 1e-9
CLOSE = 1.0 + SAME
PLAIN: Sequence[tuple[str, float | bool]] = (
    ("call.ccp_hours", False),
    ("call.mint", False),
    ("call.congestion", False),
    ("call.hold", 0.0),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side's rail and what a week of calls on it comes to, each of shape (168,)."""

    rail: str
    hours: FloatArray
    exposure: FloatArray


def side(scenario: Scenario, week: WeekView) -> Side:
    """Return the row of the week that belongs to a scenario's rail."""
    row = week.rails.index(scenario.call.rail)
    return Side(scenario.call.rail, week.hours[row], week.exposure[row])


def plain(scenario: Scenario) -> Scenario:
    """Return the scenario without the settings that slow its calls down."""
    for path, off in PLAIN:
        scenario = replace(scenario, path, off)
    return scenario


def calls(before: Side, after: Side, free: Side, at: str, words: Words) -> str:
    """Compare both rails at one hour, then over the week, and name what slows the call down.

    ``free`` is the scenario's side without the settings that slow its calls down.
    """
    place = WEEK_HOURS.index(at)
    if before.rail == after.rail and np.allclose(before.hours, after.hours, 0.0, SAME):
        told = [_own(before, after, place, at, words)]
    else:
        told = [_here(before, after, place, at, words), _week(before, after, words)]
    return describe.sentences(words, [*told, *_slowed(before, after, free, place, words)])


def names(before: str, after: str, words: Words) -> tuple[str, str]:
    """Return the names of the baseline's and the scenario's rail, told apart where they agree."""
    base, rail = (describe.option("call.rail", code, words) for code in (before, after))
    if before != after:
        return base, rail
    return words("answer.calls.of_baseline", rail=base), words("answer.calls.of_here", rail=rail)


def _own(before: Side, after: Side, place: int, at: str, words: Words) -> str:
    """Say that the rail and its hours are the baseline's, and whether the exposure is too."""
    here, base = float(after.exposure[place]), float(before.exposure[place])
    return words(
        f"answer.calls.own.{'same' if isclose(here, base) else 'other'}",
        at=describe.option("call.at", at, words),
        rail=describe.option("call.rail", after.rail, words),
        after=numbers.hours(words, float(after.hours[place])),
        exposure=numbers.money(words, here),
        base_exposure=numbers.money(words, base),
    )


def _here(before: Side, after: Side, place: int, at: str, words: Words) -> str:
    wait, base_wait = float(after.hours[place]), float(before.hours[place])
    key = "same" if abs(wait - base_wait) <= SAME else "less" if wait < base_wait else "more"
    base, rail = names(before.rail, after.rail, words)
    return words(
        f"answer.calls.{key}",
        at=describe.option("call.at", at, words),
        rail=rail,
        base=base,
        after=numbers.hours(words, wait),
        before=numbers.hours(words, base_wait),
        exposure=numbers.money(words, float(after.exposure[place])),
        base_exposure=numbers.money(words, float(before.exposure[place])),
    )


def _week(before: Side, after: Side, words: Words) -> str:
    """Count the hours of the week in which one rail is ahead, and those of a small gap."""
    gap = before.hours - after.hours
    faster, slower = int((gap > SAME).sum()), int((gap < -SAME).sum())
    known = {0: "none", len(WEEK_HOURS): "all" if faster else "never"}
    key = known.get(max(faster, slower), "both" if slower else "tie")
    close = int((abs(gap) <= CLOSE).sum())
    _, rail = names(before.rail, after.rail, words)
    values = {"rail": rail, "faster": faster, "slower": slower, "all": len(WEEK_HOURS)}
    told = [words(f"answer.calls.week.{key}", **values)]
    if key != "none" and close:
        told.append(words("answer.calls.week.close", close=close, all=len(WEEK_HOURS)))
    return describe.sentences(words, told)


def _slowed(before: Side, after: Side, free: Side, place: int, words: Words) -> list[str]:
    """Say what the settings of the call cost at this hour, and whether they cost the lead."""
    wait, base, bare = (float(s.hours[place]) for s in (after, before, free))
    if wait <= bare + SAME:
        return []
    key = "lost" if bare < base - SAME and wait >= base - SAME else "slowed"
    return [words(f"answer.calls.{key}", plain=numbers.hours(words, bare))]
