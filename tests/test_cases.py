"""The validation cases, model by model, and the program that runs any file of them."""

from pathlib import Path

import pytest

from tests.cases import Case, check, load, main

FILE = Path(__file__).with_name("cases.yaml")
CASES = load(FILE)
ONE_CASE = """
cases:
- id: A
  function: {function}
  inputs: {{loop_gain: [0, 0.5]}}
  expected: {{mu: {mu}}}
  tolerance: {{rel: 1e-9}}
"""


def of(*models: str) -> list[object]:
    """Cases of the models as parameters."""
    return [pytest.param(c, id=c["id"]) for c in CASES if c["model"] in models]


def passes(case: Case) -> None:
    assert check(case) == []


@pytest.mark.parametrize("case", of("M1"))
def test_collateral_value(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M2"))
def test_haircut_calibration(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M3"))
def test_margin(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M4"))
def test_settlement(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M5"))
def test_margin_call_clock(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M6"))
def test_default_waterfall(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M7"))
def test_spiral(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M8"))
def test_leverage(case: Case) -> None:
    passes(case)


@pytest.mark.parametrize("case", of("M9"))
def test_eligibility(case: Case) -> None:
    passes(case)


def test_every_case_is_run_once() -> None:
    models = [f"M{n}" for n in range(1, 10)]
    assert sum(len(of(model)) for model in models) == len(CASES) == len({c["id"] for c in CASES})


def run(tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    file = tmp_path / "cases.yaml"
    file.write_text(text, encoding="utf-8")
    code = main([str(file)])
    return code, capsys.readouterr().out.splitlines()


def test_passing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = ONE_CASE.format(function="marginal_multiplier", mu="[1, 2]")
    assert run(tmp_path, text, capsys) == (0, ["1 passed, 0 failed"])


@pytest.mark.parametrize(
    ("function", "mu", "words"),
    [
        ("marginal_multiplier", "[1, 2.1]", "mu[1]: expected 2.1, got 2.0"),
        ("marginal_multiplier", "[1]", "mu: expected [1], got [1.0, 2.0]"),
        ("marginal_multiplier", "fast", "mu: expected fast"),
        ("divination", "[1, 2]", "no adapter knows this function"),
        ("spiral", "[1, 2]", "KeyError"),
    ],
)
def test_failing_file(
    function: str, mu: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = run(tmp_path, ONE_CASE.format(function=function, mu=mu), capsys)
    assert code == 1
    assert len(lines) == 2
    assert words in lines[0]
    assert lines[-1] == "0 passed, 1 failed"


@pytest.mark.parametrize("text", ["", "cases: 3", "a: [", "cases: [1]"])
def test_unusable_file(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, lines = run(tmp_path, text, capsys)
    assert code == 1
    assert "cases.yaml" in lines[0]


def test_one_file_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    assert "one file" in capsys.readouterr().out
