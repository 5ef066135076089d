"""Formulas fit a phone and speak the language of the page."""

import re

from engine import formulas as records
from pages.ui import typeset
from pages.ui.text import load_texts, words

FORMULAS = records.load()
SYMBOLS = {"eff", "eq", "liq"}  # abbreviations that are part of a symbol, in every language
WORD = re.compile(r"\\text\{([^{}]*)\}")


def written() -> dict[str, list[str]]:
    """Everything set as a formula, by its record: forms and symbols."""
    return {
        item.id: [item.symbol, *(part for form in item.forms for part in
                  (form.latex, *(term.symbol for term in form.terms)))]
        for item in FORMULAS
    }  # fmt: skip


def test_every_word_within_a_formula_has_its_chinese() -> None:
    found = {word for texts in written().values() for text in texts for word in WORD.findall(text)}
    said = {word: typeset.word_key(word) for word in found - SYMBOLS}
    texts = load_texts()
    assert {word for word, key in said.items() if key not in texts} == set()
    for word, key in said.items():
        assert texts[key]["en"] == word.strip(" :")
    unused = {key for key in texts if key.startswith("formula_word.")} - set(said.values())
    assert unused == set()


def test_a_chinese_formula_holds_no_english_word() -> None:
    for texts in written().values():
        for text in texts:
            left = WORD.findall(typeset.in_words(text, words("zh")))
            assert [word for word in left if word.isascii() and word not in SYMBOLS] == []


def test_an_english_formula_stays_as_written() -> None:
    for texts in written().values():
        assert [typeset.in_words(text, words("en")) for text in texts] == texts


def test_no_number_stands_right_after_another() -> None:
    """2k with k = 0.2 would read 20.2."""
    for key, texts in written().items():
        assert [text for text in texts if re.search(r"\d<|><", text)] == [], key


def test_only_outer_brackets_open_for_a_break() -> None:
    broken = typeset.breakable(r"\frac{\left(a\right)}{b}\left[\sqrt{c}-\left(d\right)\right]")
    assert broken == r"\frac{\left(a\right)}{b}\Bigl[\sqrt{c}-\bigl(d\bigr)\Bigr]"


def test_every_formula_keeps_its_brackets_in_pairs() -> None:
    for key, texts in written().items():
        for text in map(typeset.breakable, texts):
            for left, right in (("\\left", "\\right"), ("\\bigl", "\\bigr"), ("\\Bigl", "\\Bigr")):
                opened = len(re.findall(re.escape(left) + "(?![a-z])", text))
                assert opened == len(re.findall(re.escape(right) + "(?![a-z])", text)), key
