"""Numbers between the inputs and the results, which formulas name and ``Outcome`` does not hold.

No formula of its own: each function asks the modules that the evaluation itself asks.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from engine import FloatArray, Numeric, cycles, haircuts, holdings, posting
from engine.catalogue import Catalogue
from engine.default_chain import worth_in_stress
from engine.period import days
from engine.pipes import market_share
from engine.requirement import volatilities
from engine.results import Outcome
from engine.scenario import ASSETS, Scenario

PREFIX = "workings"
KEYED = ("codes", "columns", "layers")

Working = Callable[[Scenario, Catalogue, Outcome], Numeric]


def number_at(path: str, scenario: Scenario, catalogue: Catalogue, outcome: Outcome) -> float:
    """Return the number at a path of the outcome or of the workings; NaN where it has none.

    The last part of a path may name an asset or a layer: ``collateral.haircut.btc``.

    Raises
    ------
    AttributeError, KeyError
        If nothing stands at the path.
    """
    first, *rest = path.split(".")
    if first == PREFIX:
        return _number(WORKINGS[rest[0]](scenario, catalogue, outcome), ASSETS, rest[1:])
    held: object = outcome
    for place, part in enumerate((first, *rest)):
        keys = next((getattr(held, name) for name in KEYED if hasattr(held, name)), ())
        held = held[part] if isinstance(held, Mapping) else getattr(held, part)
        if isinstance(held, np.ndarray) and held.ndim:
            layered = keys if len(keys) == held.shape[-1] else keys and _columns(outcome, part)
            return _number(held, tuple(layered), rest[place:])
    return _number(held, (), [])


def _columns(outcome: Outcome, part: str) -> tuple[str, ...]:
    """Return the names of the layers that a row of the waterfall is about."""
    return outcome.waterfall.columns if part == "borne" else outcome.waterfall.layers


def _number(held: object, keys: tuple[str, ...], key: list[str]) -> float:
    if held is None:
        return float("nan")
    array = np.asarray(held, dtype=float)
    return float(array[keys.index(key[0])] if key else array)


def _stressed(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> Numeric:
    return volatilities(scenario, catalogue)[1]


def _uncovered_days(scenario: Scenario, catalogue: Catalogue, outcome: Outcome) -> Numeric:
    per_year = outcome.margin.days_per_year
    return days(scenario.call, catalogue, 0.0, scenario.call.hold, per_year)


def _asset_volatility(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> FloatArray:
    return posting.applied_sigma(scenario, holdings.holding(scenario, catalogue))


def _sale_days(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> FloatArray:
    c, held = scenario.collateral, holdings.holding(scenario, catalogue)
    return haircuts.sale_days(c.block * posting.USD_PER_M, c.participation / 100.0, held.adv)


def _horizon(scenario: Scenario, catalogue: Catalogue, outcome: Outcome) -> FloatArray:
    sale = _sale_days(scenario, catalogue, outcome)
    return haircuts.horizon_days(outcome.collateral.delay_days, sale)


def _impact(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> FloatArray:
    held = holdings.holding(scenario, catalogue)
    return posting.block_impact(scenario, held, posting.applied_sigma(scenario, held))


def _correlation(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> FloatArray:
    return holdings.holding(scenario, catalogue).correlation


def _typed_haircut(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> FloatArray:
    return holdings.holding(scenario, catalogue).typed


def _counted_rate(_: Scenario, __: Catalogue, outcome: Outcome) -> Numeric:
    """Value that a dollar of the mix counts for, assets at a cap left out."""
    held = outcome.collateral
    free = held.eligible & ~held.at_cap
    return float((held.share * (1.0 - held.haircut) * free).sum())


def _capped_share(_: Scenario, __: Catalogue, outcome: Outcome) -> Numeric:
    """Part of the requirement that assets at a cap meet."""
    held, need = outcome.collateral, float(outcome.margin.initial_margin)
    return float((held.recognised * held.at_cap).sum() / need) if need else 0.0


def _earned(scenario: Scenario, _: Catalogue, outcome: Outcome) -> Numeric:
    """Yearly yield of what is posted, by market value."""
    rate = scenario.settlement.funding_rate / 100.0
    posted = float(outcome.collateral.posted)
    if not posted or not np.isfinite(posted):
        return 0.0
    return rate - float(outcome.collateral_cost) / posted


def _buffer(scenario: Scenario, _: Catalogue, outcome: Outcome) -> Numeric:
    if scenario.leverage.buffer_basis == "clock":
        return float(outcome.exposure) / scenario.firm.notional
    return scenario.leverage.buffer / 100.0


def _breakeven(scenario: Scenario, catalogue: Catalogue, _: Outcome) -> Numeric:
    share = cycles.breakeven(scenario, catalogue)
    return float("nan") if share is None else share


WORKINGS: Mapping[str, Working] = MappingProxyType(
    {
        "stressed_volatility": _stressed,
        "uncovered_days": _uncovered_days,
        "asset_volatility": _asset_volatility,
        "sale_days": _sale_days,
        "horizon_days": _horizon,
        "impact": _impact,
        "correlation": _correlation,
        "typed_haircut": _typed_haircut,
        "counted_rate": _counted_rate,
        "capped_share": _capped_share,
        "earned": _earned,
        "buffer": _buffer,
        "market_share": lambda scenario, _, __: market_share(scenario),
        "stressed_worth": lambda scenario, _, outcome: worth_in_stress(
            scenario, outcome.collateral
        ),
        "breakeven": _breakeven,
        "net_ratio": lambda _, catalogue, __: (
            catalogue.number("settlement.net_pay_in") / catalogue.number("settlement.gross")
        ),
        "turns": lambda _, catalogue, outcome: (
            catalogue.number("settlement.gross") / outcome.settlement.pay_in_market
        ),
        "cheapest": lambda scenario, catalogue, _: cycles.cheapest(scenario, catalogue).cost,
    }
)
