"""Memory of a session, and of 5,000 reruns by 200 sessions.

All sessions are opened first. A round changes one control in each of them; memory is read after
the first round and after the last one, and once more when every tab has been closed.
"""

import asyncio
from typing import Any

from tests.bench import crowd
from tests.bench.crowd import Member
from tests.bench.servers import APP, Server, serve

SESSIONS, RERUNS = 200, 5000
MOST_GROWTH = 1.10
ABREAST = 4

Row = dict[str, Any]


async def rerun(members: list[Member], count: int) -> None:
    """Change a control ``count`` times, in one session after the other, a few abreast."""
    turns = [members[turn % len(members)] for turn in range(count)]

    async def work(start: int) -> None:
        for one in turns:
            if members.index(one) % ABREAST == start:
                await one.change()

    await asyncio.gather(*(work(start) for start in range(ABREAST)))


async def measure(server: Server, sessions: int, reruns: int) -> Row:
    """Open, rerun, read the memory in between."""
    first = await crowd.gather([server.url], 1)
    idle = server.memory()
    members = [*first, *await crowd.gather([server.url], sessions - 1)]
    opened = server.memory()
    await rerun(members, sessions)
    early = server.memory()
    await rerun(members, reruns - sessions)
    late = server.memory()
    wrong = crowd.errors(members)
    await crowd.leave(members)
    return {
        "sessions": sessions,
        "reruns": sum(len(one.runs) for one in members),
        "one_session": round(idle, 1),
        "a_session": round((opened - idle) / max(1, sessions - 1), 2),
        "early": round(early, 1),
        "late": round(late, 1),
        "growth": round(late / early, 3),
        "failed": len(wrong),
        "errors": wrong[:5],
        "within": late <= MOST_GROWTH * early and not wrong,
    }


def part(sessions: int = SESSIONS, reruns: int = RERUNS) -> Row:
    """Measure a fresh process."""
    with serve(APP) as app:
        row = asyncio.run(measure(app, sessions, reruns))
    print(line(row))
    return row


def line(row: Row) -> str:
    """Say what was found."""
    mark = "" if row["within"] else "  not within 10 %"
    return (
        f"memory: {row['one_session']} MiB with one session, {row['a_session']} MiB for each more;"
        f" after {row['sessions']} reruns {row['early']} MiB, after {row['reruns']}"
        f" {row['late']} MiB ({row['growth']:.3f}), {row['failed']} failed{mark}"
        f"{''.join(f'{chr(10)}  {said}' for said in row['errors'])}"
    )
