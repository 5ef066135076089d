"""Stale values that the browser sends along are told from changes that somebody made."""

from hypothesis import given
from hypothesis import strategies as st

from pages.ui.echo import KEPT, Change, genuine, remembered

MOVED = Change("mix", "btc", "btc", 22.0)
STALE = Change("mix", "tbill", "tbill", 50.0)
SEEDS = {"tbill": (50.0, 49.0), "btc": (20.0, 21.0)}


def test_an_echo_beside_a_moving_slider_is_left() -> None:
    assert genuine([STALE, MOVED], SEEDS, "btc", acted=False) == [MOVED]


def test_one_change_alone_is_taken_even_if_the_value_was_there_before() -> None:
    assert genuine([STALE], SEEDS, "btc", acted=False) == [STALE]


def test_an_echo_beside_a_button_is_left() -> None:
    assert genuine([STALE], SEEDS, "btc", acted=True) == []


def test_the_moving_slider_may_return_to_an_old_value() -> None:
    back = Change("mix", "btc", "btc", 20.0)
    assert genuine([back, STALE], SEEDS, "btc", acted=False) == [back]


def test_a_new_value_on_another_widget_is_taken() -> None:
    other = Change("number", "usdc", "usdc", 31.0)
    assert genuine([STALE, other], SEEDS, "btc", acted=False) == [other]


@given(st.lists(st.integers(), max_size=2 * KEPT))
def test_only_the_latest_values_are_remembered(values: list[int]) -> None:
    seen: tuple[object, ...] = ()
    for value in values:
        seen = remembered(seen, value)
    assert seen == tuple(values[-KEPT:])
