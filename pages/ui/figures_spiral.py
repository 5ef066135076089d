"""The forced-sale loop round by round, and the table of four."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import BoolArray, FloatArray
from engine.spiral_curves import Path
from pages.ui import figures_flags as flags
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look, Trace
from pages.ui.palette import colour
from pages.ui.shades import ink, tint
from pages.ui.spoken import SILENT, WIDTH, spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

ROUNDS = 10
PERCENT = 100.0
LOOKS = {
    "baseline": marks.BEFORE,
    "scenario": Look("scenario", "solid", marks.HEAVY),
    "coins": Look("warning", "dash", marks.STRONG),
    "holds": Look("margin", "solid", marks.STRONG),
}
NAMED = ("coins", "holds", "scenario", "baseline")
SIGNS = {"dot": "\u2508", "solid": "\u2501", "dash": "\u254c"}
NEAR = 1e-4
ABOVE, BELOW, LEAST = 0.35, 0.3, 0.2
FAINT, STRONG = 0.1, 0.55


@dataclass(frozen=True, slots=True)
class FourCells:
    """Fall in the end by share sold (rows) and exposure of the collateral (columns), decimals.

    ``here`` is the cell in which the scenario stands, if it does.
    """

    shock: float
    sold: FloatArray
    same: FloatArray
    drop: FloatArray
    stable: BoolArray
    here: tuple[int, int] | None = None


def rounds(data: dict[str, Path], title: str, words: Words, *, dark: bool) -> go.Figure:
    """Fall after each round; where each line leads stands at its end."""
    lasting = np.arange(ROUNDS + 1, dtype=float)
    drawn = {name: _padded(path) * PERCENT for name, path in data.items()}
    said = [_round(place, data, drawn, words) for place in range(ROUNDS + 1)]
    traces = [
        marks.line(lasting, falls, LOOKS[name], "", "", dark=dark)
        | (spoken(said) if name == "scenario" else SILENT)
        for name, falls in drawn.items()
    ]
    low, high = _ends(list(drawn.values()))
    ends = [name for name in NAMED if _new(name, data)]
    highest = max(ends, key=lambda name: float(drawn[name][-1]))
    frame = flags.Frame(
        (0, ROUNDS), (low, high), [(lasting, f) for f in drawn.values()], height=360
    )
    sides = {name: "top left" if name == highest else "bottom left" for name in ends}
    stands = flags.stands(
        [_end(name, data, drawn, sides[name], words) for name in ends], frame, dark=dark
    )
    key = [(SIGNS[LOOKS[n].shape], words(f"figure.kind.{n}"), LOOKS[n].shade) for n in data]
    rows = [str(template.key_line(key[i : i + 2], dark=dark)["text"]) for i in (0, 2)]
    name = words("axis.with_unit", name=words("figure.round"), unit=words("figure.round_n"))
    layout = {
        "annotations": [
            template.key_line([], dark=dark) | {"text": "<br>".join(rows)},
            *(label for _, label in stands),
        ],
        "xaxis": {"title": {"text": name}, "range": [0, ROUNDS + 0.2], "dtick": 2},
        "yaxis": template.percent_axis(words, "figure.price_fall") | {"range": [low, high]},
        "hovermode": "x",
        "margin": {"l": 64},
    }
    traces += [mark for mark, _ in stands]
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def rounds_table(data: dict[str, Path], words: Words) -> Table:
    """Fall after each round in percent, one column a kind of collateral."""
    named = [words("figure.fall_pct", name=words(f"figure.kind.{name}")) for name in data]
    columns = [percents(_padded(path)) for path in data.values()]
    return table([words("figure.round"), *named], list(range(ROUNDS + 1)), *columns)


def four_cells(data: FourCells, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Table of four, deeper where the fall is larger."""
    extra = data.drop - data.shock
    weights = FAINT + (STRONG - FAINT) * extra / (float(extra.max()) or 1.0)
    cells = [(row, column) for row in range(len(data.sold)) for column in range(len(data.same))]
    fills = {cell: tint("warning", float(weights[cell]), dark=dark) for cell in cells}
    traces: list[Trace] = [
        {
            "type": "heatmap",
            "z": weights.tolist(),
            "zmin": 0,
            "zmax": 1,
            "colorscale": [[0, colour("background", dark)], [1, colour("warning", dark)]],
            "showscale": False,
            "xgap": 4,
            "ygap": 4,
            **spoken([]),
            "customdata": [
                [lines.fold(_cell_said(data, (row, column), words), WIDTH) for column in (0, 1)]
                for row in range(len(data.sold))
            ],
        }
    ]
    texts = [_cell(data, cell, words, ink(fills[cell], dark=dark)) for cell in cells]
    layout = {
        "annotations": [{"text": "", "x": 0, "y": 1, "xref": "paper", "yref": "paper"}, *texts],
        "xaxis": {
            "tickvals": [0, 1],
            "ticktext": [words("figure.grid.holds"), words("figure.grid.falls")],
            "showgrid": False,
            "tickfont": {"size": template.SMALL},
            "tickangle": 0,
        },
        "yaxis": {
            "tickvals": list(range(len(data.sold))),
            "ticktext": [_sold(float(share), words) for share in data.sold],
            "range": [len(data.sold) - 0.5, -0.5],
            "showgrid": False,
            "tickfont": {"size": template.SMALL},
        },
        "margin": {"l": template.LABEL_MARGIN, "b": 64},
    }
    return template.figure(traces, title, dark=dark, height="tall", layout=layout)


