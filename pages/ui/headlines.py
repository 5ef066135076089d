"""The headline figures: how each is written, and its change from the baseline."""

import math
from collections.abc import Callable
from typing import Literal

import streamlit as st

from engine.results import Results
from pages.ui import explain, numbers, strict
from pages.ui.text import Words

RIBBON = ("locked", "initial_margin", "posted", "fund_share", "peak_cash", "cost")
OTHERS = ("hours", "exposure", "leverage", "velocity", "stress_loss")
LESS_IS_FREED = frozenset(RIBBON) | {"hours", "exposure", "stress_loss"}
SAME = 1e-9

Write = Callable[[Words, float], str]
WRITE: dict[str, Write] = {
    "hours": numbers.hours,
    "leverage": numbers.times,
    "velocity": numbers.times,
}


def written(name: str, value: float, words: Words) -> str:
    """Return a headline figure in the units of the language; a sentence where there is none."""
    if not math.isfinite(value):
        return words("headline.no_answer")
    return WRITE.get(name, numbers.money)(words, value)


def delta(name: str, before: float, after: float, words: Words) -> str | None:
    """Return the change from the baseline, or None where nothing moved."""
    gap = after - before
    if not math.isfinite(gap) or abs(gap) <= SAME * max(1.0, abs(before)):
        return None
    if name in WRITE:
        write = numbers.hours if name == "hours" else numbers.times
        return write(words, gap, signed=True)
    return numbers.money(words, gap, signed=True)


def metric(name: str, results: Results, words: Words) -> None:
    """Draw one headline figure with its change and its baseline.

    With the switch "law and data only" on, a figure that rests on more is grey and says on what.
    """
    before = float(results.baseline.headline[name])
    after = float(results.scenario.headline[name])
    moved, weak = delta(name, before, after, words), strict.figure(name)
    shown, against = written(name, after, words), written(name, before, words)
    with st.container(border=True, height="stretch", gap="xxsmall", key=f"ribbon.{name}"):
        st.metric(
            words(f"headline.{name}"),
            f":gray[{shown}]" if weak else shown,
            delta=moved or words(still(before, after)),
            delta_color=_colour(name, before, after) if moved and not weak else "off",
            delta_arrow=("up" if after > before else "down") if moved else "off",
            help=help_for(name, words),
        )
        st.caption(words("headline.against", value=against))
        if weak:
            st.badge(words(f"class.{weak}"), color="gray")


def help_for(name: str, words: Words) -> str:
    """Return what a headline figure is, and the terms of its name."""
    return explain.added(words(f"headline.{name}.help"), words(f"headline.{name}"), words)


def brief(name: str, results: Results, words: Words) -> str:
    """Return one headline figure in two lines: what it is, its value and its change."""
    before = float(results.baseline.headline[name])
    after = float(results.scenario.headline[name])
    moved, weak = delta(name, before, after, words), strict.figure(name)
    shade = "gray" if weak or not moved else _colour(name, before, after)
    change = f" :{shade}[{moved or words(still(before, after))}]"
    value = written(name, after, words)
    value = f":gray[**{value}**]" if weak else f"**{value}**"
    return f":small[{words(f'headline.{name}')}]  \n{value}:small[{change}]"


def still(before: float, after: float) -> str:
    """Return the text for a figure without a change to show."""
    both = math.isfinite(before) and math.isfinite(after)
    return "headline.unchanged" if both else "headline.not_comparable"


def _colour(name: str, before: float, after: float) -> Literal["green", "red", "gray"]:
    """Return green for capital freed, red for capital tied up, and no judgement for the rest."""
    if name not in LESS_IS_FREED:
        return "gray"
    return "green" if after < before else "red"
