"""The switch "law and data only": what is drawn on a page, and what of it is greyed.

Whatever draws a headline or a chart asks here; the answers are counted for one sentence and
for the dialog that says where the numbers come from. A chart that no formula record names is
greyed too, because nothing says what it rests on. Marks of a chart that say that they rest on
law or data alone keep their colour (``pages.ui.pale``).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import plotly.graph_objects as go

from engine import provenance
from engine.formula_records import Formula
from engine.provenance import Input
from engine.scenario import Scenario
from pages.ui import catalog, state
from pages.ui.pale import UNTRACED, pale
from pages.ui.text import Words

FIGURE, CHART, PART = "figure", "chart", "part"
STRONG = ""

Drawn = dict[tuple[str, str], str]

_HERE: ContextVar[Scenario | None] = ContextVar("scenario", default=None)


@contextmanager
def at(scenario: Scenario) -> Iterator[None]:
    """Within it, judge by one scenario whatever the session holds, and note nothing in it.

    For documents, which are built outside a session.
    """
    token = _HERE.set(scenario)
    try:
        yield
    finally:
        _HERE.reset(token)


def begin() -> None:
    """Forget what the last run drew."""
    state.keep("drawn", {})


def drawn() -> Drawn:
    """Return what this run has drawn so far, and the weak class of each ("" for none)."""
    found: Drawn = state.recall("drawn", {})
    return found


def is_on() -> bool:
    """Whether only law and data shall stand out; before a link is read nothing is greyed."""
    held = _HERE.get() or state.recall("scenario", None)
    return bool(held and held.view.strict)


def figure(name: str) -> str:
    """Note a headline figure; return the weak class it rests on while the switch is on."""
    weak = _weak((catalog.formulas().by_headline[name],)) if is_on() else STRONG
    _note(FIGURE, name, weak)
    return weak


def chart(key: str, fig: go.Figure) -> tuple[go.Figure, str, bool]:
    """Note a chart; return it with what is weak greyed, its weak class, and if that is a part."""
    weak, kept = STRONG, False
    if is_on():
        weak = _weak(catalog.formulas().by_chart.get(key, ()))
    if weak:
        fig, kept, lost = pale(fig)
        weak = weak if lost else STRONG
    partly = kept and bool(weak)
    _note(CHART, key, weak)
    _note(PART, key, weak if partly else STRONG)
    return fig, weak, partly


def rests(name: str, scenario: Scenario | None = None) -> str:
    """Return the weakest class behind a record; while the switch is off nobody asks."""
    if not is_on():
        return UNTRACED
    item = catalog.formulas().by_id[name]
    return provenance.weakest(inputs(item, scenario)) or STRONG


def weakest(classes: Iterable[str]) -> str:
    """Return the weakest of some classes; of none it is not known."""
    known = (UNTRACED, *reversed(provenance.CLASSES))
    return min((c for c in classes if c), key=known.index, default=UNTRACED)


def answer(page: str) -> str:
    """Return the weak class that the answer of a page rests on while the switch is on."""
    if not is_on():
        return STRONG
    named = tuple(item for item in catalog.formulas() if page in item.pages)
    return _weak(named) if named else STRONG


def _note(kind: str, name: str, weak: str) -> None:
    if _HERE.get() is None:
        state.keep("drawn", {**drawn(), (kind, name): weak})


def _weak(items: tuple[Formula, ...]) -> str:
    """Return the weakest class behind some records if it is weaker than law or data."""
    if not items:
        return UNTRACED
    found = provenance.weakest(part for item in items for part in inputs(item))
    return STRONG if found in provenance.STRONG else found


def inputs(item: Formula, scenario: Scenario | None = None) -> tuple[Input, ...]:
    """Return everything a record rests on in a scenario, that of the page if none is given."""
    here = scenario or _HERE.get() or state.scenario()
    return provenance.inputs_of(item.id, here, catalog.book(), catalog.formulas())


def sentence(words: Words) -> str:
    """Say how many figures and charts of this page rest on more than law and data."""
    found = {
        kind: [weak != STRONG for (what, _), weak in drawn().items() if what == kind]
        for kind in (FIGURE, CHART, PART)
    }
    totals = {f"{kind}s": len(found[kind]) for kind in (FIGURE, CHART)}
    grey = {f"{kind}s_grey": sum(found[kind]) for kind in (FIGURE, CHART)}
    parts = sum(found[PART])
    if not any(grey.values()):
        return words("strict.none", **totals)
    if parts:
        return words("strict.parts", **totals, **grey, parts=parts)
    return words("strict.some" if totals["charts"] else "strict.figures", **totals, **grey)
