"""Whoever hears a control instead of seeing it hears its unit, in the name or with the value."""

import pytest

from engine import catalogue
from engine.controls import Control
from pages.ui.text import words

TYPED = ("usd_m", "usd_bn")  # too wide for a slider, and a box holds a bare number
BARE = ("count", "ratio")
NUMBERS = [row for row in catalogue.load().controls.by_path.values() if row.unit]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row.path)
def test_every_number_says_its_unit(row: Control, lang: str) -> None:
    say = words(lang)
    if row.unit in TYPED:
        assert set(say(f"control.{row.path}.label")) & set("(（")
    elif row.unit not in BARE:
        assert say(f"unit.suffix.{row.unit}").strip("\u2060 ")
