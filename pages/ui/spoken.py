"""What a mark says to a reader who points at it: a whole sentence, broken into lines."""

from collections.abc import Sequence

from pages.ui import lines

WIDTH = 44


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
        "customdata": [lines.wrap(sentence, WIDTH) for sentence in sentences],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
