"""No jargon without its meaning one hover away, in the language of the page and not twice."""

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from engine import catalogue
from engine.facts import read_yaml
from engine.glossary_records import Term
from engine.glossary_words import first_sentence
from pages.ui import explain, headlines
from pages.ui.text import TEXT_FOLDER
from pages.ui.text import words as words_of
from tests.test_pages import ROOT, VIEWS, open_page

LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
BOOK = catalogue.load()
BADGE = " :gray-badge["


def help_of(element: Any) -> str:  # noqa: ANN401
    """Return what stands in the hover of a heading."""
    return str(element.proto.help)


def meant(term: Term, lang: str) -> str:
    """Return how a term is explained in a hover."""
    return first_sentence(term.means[lang])


@cache
def walked(lang: str) -> dict[str, tuple[str, str, str, tuple[str, ...]]]:
    """Return question, answer, its help and the helps of the titles below, for every page."""
    app, found = open_page("overview.py", v="1", lang=lang), {}
    for view in VIEWS:
        app.switch_page(f"views/{view}").run()
        assert not app.exception, view
        answer = app.header[0]
        below = tuple(help_of(part) for part in (*app.subheader, *app.markdown) if help_of(part))
        found[view] = (app.title[0].value, str(answer.value), help_of(answer), below)
    return found


@LANGUAGES
def test_every_term_of_question_and_answer_is_explained_at_the_answer(lang: str) -> None:
    explained = 0
    for view, (question, answer, help_, _) in walked(lang).items():
        for use in explain.uses(f"{question}\n{answer}", lang):
            assert meant(use.term, lang) in help_, f"{view}: {use.name}"
            explained += 1
    assert explained > len(VIEWS)


@LANGUAGES
def test_a_page_explains_a_term_once_above_and_in_its_titles(lang: str) -> None:
    for view, (_, _, help_, below) in walked(lang).items():
        lines = [line for one in (help_, *below) for line in one.splitlines()]
        assert len(set(lines)) == len(lines), view
        assert all(len(one.splitlines()) <= explain.MOST for one in below), view


@LANGUAGES
def test_an_explained_term_leads_to_its_entry_on_the_page_of_terms(lang: str) -> None:
    app = open_page("glossary.py", v="1", lang=lang)
    anchors = {part.proto.anchor for part in app.subheader}
    for term in explain.by_id().values():
        path, _, anchor = explain.address(term.id, lang).partition("#")
        assert path == f"glossary?v=1&lang={lang}"
        assert anchor in anchors


@LANGUAGES
def test_every_headline_figure_and_control_explains_the_terms_of_its_name(lang: str) -> None:
    words = words_of(lang)
    named = [(f"headline.{name}", f"headline.{name}.help")
             for name in (*headlines.RIBBON, *headlines.OTHERS)]  # fmt: skip
    named += [(f"control.{row.path}.label", f"control.{row.path}.help")
              for row in BOOK.controls.by_path.values()
              if f"control.{row.path}.label" in words]  # fmt: skip
    for label, help_ in named:
        whole = explain.added(words(help_), words(label), words)
        assert whole.startswith(words(help_))
        uses = explain.uses(words(label), lang)
        assert len(uses) <= explain.MOST, label
        for use in uses:
            assert explain.says(whole, meant(use.term, lang)), label


@LANGUAGES
def test_what_a_help_says_itself_is_not_said_again(lang: str) -> None:
    words = words_of(lang)
    for term in explain.by_id().values():
        said = meant(term, lang)
        assert explain.added(said, term.term[lang], words) == said
        added = explain.added("", term.term[lang], words)
        assert added.endswith(said)
        assert "\n" not in added


@given(text=st.text(max_size=80))
def test_a_help_is_never_shortened(text: str) -> None:
    """Law: what a control says of itself stays, whatever its name."""
    for lang in ("en", "zh"):
        assert explain.added(text, text, words_of(lang)).startswith(text)
        assert explain.says(text, text)


def test_a_word_of_the_pages_is_put_beside_the_term() -> None:
    english, chinese = words_of("en"), words_of("zh")
    assert "Concentration limit (here: cap)" in explain.added("", "Caps", english)
    assert "中央对手方（此处作“清算所”）" in explain.added("", "清算所", chinese)
    assert explain.added("", "A call", english).startswith("- [**Margin call**](glossary?")


def test_a_hover_is_a_list_of_lines() -> None:
    entry = read_yaml(TEXT_FOLDER / "explain.yaml")["explain.line"]
    assert all(entry[lang].startswith("- [**{term}**]({address})") for lang in ("en", "zh"))


@LANGUAGES
def test_a_chart_in_a_frame_explains_its_own_title(lang: str) -> None:
    """Whoever sees the chart alone sees no answer that explains its words."""
    app = AppTest.from_file(str(ROOT / "pages/router.py"), default_timeout=30)
    for name, value in {"v": "1", "lang": lang, "show": "whole"}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    (title,) = [part for part in app.markdown if str(part.value).startswith("**")]
    uses = explain.uses(str(title.value), lang)
    assert uses
    for use in uses[: explain.MOST]:
        assert meant(use.term, lang) in help_of(title)
