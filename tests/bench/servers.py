"""The servers that are measured, each a process of its own that is ended by its id.

The bare pages run under the same server, with the same ``.streamlit/config.toml``, as the app:
both are started in the project's folder by the same command.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.browser import ROOT, _stop, free_port

APP, BARE, PEER = "app:app", "tests.bench.bare:app", "tests.bench.peer_page"
START_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
MIB = 2**20


@dataclass(frozen=True)
class Server:
    """Address and process of a server that runs."""

    url: str
    pid: int

    def memory(self) -> float:
        """Return what it holds in memory, MiB (Linux)."""
        pages = Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1]
        return int(pages) * PAGE_BYTES / MIB

    def spent(self) -> float:
        """Return the processor time it has used, seconds (Linux)."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def _command(what: str, port: int) -> list[str]:
    if what == PEER:
        return [sys.executable, "-m", PEER, str(port)]
    served = ["uvicorn", what, "--host", "127.0.0.1", "--port", str(port), "--no-access-log"]
    return [sys.executable, "-m", *served]


@contextmanager
def serve(what: str) -> Iterator[Server]:
    """Start ``APP``, ``BARE`` or ``PEER`` on a free port and wait until it answers."""
    port = free_port()
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                _command(what, port),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        server = Server(f"http://127.0.0.1:{port}", process.pid)
        try:
            _wait(server, process, log)
            yield server
        finally:
            _stop(process)


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the first answer.

    Raises
    ------
    RuntimeError
        If there is none; the message ends with what the server printed.
    """
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(server.url, timeout=2).close()  # noqa: S310
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        else:
            return
    msg = f"no answer at {server.url}:\n{log.read_text('utf-8')[-4000:]}"
    raise RuntimeError(msg)
