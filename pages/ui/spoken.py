"""What a mark says to a reader who points at it: a whole sentence, broken into lines."""

import re
from collections.abc import Sequence
from functools import reduce

from pages.ui import lines
from pages.ui.text import Words

WIDTH = 44
SILENT: dict[str, object] = {"hoverinfo": "skip", "hovertemplate": None}
STAND_IN = 0xE000


def spoken(sentences: Sequence[str]) -> dict[str, object]:
    """Return the part of a trace that lets each of its marks say a sentence.

    Parameters
    ----------
    sentences
        One for each mark of the trace, in the order of its marks; "" for a gap in a line.

    >>> spoken(["One mark."])["customdata"]
    ['One mark.']
    """
    return {
        "customdata": [lines.fold(sentence, WIDTH) for sentence in sentences],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def spoken_each(words: Words, key: str, **values: Sequence[str]) -> dict[str, object]:
    """Return the part of a trace whose marks say one sentence with values of their own.

    The sentence is broken into lines once, for the widest values, which for the hundred marks
    of a curve is a hundred times faster than :func:`spoken`.

    Parameters
    ----------
    values
        By slot of the sentence, one text for each mark; a slot it has not is carried along.
    """
    signs = {name: chr(STAND_IN + place) for place, name in enumerate(values)}
    wide = {
        name: signs[name] * max([1, *map(lines.columns, set(texts))])
        for name, texts in values.items()
    }
    text = lines.wrap(words(key, **wide), WIDTH)
    for place, sign in enumerate(signs.values()):
        text = re.sub(f"{sign}+", f"%{{customdata[{place}]}}", text)
    return {
        "customdata": [list(row) for row in zip(*values.values(), strict=True)],
        "hovertemplate": f"{text}<extra></extra>",
    }


def listed(words: Words, parts: Sequence[str]) -> str:
    """Join the parts of a list inside a sentence as the language does."""
    return reduce(lambda first, second: words("hover.list", first=first, second=second), parts)
