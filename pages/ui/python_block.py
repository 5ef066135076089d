"""A scenario as a Python script that evaluates it again and fails if a figure differs."""

from collections.abc import Iterator

from engine import VERSION, link
from engine.report import plain
from engine.results import HEADLINES
from engine.scenario import Scenario, get
from pages.ui import catalog, describe
from pages.ui.text import Words

SCRIPT = """\
# {head}
# {run}
import math

from engine import VERSION, catalogue, link
from engine.report import plain
from engine.run import evaluate

SCENARIO = "&".join([
{scenario}
])
# {shown}: {units}
SHOWN = {{
{figures}
}}

book = catalogue.load()
assert VERSION == "{version}", VERSION
assert str(book.facts.edition) == "{edition}", book.facts.edition
reading = link.read_text(SCENARIO, book.controls)
assert not reading.notices, reading.notices
# {change}
found = plain(evaluate(reading.scenario, book).scenario.headline)
for name, shown in SHOWN.items():
    numbers = None not in (shown, found[name])
    same = math.isclose(shown, found[name], rel_tol=1e-9) if numbers else shown == found[name]
    assert same, f"{{name}}: {{found[name]}} instead of {{shown}}"
    print(name, found[name])
"""


def block(scenario: Scenario, words: Words) -> str:
    """Return the script: version and data pinned, the scenario as code, the figures asserted.

    It needs the engine's packages and Plumbline's folder on the path, whatever folder it is run
    in. A figure without a finite answer is None.
    """
    edition = str(catalog.book().facts.edition)
    return SCRIPT.format(
        head=words("export.python.head", version=VERSION, edition=edition),
        run=words("export.python.run"),
        shown=words("export.python.shown"),
        units=words("export.python.units"),
        change=words("export.python.change"),
        scenario="\n".join(_settings(scenario, words)),
        figures="\n".join(_figures(scenario, words)),
        version=VERSION,
        edition=edition,
    )


def _settings(scenario: Scenario, words: Words) -> Iterator[str]:
    """Yield a line for each part of the link, with its meaning where it is a setting."""
    controls = catalog.book().controls
    for part in link.write(scenario, controls).split("&"):
        known = controls.find(part.partition("=")[0])
        note = f"  # {_meaning(known[0].path, scenario, words)}" if known else ""
        yield f'    "{part}",{note}'


def _meaning(path: str, scenario: Scenario, words: Words) -> str:
    """Return what a setting is called and holds, on one line; never a text somebody typed."""
    label = describe.label(path, words)
    if catalog.book().controls.by_path[path].kind == "text":
        return label
    held = describe.value(path, get(scenario, path), words)
    return " ".join(words("export.python.setting", label=label, value=held).split())


def _figures(scenario: Scenario, words: Words) -> Iterator[str]:
    """Yield a line for each headline figure, in full precision."""
    headline = plain(catalog.results(scenario).scenario.headline)
    for name in HEADLINES:
        yield f'    "{name}": {headline[name]!r},  # {words(f"headline.{name}")}'
