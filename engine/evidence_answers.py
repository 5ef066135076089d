"""Answers of ``engine.evidence``: failures of a haircut with bounds, and verdicts on them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Failures:
    """Windows in which a haircut failed, shape (...), out of ``windows``.

    ``count`` is the cautious one, ``at_most``; both bounds agree where ``exact``.
    """

    at_most: FloatArray
    at_least: FloatArray
    windows: int

    @property
    def count(self) -> FloatArray:
        """Failures, the upper bound between grid points."""
        return self.at_most

    @property
    def exact(self) -> BoolArray:
        """Tell where the count is known exactly."""
        return np.asarray(self.at_most == self.at_least)

    @property
    def share(self) -> FloatArray:
        """Share of windows in which the haircut failed."""
        return np.asarray(self.at_most / self.windows)

    @property
    def covered(self) -> FloatArray:
        """Share of windows that the haircut covered."""
        return np.asarray(1.0 - self.share)


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """Kupiec's test and the traffic light on separate windows, shape (...).

    Both judge the upper bound of the failures; ``settled`` tells where the lower bound gets
    the same verdict and zone.
    """

    failures: Failures
    promised: FloatArray
    ratio: FloatArray
    p_value: FloatArray
    accepted: BoolArray
    zone: npt.NDArray[np.str_]
    settled: BoolArray
