"""A browser that hears only what changed shows what one that hears everything does."""

from collections.abc import Iterator, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

from pages.ui import changed_only, spared
from pages.ui.changed_only import Shown

WHOLE, PART = ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
CUT = ForwardMsg.FINISHED_EARLY_FOR_RERUN

Drawing = list[tuple[int, ...] | int]  # per place a text, or the texts within a box


def _begun(page: str = "page", part: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.page_script_hash = page
    message.metadata.run.fragment_ids[:] = [part] if part else []
    return message


def _ended(how: "ForwardMsg.ScriptFinishedStatus.ValueType" = WHOLE) -> ForwardMsg:
    return ForwardMsg(script_finished=how)


def _text(path: Sequence[int], text: int) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = str(text)
    return _named(message, path)


def _slider(path: Sequence[int], name: str, *, moved: bool = False) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.slider.id = name
    message.delta.new_element.slider.set_value = moved
    message.delta.new_element.has_one_shot_effect = moved
    return _named(message, path)


def _box(path: Sequence[int], label: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.delta.add_block.expandable.label = label
    return _named(message, path)


def _named(message: ForwardMsg, path: Sequence[int]) -> ForwardMsg:
    message.metadata.delta_path[:] = path
    spared.name(message)
    return message


def _run(*drawn: ForwardMsg, page: str = "page") -> list[ForwardMsg]:
    return [_begun(page), *drawn, _ended()]


def _drawn(drawing: Drawing) -> Iterator[ForwardMsg]:
    for place, what in enumerate(drawing):
        if isinstance(what, int):
            yield _text((0, place), what)
            continue
        yield _box((0, place))
        for inner, text in enumerate(what):
            yield _text((0, place, inner), text)


class Browser:
    """Keeps what it is told as Streamlit's own script does, by place."""

    def __init__(self) -> None:
        self.shown: dict[tuple[int, ...], str] = {}
        self._drawn: set[tuple[int, ...]] = set()

    def hear(self, message: ForwardMsg) -> None:
        """Take a message in."""
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self._drawn = set()
        elif kind == "delta":
            path = tuple(message.metadata.delta_path)
            assert path[:-1] in {(0,), *self.shown}, "its box is not there"
            self.shown[path] = message.hash
            self._drawn.add(path)
        elif kind == "script_finished" and message.script_finished == WHOLE:
            self.shown = {path: self.shown[path] for path in self._drawn}


def test_only_what_differs_is_sent_as_a_part() -> None:
    shown = Shown()
    first = _run(_text((0, 0), 1), _box((0, 1)), _text((0, 1, 0), 2))
    assert changed_only.lessen(first, shown) == first
    told = changed_only.lessen(_run(_text((0, 0), 1), _box((0, 1)), _text((0, 1, 0), 3)), shown)
    begun, changed, ended = told
    assert begun.metadata.run.fragment_ids == ended.metadata.run.fragment_ids
    assert list(begun.metadata.run.fragment_ids) == [changed_only.PART]
    assert ended.script_finished == PART
    assert changed.delta.new_element.markdown.body == "3"
    again = _run(_text((0, 0), 1), _box((0, 1)), _text((0, 1, 0), 3))
    assert len(changed_only.lessen(again, shown)) == len((begun, ended))


@pytest.mark.parametrize(
    "after",
    [
        _run(_slider((0, 0), "a")),  # a place is gone
        _run(_slider((0, 0), "a"), _box((0, 1), "box"), _text((0, 2), 1)),  # one is new
        _run(_slider((0, 0), "b"), _box((0, 1), "box")),  # another control
        _run(_slider((0, 0), "a"), _box((0, 1), "other")),  # another box
        _run(_slider((0, 0), "a"), _box((0, 1), "box"), page="other"),
        [_begun(part="dialog"), _text((0, 0), 1), _ended(PART)],
        [_begun(), _slider((0, 0), "a"), _box((0, 1), "box"), _ended(CUT)],
        [_begun(), _slider((0, 0), "a"), _ended(CUT), *_run(_slider((0, 0), "a"))],
    ],
)  # fmt: skip
def test_anything_else_is_sent_whole(after: list[ForwardMsg]) -> None:
    shown = Shown()
    changed_only.lessen(_run(_slider((0, 0), "a"), _box((0, 1), "box")), shown)
    before = [message.SerializeToString() for message in after]
    assert [m.SerializeToString() for m in changed_only.lessen(after, shown)] == before


def test_a_control_that_is_put_somewhere_is_put_there_again() -> None:
    shown = Shown()
    for _ in range(2):
        changed_only.lessen(_run(_slider((0, 0), "a", moved=True)), shown)
    told = changed_only.lessen(_run(_slider((0, 0), "a", moved=True)), shown)
    assert [m.WhichOneof("type") for m in told] == ["new_session", "delta", "script_finished"]


def test_nothing_is_left_to_what_a_browser_has_kept() -> None:
    """Changes in quick succession would be answered with names of what it has dropped by then."""
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "a" * 1_000_000
    spared.name(message)
    assert message.hash
    assert not message.metadata.cacheable


def test_what_every_run_says_is_said_once() -> None:
    shown = Shown()

    def run(title: str) -> list[ForwardMsg]:
        said = ForwardMsg()
        said.page_config_changed.title = title
        spared.name(said)
        return [_begun(), said, _text((0, 0), 1), _ended()]

    lengths = [len(changed_only.lessen(run(title), shown)) for title in ("a", "a", "b", "b")]
    assert lengths == [4, 2, 3, 2]


places = st.lists(
    st.one_of(st.integers(0, 2), st.lists(st.integers(0, 2), max_size=2).map(tuple)), max_size=3
)


@given(st.lists(st.tuples(places, st.booleans(), st.sampled_from("ab")), max_size=12))
def test_after_every_run_the_browser_shows_that_run(
    runs: list[tuple[Drawing, bool, str]],
) -> None:
    shown, browser = Shown(), Browser()
    for drawing, cut, page in runs:
        drawn = list(_drawn(drawing))
        if cut:
            begun = [_begun(page), *drawn[: len(drawn) // 2], _ended(CUT)]
            for message in changed_only.lessen(begun, shown):
                browser.hear(message)
            continue
        run = _run(*drawn, page=page)
        chunks = [run] if shown.places is not None else [run[:2], run[2:]]
        for chunk in chunks:
            for message in changed_only.lessen(chunk, shown):
                browser.hear(message)
        assert browser.shown == {tuple(m.metadata.delta_path): m.hash for m in drawn}


class _Session:
    """What a session has that is asked for here."""

    def __init__(self, queue: list[ForwardMsg]) -> None:
        self._browser_queue: Any = SimpleNamespace(_queue=queue)
        self._state = AppSessionState.APP_IS_RUNNING
        self._client_state = _begun().new_session  # it has the name of the page, too

    def ended(self) -> None:
        self._state = AppSessionState.APP_NOT_RUNNING


def test_a_run_waits_for_its_end_and_a_cut_line_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def emptied(session: _Session) -> list[ForwardMsg]:
        taken: list[ForwardMsg] = session._browser_queue._queue
        session._browser_queue._queue = []
        return taken

    monkeypatch.setattr(changed_only, "FLUSH", emptied)
    monkeypatch.setattr(changed_only, "PART_AWAY", lambda _: None)
    run = _run(_text((0, 0), 1))
    session = _Session(run[:2])
    assert changed_only.flush(session) == run[:2]  # type: ignore[arg-type]
    session._browser_queue._queue = run[2:]
    assert changed_only.flush(session) == run[2:]  # type: ignore[arg-type]
    session._browser_queue._queue = _run(_text((0, 0), 1))
    assert changed_only.flush(session) == []  # type: ignore[arg-type]
    session.ended()
    assert len(changed_only.flush(session)) == 2  # type: ignore[arg-type]
    session._state = AppSessionState.APP_IS_RUNNING
    answer = ForwardMsg(heartbeat_ack=True)
    session._browser_queue._queue = [_begun(), answer]
    assert changed_only.flush(session) == [_begun(), answer]  # type: ignore[arg-type]
    session._browser_queue._queue = run[1:]
    assert changed_only.flush(session) == run[1:]  # type: ignore[arg-type]
    session.ended()
    changed_only.forget(session)  # type: ignore[arg-type]
    session._browser_queue._queue = _run(_text((0, 0), 1))
    assert len(changed_only.flush(session)) == 3  # type: ignore[arg-type]


def test_what_a_run_said_before_it_was_cut_goes_out() -> None:
    session, queue = _Session([]), ForwardMsgQueue()
    session._browser_queue = queue
    known = Shown(places={}, page="page")
    vars(session)[changed_only.RECORD] = known
    changed_only.clear(session)  # type: ignore[arg-type]
    assert known.places == {}  # nothing was said
    for message in (_begun(), _text((0, 0), 1), _ended(CUT)):
        queue.enqueue(message)
    changed_only.clear(session)  # type: ignore[arg-type]
    assert known.places is None
    after = [_begun(), _text((0, 0), 2), _ended()]
    for message in after:
        queue.enqueue(message)
    sent = [_begun(), _text((0, 0), 1), _ended(CUT), *after]
    assert queue.flush() == sent
    browser = Browser()
    for message in sent:
        browser.hear(message)
    assert browser.shown == {(0, 0): after[1].hash}


def test_streamlit_still_has_what_is_replaced() -> None:
    changed_only.begin()
    assert vars(AppSession)["flush_browser_queue"] is changed_only.flush
    assert vars(AppSession)["disconnect_file_watchers"] is changed_only.forget
    assert changed_only.FLUSH.__name__ == "flush_browser_queue"
    assert vars(AppSession)["_clear_queue"] is changed_only.clear
    assert changed_only.PART_AWAY.__name__ == "disconnect_file_watchers"
