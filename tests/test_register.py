"""The register of sources: notes shown, words and phrases found."""

import re

import pandas as pd
import pytest

from engine.fact_records import Fact
from pages.ui import catalog, charts, describe, input_names, register
from pages.ui.text import TextError, Words, words
from tests.test_pages import open_page

EN, ZH = words("en"), words("zh")
TABLE_ROWS = [fact for fact in catalog.book().facts.facts.values() if fact.row]
ENGLISH_WORDS = {"automatic", "partial", "manual", "missing", "unclear"}
SAMPLE = pd.DataFrame(
    {
        "what": ["Floor of a fund", "Staff letter 25-40", "Letter to staff"],
        "value": ["2%", "12%", "0.2%"],
        "note": ["Borrowed from a charge", "", "下限（示例）"],
    }
)


def found(text: str) -> list[int]:
    """Return the rows of the sample that a search keeps."""
    return list(register.search(SAMPLE, text).index)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("", [0, 1, 2]),
        ("staff letter", [1, 2]),
        ("letter STAFF", [1, 2]),
        ('"staff letter"', [1]),
        ("“Staff  letter”", [1]),
        ("「staff letter」", [1]),
        ('"letter to" staff', [2]),
        ('"staff letter', [1]),
        ("2%", [0]),
        ("2 %", [0]),
        ("2 % fund", [0]),
        ("２％", [0]),
        ('"2 %"', [0]),
        ("12%", [1]),
        ("25-40", [1]),
        ("(示例)", [2]),
        ('""', [0, 1, 2]),
        ('"fund 2%"', []),
        ("[", []),
    ],
)
def test_search(text: str, rows: list[int]) -> None:
    assert found(text) == rows


@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_notes_stand_in_the_table_and_in_the_csv(language: Words) -> None:
    frame = register.rows(language)
    assert tuple(frame.columns) == (*register.COLUMNS, "id")
    row = frame[frame["id"] == "asset.floor.mmf"].iloc[0]
    assert row["note"].startswith({"en": "Borrowed from", "zh": "借用自"}[language.language])
    assert row["kind"] == language("class.illustrative")
    assert row["note"] in charts.to_csv(frame).decode("utf-8-sig").replace('""', '"')


def test_a_borrowed_floor_is_found_by_its_note() -> None:
    kept = register.search(register.rows(EN), '"Borrowed from" floor 2 %')
    assert {"asset.floor.mmf", "asset.floor.ttbill", "asset.floor.usdc"} <= set(kept["id"])
    assert "asset.floor.corp" not in set(kept["id"])


@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_every_column_has_a_head(language: Words) -> None:
    assert all(language(f"sources.column.{name}") for name in register.COLUMNS)


def test_titles_of_our_own_are_said_in_both_languages_and_the_rest_are_left() -> None:
    sources, en, zh = catalog.book().facts.sources, words("en"), words("zh")
    for key, source in sources.items():
        assert describe.title(source, en) == source.title
        own = f"source.{key}" in en
        assert (describe.title(source, zh) == source.title) is not own
    assert describe.title(sources["plumbline"], zh) == "本工具的示例假设"
    assert not [
        key for key, s in sources.items() if "not recorded" in s.title and f"source.{key}" not in en
    ]


def test_rows_of_a_table_have_names() -> None:
    zh = words("zh")
    assert "比特币期货" in input_names.fact("product.sigma.btc_future", zh)
    assert "cftc" not in input_names.fact("regime.confidence.cftc_futures", zh)
    assert "score_3" not in input_names.fact("eligibility.threshold.sources.score_3", zh)
    own, shared = ("ccp.nasdaq_2018.own_layer", "own_layer"), ("ccp.own_layer.cme_irs", "cme_irs")
    assert input_names.row(*own, EN) == "clearing house's own capital"
    assert input_names.row(*shared, EN) == "CME, interest-rate swaps"
    with pytest.raises(TextError, match=r"row\.zz"):
        input_names.row("a.zz", "zz", zh)


@pytest.mark.parametrize("fact", TABLE_ROWS, ids=lambda fact: fact.id)
def test_no_row_shows_its_code(fact: Fact) -> None:
    english, chinese = (input_names.row(fact.id, fact.row, language) for language in (EN, ZH))
    assert english != fact.row or fact.row in ENGLISH_WORDS
    assert chinese != fact.row
    assert "_" not in english + chinese
    assert re.search("[\u4e00-\u9fff]", chinese) or fact.row.upper() == chinese == "USDC"


@pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])
def test_the_register_shows_no_code(language: Words) -> None:
    shown = register.rows(language)["what"]
    assert [what for what in shown if re.search("[a-z]_[a-z0-9]|[a-z0-9]_[a-z]", what)] == []
    assert language.language == "en" or all(re.search("[\u4e00-\u9fff]", s) for s in shown)


def test_the_register_shows_no_code_of_a_day_or_a_rail() -> None:
    en, zh = register.rows(EN), register.rows(ZH)
    assert "undated" not in set(zh["published"]) | set(zh["applies"])
    assert not [day for day in zh["applies"] if re.search("[<QH]", day)]
    held = dict(zip(zh["id"], zh["value"], strict=True))
    assert held["rail.fedwire_22x6.window"].startswith("21:00（前一日）-18:45（美东）, 周日 周一")
    assert held["rail.btc.lag"] == "1 小时（拥堵时为其 12 倍）"
    assert held["rail.equity_sale.delivery"] == "次日 16:30（美东）"
    assert "周三 15:00 80%" in held["rail.calendar.clock_week"]
    known = dict(zip(en["id"], en["value"], strict=True))
    assert known["rail.fedwire.window"] == "21:00 (day before)-18:45 ET"
    assert known["rail.btc.lag"] == "1 h (12 times that under congestion)"


def test_publishers_have_the_chinese_name_in_general_use() -> None:
    sources = catalog.book().facts.sources.values()
    assert all(describe.publisher(source, EN) == source.publisher for source in sources)
    named = {source.publisher: describe.publisher(source, ZH) for source in sources}
    assert named["CFTC"] == "美国商品期货交易委员会（CFTC）"
    assert named["Plumbline"] == "Plumbline"
    used = {name for name, chinese in named.items() if name != chinese}
    assert len(used) == sum(key.startswith("publisher.") for key in EN.catalogue)
    joined = re.compile(r"\b(?:and|through|after|staff|others)\b")
    assert [name for name in named.values() if joined.search(name)] == []


def test_the_page_says_once_why_titles_stay_as_they_are() -> None:
    app = open_page("sources.py", v="1", lang="zh")
    assert [c.value for c in app.caption].count(ZH("sources.titles")) == 1
    shown = app.dataframe[0].value
    assert "美国证券交易委员会（SEC）" in set(shown["publisher"])
