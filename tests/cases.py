"""Run validation cases: ``python -m tests.cases FILE.yaml``.

A case names a function, its inputs and what it must give. Adapters translate names and units;
the numbers come from the engine. Passes if ``|x - e| <= max(abs, rel |e|)`` element by element.
"""

import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from engine.facts import FactError, read_yaml
from tests import (
    adapters_clock,
    adapters_collateral,
    adapters_default,
    adapters_margin,
    adapters_settlement,
)

Case = dict[str, Any]
Adapter = Callable[[dict[str, Any], Mapping[str, Any]], Mapping[str, Any]]

ADAPTERS: Mapping[str, Adapter] = {
    **adapters_collateral.ADAPTERS,
    **adapters_margin.ADAPTERS,
    **adapters_settlement.ADAPTERS,
    **adapters_clock.ADAPTERS,
    **adapters_default.ADAPTERS,
}
DEFAULT_RELATIVE = 1e-9
SCIENTIFIC = re.compile(r"[+-]?\d+(\.\d*)?[eE][+-]?\d+")
REFERENCE = re.compile(r"as (\S+)")


class Miss(NamedTuple):
    """One thing a case expected and did not get."""

    where: str
    expected: object
    got: object

    def __str__(self) -> str:
        return f"{self.where}: expected {self.expected}, got {self.got}"


def load(path: Path) -> list[Case]:
    """Read the cases of a file, with references to other cases filled in."""
    content = read_yaml(path)
    cases = content.get("cases") if isinstance(content, dict) else None
    if not isinstance(cases, list) or not all(isinstance(c, dict) for c in cases):
        msg = f"{path.name}: there is no list named cases; add one"
        raise FactError(msg)
    cases = [_numbers(case) for case in cases]
    known = {case.get("id"): case.get("inputs", {}) for case in cases}
    return [case | {"inputs": _filled(case.get("inputs") or {}, known)} for case in cases]


def check(case: Case) -> list[Miss]:
    """Everything in which the engine differs from a case; empty if the case passes."""
    try:
        return list(_misses(case))
    except Exception as error:  # whatever goes wrong, the case has failed
        return [Miss("run", "a result", f"{type(error).__name__}: {error}")]


def _misses(case: Case) -> Iterator[Miss]:
    name, expected = str(case.get("function", "")), case.get("expected") or {}
    adapter = ADAPTERS.get(name) or ADAPTERS.get(name.removesuffix(" default"))
    if adapter is None:
        yield Miss("function", name, "no adapter knows this function; add one in tests/adapters_*")
        return
    if not expected:
        yield Miss("expected", "at least one result", "none")
    got = adapter(case["inputs"], expected)
    for key, value in expected.items():
        if key in got:
            yield from _compare(str(key), value, got[key], _allowance(case, key, got))
        else:
            yield Miss(str(key), value, "nothing: the adapter has no such result")


def _allowance(case: Case, key: str, got: Mapping[str, Any]) -> Callable[[float, int], float]:
    """How far a number may lie from the one expected, by its value and position."""
    tolerance = case.get("tolerance") or {}
    if "n_standard_errors" in tolerance:
        least = float(tolerance["abs_p" if key.startswith("p_") else "abs_expected"])
        errors = got[f"{key}_error"]
        times = float(tolerance["n_standard_errors"])
        return lambda _, i: max(times * float(errors[i]), least)
    absolute = float(tolerance.get("abs", 0.0))
    relative = float(tolerance.get("rel", 0.0 if "abs" in tolerance else DEFAULT_RELATIVE))
    return lambda e, _: max(absolute, relative * abs(e))


def _compare(
    where: str, expected: object, got: object, allowed: Callable[[float, int], float], at: int = 0
) -> Iterator[Miss]:
    if isinstance(got, np.ndarray | np.generic):
        got = got.tolist()
    if isinstance(expected, Mapping):
        results = got if isinstance(got, Mapping) else {}
        for key, value in expected.items():
            yield from _compare(f"{where}.{key}", value, results.get(key), allowed)
    elif isinstance(expected, list):
        items = got if isinstance(got, list) else []
        if len(items) != len(expected):
            yield Miss(where, expected, got)
        for i, (e, g) in enumerate(zip(expected, items, strict=False)):
            yield from _compare(f"{where}[{i}]", e, g, allowed, i)
    elif not _equal(expected, got, allowed, at):
        yield Miss(where, expected, got)


def _equal(expected: object, got: object, allowed: Callable[[float, int], float], at: int) -> bool:
    if isinstance(expected, bool | str) or expected is None or isinstance(got, bool | str):
        return type(expected) is type(got) and expected == got
    if not isinstance(expected, int | float) or not isinstance(got, int | float):
        return False
    if math.isinf(expected) or math.isnan(got):
        return expected == got
    return abs(got - expected) <= allowed(float(expected), at)


def _numbers(node: Any) -> Any:  # noqa: ANN401
    """Numbers in scientific notation that YAML takes for text."""
    if isinstance(node, dict):
        return {key: _numbers(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_numbers(value) for value in node]
    if isinstance(node, str) and SCIENTIFIC.fullmatch(node):
        return float(node)
    return node


def _filled(inputs: dict[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in inputs that are taken from another case: ``as: ID`` or ``name: as ID``."""
    filled = dict(known.get(str(inputs.get("as")), {}))
    for key, value in inputs.items():
        match = REFERENCE.fullmatch(value) if isinstance(value, str) else None
        filled[key] = known.get(match[1], {}).get(key, value) if match else value
    return filled


def main(arguments: Sequence[str]) -> int:
    """Print every difference and the count; 1 if any case failed or the file is unusable."""
    if len(arguments) != 1:
        print("Give one file of cases: python -m tests.cases FILE.yaml")
        return 1
    try:
        cases = load(Path(arguments[0]))
    except FactError as error:
        print(error)
        return 1
    failed = 0
    for case in cases:
        misses = check(case)
        failed += bool(misses)
        if misses:
            more = f" (and {len(misses) - 1} more)" if len(misses) > 1 else ""
            print(f"{case.get('id')} {case.get('function')}: {misses[0]}{more}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
