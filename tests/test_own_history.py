"""A price history brought along: read strictly, refused in one sentence, counted like the rest."""

from collections.abc import Callable
from datetime import date, timedelta
from time import process_time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.evidence import episodes, failures, needed_haircut, verdicts
from engine.evidence_curves import loss_curve
from engine.own_history import (
    MAX_BYTES,
    MAX_ROWS,
    MESSAGES,
    MIN_ROWS,
    HistoryRefused,
    OwnHistory,
    read_history,
)
from engine.own_losses import HORIZONS, history_of
from pages.ui.text import load_texts

START = date(2020, 1, 1)


def rows(prices: list[float], *, lows: list[float] | None = None, step: int = 1) -> list[str]:
    """Return the lines of a valid file, one close each ``step`` days."""
    days = [START + timedelta(days=step * place) for place in range(len(prices))]
    found = [f"{day},{price!r}" for day, price in zip(days, prices, strict=True)]
    if lows is None:
        return ["date,close", *found]
    return ["date,close,low", *(f"{a},{b!r}" for a, b in zip(found, lows, strict=True))]


def own(prices: list[float], lows: list[float] | None = None) -> OwnHistory:
    return read_history("\n".join(rows(prices, lows=lows)).encode())


GOOD = rows([100.0 + day % 7 for day in range(80)])


def with_line(number: int, line: str) -> bytes:
    """Return the good file with one line replaced (the first is line 1)."""
    return "\n".join([*GOOD[: number - 1], line, *GOOD[number:]]).encode()


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n") + "\r\n\r\n",
        lambda text: text.replace("date,close", " Date , CLOSE "),
        lambda text: text.replace("date,close", '"date","close"'),
        lambda text: text.replace(",10", ", 10"),
    ],
    ids=["plain", "mark", "windows", "spaces", "quotes", "padded"],
)
def test_worked_example(change: Callable[[str], str]) -> None:
    found = read_history(change("\n".join(GOOD)).encode(), "my\x07 prices.csv")
    assert (found.name, found.dates[0], found.dates[-1]) == (
        "my prices.csv",
        START,
        date(2020, 3, 20),
    )
    assert found.closes[:3].tolist() == [100.0, 101.0, 102.0]
    assert found.lows is None
    assert not found.closes.flags.writeable


REFUSALS: list[tuple[str, bytes, str]] = [
    ("too_large", b"0" * (MAX_BYTES + 1), r"5\.0 MB; at most 5 MB"),
    ("empty", b"", "The file is empty"),
    ("empty", b"\xef\xbb\xbf \r\n", "The file is empty"),
    ("not_utf8", b"date,close\n\xff", r"not UTF-8 text \(byte 12\)"),
    ("separator", b"date;close\n2020-01-01;5", "separated by ';'"),
    ("separator", b"date\tclose\n", r"separated by '\\t'"),
    ("header", b"close,date\n", "The first line is 'close,date'"),
    ("header", b"2020-01-01,100", "Write date,close or date,close,low"),
    ("header", b"date,close,low,open\n", "The first line is"),
    ("columns", with_line(4, ""), "Line 4 has 1 columns instead of 2"),
    ("columns", with_line(4, "2020-01-03,1,234.5"), "Line 4 has 3 columns"),
    ("day", with_line(4, "03/01/2020,100"), "Line 4: '03/01/2020' is not a day"),
    ("day", with_line(4, "2020-02-30,100"), "'2020-02-30' is not a day"),
    ("day", with_line(4, "20200103,100"), "'20200103' is not a day"),
    ("day", with_line(4, "=1+1,100"), "'=1\\+1' is not a day"),
    ("order", with_line(4, "2019-12-31,100"), "2019-12-31 comes after 2020-01-02"),
    ("duplicate", with_line(4, "2020-01-02,100"), "Line 4: 2020-01-02 is there twice"),
    ("gap", with_line(81, "2020-03-30,100"), "between 2020-03-19 and 2020-03-30: 11 days"),
    ("number", with_line(4, "2020-01-03,n/a"), "Line 4: 'n/a' is not a number"),
    ("number", with_line(4, "2020-01-03,"), "Line 4: '' is not a number"),
    ("number", with_line(4, "2020-01-03,nan"), "'nan' is not a number"),
    ("number", with_line(4, "2020-01-03,１００"), "is not a number"),
    ("number", with_line(4, "2020-01-03,\x00\x1b[31m"), r"'\\x00\\x1b\[31m' is not a number"),
    ("positive", with_line(4, "2020-01-03,0"), "Line 4: '0' is not above zero"),
    ("positive", with_line(4, "2020-01-03,-5"), "Line 4: '-5' is not above zero"),
    ("range", with_line(4, "2020-01-03,1e20"), "'1e20' is no price"),
    ("low", b"date,close,low\n2020-01-01,5,6", "the low 6 is above the close 5"),
    ("few", "\n".join(GOOD[:60]).encode(), "59 days; at least 60"),
    ("many", b"date,close\n" * (MAX_ROWS + 2), "more than 20000 lines"),
]


@pytest.mark.parametrize(("code", "data", "complaint"), REFUSALS)
def test_refusals(code: str, data: bytes, complaint: str) -> None:
    with pytest.raises(HistoryRefused, match=complaint) as refusal:
        read_history(data)
    assert refusal.value.code == code
    assert len(str(refusal.value)) < 250
    assert str(refusal.value).isprintable()


def test_every_sentence_is_refused_once_and_stands_in_both_languages() -> None:
    assert {code for code, _, _ in REFUSALS} == set(MESSAGES)
    texts = load_texts()
    assert {key for key in texts if key.startswith("history.")} == {
        f"history.{c}" for c in MESSAGES
    }
    assert {code: texts[f"history.{code}"]["en"] for code in MESSAGES} == dict(MESSAGES)


