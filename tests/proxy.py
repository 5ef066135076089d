"""A real nginx with the project's own settings in front of several processes of the app."""

import os
import re
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser import ROOT, free_port

SETTINGS = ROOT / "deploy/nginx/plumbline.conf"
# Only root looks in /usr/sbin by itself.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# Where the project is checked before it is published nginx has to be there: no skipping.
needs_nginx = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"),
    reason="several processes are served by a real nginx: apt-get install nginx-light",
)
LINE = re.compile(r"^(\S+) (\S+) (\S+) (\d+)$", re.MULTILINE)
TRIES = 100
MAIN = """
worker_processes 1;
daemon off;
pid {place}/pid;
error_log {place}/error.log warn;
events {{ worker_connections 2048; }}
http {{
    types {{ text/html html; }}
    client_body_temp_path {place}/client;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    log_format who '$cookie_plumbline $upstream_addr $uri $status';
    access_log {place}/access.log who;
    include {place}/plumbline.conf;
}}
"""


@dataclass(frozen=True)
class Served:
    """One answered request: whose cookie ("-" without one), which process, path and status."""

    cookie: str
    process: str
    path: str
    status: int


@dataclass(frozen=True)
class Proxy:
    """A running nginx: its address, and what it has answered."""

    url: str
    place: Path

    def served(self) -> list[Served]:
        """Return every request that one process answered, the oldest first."""
        text = (self.place / "access.log").read_text("utf-8")
        return [Served(a, b, c, int(d)) for a, b, c, d in LINE.findall(text)]


def _write(place: Path, replicas: Sequence[str], port: int) -> Path:
    """Write the settings into a folder of the test, the project's own file as it is."""
    shutil.copy(SETTINGS, place / SETTINGS.name)
    servers = [f"server {urlsplit(url).netloc} max_fails=1 fail_timeout=10s;" for url in replicas]
    (place / "plumbline-replicas.conf").write_text("\n".join(servers), "utf-8")
    (place / "plumbline-listen.conf").write_text(f"listen 127.0.0.1:{port};", "utf-8")
    main = place / "nginx.conf"
    main.write_text(MAIN.format(place=place), "utf-8")
    return main


@contextmanager
def nginx(place: Path, replicas: Sequence[str]) -> Iterator[Proxy]:
    """Start nginx in front of these addresses, and end it by its id."""
    port = free_port()
    main = _write(place, replicas, port)
    process = subprocess.Popen(
        [NGINX or "nginx", "-p", str(place), "-c", str(main), "-e", str(place / "error.log")],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        proxy = Proxy(f"http://127.0.0.1:{port}", place)
        _wait(proxy, process)
        yield proxy
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def _wait(proxy: Proxy, process: subprocess.Popen[bytes]) -> None:
    """Wait until nginx answers.

    Raises
    ------
    RuntimeError
        If it ends or stays silent; the message has what it wrote.
    """
    for _ in range(TRIES):
        try:
            urllib.request.urlopen(f"{proxy.url}/_stcore/health", timeout=2).close()  # noqa: S310
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
                break
        else:
            return
    log = proxy.place / "error.log"
    msg = f"nginx did not start:\n{log.read_text('utf-8') if log.exists() else ''}"
    raise RuntimeError(msg)
