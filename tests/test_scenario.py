"""The scenario: read, change and compare by path."""

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.controls import Control, default_scenario
from engine.scenario import (
    ASSETS,
    FACT_ASSETS,
    GROUPS,
    PATHS,
    PER_ASSET,
    Scenario,
    difference,
    differing_assets,
    get,
    replace,
)
from tests.strategies import controls, scenarios, values, wild_scenarios

DEFAULT = default_scenario(controls())


def test_assets_keep_their_order() -> None:
    assert (*FACT_ASSETS, "own") == ASSETS
    assert len(ASSETS) == 14
    assert [len(get(DEFAULT, path)) for path in PER_ASSET] == [14, 14, 14]  # type: ignore[arg-type]


def test_one_cut_off_has_its_own_path() -> None:
    assert get(DEFAULT, "tests.cuts_dispersion.2") is None
    moved = replace(DEFAULT, "tests.cuts_dispersion.2", 300.0)
    assert moved.tests.cuts_dispersion == (None, 300.0, None)
    assert difference(DEFAULT, moved) == ("tests.cuts_dispersion",)


def test_groups_are_frozen_slotted_and_without_defaults() -> None:
    for part in (Scenario, *GROUPS.values()):
        assert is_dataclass(part)
        assert hasattr(part, "__slots__")
        with pytest.raises(TypeError, match="missing"):
            part()  # type: ignore[operator]
    with pytest.raises(FrozenInstanceError):
        DEFAULT.firm.notional = 2.0  # type: ignore[misc]


def test_paths_name_every_field_once() -> None:
    assert len(set(PATHS)) == len(PATHS)
    assert len(PATHS) == sum(len(fields(part)) for part in GROUPS.values())


def test_scenarios_can_be_keys() -> None:
    assert {DEFAULT: 1}[replace(DEFAULT, "margin.since", 24.0)] == 1


def test_one_share_of_the_mix_has_its_own_path() -> None:
    assert get(DEFAULT, "collateral.mix.btc") == 20.0
    moved = replace(DEFAULT, "collateral.mix.btc", 10.0)
    assert get(moved, "collateral.mix.btc") == 10.0
    assert get(moved, "collateral.mix.tbill") == 50.0
    assert difference(DEFAULT, moved) == ("collateral.mix",)
    assert differing_assets(DEFAULT, moved, "collateral.mix") == ("btc",)


@given(scenarios(), st.sampled_from(list(controls())), st.data())
def test_what_is_set_is_read_and_nothing_else_moves(
    scenario: Scenario, row: Control, data: st.DataObject
) -> None:
    value = data.draw(values(row))
    changed = replace(scenario, row.path, value)
    assert get(changed, row.path) == value
    assert set(difference(scenario, changed)) <= {row.path}


@settings(max_examples=25)
@given(wild_scenarios(), wild_scenarios())
def test_replacing_all_differences_turns_one_scenario_into_the_other(
    a: Scenario, b: Scenario
) -> None:
    moved = a
    for path in difference(a, b):
        moved = replace(moved, path, get(b, path))
    assert moved == b
    assert difference(a, b) == difference(b, a)


@pytest.mark.parametrize(
    "path",
    ["", "margin", "margin.", "margin.nothing", "since", "margin.since.btc", "collateral.mix.gold",
     "collateral.mix.", "firm.notional.x", "firm..notional", "tests.cuts_sources.btc",
     "tests.cuts_sources.4"],
)  # fmt: skip
def test_unknown_paths_are_refused(path: str) -> None:
    with pytest.raises(ValueError, match="has no field"):
        get(DEFAULT, path)
    with pytest.raises(ValueError, match="has no field"):
        replace(DEFAULT, path, 1.0)


def test_only_fields_per_asset_have_differing_assets() -> None:
    with pytest.raises(ValueError, match="no value per asset"):
        differing_assets(DEFAULT, DEFAULT, "margin.since")
