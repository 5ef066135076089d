"""The share dialog, its QR code, and what a page says of an opened link's figures."""

import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from engine import catalogue, claim_check
from engine.claim import Gap
from engine.claim_check import REASONS, SAME, Verdict
from engine.link import read_text
from pages.ui import address, qr
from pages.ui.text import words
from tests.test_pages import open_page

BOOK = catalogue.load()
TODAY = BOOK.facts.edition.isoformat()
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
CLAIM = "locked:265.4,im:159.3,posted:167.4,fund:98,cash:377,cost:10,hours:0.25,loss:196.4"
PUBLIC = "https://plumbline.example"


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(address.SETTING, f"{PUBLIC}/")


def opened(lang: str, **query: str) -> AppTest:
    app = open_page("overview.py", v="1", lang=lang, **query)
    assert not app.code
    app.session_state["link"] = True
    app.run()
    assert not app.exception
    return app


def picture(app: AppTest) -> str:
    """Return the SVG text of the one picture on the page."""
    found = next(iter(app.get("image") or app.get("imgs") or app.get("unknown")))
    source = re.search(r"data:image/svg\+xml;base64,([\w+/=]+)", str(found.proto))
    assert source
    return b64decode(source[1]).decode()


def scanned(text: str) -> str:
    found = zxingcpp.read_barcodes(Image.open(BytesIO(qr.png(text))))
    return str(found[0].text)


# The dialog.


@LANGUAGES
@pytest.mark.usefixtures("public")
def test_the_dialog_shows_link_length_figures_and_code(lang: str) -> None:
    app, say = opened(lang, cycle="T2"), words(lang)
    link = str(app.code[0].value)
    assert link.startswith(f"{PUBLIC}/?v=1&cycle=T2&d={TODAY}&claim=locked:295.4,im:159.3,")
    assert link.endswith(f"&lang={lang}")
    captions = [str(caption.value) for caption in app.caption]
    assert say("share.length", length=len(link)) in captions
    held = next(text for text in captions if text.startswith(say("share.about")))
    assert say("headline.locked") in held
    assert {"en": "USD 295.4m", "zh": "2.954 亿美元"}[lang] in held
    assert scanned(link) == link
    assert qr.svg(link) in picture(app)
    assert {"open_link", "control.firm.title"} <= {box.key for box in app.text_input}


@LANGUAGES
def test_the_dialog_says_that_the_figures_of_b_are_not_claimed(lang: str) -> None:
    said = words(lang)("share.other")
    for b in ("today", "v=1&cycle=T2"):
        app = opened(lang, b=b)
        assert "&b=" in str(app.code[0].value)
        assert any(str(one.value).endswith(said) for one in app.caption)
    assert not any(said in str(one.value) for one in opened(lang).caption)


@LANGUAGES
def test_a_long_link_says_so_and_what_no_code_can_hold_too(lang: str) -> None:
    title = "案" * 40
    app, say = opened(lang, title=title, b="v=1&" * 370), words(lang)
    link = str(app.code[0].value)
    captions = [str(caption.value) for caption in app.caption]
    assert say("share.long", length=len(link), most=300) in captions
    assert len(link) > 2_000


def test_the_link_of_the_dialog_opens_with_the_same_figures() -> None:
    link = str(opened("en", cycle="ATOM").code[0].value)
    reading = read_text(link, BOOK.controls)
    app = open_page("overview.py", v="1", lang="zh", cycle="ATOM", **dict(reading.beside))
    assert [said.value for said in app.success] == [sentence("zh", SAME, 8, 0)]


# What a page says of a claim.


def sentence(lang: str, reason: str, count: int, gaps: int) -> str:
    day = {"en": "22 November 2026", "zh": "2026年11月22日"}[lang]
    return words(lang)(f"claimed.{reason}", count=count, gaps=gaps, day=day, today=day)


@LANGUAGES
def test_a_link_that_reproduces_its_figures_says_so(lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang, d=TODAY, claim=CLAIM)
    assert [said.value for said in app.success] == [sentence(lang, SAME, 8, 0)]
    assert not app.warning


@LANGUAGES
def test_an_edition_that_is_not_known_is_no_fact(lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang, d="2025-01-01", claim=CLAIM)
    assert not app.success
    day, today = {
        "en": ("1 January 2025", "22 November 2026"), "zh": ("2025年1月1日", "2026年11月22日"),
    }[lang]  # fmt: skip
    said = words(lang)("claimed.same_unknown", count=8, day=day, today=today)
    assert [str(one.value) for one in app.warning] == [said]
    wrong = CLAIM.replace("159.3", "99")
    app = open_page("overview.py", v="1", lang=lang, d="2025-01-01", claim=wrong)
    said = words(lang)("claimed.unknown", count=8, gaps=1, day=day, today=today)
    assert str(app.warning[0].value).startswith(said)


@LANGUAGES
def test_a_claim_beside_a_second_scenario_speaks_of_a_only(lang: str) -> None:
    only = words(lang)("claimed.only_a")
    for b in ("today", "v=1&cycle=T2"):
        app = open_page("compare.py", v="1", lang=lang, d=TODAY, claim=CLAIM, b=b)
        (said,) = (str(one.value) for one in app.success)
        assert said.startswith(sentence(lang, SAME, 8, 0))
        assert said.endswith(only)
    wrong = CLAIM.replace("159.3", "99")
    app = open_page("compare.py", v="1", lang=lang, d=TODAY, claim=wrong, b="today")
    assert only in str(app.warning[0].value).partition("\n")[0]
    app = open_page("compare.py", v="1", lang=lang, d=TODAY, claim=CLAIM)
    assert not any(only in str(one.value) for one in app.success)


