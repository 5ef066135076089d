"""The workbook: LibreOffice calculates it anew, and its cells equal the engine."""

import io
import math
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from engine import catalogue, link
from engine.results import HEADLINES
from engine.run import evaluate
from engine.scenario import ASSETS, Scenario
from pages.ui import workbook
from pages.ui.text import words
from pages.ui.workbook import HEAD_ROW, build
from pages.ui.workbook_arithmetic import NoFormulaError, Sum, translated

BOOK = catalogue.load()
EN, ZH = words("en"), words("zh")
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
IN_CI = bool(os.environ.get("CI"))  # where it has to be there
NO_OFFICE = "the workbook is calculated by LibreOffice: apt-get install libreoffice-calc"
WRONG = 0.0  # kept beside every formula, so that only a calculation can give the right number
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""  # calculate on opening, whatever numbers the file brings
LINKS = {
    **{code: preset.link for code, preset in BOOK.presets.items()},
    "floor": "v=1&regime=uncleared&rail=fedwire",
    "table": "v=1&rule=basel&mix=tbill:50,cash:30,corp:20",
    "ineligible": "v=1&accept=ccp&mix=tbill:50,usdc:30,retoken:20",
    "capped": "v=1&mix=btc:35,eth:35,tbill:30&cap=30&gcap=45",
    "wrong-way": "v=1&ww=1&hsum=multiplicative&mix=btc:20,eth:10,tbill:70",
    "typed": "v=1&h.btc=35&c.btc=12&mix=own:20,btc:20,tbill:60&own.clock=365",
    "weekdays": "v=1&product=index_future&mix=equity:50,cash:50&cycle=T5&reading=B&rhon=0.3",
    "batches": "v=1&cycle=B12&r=80&hold=1&wallets24=1&market=1",
    "tails": "v=1&dist=es_t&nu=3.7&apc=buffer&conf=99.7&bufbasis=clock",
    "normal": "v=1&dist=es_normal&apc=floor&profile=linear&cycle=T3&reading=C",
    "no-answer": "v=1&mix=btc:50,eth:50",
}
FEW = ("token-rails", "letters-withdrawn", "floor", "capped", "tails")


def scenario_of(name: str) -> Scenario:
    reading = link.read_text(LINKS[name], BOOK.controls)
    assert reading.notices == ()
    return reading.scenario


def opened(content: bytes, *, values: bool) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def calculated(files: Mapping[str, bytes], folder: Path) -> dict[str, Workbook]:
    """Let LibreOffice calculate the files and save them again."""
    settings = folder / "profile/user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(ALWAYS, "utf-8")
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    subprocess.run(
        [
            OFFICE or "", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "out",
            *(folder / f"{name}.xlsx" for name in files),
        ],
        capture_output=True,
        check=True,
        timeout=480,
    )  # fmt: skip
    return {
        name: opened((folder / "out" / f"{name}.xlsx").read_bytes(), values=True) for name in files
    }


def figures(book: Workbook) -> dict[str, tuple[object, object]]:
    """Headline figures by formula and by the engine."""
    rows = book.worksheets[0].iter_rows(min_row=HEAD_ROW + 2, values_only=True)
    return {name: (row[2], row[3]) for name, row in zip(HEADLINES, rows, strict=True)}


def cells(book: Workbook) -> dict[str, float]:
    """Every named step with the number it came to."""
    sheet = book.worksheets[2]
    return {str(row[4]): row[1] for row in sheet.iter_rows(min_row=2, values_only=True)}  # type: ignore[misc]


def assert_equal(name: str, book: Workbook) -> None:
    outcome = evaluate(scenario_of(name), BOOK).scenario
    for figure, (here, engine) in figures(book).items():
        value = float(outcome.headline[figure])
        if not math.isfinite(value):
            assert here == engine == "#N/A", figure
        else:
            assert here == pytest.approx(value, rel=1e-6, abs=1e-6), figure
            assert engine == pytest.approx(value, rel=1e-9, abs=1e-9), figure
    found, held = cells(book), outcome.collateral
    for place, asset in enumerate(ASSETS):
        if held.share[place] and held.feasible:
            haircut, counted = float(held.haircut[place]), float(held.recognised[place])
            typed = f"collateral_haircut_{asset}" in found
            assert not typed or found[f"collateral_haircut_{asset}"] == pytest.approx(haircut)
            assert found[f"collateral_recognised_{asset}"] == pytest.approx(counted, abs=1e-6)
    if held.feasible:
        assert found["collateral_idle"] == pytest.approx(float(held.idle), abs=1e-6)


def check(names: tuple[str, ...], folder: Path) -> None:
    files = {name: build(scenario_of(name), EN, cached=lambda _: WRONG) for name in names}
    for name, content in files.items():
        before = {here for here, _ in figures(opened(content, values=True)).values()}
        assert before <= {WRONG, "#N/A"}, name
    for name, book in calculated(files, folder).items():
        assert_equal(name, book)


@pytest.mark.skipif(OFFICE is None and not IN_CI, reason=NO_OFFICE)
def test_calculated_cells_equal_the_engine(tmp_path: Path) -> None:
    check(FEW, tmp_path)


