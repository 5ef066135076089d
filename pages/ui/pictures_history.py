"""The charts of past prices: losses behind the curve, and falls by the hour."""

import numpy as np
import streamlit as st

from engine import curves, held
from engine.evidence import episodes
from engine.evidence_curves import LEVELS, hourly_falls, loss_curve
from engine.evidence_records import HourlyEpisode
from engine.scenario import Scenario
from pages.ui import (
    answers_history,
    catalog,
    charts,
    describe,
    figures_curve,
    figures_falls,
    figures_losses,
    numbers,
    past,
    strict,
)
from pages.ui.figures_falls import Episode
from pages.ui.loss_marks import Observed
from pages.ui.past import Past, Tried
from pages.ui.text import Words


def losses(scenario: Scenario, case: Past, words: Words) -> None:
    """Draw the settlement-time haircut curve, and the losses of the series behind it."""
    found = past.tried(case)
    observed = _observed(found, words) if found else None
    data = figures_losses.Losses(_curve(scenario, case), observed, strict.rests("haircut.floor"))
    title = _losses_title(case, found, words)
    charts.show(
        lambda dark: figures_losses.losses(data, "", words, dark=dark),
        past.chart(case, "losses"),
        title,
        words("picture.losses.alt", title=title),
        lambda: figures_losses.losses_table(data, words),
        words,
    )
    if found:
        parts = [answers_history.source(found, words), answers_history.readings(found, words)]
        st.caption(describe.sentences(words, [part for part in parts if part]))


def falls(found: Tried, words: Words) -> None:
    """Draw the episodes of the asset by the hour, or say that none is on record."""
    listed = _episodes(found, words)
    if not listed:
        name = past.name(found.history, words)
        st.caption(words("picture.hourly.none", series=name))
        return
    data = figures_falls.Falls(listed, found.past.haircut, strict.rests("haircut.total"))
    title = _falls_title(data, words)
    charts.show(
        lambda dark: figures_falls.falls(data, "", words, dark=dark),
        past.chart(found.past, "hourly"),
        title,
        words("picture.hourly.alt", title=title),
        lambda: figures_falls.falls_table(data, words),
        words,
    )
    origin = _records(found)[0].origin
    source = answers_history.named(origin, words)
    note = origin.note[words.language]
    st.caption(describe.sentences(words, [words("picture.hourly.source", source=source), note]))


def _curve(scenario: Scenario, case: Past) -> figures_curve.HaircutCurve:
    before = catalog.haircut_curve(catalog.baseline(scenario), case.asset)
    here, baseline = curves.together(catalog.haircut_curve(scenario, case.asset), before)
    return figures_curve.HaircutCurve(
        asset=case.asset,
        hours=here.hours,
        model=here.model,
        applied=here.applied,
        baseline=baseline,
        floor=here.floor,
        here=here.here,
        baseline_here=before.here,
        refused=bool(case.refused_by),
    )


def _observed(found: Tried, words: Words) -> Observed:
    seen = loss_curve(found.history)
    levels = tuple(sorted({*LEVELS, 1.0 - found.trial.promised}))
    return Observed(
        hours=seen.hours,
        worst=seen.worst,
        lows=seen.low_worst,
        days=tuple(_day(found, int(days), words) for days in seen.days),
        periods=tuple(past.length(found.history, int(days), words) for days in seen.days),
        levels=levels,
        quantiles=held.quantiles(found.history, levels, found.past.counting),
        falls=_episodes(found, words),
        class_=_class(found),
        level_classes=tuple(
            _class(found) if level in LEVELS else _promised_class(found) for level in levels
        ),
    )


def _class(found: Tried) -> str:
    """Return what the losses of the series rest on; prices brought along are the user's own."""
    return found.history.origin.class_ if found.history.origin else "yours"


def _promised_class(found: Tried) -> str:
    """Return what the losses at the promised level rest on."""
    return strict.weakest((_class(found), strict.rests("margin.confidence")))


def _day(found: Tried, days: int, words: Words) -> str:
    listed = episodes(found.history, days, 0.0)
    return numbers.day(words, listed[0].to) if listed else ""


def _records(found: Tried) -> list[HourlyEpisode]:
    if found.history.origin is None:
        return []
    book = catalog.book().evidence.hourly.values()
    return [item for item in book if item.asset == found.history.code]


def _episodes(found: Tried, words: Words) -> tuple[Episode, ...]:
    """Return the hourly episodes of the series, named by their month."""
    records = _records(found)
    return tuple(
        Episode(
            numbers.day(words, f"{item.first:%Y-%m}"), fall.hours, fall.within, item.origin.class_
        )
        for item, fall in zip(records, hourly_falls(records), strict=True)
    )


def _losses_title(case: Past, found: Tried | None, words: Words) -> str:
    haircut = numbers.percent(words, case.haircut)
    if found is None:
        asset = words(f"asset.{case.asset}")
        return words("picture.losses.title.none", haircut=haircut, asset=asset)
    needed = answers_history.needed(found)
    return words(
        f"picture.losses.title.{'above' if case.haircut >= needed else 'below'}",
        haircut=haircut,
        needed=numbers.percent(words, needed),
        confidence=numbers.percent(words, case.confidence),
        period=past.length(found.history, found.days, words),
    )


def _falls_title(data: figures_falls.Falls, words: Words) -> str:
    """Name the fastest episode beyond the haircut, or the deepest where none is."""
    fast = [
        (float(item.hours[np.argmax(item.within > data.haircut)]), item)
        for item in data.episodes
        if bool(np.any(item.within > data.haircut))
    ]
    haircut = numbers.percent(words, data.haircut)
    if fast:
        hours, item = min(fast, key=lambda pair: pair[0])
        at = numbers.hours(words, hours)
        return words("picture.hourly.title.broken", haircut=haircut, episode=item.name, hours=at)
    item = max(data.episodes, key=lambda one: float(one.within[-1]))
    fall = numbers.percent(words, float(item.within[-1]))
    return words("picture.hourly.title.held", haircut=haircut, episode=item.name, fall=fall)
