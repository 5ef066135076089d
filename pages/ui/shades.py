"""Lighter shades of the named colours, and the ink that reads best on them."""

from pages.ui.palette import colour

FULL = 255
LINEAR_BELOW = 0.04045


def tint(shade: str, weight: float, *, dark: bool) -> str:
    """Lay a named colour over the background: 1 is the colour itself, 0 the background."""
    pairs = (_channels(colour(part, dark)) for part in (shade, "background"))
    mixed = (round(weight * top + (1 - weight) * under) for top, under in zip(*pairs, strict=True))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def ink(fill: str, *, dark: bool) -> str:
    """Choose the text or the background colour, whichever reads better on ``#rrggbb``."""
    choices = (colour("text", dark), colour("background", dark))
    return max(choices, key=lambda choice: contrast(choice, fill))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21 (WCAG 2.2, relative luminance).

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, deep = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (deep + 0.05), 2)


def _luminance(shade: str) -> float:
    """Relative luminance of a colour, 0 to 1."""
    parts = [channel / FULL for channel in _channels(shade)]
    red, green, blue = (
        part / 12.92 if part <= LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(shade: str) -> tuple[int, ...]:
    """Red, green and blue of ``#rrggbb``."""
    return tuple(bytes.fromhex(shade[1:7]))