@pytest.mark.full
@pytest.mark.skipif(OFFICE is None and not IN_CI, reason=NO_OFFICE)
def test_calculated_cells_equal_the_engine_in_every_preset_and_setting(tmp_path: Path) -> None:
    check(tuple(LINKS), tmp_path)


@pytest.mark.parametrize("name", LINKS)
def test_every_headline_is_a_formula_and_the_number_beside_it_is_the_engines(name: str) -> None:
    content = build(scenario_of(name), ZH)
    headline = evaluate(scenario_of(name), BOOK).scenario.headline
    for figure, (here, _) in figures(opened(content, values=True)).items():
        value = float(headline[figure])
        assert here == (pytest.approx(value) if math.isfinite(value) else "#N/A"), figure
    steps = {f"={row[4].value}" for row in opened(content, values=False).worksheets[2].iter_rows(2)}
    for figure, (here, _) in figures(opened(content, values=False)).items():
        assert here in steps, figure


def test_some_settings_do_bind() -> None:
    """What the recalculated scenarios are meant to show is really in them."""
    found = {name: evaluate(scenario_of(name), BOOK).scenario for name in LINKS}
    assert found["floor"].margin.floor_binds
    assert "floor" in found["token-rails"].collateral.set_by
    assert found["capped"].collateral.at_cap.any()
    for name in ("letters-withdrawn", "ineligible"):
        assert found[name].collateral.idle > 0
    assert not found["no-answer"].collateral.feasible


@pytest.mark.parametrize("say", [EN, ZH], ids=lambda w: w.language)
def test_sheets_and_inputs_are_in_the_language_and_name_their_sources(say: object) -> None:
    assert isinstance(say, type(EN))
    book = opened(build(scenario_of("token-rails"), say), values=False)
    assert book.sheetnames == [say(f"export.sheet.{key}") for key in workbook.SHEETS]
    for row in book.worksheets[1].iter_rows(min_row=2, values_only=True):
        label, value, _, kind, status, source, _, _, name = row
        assert label
        assert name in book.defined_names
        assert isinstance(value, int | float)
        assert kind
        assert status
        assert source or kind == say("class.yours")
    assert len(list(book.worksheets[3].iter_rows())) > 100
    assert all(sheet.freeze_panes for sheet in book.worksheets)


def test_every_input_is_used_and_every_name_is_there() -> None:
    book = opened(build(scenario_of("wrong-way"), EN), values=False)
    steps = [str(row[1]) for row in book.worksheets[2].iter_rows(min_row=2, values_only=True)]
    text = " ".join(steps).replace("(", " ").replace(")", " ")
    for sign in "+-*/^,=>":
        text = text.replace(sign, " ")
    used = set(text.split())
    inputs = [str(row[8]) for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)]
    assert [name for name in inputs if name not in used] == []
    assert [word for word in used if "_" in word and word not in book.defined_names] == []


def test_numbers_keep_their_sign_and_what_has_no_bound_says_so() -> None:
    """A second part of a number format would be shown without its minus."""
    book = opened(build(scenario_of("today"), EN), values=False)
    formats = {c.number_format for sheet in book for row in sheet.iter_rows() for c in row}
    assert [shown for shown in formats if ";" in shown] == []
    endless = [row for row in book.worksheets[1].iter_rows(2) if row[1].number_format == '"∞"']
    assert [row[8].value for row in endless] == ["fact_asset_adv_cash"]


def test_the_address_that_opens_the_scenario_stands_in_it() -> None:
    at = "https://plumbline.example/?v=1"
    sheet = opened(build(scenario_of("token-rails"), EN, at), values=False).worksheets[0]
    assert at in {row[0] for row in sheet.iter_rows(max_row=HEAD_ROW, values_only=True)}


def test_a_title_is_text_and_nothing_else() -> None:
    reading = link.read_text("v=1&title=%3DHYPERLINK(%22x%22)", BOOK.controls)
    cell = opened(build(reading.scenario, EN), values=False).worksheets[0]["A1"]
    assert cell.value == '=HYPERLINK("x")'
    assert cell.data_type == "s" or cell.quotePrefix or cell.data_type == "inlineStr"


def test_arithmetic_keeps_its_order() -> None:
    names = {"a": Sum("a", 7.0), "b": Sum("b", 2.0), "c": Sum("c", 3.0)}
    assert translated("a-(b-c)", names) == Sum("a-(b-c)", 8.0, 1)
    assert translated("(a*b)/c", names).text == "a*b/c"
    assert translated("a/(b*c)", names).text == "a/(b*c)"
    assert translated("-a+(a+b)**2", names).text == "0-a+(a+b)^2"
    assert translated("first(x, a)", {**names, "x": Sum("", float("nan"))}).text == "a"


@pytest.mark.parametrize("text", ["settled(a)", "a if a else a", "a.b", "'x'"])
def test_what_a_spreadsheet_cannot_do_is_refused(text: str) -> None:
    with pytest.raises((NoFormulaError, KeyError)):
        translated(text, {"a": Sum("a", 1.0)})
