"""The charts on leverage and the spiral: results in, chart on the page."""

import math
from collections.abc import Callable

import numpy as np
import streamlit as st

from engine import spiral_curves
from engine.default_records import SpiralOutcome
from engine.forced_sales import two_by_two
from engine.results import Outcome, Results
from engine.scenario import Scenario
from pages.ui import (
    answers_leverage,
    catalog,
    drawn,
    figures_depth,
    figures_groups,
    figures_parts,
    figures_spiral,
    numbers,
)
from pages.ui.figures_depth import DepthCurve
from pages.ui.figures_groups import Bar, Group, Groups
from pages.ui.figures_parts import FallParts
from pages.ui.figures_spiral import FourCells
from pages.ui.once import once
from pages.ui.text import Words

MEASURES: tuple[tuple[str, str, Callable[[Outcome], float]], ...] = (
    ("leverage", "margin", lambda outcome: float(outcome.leverage)),
    ("loss", "warning", lambda outcome: float(outcome.stress_loss)),
    ("velocity", "settlement", lambda outcome: float(outcome.settlement.velocity)),
    ("reuse", "haircut", lambda outcome: float(outcome.reuse.multiplier)),
)
COINS, HOLDS, PERCENT, PER_BN = 100.0, 0.0, 100.0, 1000.0
SAME = 1e-9


@once
def carry(results: Results, words: Words) -> None:
    """Draw leverage, velocity and re-use before and after, the stress loss among them."""
    data: Groups = tuple(
        Group(
            words(f"figure.group.{name}"),
            words(f"figure.group.{name}.table"),
            (
                _bar("baseline", "baseline", name, read(results.baseline), words),
                _bar("scenario", shade, name, read(results.scenario), words),
            ),
        )
        for name, shade, read in MEASURES
    )
    title = _carry_title(results, words)
    draw = figures_groups.groups, figures_groups.groups_table
    drawn.show("carry", data, draw, (title, words("picture.carry.alt", title=title)), words)


