"""Pictures are worked out once for what they are given, and are the same every time."""

import importlib
import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from pages.ui import once
from pages.ui.light_figure import LightFigure, height_of
from tests.drawn import charts
from tests.test_pages import open_page

FILES = sorted(Path("pages/ui").glob("pictures_*.py"))
MARK = once.once(lambda: None).__code__


def _pictures() -> list[Callable[..., None]]:
    modules = [importlib.import_module(f"pages.ui.{path.stem}") for path in FILES]
    found = [part for module in modules for part in vars(module).values()]
    return [part for part in found if getattr(part, "__code__", None) is MARK]


PICTURES = _pictures()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.__qualname__)
def test_a_picture_kept_shows_charts_and_asks_no_session(picture: Callable[..., None]) -> None:
    body = inspect.getsource(inspect.unwrap(picture))
    assert re.search(r"\b(charts|drawn)\.show\(", body)
    assert not re.search(r"\b(st|state|remembered)\.", body)


def test_most_main_charts_are_kept() -> None:
    assert len(PICTURES) >= 18


def _page() -> None:
    import streamlit as st

    from pages.ui import charts, once, state, strict
    from pages.ui.light_figure import LightFigure
    from pages.ui.tables import Table
    from pages.ui.text import words

    counted = st.session_state.setdefault("counted", [])

    def body(size: int) -> None:
        counted.append(size)
        charts.show(
            lambda dark: LightFigure([{"y": [size]}], {"height": 200 + dark}),
            "published", f"size {size}", "alt", lambda: Table((), ()), words("en"),
        )  # fmt: skip
        charts.caption("how to read it")

    picture = st.session_state.setdefault("picture", once.once(body))
    if "scenario" not in st.session_state:
        state.load()
    strict.begin()
    picture(st.session_state.get("size", 1))


def test_what_was_worked_out_is_shown_again_and_anew_for_something_else() -> None:
    app = AppTest.from_function(_page).run()
    first = charts(app)
    assert not app.exception
    assert charts(app.run()) == first
    assert app.session_state["counted"] == [1]
    app.session_state["size"] = 2
    assert charts(app.run()) != first
    assert app.session_state["counted"] == [1, 2]
    assert "how to read it" in [caption.value for caption in app.caption]


def test_what_is_sent_stays_as_it_was_written() -> None:
    def draw(dark: bool) -> go.Figure:
        return LightFigure([{"y": [1, 2]}], {"height": 210 if dark else 200})

    figure = once.Twice(draw)
    sent = figure.sent(False)  # noqa: FBT003
    changed = figure(False)  # noqa: FBT003
    changed.update_layout(title="changed")
    assert figure.sent(False) is sent  # noqa: FBT003
    assert json.loads(sent.to_json()) == {"data": [{"y": [1, 2]}], "layout": {"height": 200}}
    assert (height_of(sent), height_of(figure.sent(True))) == (200, 210)  # noqa: FBT003


def test_values_that_have_no_hash_are_told_apart_by_being_themselves() -> None:
    one, other = {"a": 1}, {"a": 1}
    assert once.Same(one) == once.Same(one)
    assert once.Same(one) != once.Same(other)
    assert once.Same(one) != one


@pytest.mark.parametrize("page", ["settlement.py", "collateral.py"])
def test_a_page_that_greys_draws_anew(page: str) -> None:
    plain = charts(open_page(page, v="1"))
    grey = charts(open_page(page, v="1", strict="1"))
    assert [one.name for one in plain] == [one.name for one in grey]
    assert plain != grey
    assert charts(open_page(page, v="1")) == plain
