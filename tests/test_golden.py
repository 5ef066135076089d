"""Named results against ``golden.csv``: a change of any of them is reviewed like code.

``spec_*`` rows call the model functions with the inputs of the specification; the other rows
are the headline figures of every preset. On a difference the test writes ``build/golden.csv``;
if the change is meant, copy that file over ``tests/golden.csv`` and say why in the changelog.
"""

import csv
from pathlib import Path

import pytest

from engine import calls, catalogue, haircuts, margin, optimum, settlement, tails
from engine.run import outcome

GOLDEN = Path(__file__).with_name("golden.csv")
ACTUAL = Path(__file__).parents[1] / "build" / "golden.csv"
BOOK = catalogue.load()
FUND, NET, GROSS, TRADES = 9.8, 37.7, 1770.0, 2204
RATES = (0.05, 0.005)
SIGMA, STRESS, WEIGHT, NU = 0.6, 1.2, 0.25, 4.0


def spec_margin() -> dict[str, float]:
    """Margin per USD 100m of Bitcoin futures at the hours of both rails and three floors."""
    q = tails.tail_multiplier("student_t", 0.99, NU)
    sigma = tails.effective_volatility(SIGMA, STRESS, WEIGHT)
    rows = {}
    for rail, transfer in (("fedwire", 50.75), ("usdc", 0.25)):
        model = margin.period_days(24.0, 2.0, transfer, 24.0)
        for days in (0, 1, 2, 5):
            period = margin.applied_period(model, margin.floor_days(days, 365.0))
            found = margin.initial_margin(100.0, q, sigma, period, 365.0)
            rows[f"spec_margin_{rail}_{days}bd"] = float(found)
    rows["spec_exposure_fedwire_fri20"] = float(
        calls.uncovered_exposure(100.0, q, sigma, 49.5 / 24.0, 365.0)
    )
    rows["spec_exposure_usdc"] = float(calls.uncovered_exposure(100.0, q, sigma, 0.25 / 24, 365.0))
    return rows


def spec_haircuts() -> dict[str, float]:
    """Model haircut of Bitcoin by hours of delay, block of USD 50m."""
    q = tails.tail_multiplier("student_t", 0.99, NU)
    sigma = tails.effective_volatility(SIGMA, STRESS, WEIGHT)
    impact = haircuts.price_impact(sigma / 365.0**0.5, 5e7, 2e10, 1.0)
    sale = haircuts.sale_days(5e7, 0.1, 2e10)
    return {
        f"spec_haircut_btc_{hours:g}h": float(
            haircuts.model_haircut(
                q, sigma, haircuts.horizon_days(hours / 24.0, sale), 365.0, 0.0005, impact
            )
        )
        for hours in (24.0, 26.25, 46.0, 70.0, 76.75)
    }


def spec_settlement() -> dict[str, float]:
    """Yearly cost in USD bn with w = 1 and u = 1, the best batches and the break-even."""
    rows = {}
    for name, days, batches in (("t2", 2, 1), ("t1", 1, 1), ("t0", 0.5, 1), ("b2", 0.25, 2)):
        fund = settlement.fund_at(FUND, 1.0, days)
        cash = settlement.pay_in(NET, GROSS, batches, 0.0)
        rows[f"spec_cost_{name}"] = float(settlement.yearly_cost(fund, cash, *RATES))
    atomic = settlement.pay_in(NET, GROSS, float("inf"), 0.0)
    rows["spec_cost_atomic"] = float(settlement.yearly_cost(0.0, atomic, *RATES))
    best, cost = optimum.optimal_batches(FUND, NET, *RATES, 1.0, 1.0, 0.0, TRADES)
    rows["spec_best_batches"], rows["spec_best_cost"] = float(best), float(cost)
    share = optimum.breakeven_recycling(rows["spec_cost_t1"], 0.0, NET, GROSS, *RATES)
    assert share is not None
    rows["spec_breakeven"] = share
    return rows


def presets() -> dict[str, float]:
    """Headline figures of every preset at the one-firm defaults."""
    return {
        f"{name}_{figure}": float(value)
        for name, preset in BOOK.presets.items()
        for figure, value in outcome(preset.scenario, BOOK).headline.items()
    }


def test_named_results_are_as_before() -> None:
    actual = spec_margin() | spec_haircuts() | spec_settlement() | presets()
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
    if actual != pytest.approx(golden, rel=1e-9, abs=1e-12):
        ACTUAL.parent.mkdir(exist_ok=True)
        with ACTUAL.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["name", "value"])
            writer.writerows((name, repr(value)) for name, value in actual.items())
    assert actual == pytest.approx(golden, rel=1e-9, abs=1e-12)


def test_spec_headlines() -> None:
    """The figures the specification quotes, to the digits it quotes them with."""
    rows = spec_margin() | spec_settlement()
    assert round(rows["spec_margin_fedwire_1bd"], 2) == 22.55
    assert round(rows["spec_margin_usdc_1bd"], 2) == 15.93
    assert round(rows["spec_margin_usdc_2bd"], 2) == 18.73
    assert round(rows["spec_margin_usdc_5bd"], 2) == 29.62
    assert round(rows["spec_margin_fedwire_5bd"], 2) == 29.62
    assert rows["spec_cost_t0"] < rows["spec_cost_t1"] < rows["spec_cost_t2"]
    assert rows["spec_best_batches"] == 2.0
    assert rows["spec_cost_atomic"] == max(v for k, v in rows.items() if "cost" in k)
    assert round(rows["spec_breakeven"], 3) == 0.964
