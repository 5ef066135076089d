"""The carried records: figures as computed, consistent, and refused when they are not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.codes import FACT_ASSETS, PRODUCTS
from engine.evidence_files import hourly_from, load_evidence, volatility_from
from engine.evidence_losses import losses_from
from engine.evidence_records import DECAYS, WINDOWS
from engine.facts import DATA, FactError, load_facts, read_yaml
from pages.ui.text import words

BOOK = load_evidence()
PLACE = DATA / "evidence"


def raw(kind: str, code: str) -> Any:  # noqa: ANN401
    name = "hourly.yaml" if kind == "hourly" else f"{kind}_{code}.yaml"
    return read_yaml(PLACE / name)[kind][code]


def test_what_is_there() -> None:
    treasuries = ["ust_10y", "ust_2y", "ust_30y", "ust_3m"]
    assert sorted(BOOK.losses) == ["btc", "eth", "gold", "sp500", "usdc", *treasuries]
    assert sorted(BOOK.volatility) == ["btc", "eth", "gold", "sp500", "ust_10y"]
    assert len(BOOK.hourly) == 5
    assert all(list(found.horizons) == [1, 2, 3, 5, 10] for found in BOOK.losses.values())
    lows = {c for c, found in BOOK.losses.items() if found.horizons[1].low is not None}
    assert lows == {"btc", "eth", "usdc"}
    assert set(BOOK.stand_ins) == {*FACT_ASSETS, "own", *PRODUCTS}


@pytest.mark.parametrize(
    ("code", "days", "worst", "from_", "to", "low", "windows"),
    [
        ("btc", 1, 0.3717, date(2020, 3, 11), date(2020, 3, 12), 0.3857, (4329, 4329, 4329)),
        ("btc", 10, 0.4503, date(2020, 3, 6), date(2020, 3, 16), 0.5498, (4320, 432, 4320)),
        ("eth", 1, 0.4235, date(2020, 3, 11), date(2020, 3, 12), 0.4293, (3180, 3180, 3180)),
        ("usdc", 1, 0.028, date(2023, 3, 10), date(2023, 3, 11), 0.1221, (2072, 2072, 1649)),
    ],
)
def test_figures_of_the_computation(
    code: str, days: int, worst: float, from_: date, to: date, low: float, windows: tuple[int, ...]
) -> None:
    found = BOOK.losses[code].horizons[days]
    first = found.episodes[0]
    assert (first.loss, first.from_, first.to) == (worst, from_, to)
    assert found.low is not None
    assert found.low.worst == low
    assert (found.overlapping.windows, found.separate.windows, found.low.windows) == windows


def test_counts_of_the_computation() -> None:
    found = BOOK.losses["btc"].horizons[2]
    assert found.overlapping.values[:5].tolist() == [1995, 1669, 1435, 1213, 1050]
    assert found.separate.values[:5].tolist() == [981, 833, 722, 625, 534]
    assert found.low is not None
    assert found.low.values[:5].tolist() == [4199, 3464, 2873, 2396, 2028]
    daily = BOOK.volatility["btc"].windows["daily_2020"]
    peak = int(daily.volatility["0.97"].argmax())
    assert (daily.dates[peak], daily.volatility["0.97"][peak]) == (date(2020, 3, 14), 1.651)
    assert (BOOK.losses["btc"].volatility, BOOK.volatility["btc"].ten_year) == (0.6684, 0.671)


def test_ten_year_volatility_is_the_one_of_the_facts() -> None:
    facts = load_facts()
    for product in PRODUCTS:
        path = BOOK.volatility_of(product)
        assert path is not None
        assert path.ten_year == facts.value(f"product.sigma_ten_year.{product}")
        assert path.days_per_year == facts.value(f"product.days_per_year.{product}")


def test_every_record_names_a_known_source() -> None:
    sources = load_facts().sources
    origins = [
        BOOK.choice,
        *(record.origin for record in BOOK.losses.values()),
        *(record.origin for record in BOOK.hourly.values()),
        *(record.origin for record in BOOK.volatility.values()),
    ]
    assert all(origin is not None and origin.source in sources for origin in origins)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_record_has_a_name(language: str) -> None:
    known = words(language)
    assert all(f"evidence.series.{code}" in known for code in BOOK.losses)
    assert all(f"evidence.episode.{code}" in known for code in BOOK.hourly)
    assert all(f"evidence.reason.{item.reason}" in known for item in BOOK.stand_ins.values())


@given(st.sampled_from(sorted(BOOK.losses)), st.sampled_from([1, 2, 3, 5, 10]))
def test_windows_fit_the_closes(code: str, days: int) -> None:
    history = BOOK.losses[code]
    found = history.horizons[days]
    assert found.overlapping.windows == history.closes - days
    assert found.separate.windows == -(-found.overlapping.windows // days)
    assert not found.overlapping.values.flags.writeable


def test_paths_have_a_value_for_each_day() -> None:
    for path in BOOK.volatility.values():
        assert tuple(path.windows) == WINDOWS
        for window in path.windows.values():
            assert all(window.volatility[decay].size == len(window.dates) for decay in DECAYS)
            assert all(np.all(window.volatility[decay] > 0) for decay in DECAYS)


def losses(change: Callable[[Any], object]) -> object:
    row = raw("losses", "btc")
    change(row)
    return losses_from("btc", row, "btc")


def day(row: Any) -> Any:  # noqa: ANN401
    return row["horizons"]["1d"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r.pop("source"), "missing source"),
        (lambda r: r.pop("status"), "missing status"),
        (lambda r: r.pop("computed"), "missing computed"),
        (lambda r: r.pop("note"), "missing note"),
        (lambda r: r.update(note={"en": "only"}), "missing zh"),
        (lambda r: r.update({"class": "rumour"}), "'rumour' is not known"),
        (lambda r: r.update(first="2014"), "'2014' is not a day"),
        (lambda r: r.update(first=date(2030, 1, 1)), "before it begins"),
        (lambda r: r.update(lows_to=date(2030, 1, 1)), "outside the record"),
        (lambda r: r.update(days_per_year=360), "360 days a year is no clock"),
        (lambda r: r.update(step_pct=0), "0 is not above zero"),
        (lambda r: r.update(closes=1.5), "1.5 is not a whole number"),
        (lambda r: r.update(horizons={}), "there are no horizons"),
        (lambda r: r.update(horizons={"one": day(r)}), "'one' is no holding period"),
        (lambda r: day(r).pop("count"), "missing count"),
        (lambda r: day(r).pop("low"), "missing low"),
        (lambda r: day(r).update(count="3 x"), "not a row of whole numbers"),
        (lambda r: day(r).update(count="1 2 0"), "a count rises"),
        (lambda r: day(r).update(count="9999 0"), "9999 losses in 4329 windows"),
        (lambda r: day(r).update(count="9 0"), "more worst losses than the count admits"),
        (lambda r: day(r).update(low="1"), "fewer lows than closes"),
        (lambda r: day(r).update(separate="2063 0"), "more separate windows than start days"),
        (lambda r: day(r).update(worst=[]), "there are no worst losses"),
        (lambda r: day(r)["worst"].reverse(), "not in order"),
        (lambda r: day(r)["worst"][0].update(to=date(2030, 1, 1)), "outside the record"),
        (lambda r: day(r).update(low_worst_pct=80.0), "disagree|end at zero"),
    ],
)
def test_a_loss_record_is_refused(change: Callable[[Any], object], complaint: str) -> None:
    with pytest.raises(FactError, match=complaint):
        losses(change)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r.pop("source"), "missing source"),
        (lambda r: r["weekly"].update({"0.99": "50.0 51.0"}), "does not have 566 values"),
        (lambda r: r["weekly"].update(first=date(2000, 1, 2)), "outside the record"),
        (lambda r: r["daily_2020"].update({"0.97": "a b"}), "not a row of numbers"),
        (lambda r: r["daily_2020"].update({"0.97": "0.0 1.0"}), "a volatility is zero"),
        (lambda r: r["daily_2020"].update(dates="2020-03-02 2020-03-01"), "days are not in order"),
        (lambda r: r["daily_2020"].update(dates="2020-03-02 soon"), "not a row of days"),
    ],
)
def test_a_volatility_record_is_refused(change: Callable[[Any], object], complaint: str) -> None:
    row = raw("volatility", "btc")
    change(row)
    with pytest.raises(FactError, match=complaint):
        volatility_from("btc", row, "btc")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda r: r.pop("status"), "missing status"),
        (lambda r: r.update(falls=[]), "there are no falls"),
        (lambda r: r.update(first="2020-03-11"), "is not an hour"),
        (lambda r: r.update(first="2020-13-11T00:00Z"), "is not an hour"),
        (lambda r: r["falls"].reverse(), "hours are not in order"),
        (lambda r: r["falls"][0].update({"from": "2021-01-01T00:00Z"}), "outside the window"),
    ],
)
def test_an_hourly_record_is_refused(change: Callable[[Any], object], complaint: str) -> None:
    row = raw("hourly", "btc_2020_03")
    change(row)
    with pytest.raises(FactError, match=complaint):
        hourly_from("btc_2020_03", row, "hourly")


@pytest.mark.parametrize(
    ("name", "before", "after", "complaint"),
    [
        ("stand_ins.yaml", "series: sp500", "series: dax", "there is no series 'dax'"),
        ("stand_ins.yaml", "  source: plumbline\n", "", "missing source"),
        ("losses_btc.yaml", "  btc:\n", "  eth:\n", "unknown key 'eth'"),
        ("hourly.yaml", "hourly:\n", "daily:\n", "unknown key 'daily'"),
    ],
)
def test_a_folder_is_refused_as_a_whole(
    tmp_path: Path, name: str, before: str, after: str, complaint: str
) -> None:
    copytree(PLACE, tmp_path / "evidence")
    path = tmp_path / "evidence" / name
    path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")
    with pytest.raises(FactError, match=complaint):
        load_evidence(tmp_path)
