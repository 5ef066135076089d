"""The answer of the page of tokens: how many have all features, and what permission costs."""

from collections.abc import Iterable, Sequence

from engine import survival
from engine.scenario import Scenario
from engine.survival import Speed
from engine.token_records import Token
from pages.ui import catalog, describe, numbers
from pages.ui.text import Words

SAME = 1e-9


def tokens(scenario: Scenario, words: Words) -> str:
    """Count, say which count as margin, and price the wait."""
    chosen = chosen_tokens(scenario)
    parts = [_count(words), _margin(scenario, words), _wait(scenario, chosen, words)]
    return describe.sentences(words, parts)


def judged(scenario: Scenario, words: Words) -> str:
    """Judge the products the page looks at, and say what the hours of those that ask nobody are."""
    chosen = chosen_tokens(scenario)
    parts = [*_chosen(scenario, chosen, words), *_open(scenario, chosen, words)]
    return describe.sentences(words, parts)


def chosen_tokens(scenario: Scenario) -> tuple[Token, ...]:
    """Return the products that stand for the asset the page looks at."""
    tokens = catalog.book().tokens.values()
    return tuple(token for token in tokens if token.asset == scenario.view.asset)


def asks(token: Token) -> bool:
    """Tell whether a transfer of the product waits for somebody's approval."""
    return token.powers["move"].code == "approved"


def priced(scenario: Scenario, chosen: Sequence[Token]) -> tuple[Token, ...]:
    """Return the products whose wait for permission is priced; none if no product has one.

    These are the chosen ones; where they ask nobody, those of the longest wait among the products
    whose rules are on record.
    """
    book = catalog.book()
    hours = {t: survival.hours_of(scenario, book, book.tokens[t]) for t in book.tokens}
    waiting = [t for t in book.tokens.values() if asks(t) and hours[t.id] > SAME]
    own = tuple(token for token in waiting if token in chosen)
    known = [t for t in waiting if t.powers["move"].status != "illustrative"]
    longest = max((hours[token.id] for token in known), default=0.0)
    return own or tuple(token for token in known if hours[token.id] == longest)


def names(tokens: Iterable[Token], words: Words) -> str:
    """List the short names of products."""
    return describe.listing(words, (token.short[words.language] for token in tokens))


def _with_all() -> list[Token]:
    return [t for t in catalog.book().tokens.values() if survival.score(t).verdict == "all"]


def _count(words: Words) -> str:
    total, whole = len(catalog.book().tokens), _with_all()
    key = "answer.tokens.count" if whole else "answer.tokens.count.none"
    return words(key, count=len(whole), total=total, names=names(whole, words))


def _margin(scenario: Scenario, words: Words) -> str:
    """Say how many count as margin, and which of them lack features."""
    book = catalog.book()
    counting = [
        token
        for token in book.tokens.values()
        if not survival.refused_by(scenario, book, token.asset)
    ]
    whole = _with_all()
    without = [token for token in counting if token not in whole]
    key = "mixed" if without else "same" if counting else "none"
    return words(
        f"answer.tokens.margin.{key}",
        day=numbers.day(words, scenario.rules.as_of),
        total=len(book.tokens),
        margin=len(counting),
        both=len(counting) - len(without),
        others=len(without),
        names=names(without, words),
    )


def _chosen(scenario: Scenario, chosen: tuple[Token, ...], words: Words) -> list[str]:
    """Judge the products the page looks at; those with the same result share a sentence."""
    if not chosen:
        asset = words(f"asset.{scenario.view.asset}")
        return [words("answer.tokens.chosen.unlisted", asset=asset)]
    found: dict[tuple[str, str], list[Token]] = {}
    for token in chosen:
        score = survival.score(token)
        lacking = (words(f"feature.{name}") for name in (*score.missing, *score.part))
        key = "coin" if token.form.code == "coin" else "all" if score.verdict == "all" else "lacks"
        found.setdefault((key, describe.listing(words, lacking)), []).append(token)
    return [
        words(f"answer.tokens.chosen.{key}", name=names(group, words), missing=missing)
        for (key, missing), group in found.items()
    ]


def _open(scenario: Scenario, chosen: tuple[Token, ...], words: Words) -> list[str]:
    """Say of chosen products that ask nobody what their hours are for."""
    free = [token for token in chosen if not asks(token)]
    if not free:
        return []
    hours = survival.hours_of(scenario, catalog.book(), free[0])
    key = "some" if hours > SAME else "none"
    name = names(free, words)
    return [words(f"answer.tokens.open.{key}", name=name, hours=numbers.hours(words, hours))]


def _wait(scenario: Scenario, chosen: tuple[Token, ...], words: Words) -> str:
    """Price the wait of the scenario; where there is none, that of a product that asks for one."""
    book, hold = catalog.book(), float(scenario.call.hold)
    if hold > SAME:
        return wait_sentence("answer.tokens.hold", survival.wait(scenario, book, hold), "", words)
    asked = priced(scenario, chosen)
    if not asked:
        return words("answer.tokens.free.never")
    speed = survival.wait(scenario, book, survival.hours_of(scenario, book, asked[0]))
    return wait_sentence("answer.tokens.free", speed, names(asked, words), words)


def wait_sentence(key: str, speed: Speed, name: str, words: Words) -> str:
    """Say what a wait adds to the margin, or that a floor takes its place."""
    before, after = speed.margin
    added = after - before
    return words(
        f"{key}.{'more' if added > SAME * before else 'floor'}",
        hours=numbers.hours(words, speed.hours),
        name=name,
        margin=numbers.money(words, added),
        share=numbers.percent(words, added / before, signed=True) if before else "",
    )


def wait_title(speed: Speed | None, chosen: Sequence[Token], words: Words) -> str:
    """Say in a few words what the wait of the products priced adds to the margin."""
    if speed is None or speed.hours <= SAME:
        return words("picture.speed.none")
    before, after = speed.margin
    added = after - before
    return words(
        f"picture.speed.{'more' if added > SAME * before else 'same'}",
        hours=numbers.hours(words, speed.hours),
        name=names(chosen, words),
        margin=numbers.money(words, added),
        share=numbers.percent(words, added / before, signed=True) if before else "",
    )
