"""The switch "law and data only", part by part: what rests on law or data stays, the rest fades."""

from typing import Any

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from engine import catalogue
from engine.codes import ASSETS
from engine.regulation import deciding
from engine.scenario import replace
from pages.ui import pale, strict, template
from pages.ui.text import words as words_of
from tests.drawn import charts
from tests.test_pages import open_page

BOOK = catalogue.load()
TODAY = BOOK.presets["today"].scenario
LAW = ["cash", "tbill", "mmf", "equity", "corp", "pcredit", "retoken"]


def dots(meta: object, **more: object) -> go.Scatter:
    return go.Scatter(x=[1, 2], y=[1, 2], meta=meta, **more)


def house(*traces: object) -> go.Figure:
    return go.Figure(traces, layout={"template": template.name(dark=False)})


def strict_page(view: str, **query: str) -> AppTest:
    return open_page(view, v="1", lang="en", strict="1", **query)


def drawn(app: AppTest, key: str) -> dict[str, Any]:
    """Return a chart of a page as the browser gets it."""
    return next(one.figure for one in charts(app) if one.name == f"chart.{key}")


def parts(app: AppTest) -> dict[str, str]:
    return {name: weak for (kind, name), weak in app.session_state["drawn"].items()
            if kind == strict.PART and weak}  # fmt: skip


def test_a_trace_stays_or_fades_by_its_class() -> None:
    traces = [dots("law", mode="lines"), dots("illustrative", mode="lines"), dots(None)]
    found, kept, lost = pale.pale(house(*traces))
    assert [trace.opacity for trace in found.data] == [None, pale.PALE, pale.PALE]
    assert (kept, lost) == (True, True)


@pytest.mark.parametrize("weak", ["guidance", "literature", "illustrative", "yours", pale.UNTRACED])
def test_only_law_and_data_stay(weak: str) -> None:
    assert pale.stays("law")
    assert pale.stays("data")
    assert not pale.stays(weak)
    assert not pale.stays(None)


def test_points_of_one_trace_stay_or_fade_one_by_one() -> None:
    fig = house(dots(["data", "yours"], mode="markers+text", text=["a", "b"]))
    found = pale.pale(fig)[0].data[0]
    assert list(found.marker.opacity) == [1.0, pale.PALE]
    assert found.textfont.color[0] != found.textfont.color[1]
    assert fig.data[0].marker.opacity is None


def test_cells_of_one_map_stay_or_fade_one_by_one() -> None:
    cells = {"z": [[1, 2]], "text": [["a", "b"]], "meta": [["law", "guidance"]]}
    strong, faint = pale.pale(house(go.Heatmap(cells)))[0].data
    assert [list(row) for row in (strong.z[0], faint.z[0])] == [[1, None], [None, 2]]
    assert [list(row) for row in (strong.text[0], faint.text[0])] == [["a", ""], ["", "b"]]
    assert (strong.opacity, faint.opacity) == (None, pale.PALE)
    assert strong.hoverongaps is faint.hoverongaps is False


def test_shapes_and_labels_follow_their_names() -> None:
    fig = house(dots("data"))
    for name in ("law", "illustrative", None):
        fig.add_shape(type="line", x0=0, x1=1, y0=0, y1=1, name=name)
        fig.add_annotation(text="x", name=name, font={"color": "black"})
    found, *_ = pale.pale(fig)
    assert [shape.opacity for shape in found.layout.shapes] == [None, pale.PALE, None]
    muted = [note.font.color != "black" for note in found.layout.annotations]
    assert muted == [False, True, True]


def test_what_is_all_law_and_data_does_not_fade_and_nothing_is_not_that() -> None:
    assert pale.pale(house(dots(["law", "data"])))[1:] == (True, False)
    assert pale.pale(house())[1:] == (False, True)


def test_the_weakest_class_is_found_and_none_is_not_known() -> None:
    assert strict.weakest(["law", "yours", "guidance"]) == "yours"
    assert strict.weakest(["law", "data"]) == "data"
    assert strict.weakest(["law", pale.UNTRACED]) == pale.UNTRACED
    assert strict.weakest([]) == pale.UNTRACED


