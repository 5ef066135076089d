"""Colours by meaning, read from ``.streamlit/config.toml``, where they are written down once.

A figure asks for ``colour("margin", dark)`` and never for a number; the same name has the same
meaning on every page.
"""

import tomllib
from functools import cache
from pathlib import Path

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"

# What each of the ten chart colours means, in the order of chartCategoricalColors.
MEANINGS = {
    "margin": "collateral that initial margin asks for",
    "haircut": "what the discount on collateral adds to it",
    "settlement": "the share of the clearing fund",
    "prefunding": "cash that has to be there before the trade",
    "freed": "less than in the baseline",
    "baseline": "what the scenario is compared with",
    "scenario": "the scenario's own line",
    "position": "the position, the client, the first loss layer",
    "idle": "held, yet counted as nothing",
    "warning": "a limit, a shortfall, a loss that reaches others",
}
SERIES = tuple(MEANINGS)

# Everything around the data, and the Streamlit setting that holds it.
FRAME = {
    "text": "textColor",
    "muted": "grayTextColor",
    "grid": "borderColor",
    "background": "backgroundColor",
    "panel": "secondaryBackgroundColor",
    "accent": "primaryColor",
}


@cache
def _theme(dark: bool) -> dict[str, str]:  # noqa: FBT001
    """Every named colour of one theme."""
    section = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]["dark" if dark else "light"]
    frame = {name: str(section[setting]) for name, setting in FRAME.items()}
    return frame | dict(zip(SERIES, section["chartCategoricalColors"], strict=True))


def colour(name: str, dark: bool) -> str:  # noqa: FBT001
    """Colour that stands for ``name`` in the light or the dark theme, as ``#rrggbb``.

    Parameters
    ----------
    name
        One of ``SERIES`` (what the data mean) or of ``FRAME`` (what surrounds them).
    dark
        Whether the dark theme is in use.

    Raises
    ------
    ValueError
        If no colour has that name.

    Examples
    --------
    >>> colour("background", dark=False) == colour("background", dark=True)
    False
    """
    theme = _theme(dark)
    if name not in theme:
        msg = f"no colour is called {name!r}; use one of {', '.join(theme)}"
        raise ValueError(msg)
    return theme[name]


def series(dark: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Return the ten chart colours in the order of ``SERIES``.

    >>> len(series(dark=True))
    10
    """
    return tuple(colour(name, dark) for name in SERIES)


@cache
def scale(dark: bool) -> tuple[str, ...]:  # noqa: FBT001
    """Ten colours from low to high for heat maps.

    >>> len(scale(dark=False))
    10
    """
    section = tomllib.loads(CONFIG.read_text("utf-8"))["theme"]["dark" if dark else "light"]
    return tuple(section["chartSequentialColors"])
