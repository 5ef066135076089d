"""plotly.js for charts and for the pictures that visitors save: a file of the installed package."""

from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse
from starlette.routing import Route

NAME = "plotly.min.js"
FILE = Path(plotly.__file__).parent / "package_data" / NAME
KEPT = "public, max-age=31536000, immutable"  # the address names the version


async def send(request: Request) -> FileResponse:  # noqa: ARG001 - Starlette passes it
    """Send the file; a browser that has it does not ask again."""
    return FileResponse(FILE, media_type="text/javascript", headers={"Cache-Control": KEPT})


ROUTE = Route(f"/{{base:path}}{NAME}", send)  # also below a server.baseUrlPath


def below_base(path: str) -> str:
    """Return the address of a path of this app, which may stand below ``server.baseUrlPath``.

    >>> below_base("file.js")
    '/file.js'
    """
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"{'/' + base if base else ''}/{path}"


def address() -> str:
    """Return where this app serves the file."""
    return below_base(f"{NAME}?v={plotly.__version__}")
