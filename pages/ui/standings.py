"""Where an instrument stands on a day, in words."""

from datetime import date

from engine.rules import Rule
from pages.ui.text import Words


def said(rule: Rule, now: str, day: date, words: Words) -> str:
    """Return the words of a standing; a plan whose day has come is not known to be kept or not.

    A plan is never in force, since the record of what it becomes is another one; from its first
    day on "not in force" would claim more than is known. What opened in the market took place:
    an event is not in force.
    """
    if rule.kind == "launch" and now == "in_force":
        return words("standing.happened")
    return words(f"standing.{'due' if now == 'announced' and day >= rule.from_ else now}")
