"""A scenario link as data: ``/result.json``, ``/result.csv`` and ``/sources.json``.

Each takes the query of a page's link and reads it as the page does: what cannot be used takes
its default and is listed as a notice. Handlers are plain functions, so that the server runs them
beside its event loop.
"""

import csv
import io
import math
from collections.abc import Callable, Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from engine import catalogue, formulas, link
from engine.facts import FactError
from engine.grounds import grounds
from engine.link import Reading
from engine.report import as_text, plain, report
from engine.results import HEADLINES
from engine.run import evaluate
from engine.scenario import Scenario
from pages.ui import describe
from pages.ui.text import TextError, Words
from pages.ui.text import words as words_of

READ = ("GET", "HEAD")
OTHERS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
LONGEST = 20_000  # bytes; a link itself is read up to ``engine.query.MAX_LINK``
KEPT = "public, max-age=300"
JSON, CSV = "application/json; charset=utf-8", "text/csv; charset=utf-8"
COLUMNS = ("name", "label", "unit", "scenario", "baseline", "change")
NOTICE = "notice"
UNITS = {"hours": "hours", "leverage": "ratio", "velocity": "ratio", "cost": "usd_m_year"}
MONEY = "usd_m"
MARK = "\ufeff"  # tells a spreadsheet that the text is UTF-8

Answer = Callable[[Reading], str]


def result_json(reading: Reading) -> str:
    """Return what ``python -m engine`` prints for the same link."""
    return as_text(report(reading, catalogue.load()))


def sources_json(reading: Reading) -> str:
    """Return the register of numbers that the headline figures of the link rest on."""
    book = catalogue.load()
    found = report(reading, book)
    head = {name: found["scenario"][name] for name in ("link", "edition")}
    rows = grounds(reading.scenario, book, formulas.load())
    return as_text({"scenario": head, "notices": found["notices"], "sources": rows})


def result_csv(reading: Reading) -> str:
    """Return one row for each headline figure, then one for each notice, if there is any.

    A figure without a finite answer leaves its cells empty. ``unit`` is USD million, USD million
    a year, hours or a ratio; ``change`` is scenario less baseline.
    """
    words, book = words_of(reading.lang or "en"), catalogue.load()
    results = evaluate(reading.scenario, book)
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(COLUMNS)
    for name in HEADLINES:
        after, before = (float(x.headline[name]) for x in (results.scenario, results.baseline))
        label, unit = words(f"headline.{name}"), UNITS.get(name, MONEY)
        lines.writerow([name, label, unit, *(plain(x) for x in _compared(after, before))])
    lines.writerows([NOTICE, said, "", "", "", ""] for said in _notices(reading, words))
    return MARK + text.getvalue()


def file(answer: Answer, scenario: Scenario, words: Words) -> bytes:
    """Return an answer for a scenario as a file, the same as its link would get."""
    controls = catalogue.load().controls
    query = link.write(scenario, controls, words.language)
    return answer(link.read_text(query, controls)).encode()


def _compared(after: float, before: float) -> tuple[float, float, float]:
    """Return a figure, its baseline and the change; no change where one of them has no answer."""
    known = math.isfinite(after) and math.isfinite(before)
    return after, before, after - before if known else math.nan


def _notices(reading: Reading, words: Words) -> Iterator[str]:
    """Yield the sentences the page shows, without its markup."""
    for notice in reading.notices:
        yield describe.notice(notice, words).replace("`", "'")


def _route(path: str, answer: Answer, media: str) -> Route:
    """Return a route that answers a link, and refuses anything else in a sentence."""

    def endpoint(request: Request) -> Response:
        if request.method not in READ:
            return _refusal(405, f"{path} is for reading; use {' or '.join(READ)}.")
        given = request.scope["query_string"]
        if len(given) > LONGEST:
            return _refusal(400, f"The query has {len(given)} bytes; give at most {LONGEST}.")
        query = "?" + given.decode("utf-8", "replace")
        try:
            body = answer(link.read_text(query, catalogue.load().controls))
        except (FactError, TextError):
            raise  # the installation is broken, not the link
        except ValueError as error:
            return _refusal(400, f"This scenario cannot be evaluated: {error}")
        return Response(body, headers={"Cache-Control": KEPT}, media_type=media)

    return Route(path, endpoint, methods=[*READ, *OTHERS])


def _refusal(status: int, sentence: str) -> Response:
    """Return a refusal as JSON that nobody keeps."""
    headers = {"Cache-Control": "no-store"}
    if status == 405:  # noqa: PLR2004
        headers["Allow"] = ", ".join(READ)
    return Response(as_text({"error": sentence}), status, headers, JSON)


ROUTES = (
    _route("/result.json", result_json, JSON),
    _route("/result.csv", result_csv, CSV),
    _route("/sources.json", sources_json, JSON),
)
