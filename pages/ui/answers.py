"""The sentence that answers each page's question, chosen and filled from the numbers."""

import math

from engine.attribution import Attribution
from engine.cycles import Best, pipe_cost
from engine.results import Collateral, Outcome, Results, Settlement
from pages.ui import describe, headlines, numbers
from pages.ui.text import Words

SAME = 1e-9
WATCHED = ("peak_cash", "cost", "stress_loss")


def _direction(before: float, after: float) -> str:
    if abs(after - before) <= SAME * max(1.0, abs(before)):
        return "same"
    return "less" if after < before else "more"


def overview(results: Results, parts: Attribution | None, words: Words) -> str:
    """How much is locked, by how much it moved, and which lever did most."""
    before, after = float(results.baseline.locked), float(results.scenario.locked)
    if not math.isfinite(after):
        return infeasible(results.scenario, words)
    if not math.isfinite(before):
        return words("answer.overview.no_baseline", after=numbers.money(words, after))
    sentence = words(
        f"answer.overview.{_direction(before, after)}",
        after=numbers.money(words, after),
        gap=numbers.money(words, abs(after - before)),
        share=numbers.percent(words, abs(after / before - 1.0)) if before else "",
    )
    rest = [*_causes(parts, after - before, words), *_refused(results.scenario, words)]
    rest += _other_side(results, words)
    return describe.sentences(words, [sentence, *rest, *_floor(results.scenario, words)])


def _refused(outcome: Outcome, words: Words) -> list[str]:
    """Name the assets of the mix that do not count, by what refuses them."""
    held = outcome.collateral
    named: dict[str, list[str]] = {}
    for code, share, why in zip(held.codes, held.share.tolist(), held.refused_by, strict=True):
        if share and why:
            named.setdefault(why, []).append(words(f"asset.{code}.short"))
    return [
        words(f"answer.overview.refused.{why}", assets=describe.listing(words, assets))
        for why, assets in named.items()
    ]


def _causes(parts: Attribution | None, gap: float, words: Words) -> list[str]:
    """Name the lever that did most of the change, and the one that pulled hardest against it."""
    if parts is None or not parts.levers:
        return []
    locked = dict(zip(parts.levers, parts.parts["locked"], strict=True))
    sign = math.copysign(1.0, gap)
    along = max(locked, key=lambda lever: sign * locked[lever])
    against = min(locked, key=lambda lever: sign * locked[lever])
    out = []
    if sign * locked[along] > SAME:
        out.append(("most", along))
    if sign * locked[against] < -SAME:
        out.append(("against", against))
    return [
        words(
            f"answer.overview.{key}",
            lever=words(f"lever.{lever}"),
            part=numbers.money(words, locked[lever], signed=True),
        )
        for key, lever in out
    ]


def _other_side(results: Results, words: Words) -> list[str]:
    """Name the figures that move against locked capital, so that no answer tells one side."""
    before, after = results.baseline.headline, results.scenario.headline
    sign = float(after["locked"]) - float(before["locked"])
    moved = [
        words(
            "answer.overview.figure",
            figure=describe.inside(words(f"headline.{name}")),
            change=headlines.delta(name, float(before[name]), float(after[name]), words),
        )
        for name in WATCHED
        if (float(after[name]) - float(before[name])) * sign < 0
        and headlines.delta(name, float(before[name]), float(after[name]), words)
    ]
    if not moved:
        return []
    key = "answer.overview.but" if sign < 0 else "answer.overview.while"
    return [words(key, figures=describe.listing(words, moved))]


def _floor(outcome: Outcome, words: Words) -> list[str]:
    """Say in the answer itself that a floor takes the gain of a faster rail away."""
    if not bool(outcome.margin.floor_binds):
        return []
    floor = numbers.days(words, float(outcome.margin.period_floor))
    return [words("answer.overview.floor", floor=floor)]


def infeasible(outcome: Outcome, words: Words) -> str:
    """Say that no amount of this mix covers the margin, and what to change."""
    held = outcome.collateral
    refused = [
        words(f"asset.{code}.short")
        for code, share, why in zip(held.codes, held.share.tolist(), held.refused_by, strict=True)
        if share and why
    ]
    key = "answer.infeasible.refused" if refused else "answer.infeasible.caps"
    return words(key, assets=describe.listing(words, refused))


