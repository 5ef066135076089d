"""Read the loss record of one price series from plain data, strictly."""

from types import MappingProxyType

from engine import evidence_checks as own
from engine import fact_checks as check
from engine.evidence_records import Counts, Horizon, LossHistory
from engine.fact_checks import fields, refuse

LOSS_KEYS = frozenset({"closes", "days_per_year", "annual_vol_pct", "step_pct", "horizons"})
HORIZON_KEYS = frozenset({"start_days", "count", "separate_windows", "separate", "worst"})
LOW_KEYS = frozenset({"low_start_days", "low", "low_worst_pct"})


def losses_from(code: str, raw: object, where: str) -> LossHistory:
    """Check the loss record of one series; FactError for any fault in it."""
    row = fields(raw, where, own.PROVENANCE | own.SPAN | LOSS_KEYS, frozenset({"lows_to"}))
    first, last = own.span(row, where)
    if "lows_to" in row and not first < check.day(row["lows_to"], where) <= last:
        refuse(where, f"lows end on {row['lows_to']}, outside the record", "Correct it")
    step = own.share(row["step_pct"], f"{where}.step_pct")
    horizons: dict[int, Horizon] = {}
    for name, entry in own.rows(row, "horizons", where).items():
        place = f"{where}.{name}"
        found = _horizon(name, entry, place)
        own.agreement(found, step, (first, last), place)
        horizons[found.days] = found
    return LossHistory(
        code=code,
        first=first,
        last=last,
        closes=own.whole(row["closes"], f"{where}.closes"),
        days_per_year=own.clock(row, where),
        volatility=own.share(row["annual_vol_pct"], where),
        step=step,
        horizons=MappingProxyType(horizons),
        origin=own.origin(row, where),
    )


def _horizon(name: str, raw: object, where: str) -> Horizon:
    if not name.endswith("d") or not name[:-1].isdecimal():
        refuse(where, f"{name!r} is no holding period", "Write it as 5d")
    row = fields(raw, where, HORIZON_KEYS, LOW_KEYS)
    worst = row["worst"]
    if not isinstance(worst, list) or not worst:
        refuse(where, "there are no worst losses", "List at least one")
    episodes = tuple(own.episode(entry, f"{where}.worst") for entry in worst)
    top = episodes[0].loss
    low: Counts | None = None
    if LOW_KEYS & row.keys():
        fields(row, where, HORIZON_KEYS | LOW_KEYS)
        deepest = own.share(row["low_worst_pct"], where)
        low = own.counts(row["low"], row["low_start_days"], deepest, f"{where}.low")
    return Horizon(
        days=own.whole(int(name[:-1]), where),
        overlapping=own.counts(row["count"], row["start_days"], top, f"{where}.count"),
        separate=own.counts(row["separate"], row["separate_windows"], top, f"{where}.separate"),
        low=low,
        episodes=episodes,
    )
