"""The story: every finding is true by its claims, every figure computed, bad data refused."""

import copy
import re
from typing import Any

import pytest

from engine import catalogue, story, story_files
from engine.facts import DATA, FactError, read_yaml
from engine.link import read_text
from engine.run import evaluate
from engine.scenario import replace
from engine.story_records import Claim, Slot, Step, named
from tests.strategies import controls

BOOK = catalogue.load()
STEPS = story_files.load()
EACH = pytest.mark.parametrize("step", STEPS, ids=[step.id for step in STEPS])
NAMED = re.compile(r"T\+\d|version \d|\{\w+\}")  # names with a digit, and slots
SHORT = 300


def raw() -> dict[str, Any]:
    return {name: copy.deepcopy(read_yaml(DATA / name)) for name in story_files.FILES}


def notes() -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(read_yaml(DATA / story_files.NOTES))
    return found


def test_the_story_tells_the_argument_and_its_limits() -> None:
    assert [step.id for step in STEPS] == [
        "permission", "calls", "floor", "settlement", "atomic", "pilot", "peg", "same-way", "both",
    ]  # fmt: skip
    assert sum(step.ask is not None for step in STEPS) == 5


@EACH
def test_every_finding_is_true(step: Step) -> None:
    told = story.tell(step, BOOK)
    assert told.broken == ()
    assert told.is_true


@EACH
def test_the_figures_are_those_of_the_links_read_and_evaluated_anew(step: Step) -> None:
    """Worked out here by another way than ``engine.story`` takes."""
    results = {
        "here": evaluate(read_text(step.link, controls()).scenario, BOOK).scenario,
        "other": evaluate(read_text(step.other_link, controls()).scenario, BOOK).scenario,
        "baseline": evaluate(read_text(step.link, controls()).scenario, BOOK).baseline,
    }
    figures = story.tell(step, BOOK).figures
    for name, slot in step.slots.items():
        side, _, path = slot.value.partition(".")
        if path in results[side].headline and not slot.over and not slot.against:
            assert figures[name] == pytest.approx(float(results[side].headline[path])), name


@EACH
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_figure_is_typed_into_a_sentence(step: Step, lang: str) -> None:
    texts = [pair[lang] for pair in step.texts.values()]
    for text in [*texts, step.ask.text[lang] if step.ask else ""]:
        assert not re.findall(r"\d", NAMED.sub("", text)), text


@EACH
def test_links_are_short_and_both_are_different(step: Step) -> None:
    assert len(step.link) <= SHORT
    assert len(step.other_link) <= SHORT
    assert step.scenario != step.other
    assert step.scenario.firm.base == "today"


def test_what_was_asked_is_answered_by_the_model() -> None:
    answers = {step.id: story.tell(step, BOOK).answer for step in STEPS}
    assert answers["calls"] == pytest.approx(-29.377, abs=1e-3)
    assert answers["atomic"] == pytest.approx(46.95, abs=1e-2)
    assert (answers["floor"], answers["pilot"], answers["same-way"]) == ("same", "up", "up")
    assert answers["permission"] is None


def test_a_figure_can_be_a_multiple_or_a_change() -> None:
    step = STEPS[1]
    sides = story._sides(step.scenario, step.other, BOOK)
    whole = story.quantity("here.hours", sides)
    base = story.quantity("baseline.hours", sides)
    assert story._figure(Slot("here.hours", "times", "baseline.hours", ""), sides) == whole / base
    changed = story._figure(Slot("here.hours", "share", "", "baseline.hours"), sides)
    assert changed == pytest.approx(whole / base - 1)
    assert story.quantity("here.share.stress.shock", sides) == pytest.approx(0.352)
    assert story.quantity("here.collateral.haircut.cash", sides) == 0.0


@pytest.mark.parametrize("name", [
    "here.nothing", "here.share.margin.nothing", "here.collateral.haircut", "here.rules",
    "here.collateral.haircut.gold",
])  # fmt: skip
def test_a_quantity_that_is_no_figure_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="names no figure"):
        story.quantity(name, story._sides(STEPS[0].scenario, STEPS[0].other, BOOK))


