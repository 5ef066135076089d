"""Edges of the whole chain, each worked out by hand: nothing at risk, nothing shared, shorts."""

import math

import numpy as np
import pytest

from engine import catalogue
from engine.calls import ClockOptions, equivalent_days_in_week, route, week_hours
from engine.controls import default_scenario
from engine.period import days
from engine.run import outcome
from engine.scenario import ASSETS, replace

BOOK = catalogue.load()
DEFAULT = default_scenario(BOOK.controls)


def test_a_fall_of_risky_assets_leaves_cash_and_bills_alone() -> None:
    """Half cash, half shares down 20 percent: nine tenths of what was posted are left."""
    mix = tuple(50.0 if code in {"cash", "equity"} else 0.0 for code in ASSETS)
    stressed = replace(replace(DEFAULT, "collateral.mix", mix), "stress.other", 20.0)
    found = outcome(stressed, BOOK)
    left = 0.9 * float(found.collateral.posted)
    assert float(found.stress_loss) == pytest.approx(352.0 - left)


def test_ten_year_floor_holds_when_volatility_is_nil() -> None:
    calm = replace(replace(DEFAULT, "margin.apc", "floor"), "margin.vol", 0.0)
    found = outcome(calm, BOOK).margin
    least = BOOK.number("product.sigma_ten_year.btc_future")
    raw = float(found.multiplier) * least * math.sqrt(float(found.period) / 365.0)
    assert float(found.rate) == pytest.approx(raw, rel=1e-12)


def test_no_risk_and_no_buffer_need_no_capital() -> None:
    still = replace(replace(DEFAULT, "margin.vol", 0.0), "margin.stress_weight", 0.0)
    assert float(outcome(still, BOOK).leverage) == pytest.approx(1 / 0.02)
    assert math.isinf(float(outcome(replace(still, "leverage.buffer", 0.0), BOOK).leverage))


def test_no_floor_is_shown_where_a_table_or_a_typed_rate_decides() -> None:
    listed = outcome(replace(DEFAULT, "collateral.rule", "us_uncleared"), BOOK).collateral
    token, coin = ASSETS.index("ttbill"), ASSETS.index("btc")
    assert (listed.haircut_floor[token], listed.haircut[token]) == (0.0, 0.005)
    typed = outcome(replace(DEFAULT, "collateral.haircuts.btc", 5.0), BOOK).collateral
    assert typed.haircut_floor[coin] == 0.0


def test_main_driver_is_an_asset_that_counts() -> None:
    """Shares in the mix that nobody accepts lie idle; their haircut drives nothing."""
    mixed = {"cash": 70.0, "btc": 10.0, "tequity": 20.0}
    mix = tuple(mixed.get(code, 0.0) for code in ASSETS)
    found = outcome(replace(DEFAULT, "collateral.mix", mix), BOOK).collateral
    assert found.main_driver == "btc"


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("collateral.accept", "fcm", ""),
        ("collateral.accept", "ccp", "ccp"),
        ("collateral.rule", "cme", "table"),
    ],
)
def test_own_asset_is_on_no_published_list(path: str, value: str, why: str) -> None:
    assert outcome(replace(DEFAULT, path, value), BOOK).collateral.refused_by[-1] == why


@pytest.mark.parametrize(("rho", "haircut"), [(0.95, 0.215), (1.0, 0.22)])
def test_wrong_way_haircut_of_bitcoin_at_a_day(rho: float, haircut: float) -> None:
    """Spec section 1, typed as an own asset with Bitcoin's figures: 21.5 and 22.0 percent."""
    day = {
        "margin.since": 23.75, "margin.detect": 0.0, "collateral.own_vol": 60.0,
        "collateral.own_stress_vol": 120.0, "collateral.own_clock": "365",
        "collateral.own_spread": 5.0, "collateral.own_adv": 20000.0,
        "collateral.own_floor": 20.0, "collateral.own_rho": rho, "collateral.wrong_way": True,
    }  # fmt: skip
    scenario = DEFAULT
    for path, value in day.items():
        scenario = replace(scenario, path, value)  # type: ignore[arg-type]
    long = outcome(scenario, BOOK).collateral
    assert float(long.haircut_model[-1]) == pytest.approx(0.1067, abs=5e-5)
    assert float(long.haircut[-1]) == pytest.approx(haircut, abs=6e-4)
    short = outcome(replace(scenario, "firm.side", "short"), BOOK).collateral
    assert float(short.wrong_way[-1]) == 0.0


def test_funding_below_the_yield_earns() -> None:
    cheap = replace(BOOK.presets["today"].scenario, "settlement.funding_rate", 3.0)
    found = outcome(cheap, BOOK)
    posted = float(found.collateral.posted)
    assert float(found.collateral_cost) == pytest.approx(posted * (0.6 * -0.01 + 0.4 * -0.0075))


@pytest.mark.parametrize("basis", ["worst", "mean"])
def test_market_hours_look_at_every_quarter_of_an_hour(basis: str) -> None:
    """Trading days from each call to its cover and five days more, by hand."""
    minted = replace(replace(DEFAULT, "call.mint", value=True), "call.ccp_hours", value=True)
    call = replace(minted, "call.basis", basis).call
    legs = route("usdc", BOOK.rails, ClockOptions(ccp_bank_hours=True, must_mint=True))
    length = week_hours(legs, BOOK.holidays, BOOK.reference_week) + 119.75
    weight = BOOK.number("market.nonbusiness_weight")
    spans = equivalent_days_in_week(np.arange(672) / 4.0, length, weight)
    expected = spans.max() if basis == "worst" else spans.mean()
    assert float(days(call, BOOK, 0.0, 119.75, 252.0)) == pytest.approx(expected, rel=1e-12)


def test_a_block_above_a_day_of_turnover_is_named() -> None:
    """Fifty million of a token that trades two million a day: the impact law does not reach."""
    mix = tuple(50.0 if code in {"cash", "retoken"} else 0.0 for code in ASSETS)
    found = outcome(replace(DEFAULT, "collateral.mix", mix), BOOK).collateral
    assert found.unreliable_impact == ("retoken",)
    assert outcome(DEFAULT, BOOK).collateral.unreliable_impact == ()
