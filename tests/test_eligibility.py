"""The four tests: the weakest decides."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.eligibility import (
    INDICATORS,
    TESTS,
    binding_tests,
    mean_score,
    overall_score,
    score_at_least,
    score_at_most,
    status,
)
from engine.facts import load_facts

FACTS = load_facts()
SCORE = st.integers(0, 3)
SCORES = st.fixed_dictionaries(dict.fromkeys(TESTS, SCORE))
CUTS = (0.25, 1.0, 5.0)


def test_one_failed_test_cannot_be_averaged_away() -> None:
    scores = {"liquidity": 0, "price": 3, "custody": 3, "operations": 3}
    assert overall_score(list(scores.values())) == 0.0
    assert mean_score(list(scores.values())) == 2.25
    assert binding_tests(scores) == ("liquidity",)


def test_statuses() -> None:
    named = [status(score, legal=True) for score in range(4)]
    assert named == ["ineligible", "case_by_case", "eligible_with_limits", "eligible"]
    assert {status(score, legal=False) for score in range(4)} == {"not_permitted"}


def test_nothing_binds_at_the_top() -> None:
    assert binding_tests(dict.fromkeys(TESTS, 3)) == ()


def test_every_indicator_has_cut_offs_or_choices() -> None:
    for name in (name for names in INDICATORS.values() for name in names):
        cuts = [f"eligibility.threshold.{name}.score_{k}" for k in (3, 2, 1)]
        choices = [key for key in FACTS.facts if key.startswith(f"eligibility.choice.{name}.")]
        assert all(key in FACTS.facts for key in cuts) != bool(choices)


@given(scores=SCORES, test=st.sampled_from(TESTS))
def test_raising_one_score_never_lowers_the_whole(scores: dict[str, int], test: str) -> None:
    before = overall_score(list(scores.values()))
    after = overall_score(list((scores | {test: 3}).values()))
    assert before <= after <= 3
    assert before <= min(scores.values())
    assert before <= mean_score(list(scores.values()))
    lowest = {name for name in TESTS if scores[name] == before}
    assert set(binding_tests(scores)) == (lowest if before < 3 else set())


def test_cut_offs_count_as_passed() -> None:
    assert score_at_most(np.array([0.25, 0.26, 5.0, 5.01]), CUTS).tolist() == [3.0, 2.0, 1.0, 0.0]
    assert score_at_least(np.array([5, 4, 2, 1]), (5, 3, 2)).tolist() == [3.0, 2.0, 1.0, 0.0]


@given(low=st.floats(0, 10), step=st.floats(0, 10))
def test_less_is_never_worse(low: float, step: float) -> None:
    assert score_at_most(low, CUTS) >= score_at_most(low + step, CUTS)
    assert score_at_least(low, CUTS[::-1]) <= score_at_least(low + step, CUTS[::-1])


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (lambda: overall_score([]), "at least one"),
        (lambda: overall_score([3, 4]), "from 0 to 3"),
        (lambda: overall_score([1.5]), "whole numbers"),
        (lambda: overall_score(np.float64(3.0)), "at least one"),
        (lambda: mean_score([-1]), "from 0 to 3"),
        (lambda: status(5, legal=True), "from 0 to 3"),
        (lambda: binding_tests({}), "at least one"),
        (lambda: score_at_most(1.0, (1.0, 2.0)), "3 cut-offs"),
        (lambda: score_at_most(1.0, (1.0, 1.0, 2.0)), "in order"),
        (lambda: score_at_least(1.0, (1.0, 2.0, 3.0)), "in order"),
        (lambda: score_at_most(np.nan, CUTS), "no value"),
    ],
)
def test_refusals(bad: Callable[[], object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        bad()
