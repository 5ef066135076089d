"""Hypothesis strategies for random controls values, scenarios and links, shared by the tests."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from engine.control_rows import Control
from engine.controls import Controls, default_scenario, load_controls, scenario_from
from engine.kinds import Limits, check
from engine.scenario import ASSETS, Scenario, Value, replace

FEW = 12
SAMPLE, FULL = 300, 10_000
NAMES = [chr(code) for code in range(0x4E00, 0x4E60)]


def thorough(examples: int) -> settings:
    """Return settings for a count of examples, however slow the machine."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow)


@cache
def controls() -> Controls:
    """Return the controls of the repository, read once for all tests."""
    return load_controls()


def numbers(limits: Limits) -> SearchStrategy[float]:
    """Return any number on the grid of a control."""
    count = int((limits.high - limits.low) / limits.step)
    return st.integers(0, count).map(lambda place: float(limits.low + place * limits.step))


@st.composite
def mixes(draw: DrawFn) -> tuple[float, ...]:
    """Draw shares of one to fourteen assets in tenths of a per cent that make 100."""
    held = draw(st.lists(st.sampled_from(ASSETS), min_size=1, unique=True))
    inner = len(held) - 1
    cuts = sorted(draw(st.lists(st.integers(0, 1000), min_size=inner, max_size=inner)))
    tenths = [b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    shares = {asset: float(Decimal(n) / 10) for asset, n in zip(held, tenths, strict=True)}
    return tuple(shares.get(asset, 0.0) for asset in ASSETS)


@st.composite
def keyed(draw: DrawFn, limits: Limits) -> tuple[float | None, ...]:
    """Draw one number, or automatic, for every key; in order where there is one to keep."""
    if not limits.automatic:
        return draw(st.tuples(*(st.none() | numbers(limits) for _ in limits.keys)))
    size = len(limits.keys)
    drawn = draw(st.lists(numbers(limits), min_size=size, max_size=size, unique=True))
    whole = sorted(drawn, reverse=limits.automatic[0] > limits.automatic[-1])
    blank = draw(st.sets(st.sampled_from(range(size))))
    some = tuple(None if at in blank else x for at, x in enumerate(whole))
    return some if check(limits, some) is None else tuple(whole)


def titles(limits: Limits) -> SearchStrategy[str]:
    """Return plain text of any script that fits into a title."""
    size = int(limits.high)
    drawn = st.text(max_size=size) | st.text(st.sampled_from(NAMES), max_size=size)
    return drawn.filter(lambda text: check(limits, text) is None)


def subsets(limits: Limits) -> SearchStrategy[tuple[str, ...]]:
    """Return any choice of options in their own order."""
    drawn = st.sets(st.sampled_from(limits.options))
    return drawn.map(lambda some: tuple(x for x in limits.options if x in some))


KINDS: dict[str, Callable[[Limits], SearchStrategy[Value]]] = {
    "number": numbers,
    "optional": lambda limits: st.none() | numbers(limits),
    "choice": lambda limits: st.sampled_from(limits.options),
    "flag": lambda _: st.booleans(),
    "mix": lambda _: mixes(),
    "keyed": keyed,
    "text": titles,
    "date": lambda limits: st.dates(limits.first, limits.last),
    "set": subsets,
}


@cache
def _values(path: str) -> SearchStrategy[Value]:
    """Build the strategy of one control once."""
    row = controls().by_path[path]
    return KINDS[row.kind](row.limits)


def values(control: Control) -> SearchStrategy[Value]:
    """Return any value of a control."""
    return _values(control.path)


@st.composite
def scenarios(draw: DrawFn) -> Scenario:
    """Draw a scenario that differs from the default in up to a dozen fields."""
    rows = draw(
        st.lists(st.sampled_from(list(controls())), max_size=FEW, unique_by=lambda c: c.path)
    )
    scenario = default_scenario(controls())
    for control in rows:
        scenario = replace(scenario, control.path, draw(values(control)))
    return scenario


@st.composite
def wild_scenarios(draw: DrawFn) -> Scenario:
    """Draw a scenario in which every field may take any of its values."""
    return scenario_from({row.path: draw(values(row)) for row in controls()})


@st.composite
def called_scenarios(draw: DrawFn) -> Scenario:
    """Draw a scenario in which all that a margin call depends on may take any of its values."""
    scenario = default_scenario(controls())
    for control in controls():
        if control.path.startswith(("call.", "margin.", "firm.product", "firm.notional")):
            scenario = replace(scenario, control.path, draw(values(control)))
    return scenario
