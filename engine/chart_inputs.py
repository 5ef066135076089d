"""What a chart rests on, quickly enough to say it under every chart.

Which inputs a chart has depends on what is chosen, not on how large a number is: the product, the
rail, the assets held, what is left automatic. So the records are walked once for every shape of a
scenario; class and source of the settings that differ from the default are then looked at again.
"""

from functools import lru_cache

from engine.catalogue import Catalogue
from engine.formulas import Formulas
from engine.provenance import Input, basis_of, inputs_of, setting
from engine.scenario import Scenario, Value, difference, get, replace

NUMBERS = frozenset({"number", "optional", "mix", "keyed"})
SOME = 1.0


@lru_cache(maxsize=512)
def chart_inputs(
    key: str, scenario: Scenario, catalogue: Catalogue, book: Formulas
) -> tuple[Input, ...]:
    """Return every input that counts of the records that list a chart, each once, else ().

    The same as those of ``provenance.inputs_of`` for the records one after the other.
    """
    standing = _shape(scenario, catalogue)
    basis = basis_of(scenario, catalogue, book)
    moved = frozenset(standing[1])
    return tuple(
        setting(part.path, scenario, basis)
        if part.kind == "setting" and ".".join(part.path.split(".")[:2]) in moved
        else part
        for part in _walked(key, standing[0], catalogue, book)
        if part.counts
    )


@lru_cache(maxsize=512)
def _walked(key: str, shape: Scenario, catalogue: Catalogue, book: Formulas) -> tuple[Input, ...]:
    """Walk the records of a chart."""
    records = book.by_chart.get(key, ())
    found = (part for item in records for part in inputs_of(item.id, shape, catalogue, book))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=64)
def _shape(scenario: Scenario, catalogue: Catalogue) -> tuple[Scenario, tuple[str, ...]]:
    """Return a scenario with its own numbers levelled, and the fields that are not the default."""
    default = catalogue.controls.versions[catalogue.controls.version]
    moved = difference(default, scenario)
    shape = replace(scenario, "firm.title", get(default, "firm.title"))
    for path in moved:
        if catalogue.controls.by_path[path].kind in NUMBERS:
            shape = replace(shape, path, _level(get(scenario, path), get(default, path)))
    return shape, moved


def _level(value: Value, own: Value) -> Value:
    """Return a number as its default, each of several as one; nothing and no share stay."""
    if isinstance(value, tuple):
        return tuple(SOME if part else part for part in value)  # type: ignore[return-value]
    return value if value is None else SOME if own is None else own
