"""From a scenario to the layers that bear a default, and the joint stress run through them.

No formula of its own: layers are looked up or typed, then ``waterfall`` shares the loss out.
Money in millions of the clearing house's own currency, taken one for one with the firm's
USD m. Source: model specification, section 6.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from engine import FloatArray, Numeric, waterfall
from engine.catalogue import Catalogue
from engine.default_records import Waterfall
from engine.holdings import columns
from engine.results import Collateral, Margin
from engine.scenario import ASSETS, Scenario

LAYERS = ("margin", "member_fund", "own_layer", "mutual_fund", "assessments")
TO_MILLIONS = {"usd_bn": 1000.0, "usd_m": 1.0, "eur_m": 1.0}
SHOCKED_BY = {
    "btc": "crypto", "eth": "crypto", "usdc": "stablecoin", "stable": "stablecoin",
    "equity": "other", "tequity": "other", "corp": "other", "pcredit": "other",
    "retoken": "other", "own": "other",
}  # fmt: skip


class House(NamedTuple):
    """What a clearing house discloses, in millions; ``contribution`` per million of margin."""

    currency: str
    fund: float
    own_layer: float
    assessments: float
    contribution: float


def answered(value: Numeric, held: Collateral) -> FloatArray:
    """Return NaN where no amount of the mix covers the margin, so that nothing is made up."""
    return np.where(np.isfinite(held.posted), value, np.nan)


def worth_in_stress(scenario: Scenario, held: Collateral) -> FloatArray:
    """USD m that the accepted collateral is worth after its shocks; cash and bills hold."""
    falls = (SHOCKED_BY.get(code) for code in ASSETS)
    shocks = columns(getattr(scenario.stress, fall) if fall else 0.0 for fall in falls)
    worth = held.market_value * (1.0 - shocks / 100.0)
    return np.asarray((worth * held.eligible).sum(axis=-1), np.float64)


@lru_cache(maxsize=16)
def house_of(ccp: str, catalogue: Catalogue) -> House:
    """Return the disclosed layers of a clearing house; what it does not disclose is 0.

    ``free`` has no layer of its own. Raises ``FactError`` for a clearing house without facts.
    """
    if ccp == "free":
        return House("USD", 0.0, 0.0, 0.0, 0.0)
    own_row = f"ccp.{ccp}.own_layer" in catalogue.facts.facts

    def millions(layer: str) -> float:
        fact = catalogue.facts.get(f"ccp.{ccp}.{layer}" if own_row else f"ccp.{layer}.{ccp}")
        return catalogue.number(fact.id) * TO_MILLIONS[fact.unit]

    fund, own = millions("member_fund"), millions("own_layer")
    if own_row:
        unit = catalogue.facts.get(f"ccp.{ccp}.own_layer").unit
        return House(unit.partition("_")[0].upper(), fund, own, 0.0, 0.0)
    per_margin = catalogue.number("ccp.contribution_rule") * fund / millions("margin_held")
    return House("USD", fund, own, millions("assessments"), per_margin)


def later_layers(
    scenario: Scenario, catalogue: Catalogue, initial_margin: Numeric
) -> tuple[Numeric, ...]:
    """Sizes of the four layers behind the margin, in millions.

    Typed values win. Automatic: own layer, fund and assessments as disclosed; the defaulter's
    contribution is fund x initial margin / margin held, at most the fund (0 where margin held
    is not disclosed); the mutual fund is the fund less that contribution, at least 0.
    """
    typed = scenario.stress
    house = house_of(typed.ccp, catalogue)
    member: Numeric = np.minimum(house.fund, house.contribution * np.asarray(initial_margin))
    if typed.member_fund is not None:
        member = typed.member_fund
    mutual = np.maximum(0.0, house.fund - np.asarray(member))
    return (
        member,
        house.own_layer if typed.own_layer is None else typed.own_layer,
        mutual if typed.mutual_fund is None else typed.mutual_fund,
        house.assessments if typed.assessments is None else typed.assessments,
    )


def run_through(
    loss: Numeric, resources: FloatArray, layers: tuple[str, ...], currency: str
) -> Waterfall:
    """Share a loss out over layers and say how far it goes.

    Shapes: loss (...), resources (..., layers). An empty layer counts as unused (0) and as
    passed. Raises ``ValueError`` for a negative loss or layer.
    """
    borne = waterfall.allocate(loss, resources)
    within = borne[..., :-1]
    used = np.divide(within, resources, out=np.zeros_like(within), where=resources > 0)
    left = np.concatenate([within < resources, np.ones_like(within[..., :1], bool)], axis=-1)
    return Waterfall(
        layers=layers,
        currency=currency,
        loss=loss,
        resources=np.broadcast_to(resources, within.shape),
        borne=borne,
        used=used,
        last=np.asarray(left.argmax(axis=-1), np.intp),
    )


def waterfall_of(
    scenario: Scenario, catalogue: Catalogue, margin: Margin, held: Collateral
) -> Waterfall:
    """Run the scenario's joint stress through its clearing house's layers.

    The first layer is the worth of the accepted collateral after its own shocks. Where no
    amount of the mix covers the margin, every figure but the loss is NaN and ``last`` is -1.
    """
    worth = worth_in_stress(scenario, held)
    size = np.abs(np.asarray(scenario.firm.notional, dtype=float))
    loss = np.asarray(size * np.asarray(scenario.stress.shock, dtype=float) / 100.0)
    resources = columns((worth, *later_layers(scenario, catalogue, margin.initial_margin)))
    found = run_through(loss, resources, LAYERS, house_of(scenario.stress.ccp, catalogue).currency)
    if held.feasible:
        return found
    known = np.isfinite(held.posted)[..., None]
    return Waterfall(
        layers=LAYERS,
        currency=found.currency,
        loss=loss,
        resources=np.where(known, found.resources, np.nan),
        borne=np.where(known, found.borne, np.nan),
        used=np.where(known, found.used, np.nan),
        last=np.where(known[..., 0], found.last, -1),
    )


def nasdaq_2018(catalogue: Catalogue) -> Waterfall:
    """Nasdaq Clearing, September 2018: the loss beyond the defaulter over own layer and fund.

    >>> from engine import catalogue
    >>> nasdaq_2018(catalogue.load()).borne.tolist()
    [7.0, 107.0, 0.0]
    """
    house = house_of("nasdaq_2018", catalogue)
    sizes = np.array([house.own_layer, house.fund])
    loss = catalogue.number("ccp.nasdaq_2018.loss")
    return run_through(loss, sizes, ("own_layer", "mutual_fund"), house.currency)
