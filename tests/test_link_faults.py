"""Links that cannot be honoured: every fault has its notice, and the default is used."""

import pytest

from engine import catalogue, link
from engine.controls import default_scenario
from engine.kinds import CODES
from engine.link import read, read_text
from engine.notices import LINK_CODES
from engine.query import MAX_LINK, MAX_PARAMETERS, MAX_VALUE, PAGES
from engine.scenario import get, replace
from pages.ui import describe
from pages.ui.text import words
from tests.strategies import controls

DEFAULT = default_scenario(controls())


def codes(text: str) -> list[tuple[str, str]]:
    return [(notice.name, notice.code) for notice in read_text(text, controls()).notices]


def test_a_retired_field_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "REMOVED", {"oldname": "removed_oldname"})
    reading = read("v=1&oldname=7&n=500", controls())
    assert [(n.code, n.name, n.given) for n in reading.notices] == [
        ("removed_oldname", "oldname", "7")
    ]
    assert reading.scenario == replace(DEFAULT, "firm.notional", 500.0)


BAD_NUMBERS = ["", "abc", "nan", "inf", "-inf", "1e309", "1e3", "-1", "100001", "0.5", "1,000",
               "1 000", "０", "0x10", "1_000", "9" * 400]  # fmt: skip


@pytest.mark.parametrize("bad", BAD_NUMBERS)
def test_a_bad_number_takes_the_default_and_is_reported(bad: str) -> None:
    reading = read({"v": ["1"], "n": [bad]}, controls())
    assert reading.scenario == DEFAULT
    assert [(n.name, n.given, n.used) for n in reading.notices] == [
        ("n", bad[:79] + "…" if len(bad) > 80 else bad, "1000")
    ]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("v=1&zz=3", "zz", "unknown_name"),
        ("v=1&N=3", "N", "unknown_name"),
        ("v=1&=3", "", "unknown_name"),
        ("v=1&h=3", "h", "unknown_name"),
        ("v=1&h.gold=3", "h.gold", "unknown_name"),
        ("v=1&n=5&n=5", "n", "repeated"),
        ("v=1&n", "n", "empty"),
        ("v=1&h.btc=", "h.btc", "empty"),
        ("v=1&h.btc=101", "h.btc", "out_of_range"),
        ("v=1&h.btc=12.34", "h.btc", "off_step"),
        ("v=1&vol=automatic", "vol", "not_a_number"),
        ("v=1&cycle=T4", "cycle", "unknown_option"),
        ("v=1&cycle=B49", "cycle", "unknown_option"),
        ("v=1&mint=yes", "mint", "not_a_flag"),
        ("v=1&asof=2026-13-01", "asof", "bad_date"),
        ("v=1&asof=20261006", "asof", "bad_date"),
        ("v=1&asof=2031-01-01", "asof", "out_of_range"),
        ("v=1&without=25-39,25-39", "without", "item_repeated"),
        ("v=1&without=25-39,", "without", "unknown_option"),
        ("v=1&without=99-1", "without", "unknown_option"),
        ("v=1&mix=btc:50", "mix", "mix_sum"),
        ("v=1&mix=btc:50,cash:50.1", "mix", "mix_sum"),
        ("v=1&mix=btc:50,btc:50", "mix", "item_repeated"),
        ("v=1&mix=gold:100", "mix", "mix_asset"),
        ("v=1&mix=btc:120,cash:-20", "mix", "out_of_range"),
        ("v=1&mix=btc:33.35,cash:66.65", "mix", "off_step"),
        ("v=1&mix=btc", "mix", "mix_format"),
        ("v=1&mix=100", "mix", "mix_format"),
        ("v=1&mix=btc:nan,cash:100", "mix", "mix_format"),
        ("v=1&mix=", "mix", "empty"),
        ("v=1&title=" + "x" * 81, "title", "text_too_long"),
        ("v=1&title=" + "x" * (MAX_VALUE + 1), "title", "value_too_long"),
        ("v=1&title=a%00b", "title", "bad_characters"),
        ("v=1&title=%FF", "title", "bad_characters"),
        ("v=1&t.spread=300", "t.spread", "unknown_name"),
        ("v=1&t.spread.4=300", "t.spread.4", "unknown_name"),
        ("v=1&t.spread.2=1000", "t.spread.2", "cuts_order"),
        ("v=1&t.spread.3=300&t.spread.1=900", "t.spread.3", "cuts_order"),
        ("v=1&t.sources.1=4", "t.sources.1", "cuts_order"),
        ("v=1&pass=0", "pass", "out_of_range"),
        ("v=1&lang=fr", "lang", "bad_lang"),
        ("v=1&lang=en&lang=zh", "lang", "bad_lang"),
        ("v=99&n=500", "v", "version_unknown"),
        ("v=01&n=500", "v", "version_unknown"),
        ("v=&n=500", "v", "version_unknown"),
        ("v=1&v=1&n=500", "v", "repeated"),
        ("n=500", "v", "version_missing"),
    ],
)  # fmt: skip
def test_every_fault_has_its_notice(text: str, name: str, code: str) -> None:
    assert codes(text) == [(name, code)]
    scenario = read_text(text, controls()).scenario
    kept = replace(DEFAULT, "firm.notional", 500.0) if "n=500" in text else DEFAULT
    assert scenario == kept


