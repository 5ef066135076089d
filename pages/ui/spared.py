"""Work that Streamlit does anew for every message or run, though what comes of it is known.

The theme is written once instead of in every run, a message is named without being taken apart
first, a value is looked for without being dressed up for whoever reads it, and a text that was
dedented is remembered. The names are Streamlit's own and private: tests hold every one of them
against what it stands in for, so a version that differs is noticed.
"""

import textwrap
from functools import cache, lru_cache

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.scriptrunner_utils import script_run_context
from streamlit.runtime.state.session_state import SessionState
from streamlit.util import calc_hash

TEXTS = 2048  # that are remembered, most of them short
THEME = app_session._populate_theme_msg  # noqa: SLF001
NAME = populate_hash_if_needed
HOLDS = SessionState.__contains__
DEDENT = textwrap.dedent


def begin() -> None:
    """Spare the work from now on; called at the start."""
    app_session._populate_theme_msg = theme  # noqa: SLF001
    vars(script_run_context)["populate_hash_if_needed"] = name
    SessionState.__contains__ = holds  # type: ignore[method-assign]
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


@cache
def _least() -> int:
    return int(config.get_option("global.minCachedMessageSize"))


def holds(state: SessionState, key: str) -> bool:
    """Tell whether a session has a value under a key or the id of a widget."""
    names = state._key_id_mapper.id_key_mapping  # noqa: SLF001
    widget = state._get_widget_id(key)  # noqa: SLF001
    try:
        state._getitem(widget, names.get(key, key) if widget == key else key)  # noqa: SLF001
    except KeyError:
        return False
    return True
