"""The answer of the page of past prices: how often the haircut failed, and against what promise."""

from engine.evidence import episodes, needed_haircut
from engine.evidence_answers import Failures
from engine.evidence_records import LossHistory, Origin
from engine.held import ways
from pages.ui import catalog, describe, numbers, past
from pages.ui.past import Past, Tried
from pages.ui.text import Words

FALLS = {
    "btc": ("stress.btc_fall", "stress.btc_fall_closes", "stress.btc_fall_lows"),
    "usdc": ("stress.usdc_fall_closes", "stress.usdc_fall_oracle", "stress.usdc_fall_venue"),
}


def history(case: Past, words: Words) -> str:
    """Count the failures at the scenario's hours and hold them against the promise."""
    found = past.tried(case)
    refused = _refused(case, words)
    if found is None:
        return describe.sentences(words, [_without(case, words), *refused])
    parts = [_failed(found, words), *_limits(found, words), _period(found, words)]
    return describe.sentences(words, [*parts, *refused])


def standing(found: Tried) -> str:
    """Tell whether the haircut never failed, failed no more often than promised, or more."""
    failed = found.found
    if float(failed.count) == 0:
        return "never"
    return "more" if float(failed.share) > found.trial.promised else "within"


def _failed(found: Tried, words: Words) -> str:
    case, failed = found.past, found.found
    return words(
        f"answer.history.{standing(found)}",
        what=_what(found, words),
        count=counted(failed, words),
        windows=_windows(found, words),
        share=numbers.percent(words, float(failed.share)),
        period=past.length(found.history, found.days, words),
        basis=words(f"past.basis.{case.counting}"),
        confidence=numbers.percent(words, case.confidence),
        promised=numbers.percent(words, found.trial.promised),
        needed=numbers.percent(words, needed(found)),
    )


def _what(found: Tried, words: Words) -> str:
    """Name the haircut; on prices brought along it stays that of the asset."""
    own = "" if found.history.origin else ".own"
    haircut = numbers.percent(words, found.past.haircut)
    asset = describe.inside(words(f"asset.{found.past.asset}"))
    return words(f"answer.history.what{own}", haircut=haircut, asset=asset)


def _windows(found: Tried, words: Words) -> str:
    own = "" if found.history.origin else ".own"
    windows = numbers.count(words, found.found.windows)
    return words(f"answer.history.windows{own}", windows=windows, series=_prices(found, words))


def _limits(found: Tried, words: Words) -> list[str]:
    """Say over which periods the promise was broken, as counted and by lows, where it held."""
    if standing(found) == "more":
        return []
    ways_ = {"": found.past.counting}
    if found.past.counting != "lows" and "lows" in past.countings(found.history):
        ways_[".lows"] = "lows"
    parts = []
    for ending, counting in ways_.items():
        over = describe.together(words, broken_over(found, counting, words))
        if over:
            parts.append(words(f"answer.history.limits{ending}", periods=over))
    return parts


def broken_over(found: Tried, counting: str, words: Words) -> list[str]:
    """Name the periods on record over which the haircut failed more often than promised."""
    return [
        past.length(found.history, days, words)
        for days in found.history.horizons
        if float(found.trial.counted(counting, days).share) > found.trial.promised
    ]


def needed(found: Tried) -> float:
    """Return the haircut that would have kept the promise over the period."""
    basis, windows = ways(found.past.counting)
    level = 1.0 - found.trial.promised
    return float(needed_haircut(found.history, found.days, level, basis, windows))


def counted(failed: Failures, words: Words) -> str:
    """Return a number of failures, as a bound where the record knows no more."""
    count = numbers.count(words, float(failed.count))
    return count if bool(failed.exact) else words("answer.history.at_most", count=count)


def _prices(found: Tried, words: Words) -> str:
    """Name the prices briefly: the asset's own, a proxy, or those brought along."""
    own = found.history.origin is not None and _reason(found.past.asset) == "same"
    return words("evidence.reason.same") if own else series(found, words)


def series(found: Tried, words: Words) -> str:
    """Name the series, and say so where it only stands in for the asset."""
    name = past.name(found.history, words)
    if found.history.origin is None or _reason(found.past.asset) == "same":
        return name
    return words("answer.history.proxy", name=name)


def _period(found: Tried, words: Words) -> str:
    case, period = found.past, found.period
    key = "beyond" if period.beyond else "chosen" if case.chosen else "next"
    return words(
        f"answer.history.period.{key}",
        hours=numbers.hours(words, case.hours),
        period=past.length(found.history, period.days, words),
        clock=numbers.hours(words, period.hours),
    )


def _without(case: Past, words: Words) -> str:
    return words(
        "answer.history.none",
        asset=describe.inside(words(f"asset.{case.asset}")),
        haircut=numbers.percent(words, case.haircut),
        reason=words(f"evidence.reason.{_reason(case.asset)}"),
    )


def _refused(case: Past, words: Words) -> list[str]:
    if not case.refused_by:
        return []
    return [words(f"answer.refused.{case.refused_by}", asset=words(f"asset.{case.asset}"))]


def _reason(asset: str) -> str:
    return catalog.book().evidence.stand_ins[asset].reason


def source(found: Tried, words: Words) -> str:
    """Say what was counted, from where, over which years, and what overlapping windows do."""
    history_, case = found.history, found.past
    values = {
        "series": series(found, words),
        "first": numbers.day(words, history_.first),
        "last": numbers.day(words, history_.last),
    }
    if history_.origin is None:
        first = words("past.source.own", **values)
    else:
        values |= {"source": named(history_.origin, words)}
        note = history_.origin.note[words.language]
        first = describe.sentences(words, [words("past.source", **values), note])
    return describe.sentences(words, [first, words(f"past.caution.{case.counting}")])


def named(origin: Origin, words: Words) -> str:
    """Name the source of a record and how well it is known."""
    entry = catalog.book().facts.sources[origin.source]
    return words(
        "past.named",
        publisher=describe.publisher(entry, words),
        title=describe.title(entry, words),
        status=words(f"status.{origin.status}"),
    )


def readings(found: Tried, words: Words) -> str:
    """Say what the worst fall of a coin was by each source, or nothing."""
    code = found.history.code
    if code not in FALLS or found.history.origin is None:
        return ""
    facts = catalog.book().facts
    values = zip(("first", "second", "third"), FALLS[code], strict=True)
    falls = {name: numbers.percent(words, facts.value(key)) for name, key in values}
    return words(f"past.readings.{code}", **falls)


def verdict(found: Tried, words: Words) -> str:
    """Say what the test on separate windows makes of the failures over the period."""
    judged = found.trial.verdicts[found.days]
    return words(
        f"past.verdict.{found.trial.verdict(found.days)}",
        count=counted(judged.failures, words),
        windows=numbers.count(words, judged.failures.windows),
        period=past.length(found.history, found.days, words),
        zone=words(f"past.zone.{judged.zone}"),
        promised=numbers.percent(words, found.trial.promised),
    )


def broken(history_: LossHistory, days: int, haircut: float) -> int:
    """Return how many of the listed episodes went beyond the haircut."""
    return len(episodes(history_, days, haircut))
