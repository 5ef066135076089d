"""A link as data: the same figures and notices as the command line, and never an error of ours."""

import csv
import io
import json
from typing import Any
from urllib.parse import quote

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from engine import catalogue, link
from engine.__main__ import main
from engine.report import report
from engine.results import HEADLINES
from pages.ui import data_routes
from pages.ui.data_routes import COLUMNS, LONGEST, ROUTES
from pages.ui.text import words
from tests import asgi
from tests.asgi import Reply
from tests.strategies import scenarios, thorough
from tests.test_link_fuzz import JUNK, NAMES_OF_LINKS

BOOK = catalogue.load()
SITE = Starlette(routes=list(ROUTES))
PATHS = [route.path for route in ROUTES]
SHORT, WHOLE = 200, 5_000


def ask(path: str, query: str | bytes = "", method: str = "GET") -> Reply:
    """Call the routes."""
    return asgi.ask(SITE, path, query, method)


def table(reply: Reply) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reply.body.decode("utf-8-sig"))))


@pytest.mark.parametrize("code", list(BOOK.presets))
def test_a_preset_gives_what_the_command_line_prints(
    code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = BOOK.presets[code].link
    main([text])
    reply = ask("/result.json", text)
    assert reply.status == 200
    assert reply.body.decode() + "\n" == capsys.readouterr().out
    rows = table(ask("/result.csv", text))
    found = reply.json
    assert [row["name"] for row in rows] == list(HEADLINES)
    for row in rows:
        for column, part in (("scenario", "results"), ("baseline", "baseline")):
            value = found[part]["headline"][row["name"]]
            assert (float(row[column]) if row[column] else None) == value
        if row["change"]:
            gap = float(row["scenario"]) - float(row["baseline"])
            assert float(row["change"]) == gap


def test_the_address_without_a_query_is_the_default() -> None:
    assert ask("/result.json").json["scenario"]["link"] == "v=1"


def test_labels_come_in_the_language_of_the_link() -> None:
    for language in ("en", "zh"):
        rows = table(ask("/result.csv", f"v=1&lang={language}"))
        say = words(language)
        assert [row["label"] for row in rows] == [say(f"headline.{name}") for name in HEADLINES]


def test_units_say_what_the_numbers_are() -> None:
    units = {row["name"]: row["unit"] for row in table(ask("/result.csv", "v=1"))}
    assert units["posted"] == "usd_m"
    assert units["cost"] == "usd_m_year"
    assert units["hours"] == "hours"
    assert units["leverage"] == "ratio"


def test_what_is_not_understood_is_said_by_all_three(capsys: pytest.CaptureFixture[str]) -> None:
    text = "v=1&vol=abc&zz=1"
    main([text])
    said = json.loads(capsys.readouterr().out)["notices"]
    assert [notice["name"] for notice in said] == ["vol", "zz"]
    assert ask("/result.json", text).json["notices"] == said
    assert ask("/sources.json", text).json["notices"] == said
    extra = table(ask("/result.csv", text))[len(HEADLINES) :]
    assert [row["name"] for row in extra] == ["notice", "notice"]
    assert "abc" in extra[0]["label"]
    assert "zz" in extra[1]["label"]
    assert "`" not in extra[0]["label"]


def test_pandas_reads_the_table() -> None:
    frame = pd.read_csv(io.BytesIO(ask("/result.csv", "v=1&lang=zh").body), index_col="name")
    assert [frame.index.name, *frame.columns] == list(COLUMNS)
    found = report_of("v=1")["results"]["headline"]
    assert frame["scenario"].to_dict() == pytest.approx(found)


def report_of(text: str) -> dict[str, Any]:
    return report(link.read_text(text, BOOK.controls), BOOK)


def test_without_an_answer_the_cells_are_empty() -> None:
    rows = {row["name"]: row for row in table(ask("/result.csv", "v=1&mix=btc:50,eth:50"))}
    assert rows["posted"]["scenario"] == rows["posted"]["change"] == ""
    assert float(rows["posted"]["baseline"]) > 0


def test_the_register_names_value_class_and_source_of_each_number() -> None:
    rows = ask("/sources.json", "v=1&vol=40").json["sources"]
    assert len(rows) == len({row["id"] for row in rows})
    found = {row["id"]: row for row in rows}
    fund = found["settlement.fund"]
    assert (fund["value"], fund["unit"]) == (BOOK.number("settlement.fund"), "usd_bn")
    assert "locked" in fund["figures"]
    assert "initial_margin" not in fund["figures"]
    assert found["margin.vol"]["value"] == 40.0
    assert found["margin.vol"]["class"] == "yours"
    for row in rows:
        assert row["class"] == "yours" or (row["publisher"] and row["source"])
        assert row["kind"] not in {"fact", "rail", "rule"} or row["date"]
        assert row["kind"] != "fact" or row["value"] is not None


@pytest.mark.parametrize("code", list(BOOK.presets))
def test_the_register_answers_for_every_preset(code: str) -> None:
    reply = ask("/sources.json", BOOK.presets[code].link)
    assert reply.status == 200
    unknown = [
        row["id"] for row in reply.json["sources"] if row["kind"] == "fact" and row["value"] is None
    ]
    assert all(BOOK.number(name) == float("inf") for name in unknown)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_reading_is_answered(path: str, method: str) -> None:
    reply = ask(path, "v=1", method)
    assert reply.status == 405
    assert reply.headers["allow"] == "GET, HEAD"
    assert path in reply.json["error"]


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_kept_for_minutes_and_refusals_not_at_all(path: str) -> None:
    good, bad = ask(path, "v=1", "HEAD"), ask(path, "a" * (LONGEST + 1))
    assert good.status == 200
    assert good.headers["cache-control"] == "public, max-age=300"
    assert good.headers["content-type"].endswith("charset=utf-8")
    assert bad.status == 400
    assert bad.headers["cache-control"] == "no-store"
    assert str(LONGEST) in bad.json["error"]


def test_a_link_longer_than_is_read_says_so() -> None:
    found = ask("/result.json", "v=1&" + "a" * 6_000).json
    assert found["notices"][0]["code"] == "link_too_long"


def test_what_the_engine_refuses_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        msg = "the fund is empty"
        raise ValueError(msg)

    monkeypatch.setattr(data_routes, "report", refuse)
    reply = ask("/result.json", "v=1")
    assert reply.status == 400
    assert "the fund is empty" in reply.json["error"]


PARTS = st.tuples(
    st.sampled_from(NAMES_OF_LINKS) | st.text(max_size=10),
    st.sampled_from(JUNK) | st.text(max_size=20) | st.integers().map(str),
)
TEXTS = st.lists(PARTS, max_size=12).map(
    lambda parts: "&".join(
        f"{quote(n, errors='replace')}={quote(v, errors='replace')}" for n, v in parts
    )
)
KNOWN = scenarios().map(lambda found: link.write(found, BOOK.controls))
QUERIES = st.binary(max_size=200) | TEXTS.map(str.encode) | KNOWN.map(str.encode)


def assert_calm(path: str, query: bytes) -> None:
    reply = ask(path, query)
    assert reply.status == (400 if len(query) > LONGEST else 200)
    if path.endswith(".json"):
        assert ("error" in reply.json) == (reply.status == 400)
    elif reply.status == 200:
        assert [row["name"] for row in table(reply)][: len(HEADLINES)] == list(HEADLINES)


@thorough(SHORT)
@given(st.sampled_from(PATHS), QUERIES)
def test_no_query_is_too_strange(path: str, query: bytes) -> None:
    assert_calm(path, query)


@pytest.mark.full
@thorough(WHOLE)
@given(st.sampled_from(PATHS), QUERIES)
def test_five_thousand_queries(path: str, query: bytes) -> None:
    assert_calm(path, query)