def test_a_figure_without_an_answer_is_refused() -> None:
    nowhere = read_text("v=1&mix=btc:50,eth:50", controls()).scenario
    with pytest.raises(ValueError, match="no finite value"):
        story.quantity("here.posted", story._sides(nowhere, STEPS[0].other, BOOK))


def test_a_false_claim_is_found() -> None:
    sides = story._sides(STEPS[1].scenario, STEPS[1].other, BOOK)
    assert story.holds(Claim("here.hours", "less", "baseline.hours"), sides)
    assert not story.holds(Claim("here.hours", "more", "baseline.hours"), sides)
    assert not story.holds(Claim("here.hours", "same", "baseline.hours"), sides)
    assert story.holds(Claim("here.hours", "same", "here.hours"), sides)
    other = replace(STEPS[1].scenario, "call.rail", "fedwire")
    assert not story.holds(STEPS[1].claims[0], story._sides(other, other, BOOK))


def edit(path: str, value: object) -> dict[str, Any]:
    """Content of the files with one entry of the first step replaced, or dropped by None."""
    found = raw()
    here: Any = found["story.yaml"]["steps"]["calls"]
    *way, last = path.split(".")
    for part in way:
        here = here[part]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return found


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        ("page", "nowhere", "not known"),
        ("link", "v=1&vol=abc", "Correct the link"),
        ("other", "", "not a text"),
        ("charts", ["pie"], "not known"),
        ("charts", [], "not a list"),
        ("charts", ["period", "floors", "carry"], "at most 2"),
        ("question", {"en": "Why?"}, "missing zh"),
        ("finding", {"en": "{hours}", "zh": "{margin}"}, "different slots"),
        ("finding", {"en": "{", "zh": "{"}, "braces"),
        ("try", {"en": "{gone}", "zh": "{gone}"}, "slots and figures differ"),
        ("slots.unused", {"value": "here.hours", "unit": "hours"}, "slots and figures differ"),
        ("slots.hours.unit", "miles", "not known"),
        ("slots.hours.value", "there.hours", "names no figure"),
        ("slots.hours.over", "here", "names no figure"),
        ("slots.fall.over", "here.hours", "stand together"),
        ("slots", {}, "no entries"),
        ("claims", [], "not a list"),
        ("claims", [{"left": "here.hours", "relation": "near", "right": "here.hours"}], "known"),
        ("ask.amount.step", 7, "no grid"),
        ("ask.amount.slot", "gone", "not known"),
        ("ask.amount", None, "both or neither"),
        ("ask.direction", {"value": "here.hours", "against": "here.hours"}, "both or neither"),
        ("claims", None, "missing claims"),
    ],
)
def test_a_bad_step_is_refused(path: str, value: object, complaint: str) -> None:
    with pytest.raises(FactError, match=complaint) as refusal:
        story_files.steps_from(edit(path, value), notes(), controls())
    assert "calls" in str(refusal.value)


def test_steps_and_notes_belong_together() -> None:
    said = notes()
    del said["notes"]["calls"]
    with pytest.raises(FactError, match="calls"):
        story_files.steps_from(raw(), said, controls())
    said = notes()
    said["notes"]["encore"] = {"en": "More.", "zh": "再来。"}
    with pytest.raises(FactError, match="no step encore"):
        story_files.steps_from(raw(), said, controls())


def test_the_number_of_steps_is_kept() -> None:
    few = {"story_limits.yaml": raw()["story_limits.yaml"]}
    said = {"notes": {k: v for k, v in notes()["notes"].items()
                      if k in few["story_limits.yaml"]["steps"]}}  # fmt: skip
    with pytest.raises(FactError, match="in 7 to 9"):
        story_files.steps_from(few, said, controls())
    twice = raw()
    twice["story_limits.yaml"]["steps"]["calls"] = twice["story.yaml"]["steps"]["calls"]
    with pytest.raises(FactError, match="twice"):
        story_files.steps_from(twice, notes(), controls())


def test_slots_are_found_in_a_text() -> None:
    assert named("{a}, {b} and {a}", "here") == {"a", "b"}
