"""The comparison: both sides, the answer and its turns, and that all of it is in the link."""

import math
from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest

from engine import catalogue, link
from engine.companions import LONGEST
from engine.results import HEADLINES
from engine.run import outcome
from engine.scenario import Scenario, replace
from engine.versus import between
from pages.ui import (
    answers_compare,
    compare_side,
    describe,
    figures_compare,
    headlines,
    pictures_compare,
)
from pages.ui.answers_compare import Sides
from pages.ui.figures_compare import Both
from pages.ui.text import words
from tests.drawn import charts
from tests.test_pages import open_page, texts

BOOK = catalogue.load()
EN = words("en")
TOKEN = BOOK.presets["token-rails"].scenario
TODAY = BOOK.presets["today"].scenario
NONE = replace(TOKEN, "collateral.mix", tuple(50.0 if i in {6, 7} else 0.0 for i in range(14)))
VIEW = "compare.py"
LOCKED, HEAD_A, HEAD_B, GAP = range(4)


def said(a: Scenario, b: Scenario, language: str = "en") -> str:
    sides = Sides(a, b, (outcome(a, BOOK), outcome(b, BOOK)))
    return answers_compare.compare(sides, between(b, a, BOOK), words(language))


def query(app: AppTest) -> dict[str, str]:
    held = {name: app.query_params[name] for name in app.query_params}
    return {name: v if isinstance(v, str) else v[0] for name, v in held.items()}


def column(app: AppTest, place: int) -> list[str]:
    said = (str(value) for value in app.table[0].value.iloc[:, place])
    return [text.replace("\u2060", "").replace("\u00a0", " ") for text in said]


def names(app: AppTest) -> list[str]:
    return [said for text in app.text if (said := str(text.value))[1:2] in {":", "："}]


def move_rail(app: AppTest, rail: str, lang: str = "en") -> AppTest:
    return app.selectbox(key=f"control.call.rail.{lang}").set_value(rail).run()


def test_the_answer_names_the_difference_its_lever_and_what_works_against() -> None:
    answer = said(TOKEN, TODAY)
    assert answer.startswith("A locks USD 265m overnight, B USD 324m: USD 58.8m (18.1%)")
    assert "Largest lever: Call rail (−USD 68.5m)." in answer
    assert "Working against it: Collateral mix (+USD 9.66m)." in answer
    assert "On the other side: cost a year +USD 2.53m, stress shortfall +USD 70.6m." in answer


def test_the_answer_turns_with_the_sides() -> None:
    answer = said(TODAY, TOKEN)
    assert ") more." in answer
    assert "Largest lever: Call rail (+USD 68.5m)." in answer
    assert "Working against it: Collateral mix (−USD 9.66m)." in answer
    assert "In return: cost a year −USD 2.53m, stress shortfall −USD 70.6m." in answer
    assert "A 多" in said(TODAY, TOKEN, "zh")
    assert "A 少" in said(TOKEN, TODAY, "zh")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_answer_knows_when_nothing_differs_or_nothing_moves(language: str) -> None:
    say = words(language)
    same = say("answer.compare.identical", a=headlines.written("locked", locked(TODAY), say))
    assert said(TODAY, replace(TODAY, "firm.title", "Mine"), language) == same
    milder = replace(TODAY, "spiral.shock", 12.0)
    assert said(milder, TODAY, language) == say(
        "answer.compare.unmoved", a=headlines.written("locked", locked(TODAY), say)
    )
    shocked = replace(TODAY, "stress.shock", 60.0)
    level = said(shocked, TODAY, language)
    assert {"en": "lock the same overnight", "zh": "隔夜占用资本相同"}[language] in level
    assert f"{describe.inside(say('headline.stress_loss'))} +" in level


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_side_without_an_answer_is_said_and_has_no_split(language: str) -> None:
    say = words(language)
    pairs = {"none_a": (NONE, TODAY), "none_b": (TODAY, NONE)}
    for key, (a, b) in pairs.items():
        money = {
            side: headlines.written("locked", locked(held), say)
            for side, held in (("a", a), ("b", b))
        }
        assert said(a, b, language) == say(f"answer.compare.{key}", **money)
    other = replace(NONE, "firm.notional", 900.0)
    assert said(NONE, other, language) == say("answer.compare.none_both")
    assert said(NONE, NONE, language) == say("answer.compare.identical_none")


def locked(scenario: Scenario) -> float:
    return float(outcome(scenario, BOOK).locked)


