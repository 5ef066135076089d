"""The story's steps, read from plain mappings: every sentence with its figures named, none typed.

``data/story*.yaml`` hold the steps, their texts and what a speaker can say;
``engine.facts.read_yaml`` reads the files.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from engine import fact_checks as check
from engine.controls import Controls, load_controls
from engine.fact_checks import fields, refuse
from engine.facts import DATA, read_yaml
from engine.link import read_text
from engine.query import PAGES
from engine.scenario import Scenario
from engine.story_records import Ask, Pair, Slot, Step, ask_from, claim_from, named, slot_from

FILES = ("story.yaml", "story_limits.yaml")
NOTES = "story_notes.yaml"
LEAST, MOST = 7, 9
CHARTS = (
    "eligibility", "period", "floors", "capital", "recycling", "recognition", "losses",
    "together", "levers", "carry",
)  # fmt: skip
MOST_CHARTS = 2
TEXTS = ("question", "finding", "try")
KEYS = frozenset({"page", "link", "other", "charts", "slots", "claims", *TEXTS})
TEXTS = ("question", "finding", "try")
KEYS = frozenset({"page", "link", "other", "charts", "slots", "claims", *TEXTS})


@lru_cache(maxsize=2)
def load(folder: Path = DATA) -> tuple[Step, ...]:
    """Read the story of a data folder once; see :func:`steps_from`."""
    contents = {name: read_yaml(folder / name) for name in FILES}
    return steps_from(contents, read_yaml(folder / NOTES), load_controls(folder))


def steps_from(
    contents: Mapping[str, object], notes: object, controls: Controls
) -> tuple[Step, ...]:
    """Return the steps in the order of the files.

    Raises
    ------
    FactError
        Names file and step: a link that is not honoured to the letter, a text in one language, a
        slot without a figure or a figure without a slot, an unknown side, unit, relation, chart
        or page, a step without notes or claims, too few or too many steps.
    """
    said = _mapping(fields(notes, NOTES, frozenset({"notes"}))["notes"], NOTES)
    found: dict[str, Step] = {}
    for name, content in contents.items():
        for code, raw in _mapping(fields(content, name, frozenset({"steps"}))["steps"], name):
            if code in found:
                refuse(f"{name}: {code}", "the step is there twice", "Give each its own id")
            found[code] = _step(code, raw, dict(said).get(code), controls, f"{name}: {code}")
    if extra := [code for code, _ in said if code not in found]:
        refuse(NOTES, f"there is no step {', '.join(extra)}", "Drop its notes or add it")
    if not LEAST <= len(found) <= MOST:
        refuse(FILES[0], f"{len(found)} steps", f"Tell the story in {LEAST} to {MOST}")
    return tuple(found.values())


def _mapping(raw: object, where: str) -> list[tuple[str, object]]:
    if not isinstance(raw, dict) or not raw:
        refuse(where, "there are no entries", "Write at least one")
    return [(check.text(code, where), entry) for code, entry in raw.items()]


def _step(code: str, raw: object, notes: object, controls: Controls, where: str) -> Step:
    row = fields(raw, where, KEYS, frozenset({"ask"}))
    texts = {name: check.both_languages(row[name], f"{where}.{name}") for name in TEXTS}
    texts["notes"] = check.both_languages(notes, f"{where}.notes")
    slots = {
        check.text(name, where): slot_from(entry, f"{where}.{name}")
        for name, entry in _mapping(row["slots"], f"{where}.slots")
    }
    ask = ask_from(row["ask"], slots, f"{where}.ask") if "ask" in row else None
    _check_slots(texts, slots, ask, where)
    link, other = (check.text(row[name], f"{where}.{name}") for name in ("link", "other"))
    return Step(
        id=code,
        page=check.member(row["page"], f"{where}.page", frozenset(PAGES)),
        link=link,
        scenario=_scenario(link, controls, f"{where}.link"),
        other_link=other,
        other=_scenario(other, controls, f"{where}.other"),
        charts=_charts(row["charts"], f"{where}.charts"),
        texts=MappingProxyType(texts),
        slots=MappingProxyType(slots),
        claims=tuple(claim_from(entry, f"{where}.claims") for entry in _list(row["claims"], where)),
        ask=ask,
    )


def _list(raw: object, where: str) -> list[object]:
    if not isinstance(raw, list) or not raw:
        refuse(where, f"{raw!r} is not a list", "List at least one")
    return raw


def _charts(raw: object, where: str) -> tuple[str, ...]:
    found = tuple(check.member(entry, where, frozenset(CHARTS)) for entry in _list(raw, where))
    if len(found) > MOST_CHARTS:
        refuse(where, f"{len(found)} charts", f"Show at most {MOST_CHARTS}")
    return found


def _scenario(link: str, controls: Controls, where: str) -> Scenario:
    reading = read_text(link, controls)
    if reading.notices:
        first = reading.notices[0]
        refuse(where, f"{first.name}={first.given} gives {first.code}", "Correct the link")
    return reading.scenario


def _check_slots(
    texts: Mapping[str, Pair], slots: Mapping[str, Slot], ask: Ask | None, where: str
) -> None:
    used = {ask.slot} if ask and ask.slot else set()
    for name, pair in texts.items():
        both = [named(text, f"{where}.{name}") for text in pair.values()]
        if both[0] != both[1]:
            refuse(f"{where}.{name}", "the languages name different slots", "Name the same")
        used |= both[0]
    if odd := used ^ set(slots):
        refuse(where, f"slots and figures differ in {', '.join(sorted(odd))}", "Name each in both")
