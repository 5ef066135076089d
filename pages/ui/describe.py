"""Settings and notices in words: what a field is called, what a value reads like."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from typing import Any

from engine.controls import Control
from engine.fact_records import Source
from engine.grammar import Refused, parse
from engine.link import Notice
from engine.scenario import ASSETS, Value
from pages.ui import catalog, numbers
from pages.ui.text import Words

SHORT = 60
NAMED = frozenset({"choice", "flag", "set"})
WRITE: dict[str, Callable[[Words, float], str]] = {
    "percent": lambda words, value: numbers.percent(words, value / 100.0),
    "hours": numbers.hours,
    "usd_m": numbers.money,
    "usd_bn": lambda words, value: numbers.money(words, value * 1000.0),
    "basis_points": lambda words, value: numbers.basis_points(words, value / 10_000.0),
    "days": numbers.days,
}


def listing(words: Words, items: Iterable[str]) -> str:
    """Join the items of a list as the language does."""
    return _joined("list.items", words, items)


def series(words: Words, items: Iterable[str]) -> str:
    """Join items that may hold commas themselves."""
    return _joined("list.series", words, items)


def together(words: Words, items: Iterable[str]) -> str:
    """Join the items of a list, with a word before the last."""
    *others, last = list(items) or [""]
    if not others:
        return last
    return words("list.last", said=listing(words, others), item=last)


def _joined(key: str, words: Words, items: Iterable[str]) -> str:
    found = iter(items)
    return reduce(lambda said, item: words(key, said=said, item=item), found, next(found, ""))


def sentences(words: Words, parts: Iterable[str]) -> str:
    """Join sentences as the language does."""
    return ("" if words.language == "zh" else " ").join(parts)


def heading(said: str) -> str:
    """Return a sentence as a heading: without the stop at its end.

    >>> heading("No cap binds."), heading("没有上限起作用。")
    ('No cap binds', '没有上限起作用')
    """
    return said.rstrip(".。")


def inside(name: str) -> str:
    """Return a name as it stands inside a sentence: its first word begins small.

    >>> inside("Cost a year"), inside("USDC"), inside("年度成本")
    ('cost a year', 'USDC', '年度成本')
    """
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def label(path: str, words: Words) -> str:
    """Return the short name of a field."""
    return words(f"control.{path}.label")


def control_label(path: str, words: Words) -> str:
    """Return the label of a control; that of one asset or score names it."""
    group, field, *key = path.split(".")
    if key:
        name = f"asset.{key[0]}"
        named = words(name) if name in words else words("value.score", score=key[0])
        return words(f"control.{group}.{field}.one", key=named)
    return label(path, words)


def title(source: Source, words: Words) -> str:
    """Return a source's title: our own words in the language, else what the document is called."""
    key = f"source.{source.key}"
    return words(key) if key in words else source.title


def cited(source: Source, words: Words) -> str:
    """Return a source's title as a sentence cites it; our own words for it are no title."""
    said = title(source, words)
    return said if f"source.{source.key}" in words else words("source.cited", title=said)


def publisher(source: Source, words: Words) -> str:
    """Return who published a source: the name in general use in the language, else its own."""
    key = "publisher." + re.sub("[^a-z0-9]+", "_", source.publisher.lower()).strip("_")
    return words(key) if key in words else source.publisher


def published(source: Source, words: Words) -> str:
    """Return a source's date as figures that sort, or that it has none."""
    known = source.published[:4].isdigit()
    return source.published if known else words("date.undated")


def option(path: str, code: str, words: Words) -> str:
    """Return the name of one option of a field; batches are named by their number."""
    if path == "settlement.cycle" and code.startswith("B"):
        return words("cycle.batches", n=code[1:])
    shared = {
        "settlement.cycle": "cycle",
        "firm.base": "preset",
        "firm.product": "product",
        "margin.regime": "regime",
        "call.rail": "rail",
        "view.asset": "asset",
    }
    if path not in shared:
        return words(f"control.{path}.{code}")
    ending = ".name" if path == "firm.base" else ""
    return words(f"{shared[path]}.{code}{ending}")


