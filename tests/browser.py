"""Start the real app and look at it through a real Chromium.

Nothing waits for a number of seconds: a server is ready when its health page answers, a run
of a page is over when the browser says so, and a chart is drawn when its picture is there.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Request

ROOT = Path(__file__).parents[1]
START_SECONDS = 60
STOP_SECONDS = 10
RUN_MILLISECONDS = 30_000

STARTS: dict[str, tuple[str, ...]] = {
    "uvicorn": ("uvicorn", "app:app", "--host", "127.0.0.1", "--no-access-log", "--port"),
    "streamlit": ("streamlit", "run", "app.py", "--server.headless", "true", "--server.port"),
}
CHROMIUM_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Counts what the page sends to the server and gets back, so that "after this key press" has a
# meaning that does not depend on the speed of the machine.
COUNT_MESSAGES = """
(() => {
  window.talk = {sent: 0, answered: 0};
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!this.heard) {
      this.heard = true;
      this.addEventListener("message", () => { window.talk.answered = window.talk.sent; });
    }
    window.talk.sent += 1;
    return send.call(this, data);
  };
})();
"""
QUIET = """
sent => {
  const app = document.querySelector("[data-testid=stApp]");
  return app !== null && window.talk.sent > sent && window.talk.answered === window.talk.sent
    && app.dataset.testConnectionState === "CONNECTED"
    && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
}
"""
DRAWN = """
() => [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every(
  chart => chart.querySelector(".js-plotly-plot .main-svg"))
"""


def chromium() -> str:
    """Path of the browser to test with.

    Raises
    ------
    FileNotFoundError
        If there is none; the message says how to name one.
    """
    for name in (os.environ.get("CHROMIUM", ""), *CHROMIUM_NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    msg = "no Chromium found: install chromium or Google Chrome, or set CHROMIUM to its path"
    raise FileNotFoundError(msg)


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window and without its own network habits."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(CHROMIUM_ARGS))


def free_port() -> int:
    """Port of this computer that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as reply:  # noqa: S310
            return bool(reply.status == 200)
    except OSError:
        return False


def _wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(START_SECONDS * 10):
        if _answers(url):
            return
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    msg = f"the app did not start at {url}:\n{log.read_text('utf-8')[-4000:]}"
    raise RuntimeError(msg)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def serve(start: str = "uvicorn", folder: Path = ROOT, port: int = 0) -> Iterator[str]:
    """Start the app in a process group of its own, and end it by its id.

    Parameters
    ----------
    start
        ``uvicorn`` (as ``make run``) or ``streamlit`` (as ``streamlit run app.py``).
    folder
        Where ``app.py`` lies.
    port
        A fixed port, for a restart at the same address; 0 takes a free one.

    Yields
    ------
    str
        The address, without a slash at its end.

    Raises
    ------
    RuntimeError
        If the app does not answer; the message ends with what it printed.
    """
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "log"
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", *STARTS[start], str(port)],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            _wait_until_ready(process, url, log)
            yield url
        finally:
            _stop(process)


@dataclass
class Visitors:
    """Opens pages in separate browser contexts and remembers whom they talked to."""

    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str, **options: Any) -> Page:  # noqa: ANN401
        """Open ``url`` as a new visitor (own cookies, cache and session) and wait for it.

        ``options`` go to the browser context: ``locale``, ``color_scheme``, ``viewport``.
        """
        settings: dict[str, Any] = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}}
        context = self.browser.new_context(**settings | options)
        self.contexts.append(context)
        context.add_init_script(COUNT_MESSAGES)
        context.on("request", self._note)
        page = context.new_page()
        page.set_default_timeout(RUN_MILLISECONDS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("websocket", lambda socket: self.hosts.add(urlsplit(socket.url).netloc))
        page.goto(url, wait_until="domcontentloaded")
        settle(page)
        return page

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"}:
            self.hosts.add(parts.netloc)

    def close(self) -> None:
        """Send everybody home."""
        for context in self.contexts:
            context.close()


def settle(page: Page, sent: int = 0) -> None:
    """Wait until the page has sent more than ``sent`` messages, all are answered and drawn."""
    page.wait_for_function(QUIET, arg=sent)
    page.wait_for_function(DRAWN)


def after(page: Page, action: Callable[[], object]) -> None:
    """Do something that makes the app run, and wait until that run is on the screen."""
    sent = int(page.evaluate("window.talk.sent"))
    action()
    settle(page, sent)


def css(key: str) -> str:
    """Selector of the element whose Streamlit key is ``key``; it turns dots into dashes."""
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "_-") else "-" for c in key)
    return f".st-key-{safe}"


def query(page: Page) -> dict[str, list[str]]:
    """Return the parameters in the address bar."""
    return parse_qs(urlsplit(str(page.evaluate("location.href"))).query, keep_blank_values=True)


def metrics(page: Page) -> dict[str, str]:
    """Headline figures above the page, by their label."""
    found: dict[str, str] = page.evaluate("""
      () => Object.fromEntries(
        [...document.querySelectorAll(".st-key-ribbon [data-testid=stMetric]")].map(
          one => ["stMetricLabel", "stMetricValue"].map(
            part => one.querySelector(`[data-testid=${part}]`).textContent.trim())))
    """)
    return found
