"""Brings a page to the part that its address names, once everything above has its height.

The browser goes there when the part appears; what is still being drawn above then moves it away.
"""

from functools import cache
from typing import Any

import streamlit as st

JS = """
const HELD = 3000;  // milliseconds in which a page finds its height
export default function () {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!part || part.wasReached) return;
  part.wasReached = true;
  const all = document.querySelector("[data-testid=stMainBlockContainer]");
  const sized = new ResizeObserver(() => part.scrollIntoView());
  const ends = ["wheel", "touchstart", "keydown", "pointerdown"];
  const stop = () => {
    sized.disconnect();
    ends.forEach(name => removeEventListener(name, stop));
  };
  sized.observe(all);
  ends.forEach(name => addEventListener(name, stop, { passive: true }));
  setTimeout(stop, HELD);
}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_land", html="<span></span>", js=JS)


def draw() -> None:
    """Keep the page at the part its address names until it rests or somebody moves it."""
    _component()(key="land", width="content")
