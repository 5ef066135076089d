"""The fact loader: what it reads, what it refuses, what always holds."""

import time
from collections.abc import Sequence
from dataclasses import FrozenInstanceError
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from engine.fact_checks import both_languages
from engine.facts import MAX_BYTES, FactError, Facts, load_facts, read_yaml

BAD = Path(__file__).parent / "bad_facts"
EDITION = "edition: 2026-11-22\nknown_to: 2026-10-06\n"
SOURCE = 'sources:\n  notice: {publisher: CCP, title: Notice 3, published: "2024", url: ""}\n'
EXAMPLE = """
facts:
  haircut.bond:
    label: {en: Bond, zh: 债券}
    unit: share
    range: [0, 1]
    values:
      - {from: 2020-01-01, value: 0.01, class: data, source: notice, status: verified}
      - from: 2024-02-01
        value: 0.02
        class: law
        source: notice
        status: secondary
        note: {en: Raised, zh: 上调}
tables:
  asset.adv:
    label: {en: Daily trading, zh: 日成交额}
    unit: usd
    range: [0, .inf]
    from: 2024-02-01
    class: data
    source: notice
    status: verified
    rows:
      cash: .inf
      btc: {value: 20_000_000_000, status: to_confirm}
      eth:
        - {value: 1, from: 2023-01-01}
        - {value: 2}
"""


def load(folder: Path, **files: str) -> Facts:
    """Load facts from files written into a fresh folder."""
    for name, content in ({"edition": EDITION} | files).items():
        (folder / f"{name}.yaml").write_text(content, "utf-8")
    return load_facts(folder)


@pytest.fixture
def facts(tmp_path: Path) -> Facts:
    """Return the facts of the worked example."""
    return load(tmp_path, sources=SOURCE, example=EXAMPLE)


def test_worked_example(facts: Facts) -> None:
    bond = facts.get("haircut.bond")
    assert (bond.unit, bond.range, bond.label["zh"]) == ("share", (0.0, 1.0), "债券")
    assert [entry.value for entry in bond.values] == [0.01, 0.02]
    assert bond.values[1].from_ == date(2024, 2, 1)
    assert (bond.values[1].class_, bond.values[1].status) == ("law", "secondary")
    assert bond.values[1].note["en"] == "Raised"
    assert facts.sources["notice"].published == "2024"
    assert (facts.edition, facts.known_to) == (date(2026, 11, 22), date(2026, 10, 6))


def test_value_in_force_on_a_day(facts: Facts) -> None:
    assert facts.value("haircut.bond") == 0.02
    assert facts.value("haircut.bond", date(2024, 1, 31)) == 0.01
    assert facts.value("haircut.bond", date(2024, 2, 1)) == 0.02
    with pytest.raises(
        FactError, match=r"no value on 2019-12-31\. The first one applies from 2020"
    ):
        facts.value("haircut.bond", date(2019, 12, 31))


def test_a_table_becomes_facts_that_share_their_provenance(facts: Facts) -> None:
    assert facts.value("asset.adv.cash") == float("inf")
    assert facts.at("asset.adv.btc").status == "to_confirm"
    assert facts.at("asset.adv.btc").source == "notice"
    assert facts.value("asset.adv.eth", date(2023, 5, 1)) == 1
    assert facts.get("asset.adv.eth").row == "eth"


def test_vector_is_cached_and_cannot_be_changed(facts: Facts) -> None:
    vector = facts.vector("asset.adv", ("eth", "btc"))
    np.testing.assert_array_equal(vector, [2.0, 2e10])
    assert facts.vector("asset.adv", ["eth", "btc"]) is vector
    with pytest.raises(ValueError, match="read-only"):
        vector[0] = 0.0


def test_nothing_can_be_changed(facts: Facts) -> None:
    with pytest.raises(TypeError):
        facts.facts["new"] = facts.get("haircut.bond")  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        facts.get("haircut.bond").unit = "percent"  # type: ignore[misc]
    with pytest.raises(TypeError):
        facts.get("haircut.bond").label["en"] = "x"  # type: ignore[index]


