"""Hostile routes, files, lists and pages: refused in a sentence, never an error of ours.

Links themselves are tried in ``test_link_fuzz``, links as data in ``test_routes``.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.testing.v1 import AppTest
from streamlit.web.server.starlette.starlette_app import create_streamlit_middleware
from streamlit.web.server.starlette.starlette_static_routes import (
    create_streamlit_static_assets_routes,
)

from engine import catalogue, pasted
from engine.own_history import HistoryRefused, read_history
from engine.own_losses import history_of
from pages.ui import own_prices, plotly_file, story_page
from pages.ui.compress import Compress
from pages.ui.data_routes import ROUTES
from pages.ui.guard import Guard
from pages.ui.headers import Headers
from pages.ui.text import words
from tests import asgi
from tests.strategies import thorough
from tests.test_link_fuzz import JUNK, NAMES_OF_LINKS
from tests.test_own_history import GOOD
from tests.test_page_history import upload
from tests.test_pages import open_page
from tests.test_story import STEPS

BOOK = catalogue.load()
FEW, PATHS_TRIED, FILES_TRIED, LISTS_TRIED = 60, 3_000, 5_000, 2_000
TELLTALE = re.compile(r"Traceback|\.py\b|site-packages|Error\(|0x[0-9a-f]{6}")
SAY = [words(language) for language in ("en", "zh")]

# What stands before and behind a real visitor's requests, without the sessions.
SITE = Starlette(
    routes=[*ROUTES, plotly_file.ROUTE, *create_streamlit_static_assets_routes(base_url=None)],
    middleware=[
        *(Middleware(one) for one in (Headers, Guard, Compress)), *create_streamlit_middleware(),
    ],
)  # fmt: skip
PIECES = ["..", ".", "static", "js", "_stcore", "stream", "health", "media", "upload_file", "%2e",
          "%00", "\\", "C:", "etc", "passwd", "\x00", "result.json", "result.csv", "plotly.min.js",
          "index.html", "settlement", "story", "～", "a" * 300, "//", "", "~", "agent"]  # fmt: skip
ROADS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=6).map(
    lambda parts: "/" + "/".join(parts)
)
METHODS = st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "X"])
HEADS = st.dictionaries(
    st.sampled_from(["host", "origin", "range", "accept-encoding", "cookie", "if-none-match"]),
    st.sampled_from(["", "gzip", "bytes=0-", "bytes=9-1", "bytes=a", "*", "null", "x" * 5_000,
                     "http://[", "session=e30.e30.e30", "gzip;q=0", '"a", "b"']),
    max_size=3,
)  # fmt: skip


def assert_refused_or_served(path: str, query: bytes, method: str, headers: dict[str, str]) -> None:
    reply = asgi.ask(SITE, path, query, method, headers)
    assert reply.status < 500
    assert "content-security-policy" in reply.headers
    if reply.status >= 400:
        assert not TELLTALE.search(reply.body.decode("utf-8", "replace"))


@thorough(FEW)
@given(ROADS, st.binary(max_size=60), METHODS, HEADS)
def test_no_path_is_too_strange(
    path: str, query: bytes, method: str, headers: dict[str, str]
) -> None:
    assert_refused_or_served(path, query, method, headers)


@pytest.mark.full
@thorough(PATHS_TRIED)
@given(ROADS, st.binary(max_size=60), METHODS, HEADS)
def test_three_thousand_paths(
    path: str, query: bytes, method: str, headers: dict[str, str]
) -> None:
    assert_refused_or_served(path, query, method, headers)


CELLS = st.sampled_from([*JUNK, "=1+1", "@x", "-1", "1e999", "2020-02-30", "２", "1,5", '"', "\r"])


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Draw a good file with some lines, cells or bytes of it spoilt, or no such file at all."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.binary(max_size=300))
    lines = list(GOOD)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        cells = lines[at].split(",")
        cells[draw(st.integers(0, len(cells) - 1))] = draw(CELLS | st.text(max_size=12))
        lines[at] = ",".join(cells)
    content = draw(st.sampled_from(["\n", "\r\n", "\r"])).join(lines).encode("utf-8", "replace")
    cut = draw(st.integers(0, 3)) == 0
    return content[: draw(st.integers(0, len(content)))] if cut else content


def assert_read_or_refused(content: bytes) -> None:
    try:
        found = history_of(read_history(content), own_prices.STEP)
    except HistoryRefused as refusal:
        for say in SAY:
            said = say(f"history.{refusal.code}", **refusal.fields)
            assert said.isprintable()
            assert len(said) < 300
    else:
        assert found.over(2).overlapping is not None


@thorough(FEW)
@given(files())
def test_no_file_is_too_strange(content: bytes) -> None:
    assert_read_or_refused(content)


@pytest.mark.full
@thorough(FILES_TRIED)
@given(files())
def test_five_thousand_files(content: bytes) -> None:
    assert_read_or_refused(content)


LISTED = st.lists(
    st.text(max_size=30)
    | st.sampled_from([*JUNK, "/margin?v=1&vol=60", "?v=1&step=2&guess=up", "javascript:alert(1)"])
    | st.builds("?v=1&{}={}".format, st.sampled_from(NAMES_OF_LINKS), st.sampled_from(JUNK)),
    max_size=80,
).map("\n".join)


def assert_listed(text: str) -> None:
    kept, faults = pasted.links(text)
    assert len(kept) <= pasted.MOST_LINKS
    asks = [(number, step.ask) for number, step in enumerate(STEPS, start=1) if step.ask]
    for number, ask in asks[:2]:
        guesses, more = pasted.guesses(text, ask, number, BOOK.controls)
        assert len(guesses) <= pasted.MOST_GUESSES
        assert story_page.listed_faults(more, SAY[0], **story_page.span(ask, SAY[0])) or not more
    assert all(story_page.listed_faults(faults, say) for say in SAY if faults)


@thorough(FEW)
@given(LISTED)
def test_no_list_is_too_strange(text: str) -> None:
    assert_listed(text)


@pytest.mark.full
@thorough(LISTS_TRIED)
@given(LISTED)
def test_two_thousand_lists(text: str) -> None:
    assert_listed(text)


def assert_calm(app: AppTest) -> None:
    assert not app.exception
    assert not app.error


@pytest.mark.full
def test_a_page_says_of_each_strange_file_why_it_is_refused() -> None:
    app = open_page("history.py", v="1", asset="own")
    for content in (b"", b"\x00" * 1_000, b"\xff\xfe", b"a: &a [*a, *a]", b"PK\x03\x04", b"=1+1"):
        upload(app, content)
        assert_calm(app)
        assert app.warning
    upload(app, "\n".join(GOOD).encode())
    assert not app.warning


@pytest.mark.full
@pytest.mark.parametrize("view", ["overview.py", "story.py", "compare.py"])
def test_a_page_answers_strange_links_calmly(view: str) -> None:
    for at, junk in enumerate(JUNK):
        names = NAMES_OF_LINKS[at :: len(JUNK)]
        assert_calm(open_page(view, **dict.fromkeys(names, junk)))