SILENT = ["", "?", "utm_source=x&fbclid=1", "lang=zh", "d=1&claim=im:3", "embed=true&from=x",
          "v=1", "&&&", "https://example.org/", "/"]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_nothing_to_say_means_no_notice(text: str) -> None:
    reading = read_text(text, controls())
    assert reading.notices == ()
    assert reading.scenario == DEFAULT


def test_both_values_are_named() -> None:
    notice = read_text("v=1&mix=btc:50,gold:60", controls()).notices[0]
    assert (notice.given, notice.used) == ("btc:50,gold:60", "tbill:50,usdc:30,btc:20")
    assert read_text("v=1&title=%00", controls()).notices[0].used == "none"
    assert read_text("v=1&h.btc=x", controls()).notices[0].used == "auto"


def test_cut_offs_out_of_order_are_named_with_what_holds_instead() -> None:
    reading = read_text("v=1&t.gap.2=8&t.gap.3=9&t.days.1=9", controls())
    (said,) = reading.notices
    assert (said.name, said.given, said.used) == ("t.gap.2", "3:9,2:8", "auto")
    assert reading.scenario == replace(DEFAULT, "tests.cuts_days_to_sell.1", 9.0)


def test_a_long_link_is_read_as_far_as_it_goes() -> None:
    text = "v=1&n=500&" + "&".join(f"x{i}=1" for i in range(900)) + "&since=12"
    reading = read_text(text, controls())
    assert reading.scenario == replace(DEFAULT, "firm.notional", 500.0)
    assert reading.notices[0].code == "link_too_long"
    assert reading.notices[0].given == str(len(text))
    assert read_text("v=1&title=" + "y" * MAX_LINK, controls()).scenario == DEFAULT


def test_too_many_parameters_are_announced() -> None:
    text = "v=1&n=500&" + "&".join(f"x{i}=1" for i in range(MAX_PARAMETERS))
    assert len(text) < MAX_LINK
    reading = read_text(text, controls())
    assert reading.scenario.firm.notional == 500.0
    assert reading.notices[0].code == "too_many_parameters"
    decoded = {part.partition("=")[0]: [part.partition("=")[2]] for part in text.split("&")}
    assert read(decoded, controls()).notices[0].code == "too_many_parameters"


def test_a_long_decoded_query_is_read_as_far_as_it_goes() -> None:
    given = {"v": ["1"], "n": ["500"]} | {f"x{i}": ["y" * 400] for i in range(20)}
    reading = read(given | {"since": ["12"]}, controls())
    assert reading.scenario == replace(DEFAULT, "firm.notional", 500.0)
    assert reading.notices[0].code == "link_too_long"


