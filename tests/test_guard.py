"""Live connections: from this server's own pages only, and nobody outside is asked about it."""

import asyncio

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send

from pages.ui.address import SETTING
from pages.ui.guard import REFUSED, Guard, is_ours

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
