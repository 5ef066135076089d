"""The command line: JSON for one link, one sentence for wrong use."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engine import catalogue, link
from engine.__main__ import main
from engine.report import plain, report
from engine.results import HEADLINES
from engine.run import evaluate

ROOT = Path(__file__).parents[1]
BOOK = catalogue.load()


def run(text: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main([text]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_a_link_gives_what_the_engine_gives(capsys: pytest.CaptureFixture[str]) -> None:
    found = run("https://plumbline.example/settlement?v=1&cycle=T2&h.btc=25", capsys)
    assert list(found) == ["scenario", "notices", "baseline", "results"]
    scenario = link.read_text("v=1&cycle=T2&h.btc=25", BOOK.controls).scenario
    headline = evaluate(scenario, BOOK).scenario.headline
    assert found["results"]["headline"] == {name: float(headline[name]) for name in HEADLINES}
    assert found["scenario"]["link"] == "v=1&h.btc=25&cycle=T2"
    assert found["notices"] == []


def test_what_is_not_understood_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    found = run("?v=1&vol=abc&zz=1", capsys)
    assert [notice["name"] for notice in found["notices"]] == ["vol", "zz"]


def test_no_finite_answer_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    found = run("mix=btc:50,eth:50&v=1", capsys)
    assert found["results"]["locked"] is None


@pytest.mark.parametrize("arguments", [[], ["a", "b"], ["--help"], ["-x"]])
def test_wrong_use_is_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "usage" in shown.err


def test_it_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "engine", "v=1"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert json.loads(done.stdout)["scenario"]["edition"] == "2026-11-22"


def test_every_preset_reports_without_loss() -> None:
    for preset in BOOK.presets.values():
        found = report(link.read_text(preset.link, BOOK.controls), BOOK)
        json.dumps(found, allow_nan=False)


def test_plain_keeps_text_and_turns_infinity_into_none() -> None:
    assert plain({"a": ("x", float("nan"))}) == {"a": ["x", None]}
