"""What a link says about itself: its version, its language, and whether it is too long to read."""

from collections.abc import Iterator, Mapping

from engine.controls import Controls
from engine.notices import SHOWN, Notice, notice
from engine.query import MAX_LINK, MAX_PARAMETERS, Query

LANGUAGES = ("en", "zh")
VERSION, LANGUAGE = "v", "lang"
VERSION_FAULTS = ("version_missing", "version_unknown", "repeated")

__all__ = ["LANGUAGE", "LANGUAGES", "VERSION", "about_size", "language", "version"]


def version(
    values: Mapping[str, tuple[str, ...]], controls: Controls, *, asks: bool
) -> tuple[int, tuple[Notice, ...]]:
    """Link version to read with: the one named if it is known, else the newest."""
    given = values.get(VERSION, ())
    known = {str(number): number for number in controls.versions}
    if len(given) == 1 and given[0] in known:
        return known[given[0]], ()
    code = VERSION_FAULTS[min(len(given), 2)]
    said = notice(code, VERSION, ", ".join(given[:SHOWN]), str(controls.version))
    return controls.version, (said,) if given or asks else ()


def language(given: tuple[str, ...]) -> tuple[str | None, tuple[Notice, ...]]:
    """Language asked for, if it is one of ours and named once."""
    if len(given) == 1 and given[0] in LANGUAGES:
        return given[0], ()
    said = notice("bad_lang", LANGUAGE, ", ".join(given[:SHOWN]))
    return None, (said,) if given else ()


def about_size(found: Query) -> Iterator[Notice]:
    """Say when the link was longer than what is read of it."""
    if found.length > MAX_LINK:
        yield notice("link_too_long", "", str(found.length), str(MAX_LINK))
    if found.count > MAX_PARAMETERS:
        yield notice("too_many_parameters", "", str(found.count), str(MAX_PARAMETERS))
