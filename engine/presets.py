"""Named scenarios: each a link with its sources, decoded once and strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from engine.codes import PRESETS
from engine.controls import Controls
from engine.fact_checks import fields, refuse, text
from engine.facts import read_yaml
from engine.link import read_text
from engine.scenario import Scenario

FILE = "presets.yaml"


@dataclass(frozen=True, slots=True)
class Preset:
    """One named scenario; its name and note are the texts ``preset.<id>.name`` and ``.note``.

    Attributes
    ----------
    id
        Frozen name, also usable as the baseline of a link.
    link
        Query of the link, with its version.
    scenario
        What the link stands for.
    sources
        Keys of the sources the choice of settings rests on.
    """

    id: str
    link: str
    scenario: Scenario
    sources: tuple[str, ...]


def presets_from(rows: object, controls: Controls, where: str = FILE) -> Mapping[str, Preset]:
    """Presets by id, in their published order.

    Raises
    ------
    FactError
        If an id is missing or unknown, a link is not honoured to the letter, or a preset has
        no source.
    """
    found = fields(rows, where, frozenset(PRESETS))
    return MappingProxyType({name: _preset(name, found[name], controls, where) for name in PRESETS})


def load_presets(folder: Path, controls: Controls) -> Mapping[str, Preset]:
    """Read the presets of a data folder; see :func:`presets_from`."""
    return presets_from(read_yaml(folder / FILE), controls)


def _preset(name: str, row: object, controls: Controls, where: str) -> Preset:
    """Decode one preset and refuse it with any notice."""
    place = f"{where}: {name}"
    found = fields(row, place, frozenset({"link", "sources"}))
    link, sources = text(found["link"], place), found["sources"]
    if not isinstance(sources, list) or not sources:
        refuse(place, "there are no sources", "Name at least one, such as plumbline")
    reading = read_text(link, controls)
    if reading.notices:
        first = reading.notices[0]
        refuse(place, f"{first.name}={first.given} gives {first.code}", "Correct the link")
    keys = tuple(text(key, place) for key in sources)
    return Preset(name, link, reading.scenario, keys)