def test_all_amounts_stand_on_one_axis_with_their_words() -> None:
    data = [Both("Locked", (265.0, 324.0)), Both("Posted", (math.inf, 226.0))]
    fig = figures_compare.both(data, "", EN, dark=False)
    assert [axis for axis in fig.layout if axis.startswith("xaxis")] == ["xaxis"]
    first, _, second, words_of_b = fig.data
    assert list(first.x) == [265.0, 0.0] or list(first.x) == [265.0, None]
    assert list(second.x) == [324.0, 226.0]
    assert all(a < b for a, b in zip(first.y, second.y, strict=True))
    assert list(words_of_b.text) == ["USD 324m", "USD 226m"]
    assert figures_compare.both_table(data, EN).rows[1] == (
        "Posted", EN("headline.no_answer"), 226.0, EN("headline.no_answer"),
    )  # fmt: skip


def titles(a: Scenario, b: Scenario, language: str) -> tuple[str, str]:
    sides, say = Sides(a, b, (outcome(a, BOOK), outcome(b, BOOK))), words(language)
    return pictures_compare._amounts_title(sides, say), pictures_compare._others_title(sides, say)


def test_the_titles_leave_no_amount_unsaid_and_turn_with_the_sides() -> None:
    shocked = replace(TODAY, "stress.shock", 60.0)
    head, tail = "A against B in 7 amounts of money: ", "A 与 B 的 7 项金额相比："
    assert titles(shocked, TODAY, "en")[0] == f"{head}larger in 1, equal in 6"
    assert titles(TODAY, shocked, "en")[0] == f"{head}smaller in 1, equal in 6"
    assert titles(TODAY, shocked, "en")[1].startswith("Leverage is the same in A and B ")
    assert titles(shocked, TODAY, "zh")[0] == f"{tail}A 较大 1 项、相等 6 项"
    assert titles(TODAY, shocked, "zh")[0] == f"{tail}A 较小 1 项、相等 6 项"
    assert "杠杆相等" in titles(TODAY, shocked, "zh")[1]
    assert titles(TODAY, TODAY, "en")[0] == EN("compare.amounts.same", total=7)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_different_leverage_is_said_of_both_sides(language: str) -> None:
    say = words(language)
    a, b = (headlines.written("leverage", leverage(held), say) for held in (TOKEN, TODAY))
    assert a != b
    assert titles(TOKEN, TODAY, language)[1] == say("compare.others.title", a=a, b=b)
    assert titles(TODAY, TOKEN, language)[1] == say("compare.others.title", a=b, b=a)
    assert titles(TODAY, TODAY, language)[1] == say("compare.others.same", a=b)
    assert titles(NONE, TODAY, language) == (say("compare.missing"),) * 2


