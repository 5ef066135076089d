"""The chart of margin through real volatility, with and without tools: results in, chart out."""

import streamlit as st

from engine.facts import Dated
from engine.scenario import Scenario
from engine.volatility_paths import TOOLS, ToolPaths, tools_through
from pages.ui import catalog, charts, figures_paths, numbers, template
from pages.ui.provenance import source_line
from pages.ui.tables import table
from pages.ui.text import Words

FIVE_DAYS = 5


def tools(scenario: Scenario, words: Words) -> None:
    """Draw margin through 2020 without a tool and under each of three."""
    if catalog.book().evidence.volatility_of(scenario.firm.product) is None:
        _nothing(words)
        return
    found = tools_through(scenario, catalog.book())
    data = _data(found, scenario.margin.apc)
    title = words(
        "picture.paths.title",
        first=numbers.day(words, f"{found.dates[0]:%Y-%m}"),
        last=numbers.day(words, f"{found.dates[-1]:%Y-%m}"),
        raw=numbers.times(words, data.peak["raw"]),
        tool=words(f"figure.tool.{data.chosen}"),
        chosen=numbers.times(words, data.peak[data.chosen]),
    )
    charts.show(
        lambda dark: figures_paths.tool_paths(data, "", words, dark=dark),
        "apc_path",
        title,
        words(
            "picture.paths.alt",
            title=title,
            first=numbers.day(words, found.dates[0]),
            last=numbers.day(words, found.dates[-1]),
        ),
        lambda: figures_paths.tool_paths_table(data, words),
        words,
    )
    st.caption(_source(found, words))


def _data(found: ToolPaths, chosen: str) -> figures_paths.Paths:
    place = found.spans.index(FIVE_DAYS)
    return figures_paths.Paths(
        dates=found.dates,
        shares={tool: found.margins[tool] for tool in TOOLS},
        peak={tool: float(found.peak_to_trough[tool]) for tool in TOOLS},
        rise={tool: float(found.largest_increase[tool][place]) for tool in TOOLS},
        days=FIVE_DAYS,
        chosen=chosen,
    )


def _nothing(words: Words) -> None:
    """Say calmly that no record speaks for the product."""
    title = words("picture.paths.none")
    charts.show(
        lambda dark: template.empty(title, "", dark=dark, height="tall"),
        "apc_path",
        title,
        title,
        lambda: table([words("figure.day")], []),
        words,
    )


def _source(found: ToolPaths, words: Words) -> str:
    """Name the record of volatility behind the lines."""
    origin = catalog.book().evidence.volatility[found.series].origin
    entry = Dated(origin.from_, 0.0, origin.class_, origin.source, origin.status, origin.note)
    return words(
        "picture.paths.source",
        source=source_line(entry, words),
        note=origin.note[words.language],
    )
