"""Whether a clearing house takes an asset at all, as far as was found: ``data/acceptance.yaml``.

A member may count an asset under a staff letter while no clearing house takes it; these records
answer the second question only and decide nothing in the model.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from engine import fact_checks as check
from engine.codes import FACT_ASSETS
from engine.fact_checks import fields, refuse
from engine.fact_records import CLASSES, STATUSES

FILE = "acceptance.yaml"
GROUPS = ("crypto", "tokenised_cash", "ledger_moved")
ANSWERS = ("none_found", "planned", "claimed", "live")
PRECISIONS = ("day", "month")
REQUIRED = frozenset(
    {"house", "group", "assets", "answer", "since", "class", "status", "source", "note"}
)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One answer: house, group of assets, what was found, since when, how well it is known."""

    id: str
    house: str
    group: str
    assets: tuple[str, ...]
    answer: str
    since: date
    precision: str
    class_: str
    status: str
    source: str
    note: Mapping[str, str]

    @property
    def from_(self) -> date:
        """Return the first day, under the name all dated records have."""
        return self.since

    @property
    def day(self) -> str:
        """Return the day as far as it is known: 2026-10-06 or 2025-06."""
        return f"{self.since}" if self.precision == "day" else f"{self.since:%Y-%m}"


def acceptance_from(content: Any, sources: Collection[str]) -> tuple[Acceptance, ...]:  # noqa: ANN401
    """Return the records in the order of the file.

    Raises ``FactError`` naming entry and fix: a field missing or unknown, a code that is none of
    ``GROUPS``, ``ANSWERS`` or the assets, or a source that is not on record.
    """
    rows = fields(content, FILE, frozenset({"acceptance"}))["acceptance"]
    if not isinstance(rows, dict) or not rows:
        refuse(FILE, "there are no entries", "Add one")
    records = tuple(_record(name, raw, f"{FILE}: {name}") for name, raw in rows.items())
    for record in records:
        if record.source not in sources:
            refuse(f"{FILE}: {record.id}", f"unknown source {record.source!r}", "Add it")
    return records


def _record(name: object, raw: object, where: str) -> Acceptance:
    row = fields(raw, where, REQUIRED, frozenset({"precision"}))
    assets = row["assets"]
    if not isinstance(assets, list):
        refuse(where, f"{assets!r} is not a list", "Write [btc, eth], or [] for none")
    return Acceptance(
        id=check.text(name, where),
        house=check.text(row["house"], f"{where}.house"),
        group=check.member(row["group"], f"{where}.group", frozenset(GROUPS)),
        assets=tuple(check.member(code, where, frozenset(FACT_ASSETS)) for code in assets),
        answer=check.member(row["answer"], f"{where}.answer", frozenset(ANSWERS)),
        since=check.day(row["since"], f"{where}.since"),
        precision=check.member(row.get("precision", "day"), where, frozenset(PRECISIONS)),
        class_=check.member(row["class"], f"{where}.class", CLASSES),
        status=check.member(row["status"], f"{where}.status", STATUSES),
        source=check.text(row["source"], f"{where}.source"),
        note=check.both_languages(row["note"], f"{where}.note"),
    )
