"""The page of methods, the dialog on a page's numbers, and the switch "law and data only"."""

import ast
import re
from pathlib import Path

import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from engine import formulas, validation
from engine.codes import ASSETS
from engine.formula_records import TOPICS
from engine.validation import Check
from pages.ui import origins, pale, validation_table
from pages.ui.methods import SIMPLIFICATIONS, SIMPLIFIED
from pages.ui.text import Words
from pages.ui.text import words as words_of
from tests.drawn import charts
from tests.test_pages import VIEWS, open_page, texts

ROOT = Path(__file__).parents[1]
FORMULAS = formulas.load()
PAGES = {Path(view).stem for view in VIEWS} | {
    "overview", "glossary", "collateral", "eligibility", "margin", "history", "calls",
    "settlement", "waterfall", "leverage", "tokens", "timeline", "methods", "sources",
}  # fmt: skip
LANGUAGES = [words_of("en"), words_of("zh")]
BOTH = pytest.mark.parametrize("words", LANGUAGES, ids=["en", "zh"])


def part(app: AppTest, code: str, lang: str = "en") -> AppTest:
    return app.segmented_control(key=f"methods.part.{lang}").set_value(code).run()


def latex(app: AppTest) -> list[str]:
    return [str(block.value) for block in app.markdown if str(block.value).startswith("$")]


