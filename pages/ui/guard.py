"""Who may open a live connection: pages of this server, and of the address that is set for it.

Another site's page could otherwise talk to a visitor's session. Streamlit has such a check, but
to judge a stranger it may ask an outside service for this computer's address; nobody here asks.
Requests that servers let through and Starlette fails on are mended or refused here, too: queries
with bytes that are no text, and host names that there cannot be.
"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.ui import address

REFUSED = 1008  # the websocket's own number for "against the rules"
ORIGIN = b"origin"
HOST = re.compile(r"([a-z0-9_.-]+|\[[0-9a-f:.]+\])?(:[0-9]{1,5})?", re.IGNORECASE)
NO_TEXT = re.compile(rb"[^!-~]")  # bytes that no query has; they go on as browsers write them
BAD_HOST = "The request names no host that there could be; open the address of this server."


class Guard:
    """ASGI middleware that refuses strangers' live connections and impossible requests."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or close a connection before it begins."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        elif HOST.fullmatch(Headers(scope=scope).get("host", "")):
            plain = NO_TEXT.sub(lambda found: b"%%%02X" % found[0][0], scope["query_string"])
            await self.app({**scope, "query_string": plain}, receive, send)
        else:
            await JSONResponse({"error": BAD_HOST}, 400)(scope, receive, send)

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if is_ours(headers) and HOST.fullmatch(headers.get("host", "")):
            # It is judged here; what would be judged again is taken away.
            known = [one for one in scope["headers"] if one[0].lower() != ORIGIN]
            await self.app({**scope, "headers": known}, receive, send)
        else:
            await send({"type": "websocket.close", "code": REFUSED})


def is_ours(headers: Headers) -> bool:
    """Tell whether a connection comes from a page of this server, or from no page at all.

    A browser always says which page it is; a program that does not could say anything.

    >>> is_ours(Headers({"host": "localhost:8501", "origin": "http://localhost:8501"}))
    True
    >>> is_ours(Headers({"host": "localhost:8501", "origin": "https://example.org"}))
    False
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    try:
        place = urlsplit(origin).netloc.lower()
    except ValueError:
        return False
    known = {headers.get("host", "").lower(), urlsplit(address.public()).netloc.lower()}
    return bool(place) and place in known