def number(unit: str, value: float, words: Words) -> str:
    """Return a number of a field in its unit."""
    return WRITE.get(unit, numbers.number)(words, value)


def value(path: str, held: Value, words: Words) -> str:
    """Return what a field holds, short enough for a button."""
    control = catalog.book().controls.by_path[path]
    kinds: dict[str, Callable[[Any], str]] = {
        "choice": lambda code: option(path, code, words),
        "flag": lambda on: words("value.on" if on else "value.off"),
        "mix": lambda shares: _mix(shares, words),
        "keyed": lambda typed: _typed(control, typed, words),
        "set": lambda ids: listing(words, ids) or words("value.nothing"),
    }
    if held is None:
        return words("value.automatic")
    if isinstance(held, date):
        return numbers.day(words, held)
    if control.kind in kinds:
        return kinds[control.kind](held)
    return str(held) if isinstance(held, str) else number(control.unit, held, words)  # type: ignore[arg-type]


def _mix(shares: tuple[float, ...], words: Words) -> str:
    held = [
        words(
            "value.of_asset",
            asset=words(f"asset.{code}.short"),
            value=numbers.percent(words, share / 100.0),
        )
        for code, share in zip(ASSETS, shares, strict=True)
        if share
    ]
    return listing(words, held)


def _typed(control: Control, typed: tuple[float | None, ...], words: Words) -> str:
    held = [
        _of_key(code, number(control.unit, entry, words), words)
        for code, entry in zip(control.keys, typed, strict=True)
        if entry is not None
    ]
    return listing(words, held) or words("value.automatic")


def _of_key(key: str, value: str, words: Words) -> str:
    """Return the value of one asset, or of one score."""
    if key in ASSETS:
        return words("value.of_asset", asset=words(f"asset.{key}.short"), value=value)
    return words("value.of_score", score=key, value=value)


def quoted(text: str) -> str:
    """Return text from outside as inline code, so that nothing in it is read as markup."""
    plain = " ".join(text.replace("`", "'").split())
    return f"`{plain[:SHORT]}…`" if len(plain) > SHORT else f"`{plain}`"


def _named(name: str, words: Words) -> str:
    """Return a link's name, with the label of the setting it stands for."""
    known = catalog.book().controls.find(name)
    if known is None:
        return quoted(name)
    return words("notice.name", label=label(known[0].path, words), name=quoted(name))


def notice(found: Notice, words: Words) -> str:
    """Return one sentence on what a link said and what is used instead."""
    return words(
        f"notice.{found.code}",
        name=_named(found.name, words),
        given=quoted(found.given),
        used=_used(found, words),
        range=span(found.name, words),
    )


def _used(found: Notice, words: Words) -> str:
    """Return what is used instead as the page shows it; as the link writes it where it cannot."""
    known = catalog.book().controls.find(found.name)
    if known is None or known[0].kind == "text":
        return quoted(found.used)
    control, key = known
    try:
        held = parse(control.element if key else control.limits, found.used)
    except Refused:
        return quoted(found.used)
    if key and isinstance(held, float):
        return number(control.unit, held, words)
    told = value(control.path, held, words)
    named = held is None or control.kind in NAMED
    return words("notice.used", value=told) if named else told


def span(name: str, words: Words) -> str:
    """Return the range of a link's name with its unit, as a sentence; "" where it has none."""
    known = catalog.book().controls.find(name)
    if known is None:
        return ""
    control = known[0]
    if control.first is not None and control.last is not None:
        ends = numbers.day(words, control.first), numbers.day(words, control.last)
    elif control.min is not None and control.max is not None and control.step is not None:
        ends = number(control.unit, control.min, words), number(control.unit, control.max, words)
    else:
        return ""
    return words("notice.range", low=ends[0], high=ends[1])
