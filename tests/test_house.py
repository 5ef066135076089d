"""House rules: what every file keeps to, checked rather than asked for."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import plotly
import pytest
import streamlit

from engine.facts import read_yaml
from pages.ui.text import load_texts, slots
from tests.browser import ROOT

PARTS = ("engine", "pages", "data", "tests", "docs", "deploy", ".streamlit", ".ci")
TEXT_FILES = {".py", ".yaml", ".toml", ".md", ".txt", ".sh", ""}
THIS = ROOT / "tests/test_house.py"
PALETTE_TEST = ROOT / "tests/test_palette.py"

# Lines a file may have; the first folder that fits counts.
LENGTHS = {"pages/views": 60, "engine": 200, "data": 300, "pages": 250, "tests": 300}
VIEW_FUNCTION = 6
PINNED = r"[a-z0-9-]+==[0-9.]+(; sys_platform [!=]= \"[a-z0-9]+\")?"


@cache
def files(part: str, ending: str = "") -> tuple[Path, ...]:
    """Return the files under a folder, caches left out."""
    found = (p for p in (ROOT / part).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return tuple(sorted(p for p in found if p.name.endswith(ending)))


@cache
def tree(path: Path) -> ast.Module:
    """Parse a Python file once."""
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    """Return a file's name as seen from the top folder."""
    return path.relative_to(ROOT).as_posix()


def everything() -> Iterator[Path]:
    """Every text file of the project."""
    top = (p for p in sorted(ROOT.iterdir()) if p.is_file() and p.suffix in TEXT_FILES)
    yield from (p for p in top if p.name not in {".git", ".coverage"})
    for part in PARTS:
        yield from (p for p in files(part) if p.suffix in TEXT_FILES)


def python(*parts: str) -> list[Path]:
    """Python files of some folders."""
    return list(chain.from_iterable(files(part, ".py") for part in parts))


def imported(path: Path) -> set[str]:
    """First names of the packages a file imports."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def docstrings(module: ast.Module) -> set[int]:
    """Identities of the nodes that are docstrings."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, kinds) and node.body and isinstance(node.body[0], ast.Expr)
    }


def strings(path: Path) -> list[str]:
    """Text constants of a file that are not docstrings."""
    skip = docstrings(tree(path))
    return [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip
    ]


def attributes(path: Path) -> set[str]:
    """Names that a file reads from objects."""
    return {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}


VIEWS = pytest.mark.parametrize(
    "path", [p for p in python("pages/views") if p.stem[0] != "_"], ids=name_of
)


def test_only_the_router_sits_directly_in_pages() -> None:
    """Any other script there would switch on Streamlit's old page discovery."""
    assert [p.name for p in sorted((ROOT / "pages").glob("*.py"))] == ["__init__.py", "router.py"]


def test_router_lists_every_view() -> None:
    router = (ROOT / "pages/router.py").read_text("utf-8")
    views = [p.stem for p in files("pages/views", ".py") if p.stem[0] != "_"]
    assert views
    assert [name for name in views if f'"{name}"' not in router] == []


def test_session_and_address_bar_are_touched_in_one_place() -> None:
    touched = {"session_state", "query_params"}
    assert [name_of(p) for p in python("pages") if attributes(p) & touched] == ["pages/ui/state.py"]


