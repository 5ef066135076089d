"""What a browser shows already is not sent to it again.

After most changes most of a page is as it was: of the 112 messages of a change on Settlement, 94
say what the browser has. Here a run is held until it has ended. If it drew the places of the run
before, no more and no fewer blocks among them, only elements that differ go out, as Streamlit
sends the run of a part of a page: the browser then leaves everything else alone. In any other case
(the first run, another page, a place that is gone, a run cut short) all is sent as ever.

What the browser has is noted when it is handed over, and forgotten when the line is cut. The names
are Streamlit's own and private: tests hold what comes of it against the whole page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState

PART = "plumbline"  # what the browser is told was run; nothing on a page belongs to it
RECORD = "plumbline_shown"
ALIKE = frozenset({"logo", "navigation", "page_config_changed"})  # said in every run
ENDS = frozenset({"new_session", "script_finished"})
URGENT = frozenset({"heartbeat_ack", "file_urls_response", "backend_operation_response"})
FLUSH = AppSession.flush_browser_queue
PART_AWAY = AppSession.disconnect_file_watchers

Path = tuple[int, ...]


class Place(NamedTuple):
    """What stands at one place: the hash of its message, and Streamlit's id of a control or ""."""

    hash: str
    id: str


NOWHERE = Place("", "?")


@dataclass(slots=True)
class Shown:
    """What the browser of one session shows; ``places`` is None while that is not known.

    ``draft`` is what a run that is sent as it goes has drawn so far.
    """

    places: dict[Path, Place] | None = None
    draft: dict[Path, Place] | None = None
    page: str = ""
    said: dict[str, str] = field(default_factory=dict)


def begin() -> None:
    """Send only what changed from now on; called at the start."""
    AppSession.flush_browser_queue = flush  # type: ignore[assignment,method-assign]
    AppSession._clear_queue = clear  # type: ignore[assignment,method-assign]  # noqa: SLF001
    AppSession.disconnect_file_watchers = forget  # type: ignore[assignment,method-assign]


def forget(session: AppSession) -> None:
    """Take it that a browser that comes back shows nothing."""
    vars(session).pop(RECORD, None)
    PART_AWAY(session)


def waits(session: AppSession, page: str | None) -> bool:
    """Tell whether the messages of a run of a page wait for its end."""
    shown = _shown(session)
    return shown.places is not None and page == shown.page


def flush(session: AppSession) -> list[ForwardMsg]:
    """Stand in for ``AppSession.flush_browser_queue``: what is to be sent now."""
    running = session._state is AppSessionState.APP_IS_RUNNING  # noqa: SLF001
    if running and waits(session, session._client_state.page_script_hash):  # noqa: SLF001
        queue = session._browser_queue._queue  # noqa: SLF001 - it has no way to look into it
        if not any(message.WhichOneof("type") in URGENT for message in queue):
            return []
    messages = FLUSH(session)
    return lessen(messages, _shown(session)) if messages else messages


def clear(session: AppSession, fragment_ids_this_run: list[str] | None = None) -> None:  # noqa: ARG001
    """Stand in for ``AppSession._clear_queue``, which drops what the run before had still to say.

    Controls that it set would not be set again. So all goes out, and the next run is sent whole.
    """
    shown, queue = _shown(session), session._browser_queue  # noqa: SLF001
    if not queue.is_empty():
        shown.places = None
        queue._delta_index_map = {}  # noqa: SLF001 - what follows comes after it, not in its place


def _shown(session: AppSession) -> Shown:
    found: Shown = vars(session).setdefault(RECORD, Shown())
    return found


def lessen(messages: Sequence[ForwardMsg], shown: Shown) -> list[ForwardMsg]:
    """Return what of these messages the browser must hear, and note what it then shows."""
    told = None if shown.places is None else _news(messages, shown.places, shown)
    if told is None:
        for message in messages:
            _note(message, shown)
        return list(messages)
    for message in told:
        _tell(message, shown)
    return told


def _news(
    messages: Sequence[ForwardMsg], places: Mapping[Path, Place], shown: Shown
) -> list[ForwardMsg] | None:
    """Return what is new in one whole run, None if the browser could not keep the rest."""
    told, drawn, ends = list[ForwardMsg](), set[Path](), list[ForwardMsg]()
    for message in messages:
        kind = message.WhichOneof("type") or ""
        if kind == "delta":
            path = _path(message)
            drawn.add(path)
            place = places.get(path, NOWHERE)
            if _is_known(message, place):
                continue
            if not _can_stand(message, place):
                return None
        elif kind in ENDS:
            ends.append(message)
        elif kind in ALIKE and shown.said.get(kind) == message.hash:
            continue
        told.append(message)
    return told if drawn == places.keys() and _is_whole(ends, shown) else None


def _is_known(message: ForwardMsg, place: Place) -> bool:
    return message.hash == place.hash and not message.delta.new_element.has_one_shot_effect


def _can_stand(message: ForwardMsg, place: Place) -> bool:
    """Tell whether the browser can put an element where another one is, in a run of a part.

    It keeps a control that gives way to another one until a whole run ends.
    """
    return message.delta.HasField("new_element") and _place(message).id == place.id


def _is_whole(ends: Sequence[ForwardMsg], shown: Shown) -> bool:
    """Tell whether a run began and ended here, of the page that is shown and of all of it."""
    if [message.WhichOneof("type") for message in ends] != ["new_session", "script_finished"]:
        return False
    begun, ended = ends
    return (
        begun.new_session.page_script_hash == shown.page
        and not begun.metadata.run.fragment_ids
        and ended.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


def _tell(message: ForwardMsg, shown: Shown) -> None:
    """Send a message as one of a part of the page, and note what the browser shows then."""
    kind = message.WhichOneof("type")
    if kind == "delta" and shown.places is not None:
        shown.places[_path(message)] = _place(message)
    elif kind in ENDS:
        message.metadata.run.fragment_ids[:] = [PART]
        if kind == "script_finished":
            message.script_finished = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
    elif kind in ALIKE:
        shown.said[kind] = message.hash


def _note(message: ForwardMsg, shown: Shown) -> None:
    """Note what the browser shows after a message that is sent as it is."""
    kind = message.WhichOneof("type")
    if kind == "new_session":
        shown.places, shown.draft = None, None if message.metadata.run.fragment_ids else {}
        shown.page = message.new_session.page_script_hash
    elif kind == "script_finished":
        ended = message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        shown.places, shown.draft = shown.draft if ended else None, None
    elif kind == "delta":
        _draw(message, shown)
    elif kind in ALIKE:
        shown.said[kind] = message.hash
        if kind == "navigation":
            shown.page = message.navigation.page_script_hash


def _draw(message: ForwardMsg, shown: Shown) -> None:
    if message.delta.HasField("new_transient"):
        shown.draft = None
    if shown.draft is not None:
        shown.draft[_path(message)] = _place(message)


def _path(message: ForwardMsg) -> Path:
    return tuple(message.metadata.delta_path)


def _place(message: ForwardMsg) -> Place:
    element = message.delta.new_element
    kind = element.WhichOneof("type")
    return Place(message.hash, str(getattr(getattr(element, kind), "id", "")) if kind else "")
