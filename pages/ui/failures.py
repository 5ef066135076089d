"""What a visitor reads when the app itself has failed, and what the log keeps of it.

The page names no file, no code and no value: it gives a reference, under which the log has them.
"""

import logging
import secrets
from urllib.parse import parse_qs

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pages.ui import state
from pages.ui.text import words as words_of

LOG = logging.getLogger("plumbline")
BYTES = 4


def report(error: Exception) -> bool:
    """Log an error under a new reference, and say on the page what to do.

    Returns
    -------
    bool
        True, so that Streamlit shows nothing of its own.
    """
    words = words_of(str(state.recall("lang", "en")))
    st.error(words("frame.failed", reference=log(error)), icon=":material/error:")
    return True


def answer(request: Request, error: Exception) -> Response:
    """Log an error of a route under a new reference, and give it in a sentence.

    Starlette hands on the error to the server afterwards, whose log has it once more.
    """
    chosen = parse_qs(request.url.query).get("lang", ["en"])[0]
    words = words_of("zh" if chosen == "zh" else "en")
    said = {"error": words("frame.failed_route", reference=log(error))}
    return JSONResponse(said, status_code=500, headers={"Cache-Control": "no-store"})


def log(error: Exception) -> str:
    """Log an error, and return the reference under which the log has it."""
    reference = secrets.token_hex(BYTES)
    LOG.error("reference %s", reference, exc_info=error)
    return reference
