"""What charts share: lines of text, shades, tables, and the way onto the page."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.ui import lines, template
from pages.ui.palette import SERIES, colour
from pages.ui.shades import contrast, ink, tint
from pages.ui.tables import table
from tests import drawn

UI = Path(template.__file__).parent


def test_no_colour_is_written_down_in_python() -> None:
    literal = re.compile(r"[\"']#[0-9a-fA-F]{3,8}[\"']|rgba?\(|hsl\(")
    for path in UI.glob("*.py"):
        code = "\n".join(
            line
            for line in path.read_text("utf-8").splitlines()
            if not line.strip().startswith(">>>")
        )
        assert not literal.search(code), path.name


@given(st.text(max_size=120), st.integers(12, 60))
def test_broken_lines_lose_only_spaces(text: str, width: int) -> None:
    plain = re.sub(r"\s", " ", text.replace("<br>", ""))
    broken = lines.wrap(plain, width)
    assert broken.replace("<br>", "").replace(" ", "") == plain.replace(" ", "")


@given(st.lists(st.text("abc", min_size=1, max_size=9), min_size=1, max_size=20))
def test_lines_are_no_wider_than_asked(parts: list[str]) -> None:
    assert all(lines.columns(line) <= 20 for line in lines.wrap(" ".join(parts), 20).split("<br>"))


def test_a_number_keeps_its_unit_on_its_line() -> None:
    assert lines.wrap("日内却需 16 亿美元", 10) == "日内却需<br>16 亿美元"
    assert lines.wrap("it needs USD 235m", 13) == "it needs<br>USD 235m"


@pytest.mark.parametrize("dark", [False, True])
def test_ink_reads_on_every_colour(dark: bool) -> None:
    for shade in SERIES:
        fill = colour(shade, dark)
        assert contrast(ink(fill, dark=dark), fill) >= 3.9
    assert tint("margin", 1, dark=dark) == colour("margin", dark)
    assert tint("margin", 0, dark=dark) == colour("background", dark)


def test_a_table_needs_a_head_for_each_column() -> None:
    with pytest.raises(ValueError, match="2 column heads for 1 columns"):
        table(["a", "b"], [1.0])
    with pytest.raises(ValueError, match="shorter"):
        table(["a", "b"], [1.0, 2.0], [1.0])


def page() -> None:
    import streamlit as st

    from pages.ui import charts, state, template
    from pages.ui.tables import Table
    from pages.ui.text import words

    state.load()

    def rows() -> Table:
        st.session_state["built"] = True
        return Table(("Value (USD m)",), ((1.0,),))

    fig = template.empty("Nothing", "", dark=charts.is_dark())
    charts.show(fig, "sample", "The finding", "What it shows", rows, words("en"))


def test_a_chart_builds_its_numbers_only_when_they_are_opened() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    shown = drawn.charts(app)[0]
    assert shown.alt == "What it shows"
    assert app.subheader[0].value == "The finding"
    assert shown.config["displaylogo"] is False
    assert "built" not in app.session_state
    app.session_state["data.sample"] = True
    app.run()
    assert app.session_state["built"]
    assert app.dataframe[0].value.shape == (1, 1)
    assert [caption.value for caption in app.caption] == ["What it shows"]
