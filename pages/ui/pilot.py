"""What the first version of DTC's tokens frees and does not free, on the day of the scenario."""

from datetime import date

import streamlit as st

from engine.regulation import Instrument, regulation
from engine.results import Outcome
from engine.scenario import Scenario
from pages.ui import catalog, describe, explain, numbers, pictures_timeline, standings
from pages.ui.text import Words

LETTER, LIMITS, LAUNCH = "dtc-nal", "dtc-v1-limits", "dtc-launch"
SHOWN = (LETTER, LIMITS, "dtc-first-use", LAUNCH)
TOKEN = "tequity"  # noqa: S105 (a code of an asset, not a secret)


def draw(scenario: Scenario, outcome: Outcome, words: Words) -> None:
    """Draw the finding, both lists, and the instruments with their standing and source."""
    found = instruments(scenario)
    said = finding(scenario, outcome, words)
    st.subheader(describe.heading(said), anchor=False, help=explain.once(said, "pilot", words))
    if found[LIMITS].standing == "in_force":
        hours = numbers.hours(words, catalog.control_hours(scenario, TOKEN))
        for side, column in zip(("frees", "keeps"), st.columns(2, gap="medium"), strict=True):
            keys = [key for n in range(1, 6) if (key := f"pilot.{side}.{n}") in words]
            lines = "\n".join(f"- {words(key, hours=hours)}" for key in keys)
            column.markdown(f"{words(f'pilot.{side}')}\n\n{lines}")
    st.caption("\n\n".join(_line(one, scenario.rules.as_of, words) for one in found.values()))


def instruments(scenario: Scenario) -> dict[str, Instrument]:
    """Return the pilot's instruments by id, with their standing on the day."""
    found = {one.rule.id: one for one in regulation(scenario, catalog.book()).instruments}
    return {code: found[code] for code in SHOWN}


def finding(scenario: Scenario, outcome: Outcome, words: Words) -> str:
    """Say what the pilot changes in this scenario; it turns with the day and the letter."""
    found = instruments(scenario)
    state = found[LETTER].standing
    key = state if state in {"in_force", "not_yet", "withdrawn"} else "ended"
    return words(
        f"answer.pilot.{key}",
        day=numbers.day(words, scenario.rules.as_of),
        fund=numbers.money(words, float(outcome.settlement.fund_share)),
        launch=launch(found[LAUNCH], scenario.rules.as_of, words),
    )


def launch(one: Instrument, day: date, words: Words) -> str:
    """Say what is known of the full launch: planned, and unchecked once the plan's day is past."""
    if one.standing != "announced":
        return words(f"standing.{one.standing}")
    planned = pictures_timeline.when(one.rule, words)
    if day < one.rule.from_:
        return words("answer.pilot.launch.ahead", planned=planned)
    known = numbers.day(words, catalog.book().facts.known_to)
    return words("answer.pilot.launch.due", planned=planned, known=known)


def cycles(scenario: Scenario, words: Words) -> str:
    """Say what the rules of the day make of the scenario's cycle."""
    now = regulation(scenario, catalog.book()).cycle_standing
    return words(
        f"answer.cycle.{now}",
        cycle=describe.option("settlement.cycle", scenario.settlement.cycle, words),
        day=numbers.day(words, scenario.rules.as_of),
    )


def _line(one: Instrument, day: date, words: Words) -> str:
    source = catalog.book().facts.sources[one.rule.source]
    return words(
        "pilot.line",
        name=one.rule.name[words.language],
        day=pictures_timeline.when(one.rule, words),
        standing=standings.said(one.rule, one.standing, day, words),
        effect=one.rule.effect[words.language],
        kind=words(f"class.{one.rule.class_}"),
        status=words(f"status.{one.rule.status}"),
        publisher=describe.publisher(source, words),
    )
