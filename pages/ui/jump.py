"""The way to the levers, to the charts and back where one stands below the other, on a phone.

A button at the edge of the screen; where the columns stand beside each other there is none.
"""

from functools import cache
from typing import Any

import streamlit as st

from pages.ui.text import Words

LEVERS, CHARTS = "levers", "charts"
HTML = '<button type="button" hidden></button>'
CSS = """
button {
  position: fixed; right: 1rem; bottom: 1rem; z-index: 90; cursor: pointer;
  font: inherit; font-family: var(--st-font); font-size: 0.9em; padding: 0.4rem 0.8rem;
  color: var(--st-background-color); background: var(--st-primary-color);
  border: 1px solid var(--st-background-color); border-radius: var(--st-button-radius);
}
button[hidden] { display: none; }
button:focus-visible { outline: 3px solid var(--st-text-color); outline-offset: 2px; }
@media print { button { display: none; } }
"""
JS = """
export default function ({ data, parentElement }) {
  const button = parentElement.querySelector("button");
  const find = part => document.querySelector(part);
  const main = find("[data-testid=stMain]");
  const top = part => part.getBoundingClientRect().top;
  const head = () => find("[data-testid=stHeader]")?.offsetHeight ?? 0;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const goal = () => {
    const [levers, charts] = [find(data.levers), find(data.charts)];
    if (!levers || !charts || top(charts) < top(levers) + levers.offsetHeight) return null;
    const atEnd = main.scrollTop + main.clientHeight > main.scrollHeight - button.offsetHeight - 16;
    if (atEnd || innerHeight < data.least || find("[role=dialog]")) return null;
    if (top(levers) > innerHeight / 2) return [levers, data.first];
    return top(charts) > innerHeight / 2 ? [charts, data.down] : [levers, data.up];
  };
  const look = () => {
    const found = goal();
    button.hidden = !found;
    if (found && button.textContent !== found[1]) button.textContent = found[1];
  };
  button.onclick = () => {
    const [part] = goal() ?? [];
    if (!part) return;
    const by = top(part) - head() - 8;
    main.scrollBy({ top: by, behavior: still.matches ? "instant" : "smooth" });
    part.tabIndex = -1;
    part.focus({ preventScroll: true });
  };
  const sized = new ResizeObserver(look);
  sized.observe(main.firstElementChild);
  main.addEventListener("scroll", look, { passive: true });
  addEventListener("resize", look);
  look();
  const stop = () => {
    sized.disconnect();
    main.removeEventListener("scroll", look);
    removeEventListener("resize", look);
  };
  parentElement.stop?.();
  parentElement.stop = stop;
  return stop;
}
"""
LEAST = 500  # pixels; on a lower screen, as at 400 % zoom, the button would cover what is read


@cache
def _component() -> Any:  # noqa: ANN401
    return st.components.v2.component("plumbline_jump", html=HTML, css=CSS, js=JS)


def draw(words: Words) -> None:
    """Draw the button; it finds levers and charts by the keys of their containers."""
    _component()(
        data={
            "levers": f".st-key-{LEVERS}",
            "charts": f".st-key-{CHARTS}",
            "first": words("jump.first"),
            "down": words("jump.charts"),
            "up": words("jump.levers"),
            "least": LEAST,
        },
        key="jump",
        width="content",
    )
