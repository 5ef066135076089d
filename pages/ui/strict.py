"""The switch "law and data only": what is drawn on a page, and what of it is greyed.

Whatever draws a headline or a chart asks here; the answers are counted for one sentence and
for the dialog that says where the numbers come from. A chart that no formula record names is
greyed too, because nothing says what it rests on.
"""

import plotly.graph_objects as go

from engine import provenance
from engine.formula_records import Formula
from engine.provenance import Input
from pages.ui import catalog, state
from pages.ui.text import Words

FIGURE, CHART = "figure", "chart"
UNTRACED = "untraced"
PALE = 0.3
STRONG = ""

Drawn = dict[tuple[str, str], str]


def begin() -> None:
    """Forget what the last run drew."""
    state.keep("drawn", {})


def drawn() -> Drawn:
    """Return what this run has drawn so far, and the weak class of each ("" for none)."""
    found: Drawn = state.recall("drawn", {})
    return found


def is_on() -> bool:
    """Whether only law and data shall stand out; before a link is read nothing is greyed."""
    held = state.recall("scenario", None)
    return bool(held and held.view.strict)


def figure(name: str) -> str:
    """Note a headline figure; return the weak class it rests on while the switch is on."""
    return _note(FIGURE, name, (catalog.formulas().by_headline[name],))


def chart(key: str) -> str:
    """Note a chart; return the weak class it rests on while the switch is on."""
    return _note(CHART, key, catalog.formulas().by_chart.get(key, ()))


def answer(page: str) -> str:
    """Return the weak class that the answer of a page rests on while the switch is on."""
    named = tuple(item for item in catalog.formulas() if page in item.pages)
    return _weak(named) if is_on() and named else STRONG


def _note(kind: str, name: str, items: tuple[Formula, ...]) -> str:
    weak = _weak(items) if is_on() else STRONG
    state.keep("drawn", {**drawn(), (kind, name): weak})
    return weak


def _weak(items: tuple[Formula, ...]) -> str:
    """Return the weakest class behind some records if it is weaker than law or data."""
    if not items:
        return UNTRACED
    found = provenance.weakest(part for item in items for part in inputs(item))
    return STRONG if found in provenance.STRONG else found


def inputs(item: Formula) -> tuple[Input, ...]:
    """Return everything a record rests on in this scenario."""
    return provenance.inputs_of(item.id, state.scenario(), catalog.book(), catalog.formulas())


def sentence(words: Words) -> str:
    """Say how many figures and charts of this page rest on more than law and data."""
    counts = {
        kind: [weak for (what, _), weak in drawn().items() if what == kind]
        for kind in (FIGURE, CHART)
    }
    totals = {f"{kind}s": len(found) for kind, found in counts.items()}
    grey = {
        f"{kind}s_grey": sum(weak != STRONG for weak in found) for kind, found in counts.items()
    }
    if not any(grey.values()):
        return words("strict.none", **totals)
    return words("strict.some" if totals["charts"] else "strict.figures", **totals, **grey)


def pale(fig: go.Figure) -> go.Figure:
    """Return a chart with its marks faded and its writing muted, so that it can still be read."""
    copy = go.Figure(fig, skip_invalid=True)
    muted = copy.layout.template.layout.xaxis.title.font.color
    for trace in copy.data:
        if trace.type == "sankey":  # takes no opacity
            axis = copy.layout.template.layout.xaxis
            trace.link.color, trace.node.color = axis.gridcolor, axis.linecolor
        elif trace.type == "bar" or "text" in str(trace.mode if trace.type == "scatter" else ""):
            solid = trace.marker.opacity
            trace.marker.opacity = PALE * (1.0 if solid is None else solid)
            trace.textfont.color = muted
        else:
            trace.opacity = PALE * (trace.opacity or 1.0)
    for note in copy.layout.annotations:
        note.font.color = muted
    return copy
