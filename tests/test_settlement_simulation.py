"""Netting and prefunding formulas against simulated trades, within four standard errors."""

import numpy as np
import pytest
from numpy.random import PCG64, Generator
from scipy import stats

from engine import FloatArray, netting, settlement

SEED = 20261122
ERRORS = 4.0
PATHS = 40_000


def trades(n: int, mean: float = 0.0, sd: float = 1.0) -> FloatArray:
    """Signed sizes of n trades on each path, shape (paths, n)."""
    return np.asarray(Generator(PCG64(SEED)).normal(mean, sd, (PATHS, n)))


def agrees(values: FloatArray, expected: float) -> bool:
    """Whether the mean of ``values`` lies within four of its standard errors."""
    error = float(values.std(ddof=1)) / np.sqrt(values.size)
    return bool(error > 0.0) and abs(float(values.mean()) - expected) <= ERRORS * error


def net_over_gross(sizes: FloatArray, mean_size: float) -> FloatArray:
    """Return each path's net over the expected gross."""
    return np.asarray(np.abs(sizes.sum(axis=1)) / (sizes.shape[1] * mean_size))


@pytest.mark.parametrize("n", [2, 10, 97])
def test_gaussian_sizes(n: int) -> None:
    found = net_over_gross(trades(n), float(np.sqrt(2.0 / np.pi)))
    assert agrees(found, float(netting.net_ratio_gaussian(float(n))))


@pytest.mark.parametrize("n", [4, 11, 96])
def test_equal_sizes(n: int) -> None:
    found = net_over_gross(np.sign(trades(n)), 1.0)
    assert agrees(found, float(netting.net_ratio_equal_sizes(float(n))))


@pytest.mark.parametrize(("n", "mean", "sd"), [(5, 0.3, 1.0), (40, 0.1, 1.0), (40, 1.0, 0.5)])
def test_one_way_flow(n: int, mean: float, sd: float) -> None:
    """The mean size of a trade is that of the folded normal distribution."""
    size = float(stats.foldnorm(abs(mean) / sd, scale=sd).mean())
    found = net_over_gross(trades(n, mean, sd), size)
    assert agrees(found, float(netting.net_ratio_one_way(float(n), mean, sd)))


@pytest.mark.parametrize("m", [1, 2, 7, 24, 96])
def test_prefunding_without_and_with_reuse_of_receipts(m: int) -> None:
    """The day has m batches of unit variance together; one batch a day needs 1/sqrt(2 pi).

    Without reuse every batch's payment is brought anew; with reuse the cash needed is the
    deepest point of the day's running balance.
    """
    balance = trades(m) / np.sqrt(m)
    unit = 1.0 / np.sqrt(2.0 * np.pi)
    none = np.maximum(0.0, -balance).sum(axis=1) / unit
    full = np.maximum(0.0, -np.cumsum(balance, axis=1)).max(axis=1) / unit
    expected = settlement.prefund_multiple(float(m), np.array([0.0, 1.0]))
    assert agrees(none, float(expected[0]))
    assert agrees(full, float(expected[1]))


def test_peak_need_at_the_99_percent_quantile() -> None:
    """Full reuse needs 10.7 % more than the end-of-day net: many small payments a day."""
    paths = np.cumsum(trades(400)[:20_000], axis=1)
    peak = np.quantile(np.maximum(0.0, paths).max(axis=1), 0.99)
    net = np.quantile(paths[:, -1], 0.99)
    assert float(peak / net) == pytest.approx(
        float(netting.liquidity_at_risk_ratio(0.99)), rel=0.03
    )
