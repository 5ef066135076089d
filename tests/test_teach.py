"""Teaching sheets: every link opens without a notice, every answer is what the engine gives."""

import re
from types import MappingProxyType

import pytest

from engine import catalogue, cycles, story, story_files
from engine.link import read_text
from engine.run import evaluate
from pages.ui import numbers
from pages.ui.text import words
from tests.browser import ROOT
from tests.strategies import controls

BOOK = catalogue.load()
FOLDER = ROOT / "docs/teach"
LANGUAGES = ("en", "zh")
BOTH = pytest.mark.parametrize("lang", LANGUAGES)
EXERCISES = 8
LINK = re.compile(r"`(/[a-z]*\?[^`]*)`")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
CHECK = re.compile(r"<!-- check: (.+?) -->")


def sheet(name: str, lang: str) -> str:
    return (FOLDER / f"{name}.{lang}.md").read_text("utf-8")


def exercises(lang: str) -> list[str]:
    return sheet("exercises", lang).split("\n## ")[1:]


def written(lang: str, unit: str, value: float) -> str:
    say = words(lang)
    return numbers.times(say, value) if unit == "times" else numbers.quantity(say, value, unit)


@BOTH
@pytest.mark.parametrize("name", ["facilitator", "exercises"])
def test_every_link_opens_without_a_notice(name: str, lang: str) -> None:
    found = LINK.findall(sheet(name, lang))
    assert len(found) >= 7
    for text in found:
        reading = read_text(text, controls())
        assert reading.notices == (), text
        assert reading.page, text
        assert reading.lang == ("zh" if lang == "zh" else None), text


@BOTH
@pytest.mark.parametrize("number", range(EXERCISES))
def test_answers_are_those_of_the_engine(number: int, lang: str) -> None:
    text = exercises(lang)[number]
    start, answer = (read_text(link, controls()).scenario for link in LINK.findall(text))
    assert start != answer
    sides = MappingProxyType(
        {
            name: (scenario, evaluate(scenario, BOOK).scenario)
            for name, scenario in (("start", start), ("answer", answer))
        }
    )
    checks = [check.split(" ") for check in CHECK.findall(text)[0].split(", ")]
    claimed = [written(lang, unit, story.quantity(path, sides)) for path, unit in checks]
    assert BOLD.findall(text) == claimed


def test_both_languages_have_the_same_exercises_and_links() -> None:
    english, chinese = exercises("en"), exercises("zh")
    assert len(english) == len(chinese) == EXERCISES
    for one, two in zip(english, chinese, strict=True):
        assert CHECK.findall(one) == CHECK.findall(two)
        assert LINK.findall(one) == [link.replace("&lang=zh", "") for link in LINK.findall(two)]


def test_the_break_even_lies_just_below_the_answer() -> None:
    scenario = read_text(LINK.findall(exercises("en")[4])[1], controls()).scenario
    share = cycles.breakeven(scenario, BOOK)
    assert share is not None
    assert 0.88 < share < 0.89


def test_the_first_answer_beats_the_other_single_controls() -> None:
    start = "v=1&rail=fedwire&mix=tbill:60,cash:40"
    usdc = "v=1&mix=tbill:60,cash:40"
    rails = [code for code in BOOK.rails if f"rail={code}" not in start]
    tried = [f"{start.replace('rail=fedwire', f'rail={code}')}" for code in rails]
    tried += [f"{start}&since=12", f"{start}&regime=none"]
    best = min(_margin(link) for link in tried)
    assert _margin(usdc) == pytest.approx(best)


def _margin(text: str) -> float:
    found = evaluate(read_text(text, controls()).scenario, BOOK).scenario
    return float(found.margin.initial_margin)


@BOTH
def test_the_plan_leads_to_steps_with_their_own_scenario(lang: str) -> None:
    steps, seen = story_files.load(), []
    for text in LINK.findall(sheet("facilitator", lang)):
        reading = read_text(text, controls())
        step = steps[int(reading.beside["step"]) - 1]
        assert reading.scenario == step.scenario
        seen.append(step.id)
    assert seen[-1] == "both"


def test_the_sheets_are_linked_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name in ("facilitator", "exercises"):
        for lang in LANGUAGES:
            assert f"docs/teach/{name}.{lang}.md" in readme
