"""Static files travel compressed, and stay what they are."""

import asyncio
import gzip
from collections import Counter

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from pages.ui import compress, plotly_file
from pages.ui.compress import Compress, is_file, request
from tests import asgi
from tests.asgi import Reply

TEXT = b"function plumb(line) { return line; }\n" * 200
FIXED = "public, immutable, max-age=31536000"
ASKED: Counter[str] = Counter()
GZIP = {"accept-encoding": "gzip"}


async def started() -> Message:
    """Be asked to start, once."""
    return {"type": "lifespan.startup"}


async def heard(message: Message) -> None:
    """Hear that it did."""


LIFESPAN = (started, heard)


def file(request: Request) -> Response:
    """Answer as Streamlit does: a page of its own for a name that it does not know."""
    name = request.url.path.rpartition("/")[2]
    ASKED[name] += 1
    if name.startswith("none"):
        return Response(TEXT, media_type="text/html", headers={"Cache-Control": "no-cache"})
    body = b"x" if name.startswith("small") else TEXT
    return Response(body, media_type="text/javascript", headers={"Cache-Control": FIXED})


def site() -> Starlette:
    ASKED.clear()
    routes = [Route("/static/{name:path}", file), Route("/result.json", file), plotly_file.ROUTE]
    return Starlette(routes=routes, middleware=[Middleware(Compress)])


def ask(app: Starlette, name: str, **headers: str) -> Reply:
    given = {"accept-encoding": "gzip, br"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return asgi.ask(app, f"/static/js/{name}", headers=given)


def test_a_file_is_compressed_once_and_unpacks_to_itself() -> None:
    app = site()
    for _ in range(3):
        reply = ask(app, "one.js")
        assert gzip.decompress(reply.body) == TEXT
        assert len(reply.body) * 10 < len(TEXT)
        assert reply.headers["content-encoding"] == "gzip"
        assert reply.headers["content-length"] == str(len(reply.body))
        assert reply.headers["vary"] == "Accept-Encoding"
        assert reply.headers["cache-control"] == FIXED
    assert ASKED["one.js"] == 1


@pytest.mark.parametrize(
    "headers",
    [{"accept_encoding": "identity"}, {"range": "bytes=0-9"}, {"if_none_match": '"a"'}],
)
def test_who_asks_for_something_else_gets_the_apps_own_answer(headers: dict[str, str]) -> None:
    app = site()
    assert ask(app, "one.js").headers["content-encoding"] == "gzip"
    reply = ask(app, "one.js", **headers)
    assert "content-encoding" not in reply.headers
    assert reply.body == TEXT


@pytest.mark.parametrize("name", ["none.js", "small.js", "picture.png"])
def test_what_is_no_fixed_text_is_passed_on_and_not_kept(name: str) -> None:
    app = site()
    before = ask(app, name)
    after = ask(app, name)
    assert before.headers["cache-control"] == after.headers["cache-control"]
    assert ASKED[name] >= 2
    assert not asgi.ask(app, f"/static/js/{name}").headers.get("content-encoding")


def test_who_asks_at_once_waits_for_one_compression() -> None:
    async def crowd() -> None:
        app = Compress(Starlette(routes=[Route("/static/js/{name}", file)]))
        paths = ["/static/js/one.js"] * 20
        replies = await asyncio.gather(*(asgi.answer(app, path, GZIP) for path in paths))
        assert {gzip.decompress(reply.body) for reply in replies} == {TEXT}
        assert not app.under_way

    ASKED.clear()
    asyncio.run(crowd())
    assert ASKED["one.js"] == 1


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compress, "MOST", 250)
    app = Compress(Starlette(routes=[Route("/static/js/{name}", file)]))
    replies = [asgi.ask(app, f"/static/js/{n}.js", headers=dict(GZIP)) for n in range(9)]
    assert 0 < len(app.kept) < 9
    assert sum(one.size for one in app.kept.values()) <= 250
    assert all(TEXT in (reply.body, gzip.decompress(reply.body)) for reply in replies[:1])
    assert replies[-1].body == TEXT


@pytest.mark.parametrize(
    "path",
    ["/static//js/a.js", "/static/./a.js", "/static/js/x/a.js", "/any/plotly.min.js", "/a.js/b",
     "/static/media/a.woff2", "/result.json", "/", "/.js"],
)  # fmt: skip
def test_one_file_has_one_address_to_be_kept_under(path: str) -> None:
    """Else the memory could be filled with copies."""
    assert not is_file({**request(path), "headers": [(b"accept-encoding", b"gzip")]})


def test_plotly_is_ready_when_the_server_has_started() -> None:
    """Streamlit compresses what is no file of its own, but anew for everybody."""
    behind = Starlette(routes=[plotly_file.ROUTE], middleware=[Middleware(GZipMiddleware)])
    app = Compress(behind)

    async def start() -> None:
        await app({"type": "lifespan"}, *LIFESPAN)
        await asyncio.gather(*app.under_way.values())

    asyncio.run(start())
    reply = asgi.ask(app, f"/{plotly_file.NAME}", "v=1", headers=dict(GZIP))
    assert len(app.kept) == 1
    assert gzip.decompress(reply.body) == plotly_file.CONTENT
    assert len(reply.body) * 3 < len(plotly_file.CONTENT)
    assert reply.headers["vary"] == "Accept-Encoding"


def test_a_route_of_ours_is_left_to_streamlit() -> None:
    app = site()
    for _ in range(2):
        assert asgi.ask(app, "/result.json", headers=dict(GZIP)).body == TEXT
    assert ASKED["result.json"] == 2
