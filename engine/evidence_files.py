"""Read the evidence files: losses, hourly falls, volatility paths and stand-ins, strictly.

``data/evidence`` holds one file for each series (``losses_*.yaml``, ``volatility_*.yaml``),
``hourly.yaml`` and ``stand_ins.yaml``. Rows of numbers are one text, separated by spaces.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from engine import FloatArray
from engine import evidence_checks as own
from engine import fact_checks as check
from engine.evidence_losses import losses_from
from engine.evidence_records import (
    DECAYS,
    EvidenceBook,
    Fall,
    HourlyEpisode,
    LossHistory,
    StandIn,
    VolatilityPath,
    Window,
)
from engine.fact_checks import fields, refuse
from engine.facts import DATA, read_yaml

FOLDER = "evidence"
WEEK = 7
PATH_KEYS = frozenset({"days_per_year", "ten_year_pct", "daily_2020", "weekly"})
HOURLY_KEYS = frozenset({"asset", "pair", "falls"})


@lru_cache(maxsize=2)
def load_evidence(folder: Path = DATA) -> EvidenceBook:
    """Read ``evidence/`` of a data folder, once.

    Raises
    ------
    FactError
        If a record lacks its source, class, status, day of computing or note, if its figures
        contradict each other, or if a stand-in names a series that is not there.
    """
    place = folder / FOLDER
    losses = {code: losses_from(code, raw, where) for code, where, raw in _series(place, "losses")}
    paths = {
        code: volatility_from(code, raw, where) for code, where, raw in _series(place, "volatility")
    }
    where = "hourly.yaml"
    episodes = fields(read_yaml(place / where), where, frozenset({"hourly"}))
    hourly = {
        code: hourly_from(code, raw, f"{where}: {code}")
        for code, raw in own.rows(episodes, "hourly", where).items()
    }
    where = "stand_ins.yaml"
    content = fields(read_yaml(place / where), where, frozenset({"stand_ins"}))["stand_ins"]
    head = fields(content, where, own.PROVENANCE | {"series"})
    standing = {
        code: _stand_in(code, raw, losses, f"{where}: {code}")
        for code, raw in own.rows(head, "series", where).items()
    }
    return EvidenceBook(
        losses=MappingProxyType(losses),
        hourly=MappingProxyType(hourly),
        volatility=MappingProxyType(paths),
        stand_ins=MappingProxyType(standing),
        choice=own.origin(head, where),
    )


def _series(place: Path, kind: str) -> Iterator[tuple[str, str, object]]:
    """Yield code, place and content of each series; a file holds the one it is named after."""
    for path in sorted(place.glob(f"{kind}_*.yaml")):
        code = path.stem.removeprefix(f"{kind}_")
        content = fields(read_yaml(path), path.name, frozenset({kind}))[kind]
        yield code, f"{path.name}: {code}", fields(content, path.name, frozenset({code}))[code]


def volatility_from(code: str, raw: object, where: str) -> VolatilityPath:
    """Check the volatility record of one series; see :func:`load_evidence`."""
    row = fields(raw, where, own.PROVENANCE | own.SPAN | PATH_KEYS)
    first, last = own.span(row, where)
    daily = fields(row["daily_2020"], f"{where}.daily_2020", frozenset({"dates", *DECAYS}))
    weekly = fields(row["weekly"], f"{where}.weekly", frozenset({"first", *DECAYS}))
    days = own.day_row(daily["dates"], f"{where}.daily_2020")
    start = check.day(weekly["first"], f"{where}.weekly")
    weeks = own.percent_row(weekly[DECAYS[0]], f"{where}.weekly").size
    ends = tuple(start + timedelta(days=WEEK * week) for week in range(weeks))
    for found, slack in ((days, 0), (ends, WEEK - 1)):
        if not first <= found[0] <= found[-1] <= last + timedelta(days=slack):
            refuse(where, f"{found[0]} to {found[-1]} lies outside the record", "Correct a day")
    windows = {
        "daily_2020": Window(days, _paths(daily, len(days), f"{where}.daily_2020")),
        "weekly": Window(ends, _paths(weekly, weeks, f"{where}.weekly")),
    }
    return VolatilityPath(
        code=code,
        first=first,
        last=last,
        days_per_year=own.clock(row, where),
        ten_year=own.share(row["ten_year_pct"], where),
        windows=MappingProxyType(windows),
        origin=own.origin(row, where),
    )


def hourly_from(code: str, raw: object, where: str) -> HourlyEpisode:
    """Check one hourly episode; its hours rise and every fall begins inside the window."""
    row = fields(raw, where, own.PROVENANCE | own.SPAN | HOURLY_KEYS)
    first, last = (own.hour(row[key], f"{where}.{key}") for key in ("first", "last"))
    entries = row["falls"]
    if not isinstance(entries, list) or not entries:
        refuse(where, "there are no falls", "List at least one")
    falls = tuple(_fall(entry, f"{where}.falls") for entry in entries)
    hours = [fall.hours for fall in falls]
    if hours != sorted(set(hours)):
        refuse(where, "hours are not in order", "List the shortest first, each once")
    if not all(first <= fall.from_ <= last for fall in falls):
        refuse(where, "a fall begins outside the window", "Correct its hour")
    asset, pair = (check.text(row[key], f"{where}.{key}") for key in ("asset", "pair"))
    return HourlyEpisode(code, asset, pair, first, last, falls, own.origin(row, where))


def _fall(raw: object, where: str) -> Fall:
    row = fields(raw, where, frozenset({"hours", "fall_pct", "from"}))
    loss = own.share(row["fall_pct"], where)
    return Fall(own.whole(row["hours"], where), loss, own.hour(row["from"], where))


def _stand_in(code: str, raw: object, known: Mapping[str, LossHistory], where: str) -> StandIn:
    row = fields(raw, where, frozenset({"reason"}), frozenset({"series"}))
    series = row.get("series")
    if series is not None and series not in known:
        refuse(where, f"there is no series {series!r}", f"Choose one of {', '.join(known)}")
    return StandIn(code, None if series is None else str(series), check.text(row["reason"], where))


def _paths(row: Mapping[str, object], size: int, where: str) -> Mapping[str, FloatArray]:
    found = {decay: own.percent_row(row[decay], f"{where}.{decay}") for decay in DECAYS}
    if any(path.size != size for path in found.values()):
        refuse(where, f"a path does not have {size} values", "Give one value for each day")
    return MappingProxyType(found)
