"""The controls: one row of data for every scenario field, with range, step and default.

A row says what the field may be, which facts its default or range rests on, and why the range
ends where it does. The frozen defaults of every published link version stand beside them, so
that an old link keeps its meaning when a default changes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from engine.control_rows import Control, control_from
from engine.fact_checks import fields as fields_of
from engine.fact_checks import refuse
from engine.facts import DATA, read_yaml
from engine.grammar import Refused
from engine.scenario import GROUPS, PATHS, Scenario, Value, get

__all__ = [
    "Control", "Controls", "controls_from", "default_scenario", "load_controls", "scenario_from",
]  # fmt: skip

FOLDER = "controls"
VERSIONS = "link/defaults.yaml"


@dataclass(frozen=True, slots=True, eq=False)
class Controls:
    """All controls in the order of ``engine.scenario.PATHS``, and the link versions.

    Attributes
    ----------
    by_path, by_name
        Controls by scenario path and by link name.
    versions
        Frozen default scenario of every published link version.
    """

    by_path: Mapping[str, Control]
    by_name: Mapping[str, Control]
    versions: Mapping[int, Scenario]

    def __iter__(self) -> Iterator[Control]:
        """Iterate in the order of the scenario's fields."""
        return iter(self.by_path.values())

    def __len__(self) -> int:
        """Return the number of controls."""
        return len(self.by_path)

    @property
    def version(self) -> int:
        """Newest link version: the one new links are written in."""
        return max(self.versions)

    def find(self, name: str) -> tuple[Control, str] | None:
        """Control and key ("" for the whole field) behind a link name; None if unknown."""
        control = self.by_name.get(name)
        if control is not None:
            return None if control.kind == "keyed" else (control, "")
        head, _, key = name.rpartition(".")
        control = self.by_name.get(head)
        known = control is not None and control.kind == "keyed" and key in control.keys
        return (control, key) if control is not None and known else None

    def problems(self, scenario: Scenario) -> tuple[tuple[str, str], ...]:
        """Path and code of every field that is no value of its control; empty if valid."""
        found = ((c.path, c.check(get(scenario, c.path))) for c in self)
        return tuple((path, code) for path, code in found if code)


def scenario_from(values: Mapping[str, Value]) -> Scenario:
    """Scenario out of one value for every path; the values are not judged.

    Raises
    ------
    KeyError
        If a path has no value.
    """
    parts = {
        group: cls(**{item.name: values[f"{group}.{item.name}"] for item in fields(cls)})
        for group, cls in GROUPS.items()
    }
    return Scenario(**parts)


def default_scenario(controls: Controls) -> Scenario:
    """Scenario of the empty link: the default of every control."""
    return scenario_from({control.path: control.default for control in controls})


def controls_from(
    rows: Mapping[str, object],
    versions: Mapping[int, Mapping[str, str]] | None = None,
    where: str = "controls",
) -> Controls:
    """Build the controls from rows by path; without versions, today's defaults are version 1.

    Raises
    ------
    FactError
        If a field has no row or a row no field, two rows share a name, or a published default
        is no value of its control.
    """
    missing, unknown = set(PATHS) - set(rows), set(rows) - set(PATHS)
    if missing or unknown:
        refuse(where, f"missing {sorted(missing)}, unknown {sorted(unknown)}", "One row a field")
    by_path = {path: control_from(path, rows[path], where) for path in PATHS}
    by_name = {control.name: control for control in by_path.values()}
    if len(by_name) < len(by_path):
        refuse(where, "two rows have the same link name", "Rename one of them")
    today = {control.name: control.text(control.default) for control in by_path.values()}
    published = {1: today} if versions is None else versions
    return Controls(
        by_path=MappingProxyType(by_path),
        by_name=MappingProxyType(by_name),
        versions=MappingProxyType(
            {number: _frozen(by_name, texts, f"v={number}") for number, texts in published.items()}
        ),
    )


def _frozen(by_name: Mapping[str, Control], texts: Mapping[str, str], where: str) -> Scenario:
    """Read the defaults of one published version, one text for every link name."""
    if set(texts) != set(by_name):
        odd = sorted(set(texts) ^ set(by_name))
        refuse(where, f"names differ from the controls: {odd}", "Give every control a default")
    try:
        return scenario_from({c.path: c.read(texts[c.name]) for c in by_name.values()})
    except Refused as error:
        refuse(where, f"a default is refused ({error.code})", "Keep it readable by its control")


def load_controls(folder: Path = DATA) -> Controls:
    """Read ``controls/*.yaml`` and the published link defaults of a data folder.

    Raises
    ------
    FactError
        Names file or row, says what is wrong and how to put it right.
    """
    rows: dict[str, object] = {}
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        content = _mapping(read_yaml(path), path.name)
        twice = sorted(set(content) & set(rows))
        if twice:
            refuse(path.name, f"{twice} have a row in another file", "Keep one of them")
        rows.update(content)
    return controls_from(rows, _published(folder / VERSIONS), FOLDER)


def _published(path: Path) -> Mapping[int, Mapping[str, str]]:
    """Read the defaults of every published link version; each value is a text."""
    content = fields_of(read_yaml(path), path.name, frozenset({"versions"}))
    versions: dict[int, Mapping[str, str]] = {}
    for number, texts in _mapping(content["versions"], path.name).items():
        rows = _mapping(texts, f"{path.name}: {number}")
        if type(number) is not int or not all(isinstance(text, str) for text in rows.values()):
            refuse(f"{path.name}: {number}", "a default is not a text", "Put it in quotation marks")
        versions[number] = rows
    return versions


def _mapping(raw: object, where: str) -> dict[Any, Any]:
    """Return a mapping that is not empty."""
    if not isinstance(raw, dict) or not raw:
        refuse(where, "there are no rows", "Write one mapping for every name")
    return raw
