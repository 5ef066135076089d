"""The popover that gives a scenario as files and as code, in both languages."""

import json

import pytest

from engine import catalogue
from pages.ui import exports, python_block, workbook
from pages.ui.data_routes import file, result_csv, result_json
from pages.ui.text import words
from tests.test_pages import open_page
from tests.test_routes import ask

BOOK = catalogue.load()
LANGUAGES = pytest.mark.parametrize("lang", ["en", "zh"])


@LANGUAGES
def test_the_popover_is_empty_until_it_is_open(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise AssertionError

    monkeypatch.setattr(workbook, "build", refuse)
    app = open_page("overview.py", v="1", lang=lang, rail="fedwire")
    assert not app.get("download_button")
    assert not app.code
    app.session_state[exports.KEY] = True
    app.run()
    assert not app.exception
    say = words(lang)
    labels = {one.proto.label for one in app.get("download_button")}
    assert {say(f"export.{name}") for name in ("workbook", "csv", "json")} <= labels
    scripts = [code.value for code in app.code if "import" in code.value]
    assert len(scripts) == 1
    assert '"rail=fedwire",  # ' + say("control.call.rail.label") in scripts[0]


@LANGUAGES
def test_the_popover_says_that_the_files_leave_b_out(lang: str) -> None:
    for beside in ({"b": "today"}, {"b": "v=1&cycle=T2"}, {}):
        app = open_page("compare.py", v="1", lang=lang, **beside)
        said = words(lang)("export.only_a")
        assert said not in [one.value for one in app.caption]
        app.session_state[exports.KEY] = True
        app.run()
        assert not app.exception
        assert (said in [one.value for one in app.caption]) == bool(beside)


@LANGUAGES
def test_files_are_what_the_link_gives(lang: str) -> None:
    preset, say = BOOK.presets["march-2020"], words(lang)
    query = f"{preset.link}&lang={lang}"
    assert file(result_csv, preset.scenario, say) == ask("/result.csv", query).body
    assert file(result_json, preset.scenario, say) == ask("/result.json", query).body
    found = json.loads(file(result_json, preset.scenario, say))["results"]["headline"]
    script = python_block.block(preset.scenario, say)
    assert f'"posted": {found["posted"]!r}' in script
