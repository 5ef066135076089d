"""The model held against published figures: the answer in a sentence, and the table."""

import pandas as pd
import streamlit as st

from engine import netting, validation
from engine.validation import Check
from pages.ui import catalog, charts, input_names, lines, numbers
from pages.ui.provenance import source_line
from pages.ui.text import Words

COLUMNS = ("what", "published", "model", "gap", "verdict", "note", "source")
COLOURS = {"agrees": "green", "fitted": "gray", "misses": "red"}
FIGURES, SHOWN = 4, 4  # columns on the page; the verdict stands with the last of them


def tolerance() -> float:
    """Return the largest difference that counts as agreement."""
    return catalog.book().number("validation.tolerance")


def answer(words: Words) -> str:
    """Say how many comparisons agree, were fitted, and miss, and which misses most."""
    found = validation.checks(catalog.book())
    verdicts = [check.verdict(tolerance()) for check in found]
    counts = {name: verdicts.count(name) for name in COLOURS}
    worst = max(found, key=lambda check: check.gap)
    return words(
        "answer.methods.some" if counts["misses"] else "answer.methods.none",
        total=len(found),
        tolerance=numbers.percent(words, tolerance()),
        name=words(f"validation.{worst.code}"),
        model=_written(worst, worst.model, words),
        published=_written(worst, worst.published, words),
        **counts,
    )


def draw(words: Words) -> None:
    """Draw the download and the table; the table last, since the browser lays it out last."""
    st.caption(words("validation.rule", tolerance=numbers.percent(words, tolerance())))
    whole = frame(words, marked=True)
    shown = whole.iloc[:, :SHOWN]
    shown = shown.rename(columns=lines.unbroken)
    shown.iloc[:, 1:] = shown.iloc[:, 1:].map(lines.unbroken)
    shown.iloc[:, -1] += " " + whole.iloc[:, SHOWN]
    with st.expander(words("validation.read"), icon=":material/info:", key="validation.read"):
        notes = (f"- **{row[0]}**  \n{row[5]}  \n{row[6]}" for row in whole.to_numpy().tolist())
        st.markdown("\n".join(notes))
    st.download_button(
        words("chart.csv"),
        charts.to_csv(frame(words, marked=False)),
        file_name="plumbline-validation.csv",
        mime="text/csv",
        key="csv.validation",
        icon=":material/download:",
        on_click="ignore",
    )
    st.table(shown, border="horizontal", hide_index=True, alt=words("validation.alt"))


def frame(words: Words, *, marked: bool) -> pd.DataFrame:
    """Return the comparisons as a table; ``marked`` puts verdicts into badges."""
    rows = [_row(check, words, marked=marked) for check in validation.checks(catalog.book())]
    return pd.DataFrame(rows, columns=[words(f"validation.column.{name}") for name in COLUMNS])


def _row(check: Check, words: Words, *, marked: bool) -> tuple[str, ...]:
    code = check.verdict(tolerance())
    verdict = words(f"validation.verdict.{code}")
    source = source_line(catalog.book().facts.at(check.fact), words)
    change = numbers.change(words, check.published, check.model)
    row = (
        words(f"validation.{check.code}"),
        _written(check, check.published, words),
        _written(check, check.model, words),
        change,
        verdict,
        words(f"validation.{check.code}.note", **_trades(words)),
        source,
    )
    if not marked:
        return row
    plain = tuple(input_names.plain(cell) for cell in row)
    return (*plain[:4], f":{COLOURS[code]}-badge[{verdict}]", *plain[5:])


def _written(check: Check, value: float, words: Words) -> str:
    if check.unit == "share":
        return numbers.percent(words, value, digits=FIGURES if value > 1 else 3)
    if check.unit == "ratio":
        return numbers.number(words, value)
    return numbers.quantity(words, value, check.unit)


def _trades(words: Words) -> dict[str, str]:
    """Return how many trades in a netting set give each published ratio."""
    number = catalog.book().number
    later = (number(f"nscc.{part}_per_day.y2024") for part in ("gross", "net"))
    cls = netting.implied_trades(1.0, number("cls.funding_share"))
    return {
        "trades": numbers.count(words, number("settlement.trades")),
        "trades_2024": numbers.count(words, float(netting.implied_trades(*later))),
        "trades_cls": numbers.count(words, float(cls)),
    }
