"""The charts of rows on the page of past prices: failures, episodes, the haircut elsewhere."""

import streamlit as st

from engine import evidence, held
from engine.evidence import episodes
from engine.evidence_answers import Failures
from engine.evidence_records import LossHistory
from pages.ui import answers_history, catalog, charts, describe, figures_past, numbers, past, strict
from pages.ui.answers_history import counted
from pages.ui.figures_past import PERCENT, Bar, Row, Rows
from pages.ui.past import Past, Tried
from pages.ui.text import Words

LOOKS = {"closes": "position", "lows": "warning", "separate": "position"}
ORDER = ("btc", "eth", "usdc", "sp500", "gold", "ust_3m", "ust_2y", "ust_10y", "ust_30y")


def failures(found: Tried, words: Words) -> None:
    """Draw how often the haircut failed over each period, and judge the one in question."""
    trial, history = found.trial, found.history
    rows = tuple(_row(found, days, words) for days in history.horizons)
    data = Rows(
        rows=rows,
        limit=trial.promised,
        limit_text=words("figure.past.promised", share=numbers.percent(words, trial.promised)),
        key=tuple(("\u25a0", words(f"figure.past.{kind}"), LOOKS[kind]) for kind in _kinds(found)),
        axis="figure.past.windows_failed",
        heads=(
            "figure.past.period", "figure.past.counted_by", "figure.past.failed",
            "figure.past.windows",
            "figure.past.share_pct", "figure.past.verdict", "figure.past.zone",
        ),
        cells=_failure_cells(found, words),
        height="tall", limit_class=strict.rests("margin.confidence"),
    )  # fmt: skip
    _show("failures", found.past, data, _failures_title(found, words), words)
    st.caption(answers_history.verdict(found, words))


def broken(found: Tried, words: Words) -> None:
    """Draw the worst episodes over the period, those beyond the haircut in another colour."""
    listed, haircut = episodes(found.history, found.days, 0.0), found.past.haircut
    if not listed:
        st.caption(words("picture.episodes.none"))
        return
    names = [numbers.day(words, item.to) for item in listed]
    gaps = [item.loss - haircut for item in listed]
    rows = tuple(
        Row(name, (_episode(item.loss, gap, name, found, words),))
        for name, item, gap in zip(names, listed, gaps, strict=True)
    )
    data = Rows(
        rows=rows,
        limit=haircut,
        limit_text=words("figure.past.haircut_line", share=numbers.percent(words, haircut)),
        key=(
            ("\u25a0", words("figure.past.beyond"), "warning"),
            ("\u25a0", words("figure.past.covered"), "idle"),
        ),
        axis="figure.past.loss",
        heads=(
            "figure.past.from_day",
            "figure.past.to_day",
            "figure.past.loss_pct",
            "figure.past.gap_pct",
        ),
        cells=(
            tuple(str(item.from_) for item in listed),
            tuple(str(item.to) for item in listed),
            tuple(item.loss * PERCENT for item in listed),
            tuple(max(0.0, gap) * PERCENT for gap in gaps),
        ),
        height="tall",
        limit_class=strict.rests("haircut.total"),
        covered="idle",
    )
    beyond = answers_history.broken(found.history, found.days, haircut)
    values = {
        "haircut": numbers.percent(words, haircut),
        "period": past.length(found.history, found.days, words),
        "count": beyond,
        "total": len(listed),
        "worst": numbers.percent(words, listed[0].loss),
        "day": names[0],
    }
    key = "all" if beyond == len(listed) else "some" if beyond else "held"
    _show("episodes", found.past, data, words(f"picture.episodes.title.{key}", **values), words)


def elsewhere(case: Past, words: Words) -> None:
    """Draw how often the same haircut failed for every series on record."""
    days = case.period.days if case.period else 1
    counting = "separate" if case.counting == "separate" else "closes"
    book = catalog.book().evidence.losses
    own = case.trial.history if case.trial else None
    brought = [own] if own is not None and own.origin is None else []
    known: list[LossHistory] = [*brought, *(book[code] for code in ORDER)]
    basis, windows = held.ways(counting)
    found = sorted(
        ((item, evidence.failures(item, days, case.haircut, basis, windows)) for item in known),
        key=lambda pair: -float(pair[1].share),
    )
    rows = tuple(
        Row(past.name(item, words), (_elsewhere(item, failed, words),), item is own)
        for item, failed in found
    )
    promised = round(1.0 - case.confidence, 12)
    data = Rows(
        rows=rows,
        limit=promised,
        limit_text=words("figure.past.promised", share=numbers.percent(words, promised)),
        key=(("\u25a0", words(f"figure.past.{counting}"), "position"),),
        axis="figure.past.windows_failed",
        heads=(
            "figure.past.series", "figure.past.first_day", "figure.past.last_day",
            "figure.past.failed",
            "figure.past.windows", "figure.past.share_pct",
        ),
        cells=(
            tuple(past.name(item, words) for item, _ in found),
            tuple(str(item.first) for item, _ in found),
            tuple(str(item.last) for item, _ in found),
            tuple(float(failed.count) for _, failed in found),
            tuple(float(failed.windows) for _, failed in found),
            tuple(float(failed.share) * PERCENT for _, failed in found),
        ),
        height="tall", limit_class=strict.rests("margin.confidence"),
    )  # fmt: skip
    more = [past.name(item, words) for item, failed in found if float(failed.share) > promised]
    values = {
        "haircut": numbers.percent(words, case.haircut),
        "days": numbers.days(words, days),
        "names": describe.listing(words, more),
        "total": len(found),
    }
    key = "some" if more else "none"
    _show("elsewhere", case, data, words(f"picture.elsewhere.title.{key}", **values), words)
    st.caption(words("picture.elsewhere.note"))


