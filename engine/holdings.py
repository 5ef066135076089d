"""What the scenario holds: one record of arrays over the assets, ready for arithmetic."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine import BoolArray, FloatArray, Numeric
from engine.catalogue import Catalogue
from engine.floors import asset_floors
from engine.rules import legal_assets
from engine.scenario import ASSETS, FACT_ASSETS, Rules, Scenario, Tests, replace
from engine.scores import scores_of, typed_cuts

COINS = ("btc", "eth")
LEAST = "tests.least"
SHORT, NO_CAP = -1.0, 1.0
CRYPTO_GROUP = np.array([[code in COINS for code in ASSETS]])


@dataclass(frozen=True, slots=True)
class Holding:
    """Arrays over the fourteen assets; the last is the user's own."""

    share: FloatArray
    sigma: FloatArray
    sigma_stress: FloatArray
    days_per_year: FloatArray
    spread: FloatArray
    adv: FloatArray
    floor: FloatArray
    cap: FloatArray
    groups: BoolArray
    group_caps: FloatArray
    control_hours: FloatArray
    correlation: FloatArray
    table: FloatArray
    typed: FloatArray
    eligible: BoolArray
    refused_by: tuple[str, ...]


def columns(values: Iterable[Numeric]) -> FloatArray:
    """Put one number an asset side by side; a swept entry widens the array to (n, assets)."""
    parts = list(values)
    if any(isinstance(part, np.ndarray) for part in parts):
        return np.stack(np.broadcast_arrays(*parts), axis=-1).astype(float)
    return np.array(parts, dtype=float)


def _with_own(catalogue: Catalogue, prefix: str, own: Numeric) -> FloatArray:
    return _appended(catalogue.facts.vector(prefix, FACT_ASSETS), own)


def _appended(known: FloatArray, own: Numeric) -> FloatArray:
    if isinstance(own, np.ndarray):
        return columns((*known, own))
    return np.append(known, own)


def _typed(values: tuple[float | None, ...], automatic: FloatArray) -> FloatArray:
    """Replace the automatic value where one is typed."""
    pairs = zip(values, automatic, strict=True)
    return columns(fallback if value is None else value for value, fallback in pairs)


@lru_cache(maxsize=16)
def table_haircuts(rule: str, catalogue: Catalogue) -> FloatArray:
    """Return a published table's haircut per asset; NaN where the model decides. Read-only."""
    facts = catalogue.facts
    keys = [f"haircut.{rule}.{code}" for code in ASSETS]
    found = np.array([facts.value(key) if key in facts.facts else np.nan for key in keys])
    found.setflags(write=False)
    return found


def _listed(rule: str, code: str, catalogue: Catalogue) -> bool:
    """Whether a table takes an asset, at a rate of its own or at one it leaves to a model."""
    known = catalogue.facts.facts
    return f"haircut.{rule}.{code}" in known or f"haircut.by_model.{rule}.{code}" in known


def refusals(scenario: Scenario, catalogue: Catalogue) -> tuple[str, ...]:
    """Say for each asset what refuses it: law, tests, ccp, table, or '' when it counts.

    The user's own asset has no scores, and stands on no published list and in no table.
    Raises ``ValueError`` if cut-offs of the tests are out of order, or swept as arrays.
    """
    c = scenario.collateral
    typed_cuts(scenario.tests)
    return _refusals(c.accept, c.rule, scenario.rules, scenario.tests, catalogue)


@lru_cache(maxsize=256)
def _refusals(
    accept: str, rule: str, rules: Rules, tests: Tests, catalogue: Catalogue
) -> tuple[str, ...]:
    legal = legal_assets(catalogue.rules, rules.as_of, rules.without)
    passed = np.append(scores_of(tests, catalogue).overall >= tests.least, True)
    taken = np.append(catalogue.facts.vector("asset.accepted_ccp", FACT_ASSETS) > 0, False)
    listed = [_listed(rule, code, catalogue) for code in ASSETS]
    out = []
    for i, code in enumerate(ASSETS):
        gates = (
            ("law", code not in legal),
            ("tests", not passed[i]),
            ("ccp", accept == "ccp" and not taken[i]),
            ("table", rule != "model" and not listed[i]),
        )
        out.append(next((why for why, refused in gates if refused), ""))
    return tuple(out)


def _refused(scenario: Scenario, catalogue: Catalogue) -> tuple[tuple[str, ...], BoolArray]:
    """Return the refusals and what counts; a swept minimum widens what counts to (n, assets)."""
    least = scenario.tests.least
    if not isinstance(least, np.ndarray):
        refused = refusals(scenario, catalogue)
        return refused, np.array([why == "" for why in refused])
    points = [refusals(replace(scenario, LEAST, float(x)), catalogue) for x in least]
    return points[-1], np.array([[why == "" for why in refused] for refused in points])


def _caps(scenario: Scenario, catalogue: Catalogue) -> FloatArray:
    typed = scenario.collateral.cap / 100.0
    known = zip(FACT_ASSETS, catalogue.facts.vector("asset.cap", FACT_ASSETS), strict=True)
    return columns([*(typed if code in COINS else cap for code, cap in known), NO_CAP])


def holding(scenario: Scenario, catalogue: Catalogue) -> Holding:
    """Gather the arrays of one scenario from its fields and the facts."""
    c, product = scenario.collateral, scenario.firm.product
    sign = SHORT if scenario.firm.side == "short" else 1.0
    on, without = scenario.rules.as_of, scenario.rules.without
    refused, counts = _refused(scenario, catalogue)
    percent = tuple(None if h is None else h / 100.0 for h in c.haircuts)
    controls = np.append(catalogue.facts.vector("asset.control_hours", FACT_ASSETS), 0.0)
    return Holding(
        share=columns(c.mix) / 100.0,
        sigma=_with_own(catalogue, "asset.sigma", c.own_vol / 100.0),
        sigma_stress=_with_own(catalogue, "asset.sigma_stress", c.own_stress_vol / 100.0),
        days_per_year=_with_own(catalogue, "asset.days_per_year", float(c.own_clock)),
        spread=_with_own(catalogue, "asset.spread", c.own_spread / 1e4),
        adv=_with_own(catalogue, "asset.adv", c.own_adv * 1e6),
        floor=_appended(asset_floors(on, without, catalogue), c.own_floor / 100.0),
        cap=_caps(scenario, catalogue),
        groups=CRYPTO_GROUP,
        group_caps=np.asarray(c.group_cap, dtype=float)[..., None] / 100.0,
        control_hours=_typed(c.control, controls),
        correlation=sign * _with_own(catalogue, f"asset.correlation.{product}", c.own_rho),
        table=table_haircuts(c.rule, catalogue),
        typed=_typed(percent, np.full(len(ASSETS), np.nan)),
        eligible=counts,
        refused_by=refused,
    )
