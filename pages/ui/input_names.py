"""What an input is called and what it holds, in the reader's language."""

from engine.provenance import Input
from engine.scenario import Scenario, get
from pages.ui import catalog, describe, numbers, rail_values, state
from pages.ui.text import Words

ROWS = ("asset", "row", "product", "control.stress.ccp")
MARKUP = str.maketrans({sign: f"\\{sign}" for sign in r"\`*_[]#|$~<>:"})


def plain(text: str) -> str:
    """Return text in which nothing is read as markup."""
    return text.translate(MARKUP)


def name(item: Input, words: Words) -> str:
    """Return the name of an input: of a fact, a setting, a rail's part, a rule, or data."""
    if item.kind == "fact":
        return fact(item.path, words)
    if item.kind == "setting":
        return setting(item.path, words)
    if item.kind == "rail":
        _, record, part = item.path.split(".")
        parts = {"label": words(f"rail.{record}"), "part": words(f"rail.part.{part}")}
        return words("sources.fact_of", **parts)
    if item.kind == "rule":
        return catalog.book().rules[item.path.removeprefix("rule.")].name[words.language]
    owner, _, place = item.path.partition(":")
    return catalog.formulas().by_id[owner].reads[int(place)].name[words.language]


def fact(path: str, words: Words) -> str:
    """Return the label of a fact, with the asset, product or rule where it is one of a table."""
    found = catalog.book().facts.get(path)
    label = found.label[words.language]
    if not found.row:
        return label
    return words("sources.fact_of", label=label, part=row(path, found.row, words))


def row(path: str, code: str, words: Words) -> str:
    """Return what the row of a table is called: its own name, else that of rows with its code."""
    own = (path.removeprefix("eligibility."), f"row.{path}")
    keys = (*own, *(f"{kind}.{code}" for kind in ROWS))
    return words(next((key for key in keys if key in words), f"row.{code}"))


def setting(path: str, words: Words) -> str:
    """Return the label of a field; one asset's entry names the asset."""
    group, field, *key = path.split(".")
    label = describe.label(f"{group}.{field}", words)
    if not key or f"asset.{key[0]}" not in words:
        return label
    return words("sources.fact_of", label=label, part=words(f"asset.{key[0]}"))


def held(item: Input, words: Words, scenario: Scenario | None = None) -> str:
    """Return what an input holds, in the page's scenario if none is given; "" for no number."""
    if item.kind == "fact":
        known = catalog.book().facts.get(item.path)
        return numbers.quantity(words, known.values[-1].value, known.unit)
    if item.kind == "rail":
        record, part = item.path.split(".")[1:]
        evidence = catalog.book().rail_evidence
        found = next(e for e in evidence if (e.record, e.part) == (record, part))
        return rail_values.written(found.value, words)
    if item.kind == "setting" and item.path in catalog.book().controls.by_path:
        here = scenario or state.scenario()
        return describe.value(item.path, get(here, item.path), words)
    return ""


def origin(item: Input, words: Words) -> str:
    """Return publisher and title of an input's source; "" for what the user set."""
    if not item.source:
        return ""
    source = catalog.book().facts.sources[item.source]
    return words(
        "origins.source",
        publisher=describe.publisher(source, words),
        title=describe.cited(source, words),
        published=numbers.day(words, source.published),
    )


def status(item: Input, words: Words) -> str:
    """Return how well an input is known; "" for what the user set or only chose."""
    known = item.counts and item.class_ != "yours"
    return words(f"status.{item.status}") if known else ""
