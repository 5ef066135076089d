"""The overview's first chart: the whole firm, scenario beside baseline."""

from dataclasses import replace

import numpy as np

from engine.results import Results
from engine.scenario import Scenario
from pages.ui import catalog, charts, figures_whole, headlines, numbers, strict
from pages.ui.once import once
from pages.ui.text import Words
from pages.ui.text import words as words_of
from pages.ui.whole_panels import Panel, Piece

PLAIN = (
    ("peak_cash", "prefunding", "usd_m", True),
    ("hours", "scenario", "hours", True),
    ("exposure", "warning", "usd_m", False),
    ("leverage", "scenario", "times", True),
    ("velocity", "settlement", "times", False),
    ("stress_loss", "warning", "usd_m", False),
)


@once
def whole(scenario: Scenario, results: Results, words: Words) -> None:
    """Draw both pipes, the rail and what the capital carries, scenario beside baseline."""
    data = panels(scenario, results, words)
    title = finding(results, words)
    charts.show(
        lambda dark: figures_whole.whole(data, "", words, dark=dark),
        "whole",
        title,
        words("picture.whole.alt", title=title),
        lambda: figures_whole.whole_table(data, words),
        words,
    )


def finding(results: Results, words: Words) -> str:
    """Say what is locked, how much position it carries and what a joint stress leaves open."""
    before, after = results.baseline, results.scenario
    if not after.collateral.feasible:
        return words("picture.flow.none")
    names = ("locked", "leverage", "stress_loss")
    moved = [
        name
        for name in names
        if headlines.delta(name, float(before.headline[name]), float(after.headline[name]), words)
    ]
    values = {
        f"{name}_{side}": headlines.written(name, float(outcome.headline[name]), words)
        for name in names
        for side, outcome in (("before", before), ("after", after))
    }
    return words("picture.whole.title" if moved else "picture.whole.same", **values)


def panels(scenario: Scenario, results: Results, words: Words) -> tuple[Panel, ...]:
    """Return the pairs of bars from top to bottom."""
    drawn = (
        _posted(results, words),
        _fund(results, words),
        *(_plain(scenario, results, row, words) for row in PLAIN),
    )
    names = ("posted", "fund_share", *(name for name, *_ in PLAIN))
    sides = catalog.baseline(scenario), scenario
    records = [catalog.formulas().by_headline[name].id for name in names]
    return tuple(
        replace(panel, classes=(strict.rests(record, sides[0]), strict.rests(record, sides[1])))
        for panel, record in zip(drawn, records, strict=True)
    )


def _posted(results: Results, words: Words) -> Panel:
    """Collateral of the derivatives pipe: what counts, asset by asset, haircut and idle."""
    held = tuple(side.collateral for side in (results.baseline, results.scenario))
    codes = held[1].codes
    rows = np.flatnonzero((held[0].share > 0) | (held[1].share > 0))
    pieces = [
        _piece(
            words(f"asset.{codes[row]}.short"),
            (float(held[0].recognised[row]), float(held[1].recognised[row])),
            "margin",
            words,
            _sign(codes[row]),
        )
        for row in rows
    ]
    for name, shade, part in (
        ("figure.haircut_part", "haircut", "haircut_value"),
        ("figure.idle", "idle", "unused_value"),
    ):
        sums = tuple(float(getattr(side, part).sum()) for side in held)
        pieces.append(_piece(words(name), (sums[0], sums[1]), shade, words))
    return Panel(
        name=words("headline.posted"),
        heading=_heading("posted", results, words),
        unit=words("figure.unit.usd_m"),
        scale="locked",
        pieces=tuple(pieces),
        tall=True,
    )


def _fund(results: Results, words: Words) -> Panel:
    """Share of the clearing fund, on the scale of the collateral, for the two add up."""
    pair = _pair("fund_share", results)
    piece = _piece(words("headline.fund_share"), pair, "settlement", words)
    return Panel(
        name=words("headline.fund_share"),
        heading=_heading("fund_share", results, words),
        unit=words("figure.unit.usd_m"),
        scale="locked",
        pieces=(piece,),
    )


def _plain(
    scenario: Scenario, results: Results, row: tuple[str, str, str, bool], words: Words
) -> Panel:
    """One headline figure on a scale of its own."""
    name, shade, unit, starts = row
    pair = _pair(name, results)
    written = (headlines.written(name, pair[0], words), headlines.written(name, pair[1], words))
    label = words(f"headline.{name}")
    return Panel(
        name=label,
        heading=_heading(name, results, words)
        if name != "hours"
        else _rails(scenario, results, words),
        unit=words(f"figure.unit.{unit}"),
        scale=name,
        pieces=(Piece(label, pair, written, shade),),
        starts=starts,
    )


def _sign(code: str) -> str:
    """Return the ticker of an asset, the same in every language; "" where it has none."""
    name = words_of("en")(f"asset.{code}.short")
    return name if name.isupper() else ""


def _pair(name: str, results: Results) -> tuple[float, float]:
    """Return a headline figure of baseline and scenario."""
    return float(results.baseline.headline[name]), float(results.scenario.headline[name])


def _piece(
    label: str, pair: tuple[float, float], shade: str, words: Words, sign: str = ""
) -> Piece:
    """Return a part of a bar in money, named inside the bar where it has room."""
    written = (numbers.money(words, pair[0]), numbers.money(words, pair[1]))
    return Piece(label, pair, written, shade, sign)


def _heading(name: str, results: Results, words: Words) -> str:
    """Return name and amounts of a headline figure, or that it is the same on both sides."""
    before, after = _pair(name, results)
    own = f"figure.whole.{name}"
    moved = headlines.delta(name, before, after, words) is not None or before != after
    return words(
        "figure.whole.moved" if moved else "figure.whole.unmoved",
        name=words(own) if own in words else words(f"headline.{name}"),
        before=headlines.written(name, before, words),
        after=headlines.written(name, after, words),
    )


def _rails(scenario: Scenario, results: Results, words: Words) -> str:
    """Return the hours that a call stays uncovered, on the rail of each side."""
    before, after = _pair("hours", results)
    rails = (catalog.baseline(scenario).call.rail, scenario.call.rail)
    if rails[0] == rails[1]:
        return _heading("hours", results, words)
    return words(
        "figure.whole.rails",
        name=words("headline.hours"),
        before_rail=words(f"rail.{rails[0]}"),
        after_rail=words(f"rail.{rails[1]}"),
        before=headlines.written("hours", before, words),
        after=headlines.written("hours", after, words),
    )