def collateral(outcome: Outcome, words: Words) -> str:
    """Say what the mix must post for the margin, what drives it, and what lies idle."""
    held = outcome.collateral
    if not held.feasible:
        return infeasible(outcome, words)
    index = held.codes.index(held.main_driver)
    ratio = numbers.times(words, float(held.over_collateralisation))
    sentences = [
        words(
            f"answer.collateral.{'level' if ratio == numbers.times(words, 1.0) else 'posted'}",
            posted=numbers.money(words, float(held.posted)),
            margin=numbers.money(words, float(outcome.margin.initial_margin)),
            ratio=ratio,
        )
    ]
    if float(held.idle) > SAME:
        sentences.append(
            words("answer.collateral.idle", idle=numbers.money(words, float(held.idle)))
        )
    if held.share[index] * held.haircut[index] > 0:
        sentences.append(
            words(
                "answer.collateral.driver",
                asset=describe.inside(words(f"asset.{held.main_driver}")),
                haircut=numbers.percent(words, float(held.haircut[index])),
                share=numbers.percent(words, float(held.share[index])),
            )
        )
    return describe.sentences(words, sentences)


def haircut(held: Collateral, asset: str, hours: float, words: Words) -> str:
    """Model and applied haircut of one asset, and the name of what decides."""
    i = held.codes.index(asset)
    if held.refused_by[i]:
        return words(f"answer.refused.{held.refused_by[i]}", asset=words(f"asset.{asset}"))
    return words(
        f"answer.haircut.{held.set_by[i]}",
        asset=words(f"asset.{asset}"),
        model=numbers.percent(words, float(held.haircut_model[i])),
        applied=numbers.percent(words, float(held.haircut[i])),
        hours=numbers.hours(words, hours),
    )


def settlement(here: Settlement, one_day: Settlement, code: str, best: Best, words: Words) -> str:
    """Say what the cycle asks for, its cost against T+1, and the cheapest cycle."""
    cost, then = pipe_cost(here), pipe_cost(one_day)
    key = "one_day" if code == "T1" else _direction(then, cost)
    first = words(
        f"answer.settlement.{key}",
        cycle=describe.option("settlement.cycle", code, words),
        fund=numbers.money(words, float(here.fund_share)),
        peak=numbers.money(words, float(here.peak_cash)),
        cost=numbers.money(words, cost),
        gap=numbers.money(words, abs(cost - then)),
    )
    second = words(
        "answer.settlement.best_here" if best.code == code else "answer.settlement.best",
        cycle=describe.option("settlement.cycle", best.code, words),
        cost=numbers.money(words, best.cost),
    )
    if best.high > best.low and best.code != code:
        second = words(
            "answer.settlement.best_range",
            low=best.low,
            high=best.high,
            cost=numbers.money(words, best.cost),
        )
    return describe.sentences(words, [first, second])


def breakeven(share: float | None, held: float, words: Words) -> str:
    """From which recycling share atomic settlement is no dearer than T+1."""
    if share is None:
        return words("answer.breakeven.never")
    key = "always" if share == 0.0 else "reached" if held >= share else "missed"
    return words(
        f"answer.breakeven.{key}",
        share=numbers.percent(words, share),
        held=numbers.percent(words, held),
    )


def margin_note(outcome: Outcome, words: Words) -> str:
    """Say whether the regime's floor decides the margin, with model and applied value."""
    margin = outcome.margin
    key = "binds" if bool(margin.floor_binds) else "free"
    return words(
        f"answer.margin.{key}",
        model=numbers.money(words, float(margin.initial_margin_model)),
        applied=numbers.money(words, float(margin.initial_margin)),
        period=numbers.days(words, float(margin.period_model)),
        floor=numbers.days(words, float(margin.period_floor)),
    )


def unit_figure(name: str, outcome: Outcome, words: Words) -> str:
    """Return one headline figure of an outcome, written for a sentence."""
    return headlines.written(name, float(outcome.headline[name]), words)


def wrong_way(held: Collateral, asset: str, *, charged: bool, words: Words) -> str:
    """Say what wrong-way risk adds to an asset's haircut, or would add."""
    addon = float(held.wrong_way[held.codes.index(asset)])
    if addon <= SAME:
        return words("answer.wrong_way.none", asset=words(f"asset.{asset}"))
    return words(
        f"answer.wrong_way.{'charged' if charged else 'shown'}",
        asset=words(f"asset.{asset}"),
        points=numbers.points(words, addon, signed=False),
    )


def thin(held: Collateral, words: Words) -> str:
    """Name the assets whose block is larger than a day's turnover, or say nothing."""
    names = [words(f"asset.{code}.short") for code in held.unreliable_impact]
    return words("answer.thin", assets=describe.listing(words, names)) if names else ""


def caps(held: Collateral, words: Words) -> str:
    """Name the assets whose cap binds and what lies above, or say that none does.

    Nothing where no amount can cover the margin.
    """
    if not held.feasible:
        return ""
    if not held.at_cap.any():
        return words("answer.caps.free")
    bound = [
        words(f"asset.{code}.short")
        for code, at_cap in zip(held.codes, held.at_cap.tolist(), strict=True)
        if at_cap
    ]
    surplus = numbers.money(words, float(held.unused_value[held.at_cap].sum()))
    return words("answer.caps.bound", assets=describe.listing(words, bound), surplus=surplus)
