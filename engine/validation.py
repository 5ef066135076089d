"""Published figures beside what the model gives for the same thing, misses included."""

from collections.abc import Iterator
from dataclasses import dataclass

from engine import addons, backtest, fund, haircuts, netting, settlement
from engine.catalogue import Catalogue
from engine.default_chain import nasdaq_2018
from engine.published import settlement_comparisons

FITTED, AGREES, MISSES = "fitted", "agrees", "misses"
MINUTES_PER_HOUR = 60.0
SAME = 1e-9
LONG, MIDDLE, SHORT = 3.0, 2.0, 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """One published figure and the model's; ``fitted`` if the model was set by it.

    ``fact`` names the figure and its source; a figure worked out of several facts names the
    last of them. ``unit`` is a unit of the fact files.
    """

    code: str
    fact: str
    unit: str
    published: float
    model: float
    fitted: bool = False

    @property
    def gap(self) -> float:
        """Difference as a share of the published figure."""
        return abs(self.model - self.published) / abs(self.published)

    def verdict(self, tolerance: float) -> str:
        """Return whether the model misses, agrees, or agrees because it was fitted."""
        if self.gap > tolerance + SAME:
            return MISSES
        return FITTED if self.fitted else AGREES


def checks(catalogue: Catalogue) -> tuple[Check, ...]:
    """Return every comparison in the order of the page: fund, netting, haircuts, default."""
    parts = (_fund, _average_exposure, _benefit, _netting, _charges, _haircuts, _counts, _default)
    return tuple(check for part in parts for check in part(catalogue))


def _fund(catalogue: Catalogue) -> Iterator[Check]:
    for row in settlement_comparisons(catalogue):
        fitted = row.reading == "A_share"
        yield Check(row.code, row.fact, "share", row.published, row.model, fitted)


def _average_exposure(catalogue: Catalogue) -> Iterator[Check]:
    """Let a day's trades wait half a day more: another reading of the square root."""
    number, half = catalogue.number, 0.5
    fall = fund.relative_change(number("nscc.fund_before"), number("nscc.fund_after"))
    model = settlement.volatility_reduction(MIDDLE + half, SHORT + half)
    yield Check("average", "nscc.fund_after", "share", float(fall), float(model))


def _benefit(catalogue: Catalogue) -> Iterator[Check]:
    """Value of going from T+3 to T+1 over that of going to T+2, both readings."""
    low, high = (catalogue.number(f"validation.bcg_saving.{cycle}") for cycle in ("t2", "t1"))
    for reading in ("A", "C"):
        steps = (settlement.volatility_reduction(LONG, to, reading) for to in (MIDDLE, SHORT))
        half, whole = (float(step) for step in steps)
        code = f"bcg_{reading.lower()}"
        yield Check(code, "validation.bcg_saving.t1", "ratio", high / low, whole / half)


def _netting(catalogue: Catalogue) -> Iterator[Check]:
    number = catalogue.number
    trades = number("settlement.trades")
    ratio = float(netting.net_ratio_gaussian(trades))
    told = number("validation.netting_share")
    yield Check("netting", "validation.netting_share", "share", told, 1.0 - ratio, fitted=True)
    later = number("nscc.net_per_day.y2024") / number("nscc.gross_per_day.y2024")
    yield Check("netting_2024", "nscc.net_per_day.y2024", "share", later, ratio)
    yield Check("cls", "cls.funding_share", "share", number("cls.funding_share"), ratio)
    session = number("settlement.session_hours") * MINUTES_PER_HOUR
    for code, fact, window in (
        ("ten_minutes", "literature.netting_ten_minutes", "short"),
        ("one_hour", "validation.netting_one_hour", "long"),
    ):
        days = number(f"validation.window.{window}") / session
        kept = float(netting.share_of_daily_netting(trades, days))
        yield Check(code, fact, "share", number(fact), kept)


def _charges(catalogue: Catalogue) -> Iterator[Check]:
    number, robinhood = catalogue.number, "nscc.robinhood"
    charge, premium = number(f"{robinhood}.volatility_charge"), number(f"{robinhood}.premium")
    capital = float(fund.implied_net_capital(charge, premium))
    told = f"{robinhood}.net_capital"
    yield Check("robinhood", told, "usd_bn", number(told), capital)
    fails = "nscc.fails.netted"
    yield Check("fails", fails, "share", number(fails), number("settlement.fails_share"))


def _haircuts(catalogue: Catalogue) -> Iterator[Check]:
    number = catalogue.number
    cut, currency = (number(f"validation.rbi_haircut.{k}") for k in ("collateral", "currency"))
    left = 1.0 - float(addons.total_haircut(cut, currency, 0.0))
    model, told = number("validation.rbi_value.before") * left, "validation.rbi_value.after"
    yield Check("rbi", told, "ratio", number(told), model)
    ten_days = number("validation.basel_haircut.days_10")
    for period in ("days_5", "days_20"):
        days = number(f"validation.holding_days.{period}")
        told = f"validation.basel_haircut.{period}"
        scaled = float(haircuts.basel_scaled(ten_days, 1.0, days))
        yield Check(f"basel_{period}", told, "share", number(told), scaled)


def _counts(catalogue: Catalogue) -> Iterator[Check]:
    number = catalogue.number
    days, rate = int(number("validation.kupiec.days")), number("validation.kupiec_rate.one_percent")
    region = backtest.kupiec_region(rate, days)
    for end, found in zip(("low", "high"), region, strict=True):
        told = f"validation.kupiec.{end}"
        yield Check(f"kupiec_{end}", told, "count", number(told), float(found))


def _default(catalogue: Catalogue) -> Iterator[Check]:
    told, found = "ccp.nasdaq_2018.member_fund_used", nasdaq_2018(catalogue)
    used = float(found.borne[found.columns.index("mutual_fund")])
    yield Check("nasdaq", told, "eur_m", catalogue.number(told), used)
