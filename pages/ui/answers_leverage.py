"""The answer of the page on leverage: what capital carries, what is lost, what a sale adds."""

import math

from engine.default_records import SpiralOutcome
from engine.results import Outcome, Results
from engine.scenario import Scenario
from engine.spiral_curves import Impact, MixHint
from pages.ui import answers, describe, numbers
from pages.ui.text import Words

SAME, PERCENT, M_PER_BN = 1e-9, 100.0, 1000.0


def leverage(scenario: Scenario, results: Results, words: Words) -> str:
    """Say leverage and stress loss in one sentence, never one alone, then what the spiral does."""
    spiral = spiral_of(scenario, results, words)
    if not results.scenario.collateral.feasible:
        return describe.sentences(words, [answers.infeasible(results.scenario, words), spiral])
    return describe.sentences(words, [_carried(results, words), spiral])


def way(before: float, after: float) -> str:
    """Return "more", "less" or "same"; "alone" where there is nothing to compare with."""
    if not math.isfinite(before):
        return "alone"
    if abs(after - before) <= SAME * max(1.0, abs(before)):
        return "same"
    return "more" if after > before else "less"


def _carried(results: Results, words: Words) -> str:
    before, after = float(results.baseline.leverage), float(results.scenario.leverage)
    return words(
        f"answer.leverage.{way(before, after)}",
        before=numbers.times(words, before),
        after=numbers.times(words, after),
        loss=_lost(results, words),
    )


def _lost(results: Results, words: Words) -> str:
    """Return the second half of the sentence: the loss beyond the margin before and after."""
    before, after = float(results.baseline.stress_loss), float(results.scenario.stress_loss)
    key = way(before, after)
    if after <= SAME:
        key = "held" if before > SAME else "none"
    return words(
        f"answer.leverage.loss.{key}",
        before_loss=numbers.money(words, before),
        after_loss=numbers.money(words, after),
    )


def fate(scenario: Scenario, found: SpiralOutcome) -> str:
    """Name what becomes of the first fall."""
    if float(found.shock) <= 0:
        return "none"
    if not bool(found.stable):
        return "unstable"
    if float(found.extra) <= SAME:
        return "nobody" if scenario.spiral.sale_share <= 0 else "calm"
    return "whole" if float(found.total_drop) >= 1.0 else "grows"


def compared(found: SpiralOutcome, before: SpiralOutcome, words: Words) -> str:
    """Name how the baseline's spiral stands beside the scenario's; equal is what reads equal."""
    if float(before.shock) <= 0:
        return "none"
    if not bool(before.stable):
        return "away" if bool(found.stable) else "same"
    after, held = (numbers.times(words, float(one.multiplier)) for one in (found, before))
    shocks = way(float(before.shock), float(found.shock)) == "same"
    return "same" if bool(found.stable) and shocks and after == held else "against"


def spiral_of(scenario: Scenario, results: Results, words: Words) -> str:
    """Say what the spiral makes of the first fall, and what it makes of it in the baseline."""
    found, before = results.scenario.spiral, results.baseline.spiral
    baseline = words(
        f"answer.leverage.spiral.baseline.{compared(found, before, words)}",
        before=numbers.times(words, float(before.multiplier)),
    )
    return words(
        f"answer.leverage.spiral.{fate(scenario, found)}",
        shock=numbers.percent(words, float(found.shock)),
        drop=numbers.percent(words, float(found.total_drop)),
        times=numbers.times(words, float(found.multiplier)),
        baseline=baseline,
    )


def mix(scenario: Scenario, found: MixHint, words: Words) -> str:
    """Say that the spiral's collateral is its own setting, and what the mix would suggest."""
    held = scenario.spiral.same_asset
    gap = round(found.falls * PERCENT) - round(held)
    key = "below" if gap < 0 else "above" if gap > 0 else "same"
    return words(
        f"answer.leverage.mix.{key if found.accepted else 'refused'}",
        held=numbers.percent(words, held / PERCENT),
        coins=numbers.percent(words, found.coins),
        falls=numbers.percent(words, found.falls),
    )


def reuse(scenario: Scenario, outcome: Outcome, words: Words) -> str:
    """Say how often collateral is pledged, and that margin held apart may not be."""
    if float(outcome.reuse.multiplier) <= 1.0 + SAME:
        return words("answer.leverage.reuse.none")
    limit = float(outcome.reuse.limit)
    return words(
        "answer.leverage.reuse.some",
        chain=numbers.times(words, float(outcome.reuse.multiplier)),
        links=numbers.number(words, scenario.leverage.links),
        limit=numbers.times(words, limit) if math.isfinite(limit) else words("figure.endless"),
    )


def impact(found: Impact, words: Words) -> str:
    """Set the loop's linear impact beside the haircuts' square root, or say nothing."""
    if found.linear <= SAME or found.root <= SAME:
        return ""
    return words(
        "answer.leverage.impact",
        sold=numbers.money(words, found.sold * M_PER_BN),
        linear=numbers.percent(words, found.linear),
        root=numbers.percent(words, found.root),
        times=numbers.times(words, found.linear / found.root),
    )


def rise(found: SpiralOutcome, words: Words) -> str:
    """Say model and applied value where the model would take a call back; else nothing."""
    model, applied = float(found.rise_model), float(found.rise)
    if model >= 0 or applied > 0:
        return ""
    return words(
        "answer.leverage.rise",
        model=numbers.number(words, model),
        applied=numbers.number(words, applied),
    )
