"""A scenario as a document: a report and a one-page handout, each a single file of HTML.

The file holds everything it shows: the drawing library of the installed package, the font, the
charts as numbers. It fetches nothing, and its own policy forbids it to. What comes from a link is
escaped by the template. Building needs no session, because files are built outside of it.
"""

import base64
from functools import cache
from pathlib import Path
from typing import Any

import streamlit
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from engine import VERSION, claim, link
from engine.companions import CLAIM, EDITION
from engine.scenario import Scenario
from pages.ui import (
    address,
    catalog,
    notes,
    numbers,
    plotly_file,
    qr,
    report_charts,
    report_inputs,
    report_parts,
)
from pages.ui.palette import FRAME, colour
from pages.ui.report_findings import findings
from pages.ui.text import Words

FOLDER = Path(__file__).with_name("documents")
FONTS = Path(streamlit.__file__).parent / "static/static/media"
FONT = "SourceSansVF-Upright*.woff2"
TAGS = {"en": "en", "zh": "zh-Hans"}
PRINTED = 500  # characters of a link that a page has room for


def report(scenario: Scenario, at: str, words: Words) -> bytes:
    """Return the report: answers, charts, tables, settings, inputs and sources of a scenario.

    Parameters
    ----------
    scenario
        What the report is about; its baseline stands beside it.
    at
        The full address that opens the scenario.
    """
    charts = report_charts.report(scenario, words)
    inputs, sources = report_inputs.inputs(scenario, words)
    return _page(
        "report.html",
        scenario,
        at,
        words,
        findings=findings(scenario, words),
        charts=charts,
        settings=report_parts.settings(scenario, words),
        remarks=notes.remarks("overview", words),
        simplified=report_parts.simplified(words),
        inputs=inputs,
        sources=sources,
    )


def handout(scenario: Scenario, at: str, words: Words) -> bytes:
    """Return the handout: one page with the finding, a chart, the link and things to try."""
    return _page(
        "handout.html",
        scenario,
        at,
        words,
        finding=findings(scenario, words)[0],
        charts=report_charts.handout(scenario, words),
        tries=report_parts.tries(scenario, words),
        printed=len(at) <= PRINTED,
    )


def address_of(scenario: Scenario, words: Words) -> str:
    """Return the address that opens a scenario's first page, with the figures it claims."""
    headline = catalog.results(scenario).scenario.headline
    edition = catalog.book().facts.edition.isoformat()
    beside = {EDITION: edition, CLAIM: claim.write(headline)}
    query = link.write(scenario, catalog.book().controls, words.language, beside)
    return f"{address.home()}?{query}"


def _page(name: str, scenario: Scenario, at: str, words: Words, **more: Any) -> bytes:  # noqa: ANN401
    """Fill a template with what every document has, and with its own parts."""
    facts = catalog.book().facts
    edition, known = (numbers.day(words, day) for day in (facts.edition, facts.known_to))
    said = (
        _templates()
        .get_template(name)
        .render(
            words=words,
            lang=TAGS[words.language],
            title=report_parts.title(scenario, words),
            about=report_parts.about(scenario, words),
            version=words("report.version", version=VERSION, edition=edition, known=known),
            release=VERSION,
            foot=words("frame.foot", edition=edition, known=known),
            link=at,
            code=_code(at),
            figures=report_parts.figures(scenario, words),
            colours={part: colour(part, dark=False) for part in FRAME},
            font=_font(),
            plotly=_plotly(),
            width=report_charts.WIDTH,
            **more,
        )
    )
    return said.encode()


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _code(text: str) -> Markup:
    """Return the QR code as a picture, nothing for a text that is too long for one."""
    try:
        return Markup(qr.svg(text))  # noqa: S704 - made here, of squares
    except ValueError:
        return Markup("")


@cache
def _plotly() -> Markup:
    """Return the drawing library; it holds no end of a script."""
    return Markup(plotly_file.CONTENT.decode())  # noqa: S704 - the installed package


@cache
def _font() -> str:
    """Return the app's Latin font as text, so that charts keep their widths; "" without it."""
    found = next(FONTS.glob(FONT), None)
    return base64.b64encode(found.read_bytes()).decode() if found else ""
