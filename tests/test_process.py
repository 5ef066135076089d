"""Elements find in a session what they would find in a copy of it."""

import asyncio
import gc
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.state.session_state import SessionState
from streamlit.signal_util import Signal
from streamlit.testing.v1 import AppTest

from pages.ui import changed_only, process
from pages.ui.changed_only import Shown

SAID = ScriptRunnerEvent.ENQUEUE_FORWARD_MSG


def _page() -> None:
    import streamlit as st

    st.session_state["kept"] = "a"
    for key in ("one", "two"):
        st.session_state.setdefault(key, "b")
        st.selectbox(key, ["a", "b"], key=key)
    st.number_input("free", value=None, key="free")
    st.text_input("unnamed")
    st.session_state["names"] = sorted(st.session_state)


def test_streamlit_still_has_what_is_replaced() -> None:
    assert isinstance(process.WHOLE, property)


def test_values_and_names_are_those_of_the_whole() -> None:
    process.begin()
    app = AppTest.from_function(_page).run()
    app.selectbox(key="one").set_value("a").run()
    assert not app.exception
    state = app._session_state._state
    whole = process.WHOLE.fget(state)  # type: ignore[attr-defined]
    view = process.View(state)
    assert isinstance(SessionState.filtered_state, property)
    assert dict(view) == whole
    assert len(view) == len(whole)
    assert all(name in view and view[name] == value for name, value in whole.items())
    assert {"kept", "one", "two", "free"} <= set(app.session_state["names"])
    assert (view["one"], view["two"], view["free"]) == ("a", "b", None)
    assert "nothing" not in view


def test_what_is_there_is_left_alone_once() -> None:
    process.settle()
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold()[0] == process.YOUNG


class _Session:
    """Takes what a session would: notes what is handed over, and how often it was woken."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._event_loop, self.woken, self.told = loop, 0, 0
        self._scriptrunner, self._browser_queue = "run", self
        self.heard: list[tuple[ScriptRunnerEvent, Any]] = []
        self.heard_all = asyncio.Event()

    def _call_soon_on_event_loop(self, callback: Callable[[], None]) -> None:
        self.woken += 1
        self._event_loop.call_soon_threadsafe(callback)

    def _message_enqueued_callback(self) -> None:
        self.told += 1

    def enqueue(self, message: object) -> None:
        self.heard.append((SAID, message))
        if message == "late":
            self.heard_all.set()

    def _handle_scriptrunner_event_on_event_loop(
        self, sender: object, event: ScriptRunnerEvent, **about: object
    ) -> None:
        assert sender == "run"
        assert "forward_msg" not in about
        self.heard.append((event, None))


async def _talk(known: Shown) -> _Session:
    """Let a run say a hundred things, beside one that is no longer the session's."""
    session = _Session(asyncio.get_running_loop())
    vars(session)[changed_only.RECORD] = known
    bundle = process.Bundle(session)  # type: ignore[arg-type]

    def run() -> None:
        bundle.take("run", ScriptRunnerEvent.SCRIPT_STARTED, page_script_hash="page")
        for number in range(100):
            bundle.take("run", SAID, forward_msg=number)
            bundle.take("other run", SAID, forward_msg=number)
        bundle.take("run", ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS)

    await asyncio.to_thread(run)
    bundle.take("run", ScriptRunnerEvent.SCRIPT_STARTED, page_script_hash="other page")
    bundle.take("run", SAID, forward_msg="late")
    await asyncio.wait_for(session.heard_all.wait(), 5)
    return session


@pytest.mark.parametrize("known", [Shown(), Shown(places={}, page="page")])
def test_what_a_run_says_goes_together_and_in_order(known: Shown) -> None:
    session = asyncio.run(_talk(known))
    events, numbers = zip(*session.heard, strict=True)
    assert numbers == (None, *range(100), None, None, "late")
    assert events[0] is ScriptRunnerEvent.SCRIPT_STARTED
    assert events[101] is ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS
    assert session.woken <= 6
    assert 1 < session.told <= 5


def test_what_waits_for_its_end_wakes_nobody() -> None:
    session = asyncio.run(_talk(Shown(places={}, page="page")))
    assert session.woken == 4  # two runs began, one ended, one thing was said of a new page


def test_a_run_speaks_to_its_session_without_asking_around() -> None:
    runner, heard = object.__new__(ScriptRunner), list[object]()
    runner._requests, runner.on_event = ScriptRequests(), Signal()
    runner._execing, runner._script_thread = False, None
    message = ForwardMsg()

    def listen(_: object, **about: object) -> None:
        heard.append(about)

    runner.on_event.connect(listen, weak=False)
    process._say(runner, message)
    assert heard == [{"event": SAID, "forward_msg": message}]
    process._take(SimpleNamespace(**{process.BUNDLE: _Taker()}), runner, SAID)  # type: ignore[arg-type]
    process._say(runner, message)
    assert len(heard) == 1
    assert vars(runner)[process.BUNDLE].taken == [{}, {"forward_msg": message}]


class _Taker:
    """Notes what a bundle would hand over."""

    def __init__(self) -> None:
        self.taken: list[dict[str, object]] = []

    def take(self, sender: object, event: ScriptRunnerEvent, **about: object) -> None:
        assert isinstance(sender, ScriptRunner)
        assert event is SAID
        self.taken.append(about)


def test_streamlit_still_asks_what_is_replaced() -> None:
    for name in (
        "_on_scriptrunner_event",
        "_call_soon_on_event_loop",
        "_handle_scriptrunner_event_on_event_loop",
    ):
        assert callable(getattr(AppSession, name))
    assert callable(ScriptRunner._enqueue_forward_msg)
    process.talk_lightly()
    assert vars(ScriptRunner)["_enqueue_forward_msg"] is process._say
    assert vars(AppSession)["_on_scriptrunner_event"] is process._take


def test_messages_are_compressed_with_less_effort() -> None:
    assert process.Lightly(compress_settings={"level": 9}).compress_settings == process.LEVEL


def test_a_page_waits_for_its_turn_and_an_error_ends_it() -> None:
    order: list[str] = []

    def other() -> None:
        with process.turn():
            order.append("second")

    waiting = threading.Thread(target=other)
    with process.turn():
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join(5)
    assert order == ["first", "second"]
    with pytest.raises(ZeroDivisionError), process.turn():
        order.append(str(1 // 0))
    with process.turn():
        order.append("third")
    assert order[-1] == "third"
