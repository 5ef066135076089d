"""Scenario, notices and results as plain data, for the command line and for files."""

import dataclasses
import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from engine.catalogue import Catalogue
from engine.link import Reading, write
from engine.results import Outcome
from engine.run import evaluate
from engine.scenario import PATHS, get


def report(reading: Reading, catalogue: Catalogue) -> dict[str, Any]:
    """Return a link's scenario, its notices, its baseline's and its own results.

    Money is in USD million, shares are decimals, settings in display units. A figure that
    has no finite answer is None.
    """
    found = evaluate(reading.scenario, catalogue)
    settings = {path: plain(get(reading.scenario, path)) for path in PATHS}
    return {
        "scenario": {
            "link": write(reading.scenario, catalogue.controls),
            "edition": plain(catalogue.facts.edition),
            "settings": settings,
        },
        "notices": [dataclasses.asdict(notice) for notice in reading.notices],
        "baseline": _results(found.baseline),
        "results": _results(found.scenario),
    }


def as_text(found: object) -> str:
    """Write plain data as JSON, the same for the command line and for the web.

    >>> len(as_text({"posted": None}).splitlines())
    3
    """
    return json.dumps(found, ensure_ascii=False, indent=2, allow_nan=False)


def _results(outcome: Outcome) -> dict[str, Any]:
    parts = {
        field.name: plain(getattr(outcome, field.name)) for field in dataclasses.fields(outcome)
    }
    return {"headline": plain(outcome.headline), **parts}


def plain(value: object) -> Any:  # noqa: ANN401
    """Return numbers, texts, lists and mappings only; what is not finite becomes None.

    >>> plain((1.0, float("inf"), np.array([2.0])))
    [1.0, None, [2.0]]
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value
