"""Numbers in words: three significant digits, real signs, the units of the language."""

import math
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.fact_records import UNITS
from pages.ui import numbers
from pages.ui.text import Words, words

EN, ZH = words("en"), words("zh")
finite = st.floats(-1e12, 1e12)
formatters: list[Callable[[Words, float], str]] = [
    numbers.number,
    numbers.count,
    numbers.money,
    numbers.percent,
    numbers.points,
    numbers.basis_points,
    numbers.times,
    numbers.hours,
    numbers.minutes,
    numbers.duration,
    numbers.days,
    numbers.business_days,
]


@pytest.mark.parametrize(
    ("usd_m", "english", "chinese"),
    [
        (235, "USD 235m", "2.35 亿美元"),
        (1234.5, "USD 1.23bn", "12.3 亿美元"),
        (0.84, "USD 840,000", "84 万美元"),
        (999.6, "USD 1bn", "10 亿美元"),
        (99.96, "USD 100m", "1 亿美元"),
        (1_770_000, "USD 1.77tn", "1.77 万亿美元"),
        (-12.34, "−USD 12.3m", "−1230 万美元"),
        (50.75, "USD 50.8m", "5080 万美元"),
        (11.2, "USD 11.2m", "1120 万美元"),
        (10, "USD 10m", "1000 万美元"),
        (98, "USD 98m", "9800 万美元"),
        (167, "USD 167m", "1.67 亿美元"),
        (200_000, "USD 200bn", "2000 亿美元"),
        (3e10, "USD 30,000tn", "30,000 万亿美元"),
        (0.0084, "USD 8,400", "8400 美元"),
        (0, "USD 0", "0 美元"),
        (-1e-9, "USD 0", "0 美元"),
        (math.inf, "n/a", "无"),
        (math.nan, "n/a", "无"),
    ],
)
def test_money(usd_m: float, english: str, chinese: str) -> None:
    assert numbers.money(EN, usd_m) == english
    assert numbers.money(ZH, usd_m) == chinese


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (numbers.money, "+USD 235m", "+2.35 亿美元"),
        (numbers.number, "+235", "+235"),
        (numbers.hours, "+235 h", "+235 小时"),
        (numbers.days, "+235 days", "+235 天"),
    ],
)
def test_signed_values(text: Callable[..., str], english: str, chinese: str) -> None:
    assert text(EN, 235, signed=True) == english
    assert text(ZH, 235, signed=True) == chinese
    assert not text(EN, 0, signed=True).startswith(("+", "−"))


@pytest.mark.parametrize(
    ("shown", "english", "chinese"),
    [
        (lambda w: numbers.percent(w, 0.2937), "29.4%", "29.4%"),
        (lambda w: numbers.percent(w, -0.2937, signed=True), "−29.4%", "−29.4%"),
        (lambda w: numbers.change(w, 22.55, 15.93), "−29.4%", "−29.4%"),
        (lambda w: numbers.change(w, 0, 1), "n/a", "无"),
        (lambda w: numbers.points(w, 0.031), "+3.1 pp", "+3.1 个百分点"),
        (lambda w: numbers.basis_points(w, 0.0025), "25 bp", "25 个基点"),
        (lambda w: numbers.times(w, 6.9), "6.9x", "6.9 倍"),
        (lambda w: numbers.hours(w, 50.75), "50.75 h", "50.75 小时"),
        (lambda w: numbers.hours(w, 100.75), "100.75 h", "100.75 小时"),
        (lambda w: numbers.hours(w, 0.25), "15 min", "15 分钟"),
        (lambda w: numbers.duration(w, 50.75), "2 d 2 h 45 min", "2 天 2 小时 45 分钟"),
        (lambda w: numbers.duration(w, 0), "0 min", "0 分钟"),
        (lambda w: numbers.days(w, 1), "1 day", "1 天"),
        (lambda w: numbers.days(w, 4.198), "4.2 days", "4.2 天"),
        (lambda w: numbers.business_days(w, 1), "1 business day", "1 个营业日"),
        (lambda w: numbers.business_days(w, 5), "5 business days", "5 个营业日"),
        (lambda w: numbers.number(w, 2204), "2,204", "2,204"),
        (lambda w: numbers.number(w, 99.96), "100", "100"),
        (lambda w: numbers.number(w, 0.02134), "0.0213", "0.0213"),
        (lambda w: numbers.count(w, 2.6), "3", "3"),
        (lambda w: numbers.day(w, date(2026, 10, 6)), "6 October 2026", "2026年10月6日"),
        (lambda w: numbers.day(w, "2025-12"), "December 2025", "2025年12月"),
        (lambda w: numbers.day(w, "1999"), "1999", "1999年"),
        (lambda w: numbers.day(w, "undated"), "undated", "日期不详"),
        (lambda w: numbers.quantity(w, 9.8, "usd_bn"), "USD 9.8bn", "98 亿美元"),
        (lambda w: numbers.quantity(w, 107, "eur_m"), "EUR 107m", "1.07 亿欧元"),
        (lambda w: numbers.quantity(w, 1, "flag"), "yes", "是"),
    ],
)
def test_worked_examples(shown: Callable[[Words], str], english: str, chinese: str) -> None:
    assert shown(EN) == english
    assert shown(ZH) == chinese


@pytest.mark.parametrize(
    ("words_", "largest", "factor", "unit"),
    [
        (EN, 235, 1, "USD m"),
        (EN, 1770, 1e-3, "USD bn"),
        (ZH, 235, 1e-2, "亿美元"),
        (ZH, 5, 1e2, "万美元"),
        (ZH, 98, 1e2, "万美元"),
        (EN, math.inf, 1, "USD m"),
    ],
)
def test_axis_of_money(words_: Words, largest: float, factor: float, unit: str) -> None:
    scale = numbers.money_scale(words_, largest)
    assert scale.factor == pytest.approx(factor)
    assert scale.unit == unit
    assert "{value}" in scale.written


@pytest.mark.parametrize("unit", sorted(UNITS))
def test_every_unit_of_the_facts_can_be_written(unit: str) -> None:
    assert "2" in numbers.quantity(EN, 2, unit) or unit == "flag"
    assert numbers.quantity(ZH, 2, unit)


@given(st.sampled_from(formatters), st.sampled_from([EN, ZH]), finite)
def test_no_number_is_minus_zero_or_has_a_plain_hyphen(
    text: Callable[[Words, float], str], language: Words, value: float
) -> None:
    shown = text(language, value)
    assert "-" not in shown
    assert re.search(r"[1-9]", shown) or "−" not in shown


@given(finite)
def test_money_is_right_to_three_digits(value: float) -> None:
    shown = numbers.money(EN, value).replace(",", "").replace("−", "-")
    sizes = {"m": 1.0, "bn": 1e3, "tn": 1e6, "": 1e-6}
    match = re.fullmatch(r"(-?)USD ([\d.]+)(m|bn|tn|)", shown)
    assert match
    read = float(match[1] + match[2]) * sizes[match[3]]
    assert read == pytest.approx(value, rel=0.0051, abs=0.51e-6)


@given(st.sampled_from(formatters), st.sampled_from([math.inf, -math.inf, math.nan]))
def test_what_is_not_finite_has_its_own_text(
    text: Callable[[Words, float], str], value: float
) -> None:
    assert text(EN, value) == "n/a"


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="no way to write the unit 'stone'"):
        numbers.quantity(EN, 1, "stone")
