"""Pictures to save: what stands above and below the chart, and that nothing is cut or covered."""

import html
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from engine import VERSION, link
from engine.scenario import Scenario, replace
from pages.ui import catalog, chart_element, picture_files, plotly_file, template
from pages.ui.lines import columns
from pages.ui.palette import colour
from pages.ui.text import Words
from tests import drawn
from tests.figure_samples import EN, ZH
from tests.test_figures import FIGURES

TITLES = {
    "en": "With the token rails USD 143m is posted and USD 98m is locked in the clearing fund, "
    "and <b>none</b> of it is <i>free</i> & nothing else is said here",
    "zh": "在代币化通道下缴存一亿四千三百万美元，清算基金另占用九千八百万美元，"
    "二者合计仍低于基准情景，但日间所需现金并未计入其中，<b>读图时</b>请勿把两者相加；假设与来源列于图下",
}
ADDRESS = "https://plumbline.example/collateral?"
NAMED = "Our <b>case</b> & more"
BOTH = pytest.mark.parametrize("language", [EN, ZH], ids=["en", "zh"])


def moved(title: str = NAMED) -> Scenario:
    """Return a scenario far from its baseline."""
    found = catalog.book().controls.versions[catalog.book().controls.version]
    for path, value in (
        ("firm.title", title),
        ("settlement.cycle", "T0"),
        ("call.rail", "usdc"),
        ("call.hold", 12.0),
        ("settlement.recycle", 60.0),
    ):
        found = replace(found, path, value)
    return found


def address(scenario: Scenario, language: str) -> str:
    return ADDRESS + link.write(scenario, catalog.book().controls, language)


def picture(fig: go.Figure, language: Words, **other: Any) -> go.Figure:  # noqa: ANN401
    scenario = moved(other.pop("named", NAMED))
    usual: dict[str, Any] = {"scenario": scenario, "link": address(scenario, language.language)}
    title = other.pop("title", TITLES[language.language])
    return picture_files.composed(fig, "haircuts", title, language, **usual | other)


def blocks(fig: go.Figure) -> dict[str, Any]:
    names = ("title", "note", "settings", "sources", "version", "link")
    return {note.name: note for note in fig.layout.annotations if note.name in names}


def text(block: Any, between: str = "") -> str:  # noqa: ANN401
    return html.unescape(block.text.replace("<br>", between))


def height(block: Any) -> float:  # noqa: ANN401
    return float((block.text.count("<br>") + 1) * block.font.size * picture_files.LINE)


def sample(name: str, language: Words, *, dark: bool = False) -> go.Figure:
    build, _, data = FIGURES[name]
    return build(data, "", language, dark=dark)


@pytest.mark.parametrize("name", FIGURES)
@BOTH
def test_every_picture_says_what_it_shows_and_where_it_comes_from(
    name: str, language: Words
) -> None:
    fig = sample(name, language)
    found = picture(fig, language)
    said = blocks(found)
    assert text(said["title"]).replace(" ", "") == TITLES[language.language].replace(" ", "")
    assert "Our<b>case</b>&more" in text(said["settings"]).replace(" ", "")
    baseline = language(f"preset.{moved().firm.base}.name")
    assert ("“" in text(said["settings"])) == (language is ZH)
    for part in (baseline, language("control.settlement.cycle.label"), language("rail.usdc")):
        assert part.replace(" ", "") in text(said["settings"]).replace(" ", "")
    assert "CFTC" in text(said["sources"]) or "CME" in text(said["sources"])
    assert VERSION in text(said["version"])
    assert "2026" in text(said["version"])
    assert text(said["link"]) == address(moved(), language.language)
    assert [note.text for note in fig.layout.annotations] == [
        note.text for note in found.layout.annotations if note.name not in said
    ]


