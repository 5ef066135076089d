"""What every answer of this server tells the browser that it may do.

Scripts, styles, fonts, pictures and connections come from this server alone. Nobody else's page
may hold one of ours in a frame, save the small views that are made for it.
"""

import base64
import hashlib
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.ui import chart_element, plotly_file

SETTING = "PLUMBLINE_FRAMES"  # who may show an embedded view, as in a frame-ancestors directive
ANYONE = "*"
PLAIN = re.compile(r"[\w.:/*'\[\] -]+", re.ASCII)
VIEW = "show"  # the parameter that makes a page one chart or the headline figures
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
RIBBON = "ribbon"
PAGE = "text/html"
PLAIN_PAGES = ("glossary", "methods", "sources")
INDEX = Path(st.__file__).parent / "static" / "index.html"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # a scenario stays out of the logs of those it links to
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
    ),
}
# Components are loaded as blobs; styles are put into the page by its own script. Nothing is
# ever made from text by ``eval``.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}


class Headers:
    """ASGI middleware that adds the headers to every answer over HTTP."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                given.update(headers(scope["query_string"]))
                if given.get("content-type", "").startswith(PAGE) and has_charts(scope):
                    given["Link"] = early()
            await send(message)

        await self.app(scope, receive, with_headers)


def headers(query: bytes) -> Mapping[str, str]:
    """Return the headers for a query: a view made for frames may stand in one."""
    asked = parse_qs(query.decode("ascii", "replace"))
    return _headers(framing() if asked.get(VIEW) else "'self'")


@cache
def _headers(ancestors: str) -> Mapping[str, str]:
    parts = POLICY | {"frame-ancestors": ancestors}
    parts["script-src"] += "".join(f" '{found}'" for found in inline_scripts())
    policy = "; ".join(f"{name} {value}" for name, value in parts.items())
    return FIXED | {"Content-Security-Policy": policy}


def early() -> str:
    """Return what a browser fetches beside Streamlit's own files: the scripts that draw charts."""
    library, script = plotly_file.address(), chart_element.FILE.address()
    return f"<{library}>; rel=preload; as=script; fetchpriority=low, <{script}>; rel=modulepreload"


def has_charts(scope: Scope) -> bool:
    """Tell whether the page that is asked for draws charts."""
    asked = parse_qs(scope["query_string"].decode("ascii", "replace"))
    return scope["path"].rpartition("/")[2] not in PLAIN_PAGES and asked.get(VIEW) != [RIBBON]


def framing() -> str:
    """Return whose pages may hold a view made for frames: anyone's, unless set otherwise.

    Raises
    ------
    ValueError
        If what is set is no list of addresses.
    """
    given = os.environ.get(SETTING, "").strip() or ANYONE
    if not PLAIN.fullmatch(given):
        msg = f"{SETTING}={given!r} is no list of addresses; write it like https://example.org"
        raise ValueError(msg)
    return given


@cache
def inline_scripts() -> tuple[str, ...]:
    """Return the hashes of the scripts that stand in Streamlit's own page."""
    return tuple(
        "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in INLINE.findall(INDEX.read_text("utf-8"))
    )
