"""The story worked out: the figures in its sentences, and whether what they claim is true.

>>> from engine import catalogue, story_files
>>> step = story_files.load()[1]
>>> told = tell(step, catalogue.load())
>>> round(told.figures["hours"], 2), told.is_true
(0.25, True)
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import cast

import numpy as np

from engine.catalogue import Catalogue
from engine.results import HEADLINES, Outcome
from engine.run import evaluate
from engine.scenario import ASSETS, Scenario, get
from engine.story_records import Claim, Slot, Step

SAME = 1e-9
SETTING, PERCENT = "share", 100.0
DOWN, LEVEL, UP = "down", "same", "up"
RELATIONS: Mapping[str, Callable[[float], bool]] = MappingProxyType(
    {"less": lambda sign: sign < 0, "more": lambda sign: sign > 0, "same": lambda sign: sign == 0}
)

Side = tuple[Scenario, Outcome]
Sides = Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class Told:
    """A step worked out.

    Attributes
    ----------
    figures
        Every slot of its texts, in the slot's unit.
    broken
        The claims that do not hold; a step with any says something false.
    answer
        What was asked first: a direction code, an amount in the units of the guess, or None.
    """

    figures: Mapping[str, float]
    broken: tuple[Claim, ...]
    answer: str | float | None

    @property
    def is_true(self) -> bool:
        """Whether every claim holds."""
        return not self.broken


@lru_cache(maxsize=32)
def _sides(here: Scenario, other: Scenario, catalogue: Catalogue) -> Sides:
    """Scenario and outcome of the step's link, of its second link and of the baseline."""
    own, tried = (evaluate(link, catalogue) for link in (here, other))
    base = catalogue.presets[here.firm.base].scenario
    return MappingProxyType(
        {
            "here": (here, own.scenario),
            "other": (other, tried.scenario),
            "baseline": (base, own.baseline),
        }
    )


def tell(step: Step, catalogue: Catalogue) -> Told:
    """Work out a step: a pure function of its links and the data.

    Raises
    ------
    ValueError
        If a quantity names nothing that an outcome has, or has no finite value.
    """
    sides = _sides(step.scenario, step.other, catalogue)
    figures = {name: _figure(slot, sides) for name, slot in step.slots.items()}
    broken = tuple(claim for claim in step.claims if not holds(claim, sides))
    return Told(MappingProxyType(figures), broken, _answer(step, figures, sides))


def holds(claim: Claim, sides: Sides) -> bool:
    """Tell whether one quantity is less or more than another, or the same to 1e-9 of it."""
    return RELATIONS[claim.relation](_sign(claim.left, claim.right, sides))


def quantity(name: str, sides: Sides) -> float:
    """Value of a quantity such as ``here.posted`` or ``other.collateral.haircut.btc``.

    After the side stands a headline figure, a path in the outcome (its end may be an asset), or
    ``share.`` and a setting in percent, which is given as a decimal.
    """
    side, _, path = name.partition(".")
    scenario, outcome = sides[side]
    try:
        value = _value(path, scenario, outcome)
    except (AttributeError, TypeError, ValueError) as error:
        msg = (
            f"{name} names no figure of an outcome; use a headline or a path such as margin.period"
        )
        raise ValueError(msg) from error
    if not np.isfinite(value):
        msg = f"{name} has no finite value in this scenario; choose another link or figure"
        raise ValueError(msg)
    return value


def _value(path: str, scenario: Scenario, outcome: Outcome) -> float:
    head, _, rest = path.partition(".")
    if path in HEADLINES:
        return float(outcome.headline[path])
    if head == SETTING:
        return float(cast("float", get(scenario, rest))) / PERCENT
    value: object = outcome
    for part in path.split("."):
        value = value[ASSETS.index(part)] if isinstance(value, np.ndarray) else getattr(value, part)
    return float(cast("float", value))


def _figure(slot: Slot, sides: Sides) -> float:
    """Value of a slot: the quantity, its multiple of another, or its change against another."""
    value = quantity(slot.value, sides)
    if slot.over:
        return value / quantity(slot.over, sides)
    if slot.against:
        return value / quantity(slot.against, sides) - 1.0
    return value


def _sign(left: str, right: str, sides: Sides) -> float:
    """Sign of left less right; zero where they are the same."""
    first, second = quantity(left, sides), quantity(right, sides)
    gap = first - second
    return 0.0 if abs(gap) <= SAME * max(1.0, abs(first), abs(second)) else float(np.sign(gap))


def _answer(step: Step, figures: Mapping[str, float], sides: Sides) -> str | float | None:
    if step.ask is None:
        return None
    if not step.ask.is_amount:
        sign = _sign(step.ask.value, step.ask.against, sides)
        return LEVEL if sign == 0 else UP if sign > 0 else DOWN
    value = figures[step.ask.slot]
    return value * PERCENT if step.slots[step.ask.slot].unit == SETTING else value
