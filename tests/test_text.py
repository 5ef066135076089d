"""Texts: both languages or neither, and no key twice."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.text import TextError, Words, languages, load_texts, slots, words


def write(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


def test_worked_example(tmp_path: Path) -> None:
    folder = write(tmp_path, a="hello.you: {en: 'Hello {name}', zh: '你好，{name}'}\n")
    catalogue = load_texts(folder)
    assert Words("en", catalogue)("hello.you", name="Ada") == "Hello Ada"
    assert Words("zh", catalogue)("hello.you", name="Ada", unused=1) == "你好，Ada"
    assert "hello.you" in Words("en", catalogue)
    assert "hello.me" not in Words("en", catalogue)


def test_files_are_merged_and_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, a="x: {en: one, zh: 一}\n", b="y: {en: two, zh: 二}\n", c="")
    assert set(load_texts(folder)) == {"x", "y"}


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("x: {en: only}\n", "exactly the languages en, zh"),
        ("x: {en: a, zh: b, fr: c}\n", "exactly the languages"),
        ("x: text\n", "exactly the languages"),
        ("x: {en: ' ', zh: b}\n", "en text is empty"),
        ("x: {en: a, zh: 3}\n", "zh text is empty or not text"),
        ("x: {en: 'a {n}', zh: 'b {m}'}\n", "differs in its slots"),
        ("x: {en: 'a {n:.2f}', zh: 'b {n}'}\n", "plain name"),
        ("x: {en: 'a {n!r}', zh: 'b {n}'}\n", "plain name"),
        ("x: {en: 'a {}', zh: 'b {}'}\n", "plain name"),
        ("x: {en: 'a {n', zh: 'b {n}'}\n", "braces in pairs"),
        ("- a\n", "not a list"),
        ("yes: {en: a, zh: b}\n", "quotation marks"),
    ],
)
def test_a_bad_entry_is_refused_with_its_file(tmp_path: Path, content: str, complaint: str) -> None:
    with pytest.raises(TextError, match=complaint) as refusal:
        load_texts(write(tmp_path, bad=content))
    assert "bad.yaml" in str(refusal.value)


def test_a_key_in_two_files_is_refused(tmp_path: Path) -> None:
    folder = write(tmp_path, a="x: {en: a, zh: b}\n", b="x: {en: c, zh: d}\n")
    with pytest.raises(TextError, match=r"b\.yaml: x is already in a\.yaml"):
        load_texts(folder)


def test_an_unknown_key_is_refused_with_the_nearest(tmp_path: Path) -> None:
    known = Words("en", load_texts(write(tmp_path, a="chart.data: {en: a, zh: b}\n")))
    with pytest.raises(TextError, match=r"Did you mean chart\.data"):
        known("chart.date")
    with pytest.raises(TextError, match="Add it to data/text"):
        known("zzz")


def test_a_missing_value_is_refused(tmp_path: Path) -> None:
    known = Words("en", load_texts(write(tmp_path, a="x: {en: '{n}', zh: '{n}'}\n")))
    with pytest.raises(TextError, match=r"\{n\}; pass a value"):
        known("x")


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(TextError, match="'fr' is not one of en, zh"):
        words("fr")


@pytest.mark.parametrize("language", languages)
def test_the_catalogue_is_shared_and_read_only(language: str) -> None:
    assert words(language) is words(language)
    with pytest.raises(TypeError):
        words(language).catalogue["x"] = {}  # type: ignore[index]


@given(st.lists(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)))
def test_placeholders_are_found_whatever_their_order(names: list[str]) -> None:
    usable = [name for name in names if name.isidentifier()]
    text = " ".join(f"{{{name}}}" for name in usable)
    assert slots(text) == frozenset(usable)
