"""Terms in texts: the longest name first, whole words, plurals, each once; Chinese by its signs."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.facts import DATA, FactError, read_yaml
from engine.glossary_records import FILES, Term, load, terms_from
from engine.glossary_words import Finder, first_sentence, names, plural, units_of

TERMS = load(catalogue.load().facts.sources)
FINDERS = {lang: Finder(lang, TERMS) for lang in ("en", "zh")}
FILLERS = {
    "en": ["the", "of", "and 12.5%", "; zebra,", "because", "zebras (USD 3m)"],
    "zh": ["的", "，为 12.5%", "；斑马", "因为", "（3 亿美元）"],
}


def term(code: str, first: str, second: str, here: str = "", **find: tuple[str, ...]) -> Term:
    """Return a term as the glossary holds it, in English and Chinese."""
    both = {"en": here, "zh": here} if here else {}
    named, means = {"en": first, "zh": second}, {"en": "A. B.", "zh": "甲。乙。"}
    return Term(code, "margin", named, means, both, "", ("margin",), find)


def found(text: str, lang: str, *terms: Term) -> list[str]:
    """Return the ids of the terms that a text uses."""
    return [use.term.id for use in Finder(lang, terms)(text)]


MARGIN = term("margin", "Margin", "保证金")
INITIAL = term("initial", "Initial margin", "初始保证金")
HOUSE = term("house", "Central counterparty", "中央对手方", here="清算所")
FCM = term("fcm", "Broker (FCM)", "期货商（FCM）", en=("FCM",), zh=("FCM",))
SHORT = term("cap", "Cap", "上限")


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Initial margin is USD 3m.", "en", ["initial"]),
        ("The margin, and the INITIAL MARGINS", "en", ["margin", "initial"]),
        ("initial; margin", "en", ["margin"]),
        ("**Initial** :gray[margin]", "en", ["margin"]),
        ("**Initial-margin** call, initial margin", "en", ["initial"]),
        ("central counterparties' rules", "en", ["house"]),
        ("a broker, an FCM", "en", ["fcm"]),
        ("marginal capital is captured", "en", []),
        ("[here](https://a.org/margin) nothing", "en", []),
        ("初始保证金与保证金", "zh", ["initial", "margin"]),
        ("**初始**保证金", "zh", ["initial"]),
        ("清算所的上限、期货商", "zh", ["house", "cap", "fcm"]),
        ("", "en", []),
    ],
)
def test_worked_examples(text: str, lang: str, expected: list[str]) -> None:
    assert found(text, lang, MARGIN, INITIAL, HOUSE, FCM, SHORT) == expected


def test_words_to_find_a_term_by_take_the_place_of_the_word_of_the_pages() -> None:
    fail = term("fail", "Settlement fail", "交收失败", here="fails", en=("fails:",), zh=())
    assert found("A test fails", "en", fail) == []
    assert found("Fails: 2% a day", "en", fail) == ["fail"]
    assert names(fail, "zh") == ("交收失败",)


def test_small_parts() -> None:
    assert units_of("T+1’s wrong-way") == ["t+1", "'", "s", "wrong", "way"]
    assert first_sentence("One at 99.5% only") == "One at 99.5% only"
    assert [plural(word) for word in ("box", "branch", "key", "policy")] == [
        "boxes", "branches", "keys", "policies",
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_name_of_a_term_leads_to_it_alone(lang: str) -> None:
    for item in TERMS:
        for name in names(item, lang):
            assert [use.term.id for use in FINDERS[lang](f"({name})")] == [item.id], name


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(data=st.data())
def test_what_is_put_into_a_text_is_found_in_its_order_and_nothing_else(
    lang: str, data: st.DataObject
) -> None:
    """Law: terms among words that are no terms come out once each, in the order they went in."""
    chosen = data.draw(st.lists(st.sampled_from(TERMS), max_size=6))
    text, gaps = "", st.sampled_from(FILLERS[lang])
    for item in chosen:
        name = data.draw(st.sampled_from(names(item, lang)))
        shown = data.draw(st.sampled_from([name, name.upper(), f"**{name}**"]))
        text += f" {data.draw(gaps)} {shown} "
    text += data.draw(gaps)
    uses = FINDERS[lang](text)
    assert [use.term.id for use in uses] == list(dict.fromkeys(item.id for item in chosen))


@given(text=st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Law: a term that is found has its name in the text, and none is named twice."""
    for lang, finder in FINDERS.items():
        uses = finder(text)
        assert len({use.term.id for use in uses}) == len(uses)
        for use in uses:
            assert set(units_of(use.name)[:-1]) <= set(units_of(text)), lang


@pytest.mark.parametrize(
    ("given_", "complaint"),
    [
        ({"en": ["peg"]}, "missing zh"),
        ({"en": "peg", "zh": []}, "'peg' is not a list"),
        ({"en": [" "], "zh": []}, "is not a text"),
        ({"en": [3], "zh": []}, "is not a text"),
        ({"en": [], "zh": [], "fr": []}, "unknown key 'fr'"),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused(given_: object, complaint: str) -> None:
    contents: dict[str, Any] = deepcopy({name: read_yaml(DATA / name) for name in FILES})
    contents["glossary.yaml"]["terms"]["haircut"]["find"] = given_
    with pytest.raises(FactError, match=complaint):
        terms_from(contents, catalogue.load().facts.sources)
