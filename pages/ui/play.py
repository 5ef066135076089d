"""A button that plays the frames of a chart and stops them, for mouse, keyboard and touch.

Plotly's own buttons are part of its picture, where no key reaches them.
"""

from functools import cache
from typing import Any

import streamlit as st

from pages.ui import shown
from pages.ui.text import Words

FRAME_MS = 160
HTML = '<button type="button"></button>'
CSS = """
button {
  font: inherit; font-size: 0.875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius);
  padding: 0.45rem 0.9rem; min-height: 2.5rem;
}
button:hover { color: var(--st-primary-color); border-color: var(--st-primary-color); }
button:focus-visible { outline: 3px solid var(--st-primary-color); outline-offset: 2px; }
@media print { button { display: none; } }
"""
JS = """
const at_once = { mode: "immediate", transition: { duration: 0 } };
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const chart = () => document.querySelector(data.chart);
  const say = () => { button.textContent = button.plays ? data.stop : data.play; };
  const animate = (frames, duration) => window.Plotly.animate(chart(), frames,
    { ...at_once, fromcurrent: true, frame: { duration, redraw: false } });
  button.onclick = async () => {
    if (!chart()?.data || !window.Plotly) return;
    button.plays = !button.plays;
    say();
    const run = button.run = {};
    await animate(button.plays ? null : [null], button.plays ? data.each : 0).catch(() => {});
    if (button.run !== run) return;
    button.plays = false;
    say();
  };
  say();
}
"""


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_play", html=HTML, css=CSS, js=JS)


def button(key: str, words: Words) -> None:
    """Draw the button under the chart ``key``, wherever that chart is shown."""
    place = shown.under(key)
    if place is None:
        return
    with place:
        _component()(
            data={
                "chart": f".st-key-chart-{key} .plumbline-chart",
                "play": words("chart.play"),
                "stop": words("chart.stop"),
                "each": FRAME_MS,
            },
            key=f"play.{key}",
            width="content",
        )