def chart_keys() -> dict[str, str]:
    """Keys that the pages' code gives to ``charts.show``, with the file."""
    found = {}
    for path in sorted((ROOT / "pages").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "charts.show":
                key = node.args[1]
                if isinstance(key, ast.Constant):
                    found[str(key.value)] = path.name
    return found


def test_every_chart_on_a_page_is_named_by_a_formula_record() -> None:
    assert {key: f for key, f in chart_keys().items() if key not in FORMULAS.by_chart} == {}


@pytest.mark.parametrize("view", VIEWS)
def test_every_chart_drawn_is_traced(view: str) -> None:
    app = open_page(view, v="1", lang="en", strict="1")
    assert not app.exception
    drawn = app.session_state["drawn"]
    assert [name for (_, name), weak in drawn.items() if weak == pale.UNTRACED] == []


def test_formulas_name_pages_and_simplifications_that_exist() -> None:
    for item in FORMULAS:
        assert set(item.pages) <= PAGES, item.id
        assert set(item.simplifications) <= set(SIMPLIFIED), item.id


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_the_switch_greys_and_counts_on_every_page(view: str, lang: str) -> None:
    off = open_page(view, v="1", lang=lang)
    app = open_page(view, v="1", lang=lang, strict="1")
    assert not app.exception
    assert not any(str(m.value).startswith(":gray[") for m in off.metric)
    assert all(str(m.value).startswith(":gray[") for m in app.metric)
    said = {"en": "Law and data only:", "zh": "仅限法规与数据："}[lang]
    assert said in texts(app)
    assert said not in texts(off)
    assert f"{len(app.metric)} " in next(c.value for c in app.caption if said in c.value)
    assert len(charts(app)) == len(charts(off))


def test_what_rests_on_data_alone_stays_as_it_is() -> None:
    query = {"v": "1", "lang": "en", "strict": "1", "market": "1"}
    app = open_page("settlement.py", **query)
    shown = {m.label: str(m.value) for m in app.metric}
    assert shown["Clearing fund"] == "USD 9.8bn"
    assert shown["Intraday cash"] == "USD 37.7bn"
    assert shown["Posted"].startswith(":gray[")
    faster = open_page("settlement.py", cycle="B7", **query)
    shown = {m.label: str(m.value) for m in faster.metric}
    assert shown["Clearing fund"].startswith(":gray[")


def test_the_switch_is_in_the_frame_and_in_the_link() -> None:
    app = open_page("sources.py", v="1", lang="en")
    app.toggle(key="control.view.strict").set_value(True).run()
    assert not app.exception
    assert app.query_params["strict"] in ("1", ["1"])
    assert "figures on this page rest on more" in texts(app)
    app.toggle(key="control.view.strict").set_value(False).run()
    assert "strict" not in app.query_params


@pytest.mark.parametrize(("lang", "mark"), [("en", "weakest input: "), ("zh", "最弱的依据：")])
def test_the_answer_is_marked_only_while_the_switch_is_on(lang: str, mark: str) -> None:
    app = open_page("history.py", v="1", lang=lang, strict="1")
    assert f":gray-badge[{mark}{words_of(lang)('class.illustrative')}]" in app.header[0].value
    app.toggle(key="control.view.strict").set_value(False).run()
    assert mark not in app.header[0].value
    plain = open_page("methods.py", v="1", lang=lang, strict="1")
    assert mark not in plain.header[0].value


def test_a_pale_chart_keeps_its_numbers_and_its_words() -> None:
    fig = go.Figure(
        [
            go.Bar(x=[1], y=["a"], text=["one"]),
            go.Scatter(x=[1], y=[2], mode="markers+text", marker={"opacity": 0}),
            go.Scatter(x=[1], y=[2], mode="lines"),
            go.Sankey(
                node={"label": ["a", "b"]}, link={"source": [0], "target": [1], "value": [1]}
            ),
        ]
    )
    fig.add_annotation(text="here")
    found, kept, lost = pale.pale(fig)
    assert (kept, lost) == (False, True)
    assert found.data[0].marker.opacity == found.data[2].opacity == pale.PALE
    assert found.data[1].marker.opacity == 0
    assert found.layout.annotations[0].text == "here"
    assert fig.data[2].opacity is None


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_page_opens_the_dialog_on_its_numbers(view: str, lang: str) -> None:
    app = open_page(view, v="1", lang=lang)
    before = len(latex(app)) if view == "methods.py" else 0
    app.button(key="origins").click().run()
    assert not app.exception
    if view in ("methods.py", "glossary.py", "sources.py"):
        assert len(latex(app)) == before
        assert words_of(lang)("origins.no_figures") in texts(app)
        return
    assert len(latex(app)) > before
    assert words_of(lang)("origins.no_figures") not in texts(app)
    assert any("badge[" in str(m.value) for m in app.markdown)


def test_the_dialog_opens_on_the_topic_of_the_page() -> None:
    pages = ("calls", "history", "settlement", "waterfall", "margin", "timeline", "sources")
    topics = ["calls", "evidence", "settlement", "default", "margin", "eligibility", ""]
    assert [origins.own_topic(page) for page in pages] == topics
    app = open_page("history.py", v="1", lang="en")
    app.button(key="origins").click().run()
    assert "Past losses against the haircut" in texts(app)
    assert "Initial margin:" not in texts(app)


@BOTH
def test_a_formula_leads_to_the_formulas_it_uses(words: Words) -> None:
    app = open_page("calls.py", v="1", lang=words.language)
    app.button(key="origins").click().run()
    here, away = links(app), ways(app)
    assert here
    assert here <= {s.anchor for s in app.subheader}
    assert away
    app.button(key=away[0]).click().run()
    assert not app.exception
    target = away[0].split(".", 1)[1].replace(".", "-")
    plain = open_page("methods.py", v="1", lang=words.language)
    part(plain, "calls", words.language)
    assert {link.replace("origin-", "method-") for link in here} == links(plain)
    plain.button(key=away[0].replace("origin-", "method-")).click().run()
    assert not plain.exception
    assert f"method-{target}" in {s.anchor for s in plain.subheader}
    assert links(plain) <= {s.anchor for s in plain.subheader}


def links(app: AppTest) -> set[str]:
    """Anchors that the formulas' lists link to."""
    return {name for m in app.markdown for name in re.findall(r"]\(#([\w-]+)\)", str(m.value))}


def ways(app: AppTest) -> list[str]:
    """Keys of the buttons that lead to formulas of another topic."""
    return [str(b.key) for b in app.button if re.match(r"(origin|method)-", str(b.key))]


def test_the_dialog_lists_every_headline_by_topic() -> None:
    said = []
    for topic in TOPICS:
        app = open_page("overview.py", v="1", lang="en")
        app.session_state["origins.topic.en"] = topic
        app.button(key="origins").click().run()
        assert not app.exception
        said += [str(m.value) for m in (*app.markdown, *app.subheader)]
    text = "\n".join(said)
    for metric in ("USD 265m", "USD 159m", "USD 167m", "USD 98m", "USD 377m", "5.34x", "15 min"):
        assert metric in text


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("topic", sorted({item.topic for item in FORMULAS}))
def test_every_formula_is_typeset_with_numbers(topic: str, lang: str) -> None:
    app = part(open_page("methods.py", v="1", lang=lang), topic, lang)
    assert not app.exception
    items = [item for item in FORMULAS if item.topic == topic]
    heads = [str(s.value) for s in app.subheader]
    for item in items:
        assert any(head.startswith(item.name[lang]) for head in heads), item.id
    for body in latex(app):
        assert not re.search(r"<[A-Za-z]\w*>", body)
        assert body.count("{") == body.count("}")


@pytest.mark.parametrize("asset", ASSETS)
def test_formulas_are_typeset_for_every_asset(asset: str) -> None:
    app = part(open_page("methods.py", v="1", lang="en", asset=asset), "haircut")
    assert not app.exception
    assert "NaN" not in " ".join(latex(app))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_ten_simplifications_are_said(lang: str) -> None:
    app = part(open_page("methods.py", v="1", lang=lang), SIMPLIFICATIONS, lang)
    assert len(SIMPLIFIED) == 10
    body = "\n".join(str(m.value) for m in app.markdown)
    assert all(words_of(lang)(f"simplification.{code}") in body for code in SIMPLIFIED)


@BOTH
def test_the_answer_counts_and_names_the_largest_miss(words: Words) -> None:
    said = validation_table.answer(words)
    assert words("validation.bcg_a") in said
    assert "19" in said


@BOTH
def test_the_answer_turns_when_nothing_misses(
    words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Check("rbi", "validation.rbi_value.after", "ratio", 3200.0, 3200.0)
    monkeypatch.setattr(validation, "checks", lambda _: (one,))
    said = validation_table.answer(words)
    assert words("validation.rbi") not in said
    assert {"en": "All 1", "zh": "全部"}[words.language] in said


@BOTH
def test_the_table_shows_misses_and_their_sources(words: Words) -> None:
    frame = validation_table.frame(words, marked=False)
    verdicts = list(frame[words("validation.column.verdict")])
    assert verdicts.count(words("validation.verdict.misses")) == 6
    assert frame[words("validation.column.source")].str.len().min() > 10
    marked = validation_table.frame(words, marked=True)
    assert str(marked.iloc[0, 4]).startswith(":green-badge[")
