"""Two scenarios against each other: where they differ, and which lever made how much of it.

The split is that of ``engine.attribution``, from any scenario to any other. Fields without a
lever, the shocks among them, form one more part where they move a figure, so that the parts of
every headline figure add up exactly from the one scenario's own figure to the other's.
"""

from functools import lru_cache

import numpy as np

from engine.attribution import Attribution, figures, levers_moved, split
from engine.catalogue import Catalogue
from engine.scenario import Scenario, difference, get, refuse_sweep, replace

NO_LEVER = "none"
SILENT = frozenset({"firm.base", "firm.title", "view.asset", "view.strict"})

__all__ = ["NO_LEVER", "SILENT", "between", "differing"]


def differing(first: Scenario, second: Scenario) -> tuple[str, ...]:
    """Paths of the settings in which two scenarios differ; title and view are no settings.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> differing(book.presets["today"].scenario, book.presets["netted-t0"].scenario)
    ('settlement.cycle',)
    """
    return tuple(path for path in difference(first, second) if path not in SILENT)


def between(first: Scenario, second: Scenario, catalogue: Catalogue) -> Attribution | None:
    """Split the way from the first scenario's headline figures to the second's by lever.

    Formula: the Shapley value of ``engine.attribution.shapley``, USD m, hours or ratios; the
    parts of a figure add up to its second value less its first. Source: Shapley 1953.

    Returns None where a side, or a combination of levers of both, has no finite figures.

    Raises
    ------
    ValueError
        If either scenario is a sweep.
    """
    for side in (first, second):
        refuse_sweep(side, "the split between two scenarios")
    return _between(first, second, catalogue)


@lru_cache(maxsize=64)
def _between(first: Scenario, second: Scenario, catalogue: Catalogue) -> Attribution | None:
    moved = levers_moved(first, second, catalogue.controls)
    rest = _without_lever(first, second, catalogue)
    if rest:
        moved[NO_LEVER] = rest
    return split(first, second, moved, catalogue)


def _without_lever(first: Scenario, second: Scenario, catalogue: Catalogue) -> tuple[str, ...]:
    """Paths without a lever that differ, if they move a headline figure."""
    by_path = catalogue.controls.by_path
    paths = tuple(p for p in differing(first, second) if by_path[p].lever == NO_LEVER)
    mixed = first
    for path in paths:
        mixed = replace(mixed, path, get(second, path))
    still = np.array_equal(figures(mixed, catalogue), figures(first, catalogue), equal_nan=True)
    return () if still else paths
