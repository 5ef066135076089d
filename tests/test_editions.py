"""Data editions: today's numbers are on file, and an old link is explained by those of its day."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from engine import catalogue, claim, claim_check, editions
from engine.claim_check import judge
from engine.edition_files import content_of, text
from engine.facts import DATA, read_yaml
from engine.link import read_text
from engine.run import capital_of

BOOK = catalogue.load()
TODAY = BOOK.facts.edition
OLD = date(2024, 2, 29)
MOST_BYTES = 64_000
SCENARIO = read_text("v=1&mix=usdc:60,btc:20,tbill:20", BOOK.controls).scenario
Write = Callable[[Callable[[dict[str, Any]], object]], dict[str, str]]


@pytest.fixture
def edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Return a writer of an edition that differs from today's; it returns what its links say."""
    monkeypatch.setattr(editions, "path_of", lambda on, _: tmp_path / f"{on}.yaml")
    caches = editions.book_of.cache_clear, claim_check._judged.cache_clear
    for clear in caches:
        clear()

    def write(change: Callable[[dict[str, Any]], object]) -> dict[str, str]:
        content = deepcopy(content_of(BOOK)) | {"edition": OLD}
        change(content)
        (tmp_path / f"{OLD}.yaml").write_text(text(content), encoding="utf-8")
        book = editions.book_of(OLD, BOOK)
        assert book is not None
        return {"d": f"{OLD}", "claim": claim.write(capital_of(SCENARIO, book).headline)}

    yield write
    for clear in caches:
        clear()


def unchanged(content: dict[str, Any]) -> None:
    """Change no number."""


def lower_yields(content: dict[str, Any]) -> None:
    content["facts"]["asset.yield"]["tbill"] = {date(2020, 1, 1): 0.0}


def without_letter(content: dict[str, Any]) -> None:
    rows = content["rules"].items()
    content["rules"] = {code: row for code, row in rows if row.get("switch") != "25-40"}


def lower_floor(content: dict[str, Any]) -> None:
    """Change the number of a floor that a rule sets."""
    floors = [row["floors"] for row in content["rules"].values() if "btc" in row.get("floors", {})]
    group, _, name = str(floors[0]["btc"]).rpartition(".")
    content["facts"][group][name] = {date(2020, 1, 1): 0.9}


def slower_rail(content: dict[str, Any]) -> None:
    content["rails"]["usdc"]["lag_hours"] = 30.0


def both(content: dict[str, Any]) -> None:
    lower_yields(content)
    without_letter(content)


def test_the_newest_edition_on_file_is_todays_data() -> None:
    """If this fails, run python -m engine.editions; after publication, under a new edition."""
    assert editions.days()[-1] == TODAY
    assert read_yaml(editions.path_of(TODAY)) == content_of(BOOK)
    assert editions.path_of(TODAY).read_text("utf-8") == text(content_of(BOOK))


@pytest.mark.parametrize("on", editions.days(), ids=str)
def test_every_edition_is_small_and_evaluates_every_preset(on: date) -> None:
    path = editions.path_of(on)
    assert path.stat().st_size < MOST_BYTES
    assert read_yaml(path)["edition"] == on
    book = editions.book_of(on, BOOK)
    assert book is not None
    for preset in BOOK.presets.values():
        assert claim.write(capital_of(preset.scenario, book).headline)


@pytest.mark.parametrize("preset", BOOK.presets)
def test_todays_edition_gives_todays_figures(preset: str) -> None:
    scenario = BOOK.presets[preset].scenario
    for parts in ((editions.RULES,), (editions.NUMBERS,), editions.BOTH):
        book = editions.with_content(content_of(BOOK), BOOK, parts)
        found, wanted = (capital_of(scenario, one).headline for one in (book, BOOK))
        assert [float(x) for x in found.values()] == [float(x) for x in wanted.values()]


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    for part in DATA.iterdir():
        if part.name != editions.FOLDER:
            (tmp_path / part.name).symlink_to(part)
    path = editions.main(tmp_path)
    assert path == tmp_path / "editions" / f"{TODAY}.yaml"
    assert path.read_bytes() == editions.path_of(TODAY).read_bytes()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (unchanged, "same"),
        (lower_yields, "data"),
        (slower_rail, "data"),
        (without_letter, "rule"),
        (lower_floor, "rule"),
        (both, "together"),
    ],
)
def test_the_reason_is_what_has_changed_since(
    edition: Write, change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    beside = edition(change)
    verdict = judge(SCENARIO, beside, BOOK)
    assert verdict.reason == reason
    assert verdict.edition == OLD
    assert bool(verdict.gaps) == (reason != "same")
    assert judge(SCENARIO, beside | {"claim": "im:77"}, BOOK).reason == "formula"
    assert judge(SCENARIO, beside | {"claim": "im:77"}, BOOK, heeded=False).reason == "unread"


def test_an_edition_without_a_withdrawn_rule_is_no_exception(edition: Write) -> None:
    beside = edition(without_letter)
    scenario = read_text("v=1&without=25-40", BOOK.controls).scenario
    assert judge(scenario, beside, BOOK).reason == "formula"


@pytest.mark.parametrize("day", ["2031-01-01", "0001-01-01", "9999-12-31"])
def test_an_unknown_edition_is_said(day: str) -> None:
    verdict = judge(SCENARIO, {"d": day, "claim": "im:77"}, BOOK)
    assert verdict.reason == "unknown"
    assert not verdict.known
    held = claim.write(capital_of(SCENARIO, BOOK).headline)
    same = judge(SCENARIO, {"d": day, "claim": held}, BOOK)
    assert (same.reason, same.known) == ("same", False)
    assert judge(SCENARIO, {"d": f"{TODAY}", "claim": held}, BOOK).known
    assert judge(SCENARIO, {"claim": held}, BOOK).known
    assert editions.book_of(date.fromisoformat(day), BOOK) is None


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01", "20261122", "../x", "2026-W01-1"])
def test_a_bad_edition_is_a_notice_and_no_reason(day: str) -> None:
    verdict = judge(SCENARIO, {"d": day, "claim": "im:77"}, BOOK)
    assert verdict.reason == "undated"
    assert [found.code for found in verdict.notices] == ["edition_bad"] * bool(day)


def test_a_fact_new_since_the_edition_keeps_todays_value(edition: Write) -> None:
    edition(lambda content: content["facts"].pop("asset.sigma"))
    book = editions.book_of(OLD, BOOK)
    assert book is not None
    assert book.number("asset.sigma.btc") == BOOK.number("asset.sigma.btc")
