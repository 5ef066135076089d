"""From a key press to the frame in which the page has changed, measured inside the page.

Begin: the time stamp of the ``keydown`` event. End: the moment after the browser has painted the
frame that holds the last visible change which the key press led to. A change is a mutation of the
document's elements, texts or drawn shapes; it is visible if its element lies within the window
and is not one of Streamlit's own tools. It is the last one if nothing is received and nothing
visible changes for ``QUIET`` milliseconds after it, and the server's answer has come. Elements,
and thus toolkits, are not named, so the definition is the same for every page that is compared.
"""

from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Locator, Page

QUIET = 250
LONGEST = 20_000
IGNORED = "[data-testid=stStatusWidget], [data-testid=stToolbar], [data-testid=stAppIframeResizer]"
WATCH = Path(__file__).with_name("watch.js").read_text("utf-8").replace("@IGNORED@", IGNORED)
STILL = """
quiet => performance.now() - Math.max(window.seen.changed, window.seen.heard) > quiet
"""
DONE = """
quiet => {
  const {begun, painted, changed, heard, sent} = window.seen;
  return begun && sent && heard > begun && painted > changed
    && performance.now() - Math.max(changed, heard) > quiet ? window.seen : null;
}
"""


@dataclass(frozen=True, slots=True)
class Step:
    """Milliseconds from key press to paint, and the bytes that went out and came in."""

    milliseconds: float
    sent: int
    got: int


def press(page: Page, slider: Locator, key: str) -> Step:
    """Press a key on a slider and wait until the page has settled."""
    slider.focus()
    slider.press(key)
    found = page.wait_for_function(DONE, arg=QUIET, timeout=LONGEST).json_value()
    return Step(found["painted"] - found["begun"], found["out"], found["in"])


def middle_and_late(values: list[float]) -> dict[str, float]:
    """Return the median and the 95th percentile.

    >>> middle_and_late([float(n) for n in range(101)])
    {'p50': 50.0, 'p95': 95.0}
    """
    late = quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
    return {"p50": round(median(values), 1), "p95": round(late, 1)}
