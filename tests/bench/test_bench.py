"""The measuring itself works, at counts so small that nothing is measured.

Servers and crowds are real; what needs a browser is tried by ``make bench`` alone.
"""

import asyncio
import json

import pytest

from tests.bench import report, sessions, soak
from tests.bench.crowd import errors, gather, leave, live
from tests.bench.painting import WATCH
from tests.bench.servers import APP, serve
from tests.bench.wire import Visitor
from tests.shots import PAGES


@pytest.mark.full
def test_a_crowd_keeps_its_scenarios_and_its_memory_is_told() -> None:
    with serve(APP) as app:
        row = asyncio.run(sessions.measure([app], app.url, 2, 3.0))
        assert row["failed"] == 0, row["errors"]
        assert row["reruns"] >= 2
        assert row["p95"] >= row["p50"] > 0
        assert "2 sessions" in sessions.line(sessions.judged(row))
        found = asyncio.run(soak.measure(app, 2, 4))
        assert found["reruns"] == 4
        assert "MiB" in soak.line(found)
        assert asyncio.run(_lost(app.url)) == ["margin.since moved"]


@pytest.mark.browser
def test_every_page_arrives_whole_however_many_messages_it_has(server: str) -> None:
    """Streamlit cuts a connection off when 500 messages wait on their way out."""

    async def visit(path: str) -> int:
        visitor = Visitor(server, path, "v=1")
        run = await visitor.open()
        await visitor.close()
        return run.got

    for path in PAGES.values():
        assert asyncio.run(visit(path)) > 0, path


async def _lost(url: str) -> list[str]:
    """Return what is said of a page that was told to hold something else."""
    members = await gather([url], 1)
    await live(members, 2.5)
    assert not errors(members)
    members[0].visitor.query = "v=1&since=7"
    found = errors(members)
    await leave(members)
    return ["margin.since moved"] if found else []


def test_the_watch_names_no_toolkit_but_streamlits_own_tools() -> None:
    assert "@IGNORED@" not in WATCH
    assert WATCH.count("stStatusWidget") == 1


def test_the_report_stands_between_its_marks() -> None:
    text = report.DOCUMENT.read_text("utf-8")
    assert text.count(report.BEGIN) == text.count(report.END) == 1
    head, tail = text.split(report.BEGIN)[0], text.split(report.END)[1]
    written = report.put(text, {})
    assert written.startswith(head)
    assert written.endswith(tail)
    assert report.put(written, {}) == written


def test_every_part_has_a_table() -> None:
    about = {"date": "2026-11-23", "python": "3.11", "machine": "m", "cores": 2, "load": 0.1}
    figures = {"p50": 1.0, "p95": 2.0, "sent": 3, "got": 4000}
    pages = {"page": "margin", "charts": 2, "app": figures, "bare": figures,
             "ratio": {"p50": 1.0, "p95": 1.0}, "within": True}  # fmt: skip
    assert "margin" in report.table("pages", {"about": about, "rows": [pages]})
    peer = {"toolkit": "Dash", **figures}
    assert "Dash" in report.table("peer", {"about": about, "rows": [peer]})
    assert json.dumps(about)[:1] == "{"
