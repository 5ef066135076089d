"""Scores of the assets in the four tests, under the cut-offs and the reading of a scenario.

No formula of its own: indicators and cut-offs are facts, typed cut-offs replace the facts,
``engine.eligibility`` scores them, and the lowest score decides at every level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine import FloatArray, haircuts
from engine.catalogue import Catalogue
from engine.codes import CUT_INDICATORS, CUT_SCORES, FACT_ASSETS
from engine.eligibility import (
    INDICATORS,
    TESTS,
    mean_score,
    overall_score,
    score_at_least,
    score_at_most,
)
from engine.scenario import Tests

PER_UNIT = {"percent": 100.0, "basis_points": 10_000.0}
MORE_IS_BETTER = frozenset({"sources"})
VALUES = {"sources": "asset.price_sources"}
CALM = "asset.dispersion_calm"

Cuts = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of the thirteen assets, arrays of shape (13,) in the order of ``FACT_ASSETS``.

    Attributes
    ----------
    values
        Numeric indicators in the units of their facts.
    cuts
        Cut-offs for scores of 3, 2 and 1 that were applied to them, in the same units.
    indicators, tests
        Scores by indicator and by test.
    overall, mean
        Lowest and average test score; the average decides nothing.
    """

    values: Mapping[str, FloatArray]
    cuts: Mapping[str, tuple[float, ...]]
    indicators: Mapping[str, FloatArray]
    tests: Mapping[str, FloatArray]
    overall: FloatArray
    mean: FloatArray


def scores_of(tests: Tests, catalogue: Catalogue) -> Scores:
    """Scores under the reading of the spread and the cut-offs of a scenario.

    Raises ``ValueError`` if cut-offs are out of order, or swept as arrays.
    """
    return _scores(tests.dispersion, typed_cuts(tests), catalogue)


def typed_cuts(tests: Tests) -> tuple[Cuts, ...]:
    """Cut-offs of a scenario in the order of ``CUT_INDICATORS``; None is automatic.

    Raises ``ValueError`` if one is swept as an array.
    """
    typed: tuple[Cuts, ...] = tuple(getattr(tests, f"cuts_{name}") for name in CUT_INDICATORS)
    if any(isinstance(cut, np.ndarray) for cuts in typed for cut in cuts):
        msg = "a cut-off cannot be swept; evaluate one scenario for each of its values"
        raise ValueError(msg)
    return typed


def days_to_sell(catalogue: Catalogue) -> FloatArray:
    """Days to sell the block of the liquidity test, or to redeem it from a fund; shape (13,).

    Formula: block / (participation x daily turnover); funds have days of their own.
    """
    block = catalogue.number("eligibility.sale.block")
    participation = catalogue.number("eligibility.sale.participation")
    adv = catalogue.facts.vector("asset.adv", FACT_ASSETS)
    days = np.asarray(haircuts.sale_days(block, participation, adv)).copy()
    for at, code in enumerate(FACT_ASSETS):
        redeemed = catalogue.facts.facts.get(f"asset.redeem_days.{code}")
        days[at] = days[at] if redeemed is None else redeemed.values[-1].value
    return days


def fact_of(indicator: str, code: str, dispersion: str, catalogue: Catalogue) -> str:
    """Id of the fact behind an asset's indicator; a choice has none (the empty text)."""
    if indicator not in CUT_INDICATORS:
        return ""
    if indicator == "days_to_sell":
        redeemed = f"asset.redeem_days.{code}"
        return redeemed if redeemed in catalogue.facts.facts else f"asset.adv.{code}"
    return f"{_table(indicator, dispersion)}.{code}"


def _table(indicator: str, dispersion: str) -> str:
    """Prefix of an indicator's facts, in the reading chosen."""
    if indicator == "dispersion" and dispersion == "calm":
        return CALM
    return VALUES.get(indicator, f"asset.{indicator}")


def _cuts(indicator: str, typed: Cuts, catalogue: Catalogue) -> tuple[float, ...]:
    """Cut-offs in the unit of the facts; a typed one replaces the fact."""
    control = catalogue.controls.by_path[f"tests.cuts_{indicator}"]
    scale = PER_UNIT.get(control.unit, 1.0)
    keys = (f"eligibility.threshold.{indicator}.score_{score}" for score in CUT_SCORES)
    return tuple(
        catalogue.number(key) if cut is None else cut / scale
        for key, cut in zip(keys, typed, strict=True)
    )


def _chosen(indicator: str, catalogue: Catalogue) -> FloatArray:
    """Scores of an indicator that is a choice."""
    options = catalogue.choices[indicator].assets
    keys = (f"eligibility.choice.{indicator}.{options[code]}" for code in FACT_ASSETS)
    return np.array([catalogue.number(key) for key in keys])


@lru_cache(maxsize=256)
def _scores(dispersion: str, typed: tuple[Cuts, ...], catalogue: Catalogue) -> Scores:
    facts = catalogue.facts
    values = {
        name: days_to_sell(catalogue)
        if name == "days_to_sell"
        else facts.vector(_table(name, dispersion), FACT_ASSETS)
        for name in CUT_INDICATORS
    }
    cuts = {
        name: _cuts(name, some, catalogue) for name, some in zip(CUT_INDICATORS, typed, strict=True)
    }
    found = {
        name: (score_at_least if name in MORE_IS_BETTER else score_at_most)(
            values[name], cuts[name]
        )
        for name in CUT_INDICATORS
    }
    found |= {name: _chosen(name, catalogue) for name in catalogue.choices}
    tests = {
        test: overall_score(np.stack([found[name] for name in INDICATORS[test]], axis=-1))
        for test in TESTS
    }
    joined = np.stack(list(tests.values()), axis=-1)
    return Scores(values, cuts, found, tests, overall_score(joined), mean_score(joined))
