"""The chart that follows a lever is the chart that the page draws."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from engine.controls import default_scenario
from engine.link import write
from engine.scenario import get, replace
from pages.ui import catalog, headlines, live, live_levers, surface
from pages.ui.text import words as words_of
from tests.drawn import charts
from tests.strategies import controls
from tests.test_pages import open_page
from tests.test_surface import looked_up

BASE = default_scenario(controls())
LEVERS = [
    (page, number)
    for page in live_levers.PAGES
    for number in range(len(live_levers.PAGES[page].fields(BASE)))
]


def said(app: AppTest) -> dict[str, Any]:
    """Return what the page tells the browser about its levers."""
    found = [one.proto for one in app.get("bidi_component")]
    data = next(one.bytes for one in found if one.component_name == "plumbline_live")
    return dict(json.loads(data))


@pytest.mark.parametrize(("page", "number"), LEVERS)
def test_what_is_looked_up_is_what_the_page_draws(page: str, number: int) -> None:
    words = words_of("en")
    lever = live_levers.levers(page, BASE, words)[number]
    place = len(lever.values) * 2 // 3
    here = replace(BASE, lever.path, lever.values[place])
    found = live._surface(page, lever, replace(BASE, lever.path, lever.values[0]), "en", dark=False)
    link = {name: text for name, _, text in
            (part.partition("=") for part in write(here, controls()).split("&"))}  # fmt: skip
    app = open_page(f"{page}.py", **link, lang="en")
    chart = next(one for one in charts(app) if one.name == f"chart.{live_levers.PAGES[page].chart}")
    live_figure = looked_up(json.loads(json.dumps(found)), place)
    figure = surface.compact(json.dumps(chart.figure))
    for one in (figure, live_figure):
        for axis in ("xaxis", "yaxis"):
            one["layout"][axis].pop("range", None)
    assert live_figure == figure
    assert found["titles"][place] in [one.value for one in app.subheader]
    shown = {one.label: one.value for one in app.metric}
    for name, (value, _) in zip(headlines.RIBBON, found["ribbon"][place], strict=True):
        assert shown[words(f"headline.{name}")] == value


def test_a_page_names_its_levers_and_ships_no_surface_unasked() -> None:
    app = open_page("settlement.py", v="1", lang="en")
    found = said(app)
    assert [one["path"] for one in found["levers"]] == ["settlement.cycle", "settlement.recycle"]
    assert not found["surface"]
    keys = {one.key for one in (*app.slider, *app.select_slider)}
    assert {one["key"] for one in found["levers"]} <= keys


def test_the_lever_s_own_place_leaves_the_name_of_its_surface() -> None:
    names = [
        {one["path"]: one["surface"] for one in said(open_page("settlement.py", **query))["levers"]}
        for query in ({"v": "1"}, {"v": "1", "r": "40"})
    ]
    assert names[0]["settlement.recycle"] == names[1]["settlement.recycle"]
    assert names[0]["settlement.cycle"] != names[1]["settlement.cycle"]


def test_places_lie_on_the_slider() -> None:
    for page in live_levers.PAGES:
        for lever in live_levers.levers(page, BASE, words_of("zh")):
            assert list(lever.places) == sorted(set(lever.places))
            assert 2 <= len(lever.places) <= max(live_levers.MOST, 60)
            row = catalog.book().controls.by_path[".".join(lever.path.split(".")[:2])]
            if not row.options:
                assert (lever.places[0], lever.places[-1]) == (row.min, row.max)
            assert get(replace(BASE, lever.path, lever.values[1]), lever.path) == lever.values[1]
