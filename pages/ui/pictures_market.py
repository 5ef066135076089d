"""The charts of market size: stablecoins, their transfers, tokenised Treasuries."""

import streamlit as st

from engine import market_size
from engine.facts import Dated
from engine.market_size import Transfers
from pages.ui import catalog, charts, describe, figures_market, numbers
from pages.ui.figures_market import Dot, Pair, Series, when
from pages.ui.marks import Look
from pages.ui.provenance import source_line
from pages.ui.text import Words

USD_M_PER_BN, USD_M_PER_TRN = 1e3, 1e6
BESIDE = {
    "month": ("figure.adjusted", "settlement"),
    "year": ("figure.adjusted", "settlement"),
    "exchange": ("figure.of_exchanges", "position"),
}


def stablecoins(words: Words) -> None:
    """Draw the supply of stablecoins by date."""
    entries = market_size.points(catalog.book(), "stablecoins.all")
    fifteen = market_size.points(catalog.book(), "stablecoins.top15")
    fall = market_size.deepest_fall(entries)
    places = zip(fall or (), ("top left", "bottom right"), strict=False)
    shown = [(len(entries) - 1, "top left")]
    shown += [(entries.index(end), where) for end, where in places]
    data = [
        Series(words("figure.counted"), _dots(entries, words), Look("scenario", "circle", 10),
               labelled=tuple(shown)),
        Series(words("figure.fifteen"), _dots(fifteen, words), Look("settlement", "diamond", 11),
               joined=False),
    ]  # fmt: skip
    values = {"first": _money(entries[0], words), "first_day": when(words, entries[0].from_)}
    values |= {"last": _money(entries[-1], words), "last_day": when(words, entries[-1].from_)}
    if fall:
        peak, low = fall
        values |= {"peak": _money(peak, words), "low": _money(low, words)}
        values["low_day"] = when(words, low.from_)
    title = words(f"picture.supply.{'fell' if fall else 'rose'}", **values)
    _supply("stablecoins", data, title, words("picture.supply.alt", title=title), words)
    last = fifteen[-1]
    st.caption(words("picture.supply.note", day=when(words, last.from_), value=_money(last, words)))


def transfers(words: Words) -> None:
    """Draw transfers raw beside adjusted, the factor in the title."""
    rows = market_size.transfers(catalog.book())
    adjusted = [row for row in rows if row.kind != "exchange"]
    first, second = adjusted[0], adjusted[-1]
    data = [_pair(row, words) for row in rows]
    title = words(
        "picture.transfers.title",
        first=numbers.number(words, first.factor),
        first_day=_month(first, words),
        second=numbers.number(words, second.factor),
        second_day=numbers.day(words, f"{second.day:%Y}"),
    )
    charts.show(
        lambda dark: figures_market.transfers(data, "", words, dark=dark),
        "transfers",
        title,
        words("picture.transfers.alt", title=title),
        lambda: figures_market.transfers_table(data, words),
        words,
    )
    for row in (row for row in rows if row.kind == "exchange"):
        _exchange_note(row, rows, words)


def treasuries(words: Words) -> None:
    """Draw tokenised Treasuries by date, with the two funds and the registered ones."""
    book = catalog.book()
    entries = market_size.points(book, "treasuries.all")
    sec, credit = (
        market_size.points(book, key)[-1] for key in ("treasuries.sec", "private_credit")
    )
    data = [
        Series(words("figure.trackers"), _dots(entries, words), Look("scenario", "circle", 10),
               labelled=((0, "top center"), (len(entries) - 1, "top left"))),
        Series(book.tokens["buidl"].short[words.language],
               _dots(market_size.points(book, "treasuries.buidl"), words),
               Look("margin", "diamond", 10)),
        Series(book.tokens["benji"].short[words.language],
               _dots(market_size.points(book, "treasuries.benji"), words),
               Look("settlement", "square", 9)),
        Series(words("figure.registered"), _dots((sec,), words), Look("warning", "triangle-up", 11),
               joined=False),
    ]  # fmt: skip
    title = words(
        "picture.treasuries.title",
        last=_money(entries[-1], words),
        last_day=when(words, entries[-1].from_),
        share=numbers.percent(words, market_size.share_of_treasuries(book), digits=2),
    )
    _supply("treasuries", data, title, words("picture.treasuries.alt", title=title), words)
    values = {
        "sec": _money(sec, words),
        "sec_day": when(words, sec.from_),
        "credit": _money(credit, words),
        "credit_day": when(words, credit.from_),
    }
    st.caption(words("picture.treasuries.note", **values))


def _supply(key: str, data: list[Series], title: str, alt: str, words: Words) -> None:
    charts.show(
        lambda dark: figures_market.supply(data, "", words, dark=dark),
        key,
        title,
        alt,
        lambda: figures_market.supply_table(data, words),
        words,
    )


def _money(entry: Dated, words: Words) -> str:
    return numbers.money(words, entry.value * USD_M_PER_BN)


def _dots(entries: tuple[Dated, ...], words: Words) -> tuple[Dot, ...]:
    return tuple(
        Dot(entry.from_, entry.value, _said(entry, words), entry.status == "to_confirm")
        for entry in entries
    )


def _said(entry: Dated, words: Words) -> str:
    """Day, amount, remark and source of one count, as a sentence."""
    parts = [f"{when(words, entry.from_)}: {_money(entry, words)}."]
    parts += [entry.note[words.language]] if entry.note else []
    return describe.sentences(words, [*parts, source_line(entry, words)])


def _month(row: Transfers, words: Words) -> str:
    return numbers.day(words, f"{row.day:%Y-%m}")


def _pair(row: Transfers, words: Words) -> Pair:
    key, shade = BESIDE[row.kind]
    label = words(f"picture.transfers.row.{row.kind}", day=_month(row, words))
    return Pair(label, row.raw, row.other, words(key), shade)


def _exchange_note(row: Transfers, rows: tuple[Transfers, ...], words: Words) -> None:
    """Say what the part of exchanges is, and who counted all of it."""
    sources = catalog.book().facts.sources
    counted = dict.fromkeys(describe.publisher(sources[other.source], words) for other in rows)
    values = {
        "day": _month(row, words),
        "part": numbers.money(words, row.other * USD_M_PER_TRN),
        "raw": numbers.money(words, row.raw * USD_M_PER_TRN),
        "sources": describe.series(words, counted),
    }
    st.caption(words("picture.transfers.note", **values))
