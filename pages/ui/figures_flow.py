"""The flow picture: the capital of one firm through both pipes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, numbers, template
from pages.ui.palette import colour
from pages.ui.shades import tint
from pages.ui.spoken import spoken
from pages.ui.tables import Table, table
from pages.ui.text import Words

NODE_LABEL = 15
LINK_WEIGHT = 0.45
LOW = 0.1  # of the highest: two lines do not fit beside it
BELOW = "\u00a0<br>\u00a0<br>"  # names are centred, so empty lines above bring them below
CROWDED = 11
CRAMMED = 15  # parts whose names need a higher picture


@dataclass(frozen=True, slots=True)
class Flow:
    """Money that goes from one named place to another, in the colour of its meaning."""

    source: str
    target: str
    usd_m: float
    colour: str


@dataclass(frozen=True, slots=True)
class LockedCapital:
    """Flows of what is locked overnight, and the cash that is needed for hours beside it.

    Attributes
    ----------
    feasible
        Whether any amount of the mix covers the margin.
    """

    flows: tuple[Flow, ...]
    peak_cash: float
    feasible: bool = True


def locked_flows(
    codes: Sequence[str],
    recognised: FloatArray,
    haircut: FloatArray,
    idle: FloatArray,
    fund_share: float,
    words: Words,
) -> tuple[Flow, ...]:
    """Flows of one outcome: the total, the assets and the fund, and what they do there.

    Parameters
    ----------
    recognised, haircut, idle
        What becomes of the market value of each asset, USD m, shape (codes,).
    fund_share
        Share of the clearing fund, USD m.
    """
    start, fund = words("flow.locked"), words("figure.fund_share.short")
    names = [words(f"asset.{code}.short") for code in codes]
    total = recognised + haircut + idle
    first = [Flow(start, *pair, "margin") for pair in zip(names, total.tolist(), strict=True)]
    uses = (("margin", recognised), ("haircut", haircut), ("idle", idle))
    second = [
        Flow(name, words(f"flow.{use}"), float(values[row]), use)
        for row, name in enumerate(names)
        for use, values in uses
    ]
    guard = Flow(fund, words("flow.settlement"), fund_share, "settlement")
    return (*first, Flow(start, fund, fund_share, "settlement"), *second, guard)


def locked_sankey(data: LockedCapital, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Flow picture of the capital locked overnight, through both pipes.

    Peak intraday cash is named below the flows and is no part of them.
    """
    flows = [flow for flow in data.flows if flow.usd_m > 0]
    if not data.feasible or not all(math.isfinite(flow.usd_m) for flow in flows):
        return template.empty(words("figure.infeasible"), title, dark=dark, height="tall")
    if not flows:
        return template.empty(words("figure.no_flows"), title, dark=dark, height="tall")
    nodes = list(dict.fromkeys(place for flow in flows for place in (flow.source, flow.target)))
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "node": _nodes(nodes, flows, words, dark=dark),
        "link": _links(nodes, flows, words, dark=dark),
        "textfont": {"size": template.SMALL, "color": colour("text", dark)},
    }
    note = {
        "text": lines.wrap(
            words("figure.peak_beside", amount=numbers.money(words, data.peak_cash)),
            template.TITLE_WIDTH + 6,
        ),
        "x": 0,
        "y": 0,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "top",
        "yshift": -14,
        "align": "left",
        "font": {"color": colour("prefunding", dark), "size": template.SIZE},
    }
    layout = {"annotations": [note], "margin": {"l": 2, "r": 2, "b": 64}}
    height = "poster" if len(nodes) > CRAMMED else "tall"
    return template.figure([sankey], title, dark=dark, height=height, layout=layout)


def locked_sankey_table(data: LockedCapital, words: Words) -> Table:
    """Every flow, and the peak intraday cash in a last row of its own."""
    heads = [words(key) for key in ("figure.from", "figure.to", "figure.amount_m")]
    sources = [*(flow.source for flow in data.flows), words("figure.peak_cash")]
    targets = [*(flow.target for flow in data.flows), words("figure.not_added")]
    return table(heads, sources, targets, [*(flow.usd_m for flow in data.flows), data.peak_cash])


def _nodes(
    names: Sequence[str], flows: Sequence[Flow], words: Words, *, dark: bool
) -> dict[str, object]:
    """Places of the flow picture, each with its amount."""
    crowded = len(names) > CROWDED
    labels, highest = [], max(_through(name, flows) for name in names)
    for name in names:
        amount = f"<b>{numbers.money(words, _through(name, flows))}</b>"
        between = {flow.target for flow in flows} & {flow.source for flow in flows}
        short = crowded and name in between
        low = not crowded and name not in between and _through(name, flows) < LOW * highest
        whole = BELOW + f"{name} {amount}" if low else f"{lines.wrap(name, NODE_LABEL)}<br>{amount}"
        labels.append(name if short else whole)
    return {
        "label": labels,
        "color": [colour(_node_colour(name, flows), dark) for name in names],
        "line": {"width": 0},
        "pad": 16 if crowded else 38,
        "thickness": 12,
        "sort": "input",
        "hoverinfo": "none",
    }


def _links(
    names: Sequence[str], flows: Sequence[Flow], words: Words, *, dark: bool
) -> dict[str, object]:
    """Bands of the flow picture."""
    return {
        "source": [names.index(flow.source) for flow in flows],
        "target": [names.index(flow.target) for flow in flows],
        "value": template.rounded(flow.usd_m for flow in flows),
        "color": [tint(flow.colour, LINK_WEIGHT, dark=dark) for flow in flows],
        **spoken([_said(flow, flows, words) for flow in flows]),
    }


def _said(flow: Flow, flows: Sequence[Flow], words: Words) -> str:
    """Say what becomes of the money of one band."""
    guard = flow.colour == "settlement"
    if flow.source == words("flow.locked"):
        key, name = f"hover.flow.{flow.colour}", flow.target
    else:
        key, name = "hover.flow.fund" if guard else f"hover.posted.{flow.colour}", flow.source
    amounts = {"amount": flow.usd_m, "total": _through(flow.source, flows)}
    written = {slot: numbers.money(words, amount) for slot, amount in amounts.items()}
    return words(key, name=name, **written)


def _through(name: str, flows: Sequence[Flow]) -> float:
    """Amount that passes a place: what flows in, or out of the first."""
    arriving = sum(flow.usd_m for flow in flows if flow.target == name)
    return arriving or sum(flow.usd_m for flow in flows if flow.source == name)


def _node_colour(name: str, flows: Sequence[Flow]) -> str:
    """Colour name of a place: that of what arrives if it is all alike, else the frame's."""
    arriving = {flow.colour for flow in flows if flow.target == name}
    return arriving.pop() if len(arriving) == 1 else "muted"
