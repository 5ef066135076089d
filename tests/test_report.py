"""The report and the handout: the page's numbers, nothing fetched, nothing from a link read."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from engine import link
from engine.scenario import Scenario, replace
from pages.ui import catalog, collected, exports, plotly_file, report, report_charts, strict
from pages.ui.report_findings import PAGES
from pages.ui.report_parts import FIGURES
from pages.ui.text import Words, words
from tests.test_pages import open_page

Build = Callable[[Scenario, str, Words], bytes]

BOOK = catalog.book()
DEFAULT = BOOK.presets["token-rails"].scenario
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&{{ 7*7 }}"
AT = "https://plumbline.example/?v=1"
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])
PRESETS = pytest.mark.parametrize("preset", sorted(BOOK.presets))
BOTH = pytest.mark.parametrize("build", [report.report, report.handout], ids=["report", "handout"])
SCRIPT = plotly_file.CONTENT.decode()
LOADS = {"src", "srcset", "data", "poster", "background", "action", "formaction", "xlink:href"}


class Page(HTMLParser):
    """Collects tags, the text of each element with an id, and the rows of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.rows: dict[str, list[list[str]]] = {}
        self.said: list[str] = []
        self._table, self._raw = "", ""
        self.feed(text.replace(SCRIPT, ""))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; open a table, a row or a cell."""
        self.tags.append((tag, dict(attrs)))
        self._raw = tag if tag in {"script", "style"} else ""
        if tag == "table":
            self._table = dict(attrs).get("id") or ""
            self.rows.setdefault(self._table, [])
        elif tag == "tr":
            self.rows[self._table].append([])
        elif tag in {"td", "th"}:
            self.rows[self._table][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave a table."""
        self._raw = ""
        if tag == "table":
            self._table = ""

    def handle_data(self, data: str) -> None:
        """Note text that is read, not that of scripts."""
        if self._raw:
            return
        self.said.append(data)
        if self.rows.get(self._table) and self.rows[self._table][-1]:
            self.rows[self._table][-1][-1] += data.strip()

    def found(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every tag of a kind."""
        return [attrs for name, attrs in self.tags if name == tag]

    @property
    def text(self) -> str:
        """Return all text that is read."""
        return " ".join("".join(self.said).split())


def page(built: bytes) -> Page:
    return Page(built.decode())


def made(scenario: Scenario, lang: str = "en") -> Page:
    return page(report.report(scenario, AT, words(lang)))


def opened(scenario: Scenario, view: str, lang: str) -> AppTest:
    pairs = link.pairs(scenario, BOOK.controls, lang)
    return open_page(view, **dict(pairs))


@LANGUAGES
@pytest.mark.parametrize("preset", ["token-rails", "before-letters", "atomic-prefunded"])
def test_figures_are_those_of_the_page(preset: str, lang: str) -> None:
    scenario, say = BOOK.presets[preset].scenario, words(lang)
    app = opened(scenario, "overview.py", lang)
    rows = {row[0]: row for row in made(scenario, lang).rows["figures"][1:]}
    assert len(rows) == len(FIGURES)
    assert app.metric
    for metric in app.metric:
        _, now, base, change, weakest = rows[metric.label]
        assert (now, change) == (metric.value, metric.delta)
        assert weakest in {say(f"class.{code}") for code in ("illustrative", "yours", "data")}
        assert any(say("headline.against", value=base) == caption.value for caption in app.caption)
    short = page(report.handout(scenario, AT, say)).text
    assert all(str(metric.value) in short for metric in app.metric)


@LANGUAGES
def test_answers_and_charts_are_those_of_the_pages(lang: str) -> None:
    scenario = replace(DEFAULT, "settlement.cycle", "T0")
    text = made(scenario, lang).text
    drawn = {one.chart.title: one.page for one in report_charts.report(scenario, words(lang))}
    for name in PAGES:
        app = opened(scenario, f"{name}.py", lang)
        assert " ".join(app.title[0].value.split()) in text
        assert " ".join(app.header[0].value.split()) in text
        shown = {str(one.value) for one in app.subheader}
        assert all(title in shown for title, at in drawn.items() if at == name)
    assert set(drawn.values()) == set(PAGES)


@PRESETS
@LANGUAGES
def test_every_preset_builds_whole(preset: str, lang: str) -> None:
    scenario, say = BOOK.presets[preset].scenario, words(lang)
    found = made(scenario, lang)
    figures = [one for one in found.found("script") if one.get("type") == "application/json"]
    places = [one for one in found.found("div") if one.get("class") == "chart"]
    assert len(figures) == len(places) == len(report_charts.PAGES)
    assert all(one["aria-label"] and one["role"] == "img" for one in places)
    assert len(found.found("table")) >= len(places) + 1
    assert len(found.rows["inputs"]) > 100
    assert all(row[0] and row[2] for row in found.rows["inputs"][1:])
    cited = {row[3] for row in found.rows["inputs"][1:]} - {""}
    assert cited == {f"[{n}]" for n in range(1, len(cited) + 1)}
    assert say(f"preset.{preset}.name") in found.text
    assert "{" not in found.text
    assert len(page(report.handout(scenario, AT, say)).found("li")) == 3


@BOTH
@LANGUAGES
def test_nothing_is_fetched_and_addresses_are_only_links(build: Build, lang: str) -> None:
    text = build(DEFAULT, AT, words(lang)).decode()
    assert text.count(SCRIPT) == 1
    found = Page(text)
    assert not [
        tag for tag, _ in found.tags if tag in {"link", "iframe", "object", "embed", "base"}
    ]
    assert not [attrs for tag, attrs in found.tags if tag != "a" and LOADS & set(attrs)]
    assert {urlsplit(str(one["href"])).scheme for one in found.found("a")} <= {"https", "http", ""}
    styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    assert styles
    assert not re.search(r"@import|url\(\"?(?!data:)[^\"]", "".join(styles))
    policy = next(one for one in found.found("meta") if "http-equiv" in one)
    assert str(policy["content"]).startswith("default-src 'none'")


@BOTH
def test_a_hostile_title_and_link_are_only_text(build: Build) -> None:
    scenario = replace(DEFAULT, "firm.title", HOSTILE)
    at = f'{AT}&x="><script>alert(3)</script>'
    usual = page(build(DEFAULT, AT, words("en")))
    text = build(scenario, at, words("en")).decode()
    found = Page(text)
    assert [tag for tag, _ in found.tags if tag != "p"] == [
        tag for tag, _ in usual.tags if tag != "p"
    ]
    assert " ".join(HOSTILE.split()) in found.text
    assert next(one for one in found.found("a") if one.get("id") == "link")["href"] == at
    for one in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', text, re.DOTALL):
        assert json.loads(one)["data"]


def test_the_address_holds_scenario_language_and_figures() -> None:
    at = report.address_of(replace(DEFAULT, "settlement.cycle", "T0"), words("zh"))
    pairs = parse_qs(urlsplit(at).query)
    assert pairs["cycle"] == ["T0"]
    assert pairs["lang"] == ["zh"]
    assert pairs["claim"][0].startswith("locked:")
    assert pairs["d"] == [BOOK.facts.edition.isoformat()]


def test_a_link_too_long_for_a_code_or_a_page_is_left_to_click() -> None:
    long = AT + "&x=" + "y" * 4000
    assert 'class="code"' not in report.report(DEFAULT, long, words("en")).decode()
    found = page(report.handout(DEFAULT, long, words("en")))
    assert long not in found.text
    assert next(one for one in found.found("a") if one.get("id") == "link")["href"] == long


def test_settings_that_differ_are_listed_with_both_values() -> None:
    rows = made(replace(DEFAULT, "settlement.cycle", "T0")).rows["settings"]
    assert ["Settlement cycle", "T+0, end of day", "T+1"] in rows
    base = made(BOOK.presets["today"].scenario)
    assert "settings" not in base.rows
    assert words("en")("report.same") in base.text


def test_law_and_data_only_greys_what_the_page_greys() -> None:
    strictly = replace(DEFAULT, "view.strict", True)  # noqa: FBT003 - a value
    found, usual = made(strictly), made(DEFAULT)
    grey = [one for one in found.found("tr") if one.get("class") == "pale"]
    assert len(grey) == len(FIGURES)
    assert not [one for one in usual.found("tr") if one.get("class") == "pale"]
    note = report_charts.handout(strictly, words("en"))[0].chart.note
    short = page(report.handout(strictly, AT, words("en"))).text
    assert note
    assert note in short
    assert "Locked overnight · illustrative" in short
    assert any(one.chart.note for one in report_charts.report(strictly, words("en")))
    assert not any(one.chart.note for one in report_charts.report(DEFAULT, words("en")))
    assert not strict.is_on()


@BOTH
def test_building_draws_nothing_on_a_page(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are built outside the session, where whatever is drawn is lost and logged."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(DeltaGenerator, "_enqueue", refuse)
    assert words("en")("picture.levers.note") in page(build(DEFAULT, AT, words("en"))).text


def test_collecting_ends_where_it_began() -> None:
    with collected.collect() as outer:
        with collected.collect() as inner:
            pass
        report_charts.handout(DEFAULT, words("en"))
    assert (outer, inner) == ([], [])


@LANGUAGES
def test_the_popover_offers_both_and_builds_neither(
    lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(report, "report", refuse)
    monkeypatch.setattr(report, "handout", refuse)
    app = open_page("overview.py", v="1", lang=lang)
    assert not app.get("download_button")
    app.session_state[exports.KEY] = True
    app.run()
    assert not app.exception
    labels = {one.proto.label for one in app.get("download_button")}
    assert {words(lang)(f"export.{name}") for name in ("report", "handout")} <= labels
