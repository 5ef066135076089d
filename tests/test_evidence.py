"""Past losses: how often a haircut failed, when, and which one would have held."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import backtest
from engine.evidence import episodes, failures, needed_haircut, verdicts
from engine.evidence_curves import hourly_falls, loss_curve
from engine.evidence_files import load_evidence
from engine.evidence_records import LossHistory

BOOK = load_evidence()
SERIES = st.sampled_from(sorted(BOOK.losses))
DAYS = st.sampled_from([1, 2, 3, 5, 10])
HAIRCUTS = st.floats(0.0, 1.0)


def btc() -> LossHistory:
    return BOOK.losses["btc"]


def test_worked_example_of_march_2020() -> None:
    """A haircut of 35.2 % failed once in 4,329 days, on 12 March 2020, when 37.17 % was lost."""
    found = failures(btc(), 1, 0.352)
    assert (float(found.count), found.windows) == (1.0, 4329)
    assert float(found.share) == pytest.approx(1 / 4329)
    assert float(found.covered) == pytest.approx(4328 / 4329)
    worst = episodes(btc(), 1, 0.352)
    assert [(item.loss, item.from_, item.to) for item in worst] == [
        (0.3717, date(2020, 3, 11), date(2020, 3, 12))
    ]


def test_lows_fail_where_closes_hold() -> None:
    """USDC closed at most 2.8 % down in a day, but traded 12.21 % down."""
    usdc = BOOK.losses["usdc"]
    assert float(failures(usdc, 1, 0.028).count) == 0.0
    found = failures(usdc, 1, 0.028, basis="low")
    assert (float(found.count), found.windows) == (1.0, 1649)
    assert float(failures(usdc, 1, 0.123, basis="low").count) == 0.0


def test_between_grid_points_the_count_is_bounded() -> None:
    """At 10 % 44 windows failed, at 10.5 % 33; in between only the bounds are known."""
    found = failures(btc(), 1, np.array([0.10, 0.1025, 0.105]))
    np.testing.assert_array_equal(found.at_most, [44.0, 44.0, 33.0])
    np.testing.assert_array_equal(found.at_least, [44.0, 33.0, 33.0])
    np.testing.assert_array_equal(found.exact, [True, False, True])


def test_where_the_grid_ends_early_the_worst_loss_bounds_the_count() -> None:
    """Ten-day losses of the index go beyond their grid of 25 %: the worst was 25.88 %."""
    found = failures(BOOK.losses["sp500"], 10, np.array([0.25, 0.255, 0.26]))
    np.testing.assert_array_equal(found.at_most, [1.0, 1.0, 0.0])
    np.testing.assert_array_equal(found.at_least, [1.0, 0.0, 0.0])


@given(SERIES, DAYS, st.lists(HAIRCUTS, min_size=2, max_size=6), st.booleans())
def test_a_larger_haircut_never_fails_more(
    code: str, days: int, cuts: list[float], separate: bool
) -> None:
    windows = "separate" if separate else "overlapping"
    found = failures(BOOK.losses[code], days, np.sort(cuts), windows=windows)
    assert np.all(np.diff(found.at_most) <= 0)
    assert np.all(np.diff(found.at_least) <= 0)
    assert np.all((found.at_least >= 0) & (found.at_least <= found.at_most))
    assert np.all((found.share >= 0) & (found.share <= 1))


@given(SERIES, DAYS, HAIRCUTS)
def test_no_more_separate_failures_than_overlapping_ones(code: str, days: int, cut: float) -> None:
    history = BOOK.losses[code]
    every, apart = failures(history, days, cut), failures(history, days, cut, windows="separate")
    assert apart.at_most <= every.at_most
    assert len(episodes(history, days, cut)) <= every.at_most


@given(SERIES, DAYS, st.floats(0.5, 0.9999, exclude_max=True))
def test_the_needed_haircut_is_the_smallest_that_holds(
    code: str, days: int, confidence: float
) -> None:
    history = BOOK.losses[code]
    cut = needed_haircut(history, days, confidence)
    allowed = (1.0 - confidence) * failures(history, days, cut).windows + 1e-6
    assert failures(history, days, cut).count <= allowed
    if cut > 0:
        assert failures(history, days, cut - history.step).count > allowed


@given(SERIES, DAYS)
def test_more_confidence_needs_no_smaller_haircut(code: str, days: int) -> None:
    cuts = needed_haircut(BOOK.losses[code], days, np.array([0.9, 0.95, 0.99, 0.995]))
    assert np.all(np.diff(cuts) >= 0)


def test_verdicts_are_those_of_the_backtest() -> None:
    cuts = np.array([0.05, 0.10, 0.15])
    found = verdicts(btc(), 3, cuts)
    count = failures(btc(), 3, cuts, windows="separate").count
    np.testing.assert_allclose(found.p_value, backtest.kupiec(count, 1443, 0.01)[1])
    np.testing.assert_array_equal(found.zone, backtest.traffic_light(count, 1443, 0.01)[1])
    np.testing.assert_array_equal(found.accepted, [False, False, True])
    np.testing.assert_array_equal(found.zone, ["red", "red", "green"])
    assert np.all(found.settled)


def test_a_verdict_between_grid_points_may_be_open() -> None:
    """On the grid every verdict is settled; between two points some are not."""
    cuts = np.linspace(0.05, 0.3, 400)
    found = verdicts(btc(), 2, cuts)
    same = found.failures.exact
    assert np.all(found.settled[same])
    assert not np.all(found.settled)


@given(SERIES, DAYS, HAIRCUTS, st.floats(0.001, 0.2))
def test_a_verdict_follows_its_p_value(code: str, days: int, cut: float, p: float) -> None:
    found = verdicts(BOOK.losses[code], days, cut, p)
    assert bool(found.accepted) == (float(found.p_value) >= 0.05)
    assert 0.0 <= found.p_value <= 1.0
    assert str(found.zone) in backtest.ZONES


def test_curve_by_holding_period() -> None:
    """Hours are those of the wall clock, on average: a business day is 34.8 of them."""
    curve = loss_curve(btc())
    np.testing.assert_array_equal(curve.hours, [24.0, 48.0, 72.0, 120.0, 240.0])
    np.testing.assert_array_equal(curve.worst, [0.3717, 0.3716, 0.3727, 0.4421, 0.4503])
    np.testing.assert_array_equal(curve.low_worst, [0.3857, 0.4809, 0.4809, 0.4935, 0.5498])
    assert loss_curve(BOOK.losses["gold"]).hours[0] == pytest.approx(24 * 365 / 252)
    assert np.isnan(loss_curve(BOOK.losses["gold"]).low_worst).all()


@given(SERIES)
def test_curves_stay_below_the_worst_loss(code: str) -> None:
    history = BOOK.losses[code]
    curve = loss_curve(history)
    assert np.all(curve.quantiles[0] <= curve.quantiles[1])
    assert np.all(curve.quantiles <= curve.worst + history.step)
    assert np.all(np.isnan(curve.low_worst) | (curve.low_worst >= curve.worst))


def test_hourly_falls() -> None:
    curves = {curve.code: curve for curve in hourly_falls(BOOK.hourly.values())}
    march = curves["btc_2020_03"]
    assert (march.asset, float(march.hours[-1]), float(march.falls[-1])) == ("btc", 48.0, 0.5242)
    october = curves["btc_2025_10"]
    assert october.falls[-1] < october.within[-1] == 0.1618
    assert all(np.all(np.diff(curve.within) >= 0) for curve in curves.values())


@pytest.mark.parametrize(
    ("question", "complaint"),
    [
        (lambda: failures(btc(), 1, 1.1), "haircut must be between 0 and 1"),
        (lambda: failures(btc(), 4, 0.1), r"over 1, 2, 3, 5, 10 days; got 4"),
        (lambda: failures(btc(), 1, 0.1, basis="high"), "basis must be one of close, low"),
        (lambda: failures(btc(), 1, 0.1, windows="all"), "windows must be one of"),
        (lambda: failures(btc(), 1, 0.1, "low", "separate"), "use closes for separate windows"),
        (lambda: failures(BOOK.losses["gold"], 1, 0.1, "low"), "no lows are known for gold"),
        (lambda: verdicts(btc(), 1, 0.1, windows="overlapping"), "use separate windows"),
        (lambda: verdicts(btc(), 1, 0.1, windows="all"), "windows must be one of"),
        (lambda: verdicts(btc(), 1, 0.1, promised=0.0), "p must be above 0 and below 1"),
        (lambda: verdicts(btc(), 1, 0.1, size=1.0), "size must be above 0 and below 1"),
        (lambda: episodes(btc(), 1, -0.1), "haircut must be between 0 and 1"),
        (lambda: needed_haircut(btc(), 1, 1.0), "confidence must be at least 0.5"),
        (lambda: loss_curve(btc(), (0.2,)), "confidence must be at least 0.5"),
        (lambda: BOOK.losses_of("dogecoin"), "'dogecoin' is no asset or product"),
    ],
)
def test_refusals(question: Callable[[], object], complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        question()


def test_a_grid_that_ends_early_refuses_a_confidence_beyond_it() -> None:
    history = BOOK.losses["sp500"]
    short = replace(history, horizons=MappingProxyType({10: history.horizons[10]}))
    with pytest.raises(ValueError, match="the counts end at 1 failures"):
        needed_haircut(short, 10, 0.99995)


def test_which_series_speaks_for_what() -> None:
    for code in ("tbill", "mmf", "ttbill"):
        assert BOOK.losses_of(code) is BOOK.losses["ust_3m"]
        assert BOOK.stand_ins[code].reason == "bill"
    assert BOOK.losses_of("tequity") is BOOK.losses["sp500"]
    assert BOOK.losses_of("usdc") is BOOK.losses["usdc"]
    for code in ("cash", "stable", "corp", "pcredit", "retoken", "own"):
        assert BOOK.losses_of(code) is None
        assert BOOK.volatility_of(code) is None
    assert BOOK.volatility_of("rates_10y") is BOOK.volatility["ust_10y"]
    assert BOOK.volatility_of("tbill") is None
