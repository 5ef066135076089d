"""What a faster cycle does to netting, to cash and to fails: rows for the settlement page."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import netting, settlement
from engine.catalogue import Catalogue
from engine.pipes import ATOMIC, USD_M_PER_BN, cycle, market_share, recycling
from engine.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Netted:
    """One cycle: netting it keeps, and the cash it needs in units of one daily batch.

    Attributes
    ----------
    kept
        Share of the netting of a whole day that is left, 0 to 1.
    unused, here, reused
        Cash for pay-ins with no receipt used again, with the scenario's share, with all of
        them; ``unused`` is also the multiple of net obligations.
    """

    code: str
    kept: float
    unused: float
    here: float
    reused: float


@dataclass(frozen=True, slots=True)
class Fails:
    """Deliveries that fail: their share, value open each day, USD m, and cost, USD m a year.

    Under atomic settlement there is no late delivery: ``value`` is then what stays unfilled each
    day, and ``cost`` is zero, which is not the same as no harm.
    """

    share: float
    value: float
    cost: float
    atomic: bool


def netting_by_cycle(
    scenario: Scenario, catalogue: Catalogue, codes: Sequence[str]
) -> tuple[Netted, ...]:
    """Return netting kept and cash needed for each cycle.

    A cycle of m batches nets a window of 1/m of a day, atomic settlement each trade alone; under
    T+n each trade date is netted by itself. Trades are independent and symmetric, their number
    is that implied by the observed net. Raises ``ValueError`` for an unknown cycle.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> row, = netting_by_cycle(book.presets["today"].scenario, book, ["B4"])
    >>> round(row.unused, 6)
    2.0
    """
    return tuple(_netted(scenario, catalogue, code) for code in codes)


def _netted(scenario: Scenario, catalogue: Catalogue, code: str) -> Netted:
    trades = catalogue.number("settlement.trades")
    net, gross = (catalogue.number(f"settlement.{name}") for name in ("net_pay_in", "gross"))
    batches = cycle(code).batches
    window = 1.0 / trades if np.isinf(batches) else 1.0 / batches
    unused, here, reused = (
        float(settlement.pay_in(net, gross, batches, share)) / net
        for share in (0.0, float(recycling(scenario, catalogue)), 1.0)
    )
    kept = float(netting.share_of_daily_netting(trades, window))
    return Netted(code, kept, unused, here, reused)


def fails(scenario: Scenario, catalogue: Catalogue) -> Fails:
    """Return what fails of the scenario's cycle and what carrying it costs.

    ``cost = p V rate d / 360`` over a year of business days, V the day's net deliveries of the
    firm (the whole market with its switch). Under atomic settlement p of the gross value stays
    unfilled instead.

    >>> from engine import catalogue
    >>> book = catalogue.load()
    >>> fails(book.presets["today"].scenario, book).share
    0.02
    """
    share = catalogue.number("settlement.fails_share")
    atomic = scenario.settlement.cycle == ATOMIC
    moved = catalogue.number("settlement.gross" if atomic else "settlement.net_pay_in")
    value = float(market_share(scenario)) * moved * USD_M_PER_BN
    days = 0.0 if atomic else catalogue.number("market.business_days_per_year")
    cost = settlement.fails_cost(share, value, catalogue.number("rate.fails"), days)
    return Fails(share, share * value, float(cost), atomic)
