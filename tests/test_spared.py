"""What is spared comes to the same as what Streamlit would do."""

import re
import textwrap
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, ScriptRequestType
from streamlit.runtime.state.session_state import SessionState
from streamlit.testing.v1 import AppTest

from pages.ui import spared

NAMES: Any = type(ForwardMsg.ScriptFinishedStatus)
SECTIONS = ("theme", "theme.light", "theme.dark", "theme.sidebar", "theme.dark.sidebar")


@pytest.fixture
def _spared(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in (
        (app_session, "_populate_theme_msg"),
        (script_run_context, "populate_hash_if_needed"),
        (SessionState, "__contains__"),
        (SessionState, "__getitem__"),
        (ScriptRunner, "_maybe_handle_execution_control_request"),
        (NAMES, "__getattr__"),
        (textwrap, "dedent"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))  # put back at the end
    spared.begin()


@pytest.mark.parametrize("section", SECTIONS)
def test_the_theme_is_the_configured_one_however_often(section: str) -> None:
    theirs = CustomThemeConfig()
    spared.THEME(theirs, section)
    for _ in range(2):
        ours = CustomThemeConfig()
        spared.theme(ours, section)
        assert ours == theirs


def test_parts_of_a_theme_do_not_spill_into_it() -> None:
    whole = CustomThemeConfig()
    spared.theme(whole)
    spared.theme(whole.dark, "theme.dark")
    again = CustomThemeConfig()
    spared.theme(again)
    assert whole.dark.background_color
    assert not again.dark.background_color


def _message(text: str, place: int = 0) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = text
    message.metadata.delta_path[:] = [0, place]
    return message


def test_a_message_is_named_by_what_it_draws_and_not_by_where() -> None:
    one, elsewhere, other = _message("a"), _message("a", 1), _message("b")
    for message in (one, elsewhere, other):
        spared.name(message)
    assert one.hash == elsewhere.hash != other.hash
    assert list(elsewhere.metadata.delta_path) == [0, 1]
    kept = one.hash
    spared.name(one)
    assert one.hash == kept


@pytest.mark.parametrize("text", ["a", "a" * 30_000])
def test_the_browser_keeps_what_it_would_keep(text: str) -> None:
    ours, theirs = _message(text), _message(text)
    spared.name(ours)
    spared.NAME(theirs)
    assert ours.metadata == theirs.metadata


def test_what_draws_nothing_is_named_as_ever() -> None:
    ours, theirs = ForwardMsg(), ForwardMsg()
    ours.page_info_changed.query_string = theirs.page_info_changed.query_string = "v=1"
    spared.name(ours)
    spared.NAME(theirs)
    assert ours == theirs
    block = ForwardMsg()
    block.delta.add_block.expandable.label = "a" * 30_000
    spared.name(block)
    assert block.hash
    assert not block.metadata.cacheable


def _page() -> None:
    import streamlit as st

    st.session_state["kept"] = "a"
    st.text_input("named", key="named")
    st.text_input("unnamed")


def test_a_session_holds_what_it_held() -> None:
    app = AppTest.from_function(_page).run()
    app.text_input(key="named").set_value("b").run()
    state = app._session_state._state
    ids = [part.proto.id for part in app.text_input]
    for key in ("kept", "named", "nothing", *ids, "$$ID-0-nothing"):
        assert spared.holds(state, key) == spared.HOLDS(state, key)
    assert spared.holds(state, "named")
    assert spared.holds(state, ids[0])
    assert not spared.holds(state, "nothing")
    for key in ("kept", "named", *ids):
        assert spared.value(state, key) == spared.VALUE(state, key)
    for key in ("nothing", "$$ID-0-nothing"):
        with pytest.raises(KeyError, match=re.escape(key)):
            spared.value(state, key)
    assert (spared.value(state, "kept"), spared.value(state, "named")) == ("a", "b")


@pytest.mark.usefixtures("_spared")
def test_pages_are_drawn_with_it() -> None:
    assert vars(script_run_context)["populate_hash_if_needed"] is spared.name
    app = AppTest.from_function(_page).run()
    app.text_input(key="named").set_value("b").run()
    assert not app.exception
    assert app.text_input(key="named").value == "b"
    assert textwrap.dedent("  a\n   b") == spared.DEDENT("  a\n   b") == "a\n b"


@pytest.mark.usefixtures("_spared")
def test_a_number_is_looked_up_once_and_a_wrong_name_refused() -> None:
    names = NAMES(ForwardMsg.ScriptFinishedStatus.DESCRIPTOR)
    for _ in range(2):
        assert names.FINISHED_EARLY_FOR_RERUN == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    assert vars(names)["FINISHED_EARLY_FOR_RERUN"] == ForwardMsg.FINISHED_EARLY_FOR_RERUN
    with pytest.raises(AttributeError, match="NOTHING"):
        _ = names.NOTHING


@pytest.mark.parametrize(
    ("asked", "heeded"),
    [(ScriptRequestType.CONTINUE, 0), (ScriptRequestType.RERUN, 1), (ScriptRequestType.STOP, 1)],
)
def test_a_run_heeds_what_it_is_asked(
    asked: ScriptRequestType, heeded: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    monkeypatch.setattr(spared, "HEED", seen.append)
    requests = ScriptRequests()
    requests._state = asked
    runner = SimpleNamespace(_requests=requests)
    spared.heed(runner)  # type: ignore[arg-type]
    assert len(seen) == heeded