def test_a_lone_text_is_one_value() -> None:
    assert read({"v": "1", "n": "500"}, controls()).scenario.firm.notional == 500.0
    assert read({"v": ["1"], "n": []}, controls()).scenario == DEFAULT


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("https://example.org", "overview"),
        ("https://example.org/?v=1", "overview"),
        ("https://example.org?v=1", "overview"),
        ("https://example.org/settlement?v=1&lang=zh#part", "settlement"),
        ("http://localhost:8501/app/story/", "story"),
        ("/calls?v=1", "calls"),
        ("/", "overview"),
        ("example.org/margin?v=1", "margin"),
        ("example.org/margin", "margin"),
        ("https://example.org/nowhere?v=1", None),
        ("?v=1", None),
        ("v=1&title=margin/calls?", None),
        ("v=1", None),
        ("", None),
    ],
)
def test_the_page_of_an_address_is_found(text: str, page: str | None) -> None:
    reading = read_text(f"  {text}\n", controls())
    assert reading.page == page
    assert reading.notices == ()
    assert page is None or page in PAGES


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("code", [*CODES, *LINK_CODES, *link.REMOVED.values()])
def test_every_notice_has_its_sentence(code: str, language: str) -> None:
    said = words(language)(f"notice.{code}", name="n", given="7", used="1000", range="0 to 9")
    assert len(said) > len(code)
    assert "{" not in said


def test_a_value_out_of_range_is_told_the_range_with_its_unit() -> None:
    book = catalogue.load().controls
    (high,) = read("v=1&h.btc=140", book).notices
    assert "Allowed: 0% to 100%." in describe.notice(high, words("en"))
    assert "可取 0% 至 100%。" in describe.notice(high, words("zh"))
    (early,) = read("v=1&asof=1999-01-01", book).notices
    assert "1 January 2017 to 31 December 2029" in describe.notice(early, words("en"))
    (option,) = read("v=1&without=nothing", book).notices
    said = describe.notice(option, words("en"))
    assert said.startswith("`nothing` in the link is no option of “Instruments withdrawn")
    assert "Allowed" not in said
    assert describe.span("zz", words("en")) == ""
    assert describe.span("rail", words("en")) == ""


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        (
            "rail=nonsense",
            "`nonsense` in the link is no option of “{label}” (`rail`); “{used}” is used instead.",
            "链接中的`nonsense`不是“{label}”（`rail`）的选项，现采用“{used}”。",
        ),
        ("n=abc", "“{label}” (`n`) is `abc`", "“{label}”（`n`）的值`abc`"),
        ("n=abc", "; {used} is used.", "现采用{used}。"),
    ],
)
def test_a_notice_names_the_control_and_what_is_used_as_the_page_does(
    text: str, en: str, zh: str
) -> None:
    book = catalogue.load().controls
    (found,) = read(f"v=1&{text}", book).notices
    path = book.by_name[found.name].path
    for said, language in ((en, "en"), (zh, "zh")):
        say = words(language)
        used = describe.value(path, get(book.versions[1], path), say)
        wanted = said.format(label=describe.label(path, say), used=used)
        assert wanted in describe.notice(found, say)
        assert f"`{found.used}`" not in describe.notice(found, say)


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("h.btc=x", "; “automatic”"),
        ("mix=gold:100", "; T-bills 50%, USDC 30%, BTC 20%"),
        ("without=nothing", "; “none”"),
        ("market=7", "; “off”"),
        ("asof=x", "; 6 October 2026"),
        ("title=%00", "`none`"),
        ("b=1&b=2", "`none`"),
    ],
)
def test_what_is_used_is_said_for_every_kind(text: str, used: str) -> None:
    (found,) = read(f"v=1&{text}", catalogue.load().controls).notices
    assert f"{used} is used" in describe.notice(found, words("en"))