def _show(key: str, case: Past, data: Rows, title: str, words: Words) -> None:
    charts.show(
        lambda dark: figures_past.rows(data, "", words, dark=dark),
        past.chart(case, key),
        title,
        words(f"picture.{key}.alt", title=title),
        lambda: figures_past.rows_table(data, words),
        words,
    )


def _bars(found: Tried, days: int, words: Words) -> tuple[Bar, ...]:
    """Return closes as chosen, overlapping or separate, and lows where they are known."""
    return tuple(_bar(found, days, kind, words) for kind in _kinds(found))


def _kinds(found: Tried) -> tuple[str, ...]:
    first = "separate" if found.past.counting == "separate" else "closes"
    return (first, "lows") if "lows" in past.countings(found.history) else (first,)


def _bar(found: Tried, days: int, kind: str, words: Words) -> Bar:
    failed = found.trial.counted(kind, days)
    name = past.length(found.history, days, words)
    return _failure_bar(failed, LOOKS[kind], words(f"figure.past.{kind}"), name, words)


def _failure_bar(failed: Failures, shade: str, kind: str, name: str, words: Words) -> Bar:
    values = {
        "count": counted(failed, words),
        "windows": numbers.count(words, failed.windows),
        "share": numbers.percent(words, float(failed.share)),
    }
    hover = words("figure.past.failed_hover", name=name, kind=kind, **values)
    share = numbers.percent(words, float(failed.share))
    text = share if bool(failed.exact) else words("answer.history.at_most", count=share)
    return Bar(float(failed.share), f"<b>{text}</b>", shade, hover)


def _elsewhere(history: LossHistory, failed: Failures, words: Words) -> Bar:
    name = past.name(history, words)
    return _failure_bar(failed, "position", words("figure.past.closes"), name, words)


def _episode(loss: float, gap: float, name: str, found: Tried, words: Words) -> Bar:
    beyond = gap > 0
    hover = words(
        f"figure.past.episode_hover.{'beyond' if beyond else 'covered'}",
        period=past.length(found.history, found.days, words),
        day=name,
        loss=numbers.percent(words, loss),
        gap=numbers.points(words, abs(gap), signed=False),
    )
    text = f"<b>{numbers.percent(words, loss)}</b>"
    return Bar(loss, text, "warning" if beyond else "idle", hover)


def _row(found: Tried, days: int, words: Words) -> Row:
    """Return the bars of one period, its verdict under its name."""
    name = past.length(found.history, days, words)
    verdict = words(f"figure.past.verdict.{found.trial.verdict(days)}")
    under = words("figure.past.tested", verdict=verdict)
    return Row(name, _bars(found, days, words), days == found.days, under)


def _failure_cells(found: Tried, words: Words) -> tuple[tuple[str | float, ...], ...]:
    """Return period, way of counting, failures, windows, share, verdict, zone of every count."""
    rows = []
    for days in found.history.horizons:
        name = past.length(found.history, days, words)
        verdict = words(f"figure.past.verdict.{found.trial.verdict(days)}")
        zone = words(f"past.zone.{found.trial.verdicts[days].zone}")
        for kind in past.countings(found.history):
            failed = found.trial.counted(kind, days)
            judged = (verdict, zone) if kind == "separate" else ("", "")
            count, share = float(failed.count), float(failed.share) * PERCENT
            rows.append(
                (name, words(f"figure.past.{kind}"), count, float(failed.windows), share, *judged)
            )
    return tuple(zip(*rows, strict=True))


def _failures_title(found: Tried, words: Words) -> str:
    """Say over which periods the haircut failed more often than promised, as counted."""
    trial, counting = found.trial, found.past.counting
    shares = [float(trial.counted(counting, days).share) for days in found.history.horizons]
    more = answers_history.broken_over(found, counting, words)
    key = "more" if more else "within" if max(shares) > 0 else "never"
    return words(
        f"picture.failures.title.{key}",
        haircut=numbers.percent(words, found.past.haircut),
        promised=numbers.percent(words, trial.promised),
        periods=describe.together(words, more),
        basis=words(f"past.basis.{counting}"),
    )
