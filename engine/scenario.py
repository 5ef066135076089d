"""What the user chose: one frozen scenario in display units, read and changed by path.

A scenario holds no default and no rule: ranges, steps and defaults are rows of
``data/controls``; links are read and written by ``engine.link``. A path is "group.field",
or "collateral.mix.btc" for one part of a field that holds one value for each of its keys.
"""

from dataclasses import dataclass, fields
from dataclasses import replace as copy_with
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, TypeAlias, cast

import numpy as np

from engine.codes import (
    ASSETS,
    CUT_INDICATORS,
    CUT_SCORES,
    CYCLES,
    FACT_ASSETS,
    PRESETS,
    PRODUCTS,
    RAILS,
    REGIMES,
)  # fmt: skip
from engine.groups import (
    Call,
    Collateral,
    Firm,
    Leverage,
    Margin,
    Rules,
    Settlement,
    Spiral,
    Stress,
    Tests,
    View,
)  # fmt: skip

__all__ = [
    "ASSETS", "CYCLES", "FACT_ASSETS", "FIELDS", "GROUPS", "KEYS", "PATHS", "PER_ASSET", "PRESETS",
    "PRODUCTS", "RAILS", "REGIMES", "Call", "Collateral", "Firm", "Leverage", "Margin", "Rules",
    "Scenario", "Settlement", "Spiral", "Stress", "Tests", "Value", "View", "difference",
    "differing_assets", "get", "refuse_sweep", "replace",
]  # fmt: skip

Value: TypeAlias = float | bool | str | date | tuple[float | None, ...] | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a link holds, except the language."""

    firm: Firm
    margin: Margin
    call: Call
    collateral: Collateral
    settlement: Settlement
    stress: Stress
    spiral: Spiral
    leverage: Leverage
    rules: Rules
    view: View
    tests: Tests


GROUPS: dict[str, Any] = {
    "firm": Firm, "margin": Margin, "call": Call, "collateral": Collateral,
    "settlement": Settlement, "stress": Stress, "spiral": Spiral, "leverage": Leverage,
    "rules": Rules, "view": View, "tests": Tests,
}  # fmt: skip
NAMES = {group: tuple(field.name for field in fields(cls)) for group, cls in GROUPS.items()}
PATHS = tuple(f"{group}.{name}" for group, names in NAMES.items() for name in names)
FIELDS = frozenset(PATHS)
PER_ASSET = ("collateral.mix", "collateral.haircuts", "collateral.control")
KEYS = MappingProxyType(
    dict.fromkeys(PER_ASSET, ASSETS)
    | {f"tests.cuts_{indicator}": CUT_SCORES for indicator in CUT_INDICATORS}
)


@cache
def _split(path: str) -> tuple[str, str, str]:
    """Group, field and key (or "") of a path; refuse what is no field."""
    group, _, rest = path.partition(".")
    field, _, key = rest.partition(".")
    known = path in FIELDS or key in KEYS.get(f"{group}.{field}", ())
    if not known:
        msg = f"the scenario has no field {path!r}; fields are group.name, such as margin.since"
        raise ValueError(msg)
    return group, field, key


def get(scenario: Scenario, path: str) -> Value:
    """Value of a field ("margin.since") or of one of its keys ("collateral.mix.btc").

    Raises
    ------
    ValueError
        If the path names no field of the scenario.
    """
    group, field, key = _split(path)
    value = getattr(getattr(scenario, group), field)
    return cast("Value", value[KEYS[f"{group}.{field}"].index(key)] if key else value)


def replace(scenario: Scenario, path: str, value: Value) -> Scenario:
    """Copy of the scenario with one field, or one key of a field, set to a value.

    The value is not judged here: ``engine.controls`` holds the ranges.

    Raises
    ------
    ValueError
        If the path names no field of the scenario.
    """
    group, field, key = _split(path)
    part = getattr(scenario, group)
    if key:
        place = KEYS[f"{group}.{field}"].index(key)
        whole = getattr(part, field)
        value = (*whole[:place], value, *whole[place + 1 :])
    return copy_with(scenario, **{group: copy_with(part, **{field: value})})


def difference(a: Scenario, b: Scenario) -> tuple[str, ...]:
    """Paths of the fields in which two scenarios differ, in the order of ``PATHS``."""
    moved = [group for group in GROUPS if getattr(a, group) != getattr(b, group)]
    return tuple(
        f"{group}.{name}"
        for group in moved
        for name in NAMES[group]
        if getattr(getattr(a, group), name) != getattr(getattr(b, group), name)
    )


def differing_assets(a: Scenario, b: Scenario, path: str) -> tuple[str, ...]:
    """Assets whose entries differ in a field that has one value per asset.

    Raises
    ------
    ValueError
        If the field does not hold one value per asset.
    """
    if path not in PER_ASSET:
        msg = f"{path!r} holds no value per asset; choose one of {', '.join(PER_ASSET)}"
        raise ValueError(msg)
    return tuple(x for x in ASSETS if get(a, f"{path}.{x}") != get(b, f"{path}.{x}"))


def refuse_sweep(scenario: Scenario, what: str) -> None:
    """Refuse a scenario in which a field holds several numbers; ``what`` begins the sentence.

    Raises
    ------
    ValueError
        Naming the first such field.
    """
    for path in PATHS:
        group, _, field = path.partition(".")
        value = getattr(getattr(scenario, group), field)
        parts = value if isinstance(value, tuple) else (value,)
        if any(isinstance(part, np.ndarray) and part.ndim for part in parts):
            msg = f"{what} takes one scenario, not a sweep; give a single number for {path}"
            raise ValueError(msg)