def test_a_long_cell_is_quoted_in_part() -> None:
    with pytest.raises(HistoryRefused) as refusal:
        read_history(with_line(4, f"2020-01-03,{'x' * 10_000}"))
    assert refusal.value.fields["given"] == f"'{'x' * 40}…'"


@pytest.mark.parametrize(
    "data",
    [bytes(50_000_000), b"," * 4_900_000, b"\n" * 4_900_000, b"date,close\n" * 440_000],
    ids=["50 MB of zeros", "commas", "empty lines", "headers"],
)
def test_large_files_are_refused_at_once(data: bytes) -> None:
    begin = process_time()
    with pytest.raises(HistoryRefused):
        read_history(data)
    assert process_time() - begin < 0.2


LINES = st.one_of(st.sampled_from(GOOD), st.text("0123456789-,.;\n\t=e+ ", max_size=20))


@settings(max_examples=200)
@given(st.one_of(st.binary(), st.lists(LINES).map(lambda part: "\n".join(part).encode())))
@example("\n".join(GOOD).encode())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = read_history(data)
    except HistoryRefused as refusal:
        said = str(refusal)
    else:
        said = ""
        assert len(found.dates) == found.closes.size >= MIN_ROWS
        assert np.all(found.closes > 0)
    assert said.isprintable()


def brute(own_: OwnHistory, days: int, *, low: bool = False) -> list[float]:
    """Return every loss over a number of closes, one by one."""
    found = []
    for start in range(len(own_.dates) - days):
        later = own_.closes[start + 1 : start + days + 1]
        end = float(later[-1])
        if low and own_.lows is not None:
            end = float(own_.lows[start + 1 : start + days + 1].min())
        found.append(1.0 - end / float(own_.closes[start]))
    return found


WALK = st.lists(st.floats(-0.3, 0.3), min_size=70, max_size=120).map(
    lambda moves: [round(float(price), 6) for price in 100.0 * np.exp(np.cumsum(moves))]
)


@settings(max_examples=40)
@given(WALK, st.sampled_from(HORIZONS), st.sampled_from([0.005, 0.01]))
def test_counts_are_those_of_counting(prices: list[float], days: int, step: float) -> None:
    history = own(prices, [0.97 * price for price in prices])
    found = history_of(history, step)
    for basis, windows, every, low in (
        ("close", "overlapping", 1, False),
        ("close", "separate", days, False),
        ("low", "overlapping", 1, True),
    ):
        losses = np.array(brute(history, days, low=low)[::every])
        cuts = np.round(np.arange(0.0, 1.0, 0.05), 12)
        exact = failures(found, days, cuts, basis, windows)
        np.testing.assert_array_equal(exact.count, (losses > cuts[:, None] + 1e-12).sum(axis=1))
        assert exact.windows == losses.size
        assert np.all(exact.exact)


@settings(max_examples=40)
@given(WALK, st.sampled_from(HORIZONS), st.sampled_from([0.9, 0.99]))
def test_quantiles_lie_within_a_step(prices: list[float], days: int, level: float) -> None:
    """The second method is numpy's empirical quantile of the losses themselves."""
    history = own(prices)
    losses = np.maximum(brute(history, days), 0.0)
    found = float(needed_haircut(history_of(history), days, level))
    expected = float(np.quantile(losses, level, method="inverted_cdf"))
    assert expected - 1e-9 <= found <= expected + 0.005 + 1e-9


@settings(max_examples=40)
@given(WALK, st.sampled_from(HORIZONS))
def test_episodes_are_the_worst_and_apart(prices: list[float], days: int) -> None:
    history = own(prices)
    found = history_of(history).over(days)
    places = [history.dates.index(item.from_) for item in found.episodes]
    losses = [item.loss for item in found.episodes]
    assert losses == sorted(losses, reverse=True)
    if losses:
        assert losses[0] == pytest.approx(max(brute(history, days)))
        assert losses[0] == found.overlapping.worst
    gaps = np.diff(np.sort(places))
    assert np.all(gaps >= max(days, 10))


def test_a_fall_that_equals_the_haircut_is_covered() -> None:
    """From 100 to 70 in floating point is a loss a little above 30 %."""
    found = history_of(own([100.0] * 40 + [70.0] * 40))
    assert float(failures(found, 1, 0.30).count) == 0.0
    assert float(failures(found, 1, 0.295).count) == 1.0
    assert [item.to for item in episodes(found, 1, 0.2)] == [START + timedelta(days=40)]
    assert verdicts(found, 1, 0.3).failures.windows == 79
    assert found.volatility == pytest.approx(abs(np.log(0.7)) * np.sqrt(365 / 79))


def test_a_history_that_never_falls_has_no_losses() -> None:
    found = history_of(own([100.0 + day for day in range(80)]))
    assert float(failures(found, 10, 0.0).count) == 0.0
    assert found.over(10).episodes == ()
    assert np.all(loss_curve(found).quantiles == 0.0)


def test_the_clock_follows_the_days() -> None:
    days = [START + timedelta(days=day) for day in range(120)]
    business = ["date,close", *(f"{day},100" for day in days if day.weekday() < 5)]
    assert history_of(read_history("\n".join(business).encode())).days_per_year == 252
    assert history_of(own([100.0] * 80)).days_per_year == 365
    assert history_of(own([100.0] * 80)).origin is None


@pytest.mark.parametrize("step", [0.0, 0.2, float("nan")])
def test_a_step_out_of_range_is_refused(step: float) -> None:
    with pytest.raises(ValueError, match="step must be from"):
        history_of(own([100.0] * 80), step)
