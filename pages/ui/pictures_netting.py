"""What a cycle loses in netting, what the rules say of it, and what fails: chart and sentences."""

import math

from engine.netting_view import Fails, Netted, netting_by_cycle
from engine.scenario import Scenario
from pages.ui import catalog, charts, figures_netting, figures_settlement, numbers, strict
from pages.ui.once import once
from pages.ui.text import Words

SHOWN = ("T1", "T0", "B2", "B7", "B13", "B39", "ATOM")
SAME, HALF = 1e-9, 0.5


@once
def netting(scenario: Scenario, words: Words) -> None:
    """Draw what is left of netting in each cycle, and what cash it needs."""
    codes = shown(scenario.settlement.cycle)
    rows = netting_by_cycle(scenario, catalog.book(), codes)
    place = codes.index(scenario.settlement.cycle)
    data = figures_netting.Netting(
        labels=tuple(figures_settlement.cycle_label(code, words) for code in codes),
        rows=rows,
        here=place,
        class_=strict.rests("settlement.net_ratio"),
    )
    title = finding(rows[place], data.labels[place], words)
    charts.show(
        lambda dark: figures_netting.netting_panels(data, "", words, dark=dark),
        "netting",
        title,
        words("picture.netting.alt", title=title),
        lambda: figures_netting.netting_panels_table(data, words),
        words,
    )


def shown(here: str) -> tuple[str, ...]:
    """Return the cycles of the chart from slow to fast; the scenario's own is among them."""
    if here in SHOWN:
        return SHOWN
    if not here.startswith("B"):
        return (here, *SHOWN)
    batches = sorted({int(code[1:]) for code in (*SHOWN, here) if code[0] == "B"})
    return ("T1", "T0", *(f"B{m}" for m in batches), "ATOM")


def finding(row: Netted, label: str, words: Words) -> str:
    """Say both figures of netting together, for either alone misleads.

    Much netting left and large obligations are a contrast, little left is their cause.
    """
    if row.kept >= 1.0:
        return words("picture.netting.whole", cycle=label)
    left = "gone" if row.kept <= SAME else "little" if row.kept < HALF else "much"
    way = "unused" if math.isclose(row.here, row.unused, rel_tol=SAME) else "reused"
    return words(
        f"picture.netting.{left}",
        cycle=label,
        kept=numbers.percent(words, row.kept),
        unused=numbers.times(words, row.unused),
        cash=words(f"picture.netting.{way}", here=numbers.times(words, row.here)),
    )


def failed(found: Fails, words: Words) -> str:
    """Say what fails, and that a fail under atomic settlement is a trade not made."""
    return words(
        "answer.fails.atomic" if found.atomic else "answer.fails.late",
        share=numbers.percent(words, found.share),
        value=numbers.money(words, found.value),
        cost=numbers.money(words, found.cost),
    )
