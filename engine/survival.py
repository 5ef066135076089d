"""Which tokens have the five features of surviving products, and what permission costs.

Features are counted, never weighted or averaged: a product has all five, some or none. The
five are a test for tokenised claims; a coin that is a claim on nobody cannot pass it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from engine import FloatArray
from engine.catalogue import Catalogue
from engine.curves import control_hours
from engine.holdings import refusals
from engine.results import Outcome
from engine.run import outcome, sweep
from engine.scenario import ASSETS, Scenario, replace
from engine.token_records import FEATURES, Token

POINTS = 61
LEAST_HOURS = 72.0


@dataclass(frozen=True, slots=True)
class Score:
    """Features that a product has in full, in part and not at all, and the verdict."""

    full: tuple[str, ...]
    part: tuple[str, ...]
    missing: tuple[str, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Speed:
    """What a wait for permission changes, each as (without, with); USD m and decimals."""

    hours: float
    margin: tuple[float, float]
    posted: tuple[float, float]
    peak_cash: tuple[float, float]
    recycling: tuple[float, float]
    floor_binds: bool


@dataclass(frozen=True, slots=True)
class SpeedCurve:
    """Margin and locked capital in USD m against hours of checks, shape (n,)."""

    hours: FloatArray
    margin: FloatArray
    locked: FloatArray
    recycling: FloatArray


def score(token: Token) -> Score:
    """Count the features of one product.

    The verdict is ``all`` if each is there in full, ``none`` if not one is, else ``some``;
    a feature that is there in part counts for neither.

    >>> from engine import catalogue
    >>> score(catalogue.load().tokens["btc"]).verdict
    'none'
    """
    by_mark = {
        mark: tuple(name for name in FEATURES if token.features[name].code == mark)
        for mark in ("full", "part", "none")
    }
    whole = len(by_mark["full"])
    verdict = "all" if whole == len(FEATURES) else "some" if whole else "none"
    return Score(by_mark["full"], by_mark["part"], by_mark["none"], verdict)


def assets_listed(catalogue: Catalogue) -> tuple[str, ...]:
    """Assets that the listed products stand for, each once, in the order of the products."""
    return tuple(dict.fromkeys(token.asset for token in catalogue.tokens.values()))


def refused_by(scenario: Scenario, catalogue: Catalogue, asset: str) -> str:
    """Say what keeps an asset from counting as margin: law, tests, ccp, table, or ''.

    Raises ``ValueError`` if there is no such asset.
    """
    if asset not in ASSETS:
        msg = f"there is no asset {asset!r}; choose one of {', '.join(ASSETS)}"
        raise ValueError(msg)
    return refusals(scenario, catalogue)[ASSETS.index(asset)]


def hours_of(scenario: Scenario, catalogue: Catalogue, token: Token) -> float:
    """Hours of permission checks: those to get control of the token's asset, typed or automatic."""
    return control_hours(scenario, catalogue, token.asset)


def wait(scenario: Scenario, catalogue: Catalogue, hours: float, asset: str = "") -> Speed:
    """Compare the scenario with and without a wait for permission.

    The wait delays each call (``call.hold``, which also lowers the reuse of receipts) and, if an
    asset is named, the moment that asset can be sold (``collateral.control``).

    Raises ``ValueError`` if the hours are negative or not finite.
    """
    if not 0.0 <= hours < float("inf"):
        msg = f"a wait of {hours:g} hours is impossible; give zero or more"
        raise ValueError(msg)

    def at(wanted: float) -> Outcome:
        moved = replace(scenario, "call.hold", wanted)
        if asset:
            moved = replace(moved, f"collateral.control.{asset}", wanted)
        return outcome(moved, catalogue)

    free, held = at(0.0), at(hours)

    def pair(name: str) -> tuple[float, float]:
        return float(free.headline[name]), float(held.headline[name])

    return Speed(
        hours=hours,
        margin=pair("initial_margin"),
        posted=pair("posted"),
        peak_cash=pair("peak_cash"),
        recycling=(float(free.settlement.recycling), float(held.settlement.recycling)),
        floor_binds=bool(held.margin.floor_binds),
    )


def speed_curve(scenario: Scenario, catalogue: Catalogue, marked: Iterable[float]) -> SpeedCurve:
    """Margin and locked capital for no wait up to the longest one marked, at least three days.

    The marked hours are points of the curve. Raises ``ValueError`` if one is negative.
    """
    stops = np.array(sorted(marked), dtype=float)
    if stops.size and stops[0] < 0.0:
        msg = f"a wait of {stops[0]:g} hours is impossible; give zero or more"
        raise ValueError(msg)
    last = max(LEAST_HOURS, *stops) if stops.size else LEAST_HOURS
    hours = np.unique(np.concatenate([np.linspace(0.0, last, POINTS), stops]))
    found = sweep(scenario, catalogue, "call.hold", hours)
    return SpeedCurve(
        hours=hours,
        margin=np.broadcast_to(found.margin.initial_margin, hours.shape).astype(float),
        locked=np.broadcast_to(found.locked, hours.shape).astype(float),
        recycling=np.broadcast_to(found.settlement.recycling, hours.shape).astype(float),
    )
