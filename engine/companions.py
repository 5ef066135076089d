"""What rides with a scenario in a link without being part of it: a claim, a step, a comparison.

These parameters change no figure. They say which figures the sender saw, what else to show beside
the scenario, and how. Their meaning belongs to whoever shows them; here they are only carried.
"""

from collections.abc import Iterator, Mapping, Sequence

from engine.grammar import NOTHING
from engine.notices import Notice, notice

EDITION, CLAIM = "d", "claim"
NAMES = (EDITION, CLAIM, "b", "step", "guess", "present", "show")
LONGEST = 1_500

__all__ = ["CLAIM", "EDITION", "LONGEST", "NAMES", "problems", "read", "written"]


def read(values: Mapping[str, Sequence[str]]) -> tuple[dict[str, str], list[Notice]]:
    """Take the companions out of a link's parameters, and say which could not be used.

    >>> read({"step": ["3"], "rail": ["usdc"]})
    ({'step': '3'}, [])
    """
    kept: dict[str, str] = {}
    faults: list[Notice] = []
    for name in NAMES:
        given = tuple(values.get(name, ()))
        if not given or given == ("",):
            continue
        if len(given) > 1:
            faults.append(notice("repeated", name, ", ".join(given[:3]), NOTHING))
        elif len(given[0]) > LONGEST:
            faults.append(notice("value_too_long", name, given[0], NOTHING))
        else:
            kept[name] = given[0]
    return kept, faults


def problems(companions: Mapping[str, str]) -> Iterator[str]:
    """Say what is wrong with companions that somebody wants to write into a link."""
    for name, value in companions.items():
        if name not in NAMES:
            yield f"{name!r} is no companion of a scenario; choose from {', '.join(NAMES)}"
        elif len(value) > LONGEST:
            yield f"{name} has {len(value)} characters; give at most {LONGEST}"


def written(companions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return names and texts in their order in a link, the empty ones left out.

    Raises
    ------
    ValueError
        If a name is no companion, or a value too long to be read again.
    """
    for problem in problems(companions):
        raise ValueError(problem)
    return tuple((name, companions[name]) for name in NAMES if companions.get(name))
