"""The tools against procyclicality through real volatility."""

from dataclasses import replace as with_field
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import catalogue
from engine.codes import PRODUCTS
from engine.evidence_records import DECAYS, WINDOWS, StandIn
from engine.requirement import margin_of, multiplier_of
from engine.scenario import Scenario, replace
from engine.volatility_paths import TOOLS, tools_through

BOOK = catalogue.load()
TODAY = BOOK.presets["today"].scenario


def scenario(**changes: str | float) -> Scenario:
    """Return today's scenario with fields of its margin changed."""
    found = TODAY
    for name, value in changes.items():
        found = replace(found, f"margin.{name}", value)
    return found


def test_worked_example_of_march_2020() -> None:
    """Bitcoin's estimate peaked at 165.1 % on 14 March 2020, 3.45 times its lowest."""
    found = tools_through(TODAY, BOOK)
    assert (found.series, found.dates[0], found.dates[-1]) == (
        "btc",
        date(2020, 2, 1),
        date(2020, 6, 30),
    )
    peak = int(found.volatility.argmax())
    assert (found.dates[peak], found.volatility[peak]) == (date(2020, 3, 14), 1.651)
    q, period = float(multiplier_of(TODAY, BOOK)), float(margin_of(TODAY, BOOK).period)
    assert found.margins["raw"][peak] == pytest.approx(q * 1.651 * np.sqrt(period / 365))
    ratio = found.volatility.max() / found.volatility.min()
    assert found.peak_to_trough["raw"] == pytest.approx(ratio)
    assert found.spans == (1, 5, 30)


def test_every_tool_damps_march_2020() -> None:
    found = tools_through(TODAY, BOOK)
    for tool in TOOLS[1:]:
        assert found.peak_to_trough[tool] < found.peak_to_trough["raw"]
        assert np.all(found.largest_increase[tool] < found.largest_increase["raw"])


def test_a_slower_estimate_rises_less() -> None:
    fast, slow = (tools_through(TODAY, BOOK, decay=decay) for decay in ("0.97", "0.99"))
    assert slow.peak_to_trough["raw"] < fast.peak_to_trough["raw"]


PRODUCT = st.sampled_from(PRODUCTS)
WINDOW, DECAY = st.sampled_from(WINDOWS), st.sampled_from(DECAYS)


@settings(max_examples=40)
@given(PRODUCT, WINDOW, DECAY, st.integers(0, 100), st.floats(10, 300))
def test_no_tool_asks_for_less_than_raw(
    product: str, window: str, decay: str, weight: int, stressed: float
) -> None:
    chosen = replace(
        scenario(stress_weight=float(weight), stress_vol=stressed), "firm.product", product
    )
    found = tools_through(chosen, BOOK, window, decay)
    raw = found.margins["raw"]
    for tool in TOOLS:
        assert found.margins[tool].shape == (len(found.dates),)
        assert np.all(found.margins[tool] >= raw * (1 - 1e-12))
        assert np.all(found.largest_increase[tool] >= -1)
    assert np.all(found.margins["buffer"] <= 1.25 * raw * (1 + 1e-12))
    assert found.peak_to_trough["floor"] <= found.peak_to_trough["raw"] * (1 + 1e-12)
    assert found.peak_to_trough["stress"] <= found.peak_to_trough["raw"] * (1 + 1e-12)


@settings(max_examples=20)
@given(st.sampled_from(["stress", "buffer", "floor"]), st.floats(10, 300))
def test_the_tools_start_from_the_path_and_never_stack(tool: str, typed: float) -> None:
    here = tools_through(scenario(apc=tool, vol=typed), BOOK)
    there = tools_through(TODAY, BOOK)
    for name in TOOLS:
        np.testing.assert_allclose(here.margins[name], there.margins[name])


def test_without_weight_stress_is_raw_and_weeks_have_their_own_spans() -> None:
    found = tools_through(scenario(stress_weight=0.0), BOOK, "weekly")
    np.testing.assert_allclose(found.margins["stress"], found.margins["raw"])
    assert found.spans == (1, 4, 13)
    assert {
        (later - day).days for day, later in zip(found.dates, found.dates[1:], strict=False)
    } == {7}


def test_a_sweep_gives_a_path_each() -> None:
    swept = replace(TODAY, "margin.stress_weight", np.array([0.0, 25.0, 100.0]))  # type: ignore[arg-type]
    found = tools_through(swept, BOOK)
    assert found.margins["stress"].shape == (3, len(found.dates))
    assert np.all(np.diff(found.peak_to_trough["stress"]) < 0)


@pytest.mark.parametrize(
    ("window", "decay", "complaint"),
    [
        ("daily_2008", "0.97", "window must be one of daily_2020, weekly; got 'daily_2008'"),
        ("weekly", "0.94", "decay must be one of 0.97, 0.99; got '0.94'"),
    ],
)
def test_refusals(window: str, decay: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        tools_through(TODAY, BOOK, window, decay)


def test_a_product_without_a_path_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = with_field(
        BOOK.evidence, stand_ins={"btc_future": StandIn("btc_future", "ust_3m", "bill")}
    )
    monkeypatch.setattr("engine.catalogue.load_evidence", lambda _: bare)
    with pytest.raises(ValueError, match="no volatility path speaks for btc_future"):
        tools_through(TODAY, BOOK)
