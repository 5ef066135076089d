"""What a visitor reads when the app itself has failed, and what the log keeps of it.

The page names no file, no code and no value: it gives a reference, under which the log has them.
"""

import logging
import secrets

import streamlit as st

from pages.ui import state
from pages.ui.text import words as words_of

LOG = logging.getLogger("plumbline")
BYTES = 4


def report(error: Exception) -> bool:
    """Log an error under a new reference, and say on the page what to do.

    Returns
    -------
    bool
        True, so that Streamlit shows nothing of its own.
    """
    reference = secrets.token_hex(BYTES)
    LOG.error("reference %s", reference, exc_info=error)
    words = words_of(str(state.recall("lang", "en")))
    st.error(words("frame.failed", reference=reference), icon=":material/error:")
    return True
