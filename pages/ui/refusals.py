"""Moves of a control that cannot be taken: found out, and said with the limits that hold."""

from dataclasses import dataclass
from typing import cast

from engine.control_limits import room
from engine.controls import Control
from engine.kinds import check, exact
from engine.scenario import KEYS, Scenario, Value, get, replace
from pages.ui import catalog, describe
from pages.ui.text import Words

ORDER = "cuts_order"
RANGED = frozenset({ORDER, "out_of_range", "off_step", "not_a_number"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """A value that a field, or one key of it, could not take, and the code of why."""

    path: str
    asked: Value
    code: str


def moved(held: Scenario, path: str, asked: Value, *, snap: bool = False) -> Scenario | Refusal:
    """Return the scenario with one value replaced, or why the field cannot take it.

    ``snap`` takes off the noise of a widget's float first.
    """
    row = _row(path)
    if snap:
        try:
            asked = exact(row.element, cast("float", asked))
        except ValueError:
            return Refusal(path, asked, check(row.element, asked) or "off_step")
    new = replace(held, path, asked)
    code = row.check(get(new, row.path))
    return new if code is None else Refusal(path, asked, code)


def sentence(found: Refusal, held: Scenario, words: Words) -> str:
    """Say which control stays where it is, what was asked, and what it can be now."""
    row, label = _row(found.path), describe.control_label(found.path, words)
    if found.code not in RANGED or row.step is None:
        return words("refused.other", label=label)
    low, high = _limits(row, found.path, held)
    named = {
        "label": label,
        "held": _written(row, found.path, get(held, found.path), words),
        "low": describe.number(row.unit, low, words),
        "high": describe.number(row.unit, high, words),
    }
    if found.code == ORDER:
        asked = _written(row, found.path, found.asked, words)
        return words("refused.order", asked=asked, **named)
    return words("refused.range", step=describe.number(row.unit, row.step, words), **named)


def _row(path: str) -> Control:
    group, field, *_ = path.split(".")
    return catalog.book().controls.by_path[f"{group}.{field}"]


def _place(row: Control, path: str) -> int | None:
    """Place of the key that a path names; None for a whole field."""
    key = path.removeprefix(row.path).removeprefix(".")
    return KEYS[row.path].index(key) if key else None


def _limits(row: Control, path: str, held: Scenario) -> tuple[float, float]:
    """Smallest and largest value that the field, or its key, can take as the others stand."""
    place = _place(row, path)
    if place is None:
        return cast("float", row.min), cast("float", row.max)
    return room(row.limits, cast("tuple[float | None, ...]", get(held, row.path)), place)


def _written(row: Control, path: str, value: Value, words: Words) -> str:
    """Write a number in its unit; an automatic one as what it stands for, where that is known."""
    place = _place(row, path)
    if value is None and place is not None and row.automatic:
        value = row.automatic[place]
    if value is None:
        return words("value.automatic")
    return describe.number(row.unit, cast("float", value), words)
