"""Write the figures of ``build/bench.json`` into docs/performance.md: one command, no typing.

``python -m tests.bench.report`` replaces what stands between two marks of the document.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.browser import ROOT

DOCUMENT = ROOT / "docs/performance.md"
SOURCE = ROOT / "build/bench.json"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
EMPTY = "Not measured yet: `make bench`, then `.venv/bin/python -m tests.bench.report`."

Row = dict[str, Any]


def grid(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a Markdown table.

    >>> print(grid(["a", "b"], [[1, 2]]))
    | a | b |
    | --- | --- |
    | 1 | 2 |
    """
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(str(cell) for cell in cells)} |" for cells in lines)


def yes(row: Row) -> str:
    """Say whether a row keeps its limit."""
    return "yes" if row["within"] else "**no**"


def engine(rows: Sequence[Row]) -> str:
    """Processor time of the engine."""
    heads = ["engine, ms of processor time", "calls", "fastest", "median", "95 %", "budget"]
    names = ("name", "calls", "fastest", "middle", "slow", "budget")
    return grid(heads, [[row[name] for name in names] for row in rows])


def reruns(rows: Sequence[Row]) -> str:
    """Processor time of the server for one change."""
    heads = ["one change on", "slider", "ms of processor time", "ms until heard", "bytes out / in"]
    return grid(heads, [
        [row["page"], row["slider"], row["processor"], row["heard"],
         f"{row['sent']:,} / {row['got']:,}"]
        for row in rows
    ])  # fmt: skip


def pages(rows: Sequence[Row]) -> str:
    """Repaint of every page beside the bare one, and the bytes of a change."""
    heads = ["page", "charts", "p50 / p95, ms", "bare page", "ratio p50", "ratio p95",
             "within 1.3 / 1.6", "bytes out / in"]  # fmt: skip
    return grid(heads, [
        [row["page"], row["charts"], _both(row["app"]), _both(row["bare"]), row["ratio"]["p50"],
         row["ratio"]["p95"], yes(row), f"{row['app']['sent']} / {row['app']['got']:,}"]
        for row in rows
    ])  # fmt: skip


def peer(rows: Sequence[Row]) -> str:
    """One slider and one chart elsewhere."""
    return grid(
        ["repaint", "p50 / p95, ms", "bytes in"],
        [[row["toolkit"], _both(row), f"{row['got']:,}"] for row in rows],
    )


def cold(rows: Sequence[Row]) -> str:
    """Empty cache to first chart."""
    heads = ["first chart", "who", "seconds (slowest)", "requests", "kB", "plotly.js before it",
             "ratio", "within"]  # fmt: skip
    return grid(heads, [
        [row["line"], who, f"{row[who]['seconds']} ({row[who]['slowest']})", row[who]["requests"],
         row[who]["kilobytes"], ", ".join(row[who]["plotly"]),
         *([row["ratio"], yes(row)] if who == "app" else ["", ""])]
        for row in rows for who in ("app", "bare")
    ])  # fmt: skip


def drag(rows: Sequence[Row]) -> str:
    """Live levers."""
    heads = [
        "drag on",
        "lever",
        "event to redrawn chart, p50 / p95, ms",
        "redraws",
        "within 20 / 60",
    ]
    return grid(heads, [
        [row["page"], row["lever"], _both(row), sum(row["redraws"]), yes(row)] for row in rows
    ])  # fmt: skip


def sessions(rows: Sequence[Row]) -> str:
    """Reruns of many at once."""
    heads = ["processes", "sessions", "p50 / p95, ms", "reruns a second", "cores",
             "ms of processor time a rerun", "MiB", "failed or lost", "within"]  # fmt: skip
    names = ("a_second", "cores", "milliseconds_a_rerun", "memory", "failed")
    return grid(heads, [
        [row["processes"], row["sessions"], _both(row), *(row[name] for name in names), yes(row)]
        for row in rows
    ])  # fmt: skip


def soak(row: Row) -> str:
    """Memory of sessions, and over many reruns."""
    after = [f"MiB after {row[count]} reruns" for count in ("sessions", "reruns")]
    heads = ["sessions", "reruns", "MiB with one session", "MiB for each more", *after, "growth"]
    names = ("sessions", "reruns", "one_session", "a_session", "early", "late", "growth")
    return grid([*heads, "within 10 %"], [[*(row[name] for name in names), yes(row)]])


TABLES: dict[str, Callable[[Any], str]] = {
    "pages": pages,
    "peer": peer,
    "reruns": reruns,
    "cold": cold,
    "drag": drag,
    "sessions": sessions,
    "soak": soak,
    "engine": engine,
}


def _both(row: Row) -> str:
    return f"{row['p50']:.0f} / {row['p95']:.0f}"


def table(name: str, part: Row) -> str:
    """Return the table of a part and the line on where it was measured."""
    about = part["about"]
    where = (
        f"{name}, {about['date']}: {about['cores']} cores, Python {about['python']}, load of the"
        f" machine before it {about['load']}."
    )
    return f"{where}\n\n{TABLES[name](part['rows'])}"


def put(text: str, found: dict[str, Row]) -> str:
    """Return the document with these figures between its marks."""
    head, tail = text.partition(BEGIN)[0], text.partition(END)[2]
    parts = [table(name, found[name]) for name in TABLES if name in found] or [EMPTY]
    return f"{head}{BEGIN}\n\n" + "\n\n".join(parts) + f"\n\n{END}{tail}"


if __name__ == "__main__":
    figures = json.loads(SOURCE.read_text("utf-8"))
    DOCUMENT.write_text(put(DOCUMENT.read_text("utf-8"), figures), "utf-8")
