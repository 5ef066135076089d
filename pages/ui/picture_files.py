"""A chart as a picture to take away: title above it, settings, sources, version and link below.

The picture is a second figure, of one width whatever the screen, so that it says what it shows
and where it comes from wherever it is pasted. Its heights follow from counted lines; the widths
of lines leave room for fonts wider than ours, because the picture travels without fonts.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from engine import VERSION, provenance
from engine.scenario import Scenario, difference, get
from pages.ui import catalog, describe, lines, numbers, source_line
from pages.ui.lines import BREAK, wrap
from pages.ui.palette import colour
from pages.ui.text import Words

WIDTH = 960
LEAST_HEIGHT = 540
PAD = 24
GAP = 12
LINE = 1.3  # Plotly's height of a line, in sizes of its type
COLUMN = 0.62  # widest average of a sign, in sizes of its type
TITLE_SIZE, FOOT_SIZE = 20, 12
PUBLISHERS = 6
WEB_FONT = "Source Sans"  # the app's own; a file opened elsewhere does not have it
BROAD = {"%": 1.7, **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZmw@", 1.2)}  # in columns
QUOTES = str.maketrans("“”‘’", "\"\"''")  # which Chinese fonts draw as broad as their own signs
ESCAPED = re.compile(r"\\([\\`*_\[\]#|$~<>:])")


@dataclass(frozen=True, slots=True)
class Block:
    """A text of the picture's head or foot: what it is, its lines and the size of its type."""

    name: str
    lines: tuple[str, ...]
    size: int

    @property
    def height(self) -> float:
        """Height in pixels."""
        return len(self.lines) * self.size * LINE


def columns(size: int) -> int:
    """How many columns fit into a line of one size of type, whatever the font."""
    return int((WIDTH - 2 * PAD) / (size * COLUMN))


def composed(  # noqa: PLR0913 - what the picture says
    fig: go.Figure,
    key: str,
    title: str,
    words: Words,
    *,
    scenario: Scenario,
    link: str,
    note: str = "",
) -> go.Figure:
    """Return a chart with its title, settings, sources, version and link in the picture.

    Parameters
    ----------
    fig
        The chart in the theme that the picture shall have; it is not changed.
    key
        The chart's key, by which its sources are known.
    title
        The finding, as it stands above the chart on the page.
    scenario
        What the chart shows; the foot says how it differs from its baseline.
    link
        The full address that opens the scenario.
    note
        A sentence on how to read the chart, such as why parts of it are grey.
    """
    if words.language != "zh":
        title, note = title.translate(QUOTES), note.translate(QUOTES)
    foot = [_block("note", note)] if note else []
    said = settings(scenario, words)
    foot.append(_block("settings", said if words.language == "zh" else said.translate(QUOTES)))
    foot.append(_block("sources", sources(key, scenario, words)))
    foot += [_block("version", version(words)), Block("link", _cut(plain(link)), FOOT_SIZE)]
    return _framed(fig, _block("title", title, TITLE_SIZE), foot)


def settings(scenario: Scenario, words: Words) -> str:
    """Return the scenario's own title, if it has one, and all that differs from its baseline."""
    base = catalog.baseline(scenario)
    name = words(f"preset.{scenario.firm.base}.name")
    items = [
        words(
            "frame.changed.item",
            label=describe.label(path, words),
            value=describe.value(path, get(scenario, path), words),
        )
        for path in difference(base, scenario)
        if path not in provenance.QUIET
    ]
    listed = describe.series(words, items)
    said = words("picture_file.settings", baseline=name, items=listed)
    said = said if items else words("frame.changed.none", baseline=name)
    if not scenario.firm.title:
        return said
    return words("picture_file.titled", title=scenario.firm.title, settings=said)


def sources(key: str, scenario: Scenario, words: Words) -> str:
    """Return who published what a chart rests on, those of most inputs first, and its class."""
    found = source_line.inputs(key, scenario)
    kind = words(f"class.{provenance.weakest(found) or 'untraced'}")
    named = source_line.listed(found, words, PUBLISHERS)
    if not named:
        return words("picture_file.no_sources", kind=kind)
    return words("picture_file.sources", publishers=named, kind=kind)


def version(words: Words) -> str:
    """Return the version of the program and the edition of its data."""
    facts = catalog.book().facts
    edition, known = (numbers.day(words, day) for day in (facts.edition, facts.known_to))
    return words("picture_file.version", version=VERSION, edition=edition, known=known)


