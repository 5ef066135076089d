"""Read the data files: every figure with its date, class, source and status.

``read_yaml`` is the only door to YAML in the project. ``load_facts`` reads all fact files of
a folder at once and refuses the whole folder if one row is wrong.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from engine import FloatArray
from engine.fact_checks import FactError, day, fields, refuse
from engine.fact_records import Dated, Fact, Source, fact, source, table

if TYPE_CHECKING:
    from yaml import SafeLoader as BaseLoader
else:
    BaseLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["DATA", "Dated", "Fact", "FactError", "Facts", "Source", "load_facts", "read_yaml"]

DATA = Path(__file__).resolve().parent.parent / "data"
EDITION_FILE = "edition.yaml"
STRUCTURED_FILES = (
    EDITION_FILE, "acceptance.yaml", "calendars.yaml", "claims*.yaml", "eligibility_choices.yaml",
    "glossary*.yaml", "presets.yaml", "rails.yaml", "rules*.yaml", "story*.yaml", "tokens*.yaml",
)  # fmt: skip
SECTIONS = frozenset({"sources", "facts", "tables"})
MAX_BYTES = 1_000_000


class StrictLoader(BaseLoader):
    """Loader of plain data that refuses a key written twice."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002
    ) -> dict[Hashable, Any]:
        """Build the mapping, or fail on a duplicate key."""
        seen: set[object] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, Hashable) and key in seen:
                problem = f"duplicate key {key!r}, write it once"
                raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
            seen.add(key if isinstance(key, Hashable) else id(key))
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:  # noqa: ANN401
    """Read one YAML file into plain Python data.

    Raises
    ------
    FactError
        If the file is missing, larger than ``MAX_BYTES``, not UTF-8, not YAML, or has a key twice.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        refuse(path.name, "the file cannot be read", f"Check that {error.filename} exists")
    if len(content) > MAX_BYTES:
        refuse(path.name, f"{len(content)} bytes are too many", f"Split it below {MAX_BYTES}")
    try:
        return yaml.load(content.decode("utf-8"), Loader=StrictLoader)  # noqa: S506
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        refuse(path.name, " ".join(str(error).split()), "Correct the line named")


@dataclass(frozen=True)
class Facts:
    """All facts and sources of one data edition; nothing in it can be changed.

    Attributes
    ----------
    facts, sources
        Read-only mappings by fact id and source key.
    edition, known_to
        Day of the data edition, and the last day whose events it knows.
    """

    facts: Mapping[str, Fact]
    sources: Mapping[str, Source]
    edition: date
    known_to: date
    _vectors: dict[Hashable, FloatArray] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def get(self, fact_id: str) -> Fact:
        """Return a fact; an unknown id raises :class:`FactError` with the nearest ids."""
        try:
            return self.facts[fact_id]
        except KeyError:
            refuse(fact_id, "there is no such fact", _suggestion(fact_id, self.facts))

    def at(self, fact_id: str, on: date | None = None) -> Dated:
        """Return the value in force on a day with its provenance (``None``: the latest)."""
        values = self.get(fact_id).values
        in_force = [entry for entry in values if on is None or entry.from_ <= on]
        if not in_force:
            refuse(fact_id, f"no value on {on}", f"The first one applies from {values[0].from_}")
        return in_force[-1]

    def value(self, fact_id: str, on: date | None = None) -> float:
        """Return the number in force on a day, in the unit of the fact."""
        return self.at(fact_id, on).value

    def vector(self, prefix: str, codes: Sequence[str], on: date | None = None) -> FloatArray:
        """Return ``prefix.code`` for every code, shape (len(codes),), read-only and cached."""
        key = (prefix, tuple(codes), on)
        if key not in self._vectors:
            array = np.array([self.value(f"{prefix}.{code}", on) for code in codes], dtype=float)
            array.setflags(write=False)
            self._vectors[key] = array
        return self._vectors[key]


def load_facts(folder: Path = DATA) -> Facts:
    """Read every fact file in ``folder`` (not in folders below it).

    A fact file has the top-level keys sources, facts and tables, and no other.
    ``STRUCTURED_FILES`` have their own readers and are left alone.

    Raises
    ------
    FactError
        Names file and key, says what is wrong and how to put it right.
    """
    facts: dict[str, Fact] = {}
    sources: dict[str, Source] = {}
    origin: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        if not any(path.match(pattern) for pattern in STRUCTURED_FILES):
            for where, item in _read_file(path):
                if isinstance(item, Source):
                    _add(sources, item.key, item, where)
                else:
                    _add(facts, item.id, item, where)
                    origin[item.id] = where
    _check_sources(facts, sources, origin)
    edition, known_to = _edition(folder / EDITION_FILE)
    return Facts(MappingProxyType(facts), MappingProxyType(sources), edition, known_to)


def _read_file(path: Path) -> Iterator[tuple[str, Source | Fact]]:
    """Yield every source and fact of one file with the place it stands."""
    content = fields(read_yaml(path), path.name, frozenset(), SECTIONS)
    for section, rows in content.items():
        if not isinstance(rows, dict) or not rows:
            refuse(f"{path.name}: {section}", "the section is empty", "Give it rows or drop it")
        for name, raw in rows.items():
            where = f"{path.name}: {name}"
            if section == "sources":
                yield where, source(name, raw, where)
            elif section == "facts":
                yield where, fact(name, raw, where)
            else:
                yield from ((f"{where}.{item.row}", item) for item in table(name, raw, where))


def _add(known: dict[str, Any], name: str, item: object, where: str) -> None:
    """Add an entry, unless its name is taken."""
    if name in known:
        refuse(where, f"{name} is defined twice", "Keep one of them")
    known[name] = item


def _check_sources(
    facts: Mapping[str, Fact], sources: Mapping[str, Source], origin: Mapping[str, str]
) -> None:
    """Refuse a value whose source is not recorded."""
    for item in facts.values():
        for entry in item.values:
            if entry.source not in sources:
                problem = f"unknown source {entry.source!r}"
                refuse(origin[item.id], problem, _suggestion(entry.source, sources))


def _edition(path: Path) -> tuple[date, date]:
    """Return the day of the data edition and the last day it knows about."""
    content = fields(read_yaml(path), path.name, frozenset({"edition", "known_to"}))
    return day(content["edition"], path.name), day(content["known_to"], path.name)


def _suggestion(name: str, known: Iterable[str]) -> str:
    """Return advice that names the nearest known names."""
    near = get_close_matches(name, list(known), n=3)
    return f"Did you mean {' or '.join(near)}?" if near else "Add it to data/ or correct the name"
