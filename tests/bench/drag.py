"""From the movement of the mouse on a live lever to the headline chart that stands redrawn.

Begin: the time stamp of the pointer event. End: the moment at which plotly.js has changed the
chart for the setting that the event led to. The mouse moves on when that has happened, so every
movement counts, and none waits for the one before it. The response surface is there before the
first movement counts; a run is one drag on a page opened anew.
"""

from contextlib import ExitStack
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.painting import QUIET, STILL, WATCH, middle_and_late
from tests.bench.servers import APP, serve
from tests.browser import css, launch, new_context

LEVERS = {
    "collateral": ("collateral.haircuts.btc", "haircut_curve"),
    "settlement": ("settlement.recycle", "cost_curve"),
    "margin": ("margin.since", "period_parts"),
    "waterfall": ("stress.shock", "layers"),
}
RUNS, MOVES, PIXELS = 3, 40, 3
MOST = {"p50": 20.0, "p95": 60.0}
LONGEST = 30_000
LISTEN = """
name => {
  const chart = document.querySelector(`.st-key-chart-${name} .plumbline-chart`);
  const seen = window.drag = {begun: 0, took: [], moves: 0};
  addEventListener("pointermove", ({timeStamp}) => {
    seen.begun = timeStamp; seen.moves += 1;
  }, true);
  new MutationObserver(() => {
    if (chart.dataset.live === undefined || !seen.begun) return;
    seen.took.push(performance.now() - seen.begun);
    seen.begun = 0;
  }).observe(chart, {attributes: true, attributeFilter: ["data-live"]});
}
"""
RESTS = """
name => {
  const chart = document.querySelector(`.st-key-chart-${name} .plumbline-chart`);
  return chart.dataset.live !== undefined && !("busy" in chart.dataset);
}
"""
ALBUM = """
name => Number(document.querySelector(`.st-key-chart-${name} .plumbline-chart`).dataset.pictures)
  >= 40
"""
FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"

Row = dict[str, Any]


def _hold(page: Page, path: str) -> tuple[float, float, int]:
    """Take hold of a slider; return where, and the way to its farther end."""
    field = page.locator(f"{css(f'control.{path}')}")
    thumb = field.locator("[style*='left:']").first
    thumb.scroll_into_view_if_needed()
    box, whole = thumb.bounding_box(), field.bounding_box()
    assert box
    assert whole
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    return x, y, 1 if x < whole["x"] + whole["width"] / 2 else -1


def drag(browser: Browser, url: str, name: str) -> list[float]:
    """Drag a lever of a page opened anew; return milliseconds from event to redrawn chart."""
    path, chart = LEVERS[name]
    context = new_context(browser)
    try:
        context.add_init_script(WATCH)
        page = context.new_page()
        page.goto(f"{url}/{name}", wait_until="domcontentloaded")
        page.wait_for_selector(f"{css(f'chart.{chart}')} .main-svg")
        page.wait_for_function(STILL, arg=4 * QUIET)
        x, y, way = _hold(page, path)
        page.mouse.move(x + way * PIXELS, y)
        page.wait_for_function(RESTS, arg=chart, timeout=LONGEST)
        page.wait_for_function(ALBUM, arg=chart, timeout=LONGEST)
        page.evaluate(LISTEN, chart)
        for move in range(2, MOVES + 2):
            page.mouse.move(x + way * move * PIXELS, y)
            page.evaluate(FRAMES)
            page.wait_for_function(RESTS, arg=chart)
        took: list[float] = page.evaluate("window.drag.took")
        page.mouse.up()
        return took
    finally:
        context.close()


def measure(browser: Browser, url: str, name: str, runs: int = RUNS) -> Row:
    """Drag several times; the run in the middle counts, by its median."""
    found = [drag(browser, url, name) for _ in range(runs)]
    rows = sorted((middle_and_late(took) for took in found), key=lambda row: row["p50"])
    middle = {key: median(row[key] for row in rows) for key in MOST}
    return {
        "page": name,
        "lever": LEVERS[name][0],
        **middle,
        "redraws": [len(took) for took in found],
        "within": all(middle[key] <= most for key, most in MOST.items()),
    }


def part(runs: int = RUNS) -> list[Row]:
    """Drag the main lever of every page that has one."""
    rows = []
    with ExitStack() as stack:
        app = stack.enter_context(serve(APP))
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        for name in LEVERS:
            rows.append(measure(browser, app.url, name, runs))
            print(line(rows[-1]), flush=True)
    return rows


def line(row: Row) -> str:
    """One row of the table."""
    mark = "" if row["within"] else "  over 20 / 60"
    return (
        f"{row['page']:12}{row['lever']:26} event to redrawn chart {row['p50']:.0f} /"
        f" {row['p95']:.0f} ms, redraws {row['redraws']}{mark}"
    )
