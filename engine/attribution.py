"""How much of the change each lever made, whatever the order the levers are moved in.

Shapley value over the levers that differ between baseline and scenario: a lever's part is
its effect averaged over every order in which the levers could have been moved. The parts
add up to the whole change exactly. Source: Shapley 1953, a standard result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations
from math import factorial

import numpy as np

from engine import FloatArray
from engine.catalogue import Catalogue
from engine.controls import Controls
from engine.results import HEADLINES
from engine.run import baseline_of, capital_of
from engine.scenario import Scenario, difference, get, refuse_sweep, replace


@dataclass(frozen=True, slots=True)
class Attribution:
    """Each lever's part in the change of every headline figure."""

    levers: tuple[str, ...]
    start: Mapping[str, float]
    end: Mapping[str, float]
    parts: Mapping[str, tuple[float, ...]]


def levers_moved(
    baseline: Scenario, scenario: Scenario, controls: Controls
) -> dict[str, tuple[str, ...]]:
    """Group the paths that differ by the lever they belong to; fields without one are left."""
    moved: dict[str, list[str]] = {}
    for path in difference(baseline, scenario):
        lever = controls.by_path[path].lever
        if lever != "none":
            moved.setdefault(lever, []).append(path)
    return {lever: tuple(paths) for lever, paths in moved.items()}


def shapley(values: Mapping[frozenset[int], FloatArray], players: int) -> FloatArray:
    """Return each player's part, shape (players, figures), of value(all) - value(none).

    Formula: the sum over coalitions S without i of |S|!(n-|S|-1)!/n! (v(S and i) - v(S)).

    >>> shapley({frozenset(): np.array([0.0]), frozenset({0}): np.array([3.0])}, 1).tolist()
    [[3.0]]
    """
    parts = np.zeros((players, next(iter(values.values())).size))
    for i in range(players):
        others = [j for j in range(players) if j != i]
        for size in range(players):
            weight = factorial(size) * factorial(players - size - 1) / factorial(players)
            for coalition in combinations(others, size):
                without = frozenset(coalition)
                parts[i] += weight * (values[without | {i}] - values[without])
    return parts


@lru_cache(maxsize=512)
def figures(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    """Headline figures of a scenario in the order of ``HEADLINES``, shape (figures,); read-only.

    Remembered, because a step of one control leaves half of all mixtures of levers as they were.
    """
    headline = capital_of(scenario, catalogue).headline
    found = np.array([float(headline[name]) for name in HEADLINES])
    found.flags.writeable = False
    return found


def attribute(scenario: Scenario, catalogue: Catalogue) -> Attribution | None:
    """Split scenario minus baseline by lever, for every headline figure.

    Fields without a lever, the shock among them, are the scenario's on both sides: the end is
    the scenario's own figure, the start its baseline's under the same shock.

    Returns None where some combination of levers has no finite figures: the accepted collateral
    could not cover the margin at any amount, or no capital is needed at all. Raises
    ``ValueError`` for a sweep.
    """
    refuse_sweep(scenario, "the split by lever")
    baseline = baseline_of(scenario, catalogue)
    return split(
        baseline, scenario, levers_moved(baseline, scenario, catalogue.controls), catalogue
    )


def split(
    first: Scenario,
    second: Scenario,
    moved: Mapping[str, tuple[str, ...]],
    catalogue: Catalogue,
) -> Attribution | None:
    """Split the way from one scenario to another by levers, each the paths that it moves.

    The end is the second scenario, the start is it with every path of ``moved`` as in the first.
    Returns None where some combination of levers has no finite figures.
    """
    levers = tuple(moved)
    unmoved = second
    for path in chain.from_iterable(moved.values()):
        unmoved = replace(unmoved, path, get(first, path))
    values: dict[frozenset[int], FloatArray] = {}
    for size in range(len(levers) + 1):
        for chosen in combinations(range(len(levers)), size):
            mixed = unmoved
            for path in chain.from_iterable(moved[levers[i]] for i in chosen):
                mixed = replace(mixed, path, get(second, path))
            values[frozenset(chosen)] = figures(mixed, catalogue)
    if not all(np.isfinite(v).all() for v in values.values()):
        return None
    parts = shapley(values, len(levers))
    start, end = values[frozenset()], values[frozenset(range(len(levers)))]
    return Attribution(
        levers=levers,
        start=dict(zip(HEADLINES, start.tolist(), strict=True)),
        end=dict(zip(HEADLINES, end.tolist(), strict=True)),
        parts={name: tuple(parts[:, i].tolist()) for i, name in enumerate(HEADLINES)},
    )
