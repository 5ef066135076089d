"""Measure, print a table and write ``build/bench.json``: ``python -m tests.bench [PART ...]``.

Parts are ``engine``, ``reruns``, ``pages``, ``peer``, ``cold``, ``drag``, ``sessions`` and
``soak``; none means all. A part that is measured alone replaces its own figures in the file and
leaves the others.
"""

import json
import os
import platform
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from tests.bench import cold, drag, pages, reruns, sessions, soak
from tests.bench.timing import Timing, everything
from tests.browser import ROOT

TARGET = ROOT / "build/bench.json"
HEAD = "milliseconds of processor time"


def line(timing: Timing) -> str:
    """One row of the table; a figure over its budget is marked."""
    mark = "  over budget" if timing.middle > timing.budget else ""
    return (
        f"{timing.name:38}{timing.calls:>6}{timing.fastest:>10.3f}{timing.middle:>10.3f}"
        f"{timing.slow:>10.3f}{timing.budget:>9.0f}{mark}"
    )


def engine() -> list[dict[str, Any]]:
    """Time the engine."""
    timings = everything()
    print(f"{HEAD:38}{'calls':>6}{'fastest':>10}{'median':>10}{'95 %':>10}{'budget':>9}")
    for timing in timings:
        print(line(timing))
    return [dict(timing.row()) for timing in timings]


PARTS: dict[str, Callable[[], Any]] = {
    "engine": engine,
    "reruns": reruns.part,
    "pages": pages.part,
    "peer": pages.peer,
    "cold": cold.part,
    "drag": drag.part,
    "sessions": sessions.part,
    "soak": soak.part,
}


def about() -> dict[str, object]:
    """Say on what the figures were measured, and how busy it was."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def main(wanted: list[str]) -> None:
    """Measure the parts that are asked for.

    Raises
    ------
    SystemExit
        If there is no such part; the message names them.
    """
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        sys.exit(f"no such part: {', '.join(unknown)}; parts are {', '.join(PARTS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))  # so that its servers end too
    TARGET.parent.mkdir(exist_ok=True)
    known = json.loads(TARGET.read_text("utf-8")) if TARGET.exists() else {}
    found = {name: known[name] for name in PARTS if name in known}
    for name in wanted or list(PARTS):
        print(f"\n{name}", flush=True)
        before = about()
        found[name] = {"about": before, "rows": PARTS[name]()}
        TARGET.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    print(f"written to {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    main(sys.argv[1:])
