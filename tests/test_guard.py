"""Live connections: from this server's own pages only, and nobody outside is asked about it."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from pages.ui.address import SETTING
from pages.ui.guard import BAD_HOST, REFUSED, Guard, is_ours
from tests import asgi

HOST = "plumb.example:8501"


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """Accept everything, and say what it was told."""
    told = b",".join(name for name, _ in scope["headers"]).decode()
    await send({"type": "websocket.accept", "subprotocol": told})


def connect(**headers: str) -> Message:
    """Return the first message that a connection gets."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    given = [(name.encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(Guard(behind)({"type": "websocket", "headers": given}, receive, send))
    return sent[0]


@pytest.mark.parametrize(
    "origin",
    ["https://elsewhere.example", "null", "", "http://plumb.example", "http://plumb.example:8502",
     "http://plumb.example:8501.elsewhere.example", "http://[", "file://", "plumb.example:8501"],
)  # fmt: skip
def test_a_page_of_another_site_is_refused_before_the_app_hears_of_it(origin: str) -> None:
    assert connect(host=HOST, origin=origin) == {"type": "websocket.close", "code": REFUSED}


@pytest.mark.parametrize("origin", [f"http://{HOST}", f"https://{HOST}", f"https://{HOST.upper()}"])
def test_a_page_of_this_server_is_let_in_and_not_judged_again(origin: str) -> None:
    """Streamlit's own check may ask an outside service; without an origin it does not."""
    message = connect(host=HOST, origin=origin)
    assert message == {"type": "websocket.accept", "subprotocol": "host"}


def test_a_page_at_the_public_address_is_let_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """As behind a proxy that passes on another host name."""
    given = Headers({"host": "10.0.0.1:8501", "origin": "https://plumbline.example"})
    assert not is_ours(given)
    monkeypatch.setenv(SETTING, "https://plumbline.example/at")
    assert is_ours(given)
    assert not is_ours(Headers({"host": "a", "origin": "https://other.example"}))


def test_a_program_that_is_no_page_is_let_in() -> None:
    assert connect(host=HOST)["type"] == "websocket.accept"


def test_without_a_host_no_page_is_known() -> None:
    assert connect(origin="http://plumb.example")["type"] == "websocket.close"


def echo(request: Request) -> PlainTextResponse:
    """Say what was asked for, which fails on bytes that are no text."""
    return PlainTextResponse(f"{request.url.hostname} {request.query_params}")


SITE = Starlette(routes=[Route("/", echo)], middleware=[Middleware(Guard)])


@pytest.mark.parametrize("host", ["http://[", "a b", "a/b", "a@b", "[::1", "a:b", "é"])
def test_a_host_that_cannot_be_is_refused_in_a_sentence(host: str) -> None:
    reply = asgi.ask(SITE, "/", headers={"host": host})
    assert reply.status == 400
    assert reply.json == {"error": BAD_HOST}
    assert connect(host=host)["type"] == "websocket.close"


@pytest.mark.parametrize("host", ["localhost", "a.example:80", "[::1]:8501", "127.0.0.1:1", "A_b"])
def test_any_other_host_is_let_in(host: str) -> None:
    assert asgi.ask(SITE, "/", headers={"host": host}).status == 200


def test_a_query_that_is_no_text_goes_on_as_browsers_write_it() -> None:
    reply = asgi.ask(SITE, "/", b"a=\x80\xff&b=%41+c", headers={"host": "localhost"})
    assert reply.body == b"localhost a=%EF%BF%BD%EF%BF%BD&b=A+c"
