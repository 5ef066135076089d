"""What the server tells browsers, on every kind of answer."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from pages.ui import chart_element, headers, plotly_file
from pages.ui.headers import FIXED, SETTING, Headers
from tests import asgi
from tests.test_pages import CHARTS

POLICY = "content-security-policy"


def page(request: Request) -> PlainTextResponse:
    """Answer with two headers, one of which the app decides itself."""
    return PlainTextResponse("ok", headers={"Referrer-Policy": "unsafe-url", "X-Own": "1"})


def index(request: Request) -> HTMLResponse:
    """Answer as Streamlit does for every page."""
    return HTMLResponse("<html></html>")


SITE = Starlette(
    routes=[Route("/", page), Route("/{page}", index)], middleware=[Middleware(Headers)]
)


def policy(query: str = "", path: str = "/") -> dict[str, str]:
    text = asgi.ask(SITE, path, query).headers[POLICY]
    return dict(part.split(" ", 1) for part in text.split("; "))


@pytest.mark.parametrize("path", ["/", "/no-such-page"])
def test_every_answer_has_the_headers(path: str) -> None:
    given = asgi.ask(SITE, path).headers
    assert {name: given[name.lower()] for name in FIXED} == FIXED
    assert list(given).count("referrer-policy") == 1


def test_nothing_comes_from_elsewhere_and_no_text_is_run() -> None:
    parts = policy()
    assert "unsafe-eval" not in str(parts)
    assert "unsafe-inline" not in parts["script-src"]
    assert not any(mark in str(parts) for mark in ("http:", "https:", "*"))
    assert parts["object-src"] == "'none'"


def test_the_one_script_in_streamlits_page_is_named_by_its_hash() -> None:
    """If Streamlit's page changes, this fails before a browser shows an empty page."""
    hashes = headers.inline_scripts()
    assert len(hashes) == 1
    assert f"'{hashes[0]}'" in policy()["script-src"]


def test_only_a_view_made_for_frames_may_stand_in_a_strangers_frame() -> None:
    assert policy("v=1&lang=zh")["frame-ancestors"] == "'self'"
    assert policy("v=1&show=")["frame-ancestors"] == "'self'"
    assert policy("v=1&show=ribbon")["frame-ancestors"] == "*"


def test_who_may_frame_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "'self' https://example.org")
    assert policy("show=ribbon")["frame-ancestors"] == "'self' https://example.org"


@pytest.mark.parametrize("given", ["'self'; script-src *", "a,b", "x\r\ny"])
def test_a_setting_that_would_change_the_rest_is_refused(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, given)
    with pytest.raises(ValueError, match="is no list of addresses"):
        headers.framing()


def test_a_query_of_any_bytes_is_answered() -> None:
    assert asgi.ask(SITE, "/", b"show=%ff&\xff\x00=&&;;=%").status == 200


@pytest.mark.parametrize(("view", "charts"), CHARTS.items())
def test_a_page_with_charts_names_their_script_early(view: str, charts: int) -> None:
    found = asgi.ask(SITE, f"/{view.removesuffix('.py')}", "v=1").headers.get("link")
    assert found == (headers.early() if charts else None)
    assert f"<{plotly_file.address()}>; rel=preload; as=script" in headers.early()
    assert f"<{chart_element.FILE.address()}>; rel=modulepreload" in headers.early()


def test_what_draws_no_chart_does_not_load_the_script_for_them() -> None:
    assert "link" not in asgi.ask(SITE, "/").headers
    assert "link" not in asgi.ask(SITE, "/overview", "v=1&show=ribbon").headers
    assert "link" in asgi.ask(SITE, "/overview", "v=1&show=flow").headers
