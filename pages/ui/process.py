"""What is set once for the process that serves the pages, so that a rerun need not pay for it.

The data behind the pages is read once and lives as long as the process: hundreds of thousands of
objects that the garbage collector would look through again and again, for a tenth of a second at
a time, in the middle of somebody's rerun. After the first page it leaves them alone.

Streamlit's choosers, number boxes, text boxes and sliders each copy the whole session, only to
look up one value of it; here they get a view of it that looks it up. It is a private name, so a
test says when a new version of Streamlit no longer has it.

Every message of a run is compressed; uvicorn asks zlib for an effort that takes a fifth of the
run's time and saves few bytes. Every message also wakes the thread that sends; here those of ten
milliseconds go together. And pages are drawn one after the other, not all at once.
"""

import gc
import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import count
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.state.session_state import SessionState
from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

from pages.ui import changed_only

LEVEL = {"memLevel": 5, "level": 3}  # of zlib; nearly as small as its usual 6, in half the time
TOGETHER = 0.01  # seconds that a message of a page may wait for others
BUNDLE = "plumbline_bundle"
SWEEP = 200  # runs of all visitors between two looks at everything
YOUNG = 10_000  # new objects until they are looked through; a rerun leaves some thousands
WHOLE = SessionState.filtered_state

_TURN = threading.Lock()
_RUNS = count(1)


@contextmanager
def turn() -> Iterator[None]:
    """Within it, no other visitor's page is drawn.

    Python lets one thread go on at a time. Runs that took turns every few milliseconds would all
    end late; one after the other, most end early.
    """
    with _TURN:
        yield


class View(Mapping[str, Any]):
    """What a session holds by key, looked up when it is asked for; a list of it is made anew."""

    def __init__(self, state: SessionState) -> None:
        self._state = state

    def __contains__(self, key: object) -> bool:
        """Tell whether there is a value."""
        return key in self._state

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - whatever a session holds
        return self._state[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[str, Any]:
        found: dict[str, Any] = WHOLE.fget(self._state)  # type: ignore[attr-defined]
        return found


class Lightly(ServerPerMessageDeflateFactory):
    """Compresses what goes over a live connection with less effort than uvicorn asks for."""

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - passed on
        super().__init__(*given, **(named | {"compress_settings": LEVEL}))


def talk_lightly() -> None:
    """Let live connections from now on cost less time; called at the start."""
    AppSession._on_scriptrunner_event = _take  # type: ignore[assignment,method-assign]  # noqa: SLF001
    ScriptRunner._enqueue_forward_msg = _say  # type: ignore[assignment,method-assign]  # noqa: SLF001
    websockets_sansio_impl.ServerPerMessageDeflateFactory = Lightly  # type: ignore[attr-defined]


class Bundle:
    """Hands what a run says to the event loop of its session, several messages at a time.

    Waking the loop for every message costs more than most messages do. What is not a message of
    the page (that a run began or ended) is handed over at once, with all that was said before.
    """

    def __init__(self, session: AppSession) -> None:
        self._session = session
        self._said: deque[tuple[Any, ScriptRunnerEvent, dict[str, Any]]] = deque()
        self._due = self._waits = False

    def take(self, sender: Any, event: ScriptRunnerEvent, **about: Any) -> None:  # noqa: ANN401
        """Take what a run says, on the thread of the run."""
        self._said.append((sender, event, about))
        if event is ScriptRunnerEvent.SCRIPT_STARTED:
            self._waits = changed_only.waits(self._session, about.get("page_script_hash"))
        if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
            self._session._call_soon_on_event_loop(self._hand_over)  # noqa: SLF001
        elif not (self._due or self._waits):
            self._due = True
            self._session._call_soon_on_event_loop(self._soon)  # noqa: SLF001

    def _soon(self) -> None:
        self._session._event_loop.call_later(TOGETHER, self._hand_over)  # noqa: SLF001

    def _hand_over(self) -> None:
        self._due = False  # before the rest: what comes meanwhile asks for another time
        session, words = self._session, False
        while self._said:
            sender, event, about = self._said.popleft()
            if event is not ScriptRunnerEvent.ENQUEUE_FORWARD_MSG:
                session._handle_scriptrunner_event_on_event_loop(sender, event, **about)  # noqa: SLF001
            elif sender is session._scriptrunner:  # noqa: SLF001
                session._browser_queue.enqueue(about["forward_msg"])  # noqa: SLF001
                words = True
        if words and session._message_enqueued_callback:  # noqa: SLF001
            session._message_enqueued_callback()  # noqa: SLF001


def _take(session: AppSession, sender: Any, event: ScriptRunnerEvent, **about: Any) -> None:  # noqa: ANN401
    """Stand in for ``AppSession._on_scriptrunner_event``."""
    bundle = vars(session).get(BUNDLE)
    if bundle is None:
        bundle = vars(session)[BUNDLE] = Bundle(session)
    if isinstance(sender, ScriptRunner):
        vars(sender)[BUNDLE] = bundle
    bundle.take(sender, event, **about)


def _say(runner: ScriptRunner, msg: ForwardMsg) -> None:
    """Stand in for ``ScriptRunner._enqueue_forward_msg``: straight to who listens to the run."""
    runner._maybe_handle_execution_control_request()  # noqa: SLF001
    bundle = vars(runner).get(BUNDLE)
    if bundle is None:
        runner.on_event.send(runner, event=ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=msg)
    else:
        bundle.take(runner, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG, forward_msg=msg)


@cache
def begin() -> None:
    """Let elements look values up; called at the start of each run, done once."""
    SessionState.filtered_state = property(View)  # type: ignore[assignment,method-assign]


def settle() -> None:
    """Tidy up; called after each run.

    Streamlit defines classes anew in every run, which lead to themselves: once they are old, only
    a look at everything finds that nobody needs them. That look is rare and, since the data is left
    alone, short.
    """
    _leave_alone()
    if next(_RUNS) % SWEEP == 0:
        gc.collect()


@cache
def _leave_alone() -> None:
    """Let the garbage collector leave alone what is there; done once."""
    gc.freeze()
    gc.set_threshold(YOUNG, *gc.get_threshold()[1:])