def test_an_unknown_id_names_its_neighbours(facts: Facts) -> None:
    with pytest.raises(FactError, match=r"haircut.bnd: there is no such fact\. Did you mean hair"):
        facts.value("haircut.bnd")
    with pytest.raises(FactError, match=r"Add it to data/ or correct the name\."):
        facts.get("quite.else")


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_refusal_names_file_key_and_fix(path: Path, tmp_path: Path) -> None:
    content = path.read_text("utf-8")
    words = content.splitlines()[0].removeprefix("# ")
    with pytest.raises(FactError) as refusal:
        load(tmp_path, **{path.stem: content})
    assert words in str(refusal.value)
    assert str(refusal.value).startswith(f"{path.stem}.yaml: ")


def test_names_taken_in_another_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"sources.yaml: notice: notice is defined twice"):
        load(tmp_path, more=SOURCE, sources=SOURCE)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("edition: 2026-11-22\n", "missing known_to"),
        ('edition: "2026-11-22"\nknown_to: 2026-10-06\n', "'2026-11-22' is not a day"),
        ("edition: 2026-11-22 10:00:00\nknown_to: 2026-10-06\n", "is not a day"),
    ],
)
def test_the_edition_needs_two_days(tmp_path: Path, content: str, words: str) -> None:
    with pytest.raises(FactError, match=words):
        load(tmp_path, edition=content)


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FactError, match=r"edition.yaml: the file cannot be read"):
        load_facts(tmp_path)
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    with pytest.raises(FactError, match=r"too many\. Split it below"):
        read_yaml(large)
    large.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(FactError, match=r"large\.yaml"):
        read_yaml(large)
    large.write_text("a: {b: 1, b: 2}\n", "utf-8")
    with pytest.raises(FactError, match=r"duplicate key 'b', write it once"):
        read_yaml(large)
    large.write_text("[1, 2]: x\n", "utf-8")
    with pytest.raises(FactError, match=r"large\.yaml"):
        read_yaml(large)
    large.write_text("!!python/object/apply:os.getcwd []\n", "utf-8")
    with pytest.raises(FactError, match="could not determine a constructor"):
        read_yaml(large)


def test_structured_files_are_left_to_their_readers(tmp_path: Path) -> None:
    assert load(tmp_path, rails="fedwire: {open: 1}\n", sources=SOURCE).facts == {}


def history(days: Sequence[date], values: Sequence[float]) -> str:
    """Write a fact file with a history."""
    entries = [
        {"from": day, "value": value, "class": "data", "source": "notice", "status": "verified"}
        for day, value in zip(days, values, strict=True)
    ]
    fact = {"label": {"en": "A", "zh": "甲"}, "unit": "usd", "range": [-1e9, 1e9]}
    return yaml.safe_dump({"facts": {"a.b": fact | {"values": entries}}}, allow_unicode=True)


@given(
    steps=st.lists(st.integers(1, 5000), min_size=1, max_size=6),
    values=st.lists(st.integers(-1000, 1000), min_size=6, max_size=6),
    ask=st.integers(0, 40_000),
)
def test_the_latest_value_not_after_the_day_applies(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], values: list[int], ask: int
) -> None:
    days = [date(1990, 1, 1) + timedelta(days=sum(steps[: i + 1])) for i in range(len(steps))]
    folder = tmp_path_factory.mktemp("law")
    facts = load(folder, sources=SOURCE, example=history(days, values[: len(days)]))
    on = date(1990, 1, 1) + timedelta(days=ask)
    expected = [value for day, value in zip(days, values, strict=False) if day <= on]
    if expected:
        assert facts.value("a.b", on) == expected[-1]
    else:
        with pytest.raises(FactError):
            facts.value("a.b", on)
    assert facts.value("a.b", date.max) == facts.value("a.b")


def test_all_data_load_in_half_a_second() -> None:
    start = time.perf_counter()
    load_facts()
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("两点，\n  其后", "两点，其后"),
        ("不同的\n  币", "不同的币"),
        ("两点，\n  {day}起", "两点，{day}起"),
        ("h 天后取自 USDC 或 {day} 起", "h 天后取自 USDC 或 {day} 起"),
    ],
)
def test_a_folded_line_of_chinese_leaves_no_space(written: str, read: str) -> None:
    raw = {"en": "a, b", "zh": yaml.safe_load(f">-\n  {written}")}
    assert both_languages(raw, "x") == {"en": "a, b", "zh": read}
