"""Work that Streamlit does anew for every message or run, though what comes of it is known.

The theme is written once instead of in every run, a message is named without being taken apart
first, a value is looked for without being dressed up for whoever reads it, and a text that was
dedented is remembered, as is the number of an enumerated name; whether a run shall stop is asked
only where something was asked of it. The names are Streamlit's own and private: tests hold every
one of them against what it stands in for, so a version that differs is noticed.
"""

import textwrap
from functools import cache, lru_cache
from typing import Any

from google.protobuf.internal import enum_type_wrapper  # type: ignore[import-untyped]
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequestType
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX
from streamlit.runtime.state.session_state import SessionState
from streamlit.util import calc_hash

TEXTS = 2048  # that are remembered, most of them short
THEME = app_session._populate_theme_msg  # noqa: SLF001
NAME = populate_hash_if_needed
HOLDS = SessionState.__contains__
VALUE = SessionState.__getitem__
DEDENT = textwrap.dedent
HEED = ScriptRunner._maybe_handle_execution_control_request  # noqa: SLF001
NUMBER = enum_type_wrapper.EnumTypeWrapper.__getattr__


def begin() -> None:
    """Spare the work from now on; called at the start."""
    app_session._populate_theme_msg = theme  # noqa: SLF001
    vars(script_run_context)["populate_hash_if_needed"] = name
    SessionState.__contains__ = holds  # type: ignore[method-assign]
    SessionState.__getitem__ = value  # type: ignore[method-assign]
    ScriptRunner._maybe_handle_execution_control_request = heed  # type: ignore[assignment,method-assign]  # noqa: SLF001
    enum_type_wrapper.EnumTypeWrapper.__getattr__ = number
    textwrap.dedent = lru_cache(maxsize=TEXTS)(DEDENT)


def theme(msg: CustomThemeConfig, section: str = "theme") -> None:
    """Write a section of the configured theme into a message."""
    msg.MergeFrom(_theme(section))


@cache
def _theme(section: str) -> CustomThemeConfig:
    message = CustomThemeConfig()
    THEME(message, section)
    return message


def name(msg: ForwardMsg) -> None:
    """Name a message by what it draws, and say whether the browser shall keep it."""
    if msg.hash or msg.WhichOneof("type") != "delta":
        NAME(msg)
        return
    drawn = msg.delta.SerializeToString(deterministic=True)
    msg.hash = calc_hash(drawn)
    msg.metadata.cacheable = (
        len(drawn) >= _least() and msg.delta.WhichOneof("type") == "new_element"
    )


def heed(runner: ScriptRunner) -> None:
    """Heed what was asked of a run while it runs, if anything was.

    Asked at every message and every look into the session, four hundred times a run. Without
    fragments that run beside the page, which this app has none of, nothing else is to be heeded.
    """
    if runner._requests._state is not ScriptRequestType.CONTINUE:  # noqa: SLF001
        HEED(runner)


def number(names: object, said: str) -> int:
    """Look up the number of an enumerated name, once: the next time it stands in the object."""
    found: int = NUMBER(names, said)
    setattr(names, said, found)
    return found


@cache
def _least() -> int:
    return int(config.get_option("global.minCachedMessageSize"))


def value(state: SessionState, key: str) -> Any:  # noqa: ANN401 - whatever a session holds
    """Return a value of a session; one that belongs to no control is where it was put."""
    if key not in state._key_id_mapper and not key.startswith(GENERATED_ELEMENT_ID_PREFIX):  # noqa: SLF001
        for kept in (state._new_session_state, state._old_state):  # noqa: SLF001
            if key in kept:
                return kept[key]
    return VALUE(state, key)


def holds(state: SessionState, key: str) -> bool:
    """Tell whether a session has a value under a key or the id of a widget."""
    names = state._key_id_mapper.id_key_mapping  # noqa: SLF001
    widget = state._get_widget_id(key)  # noqa: SLF001
    try:
        state._getitem(widget, names.get(key, key) if widget == key else key)  # noqa: SLF001
    except KeyError:
        return False
    return True
