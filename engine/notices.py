"""What a link said that could not be used, as a code and its parts: the sentences are text."""

from dataclasses import dataclass

SHOWN = 80
LINK_CODES = (
    "version_missing", "version_unknown", "bad_lang", "unknown_name", "repeated",
    "value_too_long", "link_too_long", "too_many_parameters",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a link said that could not be used; its sentence is ``notice.<code>``.

    Attributes
    ----------
    code
        One of ``LINK_CODES``, of ``engine.kinds.CODES``, or the code of a retired field.
    name, given
        Name and value as the link gave them, at most ``SHOWN`` characters, plain text.
    used
        What holds instead, as a link would write it.
    """

    code: str
    name: str
    given: str
    used: str


def notice(code: str, name: str, given: str, used: str = "") -> Notice:
    """Build a notice whose texts are short enough to show.

    >>> notice("not_a_number", "n", "7" * 200, "1000").given[-3:]
    '77…'
    """
    return Notice(code, _short(name), _short(given), _short(used))


def _short(text: str) -> str:
    """First characters of a text, with an ellipsis where it goes on."""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