@pytest.mark.parametrize("path", python("pages"), ids=name_of)
def test_pages_use_no_raw_html_and_no_primary_buttons(path: Path) -> None:
    """White text on the dark theme's accent colour could not be read."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    words = [word for call in calls for word in call.keywords]
    assert not [w for w in words if w.arg == "unsafe_allow_html"]
    assert not [w for w in words if w.arg == "type" and getattr(w.value, "value", "") == "primary"]


def test_engine_knows_no_screen() -> None:
    screens = {"streamlit", "plotly", "pandas"}
    assert [name_of(p) for p in python("engine") if imported(p) & screens] == []


@VIEWS
def test_views_hold_no_sentences_and_no_figures(path: Path) -> None:
    """Sentences live in data/text in two languages, figures in pages/ui."""
    assert [s for s in strings(path) if " " in s.strip() or not s.isascii()] == []
    assert not imported(path) & {"plotly", "numpy", "pandas"}


@VIEWS
def test_views_define_only_small_functions(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    long = [
        node.name
        for node in functions
        if sum(isinstance(part, ast.stmt) for part in ast.walk(node)) > VIEW_FUNCTION + 1
    ]
    assert long == []


@pytest.mark.parametrize("folder", LENGTHS)
def test_files_stay_short(folder: str) -> None:
    limit = LENGTHS[folder]
    first = [
        p for p in files(folder) if name_of(p).startswith(folder) and p.suffix in {".py", ".yaml"}
    ]
    lines = {name_of(p): len(p.read_text("utf-8").splitlines()) for p in first}
    lines.pop("tests/cases.yaml", None)  # the specification's own file, kept as it is
    assert {name: n for name, n in lines.items() if n > limit} == {}


def test_data_files_can_be_read() -> None:
    assert [name_of(p) for p in files("data", ".yaml") if read_yaml(p) is None] == []


def test_settings_files_can_be_read() -> None:
    for name in ("pyproject.toml", ".streamlit/config.toml"):
        assert tomllib.loads((ROOT / name).read_text("utf-8"))


def test_every_requirement_is_pinned() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    assert [line for line in wanted if not re.fullmatch(PINNED, line)] == []


def test_versions_that_screens_depend_on() -> None:
    """Chart identity, markup and the page-folder behaviour were checked with these."""
    assert streamlit.__version__.startswith("1.67.")
    assert plotly.__version__.startswith("7.1.")


def test_colours_are_named_not_written() -> None:
    """Apart from the palette's own test, which compares with published colours."""
    literal = re.compile(r"#[0-9a-f]{3}\b|#[0-9a-f]{6}\b|rgba?\(\s*\d", re.IGNORECASE)
    code = [p for p in [ROOT / "app.py", *python("engine", "pages", "tests")] if p != PALETTE_TEST]
    found = {name_of(p): [s for s in strings(p) if literal.search(s)] for p in code}
    assert {name: colours for name, colours in found.items() if colours} == {}


def test_tests_wait_for_something_not_for_seconds() -> None:
    """But for the crowd that is measured, whose visitors wait between their changes."""
    waits = {"sleep", "wait_for_timeout"}
    found = [name_of(p) for p in python("tests") if attributes(p) & waits]
    assert found == ["tests/bench/crowd.py"]


def test_files_name_no_machine_and_no_unfinished_work() -> None:
    """A reader elsewhere can do nothing with a path of one computer or a note to oneself."""
    machine = r"/(?:root|home|work|Users)/\w|C:\\\\Users"
    registry = r"pypi\.org|pythonhosted|npmjs|deb\.debian|proxy\.golang"
    unfinished = r"\b(?:TODO|FIXME|XXX|TBD|HACK)\b|lorem ipsum"
    making = r"co-authored|generated (?:by|with) |language model|chat ?bot"
    unwanted = re.compile(f"{machine}|{registry}|{unfinished}|{making}", re.IGNORECASE)
    found = {name_of(p): unwanted.findall(p.read_text("utf-8")) for p in everything() if p != THIS}
    assert {name: words for name, words in found.items() if words} == {}


def key_pattern(node: ast.expr) -> str | None:
    """Regular expression of a text key in code: exact, or with gaps where a value is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+"
            for part in node.values
        )
    return None


def uses() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Where a text is used: place, key pattern, names of the values given (None: unknown)."""
    for path in python("pages"):
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != "words":
                continue
            pattern = key_pattern(node.args[0]) if node.args else None
            if pattern is not None:
                given = [word.arg for word in node.keywords]
                known = None if None in given else frozenset(g for g in given if g)
                yield f"{name_of(path)}:{node.lineno}", pattern, known


def test_every_text_used_exists_in_both_languages() -> None:
    """``load_texts`` refuses a missing language and differing slots."""
    keys = load_texts()
    missing = [(w, p) for w, p, _ in uses() if not any(re.fullmatch(p, key) for key in keys)]
    assert missing == []


def test_every_text_gets_the_values_it_names() -> None:
    keys = load_texts()
    exact = {re.escape(key): entry["en"] for key, entry in keys.items()}
    wrong = [
        (where, pattern, slots(exact[pattern]) - given)
        for where, pattern, given in uses()
        if given is not None and pattern in exact and slots(exact[pattern]) - given
    ]
    assert wrong == []


def test_only_files_that_stay_together_drive_a_browser() -> None:
    """Its event loop stays until the last test of a file, which then cannot begin its own."""
    tests = [p for p in python("tests") if p.name.startswith("test_") and p != THIS]
    found = [p.name for p in tests if "visitors: Visitors" in p.read_text("utf-8")]
    assert len(found) > 1
    assert all(name.startswith("test_browser") for name in found)
