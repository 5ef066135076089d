"""The sentences that say how big the margin is and what time does to it."""

from math import sqrt

from engine.attribution import levers_moved
from engine.period_split import Split
from engine.results import Margin
from engine.scenario import Scenario
from pages.ui import catalog, describe, numbers
from pages.ui.text import Words

SAME = 1e-9
FAR = 1.5
OWN_SENTENCE = {"transfer": "transfer", "call_schedule": "schedule"}


def margin(split: Split, scenario: Scenario, baseline: Scenario, words: Words) -> str:
    """Margin now, its change at the same call hour, every lever's part, the floor, the tool."""
    moved = sorted(split.levers, key=lambda lever: -abs(split.part(lever)))
    counted = [lever for lever in moved if abs(split.part(lever)) > _size(split)]
    sentences = [
        _change(split, words),
        *(_lever(split, lever, scenario, baseline, words) for lever in counted),
        *_still(split, words),
        *_floor(split, words),
        *_tool(split.after, scenario, words),
        *_same_hour(scenario, baseline, words),
    ]
    return describe.sentences(words, sentences)


def basis(scenario: Scenario, code: str, words: Words) -> str:
    """Name a reading of the call hour: the chosen hour by its time."""
    path = "call.at" if code == "hour" else "call.basis"
    return describe.option(path, scenario.call.at if code == "hour" else code, words)


def _size(split: Split) -> float:
    return SAME * max(1.0, float(split.before.initial_margin))


def _change(split: Split, words: Words) -> str:
    before, after = (float(m.initial_margin) for m in (split.before, split.after))
    key = "same" if abs(split.change) <= _size(split) else "less" if after < before else "more"
    return words(
        f"answer.margin.{key}",
        after=numbers.money(words, after),
        gap=numbers.money(words, abs(split.change)),
        share=numbers.percent(words, abs(after / before - 1.0)) if before else "",
    )


def _lever(split: Split, lever: str, scenario: Scenario, base: Scenario, words: Words) -> str:
    """Say what one lever adds or takes off, by the names of its settings that differ."""
    part = split.part(lever)
    key = f"{OWN_SENTENCE.get(lever, 'lever')}.{'less' if part < 0 else 'more'}"
    amount = numbers.money(words, abs(part))
    if lever in OWN_SENTENCE:
        return words(f"answer.margin.{key}", part=amount)
    paths = levers_moved(base, scenario, catalog.book().controls).get(lever, ())
    names = [describe.label(path, words) for path in paths] or [words(f"lever.{lever}")]
    return words(f"answer.margin.{key}", part=amount, lever=describe.listing(words, names))


def _still(split: Split, words: Words) -> list[str]:
    """Say why the transfer has no part: as long as before, or a floor takes its effect away."""
    if abs(split.part("transfer")) > _size(split):
        return []
    before, after = (_transfer_hours(side) for side in (split.before, split.after))
    if before == after:
        return [words("answer.margin.transfer.none")]
    return [
        words(
            "answer.margin.transfer.taken",
            before_hours=numbers.hours(words, before),
            after_hours=numbers.hours(words, after),
            floor=numbers.days(words, float(split.after.period_floor)),
            model=numbers.money(words, float(split.after.initial_margin_model)),
        )
    ]


def _transfer_hours(margin_: Margin) -> float:
    return float(margin_.hours["transfer"]) + float(margin_.hours["hold"])


def _floor(split: Split, words: Words) -> list[str]:
    """Say whether a floor decides; nothing where the sentence on the transfer has said it."""
    after = split.after
    if not bool(after.floor_binds):
        return [words("answer.margin.floor.none")]
    moved = abs(split.part("transfer")) > _size(split)
    if not moved and _transfer_hours(split.before) != _transfer_hours(after):
        return []
    key = "partly" if moved and split.part("transfer") < 0 else "raises"
    return [
        words(
            f"answer.margin.floor.{key}",
            floor=numbers.days(words, float(after.period_floor)),
            model=numbers.money(words, float(after.initial_margin_model)),
        )
    ]


def _tool(after: Margin, scenario: Scenario, words: Words) -> list[str]:
    """Say that the tool decides, where margin rests on far more than the volatility set here."""
    asked, root = scenario.margin.vol, sqrt(float(after.period) / after.days_per_year)
    if asked is None or not root:
        return []
    applied, own = float(after.rate) / (float(after.multiplier) * root), float(after.volatility)
    if applied <= FAR * own:
        return []
    return [
        words(
            "answer.margin.tool",
            tool=describe.option("margin.apc", scenario.margin.apc, words),
            applied=numbers.percent(words, applied),
            own=numbers.percent(words, own),
        )
    ]


def _same_hour(scenario: Scenario, baseline: Scenario, words: Words) -> list[str]:
    """Say that the baseline stands at the scenario's call hour, where its own differs."""
    here, own = (basis(side, side.call.basis, words) for side in (scenario, baseline))
    return [] if here == own else [words("answer.margin.same_hour", basis=here, own=own)]
