"""The answer of the page on who pays when it fails: whose dollar is the last, and what is left."""

import math

import numpy as np

from engine.default_records import Waterfall
from engine.results import Results
from engine.scenario import Scenario
from pages.ui import answers, describe, numbers
from pages.ui.text import Words

SAME = 1e-9
DOLLAR = "USD"


def bearer(found: Waterfall) -> str:
    """Return the column that bears the last dollar; "none" without a loss."""
    bears = np.flatnonzero(found.borne > SAME)
    return found.columns[int(bears[-1])] if len(bears) else "none"


def waterfall(scenario: Scenario, results: Results, words: Words) -> str:
    """Say what the move costs, who pays last, what is left, and how the baseline compares."""
    outcome = results.scenario
    if not outcome.collateral.feasible:
        return answers.infeasible(outcome, words)
    found, last = outcome.waterfall, bearer(outcome.waterfall)
    if last == "none":
        return words("answer.waterfall.none")

    def money(value: float) -> str:
        return numbers.money(words, value, currency=found.currency.lower())

    worth = float(found.resources[0])
    sentence = words(
        f"answer.waterfall.{last}",
        shock=numbers.percent(words, scenario.stress.shock / 100.0),
        loss=money(float(found.loss)),
        worth=money(worth),
        spare=money(worth - float(found.loss)),
        part=money(float(found.borne[found.columns.index(last)])),
    )
    return describe.sentences(words, [sentence, *_beyond(results, words)])


def _beyond(results: Results, words: Words) -> list[str]:
    """Compare the loss beyond the margin with the baseline's, if either has one."""
    before, after = float(results.baseline.stress_loss), float(results.scenario.stress_loss)
    if not math.isfinite(before) or max(before, after) <= SAME:
        return []
    gap = after - before
    key = "same" if abs(gap) <= SAME * max(1.0, before) else "more" if gap > 0 else "less"
    key = "held" if after <= SAME else key
    currency = results.scenario.waterfall.currency.lower()
    values = {"before": before, "after": after, "gap": abs(gap)}
    written = {name: numbers.money(words, v, currency=currency) for name, v in values.items()}
    return [words(f"answer.waterfall.beyond.{key}", **written)]


def remarks(scenario: Scenario, results: Results, words: Words) -> str:
    """Say in which money the layers are, and whose rule sizes the contribution of the defaulter."""
    found = results.scenario.waterfall
    parts = []
    if found.currency != DOLLAR:
        named = words(f"currency.{found.currency.lower()}")
        parts.append(words("answer.waterfall.currency", currency=named))
    if scenario.stress.member_fund is None and float(found.resources[1]) > 0:
        parts.append(words("answer.waterfall.rule"))
    return describe.sentences(words, parts)
