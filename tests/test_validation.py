"""The model beside published figures: what agrees, what was fitted, what misses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import catalogue
from engine.validation import AGREES, FITTED, MISSES, Check, checks

BOOK = catalogue.load()
FOUND = {check.code: check for check in checks(BOOK)}
TOLERANCE = BOOK.number("validation.tolerance")


@pytest.mark.parametrize(
    ("code", "published", "model", "verdict"),
    [
        ("first_days", 0.2891, 0.2929, AGREES),
        ("quarter", 0.2344, 0.2343, FITTED),
        ("simulation", 0.41, 0.4226, AGREES),
        ("average", 0.2344, 0.2254, AGREES),
        ("bcg_a", 1.4, 2.3032, MISSES),
        ("bcg_c", 1.4, 2.0204, MISSES),
        ("netting", 0.98, 0.9787, FITTED),
        ("netting_2024", 0.01523, 0.0213, MISSES),
        ("cls", 0.04, 0.0213, MISSES),
        ("ten_minutes", 0.9, 0.8858, AGREES),
        ("one_hour", 1.0, 0.9663, AGREES),
        ("robinhood", 0.486, 0.5444, MISSES),
        ("fails", 0.0212, 0.02, MISSES),
        ("rbi", 3200.0, 3200.0, AGREES),
        ("basel_days_5", 0.1061, 0.10607, AGREES),
        ("basel_days_20", 0.2121, 0.21213, AGREES),
        ("kupiec_low", 5.0, 5.0, AGREES),
        ("kupiec_high", 16.0, 16.0, AGREES),
        ("nasdaq", 107.0, 107.0, AGREES),
    ],
)
def test_every_comparison(code: str, published: float, model: float, verdict: str) -> None:
    check = FOUND[code]
    assert check.published == pytest.approx(published, rel=2e-3)
    assert check.model == pytest.approx(model, rel=2e-3)
    assert check.verdict(TOLERANCE) == verdict


def test_every_comparison_names_a_fact_with_its_source() -> None:
    assert len(FOUND) == len(checks(BOOK))
    assert {BOOK.facts.at(check.fact).source for check in FOUND.values()} <= set(BOOK.facts.sources)


@given(st.floats(0.01, 100.0), st.floats(0.01, 100.0), st.floats(0.0, 1.0))
def test_a_wider_tolerance_never_makes_a_miss(
    published: float, model: float, tolerance: float
) -> None:
    check = Check("x", "y", "ratio", published, model)
    assert Check("x", "y", "ratio", published, published).verdict(0.0) == AGREES
    if check.verdict(tolerance) == AGREES:
        assert check.verdict(tolerance + 0.1) == AGREES


def test_a_fit_that_fails_is_a_miss() -> None:
    assert Check("x", "y", "ratio", 1.0, 2.0, fitted=True).verdict(0.05) == MISSES