@LANGUAGES
def test_a_tampered_claim_differs_with_both_figures(lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang, d=TODAY, claim=CLAIM.replace("159.3", "99"))
    said = str(app.warning[0].value)
    assert said.startswith(sentence(lang, "formula", 8, 1))
    shown = {"en": ("USD 99m", "USD 159.3m"), "zh": ("9900 万美元", "1.593 亿美元")}[lang]
    name = words(lang)("headline.initial_margin")
    assert words(lang)("claimed.gap", name=name, said=shown[0], now=shown[1]) in said
    assert not app.success


@pytest.fixture(params=[reason for reason in REASONS if reason != SAME])
def reason(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let every claim differ for one reason."""
    gaps = (Gap("hours", "0.5", "0.25"), Gap("leverage", "none", "5.336"))
    found = Verdict(8, gaps, request.param, BOOK.facts.edition)
    monkeypatch.setattr(claim_check, "judge", lambda *_, **__: replace(found))
    return str(request.param)


@LANGUAGES
def test_every_reason_has_its_sentence(reason: str, lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang, d=TODAY, claim=CLAIM)
    said = str(app.warning[0].value)
    assert said.startswith(sentence(lang, reason, 8, 2))
    assert words(lang)("headline.no_answer") in said
    assert not app.exception


@LANGUAGES
def test_what_cannot_be_read_is_said_and_shown_as_plain_text(lang: str) -> None:
    app = open_page("overview.py", v="1", lang=lang, d="<b>", claim="zz:1,im:1e9,im:159.3,im:2")
    assert not app.exception
    said = "\n".join(str(warning.value) for warning in app.warning)
    for quoted in ("`zz:1`", "`im:1e9`", "`im:2`", "`<b>`"):
        assert quoted in said
    assert [one.value for one in app.success] == [
        words(lang)("claimed.same", count=1, gaps=0, day=words(lang)("date.undated"),
                    today={"en": "22 November 2026", "zh": "2026年11月22日"}[lang])
    ]  # fmt: skip


def test_an_edit_ends_the_claim_and_undo_does_not_bring_it_back() -> None:
    app = open_page("overview.py", v="1", lang="en", d=TODAY, claim=CLAIM)
    assert app.success
    app.slider(key="control.collateral.haircuts.btc").set_value(60.0).run()
    assert not app.success
    assert not {"d", "claim"} & set(app.query_params)
    app.button(key="undo").click().run()
    assert not app.success
    assert not app.warning


def test_an_opened_link_is_held_to_its_claim() -> None:
    app = open_page("overview.py", v="1", lang="en")
    link = f"{PUBLIC}/?v=1&cycle=T2&d={TODAY}&claim=fund:128,im:1"
    app.session_state["link"] = True
    app.run().text_input(key="open_link").set_value(link).run()
    assert str(app.warning[0].value).startswith(sentence("en", "formula", 2, 1))
    app.button(key="undo").click().run()
    assert not app.warning


# Addresses and codes.


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://plumbline.example", "https://plumbline.example"),
        (" http://10.0.0.7:8501/ ", "http://10.0.0.7:8501"),
        ("https://example.org/tools/plumbline/", "https://example.org/tools/plumbline"),
        ("http://[::1]:8501", "http://[::1]:8501"),
        ("", ""),
    ],
)
def test_a_public_address_is_taken(given: str, kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(address.SETTING, given)
    assert address.public() == kept


@pytest.mark.parametrize(
    "given",
    [
        "plumbline.example", "ftp://example.org", "javascript:alert(1)", "https://", "https://a b",
        "https://user:secret@example.org", "https://example.org?x=1", "https://example.org/#a",
        "https://example.org:99999", "https://example.org:x", "https://exämple.org/<b>", "//x",
    ],
)  # fmt: skip
@LANGUAGES
def test_what_is_no_address_is_refused(
    given: str, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(address.SETTING, given)
    with pytest.raises(ValueError, match="is no address"):
        address.public()
    if given == "plumbline.example":
        app = opened(lang)
        said = [str(warning.value) for warning in app.warning]
        assert said == [words(lang)("share.address", setting=address.SETTING)]


@pytest.mark.parametrize(
    ("seen", "page", "home"),
    [
        ("http://host", "http://host/", "http://host/"),
        ("http://host/", "http://host/", "http://host/"),
        ("http://host?v=1", "http://host/", "http://host/"),
        ("http://story", "http://story/", "http://story/"),
        ("http://host/margin", "http://host/margin", "http://host/"),
        ("http://host/tools", "http://host/tools/", "http://host/tools/"),
        ("http://host/tools/margin?v=1#x", "http://host/tools/margin", "http://host/tools/"),
        (None, "", ""),
    ],
)
def test_the_address_of_the_overview_ends_with_a_slash_everywhere(
    seen: str | None, page: str, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(address.SETTING, raising=False)
    monkeypatch.setattr(address, "st", SimpleNamespace(context=SimpleNamespace(url=seen)))
    assert (address.page(), address.home()) == (page, home)


@settings(max_examples=40)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=600))
def test_a_code_scans_back_to_its_link(text: str) -> None:
    assert scanned(f"{PUBLIC}/?{text}") == f"{PUBLIC}/?{text}"


def test_a_text_no_code_can_hold_is_refused() -> None:
    for make in (qr.svg, qr.png):
        with pytest.raises(ValueError, match="too large"):
            make("x" * 3_000)
