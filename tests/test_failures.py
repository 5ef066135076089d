"""A failure of the app tells the visitor what to do, and the log what happened."""

import json
import logging
import re

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from pages.ui import failures
from pages.ui.text import words
from tests.browser import ROOT

SECRET = "/srv/secret/place"  # noqa: S105 - a path that must not be shown
REFERENCE = re.compile(r"\b[0-9a-f]{8}\b")


def failing() -> None:
    import streamlit as st

    from pages.ui import failures

    st.session_state["lang"] = st.query_params["lang"]
    failures.report(ValueError("no file /srv/secret/place"))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_gives_the_reference_under_which_the_log_has_it(
    lang: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = AppTest.from_function(failing)
    app.query_params["lang"] = lang
    with caplog.at_level(logging.ERROR, "plumbline"):
        app.run()
    (said,) = (error.value for error in app.error)
    (reference,) = REFERENCE.findall(said)
    assert said == words(lang)("frame.failed", reference=reference)
    assert SECRET not in said
    assert f"reference {reference}" in caplog.text
    assert SECRET in caplog.text


def test_each_failure_has_a_reference_of_its_own() -> None:
    app = AppTest.from_function(failing)
    app.query_params["lang"] = "en"
    assert app.run().error[0].value != app.run().error[0].value


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_route_that_fails_says_as_little(lang: str, caplog: pytest.LogCaptureFixture) -> None:
    asked = Request(
        {"type": "http", "path": "/", "headers": [], "query_string": f"lang={lang}".encode()}
    )
    with caplog.at_level(logging.ERROR, "plumbline"):
        reply = failures.answer(asked, ValueError(f"no file {SECRET}"))
    said = json.loads(bytes(reply.body))["error"]
    (reference,) = REFERENCE.findall(said)
    assert reply.status_code == 500
    assert said == words(lang)("frame.failed_route", reference=reference)
    assert f"reference {reference}" in caplog.text
    assert SECRET in caplog.text


def test_the_app_hands_its_failures_over() -> None:
    made = (ROOT / "app.py").read_text("utf-8")
    assert "on_script_error=failures.report" in made
    assert "Exception: failures.answer" in made
