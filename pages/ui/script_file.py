"""A script of this app that browsers fetch once: its address names its content."""

import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.ui import plotly_file


class ScriptFile:
    """One script: where it is served, and the route that serves it."""

    def __init__(self, name: str, source: Path) -> None:
        self.name = name
        self.content = source.read_bytes()
        self.version = hashlib.sha256(self.content).hexdigest()[:12]
        self.route = Route(f"/{{base:path}}{name}", self.send)  # also below a server.baseUrlPath

    async def send(self, request: Request) -> Response:  # noqa: ARG002 - Starlette passes it
        """Send the script; a browser that has it does not ask again."""
        headers = {"Cache-Control": plotly_file.KEPT}
        return Response(self.content, media_type="text/javascript", headers=headers)

    def address(self) -> str:
        """Return where this app serves the script."""
        return plotly_file.below_base(f"{self.name}?v={self.version}")
