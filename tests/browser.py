"""Start the real app and look at it through a real Chromium.

Nothing waits for a number of seconds: a server is ready when its health page answers, a run
of a page is over when the browser says so and the line is quiet, and a chart is drawn when its
picture is there.
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

# Notes when the page asked for a run, when one began and when one ended, by reading the outermost
# fields of Streamlit's messages (BackMsg 11; ForwardMsg 4 and 6, where 2 means "ended early").
# So "after this key press" has a meaning that does not depend on the speed of the machine.
LISTEN = """
(() => {
  const talk = window.talk = {asked: 0, ask: 0, began: 0, ended: 0, heard: 0};
  const varint = (bytes, at) => {
    let value = 0, shift = 1, byte;
    do { byte = bytes[at++]; value += (byte & 127) * shift; shift *= 128; } while (byte & 128);
    return [value, at];
  };
  const fields = data => {
    const bytes = new Uint8Array(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);
    const found = new Map();
    for (let at = 0, tag, value; at < bytes.length; found.set(tag >> 3, value)) {
      [tag, at] = varint(bytes, at);
      [value, at] = varint(bytes, at);
      if ((tag & 7) === 2) at += value;
    }
    return found;
  };
  const hear = event => {
    talk.heard = performance.now();
    const found = fields(event.data);
    if (found.has(4)) talk.began = talk.heard;
    if (found.has(6) && found.get(6) !== 2) talk.ended = talk.heard;
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    if (!this.known) { this.known = true; this.addEventListener("message", hear); }
    if (fields(data).has(11)) { talk.asked += 1; talk.ask = performance.now(); }
    return send.call(this, data);
  };
})();
"""
QUIET = """
asked => {
  const app = document.querySelector("[data-testid=stApp]"), talk = window.talk;
  return app !== null && talk.asked > asked && talk.began > talk.ask && talk.ended > talk.began
    && performance.now() - talk.heard > 100
    && app.dataset.testConnectionState === "CONNECTED"
    && app.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-testid=stSkeleton], [data-stale=true]");
}
"""
# What the page's scripts have put off until after the last message is done.
IDLE = """
() => new Promise(done => requestIdleCallback(() => requestIdleCallback(() => done(true))))
"""
DRAWN = """
() => [...document.querySelectorAll(".plumbline-chart")].every(
  chart => chart.dataset.state === "drawn" || !chart.clientWidth)
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


def new_context(browser: Browser, **options: Any) -> BrowserContext:  # noqa: ANN401
    """Return a browser of its own: no cookies, an empty cache.

    ``options`` are Playwright's, such as ``locale``, ``color_scheme`` and ``viewport``.
    """
    usual: dict[str, Any] = {"locale": "en-GB", "viewport": {"width": 1440, "height": 900}}
    context = browser.new_context(**usual | options)
    context.set_default_timeout(RUN_MILLISECONDS)
    context.add_init_script(LISTEN)
    return context


@dataclass
class Visitors:
    """Opens pages and remembers whom they talked to and which scripts failed in them."""

    usual: BrowserContext
    pages: list[Page] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)

    def open(self, url: str, **options: Any) -> Page:  # noqa: ANN401
        """Open ``url`` in a new tab and wait for it; with options, in a browser of its own."""
        browser = self.usual.browser
        assert browser is not None
        page = (new_context(browser, **options) if options else self.usual).new_page()
        self.pages.append(page)
        page.on("request", self._note)
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
        """Close every tab, and the browsers that were opened for one alone."""
        for page in self.pages:
            (page if page.context is self.usual else page.context).close()
        self.pages.clear()


def asked(page: Page) -> int:
    """How many runs of the app the page has asked for."""
    return int(page.evaluate("window.talk.asked"))


def settle(page: Page, before: int = 0) -> None:
    """Wait until a run asked for later than the first ``before`` has ended and is drawn."""
    page.wait_for_function(QUIET, arg=before)
    page.wait_for_function(IDLE)
    page.wait_for_function(DRAWN)


def after(page: Page, action: Callable[[], object]) -> None:
    """Do something that makes the app run, and wait until that run is on the screen."""
    before = asked(page)
    action()
    settle(page, before)


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
