"""What is timed, and how: the median of many calls, after a few that do not count."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import perf_counter

import numpy as np

from engine import catalogue, link, run

POINTS = 101
WARM_UP = 5


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds one call takes, and the most it should."""

    name: str
    calls: int
    fastest: float
    middle: float
    slow: float
    budget: float

    def row(self) -> dict[str, str | int | float]:
        """Return the fields by name, rounded for a file."""
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in asdict(self).items()}


def measure(name: str, action: Callable[[], object], budget: float, calls: int = 200) -> Timing:
    """Time ``action``: fastest, median and 95th percentile of ``calls`` calls."""
    for _ in range(WARM_UP):
        action()
    spent = []
    for _ in range(calls):
        start = perf_counter()
        action()
        spent.append(1000 * (perf_counter() - start))
    return Timing(name, calls, min(spent), median(spent), quantiles(spent, n=20)[-1], budget)


def sweep_of(path: str) -> Callable[[], object]:
    """Return a call that evaluates the default scenario at 101 values of one control."""
    book = catalogue.load()
    group, field, *_ = path.split(".")
    row = book.controls.by_path[f"{group}.{field}"]
    values = np.linspace(float(row.min or 0), float(row.max or 100), POINTS)
    scenario = link.read("", book.controls).scenario
    return lambda: run.sweep(scenario, book, path, values)


def everything(calls: int = 200) -> list[Timing]:
    """Time what a page does after each change of a control, and what it does once."""
    book = catalogue.load()
    scenario = link.read("", book.controls).scenario
    text = link.write(book.presets["march-2020"].scenario, book.controls)
    once = max(3, calls // 40)
    return [
        measure("load all data (once a process)", catalogue.load.__wrapped__, 2000, once),
        measure("read a link", lambda: link.read(text, book.controls), 1, calls),
        measure("write a link", lambda: link.write(scenario, book.controls), 1, calls),
        measure("evaluate scenario and baseline", lambda: run.evaluate(scenario, book), 2, calls),
        *(
            measure(f"sweep {POINTS} x {path}", sweep_of(path), 10, calls)
            for path in (
                "firm.notional",
                "margin.close",
                "collateral.mix.btc",
                "settlement.recycle",
            )
        ),
    ]