def rounds(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw the fall round by round for each kind of collateral."""
    book, margin, base = catalog.book(), results.scenario.margin, catalog.baseline(scenario)
    data = {
        "scenario": spiral_curves.path_of(scenario, book, margin),
        "coins": spiral_curves.path_of(scenario, book, margin, COINS),
        "holds": spiral_curves.path_of(scenario, book, margin, HOLDS),
        "baseline": spiral_curves.path_of(base, book, results.baseline.margin),
    }
    coins, holds = data["coins"], data["holds"]
    same = abs(coins.settled - holds.settled) <= SAME
    key = "title" if coins.stable else "away" if holds.stable else "both"
    title = words(
        f"picture.rounds.{'same' if same and coins.stable else key}",
        coins=numbers.percent(words, coins.settled),
        holds=numbers.percent(words, holds.settled),
    )
    draw = figures_spiral.rounds, figures_spiral.rounds_table
    said = title, words("picture.rounds.alt", title=title)
    drawn.show("spiral_rounds", data, draw, said, words)
    st.caption(words("picture.rounds.note"))


@once
def grid(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw the table of four: how calls are met against what the collateral is."""
    found, shock = two_by_two(scenario, catalog.book()), float(results.scenario.spiral.shock)
    data = FourCells(
        shock,
        found.sale_share,
        found.same_asset,
        found.total_drop,
        found.stable,
        _place(scenario, found.sale_share.tolist(), found.same_asset.tolist()),
    )
    drop = found.total_drop
    points = {
        "sold": float(drop[1, 0] - drop[0, 0]),
        "same": float(drop[0, 1] - drop[0, 0]),
        "both": float(drop[1, 1] - drop[0, 0]),
    }
    written = {
        name: numbers.points(words, max(0.0, gap), signed=False, full=True)
        for name, gap in points.items()
    }
    low, high = (numbers.percent(words, float(share)) for share in found.sale_share)
    key = "away" if not found.stable.all() else "title" if points["both"] > SAME else "equal"
    written |= {"drop": numbers.percent(words, float(drop[0, 0])), "low": low, "high": high}
    title = words(f"picture.grid.{key}", **written)
    draw = figures_spiral.four_cells, figures_spiral.four_cells_table
    drawn.show("spiral_grid", data, draw, (title, words("picture.grid.alt", title=title)), words)


def depth(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw the multiplier against the depth of the market."""
    book, here = catalog.book(), results.scenario.spiral
    found = spiral_curves.by_depth(scenario, book, results.scenario.margin)
    base, ends = catalog.baseline(scenario), (float(found.depth[0]), float(found.depth[-1]))
    before = spiral_curves.by_depth(base, book, results.baseline.margin, ends)
    data = DepthCurve(
        found, before.multiplier, scenario.spiral.depth, float(here.multiplier), bool(here.stable)
    )
    key = "calm" if found.edge <= 0 else "title" if here.stable else "away"
    title = words(
        f"picture.depth.{key}",
        times=numbers.times(words, float(here.multiplier)),
        edge=numbers.money(words, found.edge * PER_BN),
    )
    draw = figures_depth.depth_curve, figures_depth.depth_curve_table
    drawn.show("spiral_depth", data, draw, (title, words("picture.depth.alt", title=title)), words)
    sold = spiral_curves.impact(scenario, book, here)
    if bool(here.stable) and (said := answers_leverage.impact(sold, words)):
        st.caption(said)


@once
def split(results: Results, words: Words) -> None:
    """Draw what the further fall consists of."""
    found = results.scenario.spiral
    data = FallParts(_parts(found), _parts(results.baseline.spiral))
    shares = zip(("loss", "margin", "collateral"), data.scenario[1:].tolist(), strict=True)
    written = {
        name: numbers.points(words, share, signed=False, full=True) for name, share in shares
    }
    title = words(
        f"picture.parts.{'title' if float(found.extra) > SAME else 'none'}",
        extra=numbers.points(words, float(found.extra), signed=False, full=True),
        **written,
    )
    draw = figures_parts.fall_parts, figures_parts.fall_parts_table
    drawn.show("spiral_split", data, draw, (title, words("picture.parts.alt", title=title)), words)


def _bar(side: str, shade: str, measure: str, value: float, words: Words) -> Bar:
    """One bar of a pair; without an answer it says so."""
    write = numbers.money if measure == "loss" else numbers.times
    text = write(words, value) if math.isfinite(value) else words("figure.no_answer")
    name, key = words(f"figure.{side}"), measure if math.isfinite(value) else "none"
    return Bar(name, value, text, shade, hover=words(f"hover.carry.{key}", side=name, value=text))


def _carry_title(results: Results, words: Words) -> str:
    """Say leverage and stress loss together."""
    now, before = results.scenario, results.baseline
    if not now.collateral.feasible:
        return words("picture.carry.infeasible")
    ways = {
        answers_leverage.way(float(a), float(b))
        for a, b in ((before.leverage, now.leverage), (before.stress_loss, now.stress_loss))
    }
    key = ways.pop() if len(ways) == 1 else "other"
    return words(
        f"picture.carry.{key if key in {'more', 'less'} else 'other'}",
        leverage=numbers.times(words, float(now.leverage)),
        loss=numbers.money(words, float(now.stress_loss)),
    )


def _place(scenario: Scenario, sold: list[float], same: list[float]) -> tuple[int, int] | None:
    """Return the cell in which the scenario stands, if it stands in one."""
    loop = scenario.spiral
    held = loop.sale_share / PERCENT, loop.same_asset / PERCENT
    if held[0] not in sold or held[1] not in same:
        return None
    return sold.index(held[0]), same.index(held[1])


def _parts(found: SpiralOutcome) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """First fall and the parts of the further one."""
    parts = (found.shock, found.by_loss, found.by_margin, found.by_collateral)
    return np.array([float(np.asarray(part)) for part in parts])