def leverage(scenario: Scenario) -> float:
    return float(outcome(scenario, BOOK).headline["leverage"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_baseline_is_the_other_side_until_another_is_chosen(lang: str) -> None:
    app, say = open_page(VIEW, v="1", lang=lang), words(lang)
    assert names(app)[1] == say("compare.side", side="B", name=say("preset.today.name"))
    assert len(app.table[0].value) == len(HEADLINES)
    assert len(app.table[1].value) == 2
    app.selectbox(key=f"compare.preset.{lang}").set_value("t2-2023").run()
    assert not app.exception
    assert query(app)["b"] == "t2-2023"
    assert names(app)[1] == say("compare.side", side="B", name=say("preset.t2-2023.name"))
    assert say("compare.b") in app.table[0].value.columns
    app.selectbox(key=f"compare.preset.{lang}").set_value("").run()
    assert "b" not in query(app)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_pinned_side_stands_still_and_both_are_in_the_link(lang: str) -> None:
    app = open_page(VIEW, v="1", lang=lang, cycle="T2")
    pinned = column(app, HEAD_A)
    app.button(key="pin").click().run()
    assert column(app, HEAD_B) == pinned
    assert app.header[0].value == words(lang)("answer.compare.identical", a=pinned[LOCKED])
    move_rail(app, "fedwire", lang)
    assert not app.exception
    assert column(app, HEAD_B) == pinned != column(app, HEAD_A)
    again = open_page(VIEW, **query(app))
    assert not again.warning
    for place in (HEAD_A, HEAD_B, GAP):
        assert column(again, place) == column(app, place)
    assert again.header[0].value == app.header[0].value


def test_swapping_turns_the_answer_and_twice_is_nothing() -> None:
    app = open_page(VIEW, v="1", lang="en", cycle="T2", title="Ours & theirs", b="letters-btc")
    a, b = column(app, HEAD_A), column(app, HEAD_B)
    answer = app.header[0].value
    app.button(key="swap").click().run()
    assert (column(app, HEAD_A), column(app, HEAD_B)) == (b, a)
    assert app.header[0].value != answer
    assert "B: Ours & theirs" in names(app)
    again = open_page(VIEW, **query(app))
    assert (column(again, HEAD_A), column(again, HEAD_B)) == (b, a)
    app.button(key="swap").click().run()
    assert (column(app, HEAD_A), column(app, HEAD_B)) == (a, b)
    assert query(app)["cycle"] == "T2"
    assert app.header[0].value == answer


def paste(app: AppTest, text: str) -> AppTest:
    app.session_state["paste"] = True  # opens the box
    app.run().text_area(key=compare_side.PASTE).set_value(text)
    button = next(b for b in app.button if b.label == EN("compare.paste.use"))
    return button.click().run()


def test_a_pasted_link_of_another_instance_becomes_b_with_its_notices() -> None:
    app = open_page(VIEW, v="1", lang="en")
    paste(app, "https://other.example/margin?v=1&cycle=ATOM&vol=abc&zz=1&b=today")
    assert not app.exception
    assert query(app)["b"] == "v=1&cycle=ATOM"
    assert "`abc`" in app.warning[0].value
    assert "`zz`" in app.warning[0].value
    assert column(app, HEAD_A)[LOCKED] == "USD 265m"
    move_rail(app, "fedwire")
    assert "cycle" not in query(app)


def test_what_is_no_link_leaves_b_as_it_was_and_is_shown_as_text() -> None:
    app = open_page(VIEW, v="1", lang="en", b="t2-2023")
    before = column(app, HEAD_B)
    paste(app, "<script>alert(1)</script> [x](javascript:1)")
    assert not app.exception
    assert column(app, HEAD_B) == before
    assert "B stays as it was" in app.warning[0].value
    assert "`<script>" in app.warning[0].value


HOSTILE = (
    "nonsense", "<b>T9</b>", "`](javascript:alert(1))", "today2", "vol=-5", "b=today", "=&=&=",
    "%ff%fe", "v=1e9", "=1+1", "\u202eabc", "?", "https://other.example/",
)  # fmt: skip


@pytest.mark.parametrize(("text", "lang"), list(zip(HOSTILE, cycle(["en", "zh"]), strict=False)))
def test_a_malformed_b_gives_a_notice_and_the_baseline(text: str, lang: str) -> None:
    app, say = open_page(VIEW, v="1", lang=lang, b=text), words(lang)
    assert not app.exception
    assert say("compare.instead") in app.warning[0].value
    assert names(app)[1] == say("compare.side", side="B", name=say("preset.today.name"))
    assert query(app)["b"] == text


def test_a_partly_readable_b_is_used_and_its_faults_are_said() -> None:
    app = open_page(VIEW, v="1", lang="en", b="v=1&cycle=T2&vol=-5&rail=<i>pigeon</i>")
    assert column(app, HEAD_B)[LOCKED] == "USD 295m"
    assert "`-5`" in app.warning[0].value
    assert "`<i>pigeon</i>`" in app.warning[0].value


def test_a_b_that_is_too_long_is_said_by_the_frame() -> None:
    app = open_page(VIEW, v="1", lang="en", b="v=1&" + "x" * LONGEST)
    assert not app.exception
    assert "`b`" in app.warning[0].value
    assert names(app)[1] == f"B: {EN('preset.today.name')}"


def test_a_title_of_the_other_side_is_plain_text() -> None:
    title = "**bold** [x](https://evil.example) $y$"
    app = open_page(VIEW, v="1", lang="en", b=link.write(titled(title), BOOK.controls))
    assert f"B: {title}" in names(app)
    assert "evil.example" not in texts(app)


def titled(title: str) -> Scenario:
    return replace(TODAY, "firm.title", title)


def test_a_long_title_is_left_out_before_a_setting_is() -> None:
    many = tuple(float(i) for i in range(14))
    long = replace(titled("汉" * 80), "collateral.control", many)
    long = replace(long, "collateral.haircuts", tuple(30.0 + asset for asset in range(14)))
    text = compare_side.text_of(long)
    assert 0 < len(text) <= LONGEST
    back = link.read_text(text, BOOK.controls)
    assert not back.notices
    assert back.scenario.collateral == long.collateral


def test_a_preset_is_on_the_scale_of_a() -> None:
    app = open_page(VIEW, v="1", lang="en", market="1", b="today")
    values = dict(zip(column(app, 0), column(app, HEAD_B), strict=True))
    assert values["Clearing fund"] == "USD 9.8bn"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_infeasible_side_keeps_the_places_of_the_charts(lang: str) -> None:
    text = link.write(NONE, BOOK.controls)
    for given in ({"mix": "btc:50,eth:50"}, {"b": text}, {"mix": "btc:50,eth:50", "b": text}):
        app = open_page(VIEW, v="1", lang=lang, **given)
        assert not app.exception
        assert len(charts(app)) == 3
        assert words(lang)("headline.no_answer") in column(app, HEAD_A) + column(app, HEAD_B)