def four_cells_table(data: FourCells, words: Words) -> Table:
    """Share sold, exposure of the collateral and the fall in the end, in percent."""
    keys = ("figure.grid.row", "figure.grid.column", "figure.grid.fall")
    sold, same = (part.ravel() for part in np.meshgrid(data.sold, data.same, indexing="ij"))
    shares = [percents(part) for part in (sold, same, data.drop.ravel())]
    return table([words(key) for key in keys], *shares)


def _padded(path: Path) -> FloatArray:
    """Return the falls after each round shown; a path that has settled stays where it is."""
    falls = path.rounds[: ROUNDS + 1]
    return np.append(falls, np.full(ROUNDS + 1 - len(falls), falls[-1]))


def _new(name: str, data: dict[str, Path]) -> bool:
    """Tell whether a line ends where no line named before it does."""
    ahead = [data[other].settled for other in NAMED[: NAMED.index(name)]]
    return all(abs(data[name].settled - settled) > NEAR for settled in ahead)


def _end(
    name: str, data: dict[str, Path], drawn: dict[str, FloatArray], where: str, words: Words
) -> flags.Stand:
    """Stand at the end of a line, saying where it leads."""
    path, named = data[name], words(f"figure.kind.{name}")
    key = "figure.settles" if path.stable else "figure.runs_away"
    text = words(key, name=named, share=numbers.percent(words, path.settled))
    look = Look(LOOKS[name].shade, "circle", marks.SPOT)
    return flags.Stand((float(ROUNDS), float(drawn[name][-1])), text, look, named, where)


def _ends(falls: Sequence[FloatArray]) -> tuple[float, float]:
    """Return the ends of an axis that shows how the falls differ, with room for labels."""
    low, high = min(float(fall.min()) for fall in falls), max(float(fall.max()) for fall in falls)
    span = max(high - low, LEAST * high) or 1.0
    return max(0.0, low - BELOW * span), high + ABOVE * span


def _round(place: int, data: dict[str, Path], drawn: dict[str, FloatArray], words: Words) -> str:
    """Say the fall after a round, for every kind of collateral and in the baseline."""
    falls = {name: numbers.percent(words, float(drawn[name][place]) / PERCENT) for name in data}
    if not place:
        return words("hover.round.first", scenario=falls["scenario"])
    return words("hover.round", n=place, **falls)


def _cell_said(data: FourCells, cell: tuple[int, int], words: Words) -> str:
    """Say where the fall ends in one cell."""
    return words(
        f"hover.grid.{'ends' if data.stable[cell] else 'away'}",
        sold=numbers.percent(words, float(data.sold[cell[0]])),
        collateral=words(f"hover.grid.{'falls' if data.same[cell[1]] else 'holds'}"),
        shock=numbers.percent(words, data.shock),
        drop=numbers.percent(words, float(data.drop[cell])),
    )


def _sold(share: float, words: Words) -> str:
    return words("figure.grid.sold", share=numbers.percent(words, share))


def _cell(data: FourCells, cell: tuple[int, int], words: Words, shade: str) -> Trace:
    """Words of one cell: the fall in the end, and what it is of the shock."""
    drop = float(data.drop[cell])
    if not data.stable[cell]:
        said = words("figure.grid.away")
    elif drop - data.shock <= NEAR:
        said = words("figure.grid.calm")
    else:
        said = words("figure.grid.times", times=numbers.times(words, drop / data.shock))
    share = numbers.percent(words, drop)
    text = words("figure.grid.cell", share=share, words=said)
    if cell == data.here:
        text += lines.BREAK + words("figure.grid.here")
    font = {"size": template.SIZE, "color": shade}
    return {"text": text, "x": cell[1], "y": cell[0], "font": font}
