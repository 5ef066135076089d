"""The app's scripts, styles and fonts travel compressed, so that a slow line loads it soon.

Streamlit leaves that to a proxy. Here each file is compressed when it is first asked for and kept
in memory: their names carry a hash of what they hold, and there are only as many as are installed.
The script that draws charts is the largest, so it is ready before anybody asks.
"""

import asyncio
import gzip
import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui import plotly_file

FILES = re.compile(
    r"/static/(\w+/)?[\w.-]+\.(js|css|svg|json|map)|/[\w-]+(\.[\w-]+)*\.js", re.ASCII
)
LEVEL = 6
LEAST = 1_000  # bytes; below this the saving is lost in the packet
MOST = 32_000_000  # bytes kept in all; what is asked for after that goes as it is
KEPT = "immutable"  # what the app says of a file that has its hash in its name
OK = 200


@dataclass(slots=True)
class Answer:
    """An answer as it was given: its first message and its body."""

    start: Message
    parts: list[bytes] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of the body."""
        return sum(map(len, self.parts))


class Compress:
    """ASGI middleware that sends static files compressed to browsers that can read it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[str, Answer] = {}
        self.under_way: dict[str, asyncio.Task[None]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or pass the request on."""
        if scope["type"] == "lifespan":
            self._begin(urlsplit(plotly_file.address()).path)
        elif is_file(scope):
            path = scope["path"]
            if path not in self.kept:
                await asyncio.shield(self._begin(path))
            if path in self.kept:
                await give(self.kept[path], send)
                return
        await self.app(scope, receive, send)

    def _begin(self, path: str) -> asyncio.Task[None]:
        """Return the task that keeps a file: one, however many ask for it at once."""
        if path not in self.under_way:
            task = asyncio.create_task(self._keep(path))
            task.add_done_callback(lambda _: self.under_way.pop(path, None))
            self.under_way[path] = task
        return self.under_way[path]

    async def _keep(self, path: str) -> None:
        answer = await self._ask(path)
        if not is_kept(answer):
            return
        small = await to_thread.run_sync(compressed, answer)
        if small.size + sum(one.size for one in self.kept.values()) <= MOST:
            self.kept[path] = small

    async def _ask(self, path: str) -> Answer:
        """Return the answer of the app behind, as it is for a browser that reads no gzip."""
        found: list[Answer] = []

        async def note(message: Message) -> None:
            if message["type"] == "http.response.start":
                found.append(Answer(message))
            else:
                found[0].parts.append(message.get("body", b""))

        async def nothing() -> Message:
            return {"type": "http.disconnect"}

        await self.app(request(path), nothing, note)
        return found[0]


def request(path: str) -> Scope:
    """Return a request for a file, from nobody."""
    return {
        "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1",
        "method": "GET", "scheme": "http", "path": path, "raw_path": path.encode(),
        "query_string": b"", "root_path": "", "headers": [], "client": None, "server": None,
    }  # fmt: skip


def is_file(scope: Scope) -> bool:
    """Tell whether a whole static file is asked for, by a browser that can read gzip."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    asked = Headers(scope=scope)
    part = "range" in asked or "if-none-match" in asked or "if-modified-since" in asked
    if part or "gzip" not in asked.get("accept-encoding", ""):
        return False
    return bool(FILES.fullmatch(scope["path"].removeprefix(base())))


def base() -> str:
    """Return the path that the app stands below, without a slash at its end."""
    return urlsplit(plotly_file.address()).path.removesuffix(f"/{plotly_file.NAME}")


def is_kept(answer: Answer) -> bool:
    """Tell whether an answer is a file that never changes and is worth compressing.

    For a name it does not know Streamlit sends its page instead, which is not kept.
    """
    given = MutableHeaders(scope=answer.start)
    fixed = KEPT in given.get("cache-control", "") and "content-encoding" not in given
    return answer.start["status"] == OK and fixed and answer.size >= LEAST


def compressed(answer: Answer) -> Answer:
    """Return the same file, smaller.

    >>> page = Answer({"type": "http.response.start", "status": 200, "headers": []}, [b"ab" * 999])
    >>> compressed(page).size < 100
    True
    """
    body = gzip.compress(b"".join(answer.parts), LEVEL, mtime=0)
    given = MutableHeaders(raw=list(answer.start["headers"]))
    given["Content-Encoding"] = "gzip"
    given["Content-Length"] = str(len(body))
    if "accept-encoding" not in given.get("vary", "").lower():
        given.add_vary_header("Accept-Encoding")
    return Answer({**answer.start, "headers": given.raw}, [body])


async def give(answer: Answer, send: Send) -> None:
    """Send an answer."""
    await send({**answer.start, "headers": list(answer.start["headers"])})
    await send({"type": "http.response.body", "body": b"".join(answer.parts)})
