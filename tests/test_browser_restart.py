"""What goes wrong: a killed server loses nothing on the screen, a failing app shows no code."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import (
    ROOT,
    STARTS,
    Visitors,
    _wait_until_ready,
    asked,
    free_port,
    metrics,
    query,
    serve,
    settle,
)
from tests.test_browser import press
from tests.test_failures import REFERENCE, SECRET

pytestmark = [pytest.mark.browser, pytest.mark.full]

FIRST = "/settlement?v=1&cycle=ATOM&mix=tbill:70,usdc:30&lang=en"
SECOND = "/waterfall?v=1&lang=en"
SEEN = """
() => ({
  text: document.querySelector("[data-testid=stMain]").innerText,
  charts: document.querySelectorAll(".plumbline-chart .main-svg").length,
})
"""
SAME = f"wanted => JSON.stringify(({SEEN.strip()})()) === JSON.stringify(wanted)"

APP = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
import streamlit as st
from pages.ui import failures
app = st.App("main.py", on_script_error=failures.report)
"""
MAIN = f'raise ValueError("no file {SECRET}")\n'


@contextmanager
def doomed(port: int, log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a server that is killed in the middle, and give its process."""
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *STARTS["uvicorn"], str(port)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_ready(process, url, log)
        yield url, process
    finally:
        process.kill()
        process.wait()


def state(page: Page) -> tuple[object, object, object]:
    """Return everything that is read on a page: sentences and figures, ribbon, address."""
    return page.evaluate(SEEN), metrics(page), query(page)


def test_a_killed_server_comes_back_to_the_same_pages_in_two_tabs(
    visitors: Visitors, tmp_path: Path
) -> None:
    port = free_port()
    with doomed(port, tmp_path / "log") as (url, process):
        one, two = visitors.open(url + FIRST), visitors.open(url + SECOND)
        untouched = state(two)
        press(one, "settlement.recycle", "ArrowLeft", times=5)
        assert state(two) == untouched
        press(two, "stress.shock", "ArrowLeft", times=3)
        before = {page: state(page) for page in (one, two)}
        runs = {page: asked(page) for page in before}
        assert before[two] != untouched
        process.kill()
        for page in before:
            expect(page.get_by_test_id("stApp")).not_to_have_attribute(
                "data-test-connection-state", "CONNECTED"
            )
    with serve(port=port):
        for page, path in ((one, "settlement.recycle"), (two, "stress.shock")):
            settle(page, runs[page])  # the page asks for a new session, which reads the address bar
            page.wait_for_function(SAME, arg=before[page][0])
            assert state(page) == before[page]
            press(page, path, "ArrowRight")
            assert metrics(page) != before[page][1] or query(page) != before[page][2]


def test_no_path_and_no_code_reaches_a_visitor(tmp_path: Path, visitors: Visitors) -> None:
    (tmp_path / "app.py").write_text(APP, "utf-8")
    (tmp_path / "main.py").write_text(MAIN, "utf-8")
    with serve(folder=tmp_path) as url:
        page = visitors.open(url)
        text = page.inner_text("body")
    assert REFERENCE.search(text)
    assert not any(part in text for part in ("ValueError", SECRET, "Traceback", "main.py"))