def plain(text: str) -> str:
    r"""Return text on one line without escapes of the page and signs that cannot be drawn.

    >>> plain(r"a\_b  c")
    'a_b c'
    """
    said = " ".join(ESCAPED.sub(r"\1", text).split())
    return "".join(sign for sign in said if sign.isprintable())


def shown(rows: Iterable[str]) -> str:
    """Join lines for Plotly, which reads tags and entities in a text; here none is meant.

    >>> shown(["<b>", "A&B"])
    '&lt;b&gt;<br>A&amp;B'
    """
    return BREAK.join(html.escape(line, quote=False) for line in rows)


def _block(name: str, text: str, size: int = FOOT_SIZE) -> Block:
    """Break a text into the lines of a block; a word longer than a line is cut."""
    width = columns(size)
    broken = wrap(plain(text), width).split(BREAK)
    return Block(name, tuple(part for line in broken for part in _cut(line, width)), size)


def _cut(text: str, width: int = columns(FOOT_SIZE)) -> tuple[str, ...]:
    """Cut a text without spaces into lines, before an ``&`` where one is near the end."""
    found = []
    while (fits := _fitting(text, width)) < len(text) and " " not in text[: fits + 1]:
        place = text.rfind("&", fits // 2, fits)
        place = place if place > 0 else fits
        found.append(text[:place])
        text = text[place:]
    return (*found, text)


def _fitting(text: str, width: int) -> int:
    """Count the signs that fit into a line; those that fonts draw broadly take more of it."""
    used = accumulate(BROAD.get(sign, 1) * lines.columns(sign) for sign in text)
    return sum(place <= width for place in used)


def _framed(fig: go.Figure, head: Block, foot: list[Block]) -> go.Figure:
    """Set head and foot around a chart; the chart keeps its margins, and its height or more."""
    picture = go.Figure({"data": fig.data, "layout": fig.layout}, skip_invalid=True)
    layout = picture.layout
    layout.sliders = layout.updatemenus = ()  # nobody can press them in a picture
    own = layout.margin
    dark = _is_dark(fig)
    above = PAD + head.height + GAP
    below = GAP + sum(block.height for block in foot) + PAD
    inks = {name: colour(name, dark) for name in ("text", "muted", "grid", "background")}
    top = [_text(head, 1, own.t + above - PAD, own.l, inks["text"])]
    place = -(own.b + GAP)
    for block in foot:
        top.append(_text(block, 0, place, own.l, inks["muted"]))
        place -= block.height
    rule = {
        "type": "line", "xref": "paper", "xsizemode": "pixel", "xanchor": 0,
        "x0": -own.l, "x1": WIDTH - 2 * PAD - own.l,
        "yref": "paper", "ysizemode": "pixel", "yanchor": 0,
        "y0": -(own.b + GAP / 2), "y1": -(own.b + GAP / 2),
        "line": {"color": inks["grid"], "width": 1},
    }  # fmt: skip
    family = (layout.template.layout.font.family or "sans-serif").removeprefix(f"{WEB_FONT}, ")
    return picture.update_layout(
        annotations=[*layout.annotations, *top],
        shapes=[*layout.shapes, rule],
        autosize=False,
        width=WIDTH,
        height=max(LEAST_HEIGHT, round(layout.height + above + below)),
        margin={"l": own.l + PAD, "r": own.r + PAD, "t": own.t + above, "b": own.b + below},
        font={"family": family},
        paper_bgcolor=inks["background"],
        plot_bgcolor=inks["background"],
    )


def _text(block: Block, y: int, shift: float, left: float, ink: str) -> dict[str, object]:
    """Return a block as a label whose top is ``shift`` above an end of the plot."""
    return {
        "name": block.name,
        "text": shown(block.lines),
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -left,
        "y": y,
        "yref": "paper",
        "yanchor": "top",
        "yshift": shift,
        "align": "left",
        "borderpad": 0,
        "showarrow": False,
        "font": {"size": block.size, "color": ink, "weight": 600 if y else 400},
    }


def _is_dark(fig: go.Figure) -> bool:
    """Tell which theme a chart was drawn in."""
    ground = str(fig.layout.template.layout.paper_bgcolor)
    return ground.startswith(colour("background", dark=True))
