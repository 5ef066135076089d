"""What a rerun costs the server: processor time of its process, one visitor, page after page.

Processor time leaves out the waiting for others, so it can be compared between two states of the
code on a machine that is not quite idle; the whole process counts, with compression and sending.
"""

import asyncio
from statistics import median
from typing import Any

from tests.bench.pages import PAGES
from tests.bench.servers import APP, Server, serve
from tests.bench.wire import Visitor

REPEATS, WARM_UP = 40, 5

Row = dict[str, Any]


async def measure(server: Server, page: str, repeats: int) -> Row:
    """Step the page's first slider, every time to a value that it did not have before."""
    visitor = Visitor(server.url, page, "v=1")
    await visitor.open()
    key = next(iter(visitor.sliders))
    for _ in range(WARM_UP):
        await visitor.step(key, -1)
    before = server.spent()
    runs = [await visitor.step(key, 1) for _ in range(repeats)]
    spent = server.spent() - before
    await visitor.close()
    return {
        "page": page or "overview",
        "slider": key.removeprefix("control."),
        "processor": round(1000 * spent / repeats, 1),
        "heard": round(median(run.milliseconds for run in runs), 1),
        "sent": runs[-1].sent,
        "got": round(median(run.got for run in runs)),
    }


def part(repeats: int = REPEATS, pages: tuple[str, ...] = PAGES) -> list[Row]:
    """Measure every page that has a slider, on one process."""
    with serve(APP) as app:
        return [_told(asyncio.run(measure(app, page, repeats))) for page in pages]


def _told(row: Row) -> Row:
    print(line(row), flush=True)
    return row


def line(row: Row) -> str:
    """One row of the table."""
    return (
        f"{row['page']:12}{row['slider']:26}{row['processor']:>7} ms of processor time,"
        f" {row['heard']} ms until heard; bytes {row['sent']} out, {row['got']} in"
    )
