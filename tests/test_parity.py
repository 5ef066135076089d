"""Both languages say the same: the same slots, the same numbers, and nothing left untranslated."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.facts import read_yaml
from pages.ui.text import load_texts
from tests.browser import ROOT

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH = re.compile(rf"\b({'|'.join(MONTHS)})\b")
ENGLISH = {
    "half": 0.5, "one": 1, "one and a half": 1.5, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "twenty": 20, "twenties": 20, "thirty": 30,
}  # fmt: skip
DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2}
TENS = re.compile(r"([一二两三四五六七八九])?十([一二三四五六七八九])?|[一二两三四五六七八九]")
UNITS = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12,
    "万亿": 1e12, "万": 1e4, "亿": 1e8,
}  # fmt: skip
NUMBER = re.compile(rf"(?<![\d.])(\d[\d,]*(?:\.\d+)?)(?:\s?({'|'.join(UNITS)}))?")
YEARS = re.compile(r"\b(20)(\d\d)-(\d\d)\b(?!-)")
SLOT = re.compile(r"\{[^}]*\}")
NOT_NUMBERS = re.compile(r"24/7|:00(?!\d)")

# Halves of a year are counted in English and named in Chinese.
NAMED_NOT_COUNTED = {"timeline.half.1", "timeline.half.2"}

# Names that are the same in every language, and signs.
NAMES = {
    "asset.usdc", "asset.usdc.short", "cycle.T1", "cycle.T2", "cycle.T3", "cycle.T5",
    "compare.a", "compare.b", "evidence.series.usdc", "figure.slow",
    "frame.language.en",
    "instrument.25-39", "instrument.25-41", "instrument.26-17",
    "picture_file.png", "picture_file.svg", "rail.fedwire", "rail.usdc", "title",
}  # fmt: skip
TICKERS = {
    "BUIDL", "BENJI", "USDC",
    "CFTC", "DTC", "EMIR", "ES", "Fedwire", "NSCC", "PFMI", "SEC", "VaR",
}  # fmt: skip


def month_number(found: re.Match[str]) -> str:
    """Write a month as its number, set apart from the day and the year."""
    return f" {MONTHS.index(found[1]) + 1} "


def digits(text: str) -> Counter[float]:
    """Every number written in digits, months included, with its large unit multiplied in."""
    plain = MONTH.sub(month_number, NOT_NUMBERS.sub(" ", SLOT.sub(" ", text)))
    plain = YEARS.sub(r"\1\2 \1\3", plain)
    return Counter(
        float(number.replace(",", "")) * UNITS.get(unit, 1)
        for number, unit in NUMBER.findall(plain)
    )


def spelled(text: str) -> set[float]:
    """Every number written in letters or in Chinese signs, up to ninety-nine."""
    english = {float(n) for word, n in ENGLISH.items() if re.search(rf"\b{word}\b", text.lower())}
    tens = {
        float(10 * DIGITS.get(m[1], 1) + DIGITS.get(m[2], 0) if "十" in m[0] else DIGITS[m[0]])
        for m in TENS.finditer(text)
    }
    return english | tens


def unmatched(english: str, chinese: str) -> set[float]:
    """Numbers in digits on one side that the other side has neither in digits nor in words."""
    one, other = digits(english), digits(chinese)
    return (set(one - other) - spelled(chinese)) | (set(other - one) - spelled(english))


def pairs(part: object, where: str) -> Iterator[tuple[str, str, str]]:
    """Every place of a data file where English and Chinese stand side by side."""
    if isinstance(part, dict):
        if isinstance(part.get("en"), str) and isinstance(part.get("zh"), str):
            yield where, part["en"], part["zh"]
        for key, value in part.items():
            yield from pairs(value, f"{where}.{key}")
    elif isinstance(part, list):
        for place, value in enumerate(part):
            yield from pairs(value, f"{where}.{place}")


@cache
def labels() -> tuple[tuple[str, str, str], ...]:
    """Names in the data files themselves: facts, controls, formulas, presets."""
    paths = [p for p in sorted((ROOT / "data").rglob("*.yaml")) if p.parent.name != "text"]
    return tuple(pair for path in paths for pair in pairs(read_yaml(path), path.stem))


@pytest.mark.parametrize(
    ("english", "chinese", "missing"),
    [
        ("12 March 2020", "2020年3月12日", set()),
        ("USD 1 billion", "10亿美元", set()),
        ("per 100,000", "每10万条", set()),
        ("a 3-month bill", "三个月期国库券", set()),
        ("the 30-year bond", "三十年期国债", set()),
        ("5% of {n}", "6%的{n}", {5.0, 6.0}),
        ("99.5% twice: 99.5%", "99.5%", {99.5}),
        ("open 24/7 from 18:00", "18点起全天候", set()),
        ("the schedule of 2014-15, USD 5bn", "2014至2015年折扣率表，50亿美元", set()),
        ("letter 25-40 of 7 December", "12月7日第25-40号函", set()),
    ],
)
def test_numbers_are_compared_by_value(english: str, chinese: str, missing: set[float]) -> None:
    assert unmatched(english, chinese) == missing


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_texts_agree_only_if_their_numbers_do(one: int, other: int) -> None:
    assert (unmatched(f"a: {one:,}", f"甲：{other}") == set()) is (one == other)


def test_texts_have_the_same_numbers_in_both_languages() -> None:
    texts = load_texts()
    wrong = {
        key: (found, entry["en"], entry["zh"])
        for key, entry in texts.items()
        if (found := unmatched(entry["en"], entry["zh"])) and key not in NAMED_NOT_COUNTED
    }
    assert wrong == {}


def test_names_in_the_data_have_the_same_numbers_in_both_languages() -> None:
    assert len(labels()) > 400
    wrong = {where: (en, zh) for where, en, zh in labels() if unmatched(en, zh)}
    assert wrong == {}


def test_slots_are_named_as_often_in_both_languages_or_stand_for_the_same_thing() -> None:
    """``load_texts`` refuses different slots; a slot may be repeated where grammar asks for it."""
    for key, entry in load_texts().items():
        assert set(SLOT.findall(entry["en"])) == set(SLOT.findall(entry["zh"])), key


def test_what_is_equal_in_both_languages_is_a_name_or_a_sign() -> None:
    texts = load_texts()
    bare = {key: re.sub(r"<[^>]*>", "", SLOT.sub("", e["en"])) for key, e in texts.items()}
    same = {
        key for key, e in texts.items() if e["en"] == e["zh"] and re.search(r"[A-Za-z]", bare[key])
    }
    assert same == NAMES


def test_names_in_the_data_are_translated() -> None:
    same = {en for _, en, zh in labels() if en == zh and re.search("[A-Za-z]{2}", en)}
    assert same == TICKERS


def test_every_chinese_text_with_words_has_chinese_signs() -> None:
    """A text of Latin words alone would be English left standing; authors keep their names."""
    left = {
        key: entry["zh"]
        for key, entry in load_texts().items()
        if not key.startswith("publisher.")
        and re.search("[A-Za-z]{3}", re.sub(r"<[^>]*>", "", SLOT.sub("", entry["zh"])))
        and not re.search("[\u4e00-\u9fff]", entry["zh"])
    }
    assert set(left) <= NAMES, left
