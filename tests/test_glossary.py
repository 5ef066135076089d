"""The glossary: terms in both languages as the pages use them, each once, sources on record."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine import catalogue
from engine.facts import DATA, FactError, read_yaml
from engine.glossary_records import FILES, LAYERS, Term, load, terms_from
from pages.ui import glossary
from pages.ui.text import words as words_of
from tests.test_pages import VIEWS, open_page, texts

BOOK = catalogue.load()
CONTENTS: dict[str, Any] = {name: read_yaml(DATA / name) for name in FILES}
TERMS = load(BOOK.facts.sources)
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
Change = Callable[[dict[str, Any]], object]


def pairs(part: object) -> Iterator[tuple[str, str]]:
    """Every text that stands in both languages in a data file."""
    if isinstance(part, dict):
        if isinstance(part.get("en"), str) and isinstance(part.get("zh"), str):
            yield part["en"], part["zh"]
        for value in part.values():
            yield from pairs(value)
    elif isinstance(part, list):
        for value in part:
            yield from pairs(value)


@cache
def written() -> dict[str, str]:
    """Everything the product says in a language, the glossary left out."""
    paths = (p for p in sorted(DATA.rglob("*.yaml")) if "glossary" not in p.name)
    both = [pair for path in paths for pair in pairs(read_yaml(path))]
    return {
        "en": "\n".join(en for en, _ in both).casefold(),
        "zh": "\n".join(zh for _, zh in both).casefold(),
    }


def entries(app: AppTest) -> list[str]:
    """Terms that the page shows."""
    return [str(m.value) for m in app.subheader if " · " in str(m.value)]


def test_worked_example() -> None:
    content = {
        "a.yaml": {
            "layer": "margin",
            "terms": {
                "call": {
                    "term": {"en": "Call", "zh": "追缴"},
                    "means": {"en": "A demand.", "zh": "通知。"},
                    "source": "known",
                    "pages": ["calls"],
                }
            },
        }
    }
    (found,) = terms_from(content, {"known"})
    assert found == Term(
        "call", "margin", {"en": "Call", "zh": "追缴"}, {"en": "A demand.", "zh": "通知。"},
        {}, "known", ("calls",),
    )  # fmt: skip


def test_there_are_sixty_to_a_hundred_and_twenty_terms_in_every_layer_and_in_order() -> None:
    assert 60 <= len(TERMS) <= 120
    layers = [item.layer for item in TERMS]
    assert tuple(dict.fromkeys(layers)) == LAYERS


@pytest.mark.parametrize("item", TERMS, ids=lambda item: item.id)
def test_a_term_is_in_both_languages_and_as_the_product_says_it(item: Term) -> None:
    assert item.term["en"].isascii()
    assert any("\u4e00" <= sign <= "\u9fff" for sign in item.term["zh"])
    for lang, said in written().items():
        word = item.here.get(lang, item.term[lang])
        assert word.casefold() in said, word
        assert not set("{}$") & set(item.means[lang])


@pytest.mark.parametrize("item", TERMS, ids=lambda item: item.id)
def test_a_term_has_pages_that_exist_and_a_source_that_is_not_us(item: Term) -> None:
    assert {f"{page}.py" for page in item.pages} <= set(VIEWS)
    assert not item.source or item.source in BOOK.facts.sources
    assert not item.source.startswith("plumbline")


def test_no_term_is_there_twice_in_either_language() -> None:
    for lang in ("en", "zh"):
        names = [item.term[lang].casefold() for item in TERMS]
        assert len(set(names)) == len(names)


def _put(path: str, value: object) -> Change:
    def change(contents: dict[str, Any]) -> None:
        *way, last = path.split("/")
        place = contents
        for step in way:
            place = place[step]
        if value is None:
            del place[last]
        else:
            place[last] = value

    return change


MARGIN = "glossary_margin.yaml/terms/margin"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_put("glossary.yaml/layer", "sea"), "'sea' is not known"),
        (_put("glossary.yaml/layer", "margin"), "margin has a file already"),
        (_put("glossary.yaml/terms", {}), "there are no terms"),
        (_put("glossary.yaml/more", 1), "unknown key 'more'"),
        (_put(f"{MARGIN}/term/zh", None), "missing zh"),
        (_put(f"{MARGIN}/means/en", " "), "is not a text"),
        (_put(f"{MARGIN}/means", None), "missing means"),
        (_put(f"{MARGIN}/source", "nobody"), "unknown source 'nobody'"),
        (_put(f"{MARGIN}/source", ""), "is not a text"),
        (_put(f"{MARGIN}/pages", []), "is not a list"),
        (_put(f"{MARGIN}/pages", ["moon"]), "'moon' is not known"),
        (_put(f"{MARGIN}/pages", ["margin", "margin"]), "a page is there twice"),
        (_put(f"{MARGIN}/here", {"en": "Margin", "zh": "保证金"}), "the term itself"),
        (_put(f"{MARGIN}/term", {"en": "HAIRCUT", "zh": "折扣"}), "haircut is there twice"),
        (_put(f"{MARGIN}/term", {"en": "Cut", "zh": "折扣率"}), "折扣率 is there twice"),
        (_put("glossary_margin.yaml/terms/haircut", CONTENTS[FILES[1]]["terms"]["margin"]),
         "haircut is there twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_by_name(change: Change, complaint: str) -> None:
    contents = deepcopy(CONTENTS)
    change(contents)
    with pytest.raises(FactError, match=complaint):
        terms_from(contents, BOOK.facts.sources)


@LANGUAGES
def test_the_answer_counts_what_the_page_shows(lang: str) -> None:
    words = words_of(lang)
    sourced = sum(1 for item in TERMS if item.source)
    app = open_page("glossary.py", v="1", lang=lang)
    assert not app.exception
    assert app.title[0].value == words("question.glossary")
    assert f"{len(TERMS)} " in glossary.answer(words)
    assert f"{sourced} " in app.header[0].value
    assert len(entries(app)) == len(TERMS)
    own = sum(words("glossary.own") in str(m.value) for m in app.markdown)
    assert own == len(TERMS) - sourced


@LANGUAGES
def test_search_works_across_languages_and_says_when_nothing_matches(lang: str) -> None:
    app = open_page("glossary.py", v="1", lang=lang)
    for asked in ("折扣率", "haircut"):
        app.text_input(key="glossary.search").set_value(asked).run()
        assert 0 < len(entries(app)) < len(TERMS)
        assert any("折扣率" in entry for entry in entries(app))
    app.text_input(key="glossary.search").set_value("zzzz").run()
    assert not app.exception
    assert entries(app) == []
    assert app.info[0].value == words_of(lang)("glossary.none")


@LANGUAGES
def test_the_topic_narrows_the_list(lang: str) -> None:
    app = open_page("glossary.py", v="1", lang=lang)
    app.pills(key="glossary.layer").set_value(["losses"]).run()
    assert not app.exception
    assert len(entries(app)) == sum(item.layer == "losses" for item in TERMS)
    assert words_of(lang)("glossary.layer.losses") in texts(app)


@LANGUAGES
def test_the_table_has_both_languages_and_the_address_of_a_source(lang: str) -> None:
    words = words_of(lang)
    frame = glossary.rows(words)
    assert list(frame.columns) == list(glossary.COLUMNS)
    first = frame.set_index("term_en").loc["Initial margin"]
    assert first["term_zh"] == "初始保证金"
    assert first["url"].startswith("https://")
    assert words("page.margin") in first["pages"]
    assert (frame["source"].str.len() > 0).all()


def test_a_word_of_the_pages_is_said_where_it_is_another_one() -> None:
    remarks = [str(m.value) for m in open_page("glossary.py", v="1", lang="zh").markdown]
    assert any("“预注资”" in remark for remark in remarks)
    assert not any("“期货佣金商（FCM）”" in remark for remark in remarks)
