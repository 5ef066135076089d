"""Counts of failures: coverage, Kupiec's test and the zones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.backtest import coverage, kupiec, kupiec_region, traffic_light

QUICK = settings(max_examples=50)
trials = st.integers(1, 1500)
promises = st.floats(0.001, 0.2)
fractions = st.floats(0.0, 1.0)
IMPOSSIBLE = pytest.mark.parametrize(
    ("x", "n", "words"),
    [
        (-1.0, 250.0, "x must be zero or more"),
        (1.0, 0.0, "n must be above zero"),
        (1.5, 250.0, "whole numbers"),
        (1.0, 250.5, "whole numbers"),
        (251.0, 250.0, "more failures than trials"),
    ],
)


def test_coverage_of_five_failures_in_a_year() -> None:
    assert coverage(np.array([0, 5, 250]), 250) == pytest.approx([1.0, 0.98, 0.0])


@QUICK
@given(n=trials, fraction=fractions)
def test_coverage_and_failures_share_out_the_trials(n: int, fraction: float) -> None:
    x = int(fraction * n)
    assert float(coverage(x, n)) * n + x == pytest.approx(n)


@IMPOSSIBLE
def test_coverage_refuses(x: float, n: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        coverage(x, n)


def test_likelihood_ratio_worked_examples() -> None:
    ratio, p_value = kupiec(np.array([5, 15, 0]), np.array([250, 1000, 250]), 0.01)
    assert ratio == pytest.approx([1.95680978823, 2.18924838885, 5.02516792675], rel=1e-9)
    assert p_value == pytest.approx([0.161854917196, 0.138977118318, 0.0249815030534], rel=1e-9)


@QUICK
@given(n=trials, fraction=fractions, p=promises)
def test_likelihood_ratio_is_positive_and_its_p_value_a_probability(
    n: int, fraction: float, p: float
) -> None:
    ratio, p_value = kupiec(int(fraction * n), n, p)
    assert ratio >= 0.0
    assert 0.0 <= p_value <= 1.0


@QUICK
@given(x=st.integers(1, 50), times=st.integers(2, 40))
def test_record_equal_to_the_promise_is_no_evidence(x: int, times: int) -> None:
    ratio, p_value = kupiec(x, x * times, 1.0 / times)
    assert ratio == pytest.approx(0.0, abs=1e-9)
    assert p_value == pytest.approx(1.0, abs=1e-4)


def test_all_trials_may_fail() -> None:
    ratio, _ = kupiec(10, 10, 0.5)
    assert ratio == pytest.approx(20.0 * np.log(2.0))


@IMPOSSIBLE
def test_likelihood_ratio_refuses_counts(x: float, n: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        kupiec(x, n, 0.01)


@pytest.mark.parametrize("p", [0.0, 1.0, float("nan")])
def test_likelihood_ratio_refuses_a_promise(p: float) -> None:
    with pytest.raises(ValueError, match="p must be above 0 and below 1"):
        kupiec(1, 250, p)


@pytest.mark.parametrize(
    ("p", "regions"),
    [
        (0.010, ["N < 7", "1 < N < 11", "4 < N < 17"]),
        (0.025, ["2 < N < 12", "6 < N < 21", "15 < N < 36"]),
        (0.050, ["6 < N < 21", "16 < N < 36", "37 < N < 65"]),
        (0.075, ["11 < N < 28", "27 < N < 51", "59 < N < 92"]),
        (0.100, ["16 < N < 36", "38 < N < 65", "81 < N < 120"]),
    ],
)
def test_region_of_the_published_table(p: float, regions: list[str]) -> None:
    """Kupiec 1995, counts not rejected at 95 % of 255, 510 and 1000 days."""
    for n, published in zip((255, 510, 1000), regions, strict=True):
        low, high = kupiec_region(p, n)
        text = f"{low - 1} < N < {high + 1}"
        assert text == published or (text == "0 < N < 7" and published == "N < 7")


def test_no_failure_in_a_year_is_too_few_by_the_statistic_itself() -> None:
    """The published table leaves the region at 255 days open below; the ratio there is 5.13."""
    ratio, p_value = kupiec(0, 255, 0.01)
    assert ratio == pytest.approx(-510.0 * np.log(0.99))
    assert p_value < 0.05


@QUICK
@given(n=st.integers(50, 1500), p=st.floats(0.005, 0.2))
def test_region_holds_the_promise_and_ends_where_the_test_rejects(n: int, p: float) -> None:
    low, high = kupiec_region(p, n)
    assert low <= np.ceil(n * p)
    assert np.floor(n * p) <= high
    assert np.all(kupiec(np.arange(low, high + 1.0), n, p)[1] >= 0.05)
    outside = [x for x in (low - 1, high + 1) if 0 <= x <= n]
    assert all(kupiec(x, n, p)[1] < 0.05 for x in outside)


@QUICK
@given(n=st.integers(50, 1500), p=st.floats(0.005, 0.2))
def test_stricter_level_never_widens_the_region(n: int, p: float) -> None:
    wide, narrow = kupiec_region(p, n, 0.01), kupiec_region(p, n, 0.05)
    assert wide[0] <= narrow[0]
    assert narrow[1] <= wide[1]


@pytest.mark.parametrize(
    ("p", "n", "size", "words"),
    [
        (0.0, 250, 0.05, "p must be above 0"),
        (0.01, 0, 0.05, "n must be above zero"),
        (0.01, 250, 1.0, "size must be above 0 and below 1"),
        (0.3, 1, 0.9, "no number of failures out of 1 passes"),
    ],
)
def test_region_refuses(p: float, n: int, size: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        kupiec_region(p, n, size)


def test_zones_of_a_year_at_one_percent() -> None:
    probability, zone = traffic_light(np.array([4, 5, 9, 10]), 250, 0.01)
    expected = [0.892187626904, 0.95881681593, 0.999749809931, 0.999946101371]
    assert probability == pytest.approx(expected, rel=1e-9)
    assert list(zone) == ["green", "yellow", "yellow", "red"]


@QUICK
@given(n=trials, p=promises)
def test_zones_only_get_worse_with_more_failures(n: int, p: float) -> None:
    probability, zone = traffic_light(np.arange(n + 1.0), n, p)
    assert np.all(np.diff(probability) >= -1e-12)
    assert probability[-1] == 1.0
    rank = [("green", "yellow", "red").index(name) for name in zone]
    assert rank == sorted(rank)


@IMPOSSIBLE
def test_zones_refuse_counts(x: float, n: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        traffic_light(x, n, 0.01)


@pytest.mark.parametrize(
    ("p", "yellow", "red", "words"),
    [
        (1.5, 0.95, 0.9999, "p must be"),
        (0.01, 0.0, 0.9999, "yellow must be"),
        (0.01, 0.95, 1.0, "red must be"),
        (0.01, 0.99, 0.95, "yellow zone must start below"),
    ],
)
def test_zones_refuse_limits(p: float, yellow: float, red: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        traffic_light(1, 250, p, yellow, red)
