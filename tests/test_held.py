"""Would the haircut have held: the period that answers, all counts at once, the verdicts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import held
from engine.evidence import failures
from engine.evidence_files import load_evidence

BOOK = load_evidence()
SERIES = st.sampled_from(sorted(BOOK.losses))
BTC = BOOK.losses["btc"]


def test_worked_example_of_bitcoin_at_a_fifth() -> None:
    trial = held.try_out(BTC, 0.2, 0.99)
    assert trial.promised == 0.01
    assert float(trial.counted("closes", 2).count) == 9.0
    assert float(trial.counted("lows", 2).count) == float(failures(BTC, 2, 0.2, "low").count)
    assert trial.counted("separate", 2).windows == 2164
    assert [trial.verdict(days) for days in (1, 2, 10)] == ["rarer", "rarer", "more"]


def test_a_haircut_that_fails_as_promised_is_said_to() -> None:
    assert held.try_out(BTC, 0.105, 0.99).verdict(1) == "promised"


def test_a_count_too_vague_for_a_verdict_stays_open() -> None:
    """Between two grid points of USDC the counts jump from 17 to 50, across the promise."""
    usdc = BOOK.losses["usdc"]
    verdicts = {held.try_out(usdc, cut, 0.99).verdict(1) for cut in (0.001, 0.0015, 0.002)}
    assert "open" in verdicts


def test_period_of_business_days_is_longer_on_the_clock() -> None:
    index = BOOK.losses["sp500"]
    assert held.period_of(index, 30.0).days == 1
    assert held.hours_of(index, 1) == pytest.approx(34.76, abs=0.01)
    assert held.period_of(BTC, 30.0).days == 2


@given(SERIES, st.floats(0.0, 1000.0), st.floats(0.0, 1000.0))
def test_more_hours_never_mean_a_shorter_period(code: str, one: float, other: float) -> None:
    short, long = (held.period_of(BOOK.losses[code], hours) for hours in sorted((one, other)))
    assert short.days <= long.days
    for hours, found in zip(sorted((one, other)), (short, long), strict=True):
        assert found.beyond == (hours > found.hours + held.SAME)


@given(SERIES, st.floats(0.0, 0.5), st.floats(0.0, 0.5))
def test_a_larger_haircut_never_fails_more_often(code: str, one: float, other: float) -> None:
    small, large = (held.try_out(BOOK.losses[code], cut, 0.99) for cut in sorted((one, other)))
    for days in BOOK.losses[code].horizons:
        for counting in held.countings(BOOK.losses[code]):
            less, more = (t.counted(counting, days).count for t in (large, small))
            assert float(less) <= float(more)


@given(SERIES, st.sampled_from([0.99, 0.995, 0.997]))
def test_the_quantile_keeps_its_promise(code: str, level: float) -> None:
    history = BOOK.losses[code]
    for counting in held.countings(history):
        cuts = held.quantiles(history, (level,), counting)[0]
        for cut, days in zip(cuts, history.horizons, strict=True):
            found = held.try_out(history, float(cut), level).counted(counting, days)
            assert float(found.share) <= 1.0 - level + 1e-9


def test_without_lows_there_are_none() -> None:
    gold = BOOK.losses["gold"]
    trial = held.try_out(gold, 0.1, 0.99)
    assert set(trial.lows.values()) == {None}
    with pytest.raises(ValueError, match="no lows are known for gold"):
        trial.counted("lows", 1)


@pytest.mark.parametrize("hours", [-1.0, math.nan, math.inf])
def test_hours_out_of_range_are_refused(hours: float) -> None:
    with pytest.raises(ValueError, match="hours must be zero or more"):
        held.period_of(BTC, hours)


def test_unknown_ways_of_counting_are_refused() -> None:
    with pytest.raises(ValueError, match="closes, separate, lows; got 'mean'"):
        held.ways("mean")
    with pytest.raises(ValueError, match="haircut must be between 0 and 1"):
        held.try_out(BTC, 1.5, 0.99)


def test_quantiles_have_a_row_a_level_and_a_column_a_period() -> None:
    found = held.quantiles(BTC, (0.99, 0.995))
    assert found.shape == (2, 5)
    assert np.all(found[1] >= found[0])
