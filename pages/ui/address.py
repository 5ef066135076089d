"""The address that links and QR codes start with: the public one if set, else the browser's."""

import os
import re
from urllib.parse import urlsplit

import streamlit as st

from engine.query import HOME, PAGES

SETTING = "PLUMBLINE_ADDRESS"
HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:.]+\]", re.IGNORECASE)
PATH = re.compile(r"(/[\w.~-]+)*", re.ASCII)


def public() -> str:
    """Return the address set for this server, without a slash at its end; "" if there is none.

    Raises
    ------
    ValueError
        If what is set is no http or https address of a server, such as https://example.org.
    """
    given = os.environ.get(SETTING, "").strip().rstrip("/")
    if given and not _is_origin(given):
        msg = f"{SETTING}={given!r} is no address; write it like https://example.org"
        raise ValueError(msg)
    return given


def page() -> str:
    """Return the address of the page on screen, without parameters; "" where none is known."""
    seen = _slashed((st.context.url or "").partition("#")[0].partition("?")[0])
    try:
        given = public()
    except ValueError:
        given = ""
    if not given:
        return seen
    name = seen.rstrip("/").rpartition("/")[2]
    return f"{given}/{name if name in PAGES and name != HOME else ''}"


def home() -> str:
    """Return the address of the first page, without parameters; "" where none is known."""
    start, _, name = page().rpartition("/")
    return f"{start}/" if name in PAGES else page()


def _slashed(seen: str) -> str:
    """Return an address that ends with a slash, unless with the name of a page; "" stays."""
    named = urlsplit(seen).path.rpartition("/")[2] in PAGES
    return seen if not seen or seen.endswith("/") or named else f"{seen}/"


def _is_origin(text: str) -> bool:
    """Whether a text is scheme, host and port, and at most a path under which a proxy serves."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.netloc if port is None else parts.netloc.rpartition(":")[0]
    plain = not (parts.query or parts.fragment or "?" in text or "#" in text)
    known = parts.scheme in {"http", "https"} and bool(HOST.fullmatch(host))
    return known and plain and bool(PATH.fullmatch(parts.path))
