"""What is sent of plotly.js draws every chart of the pages, and prepares no other."""

import ast
from pathlib import Path

import plotly.graph_objects as go
import pytest

from pages.ui import plotly_file
from pages.ui.plotly_file import CONTENT, DRAWN, FILE, LIST, trimmed

SOURCES = sorted(Path(plotly_file.__file__).parent.glob("*.py"))
ALL = {name.lower() for name in dir(go) if hasattr(getattr(go, name), "on_click")}  # traces have it
MODULE = 'var {0}=W((e,t)=>{{t.exports={{moduleType:"trace",name:"{1}"}}}}),'
HANDS_ON = "{0}=W((e,t)=>{{t.exports={1}()}}),"
BARS = MODULE.format("b", "bar") + HANDS_ON.format("B", "b")
PIES = MODULE.format("p", "pie") + HANDS_ON.format("P", "p")


def _kinds(source: str) -> set[str]:
    """Kinds of charts that a module writes out."""
    found = set[object]()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            found |= {
                v.value
                for k, v in pairs
                if isinstance(k, ast.Constant) and k.value == "type" and isinstance(v, ast.Constant)
            }
        elif isinstance(node, ast.keyword) and node.arg == "type":
            found |= {v.value for v in [node.value] if isinstance(v, ast.Constant)}
        elif isinstance(node, ast.Attribute) and getattr(node.value, "id", "") == "go":
            found.add(node.attr.lower())
    return {str(kind) for kind in found} & ALL


def test_every_kind_that_a_page_draws_is_kept_and_no_other() -> None:
    assert {"bar", "pie", "scatter", "scattergl"} <= ALL
    drawn = set().union(*(_kinds(path.read_text("utf-8")) for path in SOURCES))
    assert drawn - {"scatter"} == DRAWN


def test_the_list_of_the_installed_package_is_shortened() -> None:
    before = LIST.search(FILE.read_text("utf-8"))
    after = LIST.search(CONTENT.decode())
    assert before
    assert after
    assert len(before[1].split(",")) > 40
    assert len(after[1].split(",")) == len(DRAWN)
    assert set(after[1].split(",")) < set(before[1].split(","))
    assert len(FILE.read_bytes()) - len(CONTENT) == len(before[1]) - len(after[1])
    assert plotly_file.VERSION.startswith("7.1.")


def test_what_hands_on_a_kind_is_kept() -> None:
    source = f"{BARS}{PIES}x;q.register([P(),B(),c()])"
    assert trimmed(source, frozenset({"bar"})) == f"{BARS}{PIES}x;q.register([B()])"


@pytest.mark.parametrize(
    "source",
    [
        "",
        BARS,  # no list
        f"{PIES}q.register([P()])",  # no bars
        f"{BARS}q.register([B2()])",  # an entry of another name
        f"{HANDS_ON.format('B', 'B')}q.register([B()])",  # leads to itself
    ],
)
def test_what_is_written_differently_is_sent_as_it_is(source: str) -> None:
    assert trimmed(source, frozenset({"bar"})) == source
