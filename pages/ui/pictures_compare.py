"""The charts and tables of the comparison: both sides in, on the page out."""

import math
from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from engine.attribution import Attribution
from engine.scenario import get
from engine.versus import differing
from pages.ui import (
    answers_compare,
    catalog,
    charts,
    describe,
    drawn,
    explain,
    figures_compare,
    figures_groups,
    figures_overview,
    headlines,
    lines,
    numbers,
    strict,
    template,
)
from pages.ui.answers_compare import Sides
from pages.ui.figures_compare import SIDES, Both
from pages.ui.figures_groups import Bar, Group
from pages.ui.tables import table
from pages.ui.text import Words

MONEY = (
    "locked", "initial_margin", "posted", "fund_share", "peak_cash", "exposure", "stress_loss",
)  # fmt: skip
OTHERS = {"cost": "usd_m", "hours": "hours", "leverage": "times", "velocity": "times"}


def amounts(sides: Sides, words: Words) -> None:
    """Draw every amount of money of both sides on one axis."""
    data = [_both(name, sides, words) for name in MONEY]
    title = _amounts_title(sides, words)
    said = title, words("compare.amounts.alt", title=title)
    drawn.show("versus", data, (figures_compare.both, figures_compare.both_table), said, words)


def _amounts_title(sides: Sides, words: Words) -> str:
    """Count the amounts that are larger, smaller and the same in A."""
    pairs = [sides.values(name) for name in MONEY]
    if not all(math.isfinite(a - b) for a, b in pairs):
        return words("compare.missing")
    moved = [
        a > b
        for name, (a, b) in zip(MONEY, pairs, strict=True)
        if answers_compare.delta(sides, name, words)
    ]
    if not moved:
        return words("compare.amounts.same", total=len(MONEY))
    more, level = sum(moved), len(MONEY) - len(moved)
    counts = {"more": more, "less": len(moved) - more, "level": level}
    said = (words(f"compare.amounts.{key}", count=n) for key, n in counts.items() if n)
    return words("compare.amounts.title", total=len(MONEY), counts=describe.listing(words, said))


def others(sides: Sides, words: Words) -> None:
    """Draw the figures with units of their own, each pair on its own scale."""
    data = tuple(_group(name, unit, sides, words) for name, unit in OTHERS.items())
    title = _others_title(sides, words)
    said = title, words("compare.others.alt", title=title)
    drawn.show(
        "versus_rest", data, (figures_groups.groups, figures_groups.groups_table), said, words
    )


def _others_title(sides: Sides, words: Words) -> str:
    """Say the leverage of both sides, once where it reads the same."""
    pair = sides.values("leverage")
    if not math.isfinite(sum(pair)):
        return words("compare.missing")
    a, b = (headlines.written("leverage", value, words) for value in pair)
    return words("compare.others.same" if a == b else "compare.others.title", a=a, b=b)


def levers(parts: Attribution | None, words: Words) -> None:
    """Draw what each lever makes of the way from B's locked capital to A's."""
    if parts is None or not parts.levers:
        _no_levers(parts, words)
        return
    made = dict(zip(parts.levers, parts.parts["locked"], strict=True))
    data = figures_overview.Levers(
        baseline=parts.start["locked"],
        names=tuple(answers_compare.lever(code, words) for code in made),
        contributions=tuple(made.values()),
        scenario=parts.end["locked"],
        ends=("compare.b", "compare.a"),
    )
    title = words(
        "compare.levers.title",
        gap=numbers.money(words, data.scenario - data.baseline, signed=True),
        a=numbers.money(words, data.scenario),
        b=numbers.money(words, data.baseline),
    )
    said = title, words("picture.levers.alt", title=title)
    draw = figures_overview.lever_bars, figures_overview.lever_bars_table
    drawn.show("versus_levers", data, draw, said, words)
    st.caption(words("picture.levers.note"))


def _no_levers(parts: Attribution | None, words: Words) -> None:
    """Keep the place of the bridge with one calm sentence."""
    title = words("picture.levers.unsplit" if parts is None else "compare.levers.none")
    heads = [words("figure.step"), words("figure.amount_m")]
    said = words("picture.levers.nothing")
    charts.show(
        lambda dark: template.empty(said, "", dark=dark),
        "versus_levers",
        title,
        title,
        lambda: table(heads, [], []),
        words,
    )
    st.caption(words("picture.levers.note"))


def figures(sides: Sides, words: Words) -> None:
    """List every headline figure of both sides, and A less B."""
    st.subheader(words("compare.figures"), anchor=False)
    heads = [words(key) for key in ("compare.figure", "compare.a", "compare.b", "compare.gap")]
    rows = [_row(name, sides, words) for name in (*headlines.RIBBON, *headlines.OTHERS)]
    _list(rows, heads, "compare.figures", words, written=lines.unbroken)


def settings(sides: Sides, words: Words) -> None:
    """List the settings in which the sides differ, with what each side holds."""
    paths = differing(sides.b, sides.a)
    title = words("compare.settings", count=len(paths))
    st.subheader(title, anchor=False, help=explain.once(title, "compare.settings", words))
    if not paths:
        st.caption(words("compare.settings.none"))
        return
    heads = [words(key) for key in ("compare.setting", "compare.a", "compare.b")]
    rows = [
        (
            describe.label(path, words),
            describe.value(path, get(sides.a, path), words),
            describe.value(path, get(sides.b, path), words),
        )
        for path in paths
    ]
    _list(rows, heads, "compare.settings", words)


def _list(
    rows: Sequence[tuple[str, ...]],
    heads: list[str],
    key: str,
    words: Words,
    written: Callable[[str], str] = str,
) -> None:
    """Draw a table that a narrow screen wraps, and its download; no text of a link is in it."""
    frame = pd.DataFrame(rows, columns=heads)
    shown = pd.DataFrame([(row[0], *map(written, row[1:])) for row in rows], columns=heads)
    st.table(shown, border="horizontal", hide_index=True, alt=words(f"{key}.alt"))
    st.download_button(
        words("chart.csv"),
        partial(charts.to_csv, frame),
        file_name=f"plumbline-{key.replace('.', '-')}.csv",
        mime="text/csv",
        key=f"csv.{key}",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def _row(name: str, sides: Sides, words: Words) -> tuple[str, ...]:
    a, b = sides.values(name)
    still = "compare.same" if math.isfinite(a - b) else "headline.not_comparable"
    return (
        words(f"headline.{name}"),
        headlines.written(name, a, words),
        headlines.written(name, b, words),
        answers_compare.delta(sides, name, words) or words(still),
    )


def _both(name: str, sides: Sides, words: Words) -> Both:
    record = catalog.formulas().by_headline[name].id
    classes = strict.rests(record, sides.a), strict.rests(record, sides.b)
    return Both(words(f"headline.{name}"), sides.values(name), classes)


def _group(name: str, unit: str, sides: Sides, words: Words) -> Group:
    label = words(f"headline.{name}")
    pair = sides.values(name)
    written = [headlines.written(name, value, words) for value in pair]
    said = words("hover.versus", name=label, a=written[0], b=written[1])
    bars = tuple(
        Bar(words(side), value, text, shade, hover=said)
        for (side, shade, _), value, text in zip(SIDES, pair, written, strict=True)
    )
    measure = words("axis.with_unit", name=label, unit=words(f"figure.unit.{unit}"))
    return Group(label, measure, bars)