def test_rules_that_decide_an_asset_name_it_else_all_count() -> None:
    assert {code for code in LAW if {r.class_ for r in deciding(code, TODAY, BOOK)} == {"law"}} == {
        *LAW
    }
    assert {rule.class_ for rule in deciding("ttbill", TODAY, BOOK)} == {"guidance"}
    bare = replace(TODAY, "rules.as_of", BOOK.facts.known_to)
    every = {rule.id for code in ASSETS for rule in deciding(code, bare, BOOK)}
    assert {rule.id for rule in deciding("nothing of the kind", bare, BOOK)} == every
    with pytest.raises(ValueError, match="cannot withdraw"):
        deciding("cash", replace(TODAY, "rules.without", ("no such letter",)), BOOK)


def test_the_legal_gate_stays_where_law_decides_and_scores_fade() -> None:
    strong, faint = drawn(strict_page("eligibility.py"), "eligibility")["data"]
    kept = [[text for text in row if text] for row in strong["text"]]
    assert sum(map(bool, kept)) == len(LAW)
    assert all(not any(row[1:]) for row in strong["text"])
    assert all(all(row[1:]) for row in faint["text"])


def test_entries_of_law_stay_on_the_timeline_and_letters_fade() -> None:
    fig = drawn(strict_page("timeline.py"), "timeline")
    pairs = [pair for trace in fig["data"]
             for pair in zip(trace["meta"], trace["marker"]["opacity"], strict=True)]  # fmt: skip
    assert {opacity for class_, opacity in pairs if class_ in ("law", "data")} == {1}
    assert {opacity for class_, opacity in pairs if class_ == "guidance"} == {pale.PALE}


def test_observed_losses_stay_and_haircuts_fade() -> None:
    app = strict_page("history.py")
    fig = drawn(app, "history_losses")
    assert {t.get("opacity", 1) for t in fig["data"] if t.get("meta") == "data"} == {1}
    assert {t["opacity"] for t in fig["data"] if t.get("meta", "") not in ("law", "data")} == {
        pale.PALE
    }
    assert drawn(app, "history_hourly")["layout"]["shapes"][0]["opacity"] == pale.PALE
    typed = strict_page("history.py", conf="97")
    assert "history_losses" in parts(typed)
    assert "history_episodes" not in parts(app)


def test_findings_keep_their_own_class_and_the_range_of_netting_rests_on_data() -> None:
    strong, faint = drawn(strict_page("tokens.py"), "tokens_features")["data"]
    assert not any(row[-1] for row in strong["text"])
    assert all(row[-1] for row in faint["text"])
    span, here = (
        next(t for t in drawn(strict_page("settlement.py"), "netting")["data"] if found(t))
        for found in (lambda t: t.get("meta") == "data", lambda t: "here" in t.get("name", ""))
    )
    assert "opacity" not in span
    assert here["opacity"] == pale.PALE


def test_bars_of_the_whole_market_stay_where_the_model_adds_nothing() -> None:
    assert not {"whole", "capital_by_cycle"} & {
        *parts(strict_page("overview.py")), *parts(strict_page("settlement.py"))
    }  # fmt: skip
    app = strict_page("settlement.py", market="1")
    posted, fund, peak, *_ = drawn(app, "capital_by_cycle")["data"]
    assert posted["marker"]["opacity"] == pale.PALE
    assert fund["marker"]["opacity"] == [pale.PALE, 1, pale.PALE, pale.PALE, pale.PALE]
    assert peak["marker"]["opacity"] == [1, 1, 1, pale.PALE, pale.PALE]
    assert "whole" in parts(strict_page("overview.py", market="1"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_sentence_counts_charts_greyed_in_part(lang: str) -> None:
    app = open_page("history.py", v="1", lang=lang, strict="1")
    words = words_of(lang)
    figures = len(app.metric)
    said = words(
        "strict.parts",
        figures=figures, figures_grey=figures, charts=5, charts_grey=5, parts=len(parts(app)),
    )  # fmt: skip
    captions = [str(caption.value) for caption in app.caption]
    assert said in captions
    kind = words("class.illustrative")
    assert captions.count(words("strict.part", kind=kind)) == len(parts(app)) == 4
    assert captions.count(words("strict.chart", kind=kind)) == 1
