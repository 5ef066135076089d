"""Random scenarios without hypothesis: thousands in seconds, the same ones on every run."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from engine.control_rows import Control
from engine.controls import default_scenario, scenario_from
from engine.kinds import Limits, check
from engine.scenario import ASSETS, Scenario, Value, replace
from tests.strategies import FEW, controls

LETTERS = [chr(code) for start in (0x20, 0xA1, 0x390, 0x4E00, 0x1F600) for code in
           range(start, start + 90)]  # fmt: skip


def number(random: Random, limits: Limits) -> float:
    """Return any number on the grid of a control."""
    places = int((limits.high - limits.low) / limits.step)
    return float(limits.low + random.randint(0, places) * limits.step)


def mix(random: Random, limits: Limits) -> tuple[float, ...]:
    """Return shares of one to fourteen assets in tenths of a per cent that make 100."""
    held = random.sample(ASSETS, random.randint(1, len(ASSETS)))
    cuts = [0, *sorted(random.choices(range(1001), k=len(held) - 1)), 1000]
    tenths = dict(zip(held, (b - a for a, b in pairwise(cuts)), strict=True))
    return tuple(float(Decimal(tenths.get(asset, 0)) / 10) for asset in ASSETS)


def keyed(random: Random, limits: Limits) -> tuple[float | None, ...]:
    """Return one number, or automatic, for every key; in order where there is one to keep."""
    if not limits.automatic:
        return tuple(random.choice((None, number(random, limits))) for _ in limits.keys)
    places = range(int((limits.high - limits.low) / limits.step) + 1)
    some = sorted(random.sample(places, len(limits.keys)))
    whole = [float(limits.low + place * limits.step) for place in some]
    if limits.automatic[0] > limits.automatic[-1]:
        whole.reverse()
    blanks = tuple(random.choice((None, one)) for one in whole)
    return blanks if check(limits, blanks) is None else tuple(whole)


def title(random: Random, limits: Limits) -> str:
    """Return plain text of any script that fits into a title."""
    while True:
        text = "".join(random.choices(LETTERS, k=random.randint(0, int(limits.high))))
        if check(limits, text) is None:
            return text


KINDS: dict[str, Callable[[Random, Limits], Value]] = {
    "number": number,
    "optional": lambda random, limits: random.choice((None, number(random, limits))),
    "choice": lambda random, limits: random.choice(limits.options),
    "flag": lambda random, _: random.random() < 0.5,
    "mix": mix,
    "keyed": keyed,
    "text": title,
    "date": lambda random, limits: (
        limits.first + timedelta(random.randint(0, (limits.last - limits.first).days))
    ),
    "set": lambda random, limits: tuple(x for x in limits.options if random.random() < 0.5),
}


def value(random: Random, row: Control) -> Value:
    """Return any value of a control."""
    return KINDS[row.kind](random, row.limits)


def scenario(random: Random) -> Scenario:
    """Return one that differs from the default in up to a dozen fields, or in any of them."""
    if random.random() < 0.5:
        return scenario_from({row.path: value(random, row) for row in controls()})
    found = default_scenario(controls())
    for row in random.sample(list(controls()), random.randint(0, FEW)):
        found = replace(found, row.path, value(random, row))
    return found