@pytest.mark.parametrize("name", FIGURES)
@BOTH
def test_nothing_covers_anything_and_nothing_is_cut(name: str, language: Words) -> None:
    """Above zero is the plot; what was around it keeps its room between head and foot."""
    fig = sample(name, language)
    found = picture(fig, language, note="Grey because. " * 20, named="W" * 80)
    said, own, margin = blocks(found), fig.layout.margin, found.layout.margin
    title = said.pop("title")
    assert (title.y, title.yanchor) == (1, "top")
    assert title.yshift - height(title) >= own.t
    assert title.yshift + picture_files.PAD <= margin.t
    foot = list(said.values())
    assert [block.name for block in foot] == ["note", "settings", "sources", "version", "link"]
    assert foot[0].yshift < -own.b
    assert all(one.yshift - height(one) >= two.yshift - 1e-9 for one, two in pairwise(foot))
    assert foot[-1].yshift - height(foot[-1]) >= -margin.b
    room = picture_files.WIDTH - 2 * picture_files.PAD
    for block in (title, *foot):
        assert block.xshift == -own.l == picture_files.PAD - margin.l
        for line in block.text.split("<br>"):
            assert columns(html.unescape(line)) * block.font.size / 2 <= room
    plot = found.layout.height - margin.t - margin.b
    assert plot >= fig.layout.height - own.t - own.b - 1
    assert found.layout.width == picture_files.WIDTH
    assert found.layout.height >= picture_files.LEAST_HEIGHT
    go.Figure(found.to_plotly_json())  # Plotly accepts it


def test_a_long_link_is_whole_and_only_breaks_into_lines() -> None:
    long = ADDRESS + "&".join(f"h.btc={n}&title={quote('长' * 9)}" for n in range(60))
    found = picture(sample("haircut_dumbbell", EN), EN, link=long)
    assert text(blocks(found)["link"]) == long
    rows = [html.unescape(row) for row in blocks(found)["link"].text.split("<br>")]
    assert len(rows) > 20
    assert max(len(row) + row.count("%") / 2 for row in rows) <= picture_files.columns(12)


def test_text_from_outside_is_shown_as_it_is() -> None:
    title = '<a href="https://x.example">x</a> &lt; $y$ \\_z'
    found = picture(sample("haircut_dumbbell", EN), EN, title=title)
    assert "<a" not in blocks(found)["title"].text
    assert text(blocks(found)["title"], " ") == title.replace("\\_", "_")


def test_the_picture_has_a_ground_no_buttons_and_no_web_font() -> None:
    found = picture(sample("clock_areas", EN), EN)
    assert found.layout.paper_bgcolor == colour("background", dark=False)
    assert not found.layout.updatemenus
    assert not found.frames
    assert picture_files.WEB_FONT not in found.layout.font.family
    dark = picture(sample("clock_areas", EN, dark=True), EN)
    assert dark.layout.paper_bgcolor == colour("background", dark=True)


def test_a_chart_without_a_record_and_the_baseline_itself_say_so() -> None:
    base = catalog.baseline(moved())
    said = blocks(
        picture_files.composed(
            template.empty("Nothing", "", dark=False), "none", "T", EN, scenario=base, link="x"
        )
    )
    assert text(said["sources"]) == "Weakest input: inputs not recorded."
    assert text(said["settings"]).startswith("Nothing differs from the baseline")


def page() -> None:
    import streamlit as st

    from pages.ui import charts, state, template
    from pages.ui.tables import table
    from pages.ui.text import words

    state.load()

    def draw(dark: bool) -> object:
        st.session_state["themes"] = [*st.session_state.get("themes", []), dark]
        return template.empty("Nothing", "", dark=dark)

    charts.show(draw, "sample", "T", "alt", lambda: table(["a"], [1.0]), words("en"))


def test_the_picture_is_drawn_only_when_somebody_opens_it() -> None:
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert len(app.session_state["themes"]) == 1
    assert drawn.charts(app)[0].config["displayModeBar"] is False
    app.session_state["data.sample"] = True
    app.run()
    assert not app.exception
    assert app.session_state["themes"][2:] == [False]


def test_plotly_comes_from_the_installed_package() -> None:
    assert plotly_file.FILE.stat().st_size > 1_000_000
    assert plotly_file.address().startswith("/plotly.min.js?v=7.1.")
    assert chart_element.config()["displayModeBar"] is False
