"""plotly.js for charts, reports and the pictures that visitors save: from the installed package.

At its start it prepares nearly fifty kinds of charts, maps and solids among them, which takes a
browser longer than all the rest on the way to the first chart. Those that no page draws are struck
from its list before it is sent; the test of the list says when the package writes it differently.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

NAME = "plotly.min.js"
FILE = Path(plotly.__file__).parent / "package_data" / NAME
KEPT = "public, max-age=31536000, immutable"  # the address names the version
DRAWN = frozenset({"bar", "heatmap", "sankey"})  # kinds of charts; lines and points are always in
LIST = re.compile(r"\.register\(\[([\w$(),]+)\]\)")
MODULE = re.compile(r"[ ,]([\w$]+)=[\w$]+\(\([\w$]*,?[\w$]*\)=>\{")
SAME = re.compile(r"\.exports=([\w$]+)\(\)\}")
KIND = re.compile(r'moduleType:"trace",name:"(\w+)"')


def trimmed(source: str, kinds: frozenset[str] = DRAWN) -> str:
    """Return plotly.js with no other kinds of charts; as it is, where one is not found.

    >>> bar = 'var c=W((e,t)=>{t.exports={moduleType:"trace",name:"bar"}})'
    >>> bar += ",d=W((e,t)=>{t.exports=c()});"
    >>> trimmed(bar + "p.register([d(),f()])", frozenset({"bar"})).removeprefix(bar)
    'p.register([d()])'
    """
    found = LIST.search(source)
    if found is None:
        return source
    begun = [*MODULE.finditer(source), found]
    modules = {a[1]: source[a.start() : b.start()] for a, b in pairwise(begun)}
    kept = {_kind(modules, entry.removesuffix("()")): entry for entry in found[1].split(",")}
    if not kinds <= kept.keys():
        return source
    entries = ",".join(entry for kind, entry in kept.items() if kind in kinds)
    return source[: found.start(1)] + entries + source[found.end(1) :]


def _kind(modules: Mapping[str, str], name: str) -> str:
    """Return the kind of charts that a module holds or hands on, "" for what is no chart."""
    text = modules.get(name, "")
    same = SAME.search(text)
    if same and same[1] != name and same[1] in modules:
        return _kind(modules, same[1])
    kind = KIND.search(text)
    return kind[1] if kind else ""


CONTENT = trimmed(FILE.read_text("utf-8")).encode()
VERSION = f"{plotly.__version__}-{sha256(CONTENT).hexdigest()[:8]}"


async def send(request: Request) -> Response:  # noqa: ARG001 - Starlette passes it
    """Send the script; a browser that has it does not ask again."""
    return Response(CONTENT, media_type="text/javascript", headers={"Cache-Control": KEPT})


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
    return below_base(f"{NAME}?v={VERSION}")
