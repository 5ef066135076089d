"""A sweep gives at every point what a single evaluation gives there, texts and switches too."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from engine import FloatArray, catalogue
from engine.attribution import attribute
from engine.catalogue import Catalogue
from engine.controls import Control, default_scenario
from engine.default_simulation import simulate
from engine.locked_clock import locked_clock
from engine.run import mix_with, outcome, sweep
from engine.scenario import ASSETS, Scenario, replace
from engine.scorecard import scorecard
from engine.week_view import week_view

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)
NUMERIC = [c for c in BOOK.controls if c.kind in {"number", "optional"}]
OFF = np.zeros((), dtype=np.bool_)
OF_THE_LAST_POINT = {"collateral.set_by", "collateral.main_driver", "collateral.refused_by"}


def values_of(control: Control) -> FloatArray:
    """Return some values on the grid of a control, its ends among them."""
    low, high, step = control.min, control.max, control.step
    assert low is not None
    assert high is not None
    assert step is not None
    return np.unique(low + step * np.round(np.linspace(0.0, (high - low) / step, 7)))


def leaves(part: object, name: str = "") -> Iterator[tuple[str, object]]:
    """Every field of an outcome and its parts, by its path."""
    below: list[tuple[str, object]] = []
    if is_dataclass(part):
        below = [(f.name, getattr(part, f.name)) for f in fields(part)]
    elif isinstance(part, Mapping):
        below = list(part.items())
    if not below:
        yield name, part
    for child, value in below:
        yield from leaves(value, f"{name}.{child}" if name else child)


def is_text(value: object) -> bool:
    """Whether a field holds words: one, none, or several of them."""
    return value is None or isinstance(value, (str, tuple))


def same(swept: object, single: object, at: int) -> bool:
    """Compare numbers and switches at one point; what does not vary is equal as a whole."""
    array, one = np.asarray(swept), np.asarray(single)
    point = array[at] if array.ndim > one.ndim else array
    if one.dtype == np.bool_:
        return array.dtype == np.bool_ and bool(np.array_equal(point, one))
    return bool(np.allclose(point, one, rtol=1e-10, atol=1e-12, equal_nan=True))


def check(start: Scenario, path: str, values: FloatArray) -> None:
    """Compare all fields of a sweep with single evaluations at its values.

    A sweep holds one set of words: those that follow the swept value are those of its last
    point, the others are the same at every point. It is feasible if every point is.
    """
    swept = dict(leaves(sweep(start, BOOK, path, values)))
    feasible = swept.pop("collateral.feasible")
    alone = []
    for at, value in enumerate(values):
        single = dict(leaves(outcome(replace(start, path, float(value)), BOOK)))
        alone.append(single.pop("collateral.feasible"))
        assert swept.keys() == single.keys()
        last = at == len(values) - 1
        odd = [
            name
            for name, one in single.items()
            if not is_text(one) and not same(swept[name], one, at)
        ]
        words = [
            name
            for name, one in single.items()
            if is_text(one) and (last or name not in OF_THE_LAST_POINT) and swept[name] != one
        ]
        assert (odd, words) == ([], []), (path, value)
    assert feasible is all(alone)


@pytest.mark.parametrize("control", NUMERIC, ids=lambda c: c.path)
def test_a_sweep_equals_single_evaluations(control: Control) -> None:
    check(replace(DEFAULT, "firm.product", "index_future"), control.path, values_of(control))


@pytest.mark.parametrize("path", ["collateral.haircuts", "collateral.control"])
@pytest.mark.parametrize("asset", ASSETS)
def test_a_sweep_of_one_asset_equals_single_evaluations(path: str, asset: str) -> None:
    mix = tuple(100.0 / 8 if code != "cash" else 0.0 for code in ASSETS[:9]) + (0.0,) * 5
    start = replace(DEFAULT, "collateral.mix", mix)
    check(start, f"{path}.{asset}", np.array([0.0, 12.5, 60.0, 100.0]))


def test_a_sweep_that_ends_where_nothing_covers_the_margin() -> None:
    """Half coins, half T-bills whose own haircut is swept to all of their value."""
    mix = tuple(50.0 if code in {"tbill", "btc"} else 0.0 for code in ASSETS)
    start = replace(DEFAULT, "collateral.mix", mix)
    values = np.array([0.0, 50.0, 100.0])
    found = sweep(start, BOOK, "collateral.haircuts.tbill", values)
    assert not found.collateral.feasible
    assert np.isfinite(np.asarray(found.locked)).tolist() == [True, True, False]
    check(start, "collateral.haircuts.tbill", values)


@pytest.mark.parametrize(
    ("swept", "single", "at", "equal"),
    [
        (np.array([1.0, 2.0]), 2.0, 1, True),
        (np.array([1.0, 2.0]), 2.0, 0, False),
        (np.array([True, False]), OFF, 1, True),
        (np.array([True, False]), OFF, 0, False),
        (np.array([1.0, 0.0]), OFF, 1, False),
        (np.array([[1.0, 2.0], [3.0, np.nan]]), np.array([3.0, np.nan]), 1, True),
        (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([3.0, 5.0]), 1, False),
    ],
)
def test_the_comparison_itself(swept: object, single: object, at: int, *, equal: bool) -> None:
    assert same(swept, single, at) is equal


def test_a_sweep_of_the_mix_keeps_the_other_proportions() -> None:
    swept = sweep(DEFAULT, BOOK, "collateral.mix.btc", np.array([0.0, 20.0, 60.0]))
    assert swept.collateral.share[2, [1, 4, 6]] == pytest.approx([0.25, 0.15, 0.6])
    single = outcome(DEFAULT, BOOK)
    assert float(np.asarray(swept.locked)[1]) == pytest.approx(float(single.locked))


def test_the_only_holding_of_a_mix_hands_over_to_cash() -> None:
    mix = tuple(100.0 if code == "btc" else 0.0 for code in ASSETS)
    found = mix_with(mix, "btc", np.array([30.0]))
    assert float(found[0][0]) == 70.0


@pytest.mark.parametrize("path", [*(c.path for c in NUMERIC), "collateral.haircuts.btc"])
@pytest.mark.parametrize("of_one", [attribute, locked_clock, scorecard, simulate, week_view])
def test_what_takes_one_scenario_refuses_every_sweep(
    of_one: Callable[[Scenario, Catalogue], object], path: str
) -> None:
    many = replace(DEFAULT, path, np.linspace(1.0, 2.0, 168))  # type: ignore[arg-type]
    with pytest.raises(
        ValueError, match=f"not a sweep; give a single number for {path.removesuffix('.btc')}"
    ):
        of_one(many, BOOK)
