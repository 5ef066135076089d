"""Charts of collateral: what sets each haircut, and what becomes of the value handed over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from engine import FloatArray
from pages.ui import lines, marks, numbers, template
from pages.ui.marks import Look
from pages.ui.palette import colour
from pages.ui.spoken import spoken
from pages.ui.tables import Table, percents, table
from pages.ui.text import Words

ROOM_FOR_REASON = (1.5, 2.4)
ROOM_FOR_AMOUNT = 1.55
NARROW_PLOT = 34
REASON_WIDTH, REFUSAL_WIDTH = 14, 24
CLOSE_ROWS = 7
PERCENT = 100.0
LEAST_PERCENT = 5.0
PARTS = (
    ("figure.recognised", "margin"),
    ("figure.haircut_part", "haircut"),
    ("figure.idle", "idle"),
)
DOTS = {
    "baseline": Look("baseline", "line-ns-open", 18),
    "model": Look("haircut", "circle-open", marks.DOT),
    "applied": Look("haircut", "circle", marks.DOT),
}


@dataclass(frozen=True, slots=True)
class Haircuts:
    """Haircuts of the assets held, decimals, shape (codes,).

    Attributes
    ----------
    set_by
        What sets each applied haircut, in words; what does not fit two lines of
        ``REASON_WIDTH`` columns (one, in a long list) ends in an ellipsis, and the table has
        it whole.
    baseline
        Applied haircuts of the baseline; nan where an asset is not in it.
    refused
        Which assets do not count, whatever their haircut: only the reason in ``set_by`` is
        written, no haircut drawn. Empty means none.
    """

    codes: tuple[str, ...]
    model: FloatArray
    applied: FloatArray
    set_by: tuple[str, ...]
    baseline: FloatArray
    refused: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """What becomes of the market value of each asset, USD m, shape (codes,).

    Attributes
    ----------
    feasible
        Whether any amount of the mix covers the margin.
    """

    codes: tuple[str, ...]
    recognised: FloatArray
    haircut: FloatArray
    idle: FloatArray
    feasible: bool = True


def haircut_dumbbell(data: Haircuts, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Model and applied haircut of each asset, joined by a bar, with what sets the latter."""
    if not data.codes:
        return template.empty(words("figure.no_assets"), title, dark=dark)
    out = data.refused or (False,) * len(data.codes)
    shown = [np.where(out, np.nan, part) for part in (data.baseline, data.model, data.applied)]
    before, model, applied = (template.rounded(values * PERCENT) for values in shown)
    ends = [max(m or 0.0, a or 0.0) for m, a in zip(model, applied, strict=True)]
    top = max(LEAST_PERCENT, *ends, *(value or 0.0 for value in before))
    reasons = _reasons(data, out, words)
    inks = [colour("muted" if refused else "text", dark) for refused in out]
    traces = [
        marks.joins(model, applied, "haircut", dark=dark),
        *(
            _dots(shares, look, kind, data, words, dark=dark)
            for shares, (kind, look) in zip(shown, DOTS.items(), strict=True)
        ),
        marks.labels(ends, reasons, inks=inks, clear=marks.CLEAR_OF_DOT),
    ]
    key = [
        ("\u25cb", words("figure.model"), "haircut"),
        ("\u25cf", words("figure.applied"), "haircut"),
    ]
    if any(value is not None for value in before):
        key.append(("\u2503", words("figure.baseline"), "baseline"))
    room = _room([text for text, no in zip(reasons, out, strict=True) if not no] or [""])
    span = [-0.035 * top * room, top * room]
    layout = {
        "annotations": [template.key_line(key, dark=dark)],
        "xaxis": template.percent_axis(words, "figure.haircut") | {"range": span},
        "yaxis": template.asset_rows(data.codes, words),
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def haircut_dumbbell_table(data: Haircuts, words: Words) -> Table:
    """Model, applied and baseline haircut of each asset in percent, and what sets it."""
    keys = ("figure.asset", "figure.model_pct", "figure.applied_pct", "figure.baseline_pct")
    heads = [words(key) for key in (*keys, "figure.set_by")]
    names = [words(f"asset.{code}") for code in data.codes]
    shares = [percents(array) for array in (data.model, data.applied, data.baseline)]
    return table(heads, names, *shares, data.set_by)


def market_to_recognised(data: Recognition, title: str, words: Words, *, dark: bool) -> go.Figure:
    """Market value of each asset: the part that counts, the haircut, and what lies idle."""
    total = data.recognised + data.haircut + data.idle
    if not data.feasible or not np.isfinite(total).all():
        return template.empty(words("figure.infeasible"), title, dark=dark)
    if not total.any():
        return template.empty(words("figure.nothing_posted"), title, dark=dark)
    scale = numbers.money_scale(words, float(total.max()))
    parts = (data.recognised, data.haircut, data.idle)
    traces = [
        marks.bars(values.tolist(), scale.factor, shade, words(key), [], dark=dark)
        | spoken(_became(data.codes, values, total, shade, words))
        for (key, shade), values in zip(PARTS, parts, strict=True)
    ]
    amounts = [f"<b>{numbers.money(words, float(value))}</b>" for value in total]
    traces.append(marks.labels(template.rounded(total * scale.factor), amounts))
    key = [
        ("\u25a0", words(name), shade)
        for (name, shade), values in zip(PARTS, parts, strict=True)
        if values.any()
    ]
    span = [0, float(total.max()) * scale.factor * ROOM_FOR_AMOUNT]
    layout = {
        "annotations": [template.key_line(key, dark=dark)],
        "barmode": "stack",
        "xaxis": template.money_axis(words, "figure.market_value", scale) | {"range": span},
        "yaxis": template.asset_rows(data.codes, words),
        "margin": {"l": template.LABEL_MARGIN},
    }
    return template.figure(traces, title, dark=dark, layout=layout)


def market_to_recognised_table(data: Recognition, words: Words) -> Table:
    """Market value of each asset and its three parts, USD m."""
    keys = ("figure.asset", "figure.market_value_m", "figure.recognised_m")
    heads = [words(key) for key in (*keys, "figure.haircut_m", "figure.idle_m")]
    names = [words(f"asset.{code}") for code in data.codes]
    total = data.recognised + data.haircut + data.idle
    return table(heads, names, total, data.recognised, data.haircut, data.idle)


def _became(
    codes: Sequence[str], values: FloatArray, total: FloatArray, use: str, words: Words
) -> list[str]:
    """Say of each asset what becomes of one part of its value."""
    return [
        words(
            f"hover.posted.{use}",
            name=words(f"asset.{code}.short"),
            amount=numbers.money(words, float(part)),
            total=numbers.money(words, float(whole)),
        )
        for code, part, whole in zip(codes, values, total, strict=True)
    ]


def _reasons(data: Haircuts, refused: Sequence[bool], words: Words) -> list[str]:
    """Label of each row: its applied haircut, if it counts, and what decides."""
    rows = 1 if len(data.codes) > CLOSE_ROWS else 2
    shares = [
        "" if out else f"<b>{numbers.percent(words, float(share))}</b> "
        for share, out in zip(data.applied, refused, strict=True)
    ]
    return [
        share + lines.shorten(reason, REASON_WIDTH if share else REFUSAL_WIDTH, rows)
        for share, reason in zip(shares, data.set_by, strict=True)
    ]


def _room(texts: Sequence[str]) -> float:
    """How far an axis runs beyond its longest bar so that the texts fit a narrow screen."""
    parts = [part for text in texts for part in re.sub("</?b>", "", text).split(lines.BREAK)]
    longest = max(lines.columns(part) for part in parts)
    least, most = ROOM_FOR_REASON
    return max(least, min(most, 1 / max(0.01, 1 - longest / NARROW_PLOT)))


def _dots(
    shares: FloatArray, look: Look, kind: str, data: Haircuts, words: Words, *, dark: bool
) -> marks.Trace:
    """One dot a row at a share, which says what it means for the asset."""
    said = [
        words(
            f"hover.haircut.{kind}",
            name=words(f"asset.{code}"),
            share=numbers.percent(words, float(share)),
            reason=reason,
        )
        for code, share, reason in zip(data.codes, shares, data.set_by, strict=True)
    ]
    places = template.rounded(shares * PERCENT), [float(row) for row in range(len(shares))]
    return marks.dots(*places, look, words(f"figure.{kind}"), said, dark=dark) | spoken(said)
