"""The ledger of a firm's capital: worked examples, laws, refusals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from engine.ledger import BUCKETS, KINDS, Balances, Flow, balances, stretches

TIMES = st.lists(st.floats(0.0, 200.0), min_size=4, max_size=4).map(sorted)
AMOUNTS = st.floats(0.0, 1000.0)


@st.composite
def flows(draw: DrawFn) -> list[Flow]:
    """Draw up to eight flows of any kind, their times in order."""
    some = draw(st.lists(st.tuples(st.sampled_from(KINDS), AMOUNTS, TIMES), max_size=8))
    return [Flow(kind, amount, *times) for kind, amount, times in some]


def one(kind: str) -> Balances:
    """Follow 10 out of 100, of which 30 pledged: due at 1, called 2, leaves 4, final 8."""
    times = np.array([0.0, 1.0, 2.0, 4.0, 8.0])
    return balances(100.0, 30.0, [Flow(kind, 10.0, 1.0, 2.0, 4.0, 8.0)], times)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("posting", {"pledged": [30, 30, 30, 30, 40], "idle": [70, 70, 60, 60, 60]}),
        ("loss", {"paid": [0, 0, 0, 0, 10], "idle": [70, 70, 60, 60, 60]}),
        ("release", {"pledged": [30, 30, 20, 20, 20], "idle": [70, 70, 70, 70, 80]}),
        ("gain", {"paid": [0, 0, -10, -10, -10], "idle": [70, 70, 70, 70, 80]}),
    ],
)
def test_one_flow(kind: str, expected: dict[str, list[float]]) -> None:
    """Money out waits, travels and arrives; money back is let go at the call and then usable."""
    out = kind in {"posting", "loss"}
    way = {
        "called": [0, 0, 10, 0, 0] if out else [0] * 5,
        "in_transit": [0, 0, 0, 10, 0] if out else [0] * 5,
        "uncovered": [0, 10, 10, 10, 0] if out else [0] * 5,
        "released": [0] * 5 if out else [0, 0, 10, 10, 0],
    }
    still = {"pledged": [30] * 5, "paid": [0] * 5, "missing": [0] * 5}
    found = {name: getattr(one(kind), name).tolist() for name in BUCKETS}
    assert found == still | way | expected


def test_what_the_firm_lacks_is_missing_until_money_comes_back() -> None:
    call = Flow("loss", 90.0, 0.0, 1.0, 1.0, 2.0)
    back = Flow("gain", 50.0, 0.0, 1.0, 1.0, 3.0)
    found = balances(100.0, 30.0, [call, back], np.array([0.0, 1.0, 3.0]))
    assert found.missing.tolist() == [0.0, 20.0, 0.0]
    assert found.idle.tolist() == [70.0, 0.0, 30.0]


@given(some=flows(), capital=AMOUNTS, share=st.floats(0.0, 1.0))
def test_capital_is_neither_made_nor_lost(some: list[Flow], capital: float, share: float) -> None:
    """At every instant of change, and between, the buckets add up to the capital."""
    edges = sorted({t for f in some for t in (f.due, f.called, f.leaves, f.final)} | {0.0})
    at = np.array([*edges, *(np.array(edges) + 0.1)])
    found = balances(capital, share * capital, some, at)
    scale = capital + sum(flow.amount for flow in some)
    assert found.total == pytest.approx(np.full(at.shape, capital), abs=1e-9 * (scale + 1.0))
    for name in set(BUCKETS) - {"pledged", "paid"}:
        assert np.all(getattr(found, name) >= 0.0)
    assert np.all(found.idle * found.missing == 0.0)


@given(some=flows(), at=st.floats(0.0, 200.0))
def test_each_flow_stands_in_one_place(some: list[Flow], at: float) -> None:
    """A second way to add up: flow by flow, its stage looked up."""
    found = balances(0.0, 0.0, some, at)
    sums = dict.fromkeys(("called", "in_transit", "released", "uncovered"), 0.0)
    for flow in some:
        out = flow.kind in {"posting", "loss"}
        if flow.called <= at < flow.final:
            place = ("called" if at < flow.leaves else "in_transit") if out else "released"
            sums[place] += flow.amount
        sums["uncovered"] += flow.amount if out and flow.due <= at < flow.final else 0.0
    for name, amount in sums.items():
        assert float(getattr(found, name)) == pytest.approx(amount)


@given(some=flows())
def test_nothing_changes_within_a_stretch(some: list[Flow]) -> None:
    begin, length = stretches(some, 168.0)
    assert length.sum() == pytest.approx(168.0)
    start, later = (balances(500.0, 100.0, some, begin + part * length) for part in (0.0, 0.5))
    for name in BUCKETS:
        assert getattr(start, name) == pytest.approx(getattr(later, name))


@given(some=flows())
def test_in_the_end_nothing_is_on_its_way(some: list[Flow]) -> None:
    end = balances(500.0, 100.0, some, 200.0)
    for name in ("called", "in_transit", "released", "uncovered"):
        assert float(getattr(end, name)) == 0.0


FLOW = Flow("posting", 10.0, 1.0, 2.0, 4.0, 8.0)


@pytest.mark.parametrize(
    ("capital", "pledged", "flow", "words"),
    [
        (-1.0, 0.0, FLOW, "0 or more"),
        (1.0, np.inf, FLOW, "finite"),
        (1.0, 0.0, replace(FLOW, amount=-2.0), "0 or more"),
        (1.0, 0.0, replace(FLOW, kind="gift"), "'gift'"),
        (1.0, 0.0, replace(FLOW, called=0.5), "due, called, leaves, final"),
        (1.0, 0.0, replace(FLOW, final=np.nan), "due, called, leaves, final"),
    ],
)
def test_refusals(capital: float, pledged: float, flow: Flow, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        balances(capital, pledged, [flow], 0.0)
