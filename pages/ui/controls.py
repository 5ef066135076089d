"""Draws the widget of one scenario field from its row in ``data/controls``."""

from collections.abc import Sequence
from functools import partial
from typing import cast

import streamlit as st

from engine.controls import Control
from engine.scenario import ASSETS, get
from pages.ui import actions, catalog, describe, explain, mix_moves, provenance, state
from pages.ui.text import Words

COARSE = 1.0
SPAN_FOR_COARSE = 50.0
TENTHS = 10
NO_UNIT = "\u2060"


def _row(path: str) -> Control:
    group, field, *_ = path.split(".")
    return catalog.book().controls.by_path[f"{group}.{field}"]


def _key(path: str) -> str:
    return f"{state.PREFIX}{path}"


def _named_key(path: str, words: Words) -> str:
    """Return a key with the language: a chooser reports the label it shows, not the code."""
    return f"{state.PREFIX}{path}.{words.language}"


def _held(path: str) -> float:
    """Return the number that a field holds."""
    return float(cast("float", get(state.scenario(), path)))


def _format(row: Control, step: float, words: Words) -> str:
    places = max(0, len(f"{step:g}".partition(".")[2]))
    suffix = words(f"unit.suffix.{row.unit}").strip(NO_UNIT).replace("%", "%%")
    gap = "" if suffix.startswith("%") or not suffix else " "
    return f"%.{places}f{gap}{suffix}"


def _range(row: Control) -> tuple[float, float, float]:
    """Return smallest value, largest value and step of a numeric control."""
    return cast("float", row.min), cast("float", row.max), cast("float", row.step)


def _step(row: Control, value: float) -> float:
    """Whole steps on wide ranges while the value is whole; the link's own grid otherwise."""
    low, high, fine = _range(row)
    wide = high - low >= SPAN_FOR_COARSE
    return COARSE if wide and fine < COARSE and value == round(value) else fine


def number(path: str, words: Words) -> None:
    """Draw a slider for a numeric field."""
    row, value = _row(path), _held(path)
    _slider(path, row, value, words)


def optional(path: str, automatic: float, words: Words) -> None:
    """Draw a slider for a field that may be automatic, and a way back to automatic.

    ``automatic`` is what the tool uses while nothing is typed, in display units.
    """
    row, typed = _row(path), get(state.scenario(), path)
    low, high, step = _range(row)
    steps = round((min(max(automatic, low), high) - low) / step)
    value = low + steps * step if typed is None else cast("float", typed)
    value = round(value, row.decimals)
    _slider(path, row, value, words)
    st.button(
        words("control.back_to_automatic"),
        key=f"auto.{path}",
        icon=":material/restart_alt:",
        type="tertiary",
        disabled=typed is None,
        on_click=state.put,
        args=(path, None),
    )


def _slider(path: str, row: Control, value: float, words: Words) -> None:
    key = _key(path)
    step = _step(row, value)
    if not state.seed(key, value):  # moved by hand: its steps stay what they are
        step = state.recall(f"step.{key}", step)
    state.keep(f"step.{key}", step)
    st.slider(
        describe.control_label(path, words),
        min_value=row.min,
        max_value=row.max,
        step=step,
        format=_format(row, step, words),
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key, "number"),
    )


def amount(path: str, words: Words) -> None:
    """Draw a typed number for a field whose range is too wide for a slider."""
    row, key = _row(path), _key(path)
    state.seed(key, _held(path))
    st.number_input(
        describe.control_label(path, words),
        min_value=row.min,
        max_value=row.max,
        step=row.step,
        format=f"%.{row.decimals}f",
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key, "number"),
    )


def choice(path: str, words: Words, options: Sequence[str] | None = None) -> None:
    """Draw a chooser; two options as buttons, more as a list."""
    row, key = _row(path), _named_key(path, words)
    offered = tuple(options or row.options)
    held = str(get(state.scenario(), path))
    if held not in offered:
        offered = (*offered, held)
    state.seed(key, held)

    def name(code: str) -> str:
        return describe.option(path, code, words)

    few = 2
    buttons = len(offered) <= few
    draw = partial(st.segmented_control, required=True, wrap=True) if buttons else st.selectbox
    draw(
        describe.control_label(path, words),
        offered,
        format_func=name,
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key),
    )


def cycle(words: Words) -> None:
    """Draw the settlement cycle as one slider from the slowest to atomic."""
    path = "settlement.cycle"
    row, key = _row(path), _named_key(path, words)
    state.seed(key, str(get(state.scenario(), path)))
    st.select_slider(
        describe.control_label(path, words),
        row.options,
        format_func=lambda code: describe.option(path, code, words),
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key),
    )


def flag(path: str, words: Words) -> None:
    """Draw a switch."""
    key = _key(path)
    state.seed(key, bool(get(state.scenario(), path)))
    st.toggle(
        describe.control_label(path, words),
        key=key,
        help=provenance.help_for(path, words),
        on_change=state.change,
        args=(path, key),
    )


def mix(words: Words) -> None:
    """Draw the asset mix: one slider an asset on the page, always 100 percent together."""
    shown = actions.shown_assets()
    base = provenance.help_for("collateral.mix", words)
    whole = all(_held(f"collateral.mix.{c}") % 1 == 0 for c in ASSETS)
    for code in shown:
        path = f"collateral.mix.{code}"
        key = _key(path)
        state.seed(key, _held(path))
        st.slider(
            words(f"asset.{code}"),
            min_value=0.0,
            max_value=100.0,
            step=COARSE if whole else 1.0 / TENTHS,
            format="%.0f%%" if whole else "%.1f%%",
            key=key,
            help=explain.added(base, words(f"asset.{code}"), words),
            on_change=state.note,
            args=(key, partial(mix_moves.move, code)),
        )
    _mix_tools(shown, words)


def _mix_tools(shown: Sequence[str], words: Words) -> None:
    others = [code for code in ASSETS if code not in shown]
    st.selectbox(
        words("mix.add"),
        others,
        index=None,
        placeholder=words("mix.add_hint"),
        format_func=lambda code: words(f"asset.{code}"),
        key=f"mix.add.{words.language}",
        on_change=actions.show_asset,
        args=(f"mix.add.{words.language}",),
    )
    key = f"mix.fixed.{words.language}"
    state.seed(key, [code for code in mix_moves.fixed() if code in shown])
    st.pills(
        words("mix.fixed"),
        list(shown),
        selection_mode="multi",
        wrap=True,
        format_func=lambda code: words(f"asset.{code}.short"),
        key=key,
        help=words("mix.fixed_help"),
        on_change=state.note,
        args=(key, mix_moves.fix),
    )


def own_asset(words: Words) -> None:
    """Draw the parameters of the user's own asset."""
    number("collateral.own_vol", words)
    number("collateral.own_stress_vol", words)
    choice("collateral.own_clock", words)
    number("collateral.own_spread", words)
    amount("collateral.own_adv", words)
    number("collateral.own_floor", words)
    number("collateral.own_rho", words)
    number("collateral.own_yield", words)
