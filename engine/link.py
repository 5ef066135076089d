"""Links: a scenario written as readable parameters, and read back with a notice for every fault.

A link names its version, and only what differs from the frozen defaults of that version:
``v=1&rail=fedwire&mix=tbill:60,cash:40``. Reading never raises and repairs nothing silently:
what cannot be used takes the version's default, and a :class:`Notice` names both values.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote

from engine import companions, link_head
from engine.controls import Control, Controls
from engine.grammar import NOTHING, Refused, parse
from engine.grammar import write as in_text
from engine.link_head import LANGUAGE, LANGUAGES, VERSION
from engine.notices import SHOWN, Notice, notice
from engine.query import MAX_VALUE, PAGES, from_mapping, from_text
from engine.scenario import Scenario, Value, get, replace

__all__ = ["PAGES", "Notice", "Reading", "pairs", "read", "read_text", "write"]

RESERVED = frozenset({*companions.NAMES, VERSION, LANGUAGE})
FOREIGN = frozenset({"fbclid", "gclid", "from", "isappinstalled"})
FOREIGN_STARTS = ("utm_", "embed")
REMOVED: Mapping[str, str] = MappingProxyType({})  # name of a retired field -> its notice code
NONE_BESIDE: Mapping[str, str] = MappingProxyType({})
UNESCAPED = ":,."


@dataclass(frozen=True, slots=True)
class Reading:
    """A link read: always a valid scenario, and everything that was not honoured.

    Attributes
    ----------
    scenario, notices
        What to show, and what to say about it, in the order of the link.
    lang
        Language the link asks for, or None.
    version
        Link version whose frozen defaults were used.
    page
        Known page path of the address, or None where the text had none.
    beside
        What rides with the scenario without changing a figure; see ``engine.companions``.
    """

    scenario: Scenario
    notices: tuple[Notice, ...]
    lang: str | None
    version: int
    page: str | None
    beside: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read(query: Mapping[str, Sequence[str]] | str, controls: Controls) -> Reading:
    """Read decoded parameters, or the text of a link; never raises."""
    found = from_text(query) if isinstance(query, str) else from_mapping(query)
    own = {name: given for name, given in found.values.items() if _is_ours(name)}
    version, about_version = link_head.version(found.values, controls, asks=bool(own))
    defaults = controls.versions[version]
    lang, about_lang = link_head.language(found.values.get(LANGUAGE, ()))
    scenario, notices = defaults, [*link_head.about_size(found), *about_version]
    for name, given in own.items():
        outcome = _one(name, given, defaults, controls)
        if isinstance(outcome, Notice):
            notices.append(outcome)
        else:
            scenario = replace(scenario, *outcome)
    scenario, about_order = _in_order(scenario, own, defaults, controls)
    beside, about_beside = companions.read(found.values)
    notices += [*about_order, *about_beside, *about_lang]
    return Reading(scenario, tuple(notices), lang, version, found.page, MappingProxyType(beside))


def read_text(text: str, controls: Controls) -> Reading:
    """Read a full address of any instance, a ``?query`` or a bare query; never raises."""
    return read(text, controls)


def pairs(
    scenario: Scenario,
    controls: Controls,
    lang: str | None = None,
    beside: Mapping[str, str] = NONE_BESIDE,
) -> tuple[tuple[str, str], ...]:
    """Names and texts of a link: the newest version, and what differs from its defaults.

    Raises
    ------
    ValueError
        If the scenario holds a value its control does not allow, the language is unknown, or
        something beside the scenario cannot be read again.
    """
    problems = controls.problems(scenario)
    if problems:
        msg = f"no link can hold {problems[0][0]} ({problems[0][1]}); choose a value of its range"
        raise ValueError(msg)
    if lang is not None and lang not in LANGUAGES:
        msg = f"language {lang!r} is not one of {', '.join(LANGUAGES)}"
        raise ValueError(msg)
    defaults = controls.versions[controls.version]
    fields = (pair for control in controls for pair in _written(control, scenario, defaults))
    ending = () if lang is None else ((LANGUAGE, lang),)
    return ((VERSION, str(controls.version)), *fields, *companions.written(beside), *ending)


def write(
    scenario: Scenario,
    controls: Controls,
    lang: str | None = None,
    beside: Mapping[str, str] = NONE_BESIDE,
) -> str:
    """Query of the link to a scenario, without the question mark; see :func:`pairs`."""
    found = pairs(scenario, controls, lang, beside)
    return "&".join(f"{name}={quote(text, safe=UNESCAPED)}" for name, text in found)


def _written(control: Control, scenario: Scenario, defaults: Scenario) -> Iterator[tuple[str, str]]:
    """Parameters of one control, none where it has the default."""
    held, usual = get(scenario, control.path), get(defaults, control.path)
    if control.kind != "keyed":
        if held != usual:
            yield control.name, control.text(held)
        return
    for key in control.keys:
        path = f"{control.path}.{key}"
        if get(scenario, path) != get(defaults, path):
            yield f"{control.name}.{key}", in_text("optional", get(scenario, path))


def _one(
    name: str, given: tuple[str, ...], defaults: Scenario, controls: Controls
) -> tuple[str, Value] | Notice:
    """Path and value that one parameter sets, or what is wrong with it."""
    shown = ", ".join(given[:SHOWN])
    if name in REMOVED:
        return notice(REMOVED[name], name, shown)
    target = controls.find(name)
    if target is None:
        return notice("unknown_name", name, shown)
    control, key = target
    path = f"{control.path}.{key}" if key else control.path
    limits = control.element if key else control.limits
    used = in_text(limits.kind, get(defaults, path)) or NOTHING
    if len(given) > 1:
        return notice("repeated", name, shown, used)
    if len(given[0]) > MAX_VALUE:
        return notice("value_too_long", name, shown, used)
    try:
        return path, parse(limits, given[0])
    except Refused as error:
        return notice(error.code, name, shown, used)


def _in_order(
    scenario: Scenario, names: Iterable[str], defaults: Scenario, controls: Controls
) -> tuple[Scenario, list[Notice]]:
    """Give a field whose numbers do not go together its default, and say so once."""
    notices: list[Notice] = []
    for name in names:
        control, key = controls.find(name) or (None, "")
        code = control.check(get(scenario, control.path)) if control and key else None
        if control and code:
            held, usual = (control.text(get(x, control.path)) for x in (scenario, defaults))
            notices.append(notice(code, name, held, usual))
            scenario = replace(scenario, control.path, get(defaults, control.path))
    return scenario, notices


def _is_ours(name: str) -> bool:
    """Whether a parameter concerns the scenario, and not the link or somebody else's tracking."""
    others = name in FOREIGN or name.startswith(FOREIGN_STARTS)
    return not others and name not in RESERVED
