"""Reruns of 1 to 100 simultaneous sessions on one process, of 50 and 100 on two behind nginx."""

import asyncio
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench import crowd
from tests.bench.painting import middle_and_late
from tests.bench.servers import APP, Server, serve
from tests.proxy import NGINX, nginx

COUNTS = (1, 10, 25, 50, 100)
SECONDS = 20.0
LATEST = {
    (1, 50): 300.0,
    (2, 50): 300.0,
    (2, 100): 1000.0,
}  # (processes, sessions): p95 in milliseconds

Row = dict[str, Any]


async def measure(servers: Sequence[Server], url: str, count: int, seconds: float) -> Row:
    """Let a crowd live on some servers, all of them reached at one address."""
    members = await crowd.gather([url], count)
    before, start = sum(server.spent() for server in servers), perf_counter()
    await crowd.live(members, seconds)
    took, spent = perf_counter() - start, sum(server.spent() for server in servers) - before
    runs = [run for one in members for run in one.runs]
    wrong = crowd.errors(members)
    memory = sum(server.memory() for server in servers)
    await crowd.leave(members)
    return {
        "processes": len(servers),
        "sessions": count,
        "reruns": len(runs),
        **middle_and_late([run.milliseconds for run in runs]),
        "a_second": round(len(runs) / took, 1),
        "cores": round(spent / took, 2),
        "milliseconds_a_rerun": round(1000 * spent / len(runs), 1),
        "memory": round(memory),
        "errors": wrong[:5],
        "failed": len(wrong),
    }


def part(counts: Sequence[int] = COUNTS, seconds: float = SECONDS) -> list[Row]:
    """Measure one process with every count, then two behind nginx with the two largest."""
    with serve(APP) as app:
        rows = [judged(asyncio.run(measure([app], app.url, n, seconds))) for n in counts]
    if NGINX is None:
        print("nginx is not installed: two processes were not measured")
        return rows
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place.chmod(0o755)
        servers = [stack.enter_context(serve(APP)) for _ in range(2)]
        proxy = stack.enter_context(nginx(place, [server.url for server in servers]))
        rows += [judged(asyncio.run(measure(servers, proxy.url, n, seconds))) for n in counts[-2:]]
    return rows


def judged(row: Row) -> Row:
    """Say whether a row is within its limit, and print it."""
    most = LATEST.get((row["processes"], row["sessions"]))
    row["within"] = not row["failed"] and (most is None or row["p95"] <= most)
    print(line(row), flush=True)
    return row


def line(row: Row) -> str:
    """One row of the table."""
    mark = "" if row["within"] else "  not within its limit"
    return (
        f"{row['processes']} process(es){row['sessions']:>5} sessions{row['reruns']:>6} reruns"
        f"{row['p50']:>8.0f}{row['p95']:>8.0f} ms;{row['a_second']:>6} a second,"
        f" {row['cores']} cores, {row['milliseconds_a_rerun']} ms each, {row['memory']} MiB,"
        f" {row['failed']} failed{mark}{''.join(f'{chr(10)}  {said}' for said in row['errors'])}"
    )
