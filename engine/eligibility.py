"""Four tests of collateral quality: the weakest one decides, an average never does.

Scores run from 0 to 3. Cut-offs are arguments (``data/eligibility.yaml`` holds ours).
Source: model specification, section 9.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from engine import FloatArray, Numeric

TESTS = ("liquidity", "price", "custody", "operations")
INDICATORS: Mapping[str, tuple[str, ...]] = {
    "liquidity": ("days_to_sell", "round_trip"),
    "price": ("sources", "gap_move", "dispersion"),
    "custody": ("title", "finality"),
    "operations": ("link", "deliver_hours"),
}
STATUSES = ("ineligible", "case_by_case", "eligible_with_limits", "eligible")
NOT_PERMITTED = "not_permitted"
TOP = len(STATUSES) - 1


def overall_score(scores: npt.ArrayLike) -> FloatArray:
    """Minimum over the last axis, for tests of an asset or indicators of a test.

    Raises ``ValueError`` if there are none or one is not 0, 1, 2 or 3.

    >>> float(overall_score([3, 3, 2, 2]))
    2.0
    """
    return np.asarray(_checked(scores).min(axis=-1), np.float64)


def mean_score(scores: npt.ArrayLike) -> FloatArray:
    """Mean over the last axis: shown only to explain why it does not decide."""
    return np.asarray(_checked(scores).mean(axis=-1), np.float64)


def status(overall: float, legal: bool) -> str:  # noqa: FBT001
    """Name of an overall score; the legal gate overrides it.

    >>> status(2, True), status(3, False)
    ('eligible_with_limits', 'not_permitted')
    """
    return STATUSES[int(_checked([overall])[0])] if legal else NOT_PERMITTED


def binding_tests(scores: Mapping[str, float]) -> tuple[str, ...]:
    """Names of the tests that hold the overall score down; none when all have the top score."""
    values = _checked(list(scores.values()))
    lowest = values.min()
    return tuple(name for name, value in zip(scores, values, strict=True) if value == lowest < TOP)


def score_at_most(value: Numeric, cuts: Sequence[float]) -> FloatArray:
    """Score of an indicator where less is better: 3 up to the first cut, 2, 1, then 0.

    ``cuts`` are the largest values that still earn 3, 2 and 1, in rising order.
    Raises ``ValueError`` for cuts out of order or a value that is not a number.

    >>> score_at_most(np.array([0.25, 1.5, 9.0]), (0.25, 1.0, 5.0)).tolist()
    [3.0, 1.0, 0.0]
    """
    return _score(np.asarray(value, np.float64), np.asarray(cuts, np.float64))


def score_at_least(value: Numeric, cuts: Sequence[float]) -> FloatArray:
    """Score of an indicator where more is better; ``cuts`` in falling order for 3, 2 and 1."""
    return _score(-np.asarray(value, np.float64), -np.asarray(cuts, np.float64))


def _score(value: FloatArray, cuts: FloatArray) -> FloatArray:
    if cuts.shape != (TOP,) or np.any(np.isnan(cuts)) or np.any(np.diff(cuts) <= 0):
        msg = f"give {TOP} cut-offs, from the one for score {TOP} to the one for score 1, in order"
        raise ValueError(msg)
    if np.any(np.isnan(value)):
        msg = "an indicator has no value; give a number"
        raise ValueError(msg)
    return np.asarray((value[..., None] <= cuts).sum(axis=-1), np.float64)


def _checked(scores: npt.ArrayLike) -> FloatArray:
    values = np.asarray(scores, np.float64)
    if values.ndim == 0 or values.shape[-1] == 0 or not np.all(np.isin(values, range(TOP + 1))):
        msg = f"scores must be whole numbers from 0 to {TOP}, at least one of them"
        raise ValueError(msg)
    return values
