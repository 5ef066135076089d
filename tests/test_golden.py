"""Named results against ``golden.csv``: a change of any of them is reviewed like code.

``spec_*`` rows call the model functions with the inputs of the specification; the other rows
are the headline figures of every preset. On a difference the test writes ``build/golden.csv``;
if the change is meant, copy that file over ``tests/golden.csv`` and say why in the changelog.
"""

import csv
from pathlib import Path

import pytest

from engine import catalogue
from engine.results import HEADLINES
from engine.run import outcome
from engine.scenario import PRESETS
from tests import golden_spec

GOLDEN = Path(__file__).with_name("golden.csv")
ACTUAL = Path(__file__).parents[1] / "build" / "golden.csv"
BOOK = catalogue.load()
SPEC = golden_spec.rows(BOOK)
QUOTED = {  # as the specification prints them
    "spec_margin_fedwire_1bd": "22.55", "spec_margin_usdc_1bd": "15.93",
    "spec_margin_usdc_2bd": "18.73", "spec_margin_usdc_5bd": "29.62",
    "spec_margin_fedwire_5bd": "29.62",
    "spec_exposure_fedwire_fri20": "15.8", "spec_exposure_usdc": "1.1",
    "spec_hours_fedwire_fri20": "49.5", "spec_hours_tbill_pledge_fri20": "61",
    "spec_hours_usdc_fri20": "0.25", "spec_hours_fedwire_wed10": "0.5",
    "spec_hours_tbill_pledge_wed10": "0.5",
    "spec_haircut_btc_24h": "0.107", "spec_haircut_btc_76.75h": "0.181",
    "spec_shock_5sd": "1.311",
    "spec_cost_t2": "0.881", "spec_cost_t1": "0.679", "spec_cost_t0": "0.535",
    "spec_best_batches": "2", "spec_best_cost": "0.512", "spec_breakeven": "0.964",
    "spec_net_ratio": "0.0213", "spec_trades_nscc": "2204", "spec_trades_cls": "625",
    "spec_netting_kept_10min": "0.886", "spec_netting_kept_60min": "0.966",
    "spec_net_multiple_60min": "2.55",
    "spec_stress_cash": "15.2", "spec_stress_btc": "19.0",
    "spec_nasdaq_house": "7", "spec_nasdaq_fund": "107", "spec_nasdaq_unfunded": "0",
    "spec_margin_rise": "0.155",
    "spec_spiral_k0.155_chi0_f1": "0.123", "spec_spiral_k0.155_chi1_f1": "0.133",
    "spec_spiral_k0.5_chi0_f0.3": "0.108", "spec_spiral_k0.5_chi1_f1": "0.153",
    "spec_leverage_tbill": "4.8", "spec_leverage_usdc": "6.9",
}  # fmt: skip


def presets() -> dict[str, float]:
    """Headline figures of every preset at the one-firm defaults."""
    return {
        f"{name}_{figure}": float(value)
        for name, preset in BOOK.presets.items()
        for figure, value in outcome(preset.scenario, BOOK).headline.items()
    }


def test_named_results_are_as_before() -> None:
    actual = SPEC | presets()
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        golden = {row["name"]: float(row["value"]) for row in csv.DictReader(file)}
    if actual != pytest.approx(golden, rel=1e-9, abs=1e-12):
        ACTUAL.parent.mkdir(exist_ok=True)
        with ACTUAL.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["name", "value"])
            writer.writerows((name, repr(value)) for name, value in actual.items())
    assert actual == pytest.approx(golden, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("name", "digits"), QUOTED.items(), ids=QUOTED)
def test_figures_the_specification_quotes(name: str, digits: str) -> None:
    decimals = len(digits.partition(".")[2])
    assert f"{SPEC[name]:.{decimals}f}" == digits


def test_costs_of_cycles_are_in_their_order() -> None:
    cost = {name: value for name, value in SPEC.items() if "cost" in name}
    assert cost["spec_cost_t0"] < cost["spec_cost_t1"] < cost["spec_cost_t2"]
    assert cost["spec_cost_atomic"] == max(cost.values())


def test_either_lever_alone_moves_the_spiral() -> None:
    """How the call is met and what the collateral is: two levers, neither hides the other."""
    for rise in ("0.155", "0.5"):
        fall = {
            (chi, share): SPEC[f"spec_spiral_k{rise}_chi{chi}_f{share}"]
            for chi in "01"
            for share in ("0.3", "1")
        }
        assert 0.1 < fall["0", "0.3"] < min(fall["0", "1"], fall["1", "0.3"])
        assert max(fall["0", "1"], fall["1", "0.3"]) < fall["1", "1"]


def test_overall_scores_of_the_specification() -> None:
    overall = [SPEC[f"spec_eligible_{asset}"] for asset in golden_spec.SCORES]
    assert overall == [3, 3, 2, 2, 1, 1, 1, 1, 2, 0, 1, 0, 0]


def test_every_headline_of_every_preset_has_a_row() -> None:
    assert tuple(BOOK.presets) == PRESETS
    expected = {f"{name}_{figure}" for name in PRESETS for figure in HEADLINES}
    assert len(expected) == 14 * 11
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert len(names) == len(set(names))
    assert {name for name in names if not name.startswith("spec_")} == expected
