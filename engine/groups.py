"""The groups of a scenario: frozen, without defaults, every field in display units.

Percentages are percent, horizons hours, money USD m (the spiral: USD bn), so that a stored
value equals what was typed. None stands for "automatic".
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Optional: TypeAlias = float | None


@dataclass(frozen=True, slots=True)
class Firm:
    """The clearing member: its position (USD m) and its share of the cash market (%)."""

    base: str
    title: str
    product: str
    side: str
    notional: float
    share: float
    market: bool


@dataclass(frozen=True, slots=True)
class Margin:
    """How initial margin is set: volatility and weights in %, periods in hours."""

    vol: Optional
    stress_vol: Optional
    stress_weight: float
    confidence: str
    dist: str
    nu: float
    regime: str
    apc: str
    since: float
    detect: float
    close: float
    profile: str


@dataclass(frozen=True, slots=True)
class Call:
    """How a margin call is paid, and when it is sent (eastern time)."""

    rail: str
    basis: str
    at: str
    ccp_hours: bool
    mint: bool
    congestion: bool
    fed22x6: bool
    hold: float


@dataclass(frozen=True, slots=True)
class Collateral:
    """What is posted: shares, haircuts and caps in %, delays in hours, sizes in USD m.

    ``mix``, ``haircuts`` and ``control`` follow the order of ``ASSETS``; None is automatic.
    """

    mix: tuple[float, ...]
    rule: str
    haircuts: tuple[Optional, ...]
    control: tuple[Optional, ...]
    accept: str
    cap: float
    group_cap: float
    convention: str
    wrong_way: bool
    sd_ratio: float
    block: float
    participation: float
    impact: float
    own_vol: float
    own_stress_vol: float
    own_clock: str
    own_spread: float
    own_adv: float
    own_floor: float
    own_rho: float
    own_yield: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """How securities settle: shares and yearly rates in %."""

    cycle: str
    reading: str
    netting_rho: float
    volatility_share: float
    recycle: float
    round_the_clock: bool
    funding_rate: float
    prefunding_rate: float


@dataclass(frozen=True, slots=True)
class Stress:
    """The shock (falls in %) and the layers that absorb it (USD m)."""

    shock: float
    crypto: float
    stablecoin: float
    other: float
    ccp: str
    member_fund: Optional
    own_layer: Optional
    mutual_fund: Optional
    assessments: Optional
    world_vol: Optional
    world_dist: str
    tail_dependence: bool
    correlation: Optional
    liquidation: float


@dataclass(frozen=True, slots=True)
class Spiral:
    """The forced-sale loop: amounts in USD bn, shares in %."""

    shock: float
    position: float
    collateral: float
    haircut: float
    buffer: float
    depth: float
    sale_share: float
    same_asset: float
    margin_rise: Optional


@dataclass(frozen=True, slots=True)
class Leverage:
    """Liquidity buffer and re-use, in %; links of the re-use chain."""

    buffer: float
    buffer_basis: str
    reuse: float
    links: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The day whose rules apply, and the instruments left out."""

    as_of: date
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What the pages draw; no result depends on it."""

    asset: str
    strict: bool


@dataclass(frozen=True, slots=True)
class Tests:
    """The four tests: reading of the spread, smallest score that counts, cut-offs.

    Each field of cut-offs follows ``CUT_SCORES``: the last value that earns a score of 3, 2
    and 1, in days, basis points, a count, %, basis points and hours; None is automatic.
    """

    dispersion: str
    least: float
    cuts_days_to_sell: tuple[Optional, ...]
    cuts_round_trip: tuple[Optional, ...]
    cuts_sources: tuple[Optional, ...]
    cuts_gap_move: tuple[Optional, ...]
    cuts_dispersion: tuple[Optional, ...]
    cuts_deliver_hours: tuple[Optional, ...]
