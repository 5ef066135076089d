"""How soon a page shows what a control changed, beside a bare page with as many charts.

The two take turns in one browser, step by step, so whatever slows the machine slows both. The
slider is the page's first with a place for every press; each press moves it on to a value not shown
before.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests.bench.painting import QUIET, STILL, WATCH, Step, middle_and_late, press
from tests.bench.servers import APP, BARE, PEER, serve
from tests.browser import launch, new_context

PAGES = (
    "", "collateral", "eligibility", "history", "margin", "calls", "settlement", "waterfall",
    "leverage", "tokens", "compare",
)  # fmt: skip
# Of these the first with a place for every press, so that none comes back to a value.
SLIDER = "section.stMain input[type=range], [data-testid=stMain] input[type=range]"
PEER_SLIDER = "[role=slider], input[type=range]"
CHART = ".js-plotly-plot .main-svg"
MOST_RATIO = {"p50": 1.3, "p95": 1.6}
WARM_UP = 4
REPEATS = 30
END = """
part => [part.value ?? part.ariaValueNow, part.min ?? part.ariaValueMin,
  part.max ?? part.ariaValueMax].map(Number)
"""
ROOMY = "(parts, least) => parts.findIndex(part => (part.max - part.min) / part.step >= least)"

Row = dict[str, Any]


@dataclass
class Stepper:
    """A page whose slider is stepped, and what each step took."""

    page: Page
    slider: Locator
    key: str = "ArrowRight"
    steps: list[Step] = field(default_factory=list)

    def step(self) -> None:
        """Press once."""
        value, least, most = self.slider.evaluate(END)
        if value in (least, most):
            self.key = "ArrowRight" if value == least else "ArrowLeft"
        self.page.bring_to_front()
        self.steps.append(press(self.page, self.slider, self.key))

    def row(self) -> Row:
        """Sum up what counts."""
        counted = self.steps[WARM_UP:] or self.steps
        return {
            **middle_and_late([step.milliseconds for step in counted]),
            "sent": round(median(step.sent for step in counted)),
            "got": round(median(step.got for step in counted)),
        }


@contextmanager
def opened(browser: Browser, url: str, slider: str = SLIDER, charts: int = 1) -> Iterator[Stepper]:
    """Open a page in a context of its own and wait until its charts are there."""
    context = new_context(browser)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(url, wait_until="domcontentloaded")
    page.wait_for_function(f"n => document.querySelectorAll({CHART!r}).length >= n", arg=charts)
    page.wait_for_function(STILL, arg=4 * QUIET)
    try:
        found = page.locator(slider)
        first = found.evaluate_all(ROOMY, REPEATS + WARM_UP)
        yield Stepper(page, found.nth(max(0, first)))
    finally:
        context.close()


def compare(browser: Browser, page: str, app: str, bare: str, repeats: int = REPEATS) -> Row:
    """Step a page of the app and the bare page in turns."""
    with ExitStack() as stack:
        ours = stack.enter_context(opened(browser, f"{app}/{page}"))
        charts = ours.page.locator(".js-plotly-plot").count()
        beside = opened(browser, f"{bare}/?charts={charts}", charts=charts)
        theirs = stack.enter_context(beside)
        for _ in range(repeats + WARM_UP):
            ours.step()
            theirs.step()
    first, second = ours.row(), theirs.row()
    ratios = {name: round(first[name] / second[name], 2) for name in MOST_RATIO}
    within = all(ratios[name] <= most for name, most in MOST_RATIO.items())
    name = page or "overview"
    return {"page": name, "charts": charts, "app": first, "bare": second, "ratio": ratios,
            "within": within}  # fmt: skip


def part(repeats: int = REPEATS, pages: tuple[str, ...] = PAGES) -> list[Row]:
    """Compare every page that has a slider."""
    rows = []
    with serve(APP) as app, serve(BARE) as bare, sync_playwright() as playwright:
        browser = launch(playwright)
        for page in pages:
            rows.append(compare(browser, page, app.url, bare.url, repeats))
            print(line(rows[-1]), flush=True)
        browser.close()
    return rows


def line(row: Row) -> str:
    """One row of the table."""
    ours, theirs, ratio = row["app"], row["bare"], row["ratio"]
    mark = "" if row["within"] else "  over 1.3 / 1.6"
    return (
        f"{row['page']:12}{row['charts']:>3} charts{ours['p50']:>8.0f}{ours['p95']:>6.0f} ms; bare"
        f"{theirs['p50']:>6.0f}{theirs['p95']:>6.0f}; ratio {ratio['p50']:.2f} {ratio['p95']:.2f};"
        f" bytes {ours['sent']} out {ours['got']} in{mark}"
    )


def peer(repeats: int = REPEATS) -> list[Row]:
    """Step one slider and one chart in Dash and in Streamlit, and our page with its charts."""
    with ExitStack() as stack:
        app, bare, dash = (stack.enter_context(serve(what)) for what in (APP, BARE, PEER))
        browser = launch(stack.enter_context(sync_playwright()))
        stack.callback(browser.close)
        places = {
            "Dash, one chart": (dash.url, PEER_SLIDER),
            "Streamlit, one chart": (bare.url, SLIDER),
            "settlement page": (f"{app.url}/settlement", SLIDER),
        }
        steppers = {
            name: stack.enter_context(opened(browser, url, slider))
            for name, (url, slider) in places.items()
        }
        for _ in range(repeats + WARM_UP):
            for stepper in steppers.values():
                stepper.step()
        rows = [{"toolkit": name, **one.row()} for name, one in steppers.items()]
    for row in rows:
        print(f"{row['toolkit']:24}{row['p50']:>8.0f}{row['p95']:>8.0f} ms; {row['got']} bytes in")
    return rows
