"""Calls an ASGI app as a server does, without one."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Reply:
    """What the server sent back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        """The body as plain data."""
        found: dict[str, Any] = json.loads(self.body)
        return found


async def answer(
    app: ASGIApp,
    path: str,
    headers: Mapping[str, str] | None = None,
    raw: bytes = b"",
    method: str = "GET",
) -> Reply:
    """Ask for a path within a running loop."""
    sent: list[Message] = []
    given = [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()]
    scope = {
        "type": "http", "http_version": "1.1", "method": method, "scheme": "http", "path": path,
        "raw_path": path.encode(), "query_string": raw, "headers": given, "root_path": "",
        "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1),
    }  # fmt: skip

    parts: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        """Give the request, then stay on the line."""
        return parts.pop() if parts else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    found = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return Reply(sent[0]["status"], found, b"".join(m.get("body", b"") for m in sent[1:]))


def ask(
    app: ASGIApp,
    path: str,
    query: str | bytes = "",
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Ask for a path, with the bytes of the query as they are."""
    raw = query if isinstance(query, bytes) else quote(query, safe="=&:,.%+-_").encode()
    return asyncio.run(answer(app, path, headers, raw, method))
