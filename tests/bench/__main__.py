"""Print how long the engine takes, and write the same to ``build/bench.json``."""

import json
import platform

from tests.bench.timing import Timing, everything
from tests.browser import ROOT

HEAD = "milliseconds of processor time"


def line(timing: Timing) -> str:
    """One row of the table; a figure over its budget is marked."""
    mark = "  over budget" if timing.middle > timing.budget else ""
    return (
        f"{timing.name:38}{timing.calls:>6}{timing.fastest:>10.3f}{timing.middle:>10.3f}"
        f"{timing.slow:>10.3f}{timing.budget:>9.0f}{mark}"
    )


def main() -> None:
    """Measure, print, write."""
    timings = everything()
    print(f"{HEAD:38}{'calls':>6}{'fastest':>10}{'median':>10}{'95 %':>10}{'budget':>9}")
    for timing in timings:
        print(line(timing))
    target = ROOT / "build/bench.json"
    target.parent.mkdir(exist_ok=True)
    about = {"python": platform.python_version(), "machine": platform.machine()}
    rows = [timing.row() for timing in timings]
    target.write_text(json.dumps(about | {"milliseconds": rows}, indent=2) + "\n", "utf-8")
    print(f"written to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
