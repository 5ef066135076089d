"""The Python block of a scenario: it runs elsewhere, its figures hold, a changed one is noticed."""

import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine import VERSION, catalogue, link
from engine.scenario import Scenario, replace
from pages.ui.python_block import block
from pages.ui.text import words
from tests.browser import ROOT

BOOK = catalogue.load()
EN, ZH = words("en"), words("zh")
AT_ONCE = 2


def run(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in a new process and another folder, as somebody who copied it would."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def of_link(text: str) -> Scenario:
    return link.read_text(text, BOOK.controls).scenario


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION


def test_every_preset_runs_elsewhere_and_its_figures_hold(tmp_path: Path) -> None:
    scripts = {
        code: block(preset.scenario, EN if place % 2 else ZH)
        for place, (code, preset) in enumerate(BOOK.presets.items())
    }
    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = dict(
            zip(scripts, pool.map(lambda s: run(s, tmp_path), scripts.values()), strict=True)
        )
    assert {code: found.stderr for code, found in done.items() if found.returncode} == {}
    assert all("initial_margin" in found.stdout for found in done.values())


def test_a_changed_figure_fails(tmp_path: Path) -> None:
    script = block(BOOK.presets["today"].scenario, EN)
    changed = re.sub(r'("posted": )([\d.]+)', lambda m: f"{m[1]}{float(m[2]) * 1.00001}", script)
    assert changed != script
    found = run(changed, tmp_path)
    assert found.returncode
    assert "AssertionError: posted" in found.stderr


@pytest.mark.parametrize(
    ("before", "after"), [(f'"{VERSION}"', '"0.0.9"'), ('"v=1"', '"v=1&vol=abc"')]
)
def test_another_version_or_a_link_not_understood_fails(
    before: str, after: str, tmp_path: Path
) -> None:
    script = block(BOOK.presets["token-rails"].scenario, EN)
    assert before in script
    assert "AssertionError" in run(script.replace(before, after), tmp_path).stderr


def test_no_answer_and_a_title_with_quotes_run_too(tmp_path: Path) -> None:
    scenario = replace(of_link("v=1&mix=btc:50,eth:50"), "firm.title", "a\"'#) & 中文")
    script = block(scenario, EN)
    assert '"posted": None' in script
    assert "中文" not in script
    assert run(script, tmp_path).returncode == 0


def test_settings_are_named_in_the_language() -> None:
    scenario = BOOK.presets["today"].scenario
    assert '"rail=fedwire",  # ' + EN("control.call.rail.label") in block(scenario, EN)
    assert ZH("control.call.rail.label") in block(scenario, ZH)
    compile(block(scenario, ZH), "block", "exec")
