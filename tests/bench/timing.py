"""What is timed, and how: the median of many calls, after a few that do not count.

All times are processor time, which on an idle machine is the time on the clock and on a busy
one leaves out the waiting for others. What a process does once is timed in fresh ones.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from time import process_time

import numpy as np

from engine import attribution, catalogue, default_simulation, link, run, week_view
from engine.catalogue import Catalogue
from engine.scenario import Scenario, Value, replace
from tests.browser import ROOT

POINTS = 101
WARM_UP = 5
SWEPT = (
    "firm.notional",
    "margin.since",
    "margin.close",
    "call.hold",
    "collateral.mix.btc",
    "settlement.recycle",
)
FIVE_MOVES: dict[str, Value] = {  # with the rail and the mix of the default: five levers
    "margin.vol": 90.0,
    "settlement.cycle": "B7",
    "collateral.cap": 15.0,
}
IMPORT = """
from time import process_time
import engine.run, engine.catalogue
print(1000 * process_time())
"""
LOAD = """
from time import process_time
from engine import catalogue, run
start = process_time()
catalogue.load()
print(1000 * (process_time() - start))
"""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of processor time one call takes, and the most it should."""

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
        start = process_time()
        action()
        spent.append(1000 * (process_time() - start))
    return summary(name, spent, budget)


def summary(name: str, spent: list[float], budget: float) -> Timing:
    """Sum up what was timed, in milliseconds."""
    late = quantiles(spent, n=20)[-1]
    return Timing(name, len(spent), min(spent), median(spent), late, budget)


def measure_fresh(name: str, program: str, budget: float, calls: int = 5) -> Timing:
    """Time by programs that print their own milliseconds, each in a Python of its own."""
    command = [sys.executable, "-c", program]
    spent = []
    for _ in range(calls):
        done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
        spent.append(float(done.stdout))
    return summary(name, spent, budget)


def sweep_of(path: str) -> Callable[[], object]:
    """Return a call that evaluates the default scenario at 101 values of one control."""
    book = catalogue.load()
    group, field, *_ = path.split(".")
    row = book.controls.by_path[f"{group}.{field}"]
    values = np.linspace(float(row.min or 0), float(row.max or 100), POINTS)
    scenario = link.read("", book.controls).scenario
    return lambda: run.sweep(scenario, book, path, values)


def five_levers(book: Catalogue) -> Scenario:
    """Return a scenario that differs from its baseline by exactly five levers."""
    scenario = link.read("", book.controls).scenario
    for path, value in FIVE_MOVES.items():
        scenario = replace(scenario, path, value)
    return scenario


def functions(book: Catalogue, scenario: Scenario, calls: int) -> list[Timing]:
    """Time what a page asks for beside the results."""
    five, some = five_levers(book), max(20, calls // 4)
    return [
        measure("split by five levers", lambda: attribution.attribute(five, book), 70, some),
        measure("week view", lambda: week_view.week_view(scenario, book), 20, calls),
        measure(
            f"simulate {default_simulation.PATHS} defaults",
            lambda: default_simulation.simulate(scenario, book),
            150,
            some,
        ),
    ]


def once_a_process() -> list[Timing]:
    """Time what a process does once; the import includes the start of Python."""
    return [
        measure_fresh("import the engine (fresh process)", IMPORT, 500),
        measure_fresh("load all data (fresh process)", LOAD, 2000),
    ]


def again_and_again(calls: int = 200) -> list[Timing]:
    """Time what a page does after each change of a control."""
    book = catalogue.load()
    scenario = link.read("", book.controls).scenario
    text = link.write(book.presets["march-2020"].scenario, book.controls)
    return [
        measure("read a link", lambda: link.read(text, book.controls), 1, calls),
        measure("write a link", lambda: link.write(scenario, book.controls), 1, calls),
        measure("evaluate scenario and baseline", lambda: run.evaluate(scenario, book), 2, calls),
        *(measure(f"sweep {POINTS} x {path}", sweep_of(path), 10, calls) for path in SWEPT),
        *functions(book, scenario, calls),
    ]


def everything() -> list[Timing]:
    """Time all of it."""
    return [*once_a_process(), *again_and_again()]
