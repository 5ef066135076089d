"""Leverage and re-use of collateral."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.leverage import leverage, reuse_limit, reuse_multiplier, self_financed

SHARES = st.floats(0.0, 1.0)
RATES = st.floats(0.0, 2.0)
LINKS = st.integers(1, 30)


def test_worked_example() -> None:
    """12 of margin after a 4 percent haircut is 12.5, with 2.5 and 5 more: 20 carry 100."""
    assert leverage(0.12, 0.04, 0.025, 0.05) == pytest.approx(5.0)


def test_no_capital_and_worthless_collateral() -> None:
    assert leverage(0.0, 0.5, 0.0) == np.inf
    assert leverage(0.1, 1.0, 0.0) == 0.0
    assert leverage(0.0, 1.0, 0.5) == 2.0


def test_broadcasting() -> None:
    assert leverage(np.array([0.1, 0.2]), np.zeros((3, 1)), 0.0).shape == (3, 2)


@given(m=RATES, h=SHARES, b=RATES, p=RATES, more=st.tuples(SHARES, SHARES, SHARES, SHARES))
def test_every_need_lowers_leverage(
    m: float, h: float, b: float, p: float, more: tuple[float, float, float, float]
) -> None:
    dm, dh, db, dp = more
    heavier = leverage(m + dm, min(1.0, h + dh), b + db, p + dp)
    assert heavier <= leverage(m, h, b, p) * (1 + 1e-12)


def test_house_financed_by_itself() -> None:
    """A 20 percent margin: five times leverage (Geanakoplos)."""
    assert self_financed(0.2) == 5.0
    assert self_financed(0.0) == np.inf


@given(haircut=st.floats(0.01, 1.0))
def test_self_financed_is_leverage_of_the_whole_price(haircut: float) -> None:
    assert self_financed(haircut) == pytest.approx(leverage(haircut, 0.0, 0.0))


def test_reuse_worked_example() -> None:
    """Half of everything pledged on, twice: 1 + 1/2 + 1/4."""
    assert reuse_multiplier(0.5, 0.0, 3) == 1.75
    assert reuse_limit(0.5, 0.0) == 2.0


@given(reuse=SHARES, haircut=SHARES, links=LINKS)
def test_chain_grows_towards_its_limit(reuse: float, haircut: float, links: int) -> None:
    shorter, longer = (reuse_multiplier(reuse, haircut, n) for n in (links, links + 1))
    assert shorter * (1 + 1e-12) >= 1.0
    assert shorter <= longer * (1 + 1e-12)
    assert longer <= reuse_limit(reuse, haircut) * (1 + 1e-12)
    assert longer == pytest.approx(sum((reuse * (1 - haircut)) ** k for k in range(links + 1)))


def test_endless_chain_of_everything() -> None:
    assert reuse_limit(1.0, 0.0) == np.inf
    assert reuse_multiplier(1.0, 0.0, 7) == 7.0


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: leverage(-0.1, 0.0, 0.0), "0 or more"),
        (lambda: leverage(0.1, 0.0, -0.1), "0 or more"),
        (lambda: leverage(0.1, 1.1, 0.0), "haircut of the mix"),
        (lambda: leverage(float("nan"), 0.0, 0.0), "0 or more"),
        (lambda: self_financed(-0.1), "haircut"),
        (lambda: reuse_multiplier(0.5, 0.0, 1.5), "whole number"),
        (lambda: reuse_multiplier(0.5, 0.0, 0), "1 or more"),
        (lambda: reuse_multiplier(1.5, 0.0, 2), "re-used share"),
        (lambda: reuse_limit(0.5, 2.0), "haircut"),
    ],
)
def test_refusals(bad: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bad()
