"""From an empty browser cache to the first chart, of the app and of a bare page with one chart.

Each visit has a browser context of its own, so nothing is cached; the two take turns. The first
chart counts when its picture stands in the window and the frame that holds it has been painted.
The slow line is Chromium's own emulation: 4 Mbit/s both ways and 60 ms more for every request;
it does not slow websockets, whose bytes are few until then.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.bench.servers import APP, BARE, serve
from tests.browser import launch, new_context

REPEATS, SLOW_REPEATS = 9, 3
SLOW = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 4e6 / 8,
    "uploadThroughput": 4e6 / 8,
}
MOST_RATIO, MOST_SECONDS = 1.25, 9.0
LONGEST = 120_000
PLOTLY = "plotly"
WATCH = """
(() => {
  const look = () => {
    const box = document.querySelector(".js-plotly-plot .main-svg")?.getBoundingClientRect();
    if (!box?.width || box.top > innerHeight) { requestAnimationFrame(look); return; }
    const gate = new MessageChannel();
    requestAnimationFrame(() => {
      gate.port1.onmessage = () => { window.firstChart = performance.now(); };
      gate.port2.postMessage(0);
    });
  };
  requestAnimationFrame(look);
})();
"""
COPIES = """
name => performance.getEntriesByType("resource")
  .filter(one => one.startTime < window.firstChart)
  .map(one => new URL(one.name).pathname)
  .filter(path => path.toLowerCase().includes(name) && path.endsWith(".js"))
"""

Row = dict[str, Any]


@dataclass
class Traffic:
    """What went over the wire to one page, headers included."""

    requests: int = 0
    bytes: float = 0
    frames: int = 0

    def listen(self, wire: CDPSession) -> None:
        """Count from here on."""
        wire.on("Network.loadingFinished", self._finished)
        wire.on("Network.webSocketFrameReceived", self._frame)

    def _finished(self, event: dict[str, Any]) -> None:
        self.requests += 1
        self.bytes += event["encodedDataLength"]

    def _frame(self, event: dict[str, Any]) -> None:
        self.frames += len(event["response"]["payloadData"]) * 3 // 4  # it is told in base64


@dataclass(frozen=True, slots=True)
class Visit:
    """Seconds to the first chart, the traffic, and the copies of plotly.js asked for by then."""

    seconds: float
    requests: int
    bytes: float
    frames: int
    copies: tuple[str, ...]


def visit(browser: Browser, url: str, *, slow: bool) -> Visit:
    """Open a page with an empty cache and wait for its first chart, then for the rest."""
    context = new_context(browser)
    try:
        context.add_init_script(WATCH)
        page, traffic = context.new_page(), Traffic()
        wire = context.new_cdp_session(page)
        wire.send("Network.enable")
        if slow:
            wire.send("Network.emulateNetworkConditions", SLOW)
        traffic.listen(wire)
        page.goto(url, wait_until="commit", timeout=LONGEST)
        first = page.wait_for_function("() => window.firstChart", timeout=LONGEST).json_value()
        copies = tuple(page.evaluate(COPIES, PLOTLY))
        requests, got, frames = traffic.requests, traffic.bytes, traffic.frames
        return Visit(first / 1000, requests, got, frames, copies)
    finally:
        context.close()


def summary(visits: list[Visit]) -> Row:
    """Sum up the visits to one page."""
    return {
        "seconds": round(median(one.seconds for one in visits), 2),
        "slowest": round(max(one.seconds for one in visits), 2),
        "requests": round(median(one.requests for one in visits)),
        "kilobytes": round(median(one.bytes for one in visits) / 1000),
        "messages": round(median(one.frames for one in visits) / 1000),
        "plotly": sorted({copy for one in visits for copy in one.copies}),
    }


def compare(browser: Browser, app: str, bare: str, *, slow: bool, repeats: int) -> Row:
    """Visit both in turns; the first visit of each warms its server and does not count."""
    ours, theirs = list[Visit](), list[Visit]()
    for _ in range(repeats + 1):
        ours.append(visit(browser, f"{app}/", slow=slow))
        theirs.append(visit(browser, f"{bare}/?charts=1", slow=slow))
    first, second = summary(ours[1:]), summary(theirs[1:])
    ratio = round(first["seconds"] / second["seconds"], 2)
    soon = first["seconds"] < MOST_SECONDS if slow else ratio <= MOST_RATIO
    one_copy = len(first["plotly"]) == 1
    return {"line": "4 Mbit/s, 60 ms" if slow else "loopback", "app": first, "bare": second,
            "ratio": ratio, "within": soon and one_copy}  # fmt: skip


def part(repeats: int = REPEATS, slow_repeats: int = SLOW_REPEATS) -> list[Row]:
    """Compare over the loopback and over a slow line."""
    with ExitStack() as stack:
        app, bare = (stack.enter_context(serve(what)) for what in (APP, BARE))
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        rows = [
            compare(browser, app.url, bare.url, slow=slow, repeats=count)
            for slow, count in ((False, repeats), (True, slow_repeats))
        ]
    for row in rows:
        print(line(row))
    return rows


def line(row: Row) -> str:
    """One row of the table."""
    mark = "" if row["within"] else "  not within its limit"
    return (
        "".join(
            f"first chart, {row['line']}, {who}: {row[who]['seconds']:.2f} s (slowest"
            f" {row[who]['slowest']:.2f}), {row[who]['requests']} requests,"
            f" {row[who]['kilobytes']} kB and {row[who]['messages']} kB of messages,"
            f" plotly: {', '.join(row[who]['plotly']) or 'none'}\n"
            for who in ("app", "bare")
        )
        + f"  ratio {row['ratio']:.2f}{mark}"
    )
