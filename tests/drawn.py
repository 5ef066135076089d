"""The charts of a page as the browser gets them."""

import json
from dataclasses import dataclass
from typing import Any

from streamlit.testing.v1 import AppTest

from pages.ui.chart_element import NAME


@dataclass(frozen=True)
class Drawn:
    """One chart: its name, its description, its figure and the settings of its tools."""

    name: str
    alt: str
    figure: dict[str, Any]
    config: dict[str, Any]


def charts(app: AppTest) -> list[Drawn]:
    """Return the charts that stand on a page, in their order."""
    parts = [part.proto for part in app.get("bidi_component")]
    found = [json.loads(part.bytes) for part in parts if part.component_name.startswith(NAME)]
    return [Drawn(one["name"], one["alt"], one["figure"], one["config"]) for one in found]
