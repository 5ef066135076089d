"""The line of keys above a chart, in as many lines as a narrow screen needs."""

from collections.abc import Sequence

from pages.ui import template
from pages.ui.lines import BREAK, columns

# Pixels: of a narrow screen, of a letter and of a Chinese sign, of a sample with its spaces.
NARROW, LETTER, SIGN, SAMPLE = 350.0, 5.5, 13.2, 31.0

Entry = tuple[str, str, str]


def rows(entries: Sequence[Entry], *, dark: bool) -> dict[str, object]:
    """Return the line of :func:`template.key_line` in as many lines as a narrow screen needs."""
    packed: list[list[Entry]] = []
    for entry in entries:
        if packed and sum(_wide(one[1]) for one in (*packed[-1], entry)) <= NARROW:
            packed[-1].append(entry)
        else:
            packed.append([entry])
    texts = [str(template.key_line(row, dark=dark)["text"]) for row in packed]
    return template.key_line([], dark=dark) | {"text": BREAK.join(texts)}


def _wide(label: str) -> float:
    """Width of one entry in pixels, about."""
    signs = columns(label) - len(label)
    return SAMPLE + LETTER * (len(label) - signs) + SIGN * signs
